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
_NO_NODE: Node = (None, None)
_BLANKS = frozenset(re.findall(r"\s", "".join(map(chr, range(0x3001)))))
_LOOKS = (op.ASSERT, op.ASSERT_NOT)
_EDGES = {0: (op.AT_BEGINNING, op.AT_BEGINNING_STRING), -1: (op.AT_END, op.AT_END_STRING)}
_ALL_OF_IT = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


@dataclass(frozen=True, slots=True)
class Letters:
    """What `letters_of` finds in a pattern."""

    all: frozenset[str]  # each stands in every match or in what the pattern sees behind it
    some: tuple[frozenset[str], ...]  # of each set at least one letter does
    first: frozenset[str] | None  # a match begins with one of them; None: with any letter, or with none
    opens: frozenset[str] | None = None  # a text with a match begins with one of them; None: it may begin anyhow
    closes: frozenset[str] | None = None  # a text with a match, which is one line, ends with one of them

    @property
    def sets(self) -> tuple[frozenset[str], ...]:
        """Sets of letters of which a text with a match holds one each."""
        return (*map(frozenset, sorted(self.all)), *self.some)

    @property
    def line_sets(self) -> tuple[frozenset[str], ...]:
        """`sets` of a text that is one line, for its `line_letters`."""
        edges = [frozenset(map(_opening, self.opens))] if self.opens else []
        edges += [frozenset(map(_closing, self.closes))] if self.closes else []
        return (*edges, *self.sets)


def line_letters(line: str) -> frozenset[str]:
    """The letters of *line*, and its first and its last one marked as such."""
    return frozenset(line).union((_opening(line[:1]), _closing(line[-1:])))


def _opening(letter: str) -> str:
    return "^" + letter


def _closing(letter: str) -> str:
    return letter + "$"


def letters_of(outline: Outline) -> Letters:
    """What every match of a pattern needs; nothing where upper and lower case are one to it."""
    if outline.ignores_case:
        return Letters(frozenset(), (), None)
    reader = _Reader(outline)
    needed = set(reader.needed(outline.nodes))
    single = frozenset[str]().union(*(letters for letters in needed if len(letters) == 1))
    some = sorted((letters for letters in needed if letters.isdisjoint(single)), key=lambda s: (len(s), min(s)))
    first, empty = reader.first(outline.nodes)
    opens, closes = reader.anchored(outline.nodes), _Reader(outline, -1).anchored(outline.nodes)
    return Letters(single, tuple(some), None if empty else first, opens, closes)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads letters off the nodes of an outline, from the left (*edge* is 0) or from the right (-1)."""

    outline: Outline
    edge: int = 0

    def needed(self, nodes: Iterable[Node]) -> list[frozenset[str]]:
        """Sets of letters of which every match of *nodes* in a row has one each."""
        found: list[frozenset[str]] = []
        for code, value in nodes:
            if code in (op.LITERAL, op.IN):
                letters = self.edges(code, value)
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

    def from_edge(self, nodes: Iterable[Node]) -> list[Node]:
        return list(nodes)[:: 1 if self.edge == 0 else -1]

    def anchored(self, nodes: Iterable[Node]) -> frozenset[str] | None:
        """The letters at the edge of a text that *nodes* match up to its edge, by ``^`` or ``$``; None where they need
        not."""
        code, value = next((node for node in self.from_edge(nodes) if node[0] not in _LOOKS), _NO_NODE)
        if code is op.AT and value in _EDGES[self.edge]:
            letters, empty = self.first(nodes)
            return None if empty else letters
        plain = code is op.SUBPATTERN and not value[1] & re.IGNORECASE
        branches = value[1] if code is op.BRANCH else [value[3]] if plain else []
        found = [self.anchored(branch) for branch in branches]
        known = [letters for letters in found if letters is not None]
        return frozenset[str]().union(*known) if known and len(known) == len(found) else None

    def first(self, nodes: Iterable[Node]) -> tuple[frozenset[str] | None, bool]:
        """The letters that a match of *nodes* in a row can have at its edge (None: any), and whether it can be empty."""
        letters: frozenset[str] = frozenset()
        for node in self.from_edge(nodes):
            mine, empty = self.first_of(*node)
            if mine is None:
                return None, empty
            letters |= mine
            if not empty:
                return (letters if len(letters) <= _WIDE else None), False
        return letters, True

    def first_of(self, code: Any, value: Any) -> tuple[frozenset[str] | None, bool]:
        if code in (op.LITERAL, op.IN):
            return self.edges(code, value), False
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

    def edges(self, code: Any, value: Any) -> frozenset[str] | None:
        """The letters that a literal, a class or a word list has at its edge; None where they are too many, or named by
        what they are not."""
        items: Sequence[Node] = [(code, value)] if code is op.LITERAL else value
        letters: set[str] = set()
        for kind, what in items:
            if kind is op.LITERAL:
                letters.update([word[self.edge] for word in self.outline.words(what)])
            elif kind is op.RANGE and what[1] - what[0] < _WIDE:
                letters.update(map(chr, range(what[0], what[1] + 1)))
            elif kind is op.CATEGORY and what is op.CATEGORY_SPACE:
                letters |= _BLANKS
            else:
                return None
        return frozenset(letters) if len(letters) <= _WIDE else None
