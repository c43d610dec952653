"""The table of changes: every example is read as it says, every counter-example is not."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

import pytest

from sitegen.analyse import document_of
from sitegen.extract.amount import amounts_of
from sitegen.extract.change import read_changes
from sitegen.extract.time import times_of
from sitegen.model.text import Article, Block, Document, Role, Span
from sitegen.rules.rule import Example, Rule, load
from tests.rules import suite


@cache
def document(text: str) -> Document:
    return document_of(Article("a", "a.md", text, "", None, (Block(Span(0, len(text)), Role.BODY),), "a"))


def seen(text: str, rules: Sequence[Rule]) -> Iterator[suite.Seen]:
    """Every figure that has changed; the value is which way, by or to, and from or against what."""
    read = document(text)
    for amount in read_changes(read, amounts_of(read, times_of(read)), rules):
        if change := amount.change:
            start = f" from {change.start}" if change.start else ""
            value = f"{change.direction} {'by' if change.by else 'to'}{start} {change.base}".strip()
            yield suite.Seen(amount.evidence.span.start, amount.evidence.span.end, value, change.rule)


def observe(text: str, published: date | None) -> Iterator[suite.Seen]:
    return seen(text, load("change"))


def observe_without(name: str) -> suite.Observe:
    rest = [rule for rule in load("change") if rule.name != name]
    return lambda text, published: seen(text, rest)


def test_table_is_complete() -> None:
    """Each rule has its reason, its source, two examples and a counter-example."""
    suite.check_table("change")


@pytest.mark.parametrize(("rule", "example"), suite.examples("change"))
def test_example(rule: Rule, example: Example) -> None:
    """The marked words are read, with this value, by this rule."""
    suite.check_example(rule, example, observe)


@pytest.mark.parametrize(("rule", "example"), suite.counters("change"))
def test_counter_example(rule: Rule, example: Example) -> None:
    """The rule wins nowhere in a text that only looks like its own."""
    suite.check_counter(rule, example, observe)


def test_no_rule_is_dead() -> None:
    """Without any one rule some example of it is no longer read."""
    assert suite.dead_rules("change", observe_without) == []
