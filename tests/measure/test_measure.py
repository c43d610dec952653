"""The measures count what they say they count, and the texts beside the project are read at least so well."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from sitegen.model.text import Span
from tests.conftest import SHARED
from tests.measure import catalogue, konne, peers
from tests.measure.tally import Tally, total
from tests.measure.timex import grain, stretch

CATALOGUE = SHARED / "gold" / "catalogue.txt"
KONNE = SHARED / "gold" / "konne" / "news-odd.jsonl"


@pytest.mark.parametrize(
    ("value", "first", "after"),
    [
        ("2024-02-29", datetime(2024, 2, 29), datetime(2024, 3, 1)),  # noqa: DTZ001
        ("2024-12", datetime(2024, 12, 1), datetime(2025, 1, 1)),  # noqa: DTZ001
        ("2024-Q4", datetime(2024, 10, 1), datetime(2025, 1, 1)),  # noqa: DTZ001
        ("2024-H1", datetime(2024, 1, 1), datetime(2024, 7, 1)),  # noqa: DTZ001
        ("2024-W01", datetime(2024, 1, 1), datetime(2024, 1, 8)),  # noqa: DTZ001
        ("202X", datetime(2020, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001
        ("2024-06-04T24:00", datetime(2024, 6, 5), datetime(2024, 6, 5, 0, 1)),  # noqa: DTZ001
        ("2023-12/2024-02", datetime(2023, 12, 1), datetime(2024, 3, 1)),  # noqa: DTZ001
    ],
)
def test_a_value_is_a_stretch(value: str, first: datetime, after: datetime) -> None:
    assert stretch(value) == (first, after)


@pytest.mark.parametrize("value", ["P3Y", "XXXX-WXX-1", "../2024-06-30", "XXXX-09"])
def test_what_is_no_stretch_is_none(value: str) -> None:
    assert stretch(value) is None


def test_classes_of_values() -> None:
    found = {grain(v) for v in ("P1D", "2024/2025", "2024-06-04T09:30", "2024-06-04TMO", "2024-W02", "20XX")}
    assert found == {"length or set", "range", "clock time", "day", "week or month", "quarter to century"}


def test_a_catalogue_counts_hits_misses_and_strays(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.txt"
    path.write_text(
        "# days | own | 2024-06-04\n[[3일|D|2024-06-03]] 문을 열었다.\n[[3일|D|2024-06-01]] 문을 열었다.\n"
        "[[잔치|D|2024-06-01]]를 5일 열었다.\n# negative | own | 2024-06-04\n4일 문을 닫았다.\n",
        encoding="utf-8",
    )
    rows = catalogue.scored(catalogue.lines_of(path))["time"]
    assert rows["days"] == Tally(gold=3, found=2, value=1, read=3, true=2)
    assert rows["negative"] == Tally(read=1)


def test_konne_counts_titled_names_and_days(tmp_path: Path) -> None:
    text = "김영수 한빛전자 대표는 지난 3일 5만원을 받았다. 이몽룡 과장은 쉬었다."
    labels = [[0, 3, "PS_NAME"], [4, 8, "OGG_ECONOMY"], [9, 11, "CV_POSITION"], [16, 18, "DT_DAY"]]
    path = tmp_path / "konne.jsonl"
    path.write_text(json.dumps({"text": text, "label": labels}), encoding="utf-8")
    (sentence,) = konne.sentences(path)
    assert konne.titled_names(sentence) == [Span(0, 3)]
    rows = {name: Tally() for name in ("titled name", "day", "price", "percentage")}
    told = list(konne.count(rows, sentence, konne.facts_in(text, date(2024, 6, 4))))
    assert rows["titled name"] == Tally(gold=1, found=1, read=2, true=1)
    assert rows["day"] == Tally(gold=1, found=1, read=1, true=1)
    assert rows["price"] == Tally(read=1)
    assert [line.split("\t")[:2] for line in told] == [["titled name", "not noted"], ["price", "not noted"]]


def test_a_peer_that_names_a_moment_gets_the_benefit_of_the_doubt() -> None:
    month = peers.Marked(Span(0, 2), "2024-06", "week or month")
    span = peers.Marked(Span(0, 2), "2024-06/2024-07", "range")
    moment = stretch("2024-06-04")
    assert moment
    text = peers.Text("6월", date(2024, 6, 4), (month,), (Span(0, 2),), ())
    assert peers.counted(text, [peers.Reading(Span(0, 2), moment, moment=True)])["week or month"] == Tally(1, 1, 1)
    assert peers.counted(text, [peers.Reading(Span(0, 2), moment)])["week or month"] == Tally(1, 1, 0)
    text = peers.Text("6월", date(2024, 6, 4), (span,), (Span(0, 2),), ())
    assert peers.counted(text, [peers.Reading(Span(0, 2), moment, moment=True)])["range"] == Tally(1, 1, 0)


@pytest.mark.skipif(not CATALOGUE.is_file(), reason="the catalogue is not here")
def test_the_catalogue_is_read() -> None:
    rows = catalogue.scored(catalogue.lines_of(CATALOGUE))
    assert total(rows["time"].values()).value_right >= 0.95
    assert rows["amount"]["money"].value_right >= 0.98
    assert rows["amount"]["percent"].value_right >= 0.98
    assert "negative" not in rows["time"] | rows["amount"], "something is read where nothing stands"


@pytest.mark.skipif(not KONNE.is_file(), reason="the sentences of konne are not here")
def test_real_news_sentences_are_read() -> None:
    rows = {name: Tally() for name in ("titled name", "day", "price", "percentage")}
    for sentence in konne.sentences(KONNE):
        list(konne.count(rows, sentence, konne.facts_in(sentence.text, konne.PUBLISHED)))
    assert rows["titled name"].precision >= 0.95
    assert rows["titled name"].recall >= 0.88
    assert rows["day"].precision >= 0.97
    assert rows["day"].recall >= 0.95
    assert rows["price"].precision >= 0.94
    assert rows["percentage"].precision >= 0.97
