"""Figures of one thing over the articles: those that replace each other, and those that exclude each other."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import pairwise

from sitegen.link.affair import BRIBES, COSTS, OUTPUT, bribes_meet, outputs_meet, works_meet
from sitegen.link.deed import classes_of, stem_of
from sitegen.link.figures import Figure, may_own
from sitegen.link.general import is_authority, share_a_party
from sitegen.link.measure import is_tally
from sitegen.link.petition import SIGNATURES, are_handed_in, are_of_one_petition
from sitegen.link.related import Related
from sitegen.link.spent import ANY_COST, are_spent_alike, is_spent
from sitegen.model.facts import Amount, Status
from sitegen.model.site import Relation, RelationType
from sitegen.rules.rule import word_set

_AT_ONCE = 2  # days: figures without a time of their own told so closely are of one time
_SAME_NEWS = 14  # days within which what is counted is mostly of one accident
_USERS = frozenset({"이용객", "이용자", "고객", "회원", "가입자"})  # may do, and undergo, anything
_SAME_DAYS = 7  # days within which those counted of one plant or firm are mostly those of one accident
_PLACES = ("시", "군", "구", "도")  # where two accidents of one day may be
_GIVEN = frozenset({"지원금", "투자액", "기부금", "출자금"})  # labels of what is given: anybody gives to many
_SETTLES = frozenset({"정하다", "정해지다", "확정하다", "확정되다"})
_TO = re.compile(r"(?:으)?로\s")
_EACH, _LED = re.compile(r"마다|당 |씩|한 (?:사람|명|가구|곳)에|각각"), 10
_DESCRIBES = ("을", "는", "은", "던", "할", "한", "된")  # 매각을 맡을 자문단
_BESIDE, _CLAUSE = 80, 24  # letters from a figure to the one that it is compared with; of the clause before that
_IS_FAR = re.compile(r"[와과]는? (?:[가-힣]+ )?(?:차이|다르|다른|달라|엇갈|거리가)")  # 6.1%다. 7.8%와 차이가 크다
_OF_OTHERS = re.compile(r"(?:보도한|주장한|제기한) $")
_GROWS = frozenset({"사망", "비", "소실 면적", "불 피해 주택", "물 피해 주택"})
_ASKED = frozenset({"요구하다", "요청하다", "촉구하다", "주장하다", "바라다", "희망하다"})


def series_of(figures: Sequence[Figure], related: Related) -> Iterator[Relation]:
    """Relations between neighbouring figures of one thing, first told against first told."""
    by_measure: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda one: one.order):
        by_measure[figure.amount.unit, figure.measure].append(figure)
    for bucket in by_measure.values():
        for thing in _things(bucket, related):
            yield from _linked(thing)


class _Thing:
    """The figures of one thing, in the order told, and what they have of that by which figures exclude each other: of
    thousands of figures there are few different ones."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self.values: set[object] = set()
        self._at: defaultdict[tuple[str, object], set[object]] = defaultdict(set)  # by article and time
        self._unlike: dict[tuple[object, ...], Figure] = {}

    def take(self, figure: Figure) -> None:
        self.figures.append(figure)
        self.values.add(figure.value)
        self._at[figure.read.article.id, figure.as_of].add(figure.value)
        self._unlike.setdefault(_unlike(figure), figure)

    def excludes(self, figure: Figure) -> bool:
        """Whether *figure* cannot be of this thing."""
        if self._at.get((figure.read.article.id, figure.as_of), set()) - {figure.value}:
            return True
        return any(_excludes(figure, other) for other in self._unlike.values())


def _unlike(figure: Figure) -> tuple[object, ...]:
    """All of a figure by which it excludes those of other articles."""
    low = figure.amount.low if figure.measure in _GROWS else None
    whose = (figure.side, _whose(figure)) if figure.side else None
    return (figure.places, figure.actors, whose, low, figure.as_of, bool(figure.kinds & _ASKED), figure.is_period)


def _things(bucket: Sequence[Figure], related: Related) -> list[list[Figure]]:
    """The figures of a bucket by the thing they measure, each in the order told."""
    things: list[_Thing] = []
    told_in: defaultdict[str, list[_Thing]] = defaultdict(list)
    for figure in bucket:
        article = figure.read.article.id
        near = {id(thing): thing for other in (article, *related.near(article)) for thing in told_in.get(other, ())}
        fitting = [thing for thing in near.values() if _fits_all(figure, thing, related)]
        told = (thing for thing in fitting if figure.value in thing.values)
        home = next(told, max(fitting, key=lambda thing: _closeness(figure, thing.figures), default=None))
        if home is None:
            home = _Thing()
            things.append(home)
        home.take(figure)
        if not any(thing is home for thing in told_in[article]):
            told_in[article].append(home)
    return [thing.figures for thing in things]


def _closeness(figure: Figure, thing: Sequence[Figure]) -> tuple[object, ...]:
    """How close the last figure of a thing comes to *figure*: by its label, then by when it was told."""
    last = thing[-1]
    shared = len(last.nouns & figure.nouns) + len(last.places & figure.places)
    return (len(last.label & figure.label), bool(last.actors & figure.actors), shared, last.order)


def _fits_all(figure: Figure, thing: _Thing, related: Related) -> bool:
    """Whether a figure measures what those of *thing* do: it fits the last of them, and excludes none."""
    return any(_fits(figure, other, related) for other in thing.figures[-3:]) and not thing.excludes(figure)


def _fits(one: Figure, other: Figure, related: Related) -> bool:
    ours, theirs = one.read.article.id, other.read.article.id
    if ours == theirs:
        return one.is_measure and one.value == other.value
    if theirs not in related.near(ours) and not related.are(ours, theirs):  # those near are, and need no comparison
        return False
    if not _are_possessed_alike(one, other):
        return False
    far = abs((one.as_of[0] - other.as_of[0]).days) > _SAME_NEWS
    if far and not one.places & other.places and not share_a_party(one.cast, other.cast):
        return False  # 피해 고객 of two firms, before one commission
    if one.is_measure and is_tally(one.measure):  # two accidents of one week
        if one.affair.is_another(other.affair) or (one.label and other.label and not one.label & other.label):
            return False  # 응급실을 찾은 환자, 입원 환자
        named = bool((one.nouns | one.places | one.owners) & (other.nouns | other.places | other.owners))
        soon = abs((one.as_of[0] - other.as_of[0]).days) <= _SAME_DAYS and _named_in_common(one, other)
        return named or soon or related.closely(ours, theirs)
    if one.measure == ANY_COST and not (one.label | one.nouns) & (other.label | other.nouns):
        return False  # 복구 비용, 소송 비용
    if one.measure == ANY_COST and is_spent(one) is not is_spent(other) and not one.label & other.label:
        return False  # 복구에 드는 비용, 노조가 낸 비용
    if one.measure == ANY_COST and one.label and other.label and not one.label & other.label:
        return False  # 인건비에 들어간 돈, 광고에 들어간 돈
    if is_spent(one) and is_spent(other) and not are_spent_alike(one, other):
        return False
    if {one.amount.of, other.amount.of} & _GIVEN and not _are_given_alike(one, other):
        return False
    if one.measure in COSTS and one.value != other.value and not works_meet(one.affair, other.affair):
        return False  # 사업비 of two bridges
    if one.measure == BRIBES and not bribes_meet(one.affair, other.affair):
        return False
    if one.measure == OUTPUT and not outputs_meet(one.affair, other.affair):
        return False
    if _differs_from(one, other) or _differs_from(other, one):
        return False
    if one.measure == SIGNATURES and not are_of_one_petition(one, other):
        return False
    if one.measure in _USERS and not _do_alike(one, other):
        return False  # 신고한 이용자, 환불을 받은 이용자
    if one.label and other.label and not one.label & other.label:
        return False  # 건설공사 공정률, 차량 제작 공정률
    if one.is_measure:
        return one.measure not in word_set("figure_owned") or _are_of_one(one, other, related)
    if not (one.is_state and other.is_state) or not _are_owned_alike(one, other):
        return False
    if one.label and other.label and not (one.label <= other.label or other.label <= one.label):
        return False  # 우리사주조합 배정 주식, 기관 배정 주식
    if one.amount.of == other.amount.of and " " in one.amount.of and related.closely(ours, theirs):
        return True  # 계약 금액
    at_once = one.amount.of == other.amount.of and one.is_told and other.is_told and one.as_of == other.as_of
    if at_once and len(one.amount.unit) == len("KRW") and related.closely(ours, theirs):
        return True  # 밀린 정산금은 20일 현재 130억원이다, 45억원이다
    if _is_changed(one, other) and related.closely(ours, theirs):
        return True  # 코치진은 4명이다, 코치진은 5명으로 늘었다
    same = len(one.label & other.label) > 0 and (one.label <= other.label or other.label <= one.label)
    return same or bool(one.nouns & other.nouns) or bool(one.actors & other.actors and one.kinds & other.kinds)


def _are_given_alike(one: Figure, other: Figure) -> bool:
    """Whether two sums are given to one and the same, each of them or all of them, or the later says that it replaces."""
    if bool(_EACH.search(_led(one))) is not bool(_EACH.search(_led(other))):
        return False  # 점포마다 200만원을, 상인들에게 모두 30억원을
    if _is_changed(one, other):
        return True
    ours, theirs = (set(figure.amount.scope) - figure.cast - figure.owners for figure in (one, other))
    return not ours.isdisjoint(theirs)


def _led(figure: Figure) -> str:
    """What stands right before a figure."""
    start = figure.amount.evidence.span.start
    return figure.read.article.text[max(0, start - _LED) : start]


def _do_alike(one: Figure, other: Figure) -> bool:
    """Whether two counts of people are of those who do, or undergo, one deed."""
    ours, theirs = ({kind for word in figure.kinds for kind in classes_of(stem_of(word))} for figure in (one, other))
    return bool(one.kinds & other.kinds or ours & theirs)


def _named_in_common(one: Figure, other: Figure) -> bool:
    """Whether what one tells its figure of is named in the other's article, and no office: the plant that burnt. Where
    neither tells it, whether the articles, of a day or two, name one in common. A firm has more than one accident."""
    later = max(one, other, key=lambda figure: figure.order)
    if not one.affair.is_one(other.affair) and (later.amount.change is None or later.affair.sites):
        return False
    told = one.owners | other.owners
    if not told and abs((one.as_of[0] - other.as_of[0]).days) <= _AT_ONCE:
        told = one.cast & other.cast
    names = told & one.cast & other.cast
    return any(may_own(name) and not is_authority(name) and not name.endswith(_PLACES) for name in names)


def _is_changed(one: Figure, other: Figure) -> bool:
    """Whether the later of two figures of one label, and of no other's, says itself that it replaces an earlier one."""
    if (one.measure, one.label) != (other.measure, other.label) or (
        one.owners and other.owners and not one.owners & other.owners
    ):
        return False
    later = max(one, other, key=lambda figure: figure.order)
    change, event = later.amount.change, later.read.telling(later.amount)
    made = event is None or event.certainty.status in (Status.HAPPENED, Status.STATED)
    end = later.amount.evidence.span.end
    made = made and "겠" not in later.read.article.text[end : end + _CLAUSE]  # “80척으로 늘리겠다”고 밝혔다
    if made and event is not None and event.predicate in _SETTLES and _TO.match(later.read.article.text, end):
        return True  # 상영작은 172편으로 정해졌다
    return made and change is not None and not change.by and not change.start


def _are_owned_alike(one: Figure, other: Figure) -> bool:
    """Whether the words before the label say nothing of whose it is, or the same: 노조의 자문단, 매각을 맡을 자문단."""
    ours, theirs = one.affair.owner, other.affair.owner
    if ours and theirs:
        return ours == theirs
    told = ours or theirs
    silent = other if ours else one
    return not told or told.endswith(_DESCRIBES) or told in silent.read.article.title or told in _text_before(silent)


def _are_possessed_alike(one: Figure, other: Figure) -> bool:
    """Whether no figure is said to be of somebody of whom the other's title and sentences do not speak: 누리전자의 피해액은,
    where the article is of another firm's."""
    if one.possessor and other.possessor:
        return one.possessor == other.possessor
    whose, silent = one.possessor or other.possessor, other if one.possessor else one
    if not whose or whose in silent.owners or whose in silent.read.article.title:
        return True
    return whose.split()[-1] in _text_before(silent)


def _text_before(figure: Figure) -> str:
    sentences, number = figure.read.sentences, figure.amount.evidence.sentence
    return figure.read.article.text[sentences[max(0, number - 1)].start : figure.amount.evidence.span.start]


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
    return bool(told & silent.cast)


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
    if one.side and other.side and one.side != other.side and _whose(one) & _whose(other):
        return True  # what one pays, and what he gets for another thing; what he holds, and what he wants
    if bool(one.kinds & _ASKED) is not bool(other.kinds & _ASKED):
        return True  # what one side asks for and what the other offers
    return (one.is_period or other.is_period) and one.as_of != other.as_of


def _whose(figure: Figure) -> frozenset[str]:
    """Who acts in its clause, else whom the sentence names before it."""
    return figure.actors or figure.owners


def _linked(thing: Sequence[Figure]) -> Iterator[Relation]:
    """The chain of one thing's figures in the order of their times, and those that exclude each other at one time."""
    firsts: dict[tuple[object, object], Figure] = {}
    for figure in thing:
        firsts.setdefault(figure.value, figure)
    chain: list[Figure] = []
    rivals: defaultdict[int, list[Figure]] = defaultdict(list)  # by the place in the chain
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
            place = chain.index(rival)
            chain[place] = _in_line(chain, rival, figure)
            rivals[place] += (rival, figure)
    yield from _at_odds(thing, firsts.values())
    for place, (former, other) in enumerate(pairwise(chain)):
        one = next((figure for figure in rivals[place] if _compares(other, figure)), former)
        backwards = one.order > other.order and not (one.is_told and other.is_told)
        if one.read.article.id != other.read.article.id and not backwards and not _moves_otherwise(one, other):
            first, last = sorted((one, other), key=lambda figure: figure.as_of)
            yield Relation(RelationType.SERIES, first.ref, last.ref, f"{other.amount.of}: a later figure")


def _moves_otherwise(one: Figure, other: Figure) -> bool:
    """Whether the later figure is told to have moved the other way: 27%로 올랐다 cannot follow 32%."""
    first, last = sorted((one, other), key=lambda figure: figure.order)
    change = last.amount.change
    if change is None or change.by or change.start or first.amount.low is None or last.amount.low is None:
        return False
    return last.amount.low < first.amount.low if change.direction == "up" else last.amount.low > first.amount.low


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
    if _is_set_against(one, other) or _is_set_against(other, one) or are_handed_in(one, other):
        return True
    if one.is_told and other.is_told:
        return one.as_of == other.as_of
    if one.is_told is not other.is_told and is_tally(one.measure):
        return _shrinks(one, other)
    if one.is_told or other.is_told or one.read.article.source == other.read.article.source:
        return False
    later = max(one, other, key=lambda figure: figure.order)
    changed = [later] if one.measure in COSTS else [one, other]  # what a work costs does not move from day to day
    grows = is_tally(one.measure) or any(figure.amount.change is not None for figure in changed)
    return not grows and abs((one.as_of[0] - other.as_of[0]).days) <= _AT_ONCE


def _is_set_against(figure: Figure, other: Figure) -> bool:
    """Whether the article of *figure* names *other* as what somebody else says: 새벽경제가 보도한 112만명보다 8만명 적다."""
    return bool(words := _compares(figure, other)) and _OF_OTHERS.search(words) is not None


def _differs_from(figure: Figure, other: Figure) -> bool:
    """Whether the article of *figure* says that *other* is another's count: 6.1%다. 7.8%와 차이가 크다."""
    text, end = figure.read.article.text, figure.amount.evidence.span.end
    at = text.find(other.amount.surface, end, end + _BESIDE)
    return at >= 0 and _IS_FAR.match(text, at + len(other.amount.surface)) is not None


def _compares(figure: Figure, other: Figure) -> str:
    """The words before *other* where the article of *figure* sets that against it; "" where it does not."""
    text, end = figure.read.article.text, figure.amount.evidence.span.end
    at = text.find(other.amount.surface + "보다", end, end + _BESIDE)
    return text[max(end, at - _CLAUSE) : at] if at >= 0 else ""


def _shrinks(one: Figure, other: Figure) -> bool:
    """Whether a count that only grows would have grown less by a day later: two counts of one time."""
    first, last = sorted((one, other), key=lambda figure: figure.as_of)
    if first.amount.low is None or last.amount.low is None or first.read.article.id == last.read.article.id:
        return False
    if last.amount.change is not None and last.amount.change.direction == "down":
        return False  # 130명으로 줄었다
    return first.is_told and (last.as_of[0] - first.as_of[0]).days <= 1 and last.amount.low < first.amount.low


def _rounded(one: Amount, other: Amount) -> bool:
    """Whether one figure may be the other, rounded: one is approximate, and they differ by a twentieth at most."""
    if one.low is None or other.low is None or not (one.approx or other.approx):
        return False
    return abs(one.low - other.low) * 20 <= max(abs(one.low), abs(other.low))
