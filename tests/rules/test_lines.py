"""The table of line roles, by its own examples: which role, over which words, by which rule."""

from collections.abc import Iterator
from datetime import date

import pytest

from sitegen.read.roles import named_blocks
from sitegen.read.shape import lines_of
from sitegen.rules.rule import Example, Rule, load
from tests.rules import suite

_TITLELESS = ("title.first", "title.markdown", "boilerplate.outlet")


def seen(text: str, title: str | None, rules: tuple[Rule, ...]) -> Iterator[suite.Seen]:
    lines, _ = lines_of(text, 0, markdown=True)
    for named in named_blocks(lines, title, rules):
        block = named.block
        yield suite.Seen(block.span.start, block.span.end, block.role.value, block.rule)


def observer(name: str, rules: tuple[Rule, ...]) -> suite.Observe:
    """Reads a text as the body of a seed with a title; for the rules about titles, of one without."""
    title = None if name in _TITLELESS else "새 청사"

    def observe(text: str, published: date | None) -> Iterator[suite.Seen]:
        return seen(text, title, rules)

    return observe


@pytest.mark.parametrize(("rule", "example"), suite.examples("lines"))
def test_example(rule: Rule, example: Example) -> None:
    """The marked words get the role, by this rule."""
    suite.check_example(rule, example, observer(rule.name, load("lines")))


@pytest.mark.parametrize(("rule", "example"), suite.counters("lines"))
def test_counter(rule: Rule, example: Example) -> None:
    """The rule names nothing in a text that only looks alike."""
    suite.check_counter(rule, example, observer(rule.name, load("lines")))


def test_table() -> None:
    """Every rule has reason, source, examples and a counter-example, and an argument set that the reader knows."""
    suite.check_table("lines")
    known = {"default", "role", "part", "off", "form", "when", "opens", "beside"}
    for rule in load("lines"):
        assert set(rule.args) <= known, rule.name
        assert rule.args.get("when") in (None, "untitled", "before_body", "after_credit", "related"), rule.name


def test_no_rule_is_dead() -> None:
    """The removal of any rule changes one of its examples."""
    rules = load("lines")

    def without(name: str) -> suite.Observe:
        return observer(name, tuple(rule for rule in rules if rule.name != name))

    assert suite.dead_rules("lines", without) == []
