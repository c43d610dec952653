"""Equal values as one object: a set takes hundreds of bytes, and of an archive's most there are few different ones."""

from collections.abc import Hashable
from typing import Any, TypeVar

_T = TypeVar("_T", bound=Hashable)


class Interned:
    """Gives for each value the first that was equal to it."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}

    def one(self, value: _T) -> _T:
        """*value*, the same object for equal ones."""
        found: _T = self._known.setdefault(value, value)
        return found
