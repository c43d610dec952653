"""Articles that print another's text: an agency's report in ten papers is one report."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from sitegen.link.letters import Letters
from sitegen.link.mention import told_order
from sitegen.model.facts import ArticleFacts

_SHINGLE = 8  # letters
_COPIED = 0.8  # of the shorter text's shingles
_SENTENCE = 20  # letters of a sentence that two reporters do not write by chance
_SHARED = 2  # such sentences make two articles worth comparing
_WHOLE = 4  # if they are a fourth of the shorter text
_DAYS = 7  # between a report and its reprints


def originals_of(articles: Sequence[ArticleFacts], letters: Letters | None = None) -> dict[str, str]:
    """Of each article that prints another's text, its id to the id of the one that was told first.

    *letters*: those of sentences that have been asked for before."""
    letters = letters or Letters()
    lengths: dict[str, int] = {}  # of what an article prints
    told: dict[str, list[ArticleFacts]] = defaultdict(list)  # by sentence; of the days that a copy may come in
    originals: dict[str, str] = {}
    for read in sorted(articles, key=told_order):
        sentences = _sentences(read, letters)
        near: dict[str, list[int]] = defaultdict(list)  # the letters of each sentence that both print
        reads: dict[str, ArticleFacts] = {}
        for sentence in sentences:
            earlier = told[sentence]
            while earlier and not _is_near(read, earlier[0]):
                del earlier[0]  # nor any that is told later
            for other in earlier:
                near[other.article.id].append(len(sentence))
                reads[other.article.id] = other
        length = lengths[read.article.id] = sum(map(len, sentences))
        for first, shared in near.items():
            whole = sum(shared) * _WHOLE >= min(length, lengths[first])
            if len(shared) >= _SHARED and whole and _is_copy(read, reads[first], letters):
                originals[read.article.id] = originals.get(first, first)
                break
        for sentence in sentences:
            told[sentence].append(read)
    return originals


def _sentences(read: ArticleFacts, letters: Letters) -> list[str]:
    return [text for text in dict.fromkeys(letters.of(read)) if len(text) >= _SENTENCE]


def _is_near(one: ArticleFacts, other: ArticleFacts) -> bool:
    left, right = one.article.published, other.article.published
    return left is not None and right is not None and abs(left - right) <= timedelta(days=_DAYS)


def _is_copy(one: ArticleFacts, other: ArticleFacts, letters: Letters) -> bool:
    left, right = (_shingles("".join(_sentences(read, letters))) for read in (one, other))
    return bool(left and right) and len(left & right) >= _COPIED * min(len(left), len(right))


@lru_cache(maxsize=256)
def _shingles(text: str) -> frozenset[str]:
    return frozenset(text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1))
