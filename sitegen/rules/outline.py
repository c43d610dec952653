"""A pattern's tree without its word lists: a letter that no text has stands for each list.

Most of a pattern is lists of hundreds of words. What every match of it needs can be read off a tree in which a list is
one leaf, in a fraction of the time that Python takes to read the whole.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from re import _parser  # type: ignore[attr-defined]  # Python has no public door to its patterns' trees
from typing import Any

Node = tuple[Any, Any]
_STAND_IN = 0xE000  # the first letter of Unicode's private use


@dataclass(frozen=True, slots=True)
class Outline:
    """The nodes of a pattern in a row; *lists* has the words that a literal stands for, where it is no letter."""

    nodes: tuple[Node, ...]
    lists: Mapping[str, frozenset[str]]
    ignores_case: bool

    def words(self, literal: int) -> frozenset[str]:
        """The words that a literal of the tree can match."""
        return self.lists.get(chr(literal)) or frozenset(chr(literal))


def outline_of(
    pattern: str, name: re.Pattern[str] | None = None, words: Callable[[str], frozenset[str]] = frozenset
) -> Outline:
    """The outline of *pattern*. *name* finds the names of word lists in it, *words* gives the words of one."""
    lists: dict[str, frozenset[str]] = {}

    def stand_in(found: re.Match[str]) -> str:
        letter = chr(_STAND_IN + len(lists))
        lists[letter] = words(found.group(1))
        return letter

    tree = _parser.parse(name.sub(stand_in, pattern) if name else pattern)
    return Outline(tuple(tree), lists, bool(tree.state.flags & re.IGNORECASE))
