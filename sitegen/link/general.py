"""What the press calls bodies in short, whichever of them it is."""

from collections.abc import Iterable
from functools import cache

from sitegen.rules.rule import words

_NATIONAL = 5  # letters of a name that is known without 한국 before it, too: 한국산업은행


def generals_of(names: Iterable[str]) -> frozenset[str]:
    """What the press calls bodies in short: 경찰 for 은성경찰서."""
    return frozenset().union(*map(_generals, names))


@cache
def _generals(name: str) -> frozenset[str]:
    body = name.rstrip("0123456789부")
    found = {short for ending, short in words("actor_general") if body.endswith(ending)}
    if name.startswith(("한국", "대한")) and len(name) > _NATIONAL:
        found.add(name[2:])
    return frozenset(found)
