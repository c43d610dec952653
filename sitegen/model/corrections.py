"""The editor's hand: corrections as written beside a seed, and what became of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sitegen.errors import Place
from sitegen.model.facts import Fact

# The keys of each kind of fact that an editor may write, as `sitegen facts --format json` names them.
KEYS: Mapping[str, tuple[str, ...]] = {
    "event": ("when", "who", "place", "status", "basis", "source", "headline"),
    "amount": ("low", "high", "unit", "of", "approx"),
    "person": ("name", "title", "org"),
    "org": ("name",),
    "quote": ("speaker",),
    "alias": ("full", "short"),
    "term": ("term", "gloss"),
    "time": ("value",),
}
# Without these a new fact says nothing.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "event": (), "amount": ("low", "high", "unit"), "person": ("name",), "org": ("name",), "quote": ("speaker",),
    "alias": ("full", "short"), "term": ("term", "gloss"), "time": ("value",),
}  # fmt: skip


class Action(StrEnum):
    """What a correction does, by the name of its table, in the order in which they are done."""

    HIDE = "hide"
    SET = "set"
    ADD = "add"
    PIN = "pin"
    ACCEPT = "accept"  # an editor has looked at the fact, and it is right: nothing changes


@dataclass(frozen=True, slots=True)
class Correction:
    """One table of a corrections file. It addresses a fact by the words of its evidence, never by offset or id.

    *values* are the fact's own keys as the facts contract names them, each already of the model's type: ``when`` and
    ``value`` a When (None: no day), ``who`` a tuple, ``status`` a Status, ``basis`` a Basis, ``low`` and ``high``
    Decimals, ``approx`` a bool, all else text.
    """

    action: Action
    place: Place
    words: str
    kinds: tuple[str, ...]  # the kinds of fact that it can mean: one where it names it
    sentence: str = ""
    values: tuple[tuple[str, Any], ...] = ()
    why: str = ""
    day: date | None = None  # of the correction

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(key for key, _ in self.values)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction that holds, with the fact *before* (None: there was none) and *after* (None: it is hidden).

    Of an accepted fact both are the same.
    """

    correction: Correction
    before: Fact | None
    after: Fact | None

    @property
    def fact(self) -> Fact:
        """The fact as it is now; as it was where it is hidden."""
        fact = self.after or self.before
        assert fact is not None
        return fact

    @property
    def article(self) -> str:
        """The id of the article."""
        return self.fact.evidence.article


@dataclass(frozen=True, slots=True)
class Vanished:
    """A correction that could not be applied, and why.

    *unclear*: its words can mean several facts, so that it must be told apart before anything is published.
    """

    correction: Correction
    message: str
    hint: str
    unclear: bool = False
