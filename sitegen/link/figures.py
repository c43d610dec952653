"""The figures of an article that say what they measure, and the time that each holds for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sitegen.link.affair import COSTS, Affair, affair_of
from sitegen.link.asof import OLD, held_at, runs_on
from sitegen.link.deed import classes_of, stem_of
from sitegen.link.fate import fate_of
from sitegen.link.general import generals_of, is_authority
from sitegen.link.interned import Interned
from sitegen.link.measure import is_tally, measured
from sitegen.model.facts import Amount, ArticleFacts, Basis, Event, Org, Person, Status, Time
from sitegen.model.site import FactRef
from sitegen.model.text import Span
from sitegen.rules.rule import word_set, words

_WANTED = re.compile(r"야\s?(?:한다|할|했|하며)|(?:으라|하라|달라|자)고")  # 8%로 낮춰야 한다고 주장했다
_COUNT = frozenset({"검찰", "경찰", "법원", "특검", "소방당국"})
_PLACE_KIND = re.compile(r"(?<=..)[시군구도]$")  # 군산, 군산시
_COUNTERS = frozenset({"명", "개", "건", "곳", "대", "가구", "채"})
_ONCE = frozenset(
    {"추경", "찬성", "찬성률", "득표율", "투표율", "경쟁률", "관중", "참가자"}
)  # each belongs to a vote of its own
_PRICE = "대금"
_NO_STATE = frozenset({Status.DROPPED, Status.EXPECTED})  # what is not so, and what may come
_DECIDES = frozenset({"의결", "승인", "확정", "발표", "집계", "공시"})  # by who has no part in the figure
_COMPARES = frozenset({"많다", "적다", "높다", "낮다", "크다", "작다"})  # 어제보다 2명 많다: a change
_BECAME = re.compile(r"[가-힣](?:아|어)(?:졌|진|지|질)|[가-힣]해(?:졌|진|지|질)|커[졌진지질]")
_LEVEL = re.compile(r"(?:으)?로,? [^,.]{1,24}보다")  # 공정률은 22%로 계획보다 낮다: the level itself
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
_KIND_OF_PEOPLE = re.compile(r"(?:실종자|부상자|사망자|환자|확진자|생존자|피해자|고객|회원|직원|승객|주민|학생)$")
_DOES = re.compile(r"[은이]\s")  # 피해자 1200명은 소송을 내기로 했다
_BEFORE = re.compile(
    r"\s?(?:인\s[가-힣 ]{2,12}[은는을를]|에서|보다|이던|였던|이었던|대신|대비|씩|꼴)"
)  # what the thing was
_MORE = re.compile(r"[을를]?\s(?:추가로|추가|더|또)(?![가-힣])")  # 30대를 추가로 투입하기로 했다: not how many in all
_EXPECTED = frozenset({"예상되다", "예상하다", "전망되다", "전망하다", "추정되다", "추산되다", "내다보다"})
_AS = re.compile(r"(?:으)?로,?\s")
_FINES = frozenset({"과징금", "과태료", "벌금", "추징금"})
_COSTS = frozenset({"들다", "들어가다", "소요되다"})
_LISTED = re.compile(r",\s[^,.]{1,30}[은는]\s")
_ELSEWHERE = re.compile(r"[가-힣]{2}[시군] ")
_SAME_TIME = re.compile(r"같은 (?:시각|시간)")
_NAMED = (Org, Person)
_SIDES = {"인수": ("인수", "매수", "매입", "취득"), "매각": ("매각", "양도"), "보유": ("보유",)}
_TOGETHER = re.compile(r"(?:모두|합쳐|합해|합하면|합친|더한|합계) (?:약 )?$")
_GOAL = re.compile(r"[을를] (?:[가-힣]+ )?(?:넘기|넘어서|돌파하|달성하|채우)겠")  # “100만장을 넘기겠다”
_DEMAND = re.compile(r"요구(?:안|액|사항)?(?:의 [가-힣]+)?[은는] ")  # 요구의 핵심은 기본급 18만원 인상이다
_OF_ITS = re.compile(r"(?:[가-힣0-9]+ ){0,2}[가-힣]+[은는이] (?:[^.은는]*, [가-힣 ]+[은는] )*[^.은는]*$")
_IF = re.compile(r"(?:하|되)면[ ,]")


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
    cast: frozenset[str]  # everybody whom its article names
    owners: frozenset[str]  # whom the sentence names before it, and its actors: one of them it is of
    possessor: str  # whom the words before the label name as its owner: 누리전자의 피해액은; "" where none
    side: str  # 인수, 매각 or 보유, where it is told
    kinds: frozenset[str]
    source: str
    is_hearsay: bool  # told by the press or by one side
    as_of: tuple[date, int]  # day and minutes
    is_told: bool  # whether the words say as of when
    is_period: bool  # whether it belongs to a period of its own: 1분기 매출
    order: tuple[int, int]  # told first goes first
    affair: Affair  # what it is of

    @property
    def ref(self) -> FactRef:
        return FactRef(self.read.article.id, self.amount.id)

    @property
    def value(self) -> tuple[object, object]:
        return (self.amount.low, self.amount.high)


def figures_in(
    read: ArticleFacts, place: int, actors: Mapping[str, frozenset[str]], interned: Interned
) -> Iterator[Figure]:
    """The figures of an article that say what they measure.

    *place*: that of the article in the order told. *actors*: event id to all for whom it is done. What
    their sets have in common with other articles' is *interned*.
    """
    published = read.article.published
    if published is None:
        return
    events = [fact for fact in read.facts if isinstance(fact, Event)]
    amounts, clauses, beside = _parts(read)
    cast = frozenset(fact.name for fact in read.facts if isinstance(fact, _NAMED))
    for amount in amounts:
        event = _event_of(amount, clauses, read.article.text)
        number = amount.evidence.sentence
        supposed = _is_supposed(amount, read.article.text, read.sentences[number])
        past = event is not None and _is_long_past(event, amount, clauses, published)
        if supposed or past or not _tells_how_much(amount, event, read):
            continue
        before = [fact for fact in beside.get(number, ()) if fact.evidence.span.end <= amount.evidence.span.start]
        start, end = read.sentences[number].start, amount.evidence.span.start
        if _SAME_TIME.match(read.article.text, start, end) and not _ELSEWHERE.search(read.article.text, start, end):
            before = [*(fact for fact in beside.get(number - 1, ()) if isinstance(fact, Time)), *before]
        elif runs_on(amount, event, beside, read):
            before = [fact for fact in beside.get(number - 1, ()) if isinstance(fact, Time)] + before
        held = held_at(amount, event, before, published, read.article.text)
        if held is None:
            continue
        as_of, is_told, is_period = held
        measure, is_measure, label = _measured(amount, event, read)
        if measure in _ONCE or (measure == "지분" and (_is_sold(event) or _is_joint(amount, read.article.text))):
            continue
        is_measure = is_measure and (amount.unit not in _COUNTERS or measure in _counted() or is_tally(measure))
        scope = {word for word in amount.scope if word not in word_set("noun_general")}
        nouns = scope | {word for word in (event.nouns if event else ()) if word not in word_set("noun_general")}
        acting = _acting(event, clauses, actors, read.article.text)
        named = [fact for fact in before if isinstance(fact, _NAMED) and not _is_in(fact, measure, read)]
        owners = _owners(fact.name for fact in named) | acting
        if measure in _FINES:
            acting = owners = frozenset(name for name in owners if not is_authority(name))  # who fines has none
        elif not owners and measure == _PRICE:
            acting = owners = _owners(_told_before(amount, clauses, read.article.text))
        yield Figure(
            amount=amount,
            read=read,
            measure=measure,
            is_state=_is_state(amount, event) or read.article.text.startswith("의 ", amount.evidence.span.end),
            is_measure=is_measure,
            label=label,
            nouns=interned.one(frozenset(nouns - {measure, *amount.of.split()})),
            places=interned.one(frozenset(_PLACE_KIND.sub("", word) for word in scope if _is_place(word))),
            actors=interned.one(acting),
            cast=cast,
            owners=interned.one(owners),
            possessor=_possessor(named, read, end),
            side=_side(amount, event),
            kinds=interned.one(_kinds(event, read.article.text[start:end])),
            source=event.certainty.source if event else "",
            is_hearsay=event is not None and event.certainty.basis in (Basis.MEDIA, Basis.CLAIMED),
            as_of=as_of,
            is_told=is_told,
            is_period=is_period,
            order=(place, amount.evidence.span.start),
            affair=interned.one(affair_of(amount, measure, read, events)),
        )


def _possessor(named: Sequence[Org | Person], read: ArticleFacts, end: int) -> str:
    """Whose the sentence says that a figure is, and those that follow it: 누리전자의 피해액은 230억원, 피해자는 340명."""
    text = read.article.text
    for fact in reversed(named):
        if text.startswith("의 ", fact.evidence.span.end):
            between = text[fact.evidence.span.end + 2 : end]
            return fact.name if _OF_ITS.match(between) else ""
    return ""


def _is_in(fact: Org | Person, measure: str, read: ArticleFacts) -> bool:
    """Whether a share is one in that firm, and not held by it: 온새미는 솔빛제과 지분 8.7%를."""
    return measure == "지분" and read.article.text.startswith((" 지분", " 주식"), fact.evidence.span.end)


def _measured(amount: Amount, event: Event | None, read: ArticleFacts) -> tuple[str, bool, frozenset[str]]:
    """What a figure measures, whether that is a measure, and the other words of its label."""
    fate = _fate(amount, event, read)
    return (fate, True, frozenset()) if fate else measured(amount.of)


def _fate(amount: Amount, event: Event | None, read: ArticleFacts) -> str:
    text = read.article.text
    return fate_of(amount, event, text, read.sentences[amount.evidence.sentence].of(text))


def _kinds(event: Event | None, before: str) -> frozenset[str]:
    """What is done in the clause of a figure, with the words *before* it: who names what he demands asks for it."""
    if event is None:
        return frozenset()
    return frozenset({"요구하다" if is_wanted(event) or _DEMAND.search(before) else event.predicate})


def is_wanted(event: Event) -> bool:
    """Whether somebody asks for what the event tells: 8%로 낮춰야 한다고 주장했다."""
    return _WANTED.search(event.surface) is not None


def _tells_how_much(amount: Amount, event: Event | None, read: ArticleFacts) -> bool:
    """Whether a figure says how much there is of something that it names, and not by how much it differs from another."""
    if amount.low is None or not (amount.of or _fate(amount, event, read)) or amount.converts:
        return False
    if amount.change is not None and amount.change.by and not _is_raise(amount):
        return False
    text, end = read.article.text, amount.evidence.span.end
    differs = event is not None and _compares(event) and not _LEVEL.match(text, end)
    if event is not None and (differs or (event.certainty.status in _NO_STATE and not _is_estimate(event, amount))):
        return False
    return not (
        _MORE.match(text, end)
        or _GOAL.match(text, end)
        or _BEFORE.match(text, end)
        or (_is_part(amount, event, text) and not _fate(amount, event, read))
    )


def _is_estimate(event: Event, amount: Amount) -> bool:
    """Whether what is expected is what a thing will cost: an estimate that a later one, or the bill, replaces."""
    told = event.predicate in _COSTS or (event.predicate in _EXPECTED and measured(amount.of)[0] in COSTS)
    return event.certainty.status is Status.EXPECTED and told


def _compares(event: Event) -> bool:
    """Whether the event only sets a figure against another: 2명 많다; not 8800억원으로 낮아졌다."""
    return event.predicate in _COMPARES and not _BECAME.search(event.surface)


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


def _acting(
    event: Event | None, clauses: "_Clauses", actors: Mapping[str, frozenset[str]], text: str
) -> frozenset[str]:
    """Who acts in the clause of a figure, as far as it can be his."""
    if event is None:
        return frozenset()
    acting = frozenset[str]() if _only_decides(event, text) else _owners(actors.get(event.id, frozenset()))
    if not acting and event.embedded == "adnominal":
        acting = _owners(_led_by(event, clauses, actors))
    return acting


def _led_by(event: Event, clauses: "_Clauses", actors: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Who acts in the sentence that a clause without an actor belongs to: 300만주를 매수하는 절차에 착수했다."""
    main = [
        other for _, _, other in clauses if other.evidence.sentence == event.evidence.sentence and not other.embedded
    ]
    return actors.get(main[0].id, frozenset()) if len(main) == 1 and not event.who else frozenset()


def _told_before(amount: Amount, clauses: "_Clauses", text: str) -> tuple[str, ...]:
    """Who alone acts in the sentence before that of a figure, in its paragraph or in the lead: he pays, where the
    figure's own names nobody."""
    number = amount.evidence.sentence - 1
    main = [event for _, _, event in clauses if event.evidence.sentence == number and not event.embedded]
    if len(main) != 1 or len(main[0].who) != 1:
        return ()
    parted = "\n\n" in text[main[0].evidence.span.end : amount.evidence.span.start]
    return () if parted and not amount.of.startswith(_SIDES["인수"]) else main[0].who


def _only_decides(event: Event, text: str) -> bool:
    """Whether who acts has no part in the figure; who resolves to do it himself has: 매입하기로 의결했다."""
    start = event.evidence.span.start
    resolves = text.endswith("기로 ", start - 3, start) or "기로 " in event.surface
    return not classes_of(stem_of(event.predicate)).isdisjoint(_DECIDES) and not resolves


def _owners(names: Iterable[str]) -> frozenset[str]:
    """Those of *names* that a figure may be of; who investigates, judges or counts has none of his own."""
    return frozenset([name for name in names if may_own(name)])


@cache
def may_own(name: str) -> bool:
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


def _side(amount: Amount, event: Event | None) -> str:
    """Whether a figure is of buying, of selling or of what is held; "" where it is not told: 매수 대금, 보유 지분."""
    may_tell = event is not None and (amount.unit != "%" or event.certainty.status is not Status.HAPPENED)
    kinds = classes_of(stem_of(event.predicate)) if event is not None and may_tell else frozenset[str]()
    told = [side for side in _SIDES if side in kinds or any(word in amount.of for word in _SIDES[side])]
    return told[0] if len(told) == 1 else ""


def _is_joint(amount: Amount, text: str) -> bool:
    """Whether several hold it together: 두 회사의 지분은 모두 49%다."""
    return _TOGETHER.search(text, max(0, amount.evidence.span.start - 8), amount.evidence.span.start) is not None


def _is_supposed(amount: Amount, text: str, sentence: Span) -> bool:
    """Whether a figure holds only if something comes about: 인수에 성공하면 지분은 49%가 된다."""
    return _IF.search(text, sentence.start, amount.evidence.span.start) is not None


def _is_long_past(event: Event, amount: Amount, clauses: "_Clauses", published: date) -> bool:
    """Whether what happened is told with a clause of long ago: 2019년에도 명단을 유출해 과징금 2억원을 물었다."""
    if event.when is not None or event.certainty.status is not Status.HAPPENED:
        return False
    start, sentence = amount.evidence.span.start, event.evidence.sentence
    return any(
        other.embedded == "joined"
        and other.evidence.sentence == sentence
        and other.evidence.span.end <= start
        and other.when is not None
        and other.when.is_point
        and other.when.latest is not None
        and published - other.when.latest > timedelta(days=OLD)
        for _, _, other in clauses
    )


def _is_part(amount: Amount, event: Event | None, text: str) -> bool:
    """Whether a count of people is of some who do something, or to whom it happened: 실종자 3명이 발견됐다."""
    if event is None or event.predicate in _BECOMES:
        return False
    deed = event.certainty.status is Status.HAPPENED or _DOES.match(text, amount.evidence.span.end) is not None
    return deed and amount.change is None and amount.unit == "명" and bool(_KIND_OF_PEOPLE.search(amount.of))


def _is_raise(amount: Amount) -> bool:
    """Whether the change is itself what is talked of: 기본급을 5.3% 올리기로 했다, 월 8만5000원 올리는 수정안."""
    return amount.unit in ("%", "KRW") and measured(amount.of)[0] == "인상률"


def _event_of(amount: Amount, clauses: _Clauses, text: str) -> Event | None:
    """The event whose clause holds the figure; the shortest of several."""
    start, end = amount.evidence.span.start, amount.evidence.span.end
    holding = [event for first, last, event in clauses if first <= start and end <= last]
    if _LISTED.match(text, end):
        holding = [event for event in holding if not event.embedded]  # 고객은 38만명, 보상에 들어간 돈은 232억원이다
    if _AS.match(text, end) and any(not event.embedded for event in holding):
        # 대금은 610억원으로 7월에 알려진 580억원보다 30억원 늘었다
        holding = [event for event in holding if event.embedded != "adnominal" or _is_set(event, end, text)]
    return min(holding, key=lambda event: len(event.clause), default=None)


def _is_set(event: Event, end: int, text: str) -> bool:
    """Whether the verb of an embedded clause stands right behind a figure that ends at *end*: 610억원으로 오른 대금."""
    return len(text[end : event.evidence.span.start].split()) <= 1


def _is_place(word: str) -> bool:
    return word in word_set("place_names") or (
        len(word) > 2 and word.endswith(("시", "군", "구", "도", "읍", "면", "동"))
    )
