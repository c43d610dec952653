"""The table of paired names: every example is read as it says, every counter-example is not."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

import pytest

from sitegen.analyse import document_of
from sitegen.extract.alias import read_aliases
from sitegen.model.text import Article, Block, Document, Role, Span
from sitegen.rules.rule import Example, Rule, load
from tests.rules import suite


@cache
def document(text: str) -> Document:
    return document_of(Article("a", "a.md", text, "", None, (Block(Span(0, len(text)), Role.BODY),), "a"))


def seen(text: str, rules: Sequence[Rule]) -> Iterator[suite.Seen]:
    """Every pair of names; the value is the long one and the short one."""
    for alias in read_aliases(document(text), rules):
        span = alias.evidence.span
        yield suite.Seen(span.start, span.end, f"{alias.full} = {alias.short}", alias.evidence.rule)


def observe(text: str, published: date | None) -> Iterator[suite.Seen]:
    return seen(text, load("alias"))


def observe_without(name: str) -> suite.Observe:
    rest = [rule for rule in load("alias") if rule.name != name]
    return lambda text, published: seen(text, rest)


def test_table_is_complete() -> None:
    """Each rule has its reason, its source, two examples and a counter-example."""
    suite.check_table("alias")


@pytest.mark.parametrize(("rule", "example"), suite.examples("alias"))
def test_example(rule: Rule, example: Example) -> None:
    """The marked words are read, with this value, by this rule."""
    suite.check_example(rule, example, observe)


@pytest.mark.parametrize(("rule", "example"), suite.counters("alias"))
def test_counter_example(rule: Rule, example: Example) -> None:
    """The rule wins nowhere in a text that only looks like its own."""
    suite.check_counter(rule, example, observe)


def test_no_rule_is_dead() -> None:
    """Without any one rule some example of it is no longer read."""
    assert suite.dead_rules("alias", observe_without) == []
