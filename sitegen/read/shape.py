"""From a body to its lines: which of them hold words, and in which form of Markdown they stand."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sitegen.model.text import Span
from sitegen.read.inline import TAG, cuts_in


class Form(StrEnum):
    """How Markdown sets a line; lines of a clipping are plain."""

    PLAIN = "plain"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words, its Markdown prefix left out: ``## ``, ``- ``, ``> ``.

    *text* is what a reader sees, in one line; *offsets* has the file offset of each of its code points. A paragraph
    that somebody's editor broke into lines is one line here. *whole* is all of it in the file, with the marks at its
    ends (``**``, ``](…)``). *above* and *below* are the lines directly beside it, "" where one is blank.
    """

    text: str
    offsets: Sequence[int]
    whole: Span
    form: Form = Form.PLAIN
    above: str = ""
    below: str = ""

    def span(self, start: int, end: int) -> Span:
        """The file span of ``text[start:end]``, which is not empty, with the marks that stand at the line's ends."""
        first = self.whole.start if start == 0 else self.offsets[start]
        last = self.whole.end if end == len(self.text) else self.offsets[end - 1] + 1
        return Span(first, last)


@dataclass(frozen=True, slots=True)
class _Piece:
    """The words of one physical line, and its number."""

    number: int
    span: Span
    form: Form


_FENCE = re.compile(r"[ \t]{0,3}(?P<fence>`{3,}(?=[^`]*\Z)|~{3,})")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+(?P<words>.*?)(?:[ \t]+#+)?[ \t]*\Z")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_QUOTE = re.compile(r"[ \t]{0,3}>[ \t]?")
_RULE = re.compile(r"[ \t]{0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*\Z")
_UNDERLINE = re.compile(r"[ \t]{0,3}(?:=+|-+)[ \t]*\Z")
_SEPARATOR = re.compile(r"(?=[ \t:|-]*\|)[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
_WORDLESS = frozenset("`~<[-*_=|:")  # what a line without words begins with
_ROW = re.compile(r"[ \t]*\|?[ \t]*(?P<words>.*?)[ \t]*\|?[ \t]*\Z")
_DEFINITION = re.compile(r"[ \t]{0,3}\[(?P<label>[^\]^][^\]]*)\]:[ \t]*<?(?:[a-z]+:|/|#|\.|www\.)\S*", re.IGNORECASE)
_NOTE = re.compile(r"[ \t]{0,3}\[\^[^\]\s]+\]:[ \t]*")
_TAGS = re.compile(rf"[ \t]*(?:{TAG}[ \t]*)+\Z")
_COMMENT_END = re.compile(r".*-->")
_HIDDEN = re.compile(r"[ \t]*<(?P<name>script|style|template|svg|iframe)\b", re.IGNORECASE)
_ENDED = re.compile(r"[.?!。…:][\"'”’」』)\]>*_`]*\Z")
_STARTS_ANEW = re.compile(r"[◇◆■□▲△▼▶▷●○◎★※☞◈▣\[(<【①-⑳-]")
# Invisible characters that pages leave in clippings; str.strip() does not know them.
_BLANK = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff"
_NARROWEST, _WIDEST = 40, 130  # columns of a text that was broken by hand or by an editor


def lines_of(text: str, start: int, markdown: bool) -> tuple[tuple[Line, ...], tuple[Span, ...]]:
    """The lines with words from offset *start* on, and the marks inside them that are not words, both in order."""
    rows: list[Span] = []
    for row in text[start:].split("\n"):
        rows.append(Span(start, start + len(row)))
        start += len(row) + 1
    scan = _Scan(text, rows)
    pieces = list(scan.markdown() if markdown else scan.clipping())
    references = frozenset(scan.references)
    lines: list[Line] = []
    cuts: list[Span] = []
    for group in _unwrapped(text, pieces, markdown):
        shown, offsets, marks = _shown(text, group, references, markdown)
        if any(char.isalnum() for char in shown):
            whole = Span(group[0].span.start, group[-1].span.end)
            above, below = scan.words(group[0].number - 1), scan.words(group[-1].number + 1)
            lines.append(Line(shown, offsets, whole, group[0].form, above, below))
            cuts += marks
    return tuple(lines), tuple(cuts)


@dataclass(slots=True)
class _Scan:
    """Reads the physical lines of a body one after the other."""

    text: str
    rows: list[Span]
    references: list[str] = field(default_factory=list)
    unclosed: set[str] = field(default_factory=set)  # ends that do not come any more: asked for once

    def words(self, number: int) -> str:
        """The words of a physical line; "" where there is no such line."""
        return self.rows[number].of(self.text).strip(_BLANK) if 0 <= number < len(self.rows) else ""

    def clipping(self) -> Iterator[_Piece]:
        for number, row in enumerate(self.rows):
            yield from self.piece(number, row.start, row.end, Form.PLAIN)

    def piece(self, number: int, start: int, end: int, form: Form) -> Iterator[_Piece]:
        while start < end and self.text[start] in _BLANK:
            start += 1
        while start < end and self.text[end - 1] in _BLANK:
            end -= 1
        if start < end:
            yield _Piece(number, Span(start, end), form)

    def markdown(self) -> Iterator[_Piece]:
        tables = self.table_rows()
        number = 0
        while number < len(self.rows):
            after = self.skipped(number, tables)
            if after > number:
                number = after
                continue
            yield from self.set_line(number, tables)
            number += 1

    def skipped(self, number: int, tables: set[int]) -> int:
        """The number of the first line after a stretch without words that begins at *number*; else *number*."""
        line = self.rows[number].of(self.text)
        if line.lstrip()[:1] not in _WORDLESS:
            return number
        if fence := _FENCE.match(line):
            mark, length = fence["fence"][0], len(fence["fence"])
            return self.closed(number, 1, re.compile(rf"[ \t]{{0,3}}{mark}{{{length},}}[ \t]*\Z"))
        if line.lstrip().startswith("<!--") and "-->" not in line:  # else an inline mark of its line
            return self.closed(number, 1, _COMMENT_END)
        if hidden := _HIDDEN.match(line):
            return self.closed(number, 0, re.compile(rf".*</{hidden['name']}", re.IGNORECASE))
        if definition := _DEFINITION.match(line):
            self.references.append(" ".join(definition["label"].lower().split()))
            return number + 1
        wordless = _RULE.match(line) or _TAGS.match(line) or line.strip() == "[TOC]"
        if wordless or (_SEPARATOR.match(line) and number in tables) or (_UNDERLINE.match(line) and number):
            return number + 1
        return number

    def closed(self, number: int, offset: int, end: re.Pattern[str]) -> int:
        """The number of the line after the next one that *end* matches; *number* where none does: then it is text."""
        if end.pattern not in self.unclosed:
            for below in range(number + offset, len(self.rows)):
                if end.match(self.rows[below].of(self.text)):
                    return below + 1
            self.unclosed.add(end.pattern)
        return number

    def table_rows(self) -> set[int]:
        """The numbers of the lines that make up tables: the head above a separator, and the rows below it."""
        found: set[int] = set()
        if "|" not in self.text:
            return found
        for number, row in enumerate(self.rows):
            if number in found or not _SEPARATOR.match(row.of(self.text)) or "|" not in self.words(number - 1):
                continue
            found |= {number - 1, number}
            below = number + 1
            while "|" in self.words(below):
                found.add(below)
                below += 1
        return found

    def set_line(self, number: int, tables: set[int]) -> Iterator[_Piece]:
        """The words of one line of Markdown, in its form."""
        start, end = self.rows[number].start, self.rows[number].end
        form = Form.PLAIN
        while quote := _QUOTE.match(self.text[start:end]):
            start, form = start + quote.end(), Form.QUOTE
        line = self.text[start:end]
        if number in tables or (line.strip().startswith("|") and line.strip().endswith("|")):
            found, form = _ROW.match(line), Form.ROW
        elif heading := _HEADING.match(line):
            found, form = heading, Form.HEADING
        elif self.underlined(number):
            found, form = None, Form.HEADING
        elif item := _ITEM.match(line):
            found, form = None, Form.ITEM
            start += item.end()
        else:
            found = None
            if note := _NOTE.match(line):
                start += note.end()
        if found:
            start, end = start + found.start("words"), start + found.end("words")
        yield from self.piece(number, start, end, form)

    def underlined(self, number: int) -> bool:
        """Whether a line is a heading by the ``===`` or ``---`` below it; a sentence there is a paragraph and a rule."""
        below = self.words(number + 1)
        if not below or not _UNDERLINE.match(below):
            return False
        line = self.words(number)
        return line != "" and (below[0] == "=" or not _ENDED.search(line))


def _unwrapped(text: str, pieces: list[_Piece], markdown: bool) -> Iterator[list[_Piece]]:
    """The pieces, those of one broken paragraph together."""
    run: list[_Piece] = []
    for piece in pieces:
        follows = run and run[-1].number + 1 == piece.number and run[-1].form is not Form.HEADING
        if follows and (piece.form is Form.PLAIN or (piece.form is run[0].form is Form.QUOTE)):
            run.append(piece)
        else:
            yield from _split(text, run, markdown)
            run = [piece]
    yield from _split(text, run, markdown)


def _split(text: str, run: list[_Piece], markdown: bool) -> Iterator[list[_Piece]]:
    """A run of adjacent lines, cut where a line ends because its writer wished it to.

    A line was broken for want of room where it ends inside a sentence and the next word would not have fitted into
    the widest line. In a clipping a title and the line below it look the same, so two such breaks are asked for.
    """
    words = [piece.span.of(text) for piece in run]
    widths = [_columns(line) for line in words] if len(run) > 1 else []
    room = max(widths, default=0)
    soft = [False] * len(run)
    if _NARROWEST <= room <= _WIDEST and _ENDED.search(words[-1]):
        for number in range(1, len(run)):
            fits = widths[number - 1] + 1 + _columns(words[number].split(maxsplit=1)[0]) <= room
            anew = _ENDED.search(words[number - 1]) or _STARTS_ANEW.match(words[number])
            soft[number] = not fits and not anew
        if sum(soft) < (1 if markdown else 2):
            soft = [False] * len(run)
    group: list[_Piece] = []
    for piece, joined in zip(run, soft, strict=True):
        if group and not joined:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _columns(line: str) -> int:
    """The width of a line on a terminal: a Hangul syllable takes two columns."""
    return sum(2 if char >= "\u1100" else 1 for char in line)


def _shown(
    text: str, group: list[_Piece], references: frozenset[str], markdown: bool
) -> tuple[str, Sequence[int], tuple[Span, ...]]:
    """What a reader sees of the line that a group of pieces makes, the offsets of its letters, and the marks inside."""
    span = Span(group[0].span.start, group[-1].span.end)
    marks = cuts_in(text, span, references) if markdown else ()
    if markdown:
        # Between two pieces stand the newline, which is a blank, and perhaps "> " or an indent, which are no words.
        gaps = [Span(a.span.end + 1, b.span.start) for a, b in itertools.pairwise(group)]
        marks = tuple(sorted([*marks, *(gap for gap in gaps if len(gap) > 0)]))
    if not marks:
        return span.of(text).replace("\n", " "), range(span.start, span.end), ()
    hidden = {offset for mark in marks for offset in range(mark.start, mark.end)}
    seen = [offset for offset in range(span.start, span.end) if offset not in hidden]
    first, last = 0, len(seen)
    while first < last and text[seen[first]] in _BLANK:
        first += 1
    while first < last and text[seen[last - 1]] in _BLANK:
        last -= 1
    seen = seen[first:last]
    shown = "".join(text[offset] for offset in seen).replace("\n", " ")
    return shown, tuple(seen), marks
