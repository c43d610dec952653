"""What the press calls bodies in short, whichever of them it is."""

from collections.abc import Iterable, Set
from functools import cache

from sitegen.rules.rule import words

_OFFICES = ("법원", "지법", "고법", "지검", "검찰청", "경찰청", "경찰서", "소방서", "정부", "국회")
_SHORT_MINISTRY = 3  # letters of what is no ministry's full name: 재판부
_NATIONAL = 5  # letters of a name that is known without 한국 before it, too: 한국산업은행


def generals_of(names: Iterable[str]) -> frozenset[str]:
    """What the press calls bodies in short: 경찰 for 은성경찰서."""
    return frozenset().union(*map(_generals, names))


def share_a_party(one: Set[str], other: Set[str]) -> bool:
    """Whether two casts have somebody in common who has not to do with many affairs by his office."""
    return not all(map(is_authority, one & other))


@cache
def is_authority(name: str) -> bool:
    """Whether it has to do with many affairs by its office: 개인정보보호위원회, 서울중앙지법, 한강경찰서."""
    return name in _authorities() or name.endswith(_OFFICES) or bool(_generals(name))


@cache
def _authorities() -> frozenset[str]:
    known = [row for row in words("org_known") if row[1] in ("agency", "court")]
    return frozenset(name for row in known for name in (row[0], *row[2:3]) if name)


@cache
def _generals(name: str) -> frozenset[str]:
    body = name.rstrip("0123456789부")
    found = {short for ending, short in words("actor_general") if body.endswith(ending)}
    if name.endswith("부") and len(name) > _SHORT_MINISTRY and name in _authorities():
        found.add("정부")  # 농림축산식품부
    if name.startswith(("한국", "대한")) and len(name) > _NATIONAL:
        found.add(name[2:])
    return frozenset(found)
