"""A briefing made by hand of articles that bear on each other: a plan put off and done, figures, a dispute."""

from dataclasses import replace
from datetime import date
from functools import cache

from sitegen.model.facts import ArticleFacts, Event, Fact
from sitegen.model.identity import Site
from sitegen.model.site import Briefing, Entry, FactRef, Relation, RelationType, Story
from tests.compose.sample import linked
from tests.compose.writing import Draft, day

AS_OF = date(2026, 5, 21)
SLUG = "naru-bridge"
MERGED = "same day, 착공, 1 of 1 actors, 대교"


def first() -> ArticleFacts:
    """The plan, its cost, another plan, a claim."""
    draft = Draft(
        "2026-01-05-plan",
        "나루시는 3월 10일 나루대교를 착공할 계획이다. 사업비는 300억원이다.\n"
        "시는 4월 3일 주민 투표를 열 예정이다. 시민모임은 시가 안전 진단을 빠뜨렸다고 주장했다.\n"
        "민가람 나루시장은 2027년 다리를 열겠다고 말했다.",
        date(2026, 1, 5),
    )
    draft.org("나루시는", "나루시").person("민가람 나루시장", "민가람", "시장", "나루시")
    draft.amount("300억원", 30_000_000_000, "KRW", of="사업비")
    draft.event("나루시는 3월 10일 나루대교를 착공할 계획이다", "착공할", "나루시, 나루대교 착공", "planned",
                when=day("2026-03-10"), who=("나루시",), theme=("나루", "대교"), rank=1)  # fmt: skip
    draft.event("시는 4월 3일 주민 투표를 열 예정이다", "열", "나루시, 주민 투표 개최", "planned",
                when=day("2026-04-03"), who=("나루시",), rank=2)  # fmt: skip
    draft.event("시민모임은 시가 안전 진단을 빠뜨렸다고 주장했다", "주장했다", "시민모임 “안전 진단 빠뜨려”", "stated",
                "claimed", source="시민모임", rank=3)  # fmt: skip
    draft.event("2027년 다리를 열겠다고", "열겠다고", "나루시, 2027년 다리 개통", "planned", "said", source="민가람",
                when=day("2027"), who=("나루시",), rank=4)  # fmt: skip
    return draft.done(title="나루시, 3월 나루대교 착공", source="새나루일보")


def second() -> ArticleFacts:
    """The plan is put off, the cost has grown, the claim is denied."""
    draft = Draft(
        "2026-02-20-delay",
        "나루시는 나루대교 착공을 연기했다. 사업비는 340억원으로 늘었다.\n시는 안전 진단을 빠뜨린 적이 없다고 반박했다.",
        date(2026, 2, 20),
    )
    draft.org("나루시는", "나루시").amount("340억원", 34_000_000_000, "KRW", of="총사업비")
    draft.event("나루시는 나루대교 착공을 연기했다", "연기했다", "나루시, 나루대교 착공 연기", "dropped",
                who=("나루시",), theme=("착공",), rank=1)  # fmt: skip
    draft.event("시는 안전 진단을 빠뜨린 적이 없다고 반박했다", "반박했다", "나루시, 진단 누락 반박", "denied", "said",
                source="나루시", rank=2)  # fmt: skip
    return _lemmas(draft.done(title="나루대교 착공 미뤄져", source="물빛신문"))


def third(name: str, publisher: str, cost: str, low: int) -> ArticleFacts:
    """It is done; two papers tell it and give two figures."""
    draft = Draft(name, f"나루시는 지난 12일 나루대교를 착공했다. 사업비는 {cost}이다.", date(2026, 5, 20))
    draft.org("나루시는", "나루시").amount(cost, low, "KRW", of="사업비")
    draft.event("나루시는 지난 12일 나루대교를 착공했다", "착공했다", "나루시, 나루대교 착공", when=day("2026-05-12"),
                dated="지난 12일", who=("나루시",), theme=("나루", "대교"), rank=1)  # fmt: skip
    return _lemmas(draft.done(title=f"나루대교 첫 삽…{cost} 들여", source=publisher))


def _lemmas(read: ArticleFacts) -> ArticleFacts:
    """The predicates as the extract stage gives them: 착공하다 for 착공했다."""

    def lemma(fact: Fact) -> Fact:
        return replace(fact, predicate=fact.predicate.replace("했다", "하다")) if isinstance(fact, Event) else fact

    return replace(read, facts=tuple(map(lemma, read.facts)))


def ref_of(read: ArticleFacts, words: str) -> FactRef:
    """The fact of an article whose headline or words these are."""
    said = ((fact.headline if isinstance(fact, Event) else fact.surface, fact) for fact in read.facts)
    return FactRef(read.article.id, next(fact.id for words_, fact in said if words_ == words))


@cache
def tied(language: str = "ko") -> Briefing:
    """The articles with everything that ties them."""
    one, two = first(), second()
    three = third("2026-05-20-start", "새나루일보", "360억원", 36_000_000_000)
    four = third("2026-05-20-start-too", "항만경제", "390억원", 39_000_000_000)
    base = linked((four, three, two, one), Site(language=language, url="https://briefing.example/naru"), AS_OF)
    plan, put_off = ref_of(one, "나루시, 나루대교 착공"), ref_of(two, "나루시, 나루대교 착공 연기")
    done, again = ref_of(three, "나루시, 나루대교 착공"), ref_of(four, "나루시, 나루대교 착공")
    claim, denial = ref_of(one, "시민모임 “안전 진단 빠뜨려”"), ref_of(two, "나루시, 진단 누락 반박")
    costs = [ref_of(read, words) for read, words in ((one, "300억원"), (two, "340억원"), (three, "360억원"))]
    relations = (
        Relation(RelationType.CONFLICT, costs[2], ref_of(four, "390억원"), "사업비: one time, two figures"),
        Relation(RelationType.DENIAL, claim, denial, "나루시 denies it"),
        Relation(RelationType.OUTCOME, plan, put_off, "ends the plan: 연기하다"),
        Relation(RelationType.OUTCOME, plan, done, "planned and done: 착공"),
        Relation(RelationType.SERIES, costs[0], costs[1], "총사업비: a later figure"),
        Relation(RelationType.SERIES, costs[1], costs[2], "사업비: a later figure"),
    )
    entries = tuple(_joined(entry, done, again) for entry in base.entries if entry.refs[0] != again)
    story = Story(
        SLUG,
        "나루대교",
        tuple(read.article.id for read in (one, two, three, four)),
        tuple(entry.id for entry in entries),
        "1 conflict, 1 denial, 1 events, 2 outcome, 2 series",
        (four.article.id,),
    )
    return replace(base, entries=entries, relations=relations, stories=(story,))


def _joined(entry: Entry, done: FactRef, again: FactRef) -> Entry:
    if entry.refs[0] != done:
        return replace(entry, story=SLUG)
    told = ("새나루일보", "항만경제")
    return replace(entry, story=SLUG, refs=(done, again), reason=MERGED, publishers=told, copies=1)
