"""The table of people: every example is read as it says, every counter-example is not."""

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from sitegen.analyse import document_of
from sitegen.extract.names import names_of
from sitegen.model.text import Article, Block, Document, Role, Span
from sitegen.rules.rule import Example, Rule
from tests.rules import suite


@cache
def document(text: str) -> Document:
    return document_of(Article("a", "a.md", text, "", None, (Block(Span(0, len(text)), Role.BODY),), "a"))


def seen(text: str, without: str) -> Iterator[suite.Seen]:
    """Every person by name; the value is name, title and organisation."""
    for person in names_of(document(text), (), without).persons:
        span = person.evidence.span
        yield suite.Seen(span.start, span.end, f"{person.name}|{person.title}|{person.org}", person.evidence.rule)


def observe(text: str, published: date | None) -> Iterator[suite.Seen]:
    return seen(text, "")


def observe_without(name: str) -> suite.Observe:
    return lambda text, published: seen(text, name)


def test_table_is_complete() -> None:
    """Each rule has its reason, its source, two examples and a counter-example."""
    suite.check_table("person")


@pytest.mark.parametrize(("rule", "example"), suite.examples("person"))
def test_example(rule: Rule, example: Example) -> None:
    """The marked words are read, with this value, by this rule."""
    suite.check_example(rule, example, observe)


@pytest.mark.parametrize(("rule", "example"), suite.counters("person"))
def test_counter_example(rule: Rule, example: Example) -> None:
    """The rule wins nowhere in a text that only looks like its own."""
    suite.check_counter(rule, example, observe)


def test_no_rule_is_dead() -> None:
    """Without any one rule some example of it is no longer read."""
    assert suite.dead_rules("person", observe_without) == []
