"""The examples and counter-examples of the tables of time, and that no rule is dead."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

import pytest

from sitegen.analyse import document_of
from sitegen.extract.time import times_of
from sitegen.extract.time.pieces import rules_of_times, sieve_of, traps_in
from sitegen.model.text import Document
from sitegen.read import read_seed
from sitegen.rules.rule import Example, Rule, load, words
from tests.rules.suite import Observe, Seen, check_counter, check_example, check_table, counters, examples, gaps

TABLES = ("time_period", "time_day", "time_length")


@cache
def _document(text: str, published: date | None) -> Document:
    return document_of(read_seed("x.txt", f"{text}\n".encode(), published=published))


def _seen(text: str, published: date | None, rules: tuple[Rule, ...] | None = None) -> Iterator[Seen]:
    document = _document(text, published)
    for time in times_of(document, rules):
        span = document.in_file(time.evidence.span)
        value = time.when.value + (f"@{time.when.mod}" if time.when.mod else "")
        yield Seen(span.start, span.end, value, time.evidence.rule)


def _traps(text: str, published: date | None) -> Iterator[Seen]:
    document = _document(text, published)
    for sentence in document.sentences:
        for hit in traps_in(document, sentence):
            span = document.in_file(hit.span)
            yield Seen(span.start, span.end, "", hit.rule.name)


def _without(name: str) -> Observe:
    rules = tuple(rule for rule in rules_of_times() if rule.name != name)
    return lambda text, published: _seen(text, published, rules)


@pytest.mark.parametrize("table", [*TABLES, "time_not"])
def test_every_rule_has_its_reason_and_examples(table: str) -> None:
    check_table(table)


@pytest.mark.parametrize(("rule", "example"), [one for table in TABLES for one in counters(table)])
def test_counter_examples_are_silent(rule: Rule, example: Example) -> None:
    check_counter(rule, example, _seen)


@pytest.mark.parametrize(("rule", "example"), [one for table in TABLES for one in examples(table)])
def test_examples_are_read_by_their_rule(rule: Rule, example: Example) -> None:
    check_example(rule, example, _seen)


@pytest.mark.parametrize(("rule", "example"), [one for table in TABLES for one in gaps(table)])
def test_known_gaps(rule: Rule, example: Example) -> None:
    check_example(rule, example, _seen)


@pytest.mark.parametrize(("rule", "example"), examples("time_not"))
def test_traps_are_sprung_and_nothing_is_read_there(rule: Rule, example: Example) -> None:
    """What looks like a time is known for what it is, and no time overlaps it."""
    check_example(rule, example, _traps)
    assert example.start is not None
    assert example.end is not None
    read = [
        seen for seen in _seen(example.text, date(2024, 6, 4)) if seen.start < example.end and seen.end > example.start
    ]
    assert not read


@pytest.mark.parametrize(("rule", "example"), counters("time_not"))
def test_traps_let_times_pass(rule: Rule, example: Example) -> None:
    check_counter(rule, example, _traps)
    assert list(_seen(example.text, date(2024, 6, 4)))


@pytest.mark.parametrize("table", TABLES)
def test_no_rule_is_dead(table: str) -> None:
    """Taking a rule away changes at least one of its examples."""
    for rule in load(table):
        observe = _without(rule.name)
        changed = [
            one
            for one in rule.examples
            if not any(
                (seen.start, seen.end, seen.value, seen.rule) == (one.start, one.end, one.value, rule.name)
                for seen in observe(one.text, one.published)
            )
        ]
        assert changed, rule.name


def _texts() -> Iterator[str]:
    """The texts of the examples, and every word of the lists of time as a pattern may meet it."""
    for table in (*TABLES, "time_not"):
        for rule in load(table):
            yield from (one.text for one in (*rule.examples, *rule.counter))
    for path in sorted((files("sitegen.rules") / "words").iterdir(), key=lambda one: one.name):
        if path.name.startswith("time_"):
            for row in words(path.name.removesuffix(".tsv")):
                yield f"지난 {row[0]}에 왔다. 1{row[0]} {row[0]}, ２０２4{row[0]}쯤 {row[0]} 동안"


def test_a_rule_is_only_left_out_where_it_has_no_hit() -> None:
    """What a rule needs stands in each of its hits: a word added to a list must bring no letter that is not needed."""
    rules = [rule for table in (*TABLES, "time_not") for rule in load(table)]
    sieve = sieve_of(rules)
    for text in _texts():
        left_out = set(rules) - set(sieve.through(text))
        assert not [rule.name for rule in left_out if rule.pattern.search(text)]


def test_few_rules_search_a_sentence_without_a_time() -> None:
    rules = rules_of_times()
    assert len(sieve_of(rules).through("그는 가게를 열었다.")) < len(rules) / 4


def test_no_name_twice_over_the_tables() -> None:
    names = [rule.name for table in (*TABLES, "time_not") for rule in load(table)]
    assert len(names) == len(set(names))
