"""Remarks: one utterance quoted twice, or quoted here and told there."""

from sitegen.link.mention import Mention, overlap
from sitegen.link.wording import QUOTED, SAYING, likeness, numbers_agree
from sitegen.model.facts import Basis

_SAID = 0.6  # two quotations of one remark share at least this much of the shorter one


def same_words(one: Mention, other: Mention) -> bool:
    """Whether one remark is quoted twice: the same speaker, and words that the longer one holds."""
    if not (one.event.who or one.event.certainty.source):
        return False
    if not (_same_speaker(one, other) or (one.said == other.said and _same_office(one, other))):
        return False
    if not overlap(one, other, slack=3) and one.is_told and other.is_told:
        return False
    if min(len(one.said), len(other.said)) < QUOTED or likeness(one.said, other.said) < _SAID:
        return False
    return numbers_agree(one.said, other.said)


def same_remark(one: Mention, other: Mention) -> bool:
    """Whether one remark is quoted here and told there without its marks: “어긴 적이 없다”, 어긴 적이 없다고 밝힌."""
    quoted, told = (one, other) if one.said else (other, one)
    if len(quoted.said) < QUOTED or len(told.letters) < len(quoted.said):
        return False
    is_word = told.event.certainty.basis is not Basis.WRITER or told.kinds & SAYING
    if not is_word or not _same_speaker(one, other):
        return False
    if (one.day and other.day and one.day != other.day) or not overlap(one, other, slack=3):
        return False
    return likeness(quoted.said, told.letters) >= _SAID


def _same_speaker(one: Mention, other: Mention) -> bool:
    mine, his = one.event.certainty.source, other.event.certainty.source
    if one.voices and other.voices and not one.voices & other.voices:
        return False  # two people of one body
    if not one.own.isdisjoint(other.actors) or not other.own.isdisjoint(one.actors):
        return True
    return bool(mine and (mine == his or mine in other.actors)) or bool(his and his in one.actors)


def _same_office(one: Mention, other: Mention) -> bool:
    """Whether both speak in one office, which the one names in short, and both articles in full: 하 위원장,
    선수선발위원장."""
    mine, his = (mention.event.certainty.source.rpartition(" ")[2] for mention in (one, other))
    least, most = sorted((mine, his), key=len)
    known = all(most in mention.read.article.text for mention in (one, other))
    return known and len(least) > 1 and most.endswith(least) and not (one.voices and other.voices)
