"""How a figure has changed: from what, by how much, which way, and compared with when."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sitegen.model.facts import Amount, Change
from sitegen.model.text import Document, Sentence
from sitegen.rules.match import tagged
from sitegen.rules.rule import Rule, expand, load, words

_FROM = re.compile(r"에서(?:는)? (?:[가-힣]{1,6} ?){0,3}")
_LISTED = re.compile(r"(?:으로|로), ?[가-힣A-Za-z ]{1,14}[은는] ")
_FARTHEST = 40  # letters between what a figure is compared with and the figure
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
    behind = [morph for morph in sentence.morphs if morph.start >= end][:_NEXT]
    tags = tagged(behind).text
    for rule in rules:
        match = rule.pattern.match(tags)
        direction = _directions().get(match.group("verb")) if match else None
        if direction:
            by = bool(rule.args["by"])
            start = "" if by else _start(document, amount, before)
            return Change(direction, by, _base(document, sentence, amount) if by else "", start, rule.name)
    return None


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
