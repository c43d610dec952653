"""The bar of a time that is wider than a day."""

from datetime import date

import pytest

from sitegen.compose import pages_of
from sitegen.compose.span import span_of
from sitegen.compose.words import words_of
from sitegen.model.facts import Precision, When
from tests.compose.sample import briefing

CASES = [
    (Precision.HALF, (7, 1), (12, 31), ("49.6", "50.4", "7월 1일~12월 31일 사이")),
    (Precision.MONTH, (9, 1), (9, 30), ("66.6", "8.2", "9월 1일~9월 30일 사이")),
    (Precision.DAY, (3, 3), (3, 5), ("16.7", "4.0", "3월 3일~3월 5일 사이")),
    (Precision.DAY, (12, 30), (12, 31), ("96.0", "4.0", "12월 30일~12월 31일 사이")),
]


def span(first: date | None, last: date | None, precision: Precision = Precision.DAY) -> dict[str, str] | None:
    return span_of(When("", precision, first, last), words_of("ko"), "ko")


@pytest.mark.parametrize(("precision", "first", "last", "bar"), CASES)
def test_a_bar_shows_where_in_its_year_a_time_lies(
    precision: Precision, first: tuple[int, int], last: tuple[int, int], bar: tuple[str, str, str]
) -> None:
    """In per cent of the year, and in words; never too thin to see, never out of the year."""
    found = span(date(2026, *first), date(2026, *last), precision)
    assert found is not None
    assert (found["x"], found["w"], found["label"]) == bar


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 3, 12), date(2026, 3, 12)),
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2025, 1, 1), date(2027, 12, 31)),
        (None, date(2026, 4, 3)),
        (date(2026, 4, 3), None),
        (None, None),
    ],
)
def test_there_is_no_bar_for_a_day_and_for_what_no_year_holds(first: date | None, last: date | None) -> None:
    """A day is said whole, and so is a year; a bar of one year cannot show several, nor a side that is open."""
    assert span(first, last) is None


def test_timelines_have_bars() -> None:
    """Under a month or a half-year, and under no day."""
    (section,) = [page for page in pages_of(briefing()) if page.url == "timeline/index.html"]
    steps = [step for part in section.context["sections"] for step in part["steps"] if not step["now"]]
    bars = {step["when"]["label"]: bool(step["span"]) for step in steps}
    assert bars["2026년 9월 중"]
    assert bars["2028년 하반기"]
    assert not bars["2026년 3월 12일"]
