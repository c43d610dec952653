"""A publication day that nobody knows: one that serves the order of an article's times and nothing else."""

from collections.abc import Iterable
from datetime import date, timedelta

from sitegen.extract.time.chain import Expression
from sitegen.extract.time.outlook import Outlook
from sitegen.extract.time.points import last_day

_MIDDLE = 2000  # the year where no year is written
_AUGUST = 8  # the month where no month is: it has 31 days, and so has the one before


def virtual_origin(expressions: Iterable[tuple[Expression, Outlook]]) -> date:
    """A day that lies after what the words call past (지난 4월, 3일 밝혔다) and before what they call to come."""
    behind: list[int] = []
    ahead: list[int] = []
    days_behind: list[int] = []
    days_ahead: list[int] = []
    years: list[int] = []
    for expression, outlook in expressions:
        direction, month, day = (expression.piece(kind) for kind in ("direction", "month", "day"))
        year = expression.piece("year")
        way = direction.get("way") if direction else ""
        if year and year.get("year"):
            if outlook is not Outlook.FUTURE and len(year.get("year")) == 4:
                years.append(int(year.get("year")))
            continue
        forward = way in ("오는", "다가오는", "돌아오는") or (not way and outlook is Outlook.FUTURE)
        if month and "month" in month.fields and not year and (way or outlook is not Outlook.NONE):
            (ahead if forward else behind).append(month.number("month"))
        elif day and not month:
            (days_ahead if forward else days_behind).append(day.number("day"))
    year_now = min(max(years, default=_MIDDLE), 9000)
    month_now = _between(behind, ahead, 12, strictly=True) or _AUGUST
    day_now = _between(days_behind, days_ahead, 31, strictly=False) or 15
    return min(date(year_now, month_now, 1) + timedelta(days=day_now - 1), last_day(year_now, month_now))


def _between(behind: list[int], ahead: list[int], cycle: int, *, strictly: bool) -> int | None:
    """The place of a cycle that lies soonest after all of *behind* and soonest before all of *ahead*.

    *strictly*: 지난 4월 is not said in April, while a report of the 4th is dated the 4th.
    """
    if not behind and not ahead:
        return None

    def cost(now: int) -> int:
        since = sum((now - min(one, cycle)) % cycle or cycle * strictly for one in behind)
        until = sum((min(one, cycle) - now) % cycle or cycle for one in ahead)
        return since + until

    return min(range(1, cycle + 1), key=lambda now: (cost(now), now))
