"""The line of an event that is somebody's words: 강세원 대표 “위기는 이제 시작”."""

import re

from sitegen.extract.headline.actors import label_of
from sitegen.extract.headline.written import fits, syllables
from sitegen.extract.names import Names
from sitegen.model.facts import Event, Quote
from sitegen.model.text import Document, Span
from sitegen.rules.rule import word_set

_LIMIT = 40  # syllables
_SENTENCE = re.compile(r"(?<=[다요까죠라][.?!])\s+")
_JOINS = frozenset({"고", "며", "으며"})


def said_line(document: Document, event: Event, names: Names, quotes: tuple[Quote, ...]) -> str:
    """Who says it, and the words; "" where the event utters no quote or nobody is known to say it."""
    mine = [quote for quote in quotes if quote.evidence.span in event.quotes]
    mine = mine or [q for q in quotes if _is_verb_of(q, event) and q.evidence.span in event.clause]
    if not mine:
        return ""
    speaker = next((quote.speaker for quote in mine if quote.speaker), "")
    if not speaker:
        return ""
    cut = [_cut(document, quote.evidence.span) for quote in mine]
    words = next((piece for piece in cut if fits(piece, _LIMIT)), cut[0])
    act = next((row for row in sorted(word_set("headline_acts")) if event.predicate == f"{row}하다"), "")
    return f"{label_of(speaker, names)} “{words}” {act}".rstrip()


def _is_verb_of(quote: Quote, event: Event) -> bool:
    """Whether the event is the saying of a quote: 말하다, and 긋다 of 선을 긋다."""
    return bool(quote.verb) and quote.verb.rpartition(" ")[2] == event.predicate


def _cut(document: Document, span: Span) -> str:
    """The words, or where they are too long their first sentence or their last clause, which says what is meant."""
    words = _plain(span.of(document.text))
    if fits(words, _LIMIT):
        return words
    first = _plain(_SENTENCE.split(span.of(document.text))[0])
    if first != words and fits(first, _LIMIT):
        return first
    sentence = document.sentence_at(span.start)
    joins = [m.end for m in sentence.morphs if m.tag == "EC" and m.form in _JOINS and span.start < m.end < span.end]
    for end in joins:
        rest = document.text[end : span.end]
        last = _plain(rest)
        if rest[:1].isspace() and 8 <= syllables(last) <= _LIMIT:
            return f"…{last}"
    return words


def _plain(words: str) -> str:
    words = " ".join(words.split()).strip().replace("“", "‘").replace("”", "’")
    return words[:-1] if words.endswith(".") and not words.endswith("..") else words
