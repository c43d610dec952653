"""Which fact of an article now is which fact of it then: moved, edited, gained or lost."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from sitegen.build.compare import changed_values
from sitegen.build.record import RecordedArticle

_ALIKE = 0.6  # a sentence that was edited keeps this much of its letters


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A recorded fact with its sentence and its place in the text of its article."""

    fact: Mapping[str, Any]
    sentence: str
    order: int


Pair = tuple[Placed | None, Placed | None]  # then, now
_Test = Callable[[Placed, Placed], bool]


def placed(article: RecordedArticle) -> list[Placed]:
    """The facts of an article in text order."""
    told = [(fact, sentence.words) for sentence in article.sentences for fact in sentence.facts]
    return [Placed(fact, words, order) for order, (fact, words) in enumerate(told)]


def pairs(before: Sequence[Placed], after: Sequence[Placed]) -> Iterator[Pair]:
    """Every fact of both sides once: the surest matches are made first, what is left over has no partner."""
    old, new = list(before), list(after)
    for test in _TESTS:
        for one in tuple(old):
            fitting = [other for other in new if one.fact["kind"] == other.fact["kind"] and test(one, other)]
            if fitting:
                best = max(fitting, key=lambda other: (_nearness(one, other), -abs(one.order - other.order)))
                old.remove(one)
                new.remove(best)
                yield one, best
    yield from ((one, None) for one in old)
    yield from ((None, one) for one in new)


def _same(one: Placed, other: Placed) -> bool:
    if _is_person(one):
        return all(one.fact.get(key) == other.fact.get(key) for key in ("name", "title", "org"))
    return not changed_values(one.fact, other.fact)


def _is_person(one: Placed) -> bool:
    return bool(one.fact["kind"] == "person")


def _same_words(one: Placed, other: Placed) -> bool:
    key = "name" if _is_person(one) else "surface"
    return bool(one.fact.get(key) == other.fact.get(key))


def _same_sentence(one: Placed, other: Placed) -> bool:
    return one.sentence == other.sentence


def _edited_sentence(one: Placed, other: Placed) -> bool:
    return _likeness(one.sentence, other.sentence) >= _ALIKE


def _one_thing(one: Placed, other: Placed) -> bool:
    """Whether two facts with other words may be one that was edited: a figure keeps its unit, a quote its speaker."""
    key = {"amount": "unit", "quote": "speaker", "event": "kind"}.get(one.fact["kind"])
    return key is not None and one.fact.get(key) == other.fact.get(key)


_TESTS: tuple[_Test, ...] = (
    lambda one, other: _same_sentence(one, other) and _same(one, other),
    _same,
    lambda one, other: _same_words(one, other) and _same_sentence(one, other),
    lambda one, other: _same_words(one, other) and _edited_sentence(one, other),
    _same_words,
    lambda one, other: _one_thing(one, other) and _same_sentence(one, other),
    lambda one, other: _one_thing(one, other) and _edited_sentence(one, other),
)


def _nearness(one: Placed, other: Placed) -> tuple[float, float]:
    """How alike the sentences are, then what is said: which of several is the edited one."""
    lines = (str(side.fact.get("headline") or side.fact.get("of") or side.fact["surface"]) for side in (one, other))
    return _likeness(one.sentence, other.sentence), _likeness(*lines)


@lru_cache(maxsize=16384)
def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # The quick bounds spare the long comparison of sentences that share nothing.
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()
