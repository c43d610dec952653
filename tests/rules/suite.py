"""Runs the examples and counter-examples of a rule table; each table's test says how its facts are observed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from types import ModuleType

import pytest

from sitegen.rules.likely import likely
from sitegen.rules.rule import Example, Rule, load


@dataclass(frozen=True)
class Seen:
    """What an extractor read: where in the example's text, as which value, by which rule."""

    start: int
    end: int
    value: str
    rule: str


Observe = Callable[[str, date | None], Iterable[Seen]]


def examples(table: str) -> list[object]:
    return [_param(rule, example) for rule in load(table) for example in rule.examples]


def counters(table: str) -> list[object]:
    return [_param(rule, example) for rule in load(table) for example in rule.counter]


def gaps(table: str) -> list[object]:
    """Examples that should work one day: strict xfails, so that a fix is noticed."""
    return [
        pytest.param(rule, example, id=f"{rule.name}:{example.text[:24]}", marks=pytest.mark.xfail(strict=True))
        for rule in load(table)
        for example in rule.known_gaps
    ]


def _param(rule: Rule, example: Example) -> object:
    return pytest.param(rule, example, id=f"{rule.name}:{example.text[:24]}")


def check_example(rule: Rule, example: Example, observe: Observe) -> None:
    """The marked words are read, with this value, and this rule won them."""
    seen = list(observe(example.text, example.published))
    assert example.start is not None
    assert example.end is not None
    marked = (example.start, example.end)
    at = [s for s in seen if (s.start, s.end) == marked]
    assert at, (
        f"nothing read at {example.text[slice(*marked)]!r}; read {[(example.text[s.start : s.end], s) for s in seen]}"
    )
    assert (at[0].value, at[0].rule) == (example.value, rule.name)


def check_counter(rule: Rule, example: Example, observe: Observe) -> None:
    """The rule wins nowhere in the text."""
    wrong = [s for s in observe(example.text, example.published) if s.rule == rule.name]
    assert not wrong, f"{example.why}: read {[(example.text[s.start : s.end], s.value) for s in wrong]}"


def check_table(table: str) -> None:
    """Every rule has its reason, its source, two examples and a counter-example; none matches nothing."""
    rules = load(table)
    assert rules
    for rule in rules:
        assert rule.why, rule.name
        assert rule.source, rule.name
        assert len(rule.examples) >= 2, f"{rule.name}: {len(rule.examples)} examples"
        assert rule.counter, f"{rule.name}: no counter-example"
        assert not rule.pattern.fullmatch(""), f"{rule.name} matches the empty string"


def dead_rules(table: str, observe_without: Callable[[str], Observe]) -> list[str]:
    """Names of the rules without which every one of their examples is read just the same, by other rules.

    *observe_without* gives the observer that does not know a rule. A rule that says ``default = true`` only names
    what is left where no other fits.
    """
    dead = []
    for rule in load(table):
        if rule.args.get("default"):
            continue
        observe = observe_without(rule.name)
        if all(_same(example, observe) for example in rule.examples):
            dead.append(rule.name)
    return dead


def _same(example: Example, observe: Observe) -> bool:
    return any(
        (s.start, s.end, s.value) == (example.start, example.end, example.value)
        for s in observe(example.text, example.published)
    )


def forgetting(module: ModuleType, observe: Observe) -> Callable[[str], Observe]:
    """For tables that *module* loads while it reads: the observer that does not know a rule."""

    def without(name: str) -> Observe:
        def load_without(table: str) -> tuple[Rule, ...]:
            return tuple(rule for rule in load(table) if rule.name != name)

        def likely_without(table: str, text: str) -> tuple[Rule, ...]:
            return tuple(rule for rule in likely(table, text) if rule.name != name)

        def observed(text: str, published: date | None) -> list[Seen]:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(module, "load", load_without)
                patch.setattr(module, "likely", likely_without, raising=False)
                return list(observe(text, published))

        return observed

    return without
