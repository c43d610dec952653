"""TIMEX3 values to times: what `sitegen facts --format json` writes as ``when`` and ``value``, read back."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from sitegen.model.facts import Precision, When

_POINT = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?:(?P<hour>\d\d):(?P<minute>\d\d)|(?P<part>MO|AF|EV|NI)))?)?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)|W(?P<week>\d\d)))?"
    r"|(?P<decade>\d{3})X|(?P<century>\d\d)XX",
    re.ASCII,
)
_LENGTH = re.compile(r"P(?=[\dT])(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?", re.ASCII)
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month; a winter has the year of its December
_PARTS = {"MO": 360, "AF": 720, "EV": 1080, "NI": 1200}
_OPEN = 99_999  # days: an open end sorts behind everything that begins on the same day
_FINENESS = (
    Precision.MINUTE, Precision.PART, Precision.DAY, Precision.WEEK, Precision.MONTH, Precision.QUARTER,
    Precision.HALF, Precision.SEASON, Precision.YEAR, Precision.DECADE, Precision.CENTURY,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a time, *first* to *last* inclusive; *minute* counts from midnight."""

    grain: Precision
    first: date
    last: date
    minute: int = 0


def when_of_value(value: str, basis: str = "") -> When:
    """The time that a TIMEX3 *value* names: a point (2025-05-27, 2025-05-27T14:30, 2025-05, 2025-Q2, 2025-H1, 2025-SU,
    2025-W22, 2025, 202X, 20XX), an interval A/B with ``..`` for an open side, or a length (P3D).

    Raises ValueError where it is no such value, names no day of the calendar, or ends before it begins.
    """
    if _LENGTH.fullmatch(value):
        return When(value, Precision.DURATION, basis=basis)
    left, slash, right = value.partition("/")
    if not slash:
        side = _side(value)
        length = 0 if side.grain is Precision.MINUTE else (side.last - side.first).days + 1
        order = (side.first.toordinal(), length, side.minute)
        return When(value, side.grain, side.first, side.last, basis=basis, order=order)
    start = None if left == ".." else _side(left)
    end = None if right == ".." else _side(right)
    if start and end:
        if (start.first, start.minute) > (end.last, end.minute if end.grain is Precision.MINUTE else 24 * 60):
            raise ValueError("ends before it begins")
        order = (start.first.toordinal(), (end.last - start.first).days + 1, start.minute)
    elif start:
        order = (start.first.toordinal(), _OPEN, start.minute)
    elif end:
        order = (end.first.toordinal(), (end.last - end.first).days + 2, end.minute)
    else:
        raise ValueError("is open on both sides")
    grain = min((side.grain for side in (start, end) if side), key=_FINENESS.index)
    return When(value, grain, start.first if start else None, end.last if end else None, basis=basis, order=order)


def _side(value: str) -> _Side:
    found = _POINT.fullmatch(value)
    if not found:
        raise ValueError("is no time")
    try:
        return _within_year(found) if found["year"] else _longer(found)
    except (ValueError, OverflowError) as fault:
        raise ValueError("is not in the calendar") from fault


def _within_year(found: re.Match[str]) -> _Side:
    year = int(found["year"])
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        if found["part"]:
            return _Side(Precision.PART, day, day, _PARTS[found["part"]])
        if found["hour"]:
            hour, minute = int(found["hour"]), int(found["minute"])
            if hour > 23 or minute > 59:
                raise ValueError("no such time of day")
            return _Side(Precision.MINUTE, day, day, hour * 60 + minute)
        return _Side(Precision.DAY, day, day)
    if found["week"]:
        monday = date.fromisocalendar(year, int(found["week"]), 1)
        return _Side(Precision.WEEK, monday, monday + timedelta(days=6))
    if found["month"]:
        return _months(Precision.MONTH, year, int(found["month"]), 1)
    if found["quarter"]:
        return _months(Precision.QUARTER, year, int(found["quarter"]) * 3 - 2, 3)
    if found["half"]:
        return _months(Precision.HALF, year, int(found["half"]) * 6 - 5, 6)
    if found["season"]:
        return _months(Precision.SEASON, year, _SEASONS[found["season"]], 3)
    return _months(Precision.YEAR, year, 1, 12)


def _months(grain: Precision, year: int, month: int, count: int) -> _Side:
    if not 1 <= month <= 12:
        raise ValueError("no such month")
    later, last = divmod(month + count - 2, 12)
    end = date(year + later, last + 1, calendar.monthrange(year + later, last + 1)[1])
    return _Side(grain, date(year, month, 1), end)


def _longer(found: re.Match[str]) -> _Side:
    if found["decade"]:
        start = int(found["decade"]) * 10
        return _Side(Precision.DECADE, date(start, 1, 1), date(start + 9, 12, 31))
    start = int(found["century"]) * 100 + 1
    return _Side(Precision.CENTURY, date(start, 1, 1), date(start + 99, 12, 31))
