"""The time that a figure holds for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sitegen.model.facts import Amount, ArticleFacts, Event, Fact, Precision, Status, Time, When

_LONG = 400  # days: and one that was changed then
_MONEY = " 돈"  # the end of a label that tells what was done with it: 증자로 조달한 돈
OLD = 100  # days: a figure of an older day than that is told as background
_CLOCK = re.compile(r"T(\d\d):(\d\d)$")
_HOLDS = re.compile(r"\s(?:현재|기준)(?![가-힣])")
_SETS = frozenset(
    {"늘리다", "줄이다", "올리다", "낮추다", "높이다", "인상하다", "인하하다", "깎다", "키우다", "조정하다"}
)
_PERIODS = frozenset({Precision.QUARTER, Precision.HALF, Precision.YEAR, Precision.MONTH, Precision.SEASON})
_LONG_PERIODS = _PERIODS - {Precision.MONTH}  # 2월 제소한 뒤: a month may be that of another deed

_AS_OF_LENGTH = 4  # letters behind an expression: 까지는, 현재
_AS_OF_BEFORE = re.compile(r"(?:까지|\s현재)(?![가-힣])")
_GATHERED = frozenset({"마리", "명", "곳", "채", "건", "가구"})
_ELSEWHERE = re.compile(r"[가-힣]{2}[시군] ")


def held_at(
    amount: Amount, event: Event | None, before: Sequence[Fact], published: date, text: str
) -> tuple[tuple[date, int], bool, bool] | None:
    """The time that a figure holds for, whether the words tell it, and whether it is a period; None of a figure that is
    told as background.

    *before* are the facts that stand before it in its sentence."""
    if amount.of.endswith(_MONEY) and _is_of_years_ago(before, published):
        return None
    if (event is None or event.when is None) and _is_of_a_past_period(before, published, text):
        return None
    as_of, is_told, is_period = _as_of(event, before, published, text)
    is_period = is_period and not (event is not None and event.predicate in _SETS and amount.change)
    old = timedelta(days=_LONG if amount.change and not amount.change.by else OLD)
    if published - as_of[0] <= old or _holds_then(before, text):
        return as_of, is_told, is_period
    if event is None or event.certainty.status is Status.HAPPENED:
        return None
    return (published, 0), False, False  # 2021년부터 빼돌린 혐의를 받는다: so much by now


def _as_of(
    event: Event | None, beside: Iterable[Fact], published: date, text: str
) -> tuple[tuple[date, int], bool, bool]:
    """The time that a figure holds for, whether the words tell it, and whether it is a period.

    *beside* are the facts that stand before it in its sentence."""
    beside_ = tuple(beside)
    before = [fact.when for fact in beside_ if isinstance(fact, Time)]
    spans = [when for when in before if "/" in when.value and when.latest is not None]
    when = spans[-1] if spans else event.when if event is not None else None
    held = [fact.when for fact in beside_ if isinstance(fact, Time) and _HOLDS.match(text, fact.evidence.span.end)]
    if held and held[-1].latest is not None and "/" not in held[-1].value:
        when = held[-1]  # 20일 현재
    if when is None:
        exact = [one for one in before if one.precision is Precision.MINUTE and "/" not in one.value]
        when = exact[-1] if exact else None
    if when is None or when.latest is None or not when.is_point:
        return (published, 0), False, False
    if when.latest > published:
        return (published, 0), False, False
    period = "/" not in when.value and when.precision in _PERIODS and when.mod != "END"
    return (when.latest, _minutes(when)), True, period


def _is_of_a_past_period(before: Sequence[Fact], published: date, text: str) -> bool:
    """Whether a year or a part of one that is over alone stands before a figure, and it may be that of the figure or of
    some other word: 지난해 응급실을 찾은 환자는 2만6천명이다, 지난해 세워진 노조의 조합원은 820명이다."""
    times = [fact for fact in before if isinstance(fact, Time)]
    if len(times) != 1 or "/" in times[0].when.value or _HOLDS.match(text, times[0].evidence.span.end):
        return False
    when = times[0].when
    over = when.is_point and when.latest is not None and when.latest < published
    return over and when.precision in _LONG_PERIODS and when.mod != "END"


def _minutes(when: When) -> int:
    match = _CLOCK.search(when.value)
    return int(match.group(1)) * 60 + int(match.group(2)) if match else 0


def _is_of_years_ago(before: Sequence[Fact], published: date) -> bool:
    """Whether a time of long ago stands before a figure: 2021년 유상증자로 조달한 돈."""
    times = (fact.when.latest for fact in before if isinstance(fact, Time) and fact.when.is_point)
    return any(latest is not None and published - latest > timedelta(days=OLD) for latest in times)


def _holds_then(before: Sequence[Fact], text: str) -> bool:
    """Whether the words say as of when a figure holds, however long ago: 지난해 9월 말 현재."""
    return any(isinstance(fact, Time) and _HOLDS.match(text, fact.evidence.span.end) for fact in before)


def runs_on(amount: Amount, event: Event | None, beside: Mapping[int, Sequence[Fact]], read: ArticleFacts) -> bool:
    """Whether a count goes on a tally whose time the sentence before it tells: 8일 오후 6시까지 농장이 5곳으로 늘었다고 밝혔다.
    살처분한 소는 934마리다."""
    number, text = amount.evidence.sentence, read.article.text
    if event is None or event.certainty.status is not Status.STATED or amount.unit not in _GATHERED or number < 1:
        return False
    if any(isinstance(fact, Time) for fact in beside.get(number, ())):
        return False
    span, last = read.sentences[number], read.sentences[number - 1]
    if "\n" in text[last.end : span.start] or _ELSEWHERE.search(text, span.start, amount.evidence.span.start):
        return False
    times = [fact for fact in beside.get(number - 1, ()) if isinstance(fact, Time)]
    counts = any(
        isinstance(fact, Amount) and fact.evidence.sentence == number - 1 and fact.unit in _GATHERED
        for fact in read.facts
    )
    return (
        len(times) == 1
        and counts
        and _AS_OF_BEFORE.search(text, times[0].evidence.span.start, times[0].evidence.span.end + _AS_OF_LENGTH)
        is not None
    )
