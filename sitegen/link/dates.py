"""How the times of two mentions agree."""

from sitegen.link.mention import Mention, overlap
from sitegen.link.window import Phase


def dates_of(one: Mention, other: Mention) -> str | None:
    """How the times of two mentions agree: day, within (a coarse time holds a day), period, open; None: they do not."""
    if one.is_span or other.is_span:
        if _begins_on(one, other) or _begins_on(other, one):
            return "day"
        if one.event.when is None or other.event.when is None:
            return None
        if one.event.when.value == other.event.when.value and (one.last or one.theme[-1:] == other.theme[-1:] != ()):
            return "day"
        return "period" if _lies_in(one, other) or _lies_in(other, one) else None
    if one.day and other.day:
        return "day" if one.day == other.day else None
    if not overlap(one, other):
        return None
    if one.is_told and other.is_told:
        return "within" if one.day or other.day else "period"
    if (one.is_told and _is_news(other)) or (other.is_told and _is_news(one)):
        return "near" if one.day or other.day else "period"
    if one.phase is Phase.PLAN:
        return None  # a plan without a day may be any
    if one.first is None or other.first is None:
        return "recap"
    return "near" if one.day or other.day else "open"


def _is_news(mention: Mention) -> bool:
    """Whether a mention without a time of its own is of the days before its article."""
    return not mention.is_told and mention.first is not None and mention.last is not None


def _lies_in(span: Mention, other: Mention) -> bool:
    """Whether a stretch of some days lies in the month that the other tells: 13~14일 실시한, 5월 치른."""
    if not span.is_span or other.is_span or other.day or not other.is_told or other.first is None or other.last is None:
        return False
    return span.first is not None and other.first <= span.first and (span.last or span.first) <= other.last


def _begins_on(one: Mention, other: Mention) -> bool:
    """Whether what goes on from a day on is told of that day elsewhere: 오전 10시부터 벌였다."""
    begun = one.is_span and one.last is None and one.first is not None
    return begun and other.day is not None and other.day == one.first
