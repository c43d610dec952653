"""The pictures that messengers and networks show beside a link: of the site, of the briefing, of each article and story.

They are looked for at absolute addresses alone, so that a site which does not know its own has none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from sitegen.compose.desk import BASE, Desk, Read, article_url, story_url, words_at
from sitegen.compose.figure import amount_words, figure_of, leading
from sitegen.compose.head import SITE_PICTURE
from sitegen.compose.rows import alone_of
from sitegen.model.facts import Amount
from sitegen.model.site import FactRef, Page, Story

HOME_PICTURE = "briefing.png"
_FILE = "picture.png"
# What makes another figure of the words that it stands before or behind.
_BEFORE, _BEHIND = r"(?<![\d.,~∼～십백천만억조-])", r"(?![\d.,~∼～]*\d|[십백천만억조])"


def site_picture(desk: Desk) -> Iterator[Page]:
    """The picture of all pages without one of their own: the name of the site, and where it stands."""
    host = urlsplit(desk.briefing.site.url).hostname or ""
    yield from _picture(desk, SITE_PICTURE, "", "", desk.briefing.site.title, host)


def home_picture(desk: Desk, rows: Iterable[Mapping[str, Any]]) -> Iterator[Page]:
    """The picture of the briefing: its day, and the first of its headlines with its figure; *rows* are the lines of these
    as `row_of` makes them. What somebody denies is not drawn: no reader of the picture would see the denial."""
    first = next((row for row in rows if not row["denials"]), None)
    headline, figure = (alone_of(first), _said(first["figure"])) if first else ("", "")
    day = desk.words["as_of"].format(day=desk.day(desk.as_of, weekday=True)) if desk.as_of else ""
    yield from _picture(desk, HOME_PICTURE, desk.briefing.site.title, headline, figure or day, day if figure else "")


def article_picture(desk: Desk, read: Read) -> Iterator[Page]:
    """The picture of an article: its headline with a figure that it names, or its first line does; else with its day."""
    if not desk.briefing.site.url:
        return
    article = read.article
    large, day = _figure(desk, read), _day(desk, article.published)
    foot = " · ".join(part for part in (article.source, day if large else "") if part)
    yield from _picture(
        desk, picture_of(article_url(article)), desk.briefing.site.title, desk.title(article), large or day, foot
    )


def story_picture(desk: Desk, story: Story, counts: str) -> Iterator[Page]:
    """The picture of a story: its title with the day of the newest article, and how much it holds."""
    days = [desk.reads[one].article.published for one in story.articles if one in desk.reads]
    newest = max((day for day in days if day is not None), default=None)
    yield from _picture(
        desk, picture_of(story_url(story)), desk.briefing.site.title, story.title, _day(desk, newest), counts
    )


def picture_of(url: str) -> str:
    """The picture of the article or the story whose page stands at *url*."""
    return url.removesuffix("index.html") + _FILE


def _picture(desk: Desk, url: str, site: str, headline: str, large: str, foot: str) -> Iterator[Page]:
    if desk.briefing.site.url:
        yield Page(url, "picture", {"site": site, "headline": headline, "large": large, "foot": foot})


def _day(desk: Desk, day: date | None) -> str:
    return desk.day(day) if day else ""


def _figure(desk: Desk, read: Read) -> str:
    """The leading figure of those that the headline names, else that of the first line of the fact box; "" where there
    is none."""
    title = desk.title(read.article)
    named = leading(one for one in read.amounts if _stands_in(title, _words(desk, read, one)))
    if named is not None:
        return _said(figure_of(_words(desk, read, named)))
    lead = next((line.event for line in read.box if line.row == "what"), None)
    entry = desk.linked.lines.get(FactRef(read.article.id, lead.id)) if lead else None
    # A line that another article tells best has its figure, not this one's.
    own = entry is not None and entry.refs[0].article == read.article.id
    return _said(desk.figure(entry, lead)) if entry and own else ""


def _stands_in(title: str, figure: str) -> bool:
    """Whether *title* names a figure: no longer one that holds its words (3% in 13%), and not as what a thing was."""
    if figure not in title:
        return False
    found = re.search(_BEFORE + re.escape(figure) + _BEHIND, title)
    return found is not None and BASE.match(title, found.end()) is None


def _words(desk: Desk, read: Read, amount: Amount) -> str:
    return amount_words(amount, words_at(read.article, amount.evidence.span), desk.language)


def _said(figure: Mapping[str, str] | None) -> str:
    return f"{figure['before']} {figure['digits']}{figure['unit']}".strip() if figure else ""
