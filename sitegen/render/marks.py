"""Sentences and marks back into HTML: from points in the text to elements that nest."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import Any

from sitegen.render.breaks import held_markup

# One code point of a private plane for each point. No seed can hold one: they are taken out of its text first.
FIRST_POINT, LAST_POINT = 0xF0000, 0x10FFFD
POINT_CLASS = f"{chr(FIRST_POINT)}-{chr(LAST_POINT)}"
_POINT = re.compile(f"([{POINT_CLASS}])")
_PRIVATE = re.compile(f"[\ue000-\uf8ff{POINT_CLASS}]")
_VOID = frozenset({"br", "hr"})
_INLINE = frozenset(
    {"a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "q", "s", "small", "strong", "sub", "sup", "u"}
)
_HEADINGS = frozenset({"h2", "h3", "h4"})


def without_private(text: str) -> str:
    """*text* without private-use code points: those are ours."""
    return _PRIVATE.sub("", text)


def with_points(text: str, points: Iterable[tuple[int, bool, str]]) -> tuple[str, dict[str, tuple[bool, str]]]:
    """*text* with a private code point at every point, and what each of them means. Points stand in text order."""
    meanings: dict[str, tuple[bool, str]] = {}
    pieces: list[str] = []
    position = 0
    for code, (offset, opens, key) in zip(range(FIRST_POINT, LAST_POINT), points, strict=False):
        pieces += (without_private(text[position:offset]), chr(code))
        meanings[chr(code)] = (opens, key)
        position = offset
    pieces.append(without_private(text[position:]))
    return "".join(pieces), meanings


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is open in the output: one of the text's own (*name*), or a range (*key*)."""

    start: str  # as it is written when it must be opened again
    end: str
    name: str = ""
    key: str = ""


class Weaver(HTMLParser):
    """Copies sanitised HTML and wraps the ranges that its points name.

    A range opens where its first text stands. One that an element cuts is closed and opened again, so that what comes
    out nests, whatever the seed does; only its first piece carries the id.
    """

    def __init__(
        self, points: Mapping[str, tuple[bool, str]], marks: Mapping[str, Mapping[str, Any]], words: Mapping[str, str]
    ) -> None:
        super().__init__(convert_charrefs=False)
        self.points = points
        self.marks = marks
        self.words = words
        self.begun: set[str] = set()
        self._out: list[str] = []
        self._stack: list[_Open] = []
        self._active: list[str] = []
        self._numbers: list[str] = []  # of marks that ended inside a link: a link holds no link

    def woven(self, html: str) -> str:
        """*html* with its ranges; it has been sanitised."""
        self.feed(html)
        self.close()
        self._close_down_to(0)
        return "".join(self._out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._out.append(f"<{tag}>")
            return
        name = "h3" if tag in _HEADINGS else tag
        if tag == "a" and not any(name == "href" and value for name, value in attrs):
            # Its address was taken away: what is left are words.
            self._stack.append(_Open("", "", name=tag))
            return
        if tag not in _INLINE:
            self._leave_ranges()
        start = f"<{name}{_attributes(attrs)}>"
        if tag == "th":
            start = '<th scope="col">'
        elif tag == "table":
            label = escape(self.words["table"])
            self._out.append(f'<div class="wide" role="group" tabindex="0" aria-label="{label}">')
            start = f'<table><caption class="vh">{label}</caption>'
        self._out.append(start)
        self._stack.append(_Open(f"<{name}{_attributes(attrs)}>", f"</{name}>", name=tag))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._out.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        place = next((n for n in range(len(self._stack) - 1, -1, -1) if self._stack[n].name == tag), None)
        if place is None:
            return
        above = self._close_down_to(place)
        if tag == "table":
            self._out.append("</div>")
        for element in above[1:]:
            if element.name:
                self._reopen(element)
        if tag == "a":
            self._flush_numbers()

    def handle_data(self, data: str) -> None:
        for piece in _POINT.split(data):
            if piece in self.points:
                opens, key = self.points[piece]
                if opens:
                    self._active.append(key)
                else:
                    self._end(key)
            elif piece:
                self._text(piece)

    def handle_entityref(self, name: str) -> None:
        self._text(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._text(f"&#{name};")

    def _text(self, piece: str) -> None:
        if self._active and piece.strip():
            opened = {element.key for element in self._stack}
            for key in self._active:
                if key not in opened:
                    self._begin(key)
        self._out.append(held_markup(piece))

    def _begin(self, key: str) -> None:
        mark = self.marks.get(key)
        first = key not in self.begun
        self.begun.add(key)
        if mark is None:
            element = _Open('<span class="s">', "</span>", key=key)
            self._out.append(f'<span class="s" id="{escape(key)}">' if first else element.start)
        else:
            element = _Open("<mark>", "</mark>", key=key)
            ids = [escape(one) for one in mark["ids"]]
            self._out.append(f'<mark id="{ids[0]}">' if first else element.start)
            if first:
                self._out += [f'<span id="{one}"></span>' for one in ids[1:]]
        self._stack.append(element)

    def _end(self, key: str) -> None:
        if key in self._active:
            self._active.remove(key)
        place = next((n for n, element in enumerate(self._stack) if element.key == key), None)
        if place is not None:
            above = self._close_down_to(place)
            for element in above[1:]:
                if element.name:
                    self._reopen(element)
        if key in self.marks and key in self.begun:
            number = self.marks[key]["number"]
            label = escape(self.words["mark_label"].format(number=number))
            self._numbers.append(f'<sup class="n"><a href="#n{number}" aria-label="{label}">{number}</a></sup>')
            if not any(element.name == "a" for element in self._stack):
                self._flush_numbers()

    def _flush_numbers(self) -> None:
        self._out += self._numbers
        self._numbers = []

    def _leave_ranges(self) -> None:
        """Closes every range that is open: a block begins, and a range stands inside blocks."""
        place = next((n for n, element in enumerate(self._stack) if element.key), None)
        if place is not None:
            for element in self._close_down_to(place):
                if element.name:
                    self._reopen(element)

    def _close_down_to(self, place: int) -> list[_Open]:
        """Closes all that is open from *place* up, and returns it from the outside in."""
        closed = self._stack[place:]
        del self._stack[place:]
        self._out += [element.end for element in reversed(closed)]
        return closed

    def _reopen(self, element: _Open) -> None:
        self._out.append(element.start)
        self._stack.append(element)


def _attributes(attrs: Iterable[tuple[str, str | None]]) -> str:
    # A point that fell into an address is taken out: its range opens at the next text.
    return "".join(f' {name}="{escape(without_private(value or ""))}"' for name, value in attrs)
