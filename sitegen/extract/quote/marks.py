"""Pairs of quotation marks on a line, whatever a newsroom's keyboard made of them."""

import re
from dataclasses import dataclass

from sitegen.model.text import Span

CURLY = {"“": "”", "„": "”", "〝": "〞"}
_CLOSING = frozenset("”〞‟")
_STRAIGHT = frozenset('"＂')
DOUBLE = frozenset(CURLY) | _CLOSING | _STRAIGHT
_MARK = re.compile(f"[{''.join(sorted(DOUBLE))}]")
_SINGLE = re.compile("[‘’]")


@dataclass(frozen=True, slots=True)
class Marked:
    """Words between two marks: *outer* with the marks, *inner* the words without them and without edge blanks."""

    outer: Span
    inner: Span
    single: bool = False


def marked_in(line: str, base: int = 0) -> tuple[Marked, ...]:
    """The pairs of double marks of *line* in order, none inside another; *base* is added to every offset.

    A mark that has no partner pairs with nothing: a line that leaves a quote open says nothing of where it ends.
    """
    places = [mark.start() for mark in _MARK.finditer(line)]
    if not places:
        return ()
    pairs = _by_shape(line, places)
    if pairs is None and len(places) % 2 == 0 and line[places[0]] in _CLOSING:
        # Newsis sets ”…“, and some keyboards only ”…”: then position tells what the shape does not.
        pairs = list(zip(places[::2], places[1::2], strict=True))
    if pairs is None:
        pairs = _by_neighbours(line, places)
    return tuple(found for start, end in pairs if (found := _marked(line, start, end, base)))


def singles_in(line: str, base: int = 0) -> tuple[Marked, ...]:
    """The pairs of single curly marks of *line*; ’24년 and G42′ open and close nothing."""
    found: list[Marked] = []
    if "‘" not in line:
        return ()
    start = -1
    for mark in _SINGLE.finditer(line):
        at = mark.start()
        if line[at] == "‘":
            start = at
        elif start >= 0:
            pair = _marked(line, start, at, base, single=True)
            if pair:
                found.append(pair)
            start = -1
    return tuple(found)


def _by_shape(line: str, places: list[int]) -> list[tuple[int, int]] | None:
    """The pairs where every mark's shape agrees with its place; None where one does not."""
    pairs = []
    start = -1
    for at in places:
        letter = line[at]
        if start < 0:
            if letter in _CLOSING:
                return None
            start = at
        elif letter in _STRAIGHT if line[start] in _STRAIGHT else letter in _CLOSING:
            pairs.append((start, at))
            start = -1
        elif letter == line[start]:
            return None  # “ inside “: one of the two lost its partner
    return pairs if start < 0 else None


def _by_neighbours(line: str, places: list[int]) -> list[tuple[int, int]]:
    """Pairs of a mark that can only open and the next one, which must be able to close."""
    pairs = []
    start = -1
    for at in places:
        opens = at + 1 < len(line) and not line[at + 1].isspace() and (at == 0 or not line[at - 1].isalnum())
        closes = at > 0 and not line[at - 1].isspace() and line[at] not in CURLY
        if start >= 0 and closes and not (opens and line[at - 1].isspace()):
            pairs.append((start, at))
            start = -1
        elif opens and line[at] not in _CLOSING:
            start = at
    return pairs


def _marked(line: str, start: int, end: int, base: int, single: bool = False) -> Marked | None:
    inside = line[start + 1 : end]
    words = inside.strip()
    if not words:
        return None
    first = start + 1 + len(inside) - len(inside.lstrip())
    return Marked(Span(start + base, end + 1 + base), Span(first + base, first + len(words) + base), single)
