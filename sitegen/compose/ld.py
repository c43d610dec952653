"""What a page says to machines in the words of schema.org: plain data, which its template writes as JSON-LD.

Nothing here that the page does not show, and no more of it than a reader of the page's head needs: lists are cut short.
Addresses are absolute, as search engines want them, and left out where nobody knows where the site will stand.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from sitegen.compose.addresses import absolute
from sitegen.compose.badge import dropped_word
from sitegen.compose.desk import Desk, Read, article_url
from sitegen.compose.moments import changed_on, published_on
from sitegen.compose.timex import point_of
from sitegen.model.facts import Basis, Event, Status, When
from sitegen.model.site import Entry

Thing = dict[str, Any]

_LISTED = 20  # members of a list
_TERMS = 40
_EVENTS = 10
_QUOTES = 3
_ARTICLES = "ko"  # the language of what articles say, whatever the site's own words are in
# On whose word a plan may be told to calendars and search engines as one.
_OWN_WORD = frozenset({Basis.WRITER, Basis.ANNOUNCED, Basis.SAID})
_SCHEDULED = "https://schema.org/EventScheduled"
_DROPPED: Mapping[str, str] = {
    "cancelled": "https://schema.org/EventCancelled",
    "postponed": "https://schema.org/EventPostponed",
}


def thing(kind: str, **values: object) -> Thing:
    """A thing of *kind* with those of *values* that are there."""
    return {"@type": kind, **{name: value for name, value in values.items() if value}}


def at(desk: Desk, address: str) -> str:
    """The absolute address of *address*; "" where the site has none."""
    root = desk.briefing.site.url
    return absolute(root, address) if root and address else ""


def website(desk: Desk, description: str) -> Thing:
    """The site as a whole."""
    site = desk.briefing.site
    url = at(desk, "index.html")
    return thing("WebSite", name=site.title, url=url, description=description, inLanguage=desk.language)


def breadcrumbs(desk: Desk, steps: Iterable[tuple[str, str]]) -> Thing:
    """The way from the front page to a page: name and address of each step, the page itself last."""
    listed = [
        thing("ListItem", position=number, name=name, item=at(desk, url)) for number, (name, url) in enumerate(steps, 1)
    ]
    return thing("BreadcrumbList", itemListElement=listed)


def item_list(desk: Desk, name: str, members: Sequence[tuple[str, str]]) -> list[Thing]:
    """A list under its *name*: what each of its first members says, and where; nothing where it has none."""
    listed = [
        thing("ListItem", position=number, name=said, url=at(desk, url))
        for number, (said, url) in enumerate(members[:_LISTED], 1)
    ]
    return [thing("ItemList", name=name, numberOfItems=len(members), itemListElement=listed)] if listed else []


def news_article(desk: Desk, read: Read, picture: str) -> Thing:
    """The page of an article. The site has not written it: what it is based on has a publisher and an author."""
    article = read.article
    url = at(desk, article_url(article))
    source = thing("Organization", name=article.source) if article.source else None
    author = thing("Person", name=article.author) if article.author else None
    basis = {"url": _on_the_web(article.url), "publisher": source, "author": author}
    return thing(
        "NewsArticle",
        headline=desk.title(article),
        url=url,
        image=at(desk, picture),
        inLanguage=_ARTICLES,
        datePublished=published_on(article),
        dateModified=changed_on(desk, article),
        publisher=thing("Organization", name=desk.briefing.site.title, url=at(desk, "index.html")),
        isBasedOn=thing("NewsArticle", **basis) if any(basis.values()) else None,
    )


def _on_the_web(url: str) -> str:
    return url if url.startswith(("http://", "https://")) else ""


def quotations(desk: Desk, quotes: Iterable[Mapping[str, Any]]) -> list[Thing]:
    """The first of *quotes*, as `shown_quote` makes them, whose speaker is a person or an organisation of the site."""
    found = []
    for quote in quotes:
        name = quote["speaker"]["name"]
        kind = next(
            (kind for kind, of in (("Person", "person"), ("Organization", "org")) if (of, name) in desk.kinds), ""
        )
        if kind:
            url = at(desk, quote["evidence"]["url"])
            found.append(thing("Quotation", text=quote["pieces"][0], creator=thing(kind, name=name), url=url))
    return found[:_QUOTES]


def defined_terms(desk: Desk, terms: Iterable[tuple[str, str, str]]) -> list[Thing]:
    """Terms with what an article says that they mean, and where."""
    return [
        thing("DefinedTerm", name=term, description=gloss, url=at(desk, url))
        for term, gloss, url in list(terms)[:_TERMS]
    ]


def events(desk: Desk, entries: Iterable[Entry]) -> list[Thing]:
    """Those of *entries* that stand in the calendar to the day, by the first of them that do."""
    found = (event_of(desk, entry) for entry in entries)
    return list(islice((one for one in found if one), _EVENTS))


def event_of(desk: Desk, entry: Entry) -> Thing | None:
    """A line as an event of the calendar: what happened, or is planned by the word of who plans it, on a known day.

    None for all else: wider times, deadlines, what is only considered, claimed or heard of, and a plan of which something
    other has come than that it was put off or given up.
    """
    start = _start(entry.when)
    status = _status(desk, entry)
    if not (start and entry.headline and entry.refs and status is not None):
        return None
    return thing(
        "Event",
        name=entry.headline,
        startDate=start,
        eventStatus=status,
        location=thing("Place", name=entry.place) if entry.place else None,
        url=at(desk, desk.evidence_link(entry.refs[0])["url"]),
    )


def _status(desk: Desk, entry: Entry) -> str | None:
    """What is known of an event beside its day; "" where that is all, None where it is none."""
    certainty = entry.certainty
    if certainty.basis not in _OWN_WORD:
        return None
    if certainty.status is Status.HAPPENED:
        return ""
    if certainty.status is not Status.PLANNED:
        return None
    outcomes = desk.linked.outcomes.get(entry.id, ())
    if not outcomes:
        return _SCHEDULED if desk.is_ahead(entry) else None
    last = desk.facts[outcomes[-1].later]
    dropped = isinstance(last, Event) and last.certainty.status is Status.DROPPED
    return _DROPPED.get(dropped_word(last)) if dropped and isinstance(last, Event) else None


def _start(when: When | None) -> str:
    """The day on which a time begins, with its hour where that is known; "" where it is no single day.

    The hour has no zone: the one that it was told in is that of its place, which nobody says.
    """
    point = point_of(when.value) if when is not None and not when.mod else None
    if point is None or point.day is None:
        return ""
    return point.value.partition("T")[0] if point.part else point.value
