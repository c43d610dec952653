"""A rule without which its own examples are read just the same is dead: it says nothing that others do not say."""

from types import ModuleType

import pytest

import sitegen.extract.event.certainty
import sitegen.extract.event.place
import sitegen.extract.event.source
import sitegen.extract.headline.verb
import sitegen.extract.quote.read
from sitegen.rules.rule import load
from tests.rules import suite, test_basis, test_headline, test_place, test_quote, test_status

TABLES = [
    ("status", sitegen.extract.event.certainty, test_status.observe),
    ("basis", sitegen.extract.event.certainty, test_basis.observe),
    ("according", sitegen.extract.event.source, test_basis.observe),
    ("place", sitegen.extract.event.place, test_place.observe),
    ("quote", sitegen.extract.quote.read, test_quote.observe),
]


@pytest.mark.parametrize(("table", "module", "observe"), TABLES)
def test_no_rule_is_dead(table: str, module: ModuleType, observe: suite.Observe) -> None:
    assert suite.dead_rules(table, suite.forgetting(module, observe)) == []


def test_no_rule_of_headlines_is_dead() -> None:
    """The endings of headlines are read at the marked predicate of each example."""
    dead = []
    for rule in load("headline"):
        found = []
        for example in rule.examples:
            observe = test_headline.observer(example.start or 0, example.end or 0)
            without = suite.forgetting(sitegen.extract.headline.verb, observe)(rule.name)
            found.append(any(seen.value == example.value for seen in without(example.text, None)))
        if all(found):
            dead.append(rule.name)
    assert dead == []
