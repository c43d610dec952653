"""Which rules of a table over morphemes are worth trying on a sentence."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sitegen.rules.needs import needed_by
from sitegen.rules.rule import Rule, load


@dataclass(frozen=True, slots=True)
class _Guarded:
    """The rules of a table, and the words that they need by the letter of each that texts have least often.

    A rule is a bit by its place in the table. A sentence's tags are a long text with few letters, each many times: of a
    hundred words those few are looked for whose letter it has.
    """

    rules: tuple[Rule, ...]
    words: Mapping[str, tuple[tuple[str, int], ...]]  # letter -> words, each with the rules that it is enough for
    always: int  # the rules that need no word


def likely(table: str, text: str) -> Iterator[Rule]:
    """The rules of a table, in their order, without those whose pattern matches nowhere in *text*."""
    guarded = _guarded(table)
    left = guarded.always
    for letter in guarded.words.keys() & set(text):
        for word, rules in guarded.words[letter]:
            if rules & ~left and word in text:
                left |= rules
    while left:
        lowest = left & -left
        left ^= lowest
        yield guarded.rules[lowest.bit_length() - 1]


@cache
def _guarded(table: str) -> _Guarded:
    rules = load(table)
    often = Counter(letter for rule in rules for example in (*rule.examples, *rule.counter) for letter in example.text)
    enough: dict[str, int] = {}
    always = 0
    for place, rule in enumerate(rules):
        needed = needed_by(rule.outline)
        always |= 0 if needed else 1 << place
        for word in needed:
            enough[word] = enough.get(word, 0) | 1 << place
    words: dict[str, list[tuple[str, int]]] = {}
    for word, bits in enough.items():
        words.setdefault(_rarest(word, often), []).append((word, bits))
    return _Guarded(rules, {letter: tuple(some) for letter, some in words.items()}, always)


def _rarest(word: str, often: Mapping[str, int]) -> str:
    """The letter of *word* that texts have least often: no tag's, which all have."""
    return min(word, key=lambda letter: (letter.isascii(), often[letter], letter))
