"""Which rules of a table over morphemes are worth trying on a sentence."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from sitegen.rules.needs import needed_by
from sitegen.rules.rule import Rule, load
from sitegen.rules.sieve import Sieve


def likely(table: str, text: str) -> Iterator[Rule]:
    """The rules of a table, in their order, without those whose pattern matches nowhere in *text*."""
    for rule, words in _guarded(table).through(text):
        if not words:
            yield rule
            continue
        for word in words:
            if word in text:
                yield rule
                break


@cache
def _guarded(table: str) -> Sieve[tuple[Rule, tuple[str, ...]]]:
    """The rules of a table with the words that each needs, sifted by the letter of each word that is rarest."""
    rules = load(table)
    often = Counter(letter for rule in rules for example in (*rule.examples, *rule.counter) for letter in example.text)
    needs = [(rule, needed_by(rule.outline)) for rule in rules]
    return Sieve(
        (
            ((rule, words), [frozenset(_rarest(word, often) for word in words)] if words else [])
            for rule, words in needs
        ),
        pairs=False,
    )


def _rarest(word: str, often: Mapping[str, int]) -> str:
    """The letter of *word* that texts have least often: no tag's, which all have."""
    return min(word, key=lambda letter: (letter.isascii(), often[letter], letter))
