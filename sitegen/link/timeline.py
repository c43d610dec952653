"""Events of all articles to the lines of the timeline; reports of one event become one line that keeps its reason."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sitegen.link.worth import events_worth_a_line, stem_of
from sitegen.model.facts import ArticleFacts, Event, Precision, When
from sitegen.model.site import Entry, FactRef
from sitegen.rules.rule import words

_HALF_LIFE_DAYS = 30  # a month-old fact weighs half of today's on the front page
_ALIKE = 0.5  # two lines of one event share at least this much of the shorter one
_APART = 0.2  # by so much the best of several must be liker than the next
_TELLING = 10  # letters of a line that tells what it is about


@dataclass(frozen=True, slots=True)
class _Told:
    """An event with the article that tells it."""

    event: Event
    read: ArticleFacts

    @property
    def ref(self) -> FactRef:
        return FactRef(self.read.article.id, self.event.id)


def entries_of(articles: Sequence[ArticleFacts], stories: dict[str, str], as_of: date | None) -> tuple[Entry, ...]:
    """The lines of the timeline in time order, undated ones last. *stories*: article id to story slug."""
    told = [_Told(event, read) for read in articles for event in _lines_of(read)]
    entries = [_entry(group, stories, as_of) for group in _same_events(told)]
    return tuple(sorted(entries, key=_time_order))


def _lines_of(read: ArticleFacts) -> Iterable[Event]:
    """The events of an article that get a line: those worth one, and those that an editor has put first."""
    worth = list(events_worth_a_line(read))
    pinned = [fact for fact in read.facts if isinstance(fact, Event) and fact.pinned and fact not in worth]
    return [*pinned, *worth]


def _same_events(told: Sequence[_Told]) -> Iterable[tuple[_Told, ...]]:
    """Groups of reports of one event: same day, same kind of predicate, actors that overlap by half; or the very same
    line of the same time, as an agency's text is printed twice."""
    by_key: defaultdict[tuple[object, ...], list[list[_Told]]] = defaultdict(list)
    twins = Counter((one.read.article.id, _key(one.event)) for one in told)
    groups: list[list[_Told]] = []
    for one in told:
        keys = [key for key in (_key(one.event), _line_key(one.event)) if key]
        homes = [group for key in keys for group in by_key[key]]
        home = _home(one, homes, several=twins[one.read.article.id, _key(one.event)] > 1)
        if home is None:
            home = []
            groups.append(home)
        for key in keys:
            if not any(group is home for group in by_key[key]):
                by_key[key].append(home)
        home.append(one)
    return [tuple(group) for group in groups]


def _home(one: _Told, homes: Iterable[list[_Told]], *, several: bool) -> list[_Told] | None:
    """The group that *one* belongs to. Where its article tells of *several* events of that day and kind, or several
    groups would take it, the words decide; where they do not, it stays alone."""
    fitting: list[list[_Told]] = []
    for group in homes:
        if any(group is other for other in fitting) or any(o.read.article.id == one.read.article.id for o in group):
            continue  # an article tells of two events that look alike, not twice of one
        if _same_line(group[0].event, one.event) or _overlap(group[0].event, one.event):
            fitting.append(group)
    same = [group for group in fitting if _same_line(group[0].event, one.event)]
    if len(same) == 1:
        return same[0]
    if len(fitting) == 1 and not several and not _has_twin(fitting[0], homes):
        return fitting[0]
    likeness = sorted(((_likeness(group[0].event, one.event), -at) for at, group in enumerate(fitting)), reverse=True)
    if not likeness or likeness[0][0] < _ALIKE or (len(likeness) > 1 and likeness[1][0] > likeness[0][0] - _APART):
        return None
    return fitting[-likeness[0][1]]


def _has_twin(group: Sequence[_Told], homes: Iterable[Sequence[_Told]]) -> bool:
    """Whether an article that tells of *group* tells of another event that looks like it."""
    articles = {one.read.article.id for one in group}
    return any(
        other is not group and any(o.read.article.id in articles and _overlap(o.event, group[0].event) for o in other)
        for other in homes
    )


def _likeness(one: Event, other: Event) -> float:
    """How much of the shorter line the longer one says, in pairs of letters."""
    left, right = _pairs(one.headline), _pairs(other.headline)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _pairs(line: str) -> frozenset[str]:
    body = "".join(line.rpartition(", ")[2].split())
    return frozenset(body[at : at + 2] for at in range(len(body) - 1))


def _line_key(event: Event) -> tuple[object, ...] | None:
    """The line and its time to the letter; None where a line so short or so vague may be said of two things."""
    when = event.when
    if when is None or not when.is_point or when.earliest is None or len(event.headline) < _TELLING:
        return None
    return (when.value, " ".join(event.headline.split()), event.certainty.status)


def _same_line(one: Event, other: Event) -> bool:
    return _line_key(one) is not None and _line_key(one) == _line_key(other)


def _key(event: Event) -> tuple[object, ...] | None:
    """What reports of one event share beside their actors; None where nothing may be merged."""
    when = event.when
    if when is None or when.precision is not Precision.DAY or when.earliest is None or when.earliest != when.latest:
        return None  # the day is part of the key: a range's start or a month is not a day
    if event.quotes or not event.who:
        return None
    return (when.earliest, _predicate_class(event.predicate), event.certainty.status)


def _predicate_class(predicate: str) -> str:
    stem = stem_of(predicate)
    for row in words("predicate_class"):
        if stem in row:
            return row[0]
    return stem


def _overlap(one: Event, other: Event) -> bool:
    shared = len(set(one.who) & set(other.who))
    return shared * 2 >= min(len(set(one.who)), len(set(other.who))) and shared > 0


def _entry(group: tuple[_Told, ...], stories: dict[str, str], as_of: date | None) -> Entry:
    best = min(group, key=lambda one: (not one.event.pinned, one.event.rank or 99, one.read.article.id))
    event = best.event
    reasons = event.reasons
    if len(group) > 1:
        actors = len(set(event.who))
        why = f"same day, same predicate, {actors} actors" if _key(event) else "same time, same line"
        reasons = (*reasons, f"merged {len(group)} reports: {why}")
    refs = (best.ref, *(one.ref for one in group if one is not best))
    return Entry(
        id=f"{best.ref.article}/{best.ref.fact}",
        headline=event.headline,
        certainty=event.certainty,
        when=event.when if event.when and event.when.is_point else None,
        who=event.who,
        place=event.place,
        refs=refs,
        story=stories.get(best.ref.article, ""),
        score=max(_score(one, as_of) for one in group),
        reasons=reasons,
        pinned=best.event.pinned,
    )


def _score(one: _Told, as_of: date | None) -> float:
    """What puts an event first on the front page: its rank in its article, fading with the article's age."""
    published = one.read.article.published
    age = max(0, (as_of - published).days) if as_of and published else 0
    rank = one.event.rank or 50
    return round(math.pow(0.5, age / _HALF_LIFE_DAYS) / rank, 6)


def _time_order(entry: Entry) -> tuple[object, ...]:
    """Dated first, by what the time really knows; then those whose year is unknown, by the order of their words."""
    if entry.when is None:
        return (2, 0, 0, (), entry.id)
    first, last = _window(entry.when)
    if first is None:
        return (1, 0, 0, entry.when.order, entry.id)
    return (0, first.toordinal(), last.toordinal() if last else 0, entry.when.order, entry.id)


def _window(when: When) -> tuple[date | None, date | None]:
    return when.earliest or when.latest, when.latest or when.earliest
