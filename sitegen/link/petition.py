"""What people sign for, or against: counts of two petitions are two."""

from sitegen.link.figures import Figure

SIGNATURES = "서명"


def are_of_one_petition(one: Figure, other: Figure) -> bool:
    """Whether two counts of signatures share a word of what is signed, on one side: not 통행료 폐지 서명, 이름을 바꾸자는 서명."""
    return bool(_signed(one) & _signed(other)) and _are_against(one) is _are_against(other)


def _signed(figure: Figure) -> frozenset[str]:
    """What the words before 서명 say that it is for: 이전, 반대."""
    sentence = figure.read.sentences[figure.amount.evidence.sentence].of(figure.read.article.text)
    before = sentence.partition(SIGNATURES)[0].split()[-3:]
    return frozenset(word.rstrip("을를은는이가") for word in before)


def _are_against(figure: Figure) -> bool:
    """Whether those who sign are against it."""
    sentence = figure.read.sentences[figure.amount.evidence.sentence].of(figure.read.article.text)
    return "반대" in sentence
