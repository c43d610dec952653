"""The clause in its own words, and what a line is measured by."""

import re

from sitegen.model.facts import Event
from sitegen.model.text import Document
from sitegen.rules.rule import word_set

_SYLLABLE = re.compile(r"[가-힣A-Za-z0-9]")
_BLANKS = re.compile(r"\s+")


def as_written(document: Document, event: Event) -> str:
    """The clause in its own words, without what ties it to the sentence before and without the full stop."""
    sentence = document.sentence_at(event.evidence.span.start)
    end = max(event.clause.end, event.evidence.span.end)
    start = min(event.clause.start, event.evidence.span.start)
    predicate = [m for m in sentence.morphs if event.evidence.span.start <= m.start < event.evidence.span.end]
    if predicate and predicate[-1].tag == "EF":
        end = event.evidence.span.end  # what follows is another sentence that Kiwi did not part
    elif predicate and predicate[-1].tag == "ETM":
        end = max(end, sentence.span.end)  # 공개할 alone is no sentence: 것으로 알려졌다 belongs to it
    words = _BLANKS.sub(" ", document.text[start:end]).strip(" ,.;")
    words = re.sub(r"(?<=다)(?:고|며|면서)$", "", words)
    while True:
        head, _, rest = words.partition(" ")
        if not rest or head.rstrip(",") not in word_set("headline_leads"):
            return words
        words = rest.strip()


def syllables(line: str) -> int:
    """How long a line reads: letters and figures, without marks and blanks."""
    return len(_SYLLABLE.findall(line))


def closed(letter: str) -> str:
    """A syllable without its ㄴ: 선 of 에선 is 서."""
    place = ord(letter) - 0xAC00
    return chr(ord(letter) - 4) if 0 <= place < 11172 and place % 28 == 4 else letter


def tidy(words: str) -> str:
    """*words* with single blanks, no commas at the edges and none after a blank."""
    words = _BLANKS.sub(" ", words).strip(" ,")
    return re.sub(r" ([,.])", r"\1", words)
