"""Of which accident, work, post or bribe a figure is told, as far as its article says so before it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sitegen.link.deed import classes_of, is_known, stem_of
from sitegen.link.measure import is_tally
from sitegen.model.facts import Amount, ArticleFacts, Basis, Event, Org, Person, Status
from sitegen.rules.rule import word_set

COSTS = frozenset({"사업비", "공사비", "비용", "투자비", "대가"})  # each of one work
BRIBES, OUTPUT = "뇌물", "생산량"
_SITE = re.compile(
    r"(?<![가-힣0-9])([가-힣0-9]{1,8}?(?:공장|호기|광산|탄광|터널|대교|발전소|조선소|아파트|물류센터|공사장|산단|통근버스))(?![가-힣]{3})"
)
_PLANT = re.compile(r"(?<![가-힣0-9])([가-힣0-9]{0,8}?(?:공장|조선소|발전소|제철소|광산))(?![가-힣]{3})")
_CITY = re.compile(r"(?<![가-힣])([가-힣]{2,3}[시군구])(?=[\s의에은는])")
_NO_CITY = frozenset(
    {"당시", "다시", "역시", "즉시", "임시", "일시", "도시", "동시", "상시", "수시", "이시", "지구", "인구", "가구"}
)
_SIZES = frozenset({"능력", "규모", "물량"})
_GROUPS = ("단", "진")
_BACK = 2  # sentences before a figure that tell what it is of
_COMES_ABOUT = frozenset({"나다", "일어나다", "발생하다", "번지다", "시작되다"})
_BUILDS = frozenset(
    {
        "짓다",
        "놓다",
        "세우다",
        "건설하다",
        "착공하다",
        "철거하다",
        "조성하다",
        "보수하다",
        "건립하다",
        "헐다",
        "시작하다",
    }
)
_FIRE, _WILDFIRE = "화재", "산불"
_WOODS = re.compile(r"산불|야산|임야|산림")
_DRILL = re.compile(r"훈련|모의|가정해|가정한|가상|예방|축제")
_GOES_OUT = frozenset({"꺼지다", "잡히다"})
_NOT_HIS = re.compile(r"[가-힣\s]{0,8}의\s(?!첫|재판|공판|혐의|항소심|[12]심|뇌물|사건)")  # 시장의 비서 재판
_LEAD = 4  # sentences
_EACH = frozenset(
    {"한 주", "주", "1주", "공사", "철거", "복구", "매각", "거론", "그룹", "당시", "이런", "짜리", "이번"}
)
_OFFICES = ("시장", "대표", "회장", "시의회", "주민", "예정", "계획")
_OWNER = re.compile(r"([가-힣A-Za-z0-9]+?)(?:의)?\s$")
_PURPOSE = re.compile(r"([가-힣]+)[을를]\s[가-힣]+\s대가로")
_STRUCK = 31  # days before an article of which an accident is its news


@dataclass(frozen=True, slots=True)
class Affair:
    """What is told before a figure of that which it is of."""

    days: frozenset[date] = frozenset()  # on which the accident was
    sites: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()  # to which a work is done
    works: frozenset[str] = frozenset()  # what is built, torn down or repaired
    owner: str = ""  # the word before the label: 노조의 자문단
    takers: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()

    def is_another(self, other: "Affair") -> bool:
        """Whether accidents or plants of two figures cannot be one."""
        if self.days and other.days and self.days.isdisjoint(other.days):
            return True
        if self.cities and other.cities and self.cities.isdisjoint(other.cities):
            return True
        return bool(self.sites and other.sites) and not _meet(self.sites, other.sites)

    def is_one(self, other: "Affair") -> bool:
        """Whether both surely tell of one accident, by its day or its site."""
        return not self.is_another(other) and (
            not self.days.isdisjoint(other.days) or _meet({s for s in self.sites if len(s) > _BACK}, other.sites)
        )


NOTHING = Affair()


def affair_of(amount: Amount, measure: str, read: ArticleFacts, events: Sequence[Event]) -> Affair:
    """What *read*, whose *events* those are, tells of the affair of one of its figures."""
    number, text = amount.evidence.sentence, read.article.text
    first = read.sentences[max(0, number - _BACK)].start
    before = text[first : amount.evidence.span.start]
    if is_tally(measure):
        return Affair(_days(read, events, amount.evidence.span.start), _sites(before), _cities(before))
    if measure == OUTPUT:
        return Affair(sites=_sites(read.sentences[number].of(text), _PLANT), things=_goods(amount, events))
    if measure in COSTS:
        return Affair(sites=_sites(before), things=_things(amount, read, events), works=_works(amount, events))
    if measure == BRIBES:
        here = text[read.sentences[number].start : amount.evidence.span.start]
        start = read.sentences[number].start
        takers = _named(read, start, amount.evidence.span.start) or _titled(read)
        takers = takers or _named(read, read.sentences[max(0, number - 1)].start, start)
        takers = takers or _named(read, 0, read.sentences[min(1, number)].end)
        return Affair(takers=takers, purposes=frozenset(_PURPOSE.findall(here)))
    if not amount.of.endswith(_GROUPS):
        return NOTHING
    label = text.rfind(amount.of, read.sentences[number].start, amount.evidence.span.start) if amount.of else -1
    led = _OWNER.search(text, read.sentences[number].start, label) if label > 0 else None
    return Affair(owner=led[1]) if led else NOTHING


def works_meet(one: Affair, other: Affair) -> bool:
    """Whether what is told before both figures is of one thing or one plant: 물빛대교, 다리."""
    if one.works and other.works and not _meet(one.works, other.works):
        return False
    return _meet(one.things, other.things) or _meet(one.sites, other.sites)


def outputs_meet(one: Affair, other: Affair) -> bool:
    """Whether two plants' output is that of one plant, and of one thing as far as it is told."""
    if one.is_another(other) or (one.things and other.things and one.things.isdisjoint(other.things)):
        return False
    return not one.things.isdisjoint(other.things) or _meet(one.sites, other.sites)


def bribes_meet(one: Affair, other: Affair) -> bool:
    """Whether one person takes both, and for no two purposes."""
    if one.purposes and other.purposes and one.purposes.isdisjoint(other.purposes):
        return False
    return not one.takers.isdisjoint(other.takers)


def _named(read: ArticleFacts, start: int, end: int) -> frozenset[str]:
    """Who alone is named there, and not somebody of his: of two, one gives and one takes."""
    found = [fact for fact in read.facts if isinstance(fact, Person) and start <= fact.evidence.span.start < end]
    named = frozenset(fact.name for fact in found)
    if len(named) != 1 or any(_NOT_HIS.match(read.article.text, fact.evidence.span.end) for fact in found):
        return frozenset()
    return named


def _titled(read: ArticleFacts) -> frozenset[str]:
    named = frozenset(
        fact.name
        for fact in read.facts
        if isinstance(fact, Person)
        and (fact.name in read.article.title or fact.evidence.span.of(read.article.text) in read.article.title)
    )
    return named if len(named) == 1 else frozenset()


def _meet(ours: Collection[str], theirs: Collection[str]) -> bool:
    return any(a.endswith(b) or b.endswith(a) for a in ours for b in theirs)


def _sites(text: str, pattern: re.Pattern[str] = _SITE) -> frozenset[str]:
    return frozenset(pattern.findall(text))


def _cities(text: str) -> frozenset[str]:
    return frozenset(_CITY.findall(text)) - _NO_CITY


def _days(read: ArticleFacts, events: Sequence[Event], end: int) -> frozenset[date]:
    """The days of the accidents told before a figure."""
    before = (event.when for event in events if event.evidence.span.end <= end and _is_accident(event, read))
    return frozenset(when.latest for when in before if when is not None and when.latest is not None)


def struck(event: Event, read: ArticleFacts) -> frozenset[str]:
    """Classes of the accident or disaster that an event tells with its day, as news of these weeks; none of any other.
    A drill is none."""
    sentence = read.sentences[event.evidence.sentence].of(read.article.text)
    if not _is_accident(event, read) or _DRILL.search(read.article.title + sentence):
        return frozenset()
    heads = [word for word in event.theme[-1:] if is_known(word)]
    kinds = classes_of(stem_of(event.predicate)).union(*map(classes_of, heads)) & word_set("accidents")
    if not kinds and event.theme[-1:] and event.theme[-1].endswith("불"):
        kinds = frozenset({_FIRE})
    return frozenset({_WILDFIRE}) if kinds == {_FIRE} and _WOODS.search(read.article.title + sentence) else kinds


def _is_accident(event: Event, read: ArticleFacts) -> bool:
    when, published = event.when, read.article.published
    if when is None or when.latest is None or published is None or event.certainty.status is not Status.HAPPENED:
        return False
    if event.predicate in _GOES_OUT or event.certainty.basis is Basis.ANNOUNCED:
        return False
    if not when.is_point or not timedelta() <= published - when.latest <= timedelta(days=_STRUCK):
        return False
    heads = [word for word in event.theme[-1:] if is_known(word)]
    kinds = classes_of(stem_of(event.predicate)).union(*map(classes_of, heads))
    named = event.theme[-1:] and event.predicate in _COMES_ABOUT and event.theme[-1].endswith(("사고", "불", "참사"))
    return not kinds.isdisjoint(word_set("accidents")) or bool(named)


def _things(amount: Amount, read: ArticleFacts, events: Sequence[Event]) -> frozenset[str]:
    """What the lead, the sentences before the figure and its own speak of: things, and no deeds, bodies or people."""
    number = amount.evidence.sentence
    near = {*range(number - _BACK, number + 1), *range(_LEAD)}
    told = (event for event in events if event.evidence.sentence in near and event.evidence.sentence <= number)
    nouns = {word for event in told for word in (*event.nouns, *event.theme)}
    names = {word for fact in read.facts if isinstance(fact, (Org, Person)) for word in (fact.name, *fact.name.split())}
    label = {amount.of, *amount.of.split(), *COSTS}
    things = {w for w in nouns - names - label if len(w) > 1 and not is_known(w) and not w.endswith(_OFFICES)}
    return frozenset((things | set(amount.scope)) - word_set("noun_general") - label - _EACH)


def _works(amount: Amount, events: Sequence[Event]) -> frozenset[str]:
    """What the sentences right before the figure, and its own, tell to be built, torn down or repaired."""
    number, start = amount.evidence.sentence, amount.evidence.span.start
    told = (
        event.theme[-1]
        for event in events
        if number - 1 <= event.evidence.sentence <= number
        and event.evidence.span.end <= start
        and event.theme
        and (event.predicate in _BUILDS or stem_of(event.predicate) in amount.of.split())
    )
    return frozenset(told)


def _goods(amount: Amount, events: Sequence[Event]) -> frozenset[str]:
    here = (event for event in events if event.clause.start <= amount.evidence.span.start < event.clause.end)
    return frozenset(word for event in here for word in event.theme[-1:]) - _SIZES
