"""Figures of one thing over the articles: those that replace each other, and those that exclude each other."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from sitegen.link.deed import classes_of, stem_of
from sitegen.link.measure import is_tally, measured
from sitegen.link.mention import generals_of
from sitegen.link.related import Related
from sitegen.model.facts import Amount, ArticleFacts, Basis, Event, Fact, Org, Person, Precision, Status, Time, When
from sitegen.model.site import FactRef, Relation, RelationType
from sitegen.rules.rule import word_set, words

_OLD = 100  # days: a figure of an older day than that is told as background
_WANTED = re.compile(r"야\s?(?:한다|할|했|하며)|(?:으라|하라|달라|자)고")  # 8%로 낮춰야 한다고 주장했다
_AT_ONCE = 2  # days: figures without a time of their own told so closely are of one time
_CLOCK = re.compile(r"T(\d\d):(\d\d)$")
_COUNT = frozenset({"검찰", "경찰", "법원", "특검", "소방당국"})
_PLACE_KIND = re.compile(r"(?<=..)[시군구도]$")  # 군산, 군산시
_GROWS = frozenset({"사망", "비"})
_COUNTERS = frozenset({"명", "개", "건", "곳", "대", "가구", "채"})
_ASKED = frozenset({"요구하다", "요청하다", "촉구하다", "주장하다", "바라다", "희망하다"})
_ONCE = frozenset({"찬성", "찬성률", "득표율", "투표율", "경쟁률", "관중"})  # each belongs to a vote of its own
_NO_STATE = frozenset({Status.DROPPED, Status.EXPECTED})  # what is not so, and what may come
_DECIDES = frozenset({"의결", "승인", "확정", "발표", "집계", "공시"})  # by who has no part in the figure
_COMPARES = frozenset({"많다", "적다", "높다", "낮다", "크다", "작다"})  # 어제보다 2명 많다: a change
_BECOMES = frozenset(
    {
        "집계되다",
        "늘다",
        "줄다",
        "이르다",
        "달하다",
        "넘다",
        "확인되다",
        "파악되다",
        "조사되다",
        "집계하다",
        "파악하다",
        "추산하다",
        "되다",
        "기록하다",
        "접수되다",
        "팔리다",
    }
)
_KIND_OF_PEOPLE = re.compile(r"(?:실종자|부상자|사망자|환자|확진자|생존자|직원|승객|주민|학생)$")
_BEFORE = re.compile(
    r"\s?(?:인\s[가-힣 ]{2,12}[은는을를]|에서|보다|이던|였던|이었던|대신|대비|씩|꼴)"
)  # what the thing was
_MORE = re.compile(r"[을를]?\s(?:추가로|추가|더|또)(?![가-힣])")  # 30대를 추가로 투입하기로 했다: not how many in all
_NAMED = (Org, Person)
_PERIODS = frozenset({Precision.QUARTER, Precision.HALF, Precision.YEAR, Precision.MONTH, Precision.SEASON})


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in its article, with what it measures and the time that it holds for."""

    amount: Amount
    read: ArticleFacts
    measure: str  # its label's class: 사망, 대금
    is_state: bool  # whether it tells how many there are, or are to be, and not how many it happened to once
    is_measure: bool  # whether the label names a measure; else it is a thing that is counted: 주민, 회사채
    label: frozenset[str]  # the label's other words
    nouns: frozenset[str]  # what its clause speaks of
    places: frozenset[str]
    actors: frozenset[str]
    owners: frozenset[str]  # whom the sentence names before it, and its actors: one of them it is of
    kinds: frozenset[str]
    source: str
    is_hearsay: bool  # told by the press or by one side
    as_of: tuple[date, int]  # day and minutes
    is_told: bool  # whether the words say as of when
    is_period: bool  # whether it belongs to a period of its own: 1분기 매출
    order: tuple[int, int]  # told first goes first

    @property
    def ref(self) -> FactRef:
        return FactRef(self.read.article.id, self.amount.id)

    @property
    def value(self) -> tuple[object, object]:
        return (self.amount.low, self.amount.high)


def figures_in(read: ArticleFacts, place: int, actors: Mapping[str, frozenset[str]]) -> Iterator[Figure]:
    """The figures of an article that say what they measure.

    *place*: that of the article in the order told. *actors*: event id to all for whom it is done.
    """
    published = read.article.published
    if published is None:
        return
    amounts, clauses, beside = _parts(read)
    for amount in amounts:
        if amount.low is None or not amount.of or amount.converts:
            continue
        if amount.change is not None and amount.change.by and not _is_raise(amount):
            continue
        event = _event_of(amount, clauses)
        if event is not None and (event.certainty.status in _NO_STATE or event.predicate in _COMPARES):
            continue
        if (
            _MORE.match(read.article.text, amount.evidence.span.end)
            or _BEFORE.match(read.article.text, amount.evidence.span.end)
            or _is_part(amount, event)
        ):
            continue
        before = [
            fact
            for fact in beside.get(amount.evidence.sentence, ())
            if fact.evidence.span.end <= amount.evidence.span.start
        ]
        as_of, is_told, is_period = _as_of(event, before, published)
        if published - as_of[0] > timedelta(days=_OLD):
            if event is None or event.certainty.status is Status.HAPPENED:
                continue
            as_of, is_told, is_period = (published, 0), False, False  # 2021년부터 빼돌린 혐의를 받는다: so much by now
        measure, is_measure, label = measured(amount.of)
        if measure in _ONCE or (measure == "지분" and _is_sold(event)):
            continue
        is_measure = is_measure and (amount.unit not in _COUNTERS or measure in _counted())
        scope = {word for word in amount.scope if word not in word_set("noun_general")}
        nouns = scope | {word for word in (event.nouns if event else ()) if word not in word_set("noun_general")}
        decides = event is not None and not classes_of(stem_of(event.predicate)).isdisjoint(_DECIDES)
        acting = _owners(actors.get(event.id, frozenset())) if event and not decides else frozenset()
        yield Figure(
            amount=amount,
            read=read,
            measure=measure,
            is_state=_is_state(amount, event) or read.article.text.startswith("의 ", amount.evidence.span.end),
            is_measure=is_measure,
            label=label,
            nouns=frozenset(nouns - {measure, *amount.of.split()}),
            places=frozenset(_PLACE_KIND.sub("", word) for word in scope if _is_place(word)),
            actors=acting,
            owners=_owners(fact.name for fact in before if isinstance(fact, _NAMED)) | acting,
            kinds=frozenset({"요구하다" if _WANTED.search(event.surface) else event.predicate})
            if event
            else frozenset(),
            source=event.certainty.source if event else "",
            is_hearsay=event is not None and event.certainty.basis in (Basis.MEDIA, Basis.CLAIMED),
            as_of=as_of,
            is_told=is_told,
            is_period=is_period,
            order=(place, amount.evidence.span.start),
        )


_Clauses = Sequence[tuple[int, int, Event]]  # from where to where each event's clause goes
_Beside = Mapping[int, Sequence[Time | Org | Person]]  # by sentence: the times, and the people and bodies named


def _parts(read: ArticleFacts) -> tuple[Sequence[Amount], _Clauses, _Beside]:
    """What the figures of an article are told by."""
    amounts: list[Amount] = []
    clauses: list[tuple[int, int, Event]] = []
    beside: defaultdict[int, list[Time | Org | Person]] = defaultdict(list)
    for fact in read.facts:
        if isinstance(fact, Event):
            clauses.append((fact.clause.start, fact.clause.end, fact))
        elif isinstance(fact, Amount):
            amounts.append(fact)
        elif isinstance(fact, (Time, Org, Person)):
            beside[fact.evidence.sentence].append(fact)
    return amounts, clauses, beside


def _owners(names: Iterable[str]) -> frozenset[str]:
    """Those of *names* that a figure may be of; who investigates, judges or counts has none of his own."""
    return frozenset([name for name in names if _may_own(name)])


@cache
def _may_own(name: str) -> bool:
    return not generals_of((name,)) & _COUNT and name not in _COUNT | word_set("collective_actors")


def _is_state(amount: Amount, event: Event | None) -> bool:
    """Whether a figure tells how many there are; of people found or freed it tells what became of some."""
    if event is None or amount.unit not in _COUNTERS or amount.change is not None:
        return True
    return event.certainty.status is not Status.HAPPENED or event.predicate in _BECOMES


@cache
def _counted() -> frozenset[str]:
    """The measures of what is counted by heads and pieces; of anything else a count is only as many as there are."""
    return frozenset(row[0] for row in words("figure_class"))


def _is_sold(event: Event | None) -> bool:
    """Whether a share is that which changed hands, and not what somebody holds: 지분 6%를 매각했다."""
    sold = event is not None and event.certainty.status is Status.HAPPENED
    return sold and "매각" in classes_of(stem_of(event.predicate if event else ""))


def _is_part(amount: Amount, event: Event | None) -> bool:
    """Whether a count of people is of some to whom something happened: 실종자 3명이 발견됐다."""
    deed = event is not None and event.certainty.status is Status.HAPPENED and event.predicate not in _BECOMES
    return deed and amount.change is None and amount.unit == "명" and bool(_KIND_OF_PEOPLE.search(amount.of))


def _is_raise(amount: Amount) -> bool:
    """Whether the change is itself what is talked of: 기본급을 5.3% 올리기로 했다."""
    return amount.unit == "%" and measured(amount.of)[0] == "인상률"


def _event_of(amount: Amount, clauses: _Clauses) -> Event | None:
    """The event whose clause holds the figure; the shortest of several."""
    start, end = amount.evidence.span.start, amount.evidence.span.end
    holding = [event for first, last, event in clauses if first <= start and end <= last]
    return min(holding, key=lambda event: len(event.clause), default=None)


def _as_of(event: Event | None, beside: Iterable[Fact], published: date) -> tuple[tuple[date, int], bool, bool]:
    """The time that a figure holds for, whether the words tell it, and whether it is a period.

    *beside* are the facts that stand before it in its sentence."""
    before = [fact.when for fact in beside if isinstance(fact, Time)]
    spans = [when for when in before if "/" in when.value and when.latest is not None]
    when = spans[-1] if spans else event.when if event is not None else None
    if when is None:
        exact = [one for one in before if one.precision is Precision.MINUTE and "/" not in one.value]
        when = exact[-1] if exact else None
    if when is None or when.latest is None or not when.is_point:
        return (published, 0), False, False
    if when.latest > published:
        return (published, 0), False, False
    period = "/" not in when.value and when.precision in _PERIODS and when.mod != "END"
    return (when.latest, _minutes(when)), True, period


def _minutes(when: When) -> int:
    match = _CLOCK.search(when.value)
    return int(match.group(1)) * 60 + int(match.group(2)) if match else 0


def _is_place(word: str) -> bool:
    return word in word_set("place_names") or (
        len(word) > 2 and word.endswith(("시", "군", "구", "도", "읍", "면", "동"))
    )


def series_of(figures: Sequence[Figure], related: Related) -> Iterator[Relation]:
    """Relations between neighbouring figures of one thing, first told against first told."""
    by_measure: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda one: one.order):
        by_measure[figure.amount.unit, figure.measure].append(figure)
    for bucket in by_measure.values():
        for thing in _things(bucket, related):
            yield from _linked(thing)


def _things(bucket: Sequence[Figure], related: Related) -> list[list[Figure]]:
    """The figures of a bucket by the thing they measure, each in the order told."""
    things: list[list[Figure]] = []
    told_in: defaultdict[str, list[list[Figure]]] = defaultdict(list)
    for figure in bucket:
        article = figure.read.article.id
        near = {id(thing): thing for other in (article, *related.near(article)) for thing in told_in.get(other, ())}
        fitting = [thing for thing in near.values() if all_fit(figure, thing, related)]
        told = (thing for thing in fitting if any(other.value == figure.value for other in thing))
        home = next(told, max(fitting, key=lambda thing: _closeness(figure, thing), default=None))
        if home is None:
            home = []
            things.append(home)
        home.append(figure)
        if not any(thing is home for thing in told_in[article]):
            told_in[article].append(home)
    return things


def _closeness(figure: Figure, thing: Sequence[Figure]) -> tuple[object, ...]:
    """How close the last figure of a thing comes to *figure*: by its label, then by when it was told."""
    last = thing[-1]
    shared = len(last.nouns & figure.nouns) + len(last.places & figure.places)
    return (len(last.label & figure.label), bool(last.actors & figure.actors), shared, last.order)


def all_fit(figure: Figure, thing: Sequence[Figure], related: Related) -> bool:
    """Whether a figure measures what those of *thing* do: it fits the last of them, and excludes none."""
    return any(_fits(figure, other, related) for other in thing[-3:]) and not any(
        _excludes(figure, other) for other in thing
    )


def _fits(one: Figure, other: Figure, related: Related) -> bool:
    ours, theirs = one.read.article.id, other.read.article.id
    if ours == theirs:
        return one.is_measure and one.value == other.value
    if theirs not in related.near(ours) and not related.are(ours, theirs):  # those near are, and need no comparison
        return False
    if one.is_measure and is_tally(one.measure):  # two accidents of one week
        named = bool((one.nouns | one.places | one.owners) & (other.nouns | other.places | other.owners))
        return named or related.closely(ours, theirs)
    if one.is_measure:
        return one.measure not in word_set("figure_owned") or _are_of_one(one, other, related)
    if not (one.is_state and other.is_state):
        return False
    if one.amount.of == other.amount.of and " " in one.amount.of and related.closely(ours, theirs):
        return True  # 계약 금액
    same = len(one.label & other.label) > 0 and (one.label <= other.label or other.label <= one.label)
    return same or bool(one.nouns & other.nouns) or bool(one.actors & other.actors and one.kinds & other.kinds)


def _are_of_one(one: Figure, other: Figure, related: Related) -> bool:
    """Whether two figures of which anybody has his own, as sales, are of one owner: 매출, 주가."""
    if one.owners and other.owners:
        return bool(one.owners & other.owners)
    told = one.owners | other.owners
    if not told:
        articles = one.read.article.id, other.read.article.id
        spoken = (one.label | one.nouns) & (other.label | other.nouns)
        return related.closely(*articles) or bool(spoken & related.telling(*articles))
    silent = other if one.owners else one
    return bool(told & {fact.name for fact in silent.read.facts if isinstance(fact, Org | Person)})


def _excludes(one: Figure, other: Figure) -> bool:
    """Whether two figures cannot be of one thing: other places, other actors, other owners, other periods."""
    if one.places and other.places and not (one.places & other.places):
        return True
    if one.actors and other.actors and not (one.actors & other.actors) and not one.source:
        return True
    if one.measure in _GROWS and one.amount.low is not None and other.amount.low is not None:
        first, last = sorted((one, other), key=lambda figure: figure.as_of)
        less = last.amount.low is not None and first.amount.low is not None and last.amount.low < first.amount.low
        if less and (last.as_of[0] - first.as_of[0]).days > 1:
            return True  # the dead of another disaster
    if bool(one.kinds & _ASKED) is not bool(other.kinds & _ASKED):
        return True  # what one side asks for and what the other offers
    if one.read.article.id == other.read.article.id and one.value != other.value and one.as_of == other.as_of:
        return True
    return (one.is_period or other.is_period) and one.as_of != other.as_of


def _linked(thing: Sequence[Figure]) -> Iterator[Relation]:
    """The chain of one thing's figures in the order of their times, and those that exclude each other at one time."""
    firsts: dict[tuple[object, object], Figure] = {}
    for figure in thing:
        firsts.setdefault(figure.value, figure)
    chain: list[Figure] = []
    for figure in sorted(firsts.values(), key=lambda one: (one.as_of, one.order)):
        rival = next(
            (o for o in chain if _at_one_time(o, figure) or _is_alleged(figure, o) or _is_alleged(o, figure)), None
        )
        if rival is None and chain and figure.amount.approx and _rounded(chain[-1].amount, figure.amount):
            continue  # 200억여원 after 210억원
        if rival is None:
            chain.append(figure)
        elif rival.read.article.id != figure.read.article.id and not _rounded(rival.amount, figure.amount):
            one, other = sorted((rival, figure), key=lambda one: one.order)
            yield Relation(RelationType.CONFLICT, one.ref, other.ref, f"{figure.amount.of}: one time, two figures")
            chain[chain.index(rival)] = _in_line(chain, rival, figure)
    yield from _at_odds(thing, firsts.values())
    for one, other in pairwise(chain):
        backwards = one.order > other.order and not (one.is_told and other.is_told)
        if one.read.article.id != other.read.article.id and not backwards:
            first, last = sorted((one, other), key=lambda figure: figure.as_of)
            yield Relation(RelationType.SERIES, first.ref, last.ref, f"{other.amount.of}: a later figure")


def _at_odds(thing: Sequence[Figure], firsts: Collection[Figure]) -> Iterator[Relation]:
    """Figures told as of one minute that differ, where one of them had been told of an earlier time, too."""
    by_time: defaultdict[tuple[date, int], list[Figure]] = defaultdict(list)
    for figure in thing:
        if figure.is_told:
            by_time[figure.as_of].append(figure)
    for told in by_time.values():
        one = told[0]
        other = next((o for o in told if o.value != one.value and o.read is not one.read), None)
        if other is None or (any(one is f for f in firsts) and any(other is f for f in firsts)):
            continue
        if not _rounded(one.amount, other.amount):
            yield Relation(RelationType.CONFLICT, one.ref, other.ref, f"{one.amount.of}: one time, two figures")


def _is_alleged(figure: Figure, other: Figure) -> bool:
    """Whether others report a figure against one that stands: 실제로는 170만유로라고 보도했다."""
    against = figure.is_hearsay and not other.is_hearsay and figure.source != other.source
    return against and figure.order > other.order


def _in_line(chain: Sequence[Figure], one: Figure, other: Figure) -> Figure:
    """Of two figures of one time, the one whose source has told the figures before; else the first told."""
    sources = {figure.source for figure in chain if figure is not one} - {""}
    told = sorted((one, other), key=lambda figure: figure.order)
    return next((figure for figure in told if figure.source in sources), told[0])


def _at_one_time(one: Figure, other: Figure) -> bool:
    if one.is_told and other.is_told:
        return one.as_of == other.as_of
    if one.is_told is not other.is_told and is_tally(one.measure):
        return _shrinks(one, other)
    if one.is_told or other.is_told or one.read.article.source == other.read.article.source:
        return False
    grows = is_tally(one.measure) or one.amount.change is not None or other.amount.change is not None
    return not grows and abs((one.as_of[0] - other.as_of[0]).days) <= _AT_ONCE


def _shrinks(one: Figure, other: Figure) -> bool:
    """Whether a count that only grows would have grown less by a day later: two counts of one time."""
    first, last = sorted((one, other), key=lambda figure: figure.as_of)
    if first.amount.low is None or last.amount.low is None or first.read.article.id == last.read.article.id:
        return False
    return first.is_told and (last.as_of[0] - first.as_of[0]).days <= 1 and last.amount.low < first.amount.low


def _rounded(one: Amount, other: Amount) -> bool:
    """Whether one figure may be the other, rounded: one is approximate, and they differ by a twentieth at most."""
    if one.low is None or other.low is None or not (one.approx or other.approx):
        return False
    return abs(one.low - other.low) * 20 <= max(abs(one.low), abs(other.low))
