"""What of many is worth trying on a text: one look at its letters tells it for all of them."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Generic, TypeVar

from sitegen.rules.rule import Rule

T = TypeVar("T")


class Sieve(Generic[T]):
    """Things in their order, each with sets of letters: a text that lacks one of the sets has no use for the thing.

    The sets are numbered, and each letter knows those that it is in, as the bits of one number. So the letters of a
    text tell by a few additions which sets are met, however many rules there are.
    """

    def __init__(self, things: Iterable[tuple[T, Iterable[frozenset[str]]]]) -> None:
        numbers: dict[frozenset[str], int] = {}
        self._things: list[tuple[T, int]] = []
        for thing, sets in things:
            wanted = 0
            for letters in sets:
                wanted |= 1 << numbers.setdefault(letters, len(numbers))
            self._things.append((thing, wanted))
        self._bits: dict[str, int] = {}
        for letters, number in numbers.items():
            for letter in letters:
                self._bits[letter] = self._bits.get(letter, 0) | 1 << number

    def through(self, letters: Iterable[str]) -> list[T]:
        """The things that a text of *letters* may be of use to, in their order."""
        bits, met = self._bits, 0
        for letter in letters:
            if letter in bits:
                met |= bits[letter]
        return [thing for thing, wanted in self._things if wanted & met == wanted]


@lru_cache(maxsize=512)  # each table asks for the letters of all sentences of an article
def letters_in(words: str) -> frozenset[str]:
    """The letters of *words*."""
    return frozenset(words)


@lru_cache(maxsize=64)
def sieve_of(rules: tuple[Rule, ...]) -> Sieve[Rule]:
    """The sieve of *rules* by the letters that their patterns need."""
    return Sieve((rule, rule.letters.sets) for rule in rules)
