"""Mentions compared by their words: sentences and remarks that are printed twice."""

import re
from functools import lru_cache

from sitegen.link.deed import classes_of, stem_of
from sitegen.link.mention import Mention
from sitegen.link.window import Phase

QUOTED = 8  # letters of a quotation that tells whose it is
_WIRE = 0.8  # two sentences of one agency's text
_REPRINTED = 7  # days in which an agency's sentence is printed again
SAYING = frozenset({"발표", "말", "강조", "장담", "설명", "지시", "요구", "부인", "공시"})
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def is_reprint(one: Mention, other: Mention) -> bool:
    """Whether two sentences are one agency's, printed twice with hardly a change."""
    mine, theirs = one.letters, other.letters
    shorter, longer = len(mine), len(theirs)
    if shorter > longer:
        shorter, longer = longer, shorter
    if shorter < _WIRE * longer:
        return False  # before all else: so it is with most
    if one.event.embedded != other.event.embedded or (one.phase is Phase.PLAN) is not (other.phase is Phase.PLAN):
        return False
    days = [mention.read.article.published for mention in (one, other)]
    if days[0] and days[1] and abs((days[0] - days[1]).days) > _REPRINTED:
        return False
    if mine == theirs and len(mine) >= QUOTED and one.event.predicate == other.event.predicate:
        return True
    if shorter < 2 * QUOTED:
        return False
    if one.event.embedded and one.event.predicate != other.event.predicate:
        return False
    counts = (
        one.event.predicate[:1].isdigit() or other.event.predicate[:1].isdigit()
    )  # 302㎜의 비가 내렸다, 비는 302㎜다
    if one.event.predicate != other.event.predicate and not counts and not _is_one_deed(one, other):
        return False
    names_agree = one.named <= other.named or other.named <= one.named
    return names_agree and likeness(mine, theirs) >= _WIRE and numbers_agree(one.sentence, other.sentence)


def _is_one_deed(one: Mention, other: Mention) -> bool:
    """Whether two verbs tell one deed, or both only say that it was said: 자백했다고, 달아났다고 발표했다 are two."""
    ours, theirs = (classes_of(stem_of(mention.event.predicate)) for mention in (one, other))
    return not ours.isdisjoint(theirs) or (ours <= SAYING and theirs <= SAYING and bool(ours and theirs))


def numbers_agree(one: str, other: str) -> bool:
    """Whether the shorter told of two texts has no number that the other has not."""
    ours, theirs = set(_NUMBER.findall(one)), set(_NUMBER.findall(other))
    return ours <= theirs or theirs <= ours


def likeness(one: str, other: str) -> float:
    """How much of the shorter text the longer one holds, in pairs of letters."""
    left, right = _pairs(one), _pairs(other)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


@lru_cache(maxsize=512)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
