"""How a figure has changed: from what, by how much, which way, and compared with when."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sitegen.model.facts import Amount, Change
from sitegen.model.text import Document, Morph, Sentence
from sitegen.rules.match import tagged
from sitegen.rules.rule import Rule, expand, load, words

_FROM = re.compile(r"에서(?:는)? (?:[가-힣]{1,6} ?){0,3}")
_LISTED = re.compile(r"(?:으로|로), ?[가-힣A-Za-z ]{1,14}[은는] ")
_FARTHEST = 40  # letters between what a figure is compared with and the figure
_BRACKETED = 14  # morphemes in brackets behind a figure
_COMPARES = frozenset({"웃돌", "밑돌"})
_LEVELS = frozenset(
    {"오르", "올라가", "올리", "뛰", "내리", "내려가", "떨어지", "빠지", "인상", "인하", "상승", "하락"}
)
_COUNTED = frozenset(
    {"명", "편", "곳", "건", "팀", "개", "개사", "인", "권", "마리", "가구", "채", "작품", "회", "차례"}
)
_EARNED = ("이익", "매출", "매출액", "수익", "수입", "실적", "성과", "조회수", "소득")
_NEXT = 8  # morphemes: a verb that stands farther off is another clause's


def with_changes(document: Document, amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """*amounts*, each with its change where the words right behind it tell one."""
    return read_changes(document, amounts, load("change"))


def read_changes(document: Document, amounts: Sequence[Amount], rules: Sequence[Rule]) -> tuple[Amount, ...]:
    """What `with_changes` gives by *rules* alone."""
    found: list[Amount] = []
    for one in amounts:
        amount = one
        change = None if amount.converts or amount.vague else _change(document, amount, found, rules)
        if change and change.start and not amount.of:
            amount = replace(amount, of=found[-1].of)  # 정원을 1200명에서 900명으로: both are the size of the same
        found.append(replace(amount, change=change) if change else amount)
    for at in range(len(found)):
        if change := _listed(document, found, at):
            found[at] = replace(found[at], change=change)
    return tuple(found)


def _listed(document: Document, amounts: Sequence[Amount], at: int) -> Change | None:
    """The change of a figure in a list whose verb stands at its end, which way by the figures themselves: 기금은 4조원에서
    3조원으로, 병원은 35곳에서 29곳으로 줄었다."""
    amount, former = amounts[at], amounts[at - 1] if at else None
    if amount.change or amount.converts or not _LISTED.match(document.text, amount.evidence.span.end):
        return None
    start = _start(document, amount, amounts[:at])
    if not start or former is None or former.low is None or amount.low is None or former.low == amount.low:
        return None
    return Change("up" if amount.low > former.low else "down", False, "", start, "change.to")


def _change(document: Document, amount: Amount, before: Sequence[Amount], rules: Sequence[Rule]) -> Change | None:
    sentence = document.sentences[amount.evidence.sentence]
    end = amount.evidence.span.end
    behind = _without_brackets([morph for morph in sentence.morphs if morph.start >= end])[:_NEXT]
    tags = tagged(behind).text
    for rule in rules:
        match = rule.pattern.match(tags)
        direction = _directions().get(match.group("verb")) if match else None
        if match is None or direction is None:
            continue
        by = bool(rule.args["by"])
        base = _base(document, sentence, amount) if by else ""
        start = "" if by else _start(document, amount, before)
        if by and not base and _is_no_move(match.group("verb"), amount):
            return None
        return Change(direction, by, base, start, rule.name)
    return None


def _without_brackets(behind: Sequence[Morph]) -> Sequence[Morph]:
    """What stands behind a figure and what is put in brackets there: 2300원(3.14%) 내린, (3.14%) 내린."""
    if not behind or behind[0].tag not in ("SSO", "SSC"):
        return behind
    closed = next((at for at, morph in enumerate(behind) if morph.tag == "SSC"), len(behind))
    return behind[closed + 1 :] if closed < _BRACKETED else behind


def _is_no_move(verb: str, amount: Amount) -> bool:
    """Whether a verb of moving tells of something else: 5명이 후보에 올랐다, 이익 3조원을 올렸다, 전망치를 밑돌았다."""
    if verb in _COMPARES or (verb in _LEVELS and amount.unit in _COUNTED):
        return True
    return verb == "올리" and amount.unit not in ("%", "%p") and amount.of.endswith(_EARNED)


def _start(document: Document, amount: Amount, before: Sequence[Amount]) -> str:
    """The words of the figure that it was, in 3.1%에서 3.4%로; "" where none of the same unit stands right before."""
    if not before or before[-1].unit != amount.unit:
        return ""
    gap = document.text[before[-1].evidence.span.end : amount.evidence.span.start]
    return before[-1].surface if _FROM.fullmatch(gap) else ""


def _base(document: Document, sentence: Sentence, amount: Amount) -> str:
    """What the figure is compared with: 전년 of 전년 대비, 지난해 같은 기간 of 지난해 같은 기간보다."""
    at = amount.evidence.span.start
    found = list(_bases().finditer(document.text, max(sentence.span.start, at - _FARTHEST), at))
    return found[-1].group("base") if found else ""


@cache
def _bases() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![가-힣])(?P<base>{expand('<change_base>', {})})(?:보다|\s?대비|에 비해|에 견줘|[과와] 비교해)(?![가-힣])"
        r"(?![^,]*\d)"
    )


@cache
def _directions() -> dict[str, str]:
    return {row[0]: row[1] for row in words("change_direction")}
