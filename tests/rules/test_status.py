"""What became of an event: every example of the table is read as it says, and by the rule that says so."""

from collections.abc import Iterator
from datetime import date

import pytest

from sitegen.rules.rule import Example, Rule
from tests.extract.events import traced
from tests.rules import suite


def observe(text: str, published: date | None) -> Iterator[suite.Seen]:
    """Every predicate with its status and the rule that won it."""
    for found in traced(text, published):
        evidence = found.event.evidence
        status = found.event.certainty.status.value
        yield suite.Seen(evidence.span.start, evidence.span.end, status, evidence.rule)


def test_table_is_complete() -> None:
    """Each rule has its reason, its source, two examples and a counter-example."""
    suite.check_table("status")


@pytest.mark.parametrize(("rule", "example"), suite.examples("status"))
def test_example(rule: Rule, example: Example) -> None:
    suite.check_example(rule, example, observe)


@pytest.mark.parametrize(("rule", "example"), suite.counters("status"))
def test_counter_example(rule: Rule, example: Example) -> None:
    suite.check_counter(rule, example, observe)
