"""What of many is worth trying on a text: one look at its letters tells it for all rules of all tables."""

import re
from collections.abc import Iterable
from functools import lru_cache
from operator import add
from threading import Lock
from typing import Generic, TypeVar

from sitegen.rules.letters import line_letters
from sitegen.rules.rule import Rule

T = TypeVar("T")

_DIGIT = re.compile(r"\d")
# Every set of letters that somebody needs has a number. A letter knows the sets that it is in as the bits of one number,
# so that the letters of a text, taken together, say which sets the text has a letter of.
_numbers: dict[frozenset[str], int] = {}
_sets_of: dict[str, int] = {}
_lock = Lock()  # two threads may load two tables


class Sieve(Generic[T]):
    """Things in their order, each with sets of letters: a text that lacks one of the sets has no use for the thing.

    The letters are those of `line_letters`, and where *pairs* says so, pairs of letters that stand side by side; 0
    stands for every digit.
    """

    def __init__(self, things: Iterable[tuple[T, Iterable[frozenset[str]]]], *, pairs: bool = True) -> None:
        self._pairs = pairs
        self._things = [(thing, sum({1 << _number_of(letters) for letters in sets})) for thing, sets in things]

    def through(self, words: str) -> list[T]:
        """The things that *words* may be of use to, in their order."""
        met = _met(words, self._pairs, len(_numbers))
        return [thing for thing, wanted in self._things if wanted & met == wanted]


@lru_cache(maxsize=64)
def sieve_of(rules: tuple[Rule, ...]) -> Sieve[Rule]:
    """The sieve of *rules* by the letters and pairs of letters that their patterns need."""
    return Sieve((rule, rule.needs) for rule in rules)


def _number_of(letters: frozenset[str]) -> int:
    with _lock:
        number = _numbers.setdefault(letters, len(_numbers))
        for letter in letters:
            _sets_of[letter] = _sets_of.get(letter, 0) | 1 << number
    return number


@lru_cache(maxsize=512)  # table after table asks for all sentences of an article
def _met(words: str, pairs: bool, known: int) -> int:
    """The sets of letters that *words* have one of, out of the first *known* ones."""
    met = _sets_of.get("0", 0) if _DIGIT.search(words) else 0
    letters = line_letters(words)
    for letter in letters.union(map(add, words, words[1:])) if pairs else letters:
        if letter in _sets_of:
            met |= _sets_of[letter]
    return met
