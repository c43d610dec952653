"""What an editor would put first: the lead, what is dated and at stake; what is mere background goes behind."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.analyse import document_of
from sitegen.extract.rank import ranked
from sitegen.model.facts import Amount, Basis, Certainty, Event, Evidence, Precision, Status, When
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
          basis: Basis = Basis.WRITER, who: str = "", lemma: str = "") -> Event:  # fmt: skip
    start = read.text.index(predicate)
    sentence = read.sentence_at(start)
    return Event(
        evidence=Evidence("a", sentence.index, Span(start, start + len(predicate)), "test"),
        clause=Span(sentence.span.start, start + len(predicate)),
        predicate=lemma or predicate,
        certainty=Certainty(status, basis),
        when=When(day.isoformat(), Precision.DAY, day, day) if day else None,
        who=(who,) if who else (),
    )


def order(read: Document, events: Sequence[Event], amounts: Sequence[Amount] = ()) -> list[str]:
    """The predicates, best first."""
    found = ranked(read, tuple(events), (), tuple(amounts))
    return [one.evidence.span.of(read.text) for one in sorted(found, key=lambda one: one.rank)]


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
    at = read.text.index("30억원")
    money = Amount(evidence=Evidence("a", 5, Span(at, at + 4), "test"), low=Decimal(3_000_000_000),
                   high=Decimal(3_000_000_000), unit="KRW")  # fmt: skip
    assert order(read, [event(read, "줄었다"), event(read, "이르렀다")], [money]) == ["이르렀다", "줄었다"]


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
