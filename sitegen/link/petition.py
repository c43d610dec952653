"""What people sign for, or against: counts of two petitions are two."""

import re

from sitegen.link.figures import Figure

SIGNATURES = "서명"
_HANDED_IN = re.compile(r"([가-힣]{2,})[이가] (?:[^.]{0,40} )?(?:낸|제출한) (?:[가-힣]+ ){0,2}서명[은이]")


def are_of_one_petition(one: Figure, other: Figure) -> bool:
    """Whether two counts of signatures share a word of what is signed, on one side: not 통행료 폐지 서명, 이름을 바꾸자는 서명."""
    givers = [giver for giver in map(_handed_in_by, (one, other)) if giver]
    if len(givers) > 1 and not are_handed_in(one, other):
        return False  # of two bodies
    return bool(_signed(one) & _signed(other)) and _are_against(one) is _are_against(other)


def are_handed_in(one: Figure, other: Figure) -> bool:
    """Whether both are the count of what one body handed in, which it does once: 모임이 낸 서명은 2만1천명분이다."""
    if one.measure != SIGNATURES or other.measure != SIGNATURES:
        return False
    ours, theirs = _handed_in_by(one), _handed_in_by(other)
    return bool(ours and theirs) and (ours.endswith(theirs) or theirs.endswith(ours))


def _handed_in_by(figure: Figure) -> str:
    sentence = figure.read.sentences[figure.amount.evidence.sentence].of(figure.read.article.text)
    found = _HANDED_IN.search(sentence)
    return found[1] if found else ""


def _signed(figure: Figure) -> frozenset[str]:
    """What the words before 서명 say that it is for: 이전, 반대."""
    sentence = figure.read.sentences[figure.amount.evidence.sentence].of(figure.read.article.text)
    before = sentence.partition(SIGNATURES)[0].split()[-3:]
    return frozenset(word.rstrip("을를은는이가") for word in before)


def _are_against(figure: Figure) -> bool:
    """Whether those who sign are against it."""
    sentence = figure.read.sentences[figure.amount.evidence.sentence].of(figure.read.article.text)
    return "반대" in sentence
