"""Underspecified dates: which 3일, which May, which Friday — the last, the next or the nearest."""

from collections.abc import Callable
from datetime import date, timedelta

from sitegen.extract.time.outlook import Outlook
from sitegen.extract.time.points import month_after

_FAR_BACK = 14  # days: a bare day without a predicate lies behind, unless that is far and the next one near
_FAR_AHEAD = 20
_JUST_PAST = 7
_NEXT_DAYS = 4


def which_day(day: int, outlook: Outlook, pivot: date, *, said: bool = False) -> date | None:
    """The date with this day of the month that *outlook* means, seen from *pivot*; None where there is none.

    *said*: a word gives the direction (오는 3일), so that it holds however far the day lies.
    """
    candidates = []
    for offset in range(-8, 9):
        year, month = month_after(pivot.year, pivot.month, offset)
        found = day_or_none(year, month, day)
        if found:
            candidates.append(found)
    if outlook is Outlook.NONE:
        return _behind_or_near(candidates, pivot)
    found = _pick(candidates, outlook, pivot, lambda one: abs((one - pivot).days))
    if outlook is Outlook.FUTURE and not said and found and (found - pivot).days > _FAR_AHEAD:
        # A day of the next month that is not near is called 다음 달 3일: a bare 3일 on the 4th was yesterday.
        past = max((one for one in candidates if one <= pivot), default=found)
        return past if (pivot - past).days <= _JUST_PAST else found
    if outlook is Outlook.PAST and not said and found and (pivot - found).days > _FAR_AHEAD:
        # Nor is one of the last month that is not near a bare day: on the 5th, 6일 휴업을 권고했다 is of what is to be done.
        ahead = min((one for one in candidates if one > pivot), default=found)
        return ahead if (ahead - pivot).days <= _NEXT_DAYS else found
    return found


def _behind_or_near(candidates: list[date], pivot: date) -> date | None:
    past = max((one for one in candidates if one <= pivot), default=None)
    ahead = min((one for one in candidates if one > pivot), default=None)
    if past and ahead and (pivot - past).days > max(_FAR_BACK, (ahead - pivot).days):
        return ahead
    return past or ahead


def which_month_day(month: int, day: int, outlook: Outlook, pivot: date) -> date | None:
    """The date of this month and day that *outlook* means."""
    candidates = [found for year in _years(pivot) if (found := day_or_none(year, month, day))]
    return _pick(candidates, outlook, pivot, lambda one: abs((one - pivot).days))


def which_year(start: int, months: int, outlook: Outlook, pivot: date, *, strictly: bool = False) -> int | None:
    """The year of the stretch of *months* months beginning in month *start* that *outlook* means.

    PAST is the last one that has begun by *pivot*, FUTURE the next one that has not ended; *strictly* leaves out the
    one that *pivot* lies in: 지난 6월 in June is last year's.
    """
    here = pivot.year * 12 + pivot.month - 1
    begins = {year: year * 12 + start - 1 for year in _years(pivot)}
    if outlook is Outlook.PAST:
        shift = months if strictly else 0
        return max((year for year, begin in begins.items() if begin + shift <= here), default=None)
    if outlook is Outlook.FUTURE:
        return min((year for year, begin in begins.items() if begin + months - 1 >= here), default=None)
    middle = (months - 1) / 2
    return min(begins, key=lambda year: (abs(begins[year] + middle - here), begins[year] > here), default=None)


def which_weekday(weekday: int, outlook: Outlook, pivot: date) -> date | None:
    """The last or next such day of the week (Monday is 0); None where no direction is given."""
    if outlook is Outlook.PAST:
        return pivot - timedelta(days=(pivot.weekday() - weekday) % 7 or 7)
    if outlook is Outlook.FUTURE:
        return pivot + timedelta(days=(weekday - pivot.weekday()) % 7)
    return None


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _years(pivot: date) -> range:
    return range(pivot.year - 8, pivot.year + 9)


def _pick(candidates: list[date], outlook: Outlook, pivot: date, distance: Callable[[date], int]) -> date | None:
    if outlook is Outlook.PAST:
        return max((one for one in candidates if one <= pivot), default=None)
    if outlook is Outlook.FUTURE:
        return min((one for one in candidates if one >= pivot), default=None)
    return min(candidates, key=lambda one: (distance(one), one > pivot), default=None)
