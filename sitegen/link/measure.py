"""What a figure measures, in whatever words: 매각 대금 and 인수가 are one, 사망자 and 숨진 사람."""

import re
from functools import cache

from sitegen.rules.rule import word_list, word_set, words


@cache
def _classes() -> tuple[tuple[str, str], ...]:
    """Endings of labels with the class they belong to, the longest first."""
    rows = [(word, row[0]) for row in words("figure_class") for word in row]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row)))


# Whose fate the label itself tells, whoever they are.
_DESCRIBED = (
    ("숨진 ", "사망"), ("사망한 ", "사망"), ("목숨을 잃은 ", "사망"), ("다친 ", "부상"), ("부상한 ", "부상"),
    ("실종된 ", "실종"), ("대피한 ", "이재민"),
    ("몸을 피한 ", "이재민"), ("피신한 ", "이재민"), ("집을 떠난 ", "이재민"),
)  # fmt: skip
_RAISE = "인상률"  # of pay
_SIZES = frozenset({"규모", "금액", "액수", "한도", "총액", "인원", "수", "계획"})


_SPENT = re.compile(
    r"([가-힣]{2,})(?:에|을|를) (?:쓴|쓰는|쓸|든|드는|들|들어간|들어가는|들어갈|투입된|투입한) (?:돈|비용)$"
)  # 보상에 들어간 돈
_RAISED = re.compile(
    r"((?:유상)?증자|회사채|공모|펀드|모금)(?:으로|로) (?:들어온|조달한|마련한|모은|끌어모은|확보한) 돈$"
)


@cache
def measured(label: str) -> tuple[str, bool, frozenset[str]]:
    """The class of a label, whether it names a measure (not a thing that is counted), and the label's other words."""
    if spent := _SPENT.fullmatch(label):
        return "비용", True, frozenset({spent[1]})
    if raised := _RAISED.fullmatch(label):
        label = raised[1]
    for described, name in _DESCRIBED:
        if label.startswith(described):
            return name, True, frozenset()  # 다친 승객
    words_ = [re.sub(r"(?<=..)의$", "", word) for word in label.split()]
    while len(words_) > 1 and words_[-1] in _SIZES:
        words_.pop()  # 유상증자 규모: of the same thing as 유상증자
    label = " ".join(words_)
    for ending, name in _classes():
        if label == ending or label.endswith(" " + ending):
            rest = label.removesuffix(ending).split()
            if name == _RAISE and rest:
                return f"{rest[-1]} {name}", True, frozenset(rest[:-1])  # 요금 인상: not that of pay
            return name, True, frozenset(rest)
    *rest, head = label.split() or [""]
    return head, head.endswith(word_list("amount_measured")), frozenset(rest)


def is_tally(measure: str) -> bool:
    """Whether a measure grows while it is counted."""
    return measure in word_set("figure_tally")
