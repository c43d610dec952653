"""TIMEX3 values read back are the times that they were written from."""

from datetime import date
from pathlib import Path

import pytest

from sitegen.analyse import document_of
from sitegen.extract import facts_of
from sitegen.model.facts import Precision, Time
from sitegen.model.timex import when_of_value
from sitegen.read import find_seeds, read_seed

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.mark.parametrize(
    ("value", "precision", "earliest", "latest"),
    [
        ("2025-05-27", Precision.DAY, date(2025, 5, 27), date(2025, 5, 27)),
        ("2025-05-27T14:30", Precision.MINUTE, date(2025, 5, 27), date(2025, 5, 27)),
        ("2025-05-27TAF", Precision.PART, date(2025, 5, 27), date(2025, 5, 27)),
        ("2024-02", Precision.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-Q2", Precision.QUARTER, date(2025, 4, 1), date(2025, 6, 30)),
        ("2025-H1", Precision.HALF, date(2025, 1, 1), date(2025, 6, 30)),
        ("2023-WI", Precision.SEASON, date(2023, 12, 1), date(2024, 2, 29)),
        ("2025-W22", Precision.WEEK, date(2025, 5, 26), date(2025, 6, 1)),
        ("2025", Precision.YEAR, date(2025, 1, 1), date(2025, 12, 31)),
        ("202X", Precision.DECADE, date(2020, 1, 1), date(2029, 12, 31)),
        ("20XX", Precision.CENTURY, date(2001, 1, 1), date(2100, 12, 31)),
        ("2025-05-27/2025-06", Precision.DAY, date(2025, 5, 27), date(2025, 6, 30)),
        ("2025-05/..", Precision.MONTH, date(2025, 5, 1), None),
        ("../2025-06-30", Precision.DAY, None, date(2025, 6, 30)),
        ("P3D", Precision.DURATION, None, None),
    ],
)
def test_a_value_spans_its_days(value: str, precision: Precision, earliest: date | None, latest: date | None) -> None:
    when = when_of_value(value, "편집자가 고침")
    assert (when.value, when.precision, when.earliest, when.latest) == (value, precision, earliest, latest)
    assert when.basis == "편집자가 고침"


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "is no time"),
        ("어제", "is no time"),
        ("2025-5-27", "is no time"),
        ("2025-Q5", "is no time"),
        ("2025-02-30", "is not in the calendar"),
        ("2025-13", "is not in the calendar"),
        ("2025-W60", "is not in the calendar"),
        ("2025-05-27T25:00", "is not in the calendar"),
        ("0000", "is not in the calendar"),
        ("9999-WI", "is not in the calendar"),
        ("99XX", "is not in the calendar"),
        ("../..", "is open on both sides"),
        ("2025-06/2025-05", "ends before it begins"),
        ("２０２５", "is no time"),
        ("P", "is no time"),
    ],
)
def test_what_is_no_value_is_refused(value: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        when_of_value(value)


def test_what_the_rules_write_is_read_back_as_it_was() -> None:
    """Precision, days and order of every time of the sample seeds that its value tells alone."""
    compared = 0
    for path in find_seeds(SEEDS):
        read = facts_of(document_of(read_seed(path.name, path.read_bytes())))
        for fact in read.facts:
            if isinstance(fact, Time) and fact.when.is_point and not fact.when.mod and "X" not in fact.when.value:
                when = when_of_value(fact.when.value, fact.when.basis)
                assert when == fact.when, fact.surface
                compared += 1
    assert compared > 100
