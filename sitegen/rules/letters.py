"""What a pattern cannot do without: letters that every match holds, and letters that a match can begin with.

A look at the letters of a sentence saves most searches: where there is no digit and no 억, no sum of money stands.
Read from the pattern itself, so that no rule has to declare it and none can declare it wrongly.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from re import _constants as op  # type: ignore[attr-defined]  # Python has no public door to its patterns' trees
from typing import Any

from sitegen.rules.outline import Node, Outline

# A class of more letters than that is as good as any letter: [가-힣].
_WIDE = 600
_ALL_OF_IT = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


@dataclass(frozen=True, slots=True)
class Letters:
    """What `letters_of` finds in a pattern."""

    all: frozenset[str]  # each stands in every match or in what the pattern sees behind it
    some: tuple[frozenset[str], ...]  # of each set at least one letter does
    first: frozenset[str] | None  # a match begins with one of them; None: with any letter, or with none

    def may_be_in(self, letters: frozenset[str]) -> bool:
        """Whether a text of *letters* may have a match."""
        return self.all <= letters and not any(map(letters.isdisjoint, self.some))


def letters_of(outline: Outline) -> Letters:
    """What every match of a pattern needs; nothing where upper and lower case are one to it."""
    if outline.ignores_case:
        return Letters(frozenset(), (), None)
    reader = _Reader(outline)
    needed = set(reader.needed(outline.nodes))
    single = frozenset[str]().union(*(letters for letters in needed if len(letters) == 1))
    some = sorted((letters for letters in needed if letters.isdisjoint(single)), key=lambda s: (len(s), min(s)))
    first, empty = reader.first(outline.nodes)
    return Letters(single, tuple(some), None if empty else first)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads letters off the nodes of an outline."""

    outline: Outline

    def needed(self, nodes: Iterable[Node]) -> list[frozenset[str]]:
        """Sets of letters of which every match of *nodes* in a row has one each."""
        found: list[frozenset[str]] = []
        for code, value in nodes:
            if code in (op.LITERAL, op.IN):
                letters = self.heads(code, value)
                found += [letters] if letters else []
            elif code is op.SUBPATTERN:
                found += self.needed(value[3]) if not value[1] & re.IGNORECASE else []
            elif code is op.ATOMIC_GROUP:
                found += self.needed(value)
            elif code is op.ASSERT and value[0] > 0:  # what stands behind a match stands in the same text
                found += self.needed(value[1])
            elif code in _ALL_OF_IT and value[0] > 0:
                found += self.needed(value[2])
            elif code is op.BRANCH:
                best = [min(self.needed(branch), key=len, default=frozenset[str]()) for branch in value[1]]
                letters = frozenset[str]().union(*best)
                found += [letters] if all(best) and len(letters) <= _WIDE else []
        return found

    def first(self, nodes: Iterable[Node]) -> tuple[frozenset[str] | None, bool]:
        """The letters that a match of *nodes* in a row can begin with (None: any), and whether it can be empty."""
        letters: frozenset[str] = frozenset()
        for node in nodes:
            mine, empty = self.first_of(*node)
            if mine is None:
                return None, empty
            letters |= mine
            if not empty:
                return (letters if len(letters) <= _WIDE else None), False
        return letters, True

    def first_of(self, code: Any, value: Any) -> tuple[frozenset[str] | None, bool]:
        if code in (op.LITERAL, op.IN):
            return self.heads(code, value), False
        if code in (op.ASSERT, op.ASSERT_NOT, op.AT):
            return frozenset(), True
        if code is op.SUBPATTERN and not value[1] & re.IGNORECASE:
            return self.first(value[3])
        if code is op.ATOMIC_GROUP:
            return self.first(value)
        if code in _ALL_OF_IT:
            mine, empty = self.first(value[2])
            return mine, empty or value[0] == 0
        if code is op.BRANCH:
            parts = [self.first(branch) for branch in value[1]]
            known = [mine for mine, _ in parts if mine is not None]
            whole = frozenset[str]().union(*known) if len(known) == len(parts) else None
            return whole, any(empty for _, empty in parts)
        return None, True

    def heads(self, code: Any, value: Any) -> frozenset[str] | None:
        """The letters that a literal, a class or a word list begins with; None where they are too many, or named by
        what they are not."""
        items: Sequence[Node] = [(code, value)] if code is op.LITERAL else value
        letters: set[str] = set()
        for kind, what in items:
            if kind is op.LITERAL:
                letters.update([word[0] for word in self.outline.words(what)])
            elif kind is op.RANGE and what[1] - what[0] < _WIDE:
                letters.update(map(chr, range(what[0], what[1] + 1)))
            else:
                return None
        return frozenset(letters) if len(letters) <= _WIDE else None
