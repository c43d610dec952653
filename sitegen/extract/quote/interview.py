"""Interviews in questions and answers: whose the answers are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sitegen.extract.names import Names
from sitegen.extract.quote.marks import Marked
from sitegen.extract.quote.speaker import Source
from sitegen.model.text import Document, Sentence, Span

_INTERVIEW = re.compile(r"(?:일문일답|문답)(?:이다)?[.:]?$")
_DASHED = re.compile(r"[―—–-] ?\S|[Q문][.:)]")
_QUESTION = re.compile(r"(?:\?|(?:[나까]|[는은인던느한을]가|느냐)[.?]?|[은는가지요]\.)$")


@dataclass(slots=True)
class Interview:
    """Who answers the questions of an interview, from the line that opens it (다음은 나 대표와의 일문일답) until other
    prose than questions and answers follows."""

    document: Document
    names: Names
    answerer: Source | None = None
    asked: int = -1  # the block of the last question
    answered: int = -1  # the block of the last answer
    ends: dict[int, Sentence] = field(init=False)  # block -> its last sentence

    def __post_init__(self) -> None:
        self.ends = {sentence.block: sentence for sentence in self.document.sentences}

    def read(self, sentence: Sentence, marks: Sequence[Marked]) -> Source | None:
        """Whose answer *sentence* is, if it is the first of one; what it says about the interview is kept."""
        text = sentence.span.of(self.document.text)
        if _INTERVIEW.search(text):
            self.answerer, self.asked = self._only(sentence.span), -1
            return None
        if self.answerer is None:
            return None
        if _DASHED.match(text):
            asks = _QUESTION.search(self.ends[sentence.block].span.of(self.document.text)) is not None
            self.asked = sentence.block if asks else -1
            self.answerer = self.answerer if asks else None
            return None
        if sentence.block in (self.asked, self.answered):
            return None  # goes on
        if marks and self.asked >= 0:
            self.answered, self.asked = sentence.block, -1
            return self._named(sentence, marks[0])
        if not marks:
            self.answerer = None
        return None

    def _named(self, sentence: Sentence, first: Marked) -> Source | None:
        """Who answers in the words before a quote, (하윤서 상무) “…”; the one whom the interview is with where there
        are none."""
        before = Span(sentence.span.start, first.outer.start)
        return self._only(before) if re.search(r"[가-힣]", before.of(self.document.text)) else self.answerer

    def _only(self, span: Span) -> Source | None:
        """The one person who is named in *span*."""
        people = {m.names: m for m in self.names.mentions_in(span) if m.kind == "person" and len(m.names) == 1}
        if len(people) != 1:
            return None
        ((name,), mention) = people.popitem()
        return Source(name, mention.span.of(self.document.text), True)
