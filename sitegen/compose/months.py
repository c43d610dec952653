"""Long lists in pages by month: what has been told stays on its page, whatever comes later."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Generic, TypeVar

from sitegen.compose.desk import Desk
from sitegen.compose.when import month_label, year_label

_T = TypeVar("_T")
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Part(Generic[_T]):
    """The members of one month, or as many of them as a page holds; *number* counts from 1."""

    period: str  # 2024-06, 2024, unknown
    number: int
    label: str
    members: Sequence[_T]

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.period if self.number == 1 else f"{self.period}-p{self.number}"

    def url(self, folder: str) -> str:
        """The address of its page."""
        return f"{folder}/{self.name}/index.html"


@lru_cache(maxsize=4096)  # many are asked about few days
def month_of(day: date | None) -> str:
    """The period of a day."""
    return day.isoformat()[:7] if day else UNKNOWN


def by_month(
    desk: Desk,
    members: Iterable[_T],
    period: Callable[[_T], str],
    most: int,
    *,
    newest_first: bool = False,
    unknown: str = "unknown_year",
) -> Iterator[Part[_T]]:
    """*members*, which keep their order, by their *period*, in parts of at most *most*; those of no known period, under
    the word *unknown*, come last."""
    periods: defaultdict[str, list[_T]] = defaultdict(list)
    for member in members:
        periods[period(member)].append(member)
    known = sorted((name for name in periods if name != UNKNOWN), reverse=newest_first)
    for name in (*known, *(periods.keys() - set(known))):
        some = periods[name]
        for number, start in enumerate(range(0, len(some), most), 1):
            yield Part(name, number, _label(period_label(desk, name, unknown), number), some[start : start + most])


def period_label(desk: Desk, period: str, unknown: str) -> str:
    """A period in words; *unknown* is the word for none."""
    if period == UNKNOWN:
        return desk.words[unknown]
    if len(period) == 4:
        return year_label(int(period), desk.language)
    return month_label(int(period[:4]), int(period[5:]), desk.language)


def _label(said: str, number: int) -> str:
    return said if number == 1 else f"{said} ({number})"
