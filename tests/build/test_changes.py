"""What differs between the record of a publication and the briefing of now, and in which order it is told."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sitegen.build.changes import differences
from sitegen.build.record import Record, read_record, record_bytes, record_of, write_record
from sitegen.errors import OutputError, SettingsError
from sitegen.model.facts import ArticleFacts
from sitegen.model.identity import Site
from sitegen.model.site import Briefing, ChangeBatch, FactChange, FactRef, Relation, RelationType, ValueChange
from tests.compose.sample import briefing, linked
from tests.compose.writing import Draft, day

DAM = "2026-03-10-dam"


def dam(
    opened: str = "11월 5일",
    when: str = "2026-11-05",
    cost: str = "86억원",
    won: int = 8_600_000_000,
    quote: bool = True,
    before: str = "",
) -> ArticleFacts:
    """다랑시 opens a dam: one plan, one figure, one quote, one person."""
    said = "\n서라온 다랑시장은 “물 걱정은 끝났다”고 말했다." if quote else ""
    draft = Draft(DAM, f"{before}다랑시는 {opened} 새 댐을 연다.\n총사업비는 {cost}이다.{said}", date(2026, 3, 10))
    draft.event(
        f"다랑시는 {opened} 새 댐을 연다", "연다", "다랑시, 새 댐 개방", "planned", when=day(when), who=("다랑시",)
    )
    draft.amount(cost, won, "KRW", of="총사업비")
    if quote:
        draft.person("서라온 다랑시장", "서라온", "시장", "다랑시").quote("물 걱정은 끝났다", "서라온")
    return draft.done(title="다랑시 새 댐 연다")


def opening(name: str = "2026-11-05-opened") -> ArticleFacts:
    draft = Draft(name, "다랑시가 5일 새 댐의 문을 열었다.", date(2026, 11, 5))
    draft.event("다랑시가 5일 새 댐의 문을 열었다", "열었다", "다랑시, 새 댐 열어", when=day("2026-11-05"))
    return draft.done(title="다랑시 새 댐 열려")


def told(*articles: ArticleFacts, outcome: bool = False) -> Briefing:
    whole = linked(articles, Site(), date(2026, 3, 12))
    if not outcome:
        return whole
    plan = next(FactRef(DAM, fact.id) for read in articles if read.article.id == DAM for fact in read.facts
                if fact.kind == "event")  # fmt: skip
    later = next(FactRef(read.article.id, read.facts[0].id) for read in articles if read.article.id != DAM)
    return replace(whole, relations=(Relation(RelationType.OUTCOME, plan, later, "같은 댐"),))


def changes(before: Briefing, after: Briefing) -> tuple[FactChange, ...]:
    return differences(record_of(before), record_of(after), after)


def short(found: tuple[FactChange, ...]) -> list[tuple[str, str, str]]:
    return [(one.type.value, one.kind, one.words) for one in found]


def test_the_same_briefing_differs_in_nothing() -> None:
    assert changes(briefing(), briefing()) == ()


def test_a_fact_that_moves_is_no_change() -> None:
    """Nor is a sentence without facts before it."""
    assert changes(told(dam()), told(dam(before="물이 모자란 고장이다.\n"))) == ()


def test_a_day_that_was_edited_is_one_change() -> None:
    (change,) = changes(told(dam()), told(dam(opened="12월 1일", when="2026-12-01")))
    assert (change.type, change.kind, change.words) == ("changed", "event", "다랑시, 새 댐 개방")
    assert change.values == (ValueChange("when", "2026-11-05", "2026-12-01"),)


def test_a_figure_that_was_edited_is_one_change() -> None:
    """Neither its words nor its sentence are as they were: the sentence is alike, and the unit the same."""
    (change,) = changes(told(dam()), told(dam(cost="92억원", won=9_200_000_000)))
    assert (change.type, change.kind, change.words) == ("changed", "amount", "총사업비 92억원")
    assert ValueChange("words", "86억원", "92억원") in change.values
    assert ValueChange("low", "8600000000", "9200000000") in change.values


def test_what_is_gone_is_told_kind_by_kind() -> None:
    assert short(changes(told(dam()), told(dam(quote=False)))) == [
        ("withdrawn", "person", "서라온 다랑시 시장"),
        ("withdrawn", "quote", "“물 걱정은 끝났다”"),
    ]


def test_only_events_and_figures_are_news_by_themselves() -> None:
    """A quote that was added is none; a sentence with an event and a figure is two."""
    assert changes(told(dam(quote=False)), told(dam())) == ()
    longer = Draft(DAM, "다랑시는 11월 5일 새 댐을 연다.\n총사업비는 86억원이다.\n시는 6일 둑길 3㎞를 열었다.",
                   date(2026, 3, 10))  # fmt: skip
    longer.facts += dam(quote=False).facts
    longer.event("시는 6일 둑길 3㎞를 열었다", "열었다", "다랑시, 둑길 열어", when=day("2026-03-06"))
    longer.amount("3㎞", 3, "㎞", of="둑길")
    found = changes(told(dam(quote=False)), told(longer.done(title="다랑시 새 댐 연다")))
    assert sorted(short(found)) == [("new", "amount", "둑길 3㎞"), ("new", "event", "다랑시, 둑길 열어")]


def test_an_article_is_one_line_however_many_facts_it_has() -> None:
    """With its title, and the headline that an editor would put first."""
    (new,) = changes(told(dam()), told(opening(), dam()))
    assert (new.type, new.kind, new.title, new.words) == ("new", "article", "다랑시 새 댐 열려", "다랑시, 새 댐 열어")
    assert new.fact == opening().facts[0].id
    (gone,) = changes(told(opening(), dam()), told(dam()))
    assert (gone.type, gone.kind, gone.title, gone.fact) == ("withdrawn", "article", "다랑시 새 댐 열려", "")


def test_a_plan_is_fulfilled_once() -> None:
    """When its outcome is first known; not again at the next publication, nor when the plan's day is edited."""
    before, after = told(opening(), dam()), told(opening(), dam(), outcome=True)
    (change,) = changes(before, after)
    assert (change.type, change.words) == ("fulfilled", "다랑시, 새 댐 개방")
    assert change.values == (ValueChange("outcome", "", "다랑시, 새 댐 열어"),)
    assert (change.article, change.plan and change.plan.article) == (opening().article.id, DAM)
    assert changes(after, after) == ()
    edited = told(opening(), dam(opened="11월 4일", when="2026-11-04"), outcome=True)
    assert [one.type for one in changes(after, edited)] == ["changed"]


def test_only_an_outcome_fulfils_a_plan() -> None:
    after = told(opening(), dam(), outcome=True)
    recap = tuple(replace(one, type=RelationType.RECAP) for one in after.relations)
    assert changes(told(opening(), dam()), replace(after, relations=recap)) == ()


def test_fulfilled_changed_new_withdrawn_and_the_newest_article_first() -> None:
    gone, new = opening("2026-01-02-gone"), opening("2026-11-06-again")
    before = told(opening(), dam(), gone)
    after = told(opening(), dam(opened="12월 1일", when="2026-12-01", quote=False), new, outcome=True)
    assert [(one.type.value, one.article) for one in changes(before, after)] == [
        ("fulfilled", "2026-11-05-opened"),
        ("changed", DAM),
        ("new", "2026-11-06-again"),
        ("withdrawn", DAM),
        ("withdrawn", DAM),
        ("withdrawn", "2026-01-02-gone"),
    ]


def test_a_record_reads_back_as_it_was_written(tmp_path: Path) -> None:
    """Also its log; the same record is the same bytes, and a file that is right is not touched."""
    after = told(opening(), dam(opened="12월 1일", when="2026-12-01"), outcome=True)
    batch = ChangeBatch(date(2026, 3, 12), changes(told(dam()), after))
    record = record_of(replace(after, changes=(batch, ChangeBatch(None, batch.changes))))
    path = tmp_path / "published.json"
    assert write_record(path, record)
    assert read_record(path, tmp_path) == record
    assert not write_record(path, record)
    assert list(tmp_path.iterdir()) == [path]


def test_a_record_says_a_fact_a_line() -> None:
    """So that a change of one day is a change of one fact's line and its sentence's."""
    old = record_bytes(record_of(told(dam()))).splitlines()
    new = record_bytes(record_of(told(dam(opened="12월 1일", when="2026-12-01")))).splitlines()
    assert len(old) == len(new)
    assert sum(1 for one, other in zip(old, new, strict=True) if one != other) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<<<<<<< HEAD\n", "published.json:1:1: error: is no JSON"),
        ('{"sitegen_published": 9}', "published.json: error: is no record of version 1"),
        ("[]", "published.json: error: is no record of version 1"),
        ('{"sitegen_published": 1}', "published.json: error: is no record: KeyError: 'as_of'"),
        ('{"sitegen_published": 1, "as_of": "soon", "articles": [], "outcomes": [], "log": []}',
         "published.json: error: is no record: ValueError: Invalid isoformat string: 'soon'"),
    ],
)  # fmt: skip
def test_what_is_no_record_is_told_with_its_place(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "published.json").write_text(content, "utf-8")
    with pytest.raises(SettingsError) as caught:
        read_record(tmp_path / "published.json", tmp_path)
    assert str(caught.value).startswith(message)
    assert "hint: take it back from a copy" in str(caught.value)


def test_a_record_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("", "utf-8")
    with pytest.raises(OutputError, match="cannot be written") as caught:
        write_record(tmp_path / "folder" / "published.json", Record())
    assert "under [folders]" in caught.value.hint
