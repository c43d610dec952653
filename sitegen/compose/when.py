"""Times as a reader reads them: as precise as the words were, never finer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Protocol

from sitegen.compose.timex import Context, Point, machine_value, point_of
from sitegen.compose.when_en import English
from sitegen.compose.when_ko import Korean
from sitegen.model.facts import Precision, When

WEEKDAYS = {
    "ko": ("월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
# Precisions that one day of a calendar can hold.
WITHIN_DAY = frozenset({Precision.MINUTE, Precision.PART, Precision.DAY})


class Speech(Protocol):
    """How a language says a time."""

    def one(self, point: Point, mod: str, context: Context) -> str: ...
    def span(self, first: Point, last: Point, mod: str, context: Context) -> str: ...
    def since(self, said: str) -> str: ...
    def until(self, said: str) -> str: ...


_ENGLISH, _KOREAN = English(), Korean()


def label(when: When, language: str = "ko", context: Context | None = None) -> str:
    """*when* in words. What cannot be said from its value stays as it was written."""
    context = context or Context()
    speech = _speech(language)
    first, slash, last = when.value.partition("/")
    mod = when.mod or ""
    if not slash:
        point = point_of(first)
        if point is None:
            return context.surface or when.value
        # A week is said by its days, and only the value's own first and last day know them.
        days = _days_of_week(when) if point.unit == "week" else None
        return speech.span(*days, "WEEK", context) if days else speech.one(point, mod, context)
    start, end = point_of(first), point_of(last)
    if start and end:
        return speech.span(start, end, mod, context)
    plain = replace(context, ahead=False)  # 9월까지, not 9월 중까지
    if start and last in ("", ".."):
        return speech.since(speech.one(start, mod, plain))
    if end and first in ("", ".."):
        return speech.until(speech.one(end, mod, plain))
    return context.surface or when.value


def weekday(when: When, language: str = "ko") -> str:
    """The day of the week of a time that one day holds; else nothing."""
    if when.precision not in WITHIN_DAY or "/" in when.value or when.earliest is None:
        return ""
    return weekday_of(when.earliest, language)


def weekday_of(day: date, language: str = "ko") -> str:
    """The name of the day of the week."""
    return WEEKDAYS.get(language, WEEKDAYS["ko"])[day.weekday()]


@lru_cache(maxsize=4096)  # a corpus tells of few days, and each of them often
def day_label(day: date, language: str = "ko", *, year: int | None = None) -> str:
    """A day of the calendar in words, without the year where *year* is the same."""
    point = Point(day.isoformat(), day.year, day.month, day.day)
    return _speech(language).one(point, "", Context(year=year))


def month_label(year_of: int, month: int, language: str = "ko", *, year: int | None = None) -> str:
    """A month of the calendar in words, without its year where *year* is the same."""
    return _speech(language).one(Point(f"{year_of:04}-{month:02}", year_of, month), "", Context(year))


@lru_cache(maxsize=256)
def year_label(year: int, language: str = "ko") -> str:
    """A year in words."""
    return _speech(language).one(Point(f"{year:04}", year), "", Context())


def is_dated(when: When | None) -> bool:
    """Whether a time can stand in the calendar: a point whose year is known on at least one side."""
    return when is not None and when.is_point and (when.earliest is not None or when.latest is not None)


def shown_when(
    when: When | None,
    words: Mapping[str, str],
    language: str = "ko",
    *,
    context: Context | None = None,
) -> dict[str, Any]:
    """*when* for a template: label, weekday, note and the machine's value, each "" where there is none.

    ``year`` and ``short`` are the label in two parts, for lists that say a year once.
    """
    if when is None or not when.is_point:
        empty = dict.fromkeys(("weekday", "note", "datetime", "year"), "")
        return {"label": words["undated"], "short": words["undated"], **empty}
    context = context or Context()
    note = "" if is_dated(when) else words["unknown_year"]
    point = point_of(when.value)
    day = when.earliest or when.latest
    full = label(when, language, Context(None, context.surface, context.ahead))
    short = label(when, language, Context(day.year, context.surface, context.ahead, headed=True)) if day else full
    return {
        "label": label(when, language, context) if context.year is not None else full,
        "short": short,
        "year": year_label(day.year, language) if day and short != full else "",
        "weekday": weekday(when, language),
        "note": note,
        "datetime": machine_value(point),
    }


def days_until(when: When, as_of: date) -> int | None:
    """Days from *as_of* to a time known to the day (for a deadline or a span: its last day); None for wider ones."""
    first, slash, last = when.value.partition("/")
    side = last if slash and last not in ("", "..") else first
    point = point_of(side)
    if point is None or point.day is None or point.year is None or point.month is None or when.mod in ("START", "END"):
        return None
    if slash and first not in ("", "..") and last not in ("", ".."):
        start = point_of(first)
        if start is not None and start.day is not None and start.year and start.month:
            return (date(start.year, start.month, start.day) - as_of).days
    return (date(point.year, point.month, point.day) - as_of).days


def _days_of_week(when: When) -> tuple[Point, Point] | None:
    if when.earliest is None or when.latest is None or when.latest - when.earliest > timedelta(days=6):
        return None
    first, last = when.earliest, when.latest
    return (
        Point(first.isoformat(), first.year, first.month, first.day),
        Point(last.isoformat(), last.year, last.month, last.day),
    )


def _speech(language: str) -> Speech:
    return _ENGLISH if language == "en" else _KOREAN
