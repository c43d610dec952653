"""The clause in its own words, and what a line is measured by."""

import re

from sitegen.model.facts import Event
from sitegen.model.text import Document, Span
from sitegen.rules.rule import word_set, words

_SYLLABLE = re.compile(r"[가-힣A-Za-z0-9]")
# A past syllable (종성 ㅆ) with what joins its clause to the next.
_PAST = "".join(chr(code) for code in range(0xAC00, 0xD7A4) if (code - 0xAC00) % 28 == 20)
_PAST_JOINED = re.compile(f"(?<=[{_PAST}])(?:으나|지만|으며|는데|고)$")
_MONEY = re.compile(r"\([^()]*\d[^()]*(?:원|달러|유로|엔|위안|%|%p|포인트)[^()]*\)")
_REPORTED = re.compile(r"(?<=다)(?:고|며|면서)$")
_BEFORE_MARK = re.compile(r" ([,.])")
_BLANKS = re.compile(r"\s+")
_PAIRS = {"‘": "’", "“": "”", "〈": "〉", "《": "》", "「": "」", "『": "』"}
_TITLE = re.compile(
    "‘[^‘’“”]{1,40}’|(?<![가-힣A-Za-z0-9'])'[^'\n]{1,40}'|[‹<][^‹›<>]{1,40}[›>]|"
    + "|".join(f"{a}[^{a}{b}]{{1,40}}{b}" for a, b in _PAIRS.items() if a not in "‘“")
)
_MARK = re.compile(f"[{''.join((*_PAIRS, *_PAIRS.values()))}]")
_APOSTROPHE = re.compile(r"’(?=\d)|(?<=[A-Za-z0-9])’(?=[A-Za-z])")  # ’98년, Women’s


def as_written(document: Document, event: Event) -> str:
    """The clause in its own words, without what ties it to the sentence before and without the full stop."""
    start = min(event.clause.start, event.evidence.span.start)
    line = closed_sentence(_BLANKS.sub(" ", document.text[start : written_end(document, event)]))
    while True:
        head, _, rest = line.partition(" ")
        if not rest or head.rstrip(",") not in word_set("headline_leads"):
            return line
        line = rest.strip()


def written_end(document: Document, event: Event) -> int:
    """Where the clause ends so that it reads as a sentence: 공개할 것으로 알려졌다, but 체결했다 of a conjunct 체결했으나."""
    sentence = document.sentence_at(event.evidence.span.start)
    end = max(event.clause.end, event.evidence.span.end)
    predicate = [m for m in sentence.morphs if event.evidence.span.start <= m.start < event.evidence.span.end]
    if predicate and predicate[-1].tag == "EF":
        return event.evidence.span.end  # what follows is another sentence that Kiwi did not part
    if predicate and predicate[-1].tag == "ETM":
        return max(end, sentence.span.end)  # 공개할 alone is no sentence: 것으로 알려졌다 belongs to it
    return end


def closed_sentence(line: str) -> str:
    """*line* without marks at the edges, ending as a sentence does: 밝혔다고 is 밝혔다, 맺었으며 is 맺었다."""
    line = _REPORTED.sub("", line.strip(" ,.;"))
    joined = _PAST_JOINED.search(line)
    return f"{line[: joined.start()]}다" if joined else line


def with_short_terms(line: str, clause: str) -> str:
    """*line* with AI for 인공지능 and the like, where the clause itself says that the two are one: 인공지능(AI)."""
    if "(" not in clause:
        return line
    for row in words("headline_short"):
        long, short = row[0], row[1]
        if f"{long}({short})" in clause:
            line = re.sub(rf"{re.escape(long)}(?=[ ,·’'”]|도|에|의|만|$)", short, line)  # 과 after it would be wrong
    return line


def syllables(line: str) -> int:
    """How long a line reads: letters and figures, without marks and blanks."""
    return len(_SYLLABLE.findall(line))


def fits(line: str, limit: int) -> bool:
    """Whether a line reads no longer than so many syllables."""
    return len(line) <= limit or syllables(line) <= limit


def closed(letter: str) -> str:
    """A syllable without its ㄴ: 선 of 에선 is 서."""
    place = ord(letter) - 0xAC00
    return chr(ord(letter) - 4) if 0 <= place < 11172 and place % 28 == 4 else letter


def tidy(line: str) -> str:
    """*line* with single blanks, no commas at the edges and none after a blank."""
    return _BEFORE_MARK.sub(r"\1", _BLANKS.sub(" ", line).strip(" ,"))


def titles_in(text: str, span: Span) -> tuple[Span, ...]:
    """What stands between single marks, or in the brackets of a title: ‘봄 바다’, 〈봄 바다〉."""
    return tuple(Span(*found.span()) for found in _TITLE.finditer(text, span.start, span.end))


def without_lone_marks(line: str) -> str:
    """*line* without the marks of a pair whose other one was left out with its words."""
    if not _MARK.search(line):
        return line
    waiting: list[int] = []
    lone: set[int] = set()
    apostrophes = {found.start() for found in _APOSTROPHE.finditer(line)}
    for at, letter in enumerate(line):
        if letter in _PAIRS:
            waiting.append(at)
        elif letter == "′" and waiting and line[waiting[-1]] == "‘":
            waiting.pop()  # a prime that stands for the mark: ‘X1′
        elif letter in _PAIRS.values() and at not in apostrophes:
            while waiting and _PAIRS[line[waiting[-1]]] != letter:
                lone.add(waiting.pop())
            if waiting:
                waiting.pop()
            else:
                lone.add(at)
    lone.update(waiting)
    return "".join([letter for at, letter in enumerate(line) if at not in lone]) if lone else line


def without_brackets(words: str) -> str:
    """*words* without what stands in brackets."""
    if "(" not in words and "（" not in words:
        return words.strip()
    kept: list[str] = []
    depth = 0
    for letter in words:
        if letter in "(（":
            depth += 1
        elif letter in ")）" and depth:
            depth -= 1
        elif not depth:
            kept.append(letter)
    return "".join(kept).strip()


def plain(document: Document, span: Span) -> str:
    """The words of a span without brackets; a bracket with a sum stays, figures are never dropped."""
    words = span.of(document.text)
    if "(" not in words:
        return without_brackets(words)
    sums = _MONEY.findall(words)
    for number, found in enumerate(sums):
        words = words.replace(found, chr(0xE000 + number), 1)
    words = without_brackets(words)
    for number, found in enumerate(sums):
        words = words.replace(chr(0xE000 + number), found)
    return words
