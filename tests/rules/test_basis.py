"""On whose word a sentence stands: every example of both tables is read as it says, and by the rule that says so."""

from collections.abc import Iterator
from datetime import date

import pytest

from sitegen.rules.rule import Example, Rule
from tests.extract.events import traced
from tests.rules import suite

TABLES = ("basis", "according")


def observe(text: str, published: date | None) -> Iterator[suite.Seen]:
    """Every predicate with its basis and its source, and the rule that told them."""
    for found in traced(text, published):
        span = found.event.evidence.span
        certainty = found.event.certainty
        value = f"{certainty.basis.value} {certainty.source}".strip()
        yield suite.Seen(span.start, span.end, value, found.basis_rule)


@pytest.mark.parametrize("table", TABLES)
def test_table_is_complete(table: str) -> None:
    """Each rule has its reason, its source, two examples and a counter-example."""
    suite.check_table(table)


@pytest.mark.parametrize(("rule", "example"), [row for table in TABLES for row in suite.examples(table)])
def test_example(rule: Rule, example: Example) -> None:
    suite.check_example(rule, example, observe)


@pytest.mark.parametrize(("rule", "example"), [row for table in TABLES for row in suite.counters(table)])
def test_counter_example(rule: Rule, example: Example) -> None:
    suite.check_counter(rule, example, observe)
