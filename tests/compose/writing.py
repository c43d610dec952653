"""Writes articles with their facts by hand, so that pages are tested without the stages before them."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sitegen.model.facts import (
    Alias,
    Amount,
    ArticleFacts,
    Basis,
    Certainty,
    Event,
    Evidence,
    Fact,
    Org,
    Person,
    Precision,
    Quote,
    Status,
    Term,
    Time,
    When,
)
from sitegen.model.text import Article, Block, BodyMode, Role, Span

_ROLES = {
    "T": Role.TITLE,
    "H": Role.HEADING,
    "C": Role.CAPTION,
    "R": Role.CREDIT,
    "B": Role.BYLINE,
    "X": Role.BOILERPLATE,
}
_CUT = re.compile(r"\*\*|\]\([^)\s]*\)|(?<!\!)\[(?=[^\]\n]*\]\()|^#+ ", re.MULTILINE)
_SENTENCE = re.compile(r"[^\n]+?(?:[.?!]”?(?=\s|$)|$)", re.MULTILINE)


def day(value: str, mod: str | None = None) -> When:
    """A time from a TIMEX3 value of a day, month, half, quarter, year or an interval of days."""
    first, slash, last = value.partition("/")
    if slash:
        start = None if first == ".." else _edges(first)[0]
        end = None if last == ".." else _edges(last)[1]
        return When(value, Precision.DAY, start, end, mod)
    if "X" in value:
        return When(value, Precision.MONTH, None, None, mod)
    precision = {10: Precision.DAY, 16: Precision.MINUTE, 7: Precision.MONTH, 4: Precision.YEAR}[len(value)]
    if "H" in value:
        precision = Precision.HALF
    if "Q" in value:
        precision = Precision.QUARTER
    earliest, latest = _edges(value)
    return When(value, precision, earliest, latest, mod)


def _edges(value: str) -> tuple[date, date]:
    if "H" in value:
        year, half = int(value[:4]), value[-1]
        return (date(year, 1, 1), date(year, 6, 30)) if half == "1" else (date(year, 7, 1), date(year, 12, 31))
    if "Q" in value:
        month = int(value[-1]) * 3
        return date(int(value[:4]), month - 2, 1), date(int(value[:4]), month, 30)
    if len(value) == 4:
        return date(int(value), 1, 1), date(int(value), 12, 31)
    if len(value) == 7:
        return date(int(value[:4]), int(value[5:]), 1), date(int(value[:4]), int(value[5:]), 28)
    return date.fromisoformat(value[:10]), date.fromisoformat(value[:10])


@dataclass
class Draft:
    """An article in the making. Lines that begin with ``T| H| C| R| B| X|`` have a role of their own."""

    id: str
    source: str
    published: date | None = None
    markdown: bool = False
    text: str = ""
    facts: list[Fact] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        blocks, pieces, offset = [], [], 0
        for raw in self.source.strip("\n").split("\n"):
            role, line = (_ROLES[raw[0]], raw[2:]) if raw[1:2] == "|" and raw[0] in _ROLES else (Role.BODY, raw)
            if line.strip():
                blocks.append(Block(Span(offset, offset + len(line)), role, "hand"))
            pieces.append(line)
            offset += len(line) + 1
        self.text = "\n".join(pieces)
        self.blocks = tuple(blocks)
        cuts = _CUT.finditer(self.text) if self.markdown else ()
        self.cuts = tuple(Span(*cut.span()) for cut in cuts)
        self.sentences = tuple(
            Span(*match.span())
            for block in blocks
            if block.role in (Role.BODY, Role.CAPTION, Role.HEADING)
            for match in _SENTENCE.finditer(self.text, block.span.start, block.span.end)
            if match[0].strip()
        )
        self.sentences = tuple(Span(self._first_word(s), s.end) for s in self.sentences)

    def _first_word(self, span: Span) -> int:
        start = span.start
        while start < span.end and (self.text[start].isspace() or any(start in cut for cut in self.cuts)):
            start += 1
        return start

    def span(self, words: str) -> Span:
        """The first place of *words* in a line that carries facts."""
        for match in re.finditer(re.escape(words), self.text):
            if any(one.overlaps(Span(*match.span())) for one in self.sentences):
                return Span(*match.span())
        raise ValueError(f"{self.id}: not in its text: {words}")

    def _evidence(self, words: str, rule: str) -> dict[str, Any]:
        span = self.span(words)
        sentence = next(n for n, one in enumerate(self.sentences) if one.overlaps(span))
        return {
            "evidence": Evidence(self.id, sentence, span, rule),
            "surface": span.of(self.text),
            "id": f"{len(self.facts):02x}{abs(hash_of(self.id + words)):08x}",
        }

    def add(self, fact: Fact) -> "Draft":
        self.facts.append(fact)
        return self

    def event(
        self, clause: str, predicate: str, headline: str, status: str = "happened", basis: str = "writer", **more: Any
    ) -> "Draft":
        source, dated = more.pop("source", ""), more.pop("dated", "")
        return self.add(
            Event(
                **self._evidence(predicate, "event.clause"),
                clause=self.span(clause),
                predicate=predicate,
                certainty=Certainty(Status(status), Basis(basis), source),
                headline=headline,
                when_span=self.span(dated) if dated else None,
                **more,
            )
        )

    def time(self, words: str, when: When) -> "Draft":
        return self.add(Time(**self._evidence(words, "time.day"), when=when))

    def amount(self, words: str, low: int | str | None, unit: str, **more: Any) -> "Draft":
        value = None if low is None else Decimal(low)
        return self.add(Amount(**self._evidence(words, "amount.money"), low=value, high=value, unit=unit, **more))

    def person(self, words: str, name: str, title: str = "", org: str = "") -> "Draft":
        return self.add(Person(**self._evidence(words, "person.title"), name=name, title=title, org=org))

    def org(self, words: str, name: str = "") -> "Draft":
        return self.add(Org(**self._evidence(words, "org.name"), name=name or words))

    def alias(self, words: str, full: str, short: str) -> "Draft":
        return self.add(Alias(**self._evidence(words, "alias.bracket"), full=full, short=short))

    def quote(self, words: str, speaker: str, utterance: int = 0) -> "Draft":
        return self.add(Quote(**self._evidence(words, "quote.direct"), speaker=speaker, utterance=utterance))

    def term(self, words: str, gloss: str) -> "Draft":
        return self.add(Term(**self._evidence(words, "term.means"), term=words, gloss=gloss))

    def done(self, **more: Any) -> ArticleFacts:
        """The article with its facts in text order."""
        values = {"title": "", "slug": self.id, **self.more, **more}
        suffix = ".md" if self.markdown else ".txt"
        article = Article(
            id=self.id,
            path=f"seeds/{self.id}{suffix}",
            text=self.text,
            published=self.published,
            blocks=self.blocks,
            markdown=self.markdown,
            cuts=self.cuts,
            **values,
        )
        facts = sorted(self.facts, key=lambda fact: (fact.evidence.span, fact.kind))
        return ArticleFacts(article, self.sentences, tuple(facts))


def hash_of(words: str) -> int:
    """A number that stands for *words* on every machine."""
    total = 7
    for sign in words:
        total = (total * 131 + ord(sign)) % (1 << 32)
    return total


__all__ = ["BodyMode", "Draft", "date", "datetime", "day", "replace"]
