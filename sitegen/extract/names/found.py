"""A person at a place, and who is kept of those that several rules found at the same words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sitegen.model.text import Span
from sitegen.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Found:
    """A person at a place. *name* is "" while a bare surname waits for the name it stands for."""

    span: Span
    rule: str
    sentence: int
    name: str = ""
    family: str = ""
    title: str = ""
    org: str = ""
    org_span: Span | None = None
    masked: bool = False  # 김모, or introduced by 씨 or an age


def settled(found: Iterable[Found], table: Sequence[Rule]) -> list[Found]:
    """The longest of those that overlap, a declared winner before, in text order."""
    by_sentence: dict[int, list[Found]] = {}
    for one in found:
        by_sentence.setdefault(one.sentence, []).append(one)
    order = {rule.name: number for number, rule in enumerate(table)}
    beats = {rule.name: set(rule.beats) for rule in table}
    kept = [one for pool in by_sentence.values() for one in _settled_in(pool, order, beats)]
    return sorted(kept, key=lambda f: (f.span, f.name))


def _settled_in(pool: list[Found], order: Mapping[str, int], beats: Mapping[str, set[str]]) -> list[Found]:
    """What `settled` keeps of one sentence's."""
    kept: list[Found] = []
    beaten = [
        one
        for one in pool
        if any(one.rule in beats.get(other.rule, ()) and other.span.overlaps(one.span) for other in pool)
    ]
    ranked = sorted(
        (one for one in pool if one not in beaten), key=lambda f: (-len(f.span), order.get(f.rule, 99), f.span)
    )
    for one in ranked:
        if not any(one.span.overlaps(other.span) for other in kept):
            kept.append(one)
    return kept
