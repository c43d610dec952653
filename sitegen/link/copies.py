"""Articles that print another's text: an agency's report in ten papers is one report."""

from collections import defaultdict, deque
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from sitegen.link.mention import told_order
from sitegen.model.facts import ArticleFacts

_SHINGLE = 8  # letters
_COPIED = 0.8  # of the shorter text's shingles
_SENTENCE = 20  # letters of a sentence that two reporters do not write by chance
_SHARED = 2  # such sentences make two articles worth comparing
_WHOLE = 4  # if they are a fourth of the shorter text
_DAYS = 7  # between a report and its reprints


def originals_of(articles: Sequence[ArticleFacts]) -> dict[str, str]:
    """Of each article that prints another's text, its id to the id of the one that was told first."""
    bodies: dict[str, str] = {}
    told: dict[str, deque[ArticleFacts]] = defaultdict(deque)  # of the days that a copy may come in
    originals: dict[str, str] = {}
    for read in sorted(articles, key=told_order):
        sentences = _sentences(read)
        near: dict[str, list[int]] = defaultdict(list)  # the letters of each sentence that both print
        for sentence in sentences:
            earlier = told[sentence]
            while earlier and not _is_near(read, earlier[0]):
                earlier.popleft()  # nor any that is told later
            for other in earlier:
                near[other.article.id].append(len(sentence))
        body = bodies[read.article.id] = "".join(sentences)
        for first, shared in near.items():
            whole = sum(shared) * _WHOLE >= min(len(body), len(bodies[first]))
            if len(shared) >= _SHARED and whole and _is_copy(body, bodies[first]):
                originals[read.article.id] = originals.get(first, first)
                break
        for sentence in sentences:
            told[sentence].append(read)
    return originals


def _sentences(read: ArticleFacts) -> list[str]:
    texts = ("".join(filter(str.isalnum, span.of(read.article.text))) for span in read.sentences)
    return [text for text in dict.fromkeys(texts) if len(text) >= _SENTENCE]


def _is_near(one: ArticleFacts, other: ArticleFacts) -> bool:
    left, right = one.article.published, other.article.published
    return left is not None and right is not None and abs(left - right) <= timedelta(days=_DAYS)


def _is_copy(one: str, other: str) -> bool:
    left, right = _shingles(one), _shingles(other)
    return bool(left and right) and len(left & right) >= _COPIED * min(len(left), len(right))


@lru_cache(maxsize=256)
def _shingles(text: str) -> frozenset[str]:
    return frozenset(text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1))
