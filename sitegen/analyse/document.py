"""Builds the `Document` of an article: plain text of its fact-bearing lines, sentences and morphemes."""

import re
from collections.abc import Iterator
from dataclasses import replace

from sitegen.analyse.kiwi import sentences_of
from sitegen.model.text import FACT_ROLES, Article, Block, Document, Morph, Sentence, Span

_LONGEST_QUOTATION = 1500  # code points
_NAME = re.compile(r"[가-힣]{3}")
_LONGEST_SENTENCE = 700  # morphemes; the longest of a newsroom's sentences have a fifth of it


def document_of(article: Article) -> Document:
    """The sentences of *article*'s body, caption and heading lines; Kiwi reads line by line, never across."""
    pieces: list[str] = []
    origin: list[int] = []
    sentences: list[Sentence] = []
    for number, block in enumerate(article.blocks):
        if block.role not in FACT_ROLES:
            continue
        line, offsets = _plain(article, block)
        base = len(origin)
        for whole in _whole_quotes(line, base, sentences_of(line, base)):
            for start, end, morphs in _bounded(*whole):
                sentences.append(Sentence(len(sentences), Span(start, end), block.role, number, morphs))
        pieces.append(line + "\n")
        origin += [*offsets, block.span.end]
    origin.append(len(article.text))
    starts = tuple(sentence.span.start for sentence in sentences)
    return Document(article, "".join(pieces), tuple(origin), tuple(sentences), starts)


def _bounded(start: int, end: int, morphs: tuple[Morph, ...]) -> Iterator[tuple[int, int, tuple[Morph, ...]]]:
    """A sentence in pieces of bounded length: what runs on for pages without a full stop is a table or an accident,
    and the time that is spent on it must not grow faster than it does. Without morphemes it is none."""
    first = 0
    while len(morphs) - first > _LONGEST_SENTENCE:
        cut = first + _LONGEST_SENTENCE
        while cut > first + 1 and morphs[cut].word == morphs[cut - 1].word:
            cut -= 1
        cut = cut if cut > first + 1 else first + _LONGEST_SENTENCE
        at = max(morphs[cut].start, morphs[cut - 1].end)
        yield start, at, _numbered(morphs[first:cut])
        start, first = at, cut
    if morphs:
        yield start, end, _numbered(morphs[first:]) if first else morphs


def _numbered(morphs: tuple[Morph, ...]) -> tuple[Morph, ...]:
    """*morphs* with the words counted from 0."""
    return tuple(replace(morph, word=morph.word - morphs[0].word) for morph in morphs)


def _plain(article: Article, block: Block) -> tuple[str, list[int]]:
    """A block's words without Markdown's inline marks, and the file offset of each code point."""
    offsets = article.words_in(block.span)
    return "".join(map(article.text.__getitem__, offsets)), offsets


def _whole_quotes(
    line: str, base: int, found: list[tuple[int, int, tuple[Morph, ...]]]
) -> list[tuple[int, int, tuple[Morph, ...]]]:
    """*found* with sentences joined that Kiwi cut inside a quotation, or behind a name that it takes for an exclamation
    (주하람 연구원은); a mark that is never closed joins no more than the longest quotation."""
    joined: list[tuple[int, int, tuple[Morph, ...]]] = []
    for sentence in found:
        near = joined and joined[-1][1] - joined[-1][0] < _LONGEST_QUOTATION
        before = line[joined[-1][0] - base : joined[-1][1] - base] if near else ""
        if near and (_open_quote(before) or _NAME.fullmatch(before)):
            start, _, morphs = joined.pop()
            words = morphs[-1].word + 1 if morphs else 0
            joined.append((start, sentence[1], morphs + tuple(replace(m, word=m.word + words) for m in sentence[2])))
        else:
            joined.append(sentence)
    return joined


def _open_quote(text: str) -> bool:
    """Whether a double quotation mark opened in *text* is still open at its end."""
    if re.search(r"[“”]", text):
        return text.count("“") > text.count("”")
    return text.count('"') % 2 == 1
