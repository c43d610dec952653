"""Points of a calendar with holes where the article does not say: values, windows and their order."""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sitegen.model.facts import Precision, When

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_OPEN = 99_999  # longer than any grain: an open end sorts behind everything that begins on the same day


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of the calendar, *first* to *last* inclusive.

    Where *year*, *month* or *day* is False the article does not say it: the dates are then virtual and serve the order
    alone, and *value* has X in their place. *minute* counts from midnight, for a clock time.
    """

    value: str
    grain: Precision
    first: date
    last: date
    year: bool = True
    month: bool = True
    day: bool = True
    minute: int | None = None

    @property
    def known(self) -> bool:
        """Whether the article says all of it, so that the dates are real."""
        return self.year and self.month and self.day


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def month_after(year: int, month: int, count: int) -> tuple[int, int]:
    """The month *count* months after; before, where it is negative."""
    total = year * 12 + month - 1 + count
    return total // 12, total % 12 + 1


def day_point(day: date, *, year: bool = True, month: bool = True, known: bool = True) -> Point:
    """One day; *year*, *month* and *known* (of the day itself) say what the article says."""
    years = f"{day.year:04}" if year else "XXXX"
    months = f"{day.month:02}" if month else "XX"
    days = f"{day.day:02}" if known else "XX"
    return Point(f"{years}-{months}-{days}", Precision.DAY, day, day, year, month, known)


def month_point(year: int, month: int, *, known_year: bool = True, known: bool = True) -> Point:
    """A month; *known_year* and *known* (of the month itself) say what the article says."""
    years = f"{year:04}" if known_year else "XXXX"
    months = f"{month:02}" if known else "XX"
    first, last = date(year, month, 1), last_day(year, month)
    return Point(f"{years}-{months}", Precision.MONTH, first, last, known_year, known)


def year_point(year: int, *, known: bool = True) -> Point:
    """A year, XXXX where it is not known."""
    value = f"{year:04}" if known else "XXXX"
    return Point(value, Precision.YEAR, date(year, 1, 1), date(year, 12, 31), known)


def quarter_point(year: int, quarter: int, *, known: bool = True) -> Point:
    """The first to fourth quarter of a year."""
    start = quarter * 3 - 2
    value = f"{year:04}-Q{quarter}" if known else f"XXXX-Q{quarter}"
    return Point(value, Precision.QUARTER, date(year, start, 1), last_day(year, start + 2), known)


def half_point(year: int, half: int, *, known: bool = True) -> Point:
    """The first or second half of a year."""
    start = half * 6 - 5
    value = f"{year:04}-H{half}" if known else f"XXXX-H{half}"
    return Point(value, Precision.HALF, date(year, start, 1), last_day(year, start + 5), known)


def season_point(year: int, code: str, *, known: bool = True) -> Point:
    """Three months; a winter has the year of its December."""
    start = _SEASONS[code]
    value = f"{year:04}-{code}" if known else f"XXXX-{code}"
    return Point(value, Precision.SEASON, date(year, start, 1), last_day(*month_after(year, start, 2)), known)


def week_point(day: date, *, known: bool = True) -> Point:
    """The ISO week of *day*."""
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    value = f"{year:04}-W{week:02}" if known else "XXXX-WXX"
    return Point(value, Precision.WEEK, monday, monday + timedelta(days=6), known, known)


def decade_point(year: int) -> Point:
    """The ten years that *year* lies in."""
    start = year // 10 * 10
    return Point(f"{start // 10}X", Precision.DECADE, date(start, 1, 1), date(start + 9, 12, 31))


def century_point(century: int) -> Point:
    """A century by its ordinal: the 21st began in 2001."""
    start = (century - 1) * 100 + 1
    first = date(start, 1, 1)
    return Point(f"{century - 1:02}XX", Precision.CENTURY, first, date(start + 99, 12, 31))


def clocked(point: Point, minute: int) -> Point:
    """*point*, a day, at a time of it; 24:00 is the next day's 00:00."""
    if minute >= 24 * 60:
        point, minute = shifted(point, 1), minute - 24 * 60
    value = f"{point.value}T{minute // 60:02}:{minute % 60:02}"
    return replace(point, value=value, grain=Precision.MINUTE, minute=minute)


def parted(point: Point, part: str) -> Point:
    """*point*, a day, narrowed to a part of it: MO AF EV NI."""
    return replace(point, value=f"{point.value}T{part}", grain=Precision.PART)


def day_of(point: Point) -> Point:
    """The day of a day, a part of it or a clock time."""
    return day_point(point.first, year=point.year, month=point.month, known=point.day)


def shifted(point: Point, days: int) -> Point:
    """The day *days* after; what the article left open stays open."""
    day = point.first + timedelta(days=days)
    same_month = (day.year, day.month) == (point.first.year, point.first.month)
    # Where the year is unknown so is the length of February, and where the month is so is its own.
    leap = not point.year and {point.first.month, day.month} & {2} and (not same_month or day.day == 29)
    sure = point.day and not leap and (same_month or point.month)
    return day_point(day, year=point.year, month=point.month and not leap, known=sure)


_MIDDLE = {"START": 0, "MID": 1, "END": 2}


def window(point: Point, mod: str | None) -> tuple[date, date]:
    """First and last day of the part of *point* that START, MID or END names; all of it without one.

    A month has its thirds at 10 and 20, a year's beginning and end are two months, all else is cut in three.
    """
    if mod not in _MIDDLE or (point.last - point.first).days < len(_MIDDLE) - 1:
        return point.first, point.last
    first, last = point.first, point.last
    if point.grain is Precision.MONTH:
        cuts = (first, first + timedelta(days=10), first + timedelta(days=20), last + timedelta(days=1))
    elif point.grain is Precision.YEAR:
        cuts = (first, date(first.year, 3, 1), date(first.year, 11, 1), date(first.year, 12, 31) + timedelta(days=1))
        if mod == "MID":
            return date(first.year, 5, 1), date(first.year, 8, 31)
    else:
        days = (last - first).days + 1
        cuts = (
            first,
            first + timedelta(days=max(1, days // 3)),
            first + timedelta(days=max(2, days * 2 // 3)),
            last + timedelta(days=1),
        )
    index = _MIDDLE[mod]
    return cuts[index], cuts[index + 1] - timedelta(days=1)


def when_of(point: Point, mod: str | None, basis: str) -> When:
    """A point as a fact's time; of a day or less there is no beginning, middle and end (지난해 말 이날)."""
    if point.grain in (Precision.MINUTE, Precision.PART, Precision.DAY) and mod in _MIDDLE:
        mod = None
    first, last = window(point, mod)
    earliest, latest = (first, last) if point.known else (None, None)
    order = (first.toordinal(), _length(point, first, last), point.minute or _part_minute(point))
    return When(point.value, point.grain, earliest, latest, mod, basis, order)


def interval_of(left: Point | None, right: Point | None, mods: tuple[str | None, str | None], basis: str) -> When:
    """An interval as a fact's time; None is an open side. At least one side is given.

    *mods* are those of the sides; the interval has one where its sides agree, and its days always heed both.
    """
    side = left or right
    assert side is not None
    grain = min((p.grain for p in (left, right) if p), key=_FINENESS.index)
    value = f"{left.value if left else '..'}/{right.value if right else '..'}"
    if left and right and window(left, mods[0])[0] > window(right, mods[1])[1]:
        mods = (None, None)  # 이달 말부터 이달 초까지
    begin = window(left, mods[0])[0] if left else None
    close = window(right, mods[1]) if right else None
    earliest = begin if left and left.known else None
    latest = close[1] if close and right and right.known else None
    if left and begin and not close:
        order = (begin.toordinal(), _OPEN, left.minute or 0)
    elif right and close and not begin:
        order = (close[0].toordinal(), _length(right, *close) + 1, right.minute or _part_minute(right))
    else:
        assert left is not None
        assert right is not None
        order = (left.first.toordinal(), (right.last - left.first).days + 1, left.minute or 0)
    given = {mod for mod, point in zip(mods, (left, right), strict=True) if point}
    return When(value, grain, earliest, latest, mod=given.pop() if len(given) == 1 else None, basis=basis, order=order)


_FINENESS = (
    Precision.MINUTE, Precision.PART, Precision.DAY, Precision.WEEK, Precision.MONTH, Precision.QUARTER,
    Precision.HALF, Precision.SEASON, Precision.YEAR, Precision.DECADE, Precision.CENTURY,
)  # fmt: skip


def _length(point: Point, first: date, last: date) -> int:
    return 0 if point.grain is Precision.MINUTE else (last - first).days + 1


def _part_minute(point: Point) -> int:
    if point.grain is not Precision.PART:
        return 0
    return {"MO": 360, "AF": 720, "EV": 1080, "NI": 1200}.get(point.value[-2:], 0)
