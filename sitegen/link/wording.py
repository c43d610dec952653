"""Mentions compared by their words: sentences and remarks that are printed twice."""

from sitegen.link.mention import Mention
from sitegen.link.window import Phase

QUOTED = 8  # letters of a quotation that tells whose it is
_WIRE = 0.8  # two sentences of one agency's text


def is_reprint(one: Mention, other: Mention) -> bool:
    """Whether two sentences are one agency's, printed twice with hardly a change."""
    if one.event.embedded != other.event.embedded or (one.phase is Phase.PLAN) is not (other.phase is Phase.PLAN):
        return False
    mine, theirs = sentence_of(one), sentence_of(other)
    if mine == theirs and len(mine) >= QUOTED and one.event.predicate == other.event.predicate:
        return True
    if min(len(mine), len(theirs)) < 2 * QUOTED:
        return False
    if min(len(mine), len(theirs)) < _WIRE * max(len(mine), len(theirs)):
        return False
    return likeness(mine, theirs) >= _WIRE and (
        one.event.predicate == other.event.predicate or not one.event.embedded
    )  # fmt: skip


def sentence_words(mention: Mention) -> str:
    """The sentence of a mention as written; "" where there is none."""
    number = mention.event.evidence.sentence
    sentences = mention.read.sentences
    return sentences[number].of(mention.read.article.text) if 0 <= number < len(sentences) else ""


def sentence_of(mention: Mention) -> str:
    """The sentence of a mention without its spaces and marks."""
    return "".join(letter for letter in sentence_words(mention) if letter.isalnum())


def likeness(one: str, other: str) -> float:
    """How much of the shorter text the longer one holds, in pairs of letters."""
    left, right = _pairs(one), _pairs(other)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
