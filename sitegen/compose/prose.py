"""The prose of an article as plain data: its stretches by role, and where sentences and marks begin and end."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sitegen.compose.desk import Read, sentence_anchor
from sitegen.model.text import Article, Block, BodyMode, Role, Span

_LEFT_OUT = frozenset({Role.TITLE, Role.BYLINE, Role.BOILERPLATE})
# What may stand between a line's edge and its block without being words: Markdown's marks of a heading or a quote.
_MARKUP = re.compile(r"[\s#>*_]*")
HEADING_SIGN = re.compile(r"[\s#◇◆■□▲△▶▷●○◎★☆※]*")


def prose_of(read: Read) -> dict[str, Any]:
    """What the page shows of the article's text.

    ``chunks`` hold text and ``points``: [offset in the text, opens, key], where a key is a sentence's anchor or "m1",
    the first of ``marks``. Title, bylines and stock phrases are left out of the chunks; bylines, and notes on how the
    article was made, are listed apart.
    """
    article = read.article
    bylines = [block for block in article.blocks if block.role is Role.BYLINE]
    boilerplate = [block for block in article.blocks if block.role is Role.BOILERPLATE]
    # How an article was made (invented, translated, paid for) is nobody's news and everybody's business.
    notes = [block for block in boilerplate if block.rule == "boilerplate.note"]
    chunks = []
    if article.body is BodyMode.FULL:
        ranges = _Ranges(read)
        chunks = [_chunk(article, ranges, stretch, role) for stretch, role in _stretches(article)]
    elif article.body is BodyMode.EVIDENCE:
        ranges = _Ranges(read)
        chunks = [_bare_chunk(article, ranges, read.facts.sentences[number]) for number in sorted(read.sentences)]
    return {
        "mode": article.body.value,
        "markdown": article.markdown and article.body is BodyMode.FULL,
        "chunks": [chunk for chunk in chunks if chunk["text"].strip()],
        "marks": {
            f"m{number}": {"number": number, "ids": [f"f-{fact}" for fact in mark.facts]}
            for number, mark in enumerate(read.marks, 1)
        },
        "bylines": _words_of(article.text, bylines) if article.body is not BodyMode.NONE else [],
        "notes": _words_of(article.text, notes),
        "left_out": article.body is BodyMode.FULL and any(block not in notes for block in boilerplate),
    }


def _words_of(text: str, blocks: Iterable[Block]) -> list[str]:
    said = (" ".join(block.span.of(text).split()) for block in blocks)
    return list(dict.fromkeys(words.removesuffix("=").strip() for words in said if words))


def _stretches(article: Article) -> Iterable[tuple[Span, Role]]:
    """The text cut where the role changes; body lines that follow one another stay together, for lists and tables."""
    if not article.blocks:
        return
    text = article.text
    # Lines are body text unless a block says otherwise: list marks and table rules belong to no block.
    position = text.rfind("\n", 0, article.blocks[0].span.start) + 1
    for block in article.blocks:
        if block.role is Role.BODY:
            continue
        whole = _with_markup(text, block.span) if article.markdown else block.span
        if whole.start > position:
            yield Span(position, whole.start), Role.BODY
        if block.role not in _LEFT_OUT:
            sign = HEADING_SIGN.match(text, block.span.start, block.span.end) if block.role is Role.HEADING else None
            yield Span(sign.end() if sign else block.span.start, block.span.end), block.role
        position = max(position, whole.end)
    yield Span(position, len(text)), Role.BODY


def _with_markup(text: str, span: Span) -> Span:
    line_start = text.rfind("\n", 0, span.start) + 1
    line_end = text.find("\n", span.end)
    line_end = len(text) if line_end < 0 else line_end
    start = line_start if _MARKUP.fullmatch(text, line_start, span.start) else span.start
    end = line_end if _MARKUP.fullmatch(text, span.end, line_end) else span.end
    return Span(start, end)


class _Ranges:
    """What the prose wraps: the sentences shown and the marks, each kind in text order and disjoint."""

    def __init__(self, read: Read) -> None:
        sentences = [(read.facts.sentences[number], sentence_anchor(number)) for number in sorted(read.sentences)]
        marks = [(mark.span, f"m{number}") for number, mark in enumerate(read.marks, 1)]
        self._kinds = (sentences, marks)

    def within(self, stretch: Span) -> Iterator[tuple[Span, str]]:
        """The parts of ranges that stand inside *stretch*, with their keys."""
        for ranges in self._kinds:
            for number in range(bisect_right(ranges, stretch.start, key=_end), len(ranges)):
                span, key = ranges[number]
                if span.start >= stretch.end:
                    break
                yield Span(max(span.start, stretch.start), min(span.end, stretch.end)), key


def _end(ranged: tuple[Span, str]) -> int:
    return ranged[0].end


def _chunk(article: Article, ranges: _Ranges, stretch: Span, role: Role) -> dict[str, Any]:
    return {
        "role": role.value,
        "text": stretch.of(article.text),
        "points": _points(ranges.within(stretch), lambda offset: offset - stretch.start),
    }


def _bare_chunk(article: Article, ranges: _Ranges, stretch: Span) -> dict[str, Any]:
    """One sentence alone, without Markdown's marks."""
    kept = article.words_in(stretch)
    return {
        "role": Role.BODY.value,
        "text": "".join(article.text[offset] for offset in kept),
        "points": _points(ranges.within(stretch), lambda offset: bisect_left(kept, offset)),
    }


def _points(ranges: Iterable[tuple[Span, str]], place: Callable[[int], int]) -> list[list[Any]]:
    """The edges of *ranges* in the order that nests them: what closes first, the longer one outside."""
    edges: list[tuple[tuple[int, int, int, int, str], list[Any]]] = []
    for span, key in ranges:
        inner = int(key[0] == "m")  # of two alike, the sentence stands outside
        edges.append(((span.start, 1, -len(span), inner, key), [place(span.start), True, key]))
        edges.append(((span.end, 0, len(span), -inner, key), [place(span.end), False, key]))
    return [point for _, point in sorted(edges, key=lambda edge: edge[0])]
