"""The word lists of events: every verb stands there as the analyser reads it, so that every row can win."""

import pytest

from sitegen.rules.rule import words
from tests.extract.events import document

LISTS = (
    "speech_as_announced",
    "speech_as_analysis",
    "speech_as_claimed",
    "speech_as_denied",
    "speech_as_media",
    "speech_as_said",
    "reciprocal",
    "stative",
    "stative_content",
    "stative_light",
    "stative_moving",
    "stative_setting",
)


@pytest.mark.parametrize("name", LISTS)
def test_every_verb_is_written_as_the_analyser_reads_it(name: str) -> None:
    """The first column is what becomes of the second, the dictionary form; the third shows it in use where that alone
    is read as another word."""
    wrong = []
    for tags, verb, *use in words(name):
        text = use[0] if use else f"그는 이를 {verb}"
        read = " ".join(m.tagged for s in document(f"{text}.").sentences for m in s.morphs)
        if f" {tags} " not in f" {read} ":
            wrong.append((tags, verb, read))
    assert not wrong


@pytest.mark.parametrize("name", [*LISTS, "speech_circle", "speech_unnamed", "speech_document", "place_suffix"])
def test_no_row_stands_twice(name: str) -> None:
    rows = [row[0] for row in words(name)]
    assert len(rows) == len(set(rows)), sorted(row for row in rows if rows.count(row) > 1)
