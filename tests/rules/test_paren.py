"""The table of parentheses that hold no name: every example is known, every counter-example is not."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

import pytest

from sitegen.analyse import document_of
from sitegen.extract.parens import read_parens
from sitegen.model.text import Article, Block, Document, Role, Span
from sitegen.rules.rule import Example, Rule, load
from tests.rules import suite


@cache
def document(text: str) -> Document:
    return document_of(Article("a", "a.md", text, "", None, (Block(Span(0, len(text)), Role.BODY),), "a"))


def seen(text: str, rules: Sequence[Rule]) -> Iterator[suite.Seen]:
    """Every pair of parentheses that a rule knows; the value is the rule."""
    for paren in read_parens(document(text), rules):
        if paren.kind:
            yield suite.Seen(paren.span.start, paren.span.end, paren.kind, paren.kind)


def observe(text: str, published: date | None) -> Iterator[suite.Seen]:
    return seen(text, load("paren"))


def observe_without(name: str) -> suite.Observe:
    rest = [rule for rule in load("paren") if rule.name != name]
    return lambda text, published: seen(text, rest)


def test_table_is_complete() -> None:
    """Each rule has its reason, its source, two examples and a counter-example."""
    suite.check_table("paren")


@pytest.mark.parametrize(("rule", "example"), suite.examples("paren"))
def test_example(rule: Rule, example: Example) -> None:
    """The marked words are read, with this value, by this rule."""
    suite.check_example(rule, example, observe)


@pytest.mark.parametrize(("rule", "example"), suite.counters("paren"))
def test_counter_example(rule: Rule, example: Example) -> None:
    """The rule wins nowhere in a text that only looks like its own."""
    suite.check_counter(rule, example, observe)


def test_no_rule_is_dead() -> None:
    """Without any one rule some example of it is no longer read."""
    assert suite.dead_rules("paren", observe_without) == []
