"""A time is shown as precisely as the words were, and never finer."""

from datetime import date

import pytest

from sitegen.compose.timex import Context
from sitegen.compose.when import days_until, label, shown_when
from sitegen.compose.words import words_of
from sitegen.model.facts import Precision, When
from tests.compose.writing import day


def _when(value: str, mod: str | None = None) -> When:
    return When(value, Precision.DAY, None, None, mod)


@pytest.mark.parametrize(
    ("value", "mod", "context", "korean", "english"),
    [
        ("2024-06-03", None, Context(), "2024년 6월 3일", "3 June 2024"),
        ("2024-06-03", None, Context(2024), "6월 3일", "3 June"),
        ("2024-02-29", "APPROX", Context(2024), "2월 29일쯤", "about 29 February"),
        ("2024-09", None, Context(ahead=True), "2024년 9월 중", "September 2024"),
        ("2024-09", None, Context(), "2024년 9월", "September 2024"),
        ("2024-06", "MID", Context(2024), "6월 중순", "mid-June"),
        ("2024-06", "END", Context(2024, ahead=True), "6월 말", "late June"),
        ("2023", "END", Context(2024), "2023년 말", "late 2023"),
        ("2024", "START", Context(2024), "2024년 초", "early 2024"),
        ("2027-H2", None, Context(2024), "2027년 하반기", "second half of 2027"),
        ("2024-H1", None, Context(2024), "2024년 상반기", "first half"),
        ("2024-H1", None, Context(2024, headed=True), "상반기", "first half"),
        ("2024-Q3", None, Context(), "2024년 3분기", "third quarter of 2024"),
        ("2024-SU", None, Context(), "2024년 여름", "summer 2024"),
        ("202X", "START", Context(), "2020년대 초", "early 2020s"),
        ("20", None, Context(), "21세기", "21st century"),
        ("2024-05-20T09:30", "APPROX", Context(2024), "5월 20일 오전 9시 30분쯤", "about 9:30 a.m., 20 May"),
        ("2024-05-20T12:00", None, Context(2024), "5월 20일 낮 12시", "12:00 p.m., 20 May"),
        ("2024-05-20T12:30", None, Context(2024), "5월 20일 오후 12시 30분", "12:30 p.m., 20 May"),
        ("2024-05-20T00:00", None, Context(2024), "5월 20일 0시", "12:00 a.m., 20 May"),
        ("2024-05-20T00:05", None, Context(2024), "5월 20일 오전 0시 5분", "12:05 a.m., 20 May"),
        ("2024-06-04TMO", None, Context(2024), "6월 4일 오전", "morning of 4 June"),
        ("2024-06-03TNI", None, Context(2024, surface="3일 새벽"), "6월 3일 새벽", "night of 3 June"),
        ("2024-06-03/2024-06-05", None, Context(2024), "6월 3~5일", "3–5 June"),
        ("2024-06-30/2024-07-08", None, Context(2024), "6월 30일~7월 8일", "30 June – 8 July"),
        ("2024-12-30/2025-01-02", None, Context(2024), "12월 30일~2025년 1월 2일", "30 December 2024 – 2 January 2025"),
        ("2024-01/2024-03", None, Context(2024), "1~3월", "January – March"),
        ("2019-04/2022-08", None, Context(), "2019년 4월~2022년 8월", "April 2019 – August 2022"),
        ("2019/2022", None, Context(), "2019~2022년", "2019–2022"),
        ("2024-11-06/..", None, Context(2024), "11월 6일부터", "from 6 November"),
        ("2023/..", "END", Context(2024), "2023년 말부터", "from late 2023"),
        ("../2024-07-31", None, Context(2024), "7월 31일까지", "by 31 July"),
        ("../2024-09", None, Context(2024, ahead=True), "9월까지", "by September"),
    ],
)
def test_said_as_newsrooms_say_it(value: str, mod: str | None, context: Context, korean: str, english: str) -> None:
    """Each kind of value has its own words in both languages."""
    assert label(_when(value, mod), "ko", context) == korean
    assert label(_when(value, mod), "en", context) == english


@pytest.mark.parametrize("value", ["XXXX-10", "XXXX-XX-03", "PAST_REF", "", "2024-13-XX", "/", "../.."])
def test_a_hole_stays_a_hole(value: str) -> None:
    """What has no year keeps the words that were read; no year is made up."""
    assert label(_when(value), "ko", Context(2024, surface="작년 10월")) == "작년 10월"


def test_a_week_is_said_by_its_days() -> None:
    """The number of a week tells a reader nothing."""
    week = When("2024-W23", Precision.WEEK, date(2024, 6, 3), date(2024, 6, 9))
    assert label(week, "ko", Context(2024)) == "6월 3~9일 사이"


def test_weekdays_stand_by_days_only() -> None:
    """A month or an interval has no day of the week."""
    words = words_of("ko")
    assert shown_when(day("2024-06-03"), words)["weekday"] == "월요일"
    assert shown_when(day("2024-06"), words)["weekday"] == ""
    assert shown_when(day("2024-06-03/2024-06-05"), words)["weekday"] == ""


def test_machines_get_what_html_can_hold() -> None:
    """`datetime` takes days, months and years; halves and holes go without."""
    words = words_of("ko")
    values = ("2024-06-03", "2024-06", "2024", "2024-H2", "XXXX-10", "2024-06-03/2024-06-05")
    shown = [shown_when(day(value), words)["datetime"] for value in values]
    assert shown == ["2024-06-03", "2024-06", "2024", "", "", ""]


def test_unknown_years_are_named_as_such() -> None:
    """A time without a year says so beside its words."""
    shown = shown_when(day("XXXX-10"), words_of("ko"), context=Context(surface="작년 10월"))
    assert (shown["label"], shown["note"]) == ("작년 10월", "연도 미상")


@pytest.mark.parametrize(
    ("value", "mod", "days"),
    [
        ("2024-06-10", None, 6),
        ("../2024-06-30", None, 26),
        ("2024-06-10/2024-06-12", None, 6),
        ("2024-06-10/..", None, 6),
        ("2024-07", None, None),
        ("2024-H2", None, None),
        ("../2024-07", None, None),
    ],
)
def test_days_are_counted_to_days_only(value: str, mod: str | None, days: int | None) -> None:
    """No D-day for a month: it would be finer than what is known."""
    assert days_until(day(value, mod), date(2024, 6, 4)) == days


def test_both_languages_say_everything() -> None:
    """No word is missing in one of the languages, and their blanks are the same."""
    korean, english = words_of("ko"), words_of("en")
    assert korean.keys() == english.keys()
    blanks = {key: sorted(set(_blanks(korean[key]))) for key in korean}
    assert blanks == {key: sorted(set(_blanks(english[key]))) for key in english}


def _blanks(text: str) -> list[str]:
    return [piece.partition("}")[0] for piece in text.split("{")[1:]]
