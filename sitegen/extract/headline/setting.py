"""A sentence as the lines of its events are drawn from it."""

from dataclasses import dataclass
from functools import cached_property

from sitegen.extract.headline.written import plain, titles_in, without_brackets
from sitegen.extract.names import Names
from sitegen.extract.quote.clause import Clause, clause_of
from sitegen.model.facts import Time
from sitegen.model.text import Document, Sentence, Span


@dataclass(frozen=True)
class Setting:
    """What the lines of all events of one sentence have in common."""

    document: Document
    sentence: Sentence
    clause: Clause
    names: Names
    times: tuple[Time, ...]  # those that stand in the sentence

    @classmethod
    def of(cls, document: Document, sentence: Sentence, names: Names, times: tuple[Time, ...]) -> "Setting":
        """The setting of *sentence*; *times* are the article's."""
        start, end = sentence.span.start, sentence.span.end
        near = tuple(t for t in times if t.evidence.span.end > start and t.evidence.span.start <= end)
        return cls(document, sentence, clause_of(document, sentence, ()), names, near)

    @cached_property
    def surfaces(self) -> tuple[str, ...]:
        """Each 어절 without what stands in brackets."""
        text = self.document.text
        return tuple([without_brackets(text[one.span.start : one.span.end]) for one in self.clause.eojeols])

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """Each 어절 as a line shows it: without brackets, but for those that hold a sum."""
        if self.document.text.find("(", self.sentence.span.start, self.sentence.span.end + 1) < 0:
            return self.surfaces
        return tuple([plain(self.document, one.span) for one in self.clause.eojeols])

    @cached_property
    def titles(self) -> tuple[Span, ...]:
        """The titles and set phrases of the sentence, with their marks."""
        return titles_in(self.document.text, self.sentence.span)

    def is_titled(self, eojeol: Span) -> bool:
        """Whether the end of an 어절 lies within a title: nobody's to shorten, ‘바다를 건너’."""
        return any(title.start < eojeol.end < title.end for title in self.titles)

    def with_whole_titles(self, span: Span) -> Span:
        """*span*, and all of each title that it holds a part of."""
        for title in self.titles:
            if title.overlaps(span):
                span = Span(min(span.start, title.start), max(span.end, title.end))
        return span
