"""What a text must hold for a pattern to match in it: words read off the pattern itself.

Looking for a word costs a tenth of searching with a pattern, and most rules of a table need a word that a sentence does
not have. The words change no answer, only how soon it is given.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from re import _constants as sre  # type: ignore[attr-defined]
from typing import Any

from sitegen.rules.outline import Outline

_MANY = 48  # alternatives: looking for more costs as much as the pattern
_COMMON = 0.9  # how likely the words must not be
_LIKELY = 0.15, 0.9  # that a text goes on with a given letter: one of Hangul, one of ASCII
_COST = 0.01  # of looking for a word
_ANY_NUMBER = 2000  # of words whose first letters are looked up: that costs nothing a word
_SETS = 2  # of pairs: more tell hardly more

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a pattern: all that it can match, where that is little, and for each of *needs* one word of it."""

    exact: Words | None
    needs: tuple[Words, ...] = ()


_EMPTY = Words([""])
_ANYTHING = _Part(None)
_NOTHING = _Part(_EMPTY)


def needed_by(outline: Outline) -> tuple[str, ...]:
    """Words of which a text holds one, or the pattern matches nowhere in it; () where it tells none worth looking
    for."""
    if outline.ignores_case:
        return ()
    part = _Reader(outline, _MANY).sequence(outline.nodes)
    best = _best(_as_needs(part), _MANY)
    return tuple(sorted(best)) if best and _likelihood(best) < _COMMON else ()


def pairs_needed(outline: Outline) -> tuple[frozenset[str], ...]:
    """Sets of pairs of letters of which a text holds one each, or the pattern matches nowhere in it: a pair of each word
    that it needs, or all of the word where that is a single letter. Where a rule needs one of a thousand words, each
    letter of some stands in any text, but hardly a pair."""
    if outline.ignores_case:
        return ()
    part = _Reader(outline, _ANY_NUMBER).sequence(outline.nodes)
    found = {frozenset(map(_pair, words)) for words in _as_needs(part) if words and "" not in words}
    rare = [pairs for pairs in found if any(len(pair) > 1 for pair in pairs)]
    return tuple(sorted(rare, key=lambda pairs: (_likelihood(pairs), sorted(pairs)))[:_SETS])


def _pair(word: str) -> str:
    """The first two letters of *word* that stand beside each other and are neither blank nor Latin; else the first."""
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    return next((pair for pair in pairs if not pair.isascii() and " " not in pair), word[:2])


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads words off the nodes of an outline."""

    outline: Outline
    many: int  # words that are too many to be told one by one

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
            if part.exact is not None and (len(run) * len(part.exact) <= _MANY or run == _EMPTY):
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
        if exact is not None and len(exact) <= self.many:
            return _Part(exact)
        found = [_best(_as_needs(branch), self.many) for branch in branches]
        return _Part(None, (Words().union(*found),)) if all(found) else _ANYTHING


def _as_needs(part: _Part) -> tuple[Words, ...]:
    return part.needs if part.exact is None else (*part.needs, part.exact)


def _joined(run: Words, letters: str) -> Words:
    return Words([word + letters for word in run]) if letters else run


def _best(needs: Iterable[Words], many: int) -> Words:
    """The rarest of *needs* that is worth looking for; none where there is none."""
    fit = [words for words in needs if words and "" not in words and len(words) <= many]
    if not fit:
        return Words()
    best = min(fit, key=lambda words: (_likelihood(words) + _COST * len(words), sorted(words)))
    if len(best) > _MANY:
        return best
    return Words([word for word in best if not any(other in word for other in best if other is not word)])


def _likelihood(words: Words) -> float:
    """A guess how often a text holds one of *words*."""
    hangul, latin = _LIKELY
    return sum([math.prod([latin if letter.isascii() else hangul for letter in word]) for word in words])
