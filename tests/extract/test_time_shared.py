"""Times against a catalogue of expressions and against real sentences, where they stand beside the project."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sitegen.analyse import document_of
from sitegen.extract.time import times_of
from sitegen.model.facts import When
from sitegen.model.text import Span
from sitegen.read import read_seed

GOLD = Path(__file__).parents[2].parent / "shared" / "gold"
CATALOGUE = GOLD / "catalogue.txt"
KONNE = GOLD / "konne" / "news-odd.jsonl"
_MARKED = re.compile(r"\[\[(.+?)\|([A-Z])\|(.+?)\]\]")
_OUTSIDE = re.compile(r"(?:부터|까지|\s?동안|\s?만|간|째|여)*")  # the catalogue leaves some of these outside its spans


def _seen(text: str, published: date) -> list[tuple[Span, When]]:
    document = document_of(read_seed("x.txt", f"{text}\n".encode(), published=published))
    return [(document.in_file(time.evidence.span), time.when) for time in times_of(document)]


def _expected(kind: str, value: str) -> tuple[str, str]:
    """Value and mod as we write them: intervals with a slash, decades and centuries with X."""
    value, _, mod = value.partition(";")[0].partition("@")
    if kind == "P":
        begin, _, end = value.partition("..")
        value = f"{begin or '..'}/{end or '..'}"
    elif kind == "U":
        value = value.replace("..", "/")
    return value, mod


def _agrees(kind: str, value: str, mod: str, when: When) -> bool:
    said = when.value
    if kind in "DT":  # a bare 부터 or 까지 stands outside of the catalogue's spans
        said = said.removeprefix("../").removesuffix("/..")
    if re.fullmatch(r"\d{2,3}X+", said):
        said = said.rstrip("X")
    return said == value and (not mod or when.mod == mod)


def _sentences() -> Iterator[tuple[str, date, str, list[tuple[Span, str, str]]]]:
    published, name = date(2024, 6, 4), ""
    for line in CATALOGUE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            name, _, day = (cell.strip() for cell in line[1:].split("|"))
            published = date.fromisoformat(day)
            continue
        text, gold, start = "", [], 0
        for mark in _MARKED.finditer(line):
            text += line[start : mark.start()]
            gold.append((Span(len(text), len(text) + len(mark.group(1))), mark.group(2), mark.group(3)))
            text += mark.group(1)
            start = mark.end()
        if line.strip():
            yield name, published, text + line[start:], gold


@pytest.mark.skipif(not CATALOGUE.exists(), reason="the catalogue of expressions is not here")
def test_the_catalogue_is_read_with_its_spans_and_values() -> None:
    """At least 93 of 100 times have their span and their value; what needs a statistic's own period stays silent."""
    missed, count = [], 0
    for _, published, text, gold in _sentences():
        seen = _seen(text, published)
        for span, kind, value in gold:
            if kind not in "DTPUS":
                continue
            count += 1
            wanted, mod = _expected(kind, value)
            if not any(
                found.start == span.start
                and found.end >= span.end
                and _OUTSIDE.fullmatch(text[span.end : found.end])
                and _agrees(kind, wanted, mod, when)
                for found, when in seen
            ):
                missed.append((text, span.of(text), value, [(found.of(text), when.value) for found, when in seen]))
    assert count > 150
    assert len(missed) <= 0.07 * count, missed


@pytest.mark.skipif(not CATALOGUE.exists(), reason="the catalogue of expressions is not here")
def test_sentences_without_a_time_are_silent() -> None:
    """Neither the traps of the catalogue nor its amounts are read as times."""
    for name, published, text, gold in _sentences():
        if name == "negative" or not any(kind in "DTPUS" for _, kind, _ in gold):
            assert [(span.of(text), when.value) for span, when in _seen(text, published)] == []


@pytest.mark.skipif(not KONNE.exists(), reason="the corpus of real sentences is not here")
def test_days_of_real_sentences_are_found() -> None:
    """Of the days with a number at least 98 in 100 lie inside a time that was read."""
    found = count = 0
    for line in KONNE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text: str = row["text"]
        days = [
            Span(start, end)
            for start, end, tag in row["label"]
            if tag == "DT_DAY" and re.search(r"\d", text[start:end])
        ]
        if not days:
            continue
        seen = _seen(text, date(2016, 6, 15))
        count += len(days)
        found += sum(
            any(span.overlaps(day) and span.start <= day.start + 2 and span.end >= day.end - 2 for span, _ in seen)
            for day in days
        )
    assert count > 300
    assert found >= 0.98 * count
