"""What holds of all rule tables and word lists together."""

import re
from collections import Counter
from pathlib import Path

import pytest

from sitegen.link.deed import stem_of
from sitegen.rules.rule import load, tables, words
from tests.rules import suite

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "sitegen"
LISTS = sorted(path.stem for path in (PACKAGE / "rules" / "words").glob("*.tsv"))
SOURCES = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*")) if path.suffix in (".py", ".toml")
)


@pytest.mark.parametrize("table", tables())
def test_every_table_is_complete(table: str) -> None:
    suite.check_table(table)


@pytest.mark.parametrize("table", tables())
def test_every_table_has_its_examples_run(table: str) -> None:
    """Examples, counter-examples and the search for dead rules: a test beside this one runs all three."""
    tests = [
        path.read_text(encoding="utf-8") for path in sorted(HERE.glob("test_*.py")) if path.name != Path(__file__).name
    ]
    mine = [test for test in tests if f'"{table}"' in test]
    assert any("check_example(" in test for test in mine), f"no test runs the examples of {table}"
    assert any("counter" in test for test in mine), f"no test runs the counter-examples of {table}"
    assert any("dead" in test for test in mine), f"no test looks for dead rules in {table}"


def test_names_are_unique_over_all_tables() -> None:
    """A fact names its rule: one name, one rule."""
    names = Counter(rule.name for table in tables() for rule in load(table))
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("name", LISTS)
def test_every_word_list_is_used_and_holds_no_row_twice(name: str) -> None:
    assert re.search(rf'["\'<]{name}["\'>]', SOURCES), f"nothing reads words/{name}.tsv"
    assert words(name)
    assert [row for row, count in Counter(words(name)).items() if count > 1] == []


def test_no_bar_inside_brackets() -> None:
    """[가|나] takes a bar for a letter; (?:가|나) or [가나] was meant."""
    for table in tables():
        for rule in load(table):
            classes = re.findall(r"\[(?:\\.|[^\]\\])*\]", rule.pattern.pattern)
            assert [found for found in classes if re.search(r"[가-힣A-Za-z]\|[가-힣A-Za-z]", found)] == [], rule.name


@pytest.mark.parametrize("name", ["predicate_class", "noun_class", "outcome_class", "figure_class"])
def test_every_class_stands_once_and_holds_no_word_twice(name: str) -> None:
    rows = words(name)
    assert [row[0] for row, count in Counter(row[:1] for row in rows).items() if count > 1] == []
    said = [row[1:] if name == "outcome_class" else row for row in rows]  # a sentence may come to another sentence
    assert [row for row in said if len(set(row)) < len(row)] == []


@pytest.mark.parametrize("name", ["noun_class", "figure_class"])
def test_a_thing_or_a_measure_is_of_one_class(name: str) -> None:
    stands = Counter(word for row in words(name) for word in row)
    assert [word for word, count in stands.items() if count > 1] == []


def test_every_phrase_is_of_one_class() -> None:
    stands = Counter((noun, stem_of(verb)) for noun, verb, _ in words("predicate_phrase"))
    assert [phrase for phrase, count in stands.items() if count > 1] == []
