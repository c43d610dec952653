"""What sums were spent on, and by whom: 보상에 들어간 돈, 지원에 쓴 돈."""

import re

from sitegen.link.figures import Figure

ANY_COST = "비용"  # of which an affair has many
_SUBJECT = re.compile(r"([가-힣A-Za-z0-9]+)[이가] (?:[가-힣0-9]+(?:에|년|월|일|동안)? ){0,2}$")


def is_spent(figure: Figure) -> bool:
    """Whether its label tells what was done with the money: 보상에 들어간 돈."""
    return figure.amount.of.endswith((" 돈", f" {ANY_COST}")) and " " in figure.amount.of.removesuffix(f" {ANY_COST}")


def are_spent_alike(one: Figure, other: Figure) -> bool:
    """Whether the same was done with both sums, and by no two: 가람군이 지원에 쓴 돈, 한빛군이 지원에 쓴 돈."""
    if one.measure != ANY_COST and one.amount.of != other.amount.of:
        return False  # 회사채로 빌린 돈, 회사채로 갚은 돈
    ours, theirs = _spender(one), _spender(other)
    return not ours or not theirs or ours == theirs


def _spender(figure: Figure) -> str:
    """Who stands as the subject before a figure's label; "" where nobody does."""
    text, start = figure.read.article.text, figure.amount.evidence.span.start
    first = figure.read.sentences[figure.amount.evidence.sentence].start
    label = text.rfind(figure.amount.of, first, start)
    led = _SUBJECT.search(text, first, label) if label > first else None
    return led[1] if led else ""
