"""Where words that an article itself has given stand: their number is small, and a pattern of them would be compiled
anew for each article, which costs more than to look for each."""

import re
from collections.abc import Iterable

from sitegen.extract.names.lexicon import END
from sitegen.model.text import Span

_ALONE = re.compile(END)
_LETTER = re.compile("[가-힣A-Za-z0-9]")


def standing(words: Iterable[str], text: str, span: Span, end: re.Pattern[str] = _ALONE) -> list[Span]:
    """The stretches of *span* at which one of *words* begins a word of the text and *end* matches behind it: in text
    order, without overlap, the longest of those that begin at one place."""
    longest: dict[int, int] = {}
    for word in words:
        at = text.find(word, span.start, span.end)
        while at >= 0:
            last = at + len(word)
            begins = at == 0 or not _LETTER.match(text, at - 1)
            if begins and last > longest.get(at, at) and end.match(text, last, span.end):
                longest[at] = last
            at = text.find(word, at + 1, span.end)
    found: list[Span] = []
    for start, last in sorted(longest.items()):
        if not found or start >= found[-1].end:
            found.append(Span(start, last))
    return found
