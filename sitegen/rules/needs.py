"""What a text must hold for a pattern to match in it: words read off the pattern itself.

Looking for a word costs a tenth of searching with a pattern, and most rules of a table need a word that a sentence does
not have. The words change no answer, only how soon it is given.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from re import _constants as sre  # type: ignore[attr-defined]
from typing import Any

from sitegen.rules.outline import Outline
from sitegen.rules.rule import Rule, load, outline
from sitegen.rules.sieve import Sieve

_MANY = 48  # alternatives: looking for more costs as much as the pattern
_COMMON = 0.9  # how likely the words must not be
_LIKELY = 0.15, 0.9  # that a text goes on with a given letter: one of Hangul, one of ASCII
_COST = 0.01  # of looking for a word

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a pattern: all that it can match, where that is little, and for each of *needs* one word of it."""

    exact: Words | None
    needs: tuple[Words, ...] = ()


_EMPTY = Words([""])
_ANYTHING = _Part(None)
_NOTHING = _Part(_EMPTY)


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
    needs = [(rule, needed_by(outline(rule.written))) for rule in rules]
    return Sieve(
        ((rule, words), [frozenset(_rarest(word, often) for word in words)] if words else []) for rule, words in needs
    )


def _rarest(word: str, often: Mapping[str, int]) -> str:
    """The letter of *word* that texts have least often: no tag's, which all have."""
    return min(word, key=lambda letter: (letter.isascii(), often[letter], letter))


def needed_by(outline: Outline) -> tuple[str, ...]:
    """Words of which a text holds one, or the pattern matches nowhere in it; () where it tells none worth looking
    for."""
    if outline.ignores_case:
        return ()
    part = _Reader(outline).sequence(outline.nodes)
    best = _best((*part.needs, part.exact or Words()))
    return tuple(sorted(best)) if best and _likelihood(best) < _COMMON else ()


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads words off the nodes of an outline."""

    outline: Outline

    def sequence(self, items: Iterable[tuple[Any, Any]]) -> _Part:
        """What comes of the parts of a pattern one after another: neighbours that can match little make words."""
        needs: list[Words] = []
        run, letters, whole = Words([""]), "", True
        for op, value in items:
            if op is sre.LITERAL and chr(value) not in self.outline.lists:
                letters += chr(value)
                continue
            part = self.part(op, value)
            needs += part.needs
            if part.exact == _EMPTY:
                continue
            run, letters = _joined(run, letters), ""
            if part.exact is not None and len(run) * len(part.exact) <= _MANY:
                run = Words([left + right for left in run for right in part.exact])
            else:
                needs.append(run)
                run, whole = part.exact or _EMPTY, False
        run = _joined(run, letters)
        return _Part(run, tuple(needs)) if whole else _Part(None, (*needs, run))

    def part(self, op: Any, value: Any) -> _Part:
        if op is sre.LITERAL:
            return self.one_of([_Part(self.outline.words(value))])
        if op is sre.IN and all(kind is sre.LITERAL for kind, _ in value):
            return self.one_of([_Part(self.outline.words(letter)) for _, letter in value])
        if op is sre.SUBPATTERN:
            _, added, removed, inner = value
            return _ANYTHING if added or removed else self.sequence(inner)
        if op is sre.BRANCH:
            return self.one_of([self.sequence(branch) for branch in value[1]])
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            return self.repeated(*value)
        if op is sre.ASSERT and value[0] > 0:
            return _Part(_EMPTY, _as_needs(self.sequence(value[1])))
        if op in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
            return _NOTHING
        return _ANYTHING

    def repeated(self, least: int, most: int, inner: Iterable[tuple[Any, Any]]) -> _Part:
        part = self.sequence(inner)
        if (least, most) == (0, 1) and part.exact is not None and len(part.exact) < _MANY:
            return _Part(part.exact | {""})
        return _Part(None, _as_needs(part)) if least else _ANYTHING

    def one_of(self, branches: list[_Part]) -> _Part:
        exact: Words | None = Words()
        for branch in branches:
            exact = exact | branch.exact if exact is not None and branch.exact is not None else None
        if exact is not None and len(exact) <= _MANY:
            return _Part(exact)
        found = [_best(_as_needs(branch)) for branch in branches]
        return _Part(None, (Words().union(*found),)) if all(found) else _ANYTHING


def _as_needs(part: _Part) -> tuple[Words, ...]:
    return part.needs if part.exact is None else (*part.needs, part.exact)


def _joined(run: Words, letters: str) -> Words:
    return Words([word + letters for word in run]) if letters else run


def _best(needs: Iterable[Words]) -> Words:
    """The rarest of *needs* that is worth looking for; none where there is none."""
    fit = [words for words in needs if words and "" not in words and len(words) <= _MANY]
    if not fit:
        return Words()
    best = min(fit, key=lambda words: (_likelihood(words) + _COST * len(words), sorted(words)))
    return Words([word for word in best if not any(other in word for other in best if other is not word)])


def _likelihood(words: Words) -> float:
    """A guess how often a text holds one of *words*."""
    hangul, latin = _LIKELY
    return sum([math.prod([latin if letter.isascii() else hangul for letter in word]) for word in words])
