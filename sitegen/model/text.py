"""Text as it stands in a seed, and as the analyser read it.

Two coordinate systems, both in code points. *File* spans count in the whole seed file after NFC and with ``\\n``
newlines; every span that leaves a stage is one. *Plain* spans count in `Document.text`, which holds only the lines
that carry facts, without Markdown's inline marks; they never leave the extractors. `Document.in_file` is the door.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of text, in code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: object) -> bool:
        if isinstance(other, Span):
            return self.start <= other.start and other.end <= self.end
        return isinstance(other, int) and self.start <= other < self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end > other.start < self.end > self.start

    def of(self, text: str) -> str:
        """The words of *text* that this span covers."""
        return text[self.start : self.end]


class Role(StrEnum):
    """What a line is for. Facts stand in body, caption and heading lines, events in body lines only."""

    TITLE = "title"
    HEADING = "heading"
    CAPTION = "caption"
    CREDIT = "credit"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"
    BODY = "body"


FACT_ROLES = frozenset({Role.BODY, Role.CAPTION, Role.HEADING})


class BodyMode(StrEnum):
    """How much of an article's prose the site may show."""

    FULL = "full"
    EVIDENCE = "evidence"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Block:
    """A line of a seed, or the part of a line that has a role of its own (a dateline, a credit). A file span."""

    span: Span
    role: Role
    rule: str = ""  # the line rule that decided


@dataclass(frozen=True, slots=True)
class Article:
    """One seed, read: its whole text, what its front matter says, and the roles of its lines."""

    id: str  # file name without its suffix: "2024-06-04-kt-microsoft"
    path: str  # as given, with forward slashes: "seeds/2024-06-04-kt-microsoft.txt"
    text: str  # the whole file after NFC, newlines as \n
    title: str
    published: date | None
    blocks: tuple[Block, ...]
    slug: str
    markdown: bool = False
    cuts: tuple[Span, ...] = ()  # Markdown's inline marks: file spans that are not words, in order and disjoint
    published_at: datetime | None = None  # where the seed gives a time of day
    updated: date | None = None
    source: str = ""
    url: str = ""
    author: str = ""
    story: str = ""
    tags: tuple[str, ...] = ()
    draft: bool = False
    embargo: datetime | None = None
    body: BodyMode = BodyMode.FULL
    aliases: tuple[str, ...] = ()

    def position(self, offset: int) -> tuple[int, int]:
        """1-based line and column of a file offset."""
        line_start = self.text.rfind("\n", 0, offset) + 1
        return self.text.count("\n", 0, offset) + 1, offset - line_start + 1

    def cuts_in(self, span: Span) -> Iterator[Span]:
        """The parts of Markdown's marks that stand inside *span*, in order."""
        for number in range(bisect_right(self.cuts, span.start, key=_end_of), len(self.cuts)):
            cut = self.cuts[number]
            if cut.start >= span.end:
                return
            yield Span(max(cut.start, span.start), min(cut.end, span.end))

    def words_in(self, span: Span) -> list[int]:
        """The offsets inside *span* that are words, and not Markdown's marks."""
        offsets: list[int] = []
        position = span.start
        for cut in self.cuts_in(span):
            offsets += range(position, cut.start)
            position = cut.end
        offsets += range(position, span.end)
        return offsets


def _end_of(span: Span) -> int:
    return span.end


@dataclass(frozen=True, slots=True)
class Morph:
    """One morpheme of Kiwi's, with its plain span. Neighbouring spans may overlap: 했 is 하/XSV and 었/EP."""

    form: str
    tag: str  # Sejong tag, without Kiwi's -R/-I suffixes
    start: int
    end: int
    word: int  # running number of its 어절 in the sentence
    oov: bool = False  # no dictionary has it: likely a name

    @property
    def tagged(self) -> str:
        return f"{self.form}/{self.tag}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a block, as a plain span, with its morphemes."""

    index: int  # running number in the document
    span: Span
    role: Role
    block: int  # running number of its block in Article.blocks
    morphs: tuple[Morph, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """An article as the analyser read it: plain text, sentences, morphemes."""

    article: Article
    text: str  # the plain text: fact-bearing blocks, one a line, without inline marks
    origin: tuple[int, ...]  # file offset of each plain code point, and of the end
    sentences: tuple[Sentence, ...]
    _starts: tuple[int, ...] = field(default=(), repr=False, compare=False)

    @property
    def published(self) -> date | None:
        return self.article.published

    def in_file(self, span: Span) -> Span:
        """The file span of a plain span that is not empty."""
        return Span(self.origin[span.start], self.origin[span.end - 1] + 1)

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds a plain offset; the nearest one before it where the offset lies between two."""
        starts = self._starts or tuple(sentence.span.start for sentence in self.sentences)
        number = bisect_right(starts, offset)
        return self.sentences[number - 1 if number else 0]

    def morphs_in(self, span: Span) -> Iterator[Morph]:
        """Every morpheme that stands, with at least one code point, in a plain span."""
        for sentence in self.sentences:
            if sentence.span.overlaps(span):
                for morph in sentence.morphs:
                    if max(morph.start, span.start) < min(max(morph.end, morph.start + 1), span.end):
                        yield morph
