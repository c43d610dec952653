"""What stands in badges, boxes, figures and timelines."""

from dataclasses import replace
from datetime import date

import pytest

from sitegen.compose.badge import badges_of, legend
from sitegen.compose.box import box_of, marks_of
from sitegen.compose.desk import clipped, desk_of
from sitegen.compose.figure import figure_of
from sitegen.compose.initial import index_key, initial_of
from sitegen.compose.rows import row_of
from sitegen.compose.words import words_of
from sitegen.model.facts import Basis, Certainty, Event, Evidence, Status
from sitegen.model.text import Span
from tests.compose.sample import briefing, denial, plant
from tests.compose.writing import Draft, day

KO = words_of("ko")


@pytest.mark.parametrize(
    ("status", "basis", "badges"),
    [
        ("happened", "writer", []),
        ("ongoing", "writer", []),
        ("stated", "writer", []),
        ("happened", "announced", ["발표"]),
        ("stated", "said", ["발언"]),
        ("stated", "claimed", ["주장"]),
        ("happened", "media", ["보도"]),
        ("planned", "writer", ["예정"]),
        ("planned", "unnamed", ["예정", "전언"]),
        ("pursued", "announced", ["추진", "발표"]),
        ("considered", "unnamed", ["검토", "전언"]),
        ("expected", "analysis", ["전망"]),
        ("estimated", "analysis", ["추정"]),
        ("estimated", "announced", ["추정", "발표"]),
        ("alleged", "writer", ["혐의"]),
        ("denied", "said", ["부인"]),
        ("denied", "unnamed", ["부인", "전언"]),
        ("happened", "analysis", ["분석"]),
    ],
)
def test_badges_name_the_kind_of_knowledge(status: str, basis: str, badges: list[str]) -> None:
    """Status first, then on whose word; a plain report carries none."""
    assert said(status, basis) == badges


def said(status: str, basis: str, predicate: str = "열다") -> list[str]:
    """The badges of an event of this certainty and predicate."""
    event = Event(
        evidence=Evidence("a", 0, Span(0, 1), "test"),
        clause=Span(0, 1),
        predicate=predicate,
        certainty=Certainty(Status(status), Basis(basis)),
    )
    return [badge["word"] for badge in badges_of(event, KO)]


@pytest.mark.parametrize(
    ("predicate", "badge"),
    [
        ("취소하다", "무산"),
        ("철회되다", "무산"),
        ("연기되다", "연기"),
        ("미뤄지다", "연기"),
        ("보류하다", "연기"),
        ("착공하다", "변경"),
    ],
)
def test_put_off_is_not_given_up(predicate: str, badge: str) -> None:
    """A plan that is postponed or otherwise changed is not called 무산."""
    assert said("dropped", "writer", predicate) == [badge]


def test_the_legend_explains_every_badge() -> None:
    """Whatever badge can stand on a page, the method page explains."""
    explained = {badge["word"] for badge in legend(KO)}
    predicates = ("열다", "취소하다", "미루다")
    every = {word for s in Status for basis in Basis for verb in predicates for word in said(s, basis, verb)}
    assert every == explained


@pytest.mark.parametrize(
    ("words", "before", "digits", "unit"),
    [
        ("15억달러", "", "15", "억달러"),
        ("1조2000억원", "", "1조2000억", "원"),
        ("약 2조원", "약", "2", "조원"),
        ("1만2천여명", "", "1만2천", "여명"),
        ("3.5%포인트", "", "3.5", "%포인트"),
        ("2~3명", "", "2~3", "명"),
        ("4,000명 안팎", "", "4,000", "명 안팎"),
    ],
)
def test_figures_keep_their_words(words: str, before: str, digits: str, unit: str) -> None:
    """Digits, unit and qualifier are those of the article."""
    assert figure_of(words) == {"before": before, "digits": digits, "unit": unit}


@pytest.mark.parametrize("words", ["수조원대", "", "3만 2100명 가운데 절반이 넘는 1만 명"])
def test_what_is_no_figure_is_not_made_one(words: str) -> None:
    """Words without digits, and phrases, stay words."""
    assert figure_of(words) is None


def test_what_a_thing_was_is_not_the_figure() -> None:
    """400m에서 1.2㎞로: the new length leads, the old one does not."""
    draft = Draft("pipe", "시는 관 길이를 400m에서 900m로 늘린다.", date(2026, 1, 2))
    draft.amount("400m", 400, "m").amount("900m", 900, "m")
    draft.event("시는 관 길이를 400m에서 900m로 늘린다", "늘린다", "시, 관 길이 900m로 연장", "planned", rank=1)
    from tests.compose.sample import linked

    desk = desk_of(linked((draft.done(),), briefing().site, date(2026, 1, 2)))
    row = row_of(desk, desk.briefing.entries[0])
    assert row["figure"] == {"before": "", "digits": "900", "unit": "m"}


def test_the_box_answers_in_one_order() -> None:
    """누가 · 언제 · 어디서 · 무엇을 · 얼마 · 다음, each once."""
    rows = list(dict.fromkeys(line.row for line in box_of(plant())))
    assert rows == ["who", "when", "where", "what", "amount", "next"]


def test_the_box_leaves_out_what_is_not_said() -> None:
    """No place in the article, no row for it."""
    assert "where" not in {line.row for line in box_of(denial())}


def test_a_plan_of_the_past_is_not_next() -> None:
    """What was planned before publication is not to come."""
    assert "next" not in {line.row for line in box_of(denial())}


def test_marks_are_whole_words_and_do_not_overlap() -> None:
    """A mark begins and ends at the edge of an 어절; what overlaps is one mark."""
    for read in (plant(), denial()):
        text = read.article.text
        marks = marks_of(read, box_of(read))
        assert marks
        for mark, after in zip(marks, (*marks[1:], None), strict=True):
            assert after is None or mark.span.end <= after.span.start
            assert text[mark.span.start - 1 : mark.span.start] in ("", " ", "\n")
            assert text[mark.span.end : mark.span.end + 1] in ("", " ", "\n")


def test_every_line_of_the_box_has_its_mark() -> None:
    """No fact without evidence: each line's fact is in one mark."""
    for read in (plant(), denial()):
        lines = box_of(read)
        marked = [fact for mark in marks_of(read, lines) for fact in mark.facts]
        assert sorted(marked) == sorted({line.fact.id for line in lines})


@pytest.mark.parametrize(
    ("name", "initial"),
    [("까치", "ㄱ"), ("힘", "ㅎ"), ("‘소버린’", "ㅅ"), ("kt", "K"), ("3부두", "기타"), ("", "기타"), ("旧", "기타")],
)
def test_initials(name: str, initial: str) -> None:
    """Doubled consonants stand with the plain ones, quotation marks do not count."""
    assert initial_of(name, KO) == initial


def test_the_index_runs_from_hangul_to_latin() -> None:
    """가나다, then a–z whatever the case, then the rest; so that a heading stands once."""
    names = ["b사", "A사", "나라", "깨비", "가람", "1호", "“다리”"]
    assert sorted(names, key=index_key) == ["가람", "깨비", "나라", "“다리”", "A사", "b사", "1호"]


def test_clipping_keeps_words_whole() -> None:
    """A cut falls between 어절 and is shown."""
    assert clipped("나루시 부두 이전 계획 확정", 12) == "나루시 부두 이전…"
    assert clipped("짧다", 12) == "짧다"


def test_days_ahead_and_past() -> None:
    """The reference day itself is no future; a plan for a half that has not ended is."""
    desk = desk_of(briefing())
    ahead = {entry.headline: desk.is_ahead(entry) for entry in desk.briefing.entries}
    assert ahead["해온전력, 2028년 하반기 첫 송전"]
    assert not ahead["해온전력·나루시, 투자협약 체결"]
    assert not ahead["가온바이오, 공장 증설"], "a year that nobody knows is no future"
    assert day("2026-03-12").earliest == desk.as_of


@pytest.mark.parametrize(
    ("value", "status", "ahead"),
    [
        ("2026-03-13", "planned", True),
        ("2026-03-12", "planned", False),
        ("2026-03-13", "happened", True),
        ("2026", "planned", True),
        ("2026", "happened", False),
        ("../2026-03-31", "planned", True),
        ("../2026-03-12", "planned", False),
        ("2026-03-01/..", "planned", False),
        ("2026-04-01/..", "planned", True),
        ("2026-03-10/2026-03-20", "planned", True),
        ("XXXX-09", "planned", False),
    ],
)
def test_what_is_ahead(value: str, status: str, ahead: bool) -> None:
    """The reference day is 2026-03-12. Wide times that have begun lie ahead only for plans that have an end to come."""
    desk = desk_of(briefing())
    entry = desk.briefing.entries[0]
    moved = replace(entry, when=day(value), certainty=replace(entry.certainty, status=Status(status)))
    assert desk.is_ahead(moved) is ahead
