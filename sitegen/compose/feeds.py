"""Feeds of articles, the site's and each story's, in Atom and in JSON: their headline facts, dated by their publication."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sitegen.compose.addresses import absolute
from sitegen.compose.badge import badges_of
from sitegen.compose.desk import PLANS, Desk, Read, article_url, plain_words, story_url, words_at
from sitegen.compose.head import Feed
from sitegen.compose.moments import changed_on, moment_of, published_on
from sitegen.compose.timex import Context
from sitegen.model.facts import Event
from sitegen.model.site import Page, Story
from sitegen.model.text import Article

_MOST = 50  # entries: readers of feeds keep what they have read
_FORMATS = (("feed.xml", "atom"), ("feed.json", "json"))
_TEMPLATES = {"atom": "atom", "json": "jsonfeed"}


def feed_pages(desk: Desk) -> Iterator[Page]:
    """The feeds of the site and of its stories; none where nobody knows where the site will stand, for an entry has one
    address for good."""
    if not desk.briefing.site.url:
        return
    articles = [read.article for read in desk.briefing.articles]
    yield from _pages(desk, "", desk.briefing.site.title, "index.html", articles)
    for story in desk.briefing.stories:
        yield from _pages(desk, _folder(story), _title(desk, story), story_url(story), _articles(desk, story))


def site_feeds(desk: Desk) -> list[Feed]:
    """The feeds that the front page leads to."""
    return _feeds(desk, "", desk.briefing.site.title, [read.article for read in desk.briefing.articles])


def story_feeds(desk: Desk, story: Story) -> list[Feed]:
    """The feeds that the page of a story leads to."""
    return _feeds(desk, _folder(story), _title(desk, story), _articles(desk, story))


def _folder(story: Story) -> str:
    return story_url(story).removesuffix("index.html")


def _title(desk: Desk, story: Story) -> str:
    return f"{desk.briefing.site.title}: {story.title}"


def _articles(desk: Desk, story: Story) -> list[Article]:
    return [desk.reads[one].article for one in desk.newest_first(one for one in story.articles if one in desk.reads)]


def _dated(articles: Iterable[Article]) -> list[Article]:
    """The newest of *articles*, which come newest first: an entry without a date would be none."""
    return [article for article in articles if article.published is not None][:_MOST]


def _feeds(desk: Desk, folder: str, title: str, articles: Sequence[Article]) -> list[Feed]:
    if not (desk.briefing.site.url and _dated(articles)):
        return []
    return [Feed(f"{folder}{file}", title, kind) for file, kind in _FORMATS]


def _pages(desk: Desk, folder: str, title: str, page: str, articles: Sequence[Article]) -> Iterator[Page]:
    entries = [_entry(desk, desk.reads[article.id]) for article in _dated(articles)]
    if not entries:
        return
    site, words = desk.briefing.site, desk.words
    told = {
        "title": title,
        "author": site.title,
        "language": desk.language,
        "updated": max((entry["updated"] for entry in entries), key=datetime.fromisoformat),
        "link": absolute(site.url, page),
        "words": {name: words[name] for name in ("evidence", "original")},
        "entries": entries,
    }
    for file, kind in _FORMATS:
        url = f"{folder}{file}"
        here = absolute(site.url, url)
        yield Page(url, _TEMPLATES[kind], {**told, "id": here, "self": here})


def _entry(desk: Desk, read: Read) -> dict[str, Any]:
    article, site = read.article, desk.briefing.site
    url = absolute(site.url, article_url(article))
    facts = [_fact(desk, read, line.event) for line in read.box if line.row in ("what", "next")]
    return {
        "id": url,
        "title": desk.title(article),
        "published": moment_of(published_on(article), site.timezone),
        "updated": moment_of(changed_on(desk, article), site.timezone),
        "link": url,
        "via": article.url,
        "source": article.source,
        "tags": list(article.tags),
        "summary": facts[0]["words"] if facts else "",
        "facts": facts,
    }


def _fact(desk: Desk, read: Read, event: Event) -> Mapping[str, Any]:
    """A line of an entry: what is said, how sure it is, on whose word, when, and where it was read."""
    surface = words_at(read.article, event.when_span) if event.when_span else ""
    when = desk.shown(event.when, Context(surface=surface, ahead=event.certainty.status in PLANS))
    return {
        "words": event.headline or plain_words(read.article, event),
        "badges": [badge["word"] for badge in badges_of(event, desk.words)],
        "source": event.certainty.source,
        "when": when["label"] if event.when and when["label"] != desk.words["undated"] else "",
        "link": absolute(desk.briefing.site.url, f"{article_url(read.article)}#{read.anchor(event)}"),
    }
