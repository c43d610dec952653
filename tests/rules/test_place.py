"""Where an event took place: every example of the table is read as it says, and by the rule that says so."""

from collections.abc import Iterator
from datetime import date

import pytest

from sitegen.rules.rule import Example, Rule
from tests.extract.events import traced
from tests.rules import suite


def observe(text: str, published: date | None) -> Iterator[suite.Seen]:
    """Every predicate with its place and the rule that read it."""
    for found in traced(text, published):
        span = found.event.evidence.span
        yield suite.Seen(span.start, span.end, found.event.place, found.place_rule)


def test_table_is_complete() -> None:
    """Each rule has its reason, its source, two examples and a counter-example."""
    suite.check_table("place")


@pytest.mark.parametrize(("rule", "example"), suite.examples("place"))
def test_example(rule: Rule, example: Example) -> None:
    suite.check_example(rule, example, observe)


@pytest.mark.parametrize(("rule", "example"), suite.counters("place"))
def test_counter_example(rule: Rule, example: Example) -> None:
    suite.check_counter(rule, example, observe)
