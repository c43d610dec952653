"""Times of several programs on common ground: the stretch from a first moment to the moment after the last."""

import re
from datetime import date, datetime, time, timedelta

Stretch = tuple[datetime, datetime]  # half-open
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def stretch(value: str) -> Stretch | None:
    """The stretch of a TIMEX3 value; None for durations, sets, open sides and values with a hole."""
    first, slash, last = value.partition("/")
    if slash:
        left, right = stretch(first), stretch(last)
        return (left[0], right[1]) if left and right else None
    if found := re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)", value):
        start = datetime.fromisoformat(found[1]) + timedelta(hours=int(found[2]), minutes=int(found[3]))
        return start, start + timedelta(minutes=1)
    if found := re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:T[A-Z]{2})?", value):
        return _days(datetime.fromisoformat(found[1]), 1)
    if found := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        return _days(datetime.fromisocalendar(int(found[1]), int(found[2]), 1), 7)
    return _months(value)


def _days(start: datetime, number: int) -> Stretch:
    return start, start + timedelta(days=number)


def _months(value: str) -> Stretch | None:
    if found := re.fullmatch(r"(\d{4})-(?:(\d\d)|Q([1-4])|H([12])|(SP|SU|FA|WI))", value):
        year = int(found[1])
        if found[2]:
            return _from_month(year, int(found[2]), 1)
        if found[3]:
            return _from_month(year, 3 * int(found[3]) - 2, 3)
        if found[4]:
            return _from_month(year, 6 * int(found[4]) - 5, 6)
        return _from_month(year, _SEASONS[found[5]], 3)
    if (found := re.fullmatch(r"(\d{2,4})(X{0,2})", value)) and len(value) == 4:
        years = 10 ** len(found[2])
        return _from_month(int(found[1]) * years, 1, 12 * years)
    return None


def _from_month(year: int, month: int, number: int) -> Stretch:
    after = month - 1 + number
    return _midnight(year, month), _midnight(year + after // 12, after % 12 + 1)


def _midnight(year: int, month: int) -> datetime:
    return datetime.combine(date(year, month, 1), time.min)  # no zone: all programs count in the text's own


def grain(value: str) -> str:
    """The class that a value is reported under."""
    if re.match(r"P|XXXX", value):
        return "length or set"
    if "/" in value:
        return "range"
    if re.search(r"T\d\d", value):
        return "clock time"
    if re.fullmatch(r"\d{4}-\d\d-\d\d.*", value):
        return "day"
    return "week or month" if re.fullmatch(r"\d{4}-(?:W?\d\d)", value) else "quarter to century"
