"""Events of all articles to the lines of the timeline; reports of one event become one line that keeps its reason."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sitegen.model.facts import ArticleFacts, Event, Precision, Status, When
from sitegen.model.site import Entry, FactRef
from sitegen.rules.rule import words

_HALF_LIFE_DAYS = 30  # a month-old fact weighs half of today's on the front page


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
    told = [_Told(event, read) for read in articles for event in _events(read)]
    entries = [_entry(group, stories, as_of) for group in _same_events(told)]
    return tuple(sorted(entries, key=_time_order))


def _events(read: ArticleFacts) -> Iterable[Event]:
    """The events of an article that a reader needs a line for."""
    events = [fact for fact in read.facts if isinstance(fact, Event)]
    last_by_date = {(e.evidence.sentence, e.when_span): e for e in events if e.when_span is not None}
    for event in events:
        if event.when_span is not None and last_by_date[event.evidence.sentence, event.when_span] is not event:
            continue  # 지난 2월 스페인에서 열린 행사에서 말했다: one day, one line, the main clause's
        dated = event.when is not None and event.when.is_point
        if dated or event.certainty.status is not Status.STATED or 0 < event.rank <= 5:
            yield event


def _same_events(told: Iterable[_Told]) -> Iterable[tuple[_Told, ...]]:
    """Groups of reports of one event: same day, same kind of predicate, actors that overlap by half."""
    by_key: defaultdict[tuple[object, ...], list[list[_Told]]] = defaultdict(list)
    groups: list[list[_Told]] = []
    for one in told:
        key = _key(one.event)
        home = next((g for g in by_key[key] if _overlap(g[0].event, one.event)), None) if key else None
        if home is None:
            home = []
            groups.append(home)
            if key:
                by_key[key].append(home)
        home.append(one)
    return [tuple(group) for group in groups]


def _key(event: Event) -> tuple[object, ...] | None:
    """What reports of one event share beside their actors; None where nothing may be merged."""
    when = event.when
    if when is None or when.precision is not Precision.DAY or when.earliest is None or when.earliest != when.latest:
        return None  # the day is part of the key: a range's start or a month is not a day
    if event.quotes or not event.who:
        return None
    return (when.earliest, _predicate_class(event.predicate), event.certainty.status)


def _predicate_class(predicate: str) -> str:
    stem = predicate.removesuffix("하다").removesuffix("되다")
    for row in words("predicate_class"):
        if stem in row:
            return row[0]
    return stem


def _overlap(one: Event, other: Event) -> bool:
    shared = len(set(one.who) & set(other.who))
    return shared * 2 >= min(len(set(one.who)), len(set(other.who))) and shared > 0


def _entry(group: tuple[_Told, ...], stories: dict[str, str], as_of: date | None) -> Entry:
    best = min(group, key=lambda one: (one.event.rank or 99, one.read.article.id))
    event = best.event
    reasons = event.reasons
    if len(group) > 1:
        actors = len(set(event.who))
        reasons = (*reasons, f"merged {len(group)} reports: same day, same predicate, {actors} actors")
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
