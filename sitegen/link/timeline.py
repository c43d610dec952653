"""Events of all articles to the lines of the timeline; the mentions of one event are one line that keeps its reason."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sitegen.link.mention import Mention
from sitegen.link.worth import events_worth_a_line
from sitegen.model.facts import ArticleFacts, Event, When
from sitegen.model.site import Entry

_HALF_LIFE_DAYS = 30  # a month-old fact weighs half of today's on the front page

Group = tuple[tuple[Mention, ...], str]  # the mentions of one event, the first told first, and why they are one


def entries_of(
    groups: Sequence[Group],
    stories: Mapping[str, str],
    originals: Mapping[str, str],
    as_of: date | None,
) -> tuple[Entry, ...]:
    """The lines of the timeline in time order, undated ones last.

    *stories*: article id to story slug; *originals*: articles that print another's text, to that one.
    """
    lines = _lines_of({mention.article: mention.read for mentions, _ in groups for mention in mentions}.values())
    found = []
    for mentions, reason in groups:
        told = [mention for mention in mentions if mention.event.id in lines[mention.article]]
        if told:
            best = min(told, key=_goodness) if len(told) > 1 else told[0]
            found.append((_entry(mentions, told, best, reason, stories, originals, as_of), best.order))
    found.sort(key=lambda one: (*_time_order(one[0]), one[1]))
    return tuple(entry for entry, _ in found)


def _lines_of(articles: Iterable[ArticleFacts]) -> dict[str, set[str]]:
    """The ids of the events that get a line, by article: those worth one, and those that an editor has put first."""
    found = {}
    for read in articles:
        pinned = [fact for fact in read.facts if isinstance(fact, Event) and fact.pinned]
        found[read.article.id] = {event.id for event in (*events_worth_a_line(read), *pinned)}
    return found


def _entry(
    mentions: Sequence[Mention],
    told: Sequence[Mention],
    best: Mention,
    reason: str,
    stories: Mapping[str, str],
    originals: Mapping[str, str],
    as_of: date | None,
) -> Entry:
    event = best.event
    reasons = (*event.reasons, f"merged {len(mentions)} mentions: {reason}") if len(mentions) > 1 else event.reasons
    refs = (best.ref, *[one.ref for one in mentions if one is not best])
    return Entry(
        id=f"{best.ref.article}/{best.ref.fact}",
        headline=event.headline,
        certainty=event.certainty,
        when=_finest(best, mentions),
        who=event.who,
        place=event.place or next(filter(None, [one.event.place for one in mentions]), ""),
        refs=refs,
        story=stories.get(best.article, ""),
        score=max([_score(one, as_of) for one in told]),
        reasons=reasons,
        reason=reason,
        publishers=_publishers(mentions, originals),
        copies=len({mention.article for mention in mentions if mention.article in originals}),
        pinned=any(one.event.pinned for one in told),
    )


def _goodness(mention: Mention) -> tuple[object, ...]:
    """What puts a mention's words in the line: an editor, a day, its rank in its article; then the first told."""
    event = mention.event
    return (not event.pinned, mention.day is None, not event.headline, event.rank or 99, mention.order)


def _publishers(mentions: Iterable[Mention], originals: Mapping[str, str]) -> tuple[str, ...]:
    """Who tells it by a text of their own, sorted."""
    own = {mention.read.article.source for mention in mentions if mention.article not in originals}
    return tuple(sorted(own - {""}))


def _finest(best: Mention, mentions: Sequence[Mention]) -> When | None:
    """The time of the line: its own, unless another mention knows the very day and it does not."""
    when = best.event.when if best.event.when and best.event.when.is_point else None
    if len(mentions) == 1 or best.day is not None or (when is not None and "/" in when.value):
        return when
    finer = next((one.event.when for one in mentions if one.day is not None and one.event.when is not None), None)
    return finer or when


def _score(one: Mention, as_of: date | None) -> float:
    """What puts an event first on the front page: its rank in its article, fading with the article's age."""
    published = one.read.article.published
    age = max(0, (as_of - published).days) if as_of and published else 0
    rank = one.event.rank or 50
    return round(math.pow(0.5, age / _HALF_LIFE_DAYS) / rank, 6)


def _time_order(entry: Entry) -> tuple[object, ...]:
    """Dated first, by what the time really knows; then those whose year is unknown, by the order of their words."""
    if entry.when is None:
        return (2, 0, 0, ())
    first, last = _window(entry.when)
    if first is None:
        return (1, 0, 0, entry.when.order)
    return (0, first.toordinal(), last.toordinal() if last else 0, entry.when.order)


def _window(when: When) -> tuple[date | None, date | None]:
    return when.earliest or when.latest, when.latest or when.earliest
