"""Which rules of a table over morphemes are worth trying on a sentence."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sitegen.rules.needs import needed_by
from sitegen.rules.rule import Rule, load


@dataclass(frozen=True, slots=True)
class _Guarded:
    """The rules of a table with the words that each needs, and the letters of those words that are rarest.

    Each letter is a bit, and each rule has the bits of its letters. A sentence's tags are a long text with few of them:
    to look for each is faster than to gather the letters of the text.
    """

    letters: tuple[tuple[str, int], ...]
    rules: tuple[tuple[Rule, int, tuple[str, ...]], ...]


def likely(table: str, text: str) -> Iterator[Rule]:
    """The rules of a table, in their order, without those whose pattern matches nowhere in *text*."""
    guarded, here = _guarded(table), 0
    for letter, bit in guarded.letters:
        if letter in text:
            here |= bit
    for rule, letters, words in guarded.rules:
        if not words:
            yield rule
        elif letters & here:
            for word in words:
                if word in text:
                    yield rule
                    break


@cache
def _guarded(table: str) -> _Guarded:
    rules = load(table)
    often = Counter(letter for rule in rules for example in (*rule.examples, *rule.counter) for letter in example.text)
    bits: dict[str, int] = {}
    guarded = []
    for rule in rules:
        words = needed_by(rule.outline)
        rare = {_rarest(word, often) for word in words}
        guarded.append((rule, sum(bits.setdefault(letter, 1 << len(bits)) for letter in rare), words))
    return _Guarded(tuple(bits.items()), tuple(guarded))


def _rarest(word: str, often: Mapping[str, int]) -> str:
    """The letter of *word* that texts have least often: no tag's, which all have."""
    return min(word, key=lambda letter: (letter.isascii(), often[letter], letter))
