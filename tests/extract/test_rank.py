"""What an editor would put first: the lead, what is dated and at stake; what is mere background goes behind."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.analyse import document_of
from sitegen.extract.rank import ranked
from sitegen.model.facts import Amount, Basis, Certainty, Event, Evidence, Precision, Status, Time, When
from sitegen.model.text import Article, Block, Document, Role, Span

PUBLISHED = date(2024, 6, 4)


def document(lines: Sequence[str], title: str = "", roles: Sequence[Role] = ()) -> Document:
    blocks = []
    at = 0
    for number, line in enumerate(lines):
        blocks.append(Block(Span(at, at + len(line)), roles[number] if roles else Role.BODY))
        at += len(line) + 1
    return document_of(Article("a", "a.md", "\n".join(lines), title, PUBLISHED, tuple(blocks), "a"))


def event(read: Document, predicate: str, *, day: date | None = None, status: Status = Status.HAPPENED,
          basis: Basis = Basis.WRITER, source: str = "", who: str = "", lemma: str = "",
          quote: str = "", embedded: str = "") -> Event:  # fmt: skip
    start = read.text.index(predicate)
    sentence = read.sentence_at(start)
    said = read.text.index(quote) if quote else 0
    return Event(
        evidence=Evidence("a", sentence.index, Span(start, start + len(predicate)), "test"),
        clause=Span(sentence.span.start, start + len(predicate)),
        predicate=lemma or predicate,
        certainty=Certainty(status, basis, source),
        when=When(day.isoformat(), Precision.DAY, day, day) if day else None,
        who=(who,) if who else (),
        quotes=(Span(said, said + len(quote)),) if quote else (),
        embedded=embedded,
    )


def amount(read: Document, surface: str, unit: str) -> Amount:
    at = read.text.index(surface)
    evidence = Evidence("a", read.sentence_at(at).index, Span(at, at + len(surface)), "test")
    return Amount(evidence=evidence, low=Decimal(1), high=Decimal(1), unit=unit)


def reasons(read: Document, one: Event, amounts: Sequence[Amount] = ()) -> tuple[str, ...]:
    return ranked(read, (one,), (), tuple(amounts))[0].reasons


def order(read: Document, events: Sequence[Event], amounts: Sequence[Amount] = ()) -> list[str]:
    """The predicates, best first."""
    found = ranked(read, tuple(events), (), tuple(amounts))
    return [one.evidence.span.of(read.text) for one in sorted(found, key=lambda one: one.rank)]


FILLER_MORE = ["파도는 높았다.", "달은 밝았다."]
FILLER = ["날씨는 맑았다.", "바람은 잔잔했다.", "길은 한산했다."]


def test_the_lead_comes_first_and_a_definition_last() -> None:
    read = document(
        ["해솔시가 새 다리를 놓았다.", *FILLER, "사장교는 줄로 매단 다리를 뜻한다.", "시민들은 사진을 찍었다."]
    )
    events = [event(read, "놓았다", who="해솔시"), event(read, "뜻한다", status=Status.STATED), event(read, "찍었다")]
    assert order(read, events) == ["놓았다", "찍었다", "뜻한다"]


def test_a_dated_plan_comes_before_what_is_long_past() -> None:
    lines = ["해솔시가 새 다리를 놓았다.", *FILLER, "첫 다리는 1998년 무너졌다.", "시는 오는 20일 터널을 연다."]
    read = document(lines)
    events = [
        event(read, "무너졌다", day=date(1998, 3, 1)),
        event(read, "연다", day=date(2024, 6, 20), status=Status.PLANNED),
    ]
    assert order(read, events) == ["연다", "무너졌다"]


@pytest.mark.parametrize(("title", "first"), [("해솔시 터널 개통", "뚫었다"), ("해솔시 공원 조성", "가꿨다")])
def test_what_the_title_says_comes_first(title: str, first: str) -> None:
    read = document(["해솔시가 바빴다.", *FILLER, "산에는 터널을 뚫었다.", "강에는 공원을 가꿨다."], title)
    assert order(read, [event(read, "뚫었다"), event(read, "가꿨다")])[0] == first


def test_money_at_stake_weighs_more_than_a_bare_clause() -> None:
    read = document(["해솔시가 바빴다.", *FILLER, "손님이 줄었다.", "피해는 30억원에 이르렀다."])
    assert order(read, [event(read, "줄었다"), event(read, "이르렀다")], [amount(read, "30억원", "KRW")]) == [
        "이르렀다",
        "줄었다",
    ]


def test_one_more_voice_goes_behind_unless_it_warns() -> None:
    read = document(
        ["해솔시가 바빴다.", *FILLER, "주민은 좋다고 말했다.", "가게는 문을 열었다.", "노조는 멈추겠다고 경고했다."]
    )
    said = event(read, "말했다", basis=Basis.SAID)
    warned = event(read, "경고했다", basis=Basis.SAID, lemma="경고하다")
    assert order(read, [said, event(read, "열었다"), warned]) == ["경고했다", "열었다", "말했다"]


def test_a_lead_that_the_next_sentence_tells_with_its_day_gives_way() -> None:
    read = document(
        ["해솔법원이 시장에게 벌금을 선고했다.", "해솔법원은 3일 시장에게 벌금 500만원을 매긴다고 알렸다.", *FILLER]
    )
    lead = event(read, "선고했다", lemma="선고하다", who="해솔법원")
    full = event(read, "매긴다고", day=date(2024, 6, 3), lemma="선고하다")
    found = ranked(read, (lead, full), (), ())
    assert [one.rank for one in found] == [2, 1]
    assert "repeats" in found[0].reasons


def test_what_repeats_a_better_event_goes_behind_others() -> None:
    lines = [
        "한빛전자가 나루시 공장 증설 계획을 발표했다.",
        *FILLER,
        "한빛전자는 나루시 공장 증설 계획을 설명했다.",
        "비도 왔다.",
    ]
    read = document(lines)
    found = ranked(read, tuple(event(read, word) for word in ("발표했다", "설명했다", "왔다")), (), ())
    assert "repeats" in found[1].reasons
    assert "repeats" not in found[2].reasons


# What an editor promises: (title, lines, the event that comes first, the one behind it). The events' keys are those of
# `event`, "at" is the predicate as written and "money" a sum that stands in the clause.
SPEC = dict[str, Any]
PROMISES: Mapping[str, tuple[str, Sequence[str], SPEC, SPEC]] = {
    "a lead decision outranks a background figure": (
        "해솔시, 경전철 노선 확정",
        ["해솔시가 경전철 노선을 확정했다.", *FILLER, "시내버스 적자는 한 해 40억원으로 추산된다."],
        {"at": "확정했다", "lemma": "확정하다", "who": "해솔시"},
        {"at": "추산된다", "status": Status.ESTIMATED, "basis": Basis.ANALYSIS, "money": "40억원"},
    ),
    "what was called off outranks a sale at the edge of the story": (
        "해솔시 아파트값 보합",
        [
            "해솔시 아파트값이 보합을 지켰다.",
            *FILLER,
            "가람토건은 재건축을 철회했다.",
            "이 회사는 사옥을 30억원에 팔았다.",
        ],
        {"at": "철회했다", "status": Status.DROPPED, "who": "가람토건"},
        {"at": "팔았다", "who": "가람토건", "money": "30억원"},
    ),
    "a postponement outranks the same clause that merely happened": (
        "",
        ["해솔시가 바빴다.", *FILLER, "시는 물놀이장 개장을 늦췄다.", "시는 도서관 화단을 가꿨다."],
        {"at": "늦췄다", "status": Status.DROPPED},
        {"at": "가꿨다"},
    ),
    "a party's denial of what the subheading asks outranks another's opinion": (
        "한빛전자, 새 공장 착공",
        [
            "한빛전자가 새 공장을 착공했다.",
            *FILLER,
            "업계는 “과감하다”고 평가했다.",
            "한빛전자는 “사실무근”이라고 부인했다.",
        ],
        {"at": "부인했다", "status": Status.DENIED, "basis": Basis.SAID, "source": "한빛전자 측", "quote": "사실무근"},
        {"at": "평가했다", "basis": Basis.SAID, "source": "업계", "quote": "과감하다"},
    ),
    "a search by the police outranks what a spokesman thinks of it": (
        "",
        ["해솔시가 바빴다.", *FILLER, "시의원은 “유감”이라고 말했다.", "경찰이 시청 전산실을 압수수색했다."],
        {"at": "압수수색했다", "lemma": "압수수색하다"},
        {"at": "말했다", "basis": Basis.SAID, "quote": "유감"},
    ),
    "a complaint is a step and no comment, although its author speaks": (
        "",
        ["해솔시가 바빴다.", *FILLER, "시의원은 “유감”이라고 말했다.", "시장은 “거짓”이라며 시의원을 고소했다."],
        {"at": "고소했다", "lemma": "고소하다", "basis": Basis.SAID, "quote": "거짓"},
        {"at": "말했다", "basis": Basis.SAID, "quote": "유감"},
    ),
    "a promise of the party outranks a comment": (
        "",
        ["해솔시가 바빴다.", *FILLER, "주민은 “늦었다”고 말했다.", "시장은 “물어 주겠다”고 약속했다."],
        {"at": "약속했다", "lemma": "약속하다", "basis": Basis.SAID, "quote": "물어 주겠다"},
        {"at": "말했다", "basis": Basis.SAID, "quote": "늦었다"},
    ),
    "the dead and injured outrank what was damaged": (
        "",
        ["해솔시가 바빴다.", *FILLER, "간판이 떨어졌다.", "등산객 3명이 숨졌다."],
        {"at": "숨졌다", "lemma": "숨지다"},
        {"at": "떨어졌다"},
    ),
    "a verdict outranks the law it rests on": (
        "",
        ["해솔시가 바빴다.", *FILLER, "형법은 벌금을 정하고 있다.", "법원은 벌금을 선고했다."],
        {"at": "선고했다", "lemma": "선고하다"},
        {"at": "정하고 있다", "status": Status.STATED},
    ),
    "what another medium reports outranks what the reporter adds": (
        "",
        ["해솔시가 바빴다.", *FILLER, "구단은 훈련장을 옮겼다.", "한 매체는 구단이 감독을 만났다고 보도했다."],
        {"at": "만났다고", "basis": Basis.MEDIA, "source": "한 매체"},
        {"at": "옮겼다"},
    ),
    "a dated plan outranks an analyst's forecast of the same day": (
        "",
        ["해솔시가 바빴다.", *FILLER, "연구원은 수요가 20일부터 는다고 전망했다.", "시는 20일 터널을 연다."],
        {"at": "연다", "status": Status.PLANNED, "day": date(2024, 6, 20)},
        {
            "at": "는다고",
            "status": Status.EXPECTED,
            "basis": Basis.ANALYSIS,
            "source": "연구원",
            "day": date(2024, 6, 20),
        },
    ),
    "a decision of last year is background": (
        "",
        ["해솔시가 바빴다.", *FILLER, "시는 지난해 3월 조례를 의결했다.", "시는 3일 조례를 고쳤다."],
        {"at": "고쳤다", "day": date(2024, 6, 3)},
        {"at": "의결했다", "lemma": "의결하다", "day": date(2023, 3, 2)},
    ),
    "the close of a share is no result": (
        "",
        ["해솔시가 바빴다.", *FILLER, "한빛전자 주가는 장을 마쳤다.", "축제는 닷새 일정을 보냈다."],
        {"at": "보냈다"},
        {"at": "마쳤다", "lemma": "마치다"},
    ),
    "where the number of the title comes from outranks another figure": (
        "해솔시 관광객 37만명",
        ["해솔시가 바빴다.", *FILLER, "관광객 숙소는 1200곳으로 늘었다.", "손님은 37만명으로 불었다."],
        {"at": "불었다"},
        {"at": "늘었다"},
    ),
    "a clause inside the lead comes behind the last plain sentence": (
        "해솔시 터널 개통",
        ["해솔시가 지난 3일 개통한 터널을 4일 다시 막았다.", *FILLER, "시는 화단을 가꿨다."],
        {"at": "가꿨다"},
        {"at": "개통한", "lemma": "개통하다", "day": date(2024, 6, 3), "embedded": "adnominal"},
    ),
    "of two alike the one nearer to the head comes first": (
        "",
        ["해솔시가 바빴다.", *FILLER, "시는 화단을 가꿨다.", "시는 담장을 칠했다."],
        {"at": "가꿨다"},
        {"at": "칠했다"},
    ),
    "the second paragraph outranks the third, though that one names its actor": (
        "",
        ["해솔시가 바빴다.", "담장은 희어졌다.", "시는 화단을 가꿨다.", *FILLER, *FILLER_MORE, *FILLER],
        {"at": "희어졌다"},
        {"at": "가꿨다", "who": "해솔시"},
    ),
    "what a known actor did outranks what just came about": (
        "",
        ["해솔시가 바빴다.", *FILLER, *FILLER_MORE, "담장은 희어졌다.", "시는 화단을 가꿨다.", *FILLER],
        {"at": "가꿨다", "who": "해솔시"},
        {"at": "희어졌다"},
    ),
    "what has a day outranks what has none": (
        "",
        ["해솔시가 바빴다.", *FILLER, *FILLER_MORE, "담장은 희어졌다.", "시는 3일 화단을 가꿨다."],
        {"at": "가꿨다", "day": date(2024, 6, 3)},
        {"at": "희어졌다"},
    ),
}


@pytest.mark.parametrize("promise", PROMISES)
def test_an_editor_would_agree(promise: str) -> None:
    title, lines, *pair = PROMISES[promise]
    roles = [Role.BODY] * len(lines)
    if "subheading" in promise:
        lines = [*lines[:-1], "매각설엔 “사실무근”", lines[-1]]
        roles = [*roles[:-1], Role.HEADING, Role.BODY]
    read = document(lines, title, roles)
    specs = [dict(spec) for spec in pair]
    sums = [amount(read, spec.pop("money"), "KRW") for spec in specs if "money" in spec]
    at = [spec.pop("at") for spec in specs]
    spoken = [event(read, word, **spec) for word, spec in zip(at, specs, strict=True)]
    assert order(read, spoken, sums) == at
    assert order(read, spoken[::-1], sums) == at, "the order in which events are given decides nothing"


def test_a_denial_of_the_titles_matter_is_in_the_five() -> None:
    """Although it stands last, behind six plain facts of an article that opens with three of its own."""
    lines = ["한빛전자가 새 공장을 짓는다.", "한빛전자는 터를 샀다.", "시는 길을 냈다.", *FILLER, *FILLER_MORE,
             "한빛전자는 “검토한 바 없다”고 일축했다."]  # fmt: skip
    read = document(lines, "한빛전자 매각설에 “검토한 바 없다”")
    plain = [event(read, word) for word in ("짓는다", "샀다", "냈다", "맑았다", "잔잔했다", "한산했다", "높았다")]
    denial = event(read, "일축했다", status=Status.DENIED, basis=Basis.SAID, source="한빛전자", quote="검토한 바 없다")
    assert "일축했다" in order(read, [*plain, denial])[:5]


@pytest.mark.parametrize(
    ("source", "quote", "answers"),
    [
        ("한빛전자 측", "사실무근", True),
        ("이웃 가게", "사실무근", False),  # nobody that the story is about
        ("한빛전자 측", "협의는 순조롭다", False),  # neither the title nor a subheading asks for it
    ],
)
def test_only_a_partys_denial_of_the_matter_answers(source: str, quote: str, answers: bool) -> None:
    read = document(
        ["한빛전자가 공장을 짓는다.", f"{source}은 “{quote}”이라며 부인했다."], "한빛전자 매각설 “사실무근”"
    )
    denial = event(read, "부인했다", status=Status.DENIED, basis=Basis.SAID, source=source, quote=quote)
    found = reasons(read, denial)
    assert ("answer" in found) is answers
    assert ("voice" in found) is not answers


@pytest.mark.parametrize(("who", "turns"), [("한빛노조", True), ("시민단체", False)])
def test_what_is_asked_is_news_where_a_party_asks(who: str, turns: bool) -> None:
    read = document(["한빛노조가 일손을 놓는다.", f"{who}는 정년을 늘리라고 요구했다."], "한빛노조 파업")
    assert ("turn" in reasons(read, event(read, "요구했다", lemma="요구하다", who=who))) is turns


@pytest.mark.parametrize(
    ("words", "basis", "harmed"),
    [
        ("유출됐다", Basis.WRITER, True),
        ("유출되지 않았다", Basis.WRITER, False),
        ("유출됐다", Basis.CLAIMED, False),
    ],
)
def test_what_did_not_happen_or_is_only_claimed_is_no_harm(words: str, basis: Basis, harmed: bool) -> None:
    read = document(["가게가 문을 닫았다.", f"고객 정보가 {words}."])
    assert ("deed" in reasons(read, event(read, words, lemma="유출되다", basis=basis))) is harmed


def test_casualties_count_whatever_the_verb() -> None:
    read = document(["큰비가 내렸다.", "사망자가 9명으로 늘었다.", "손님이 9명으로 늘어났다."])
    assert "deed" in reasons(read, event(read, "늘었다"), [amount(read, "9명", "명")])
    assert "deed" not in reasons(read, event(read, "늘어났다"), [amount(read, "9명", "명")])


@pytest.mark.parametrize("words", ["지난해 11월에도 무산됐다", "지난해 11월부터 추진한 일이 무산됐다"])
def test_an_undated_event_is_background_by_a_day_that_it_stands_at(words: str) -> None:
    read = document(["큰비가 내렸다.", f"두 회사의 협상은 {words}."])
    start = read.text.index("지난해 11월")
    when = When("2023-11", Precision.MONTH, date(2023, 11, 1), date(2023, 11, 30))
    time = Time(evidence=Evidence("a", 1, Span(start, start + len("지난해 11월")), "test"), when=when)
    found = ranked(read, (event(read, "무산됐다", status=Status.DROPPED),), (time,), ())
    assert ("ground" in found[0].reasons) is ("에도" in words)


def test_an_announcement_at_the_head_is_the_news_and_further_down_a_voice() -> None:
    lines = ["가게가 문을 닫았다.", "시는 “멈췄다”고 밝혔다.", *FILLER, "시는 “괜찮다”고 알렸다."]
    read = document(lines)
    top = event(read, "밝혔다", basis=Basis.ANNOUNCED, quote="멈췄다")
    low = event(read, "알렸다", basis=Basis.ANNOUNCED, quote="괜찮다")
    assert "voice" not in reasons(read, top)
    assert "voice" in reasons(read, low)


def test_a_figure_of_the_title_inside_a_quote_is_somebodys_claim() -> None:
    read = document(["가게가 문을 닫았다.", "노조는 “120억원을 잃는다”고 말했다."], "하루 120억원 손실")
    assert "figure" not in reasons(read, event(read, "말했다", basis=Basis.SAID, quote="120억원을 잃는다"))


def test_captions_come_last() -> None:
    read = document(
        ["시장이 다리 앞에서 손을 흔들었다.", "해솔시가 바빴다.", "사장교는 다리를 뜻한다."],
        "",
        (Role.CAPTION, Role.BODY, Role.BODY),
    )
    assert order(read, [event(read, "흔들었다"), event(read, "뜻한다", status=Status.STATED)]) == ["뜻한다", "흔들었다"]


def test_every_event_has_its_own_rank_and_its_reasons() -> None:
    read = document(["해솔시가 새 다리를 놓았다.", *FILLER])
    found = ranked(read, tuple(event(read, word) for word in ("놓았다", "맑았다", "잔잔했다", "한산했다")), (), ())
    assert sorted(one.rank for one in found) == [1, 2, 3, 4]
    assert "lead" in found[0].reasons
    assert [one.evidence for one in found] == [
        event(read, w).evidence for w in ("놓았다", "맑았다", "잔잔했다", "한산했다")
    ]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from(list(Status))), max_size=6))
def test_any_events_are_ranked_without_raising(places: list[tuple[int, int, Status]]) -> None:
    read = document(["해솔시가 새 다리를 놓았다. 바람은 잔잔했다.", "길은 한산했다."])
    events = []
    for start, length, status in places:
        span = Span(start, min(start + length, len(read.text)))
        events.append(Event(evidence=Evidence("a", read.sentence_at(start).index, span, "test"), clause=span,
                            predicate="", certainty=Certainty(status, Basis.WRITER)))  # fmt: skip
    assert sorted(one.rank for one in ranked(read, tuple(events), (), ())) == list(range(1, len(events) + 1))
