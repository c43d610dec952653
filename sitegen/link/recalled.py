"""What makes a general deed, told again, the one that was told before: its plan, its month and its thing."""

import re

from sitegen.link.mention import Mention

_RARE = re.compile(r" 것은 (?:[가-힣0-9]+ ){0,4}(?:처음|[가-힣]+ ?번째|[가-힣0-9]+ ?만)(?:이|으로|에)")
_PLANS = ("계획", "대책", "방안", "보고서", "결과", "개편안", "합의안")  # and what ends so: 기본계획
_OBJECT = re.compile(rf"([가-힣]*(?:{'|'.join(_PLANS)}))[을를] ")
_MONTH = 31  # days
_HEAD = 16  # letters behind a clause that hold the noun that it describes


def is_of_one_month(one: Mention, other: Mention, theme: int | None, actors: float | None) -> bool:
    """Whether words date both within one month, and it is done to one thing: 기본요금은 2023년 8월 인상됐다, 올랐다."""
    times = (one.first, one.last, other.first, other.last)
    if not (one.is_told and other.is_told and (theme or 0) > 1 and all(times)):
        return False
    ours, theirs = set(one.event.theme) - one.own, set(other.event.theme) - other.own
    alike = ours == theirs or (actors == 1.0 and (ours <= theirs or theirs <= ours))
    if not alike:
        return False  # 버스 기본요금, 택시 기본요금
    return (max(times) - min(times)).days <= _MONTH  # type: ignore[type-var,operator]


def show_one_plan(one: Mention, other: Mention) -> bool:
    """Whether a plan is made public, and it is told again by its last noun: 3월 5일 발표한 계획보다 넉 달 늦다."""
    if _shows_plan(one) and _shows_plan(other):
        return True
    bare = [mention for mention in (one, other) if not mention.theme and mention.event.embedded == "adnominal"]
    told = [mention for mention in (one, other) if mention not in bare]
    if len(bare) != 1 or not bare[0].is_told or not _shows_plan(told[0]) or told[0].event.embedded:
        return False
    behind = bare[0].read.article.text[bare[0].event.evidence.span.end :][:_HEAD]
    return any(word[-2:] in behind for word in (*told[0].event.theme, *_shown(told[0])) if word.endswith(_PLANS))


def _shown(mention: Mention) -> list[str]:
    """The plans that a clause has for its object: 도입 방안을 발표했다."""
    return _OBJECT.findall(mention.event.clause.of(mention.read.article.text))


def _shows_plan(mention: Mention) -> bool:
    """Whether what is made public is a plan, and no mere word: 계획을 발표했다, 대책을 내놨다."""
    return any(word.endswith(_PLANS) for word in (*mention.event.nouns, *mention.event.theme, *_shown(mention)))


def says_how_rare(mention: Mention) -> bool:
    """Whether it only says how rare the news of its article is: 무안에서 구제역이 나온 것은 처음이다."""
    return _RARE.match(mention.read.article.text, mention.event.evidence.span.end) is not None
