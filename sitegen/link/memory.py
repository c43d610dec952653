"""What linking has worked out of each article, for the next time that most of them are the very same.

Everything here is the result of a pure function and is used only where all that it was made from is the same still: the
same objects, or equal values. So linking with a memory gives what linking without one gives, and an edit costs what it
touches: most of the time goes into reading mentions and comparing them in pairs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.link.bond import Bond
    from sitegen.link.letters import Letters
    from sitegen.link.mention import Mention
    from sitegen.link.related import Related
    from sitegen.model.facts import ArticleFacts


@dataclass(frozen=True, slots=True)
class Told:
    """The mentions of an article, and what they were made from beside the facts: whom those who act work for, in the
    order of *names*."""

    read: ArticleFacts
    names: tuple[str, ...]
    employers: tuple[frozenset[str] | None, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The bonds between the mentions of two articles."""

    one: tuple[Mention, ...]
    other: tuple[Mention, ...]
    closely: bool
    bonds: tuple[Bond, ...]

    def is_of(self, one: Sequence[Mention], other: Sequence[Mention]) -> bool:
        """Whether these are the very mentions that were compared: of an article they are all the same, or none is."""
        return self._first(self.one) is self._first(one) and self._first(self.other) is self._first(other)

    @staticmethod
    def _first(mentions: Sequence[Mention]) -> Mention | None:
        return mentions[0] if mentions else None


@dataclass(slots=True)
class Memory:
    """Of one corpus; each linking leaves what the next one may use, and forgets the rest."""

    letters: Letters | None = None
    renamed: dict[str, ArticleFacts] = field(default_factory=dict)  # by id: under canonical names, and told apart
    related: Related | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    told: dict[str, Told] = field(default_factory=dict)  # by article id
    compared: dict[tuple[str, str], Compared] = field(default_factory=dict)  # by article ids

    def same(self, read: ArticleFacts) -> ArticleFacts:
        """*read*, as the very object that it was before where it says the same."""
        known = self.renamed.get(read.article.id)
        if known is not None and known.article is read.article and known.facts == read.facts:
            return known
        return read
