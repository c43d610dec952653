"""The density strip: how many facts each day or month holds. Positions are in per cent, so that no text is scaled."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sitegen.compose.desk import PLANS, Desk
from sitegen.compose.when import WITHIN_DAY, month_label
from sitegen.model.facts import Precision
from sitegen.model.site import Entry

HEIGHT = 96  # px of the drawing
BASE = 74  # px: the line that the bars stand on
TALLEST = 66  # px
SHORTEST = 5  # px
_LONGEST_BY_DAY = 62  # days; a longer stretch is drawn by month
_MOST_MONTHS = 48
_NARROWEST = 250  # px: the drawing on a phone of 320
_GAP = 3.0  # per cent between two labels


@dataclass(frozen=True, slots=True)
class _Scale:
    """Bins from the first to the last; the bin of a day is its distance from the first."""

    by_day: bool
    first: date
    count: int

    def bin(self, day: date) -> int:
        if self.by_day:
            return (day - self.first).days
        return (day.year - self.first.year) * 12 + day.month - self.first.month

    def day(self, number: int) -> date:
        if self.by_day:
            return self.first + timedelta(days=number)
        months = self.first.year * 12 + self.first.month - 1 + number
        return date(months // 12, months % 12 + 1, 1)


def density_of(desk: Desk) -> dict[str, Any] | None:
    """The strip of a briefing; None where fewer than two of its days hold facts.

    A fact known to the month is never counted on a day, nor one known to the year in a month.
    """
    entries = desk.briefing.entries
    by_day = [entry for entry in entries if _single(entry) and entry.when and entry.when.precision in WITHIN_DAY]
    by_month = [entry for entry in entries if _single(entry)]
    scale = _scale(desk, by_day, by_month)
    if scale is None:
        return None
    shown = [entry for entry in (by_day if scale.by_day else by_month) if 0 <= scale.bin(_day(entry)) < scale.count]
    done = Counter(scale.bin(_day(entry)) for entry in shown if not _is_plan(desk, entry))
    plans = Counter(scale.bin(_day(entry)) for entry in shown if _is_plan(desk, entry))
    totals = done + plans
    if len(totals) < 2:
        return None
    peak = _peak(totals)
    dated = sum(1 for entry in entries if entry.when is not None)
    unit = "day" if scale.by_day else "month"
    return {
        "title": desk.words["density" if scale.by_day else "density_month"],
        "note": desk.words[f"density_{unit}_note"],
        "most": desk.words["density_most"].format(peak=_said(desk, scale, peak), most=totals[peak]),
        "left_out": desk.words["density_left_out"].format(count=dated - len(shown)) if dated > len(shown) else "",
        "label": _label(desk, scale, totals),
        "bars": _bars(scale, done, plans, max(totals.values())),
        "now": _now(desk, scale),
        "labels": _labels(desk, scale, totals),
    }


def _single(entry: Entry) -> bool:
    """Whether an entry is known to one day or one month."""
    when = entry.when
    if when is None or "/" in when.value or when.earliest is None:
        return False
    return when.precision in WITHIN_DAY or when.precision is Precision.MONTH


def _day(entry: Entry) -> date:
    return (entry.when.earliest if entry.when else None) or date.min


def _is_plan(desk: Desk, entry: Entry) -> bool:
    return desk.is_ahead(entry) or entry.certainty.status in PLANS


def _scale(desk: Desk, by_day: Sequence[Entry], by_month: Sequence[Entry]) -> _Scale | None:
    days = _days(desk, by_day)
    if len(days) > 1 and (days[-1] - days[0]).days < _LONGEST_BY_DAY and len(by_day) * 2 >= len(by_month):
        return _Scale(True, days[0], (days[-1] - days[0]).days + 1)
    days = _days(desk, by_month)
    if len(days) < 2:
        return None
    scale = _Scale(False, days[0].replace(day=1), 1)
    count = scale.bin(days[-1]) + 1
    if count > _MOST_MONTHS:
        # The stretch around the reference day: three years back, one ahead.
        centre = scale.bin(desk.as_of or days[-1])
        start = max(0, min(centre - _MOST_MONTHS * 3 // 4, count - _MOST_MONTHS))
        scale = _Scale(False, scale.day(start), 1)
        count = _MOST_MONTHS
    return _Scale(False, scale.first, count)


def _days(desk: Desk, entries: Iterable[Entry]) -> list[date]:
    days = {_day(entry) for entry in entries}
    if days and desk.as_of:
        days.add(desk.as_of)
    return sorted(days)


def _bars(scale: _Scale, done: Counter[int], plans: Counter[int], most: int) -> list[dict[str, Any]]:
    width = 100 / scale.count
    thick = min(width * 0.72, 3.0)
    bars = []
    for number in sorted({*done, *plans}):
        left = number * width + (width - thick) / 2
        bottom = float(BASE)
        for counts, plan in ((done, False), (plans, True)):
            if counts[number]:
                height = max(SHORTEST, TALLEST * counts[number] / most)
                bottom -= height
                bars.append(
                    {
                        "x": _short(left),
                        "w": _short(thick),
                        "y": _short(max(0.0, bottom)),
                        "h": _short(height),
                        "plan": plan,
                    }
                )
    return bars


def _now(desk: Desk, scale: _Scale) -> str:
    if desk.as_of is None or not 0 <= scale.bin(desk.as_of) < scale.count:
        return ""
    return _short((scale.bin(desk.as_of) + 1) * 100 / scale.count)


def _labels(desk: Desk, scale: _Scale, totals: Counter[int]) -> list[dict[str, str]]:
    """Labels under the strip: both ends, the reference day, the fullest bin; none that would touch another."""
    wanted = [(0, ""), (scale.count - 1, "")]
    if desk.as_of is not None:
        wanted.insert(0, (scale.bin(desk.as_of), desk.words["as_of"].format(day="").strip()))
    wanted.append((_peak(totals), ""))
    placed: list[tuple[float, float, dict[str, str]]] = []
    for number, word in wanted:
        if not 0 <= number < scale.count:
            continue
        text = f"{word} {_said(desk, scale, number)}".strip()
        width = sum(13 if sign >= "가" else 7.5 for sign in text) * 100 / _NARROWEST
        middle = (number + 0.5) * 100 / scale.count
        start = min(max(0.0, middle - width / 2), 100 - width)
        if any(start < right + _GAP and left < start + width + _GAP for left, right, _ in placed):
            continue
        anchor = "start" if start == 0 else "end" if start == 100 - width else "middle"
        x = {"start": 0.0, "end": 100.0, "middle": middle}[anchor]
        placed.append((start, start + width, {"x": _short(x), "anchor": anchor, "text": text}))
    return [label for _, _, label in sorted(placed, key=lambda one: one[0])]


def _said(desk: Desk, scale: _Scale, number: int) -> str:
    day = scale.day(number)
    if scale.by_day:
        return desk.day(day, year=desk.year)
    return month_label(day.year, day.month, desk.language)


def _peak(totals: Counter[int]) -> int:
    """The fullest bin, the first of several."""
    return min(totals, key=lambda number: (-totals[number], number))


def _label(desk: Desk, scale: _Scale, totals: Counter[int]) -> str:
    peak = _peak(totals)
    return desk.words["density_label"].format(
        first=_said(desk, scale, 0),
        last=_said(desk, scale, scale.count - 1),
        count=sum(totals.values()),
        peak=_said(desk, scale, peak),
        most=totals[peak],
    )


def _short(number: float) -> str:
    """Two digits after the point at most: a page says no more than a pixel can show."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
