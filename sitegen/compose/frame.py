"""What every page has: the site's name, its menu, its words, the reference day."""

from collections.abc import Iterable, Mapping
from typing import Any

from sitegen.compose.colors import COLORS
from sitegen.compose.desk import Desk
from sitegen.compose.head import PLAIN, Head, share_of
from sitegen.compose.ld import Thing, breadcrumbs
from sitegen.model.site import Page

MENU = (
    ("home", "index.html"),
    ("timeline", "timeline/index.html"),
    ("stories", "s/index.html"),
    ("names", "p/index.html"),
    ("terms", "terms/index.html"),
    ("search", "search/index.html"),
)
# What the menu of a phone has no room for: at the foot.
MORE = (
    ("upcoming_short", "upcoming/index.html"),
    ("articles", "a/index.html"),
    ("quotes", "quotes/index.html"),
    ("facts", "facts/index.html"),
    ("handout", "print/index.html"),
)


def page_of(
    desk: Desk,
    url: str,
    template: str,
    title: str,
    description: str,
    section: str = "",
    head: Head = PLAIN,
    **context: object,
) -> Page:
    """A page with its frame; *section* is the entry of the menu that it belongs to, *head* what it tells machines."""
    way = _way(desk, url, title, section) if head.indexed else []
    told = {"share": share_of(desk, url, title, head), "ld": [*way, *head.things]}
    return Page(url, template, {**_frame(desk, title, description, section), "url": url, **told, **context})


def _way(desk: Desk, url: str, title: str, section: str) -> list[Thing]:
    """The way to a page, by the menu; none to the front page."""
    steps = [(desk.words[name], address) for name, address in MENU if name in ("home", section) and address != url]
    return [breadcrumbs(desk, [*steps, (title, url)])] if url != MENU[0][1] else []


def _frame(desk: Desk, title: str, description: str, section: str) -> Mapping[str, Any]:
    words = desk.words
    site = desk.briefing.site
    return {
        "language": desk.language,
        "site_title": site.title,
        "w": words,
        "title": title,
        "description": " ".join(description.split()),
        "menu": _links(words, MENU, section),
        "more_pages": _links(words, MORE, section),
        "about_current": section == "about",
        "as_of": _as_of(desk),
        "colors": COLORS if site.colors else "",
    }


def _links(words: Mapping[str, str], menu: Iterable[tuple[str, str]], section: str) -> list[dict[str, Any]]:
    return [{"label": words[name], "url": url, "current": name == section} for name, url in menu]


def _as_of(desk: Desk) -> dict[str, str]:
    day = desk.as_of
    if day is None:
        return {"label": desk.words["as_of_unknown"], "datetime": "", "now": ""}
    return {
        "label": desk.words["as_of"].format(day=desk.day(day, weekday=True)),
        "datetime": day.isoformat(),
        "now": desk.words["now"].format(day=desk.day(day)),
    }
