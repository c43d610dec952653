"""What a page says of itself in its head: to search engines, to messengers that show its link, to readers of feeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sitegen.compose.desk import Desk
from sitegen.compose.ld import Thing, at

SITE_PICTURE = "site.png"  # of pages that have none of their own
_LOCALES = {"ko": "ko_KR", "en": "en_US"}


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that a page leads to."""

    url: str
    title: str
    kind: str  # atom | json


@dataclass(frozen=True, slots=True)
class Head:
    """What is particular to a page. *kind* is OpenGraph's; the days are those of what the page shows, "" where they are
    not known; *things* are said in its JSON-LD. What is not *indexed* has no address that anybody should keep."""

    kind: str = "website"  # website | article | profile
    picture: str = SITE_PICTURE
    published: str = ""
    changed: str = ""
    feeds: Sequence[Feed] = ()
    things: Sequence[Thing] = ()
    indexed: bool = True


PLAIN = Head()
_TYPES = {"atom": "application/atom+xml", "json": "application/feed+json"}


def share_of(desk: Desk, url: str, title: str, head: Head) -> dict[str, Any]:
    """*head* of the page *title* at *url* for its template; absolute addresses are "" where nobody knows where the site will
    stand."""
    return {
        "canonical": at(desk, url) if head.indexed else "",
        "picture": at(desk, head.picture),
        "alt": desk.briefing.site.title if head.picture == SITE_PICTURE else title,
        "type": head.kind,
        "locale": _LOCALES.get(desk.language, _LOCALES["ko"]),
        "published": head.published,
        "changed": head.changed,
        "feeds": [{"url": feed.url, "title": feed.title, "type": _TYPES[feed.kind]} for feed in head.feeds],
    }
