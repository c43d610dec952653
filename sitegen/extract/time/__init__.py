"""Temporal expressions: rule hits, composed to expressions, resolved against publication and story."""

from collections.abc import Iterable, Sequence
from functools import cache

from sitegen.extract.time.pieces import rules_of_times, sieve_of
from sitegen.extract.time.reader import times_read
from sitegen.model.facts import Time
from sitegen.model.text import Document, Span
from sitegen.rules.rule import Rule
from sitegen.rules.sieve import Sieve

__all__ = ["times_in", "times_of"]


@cache
def _all_rules() -> Sieve[Rule]:
    return sieve_of(rules_of_times())


def times_of(document: Document, rules: Sequence[Rule] | None = None) -> tuple[Time, ...]:
    """The times that *document* names, with plain spans, in text order; none overlaps another.

    *rules* are all the tables' rules unless a test leaves some out.
    """
    return times_read(document, _all_rules() if rules is None else sieve_of(rules))


def times_in(times: Iterable[Time], span: Span) -> tuple[Time, ...]:
    """Those of *times* that lie inside a plain span."""
    return tuple(time for time in times if time.evidence.span in span)
