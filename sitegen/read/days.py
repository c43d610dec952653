"""Days and times as people write them in front matter."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

_DAY = r"(?P<year>\d{4})\s?(?P<sep>[-./])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<day>\d{1,2})\s?\.?"
_KOREAN_DAY = r"(?P<k_year>\d{4})년\s?(?P<k_month>\d{1,2})월\s?(?P<k_day>\d{1,2})일"
_CLOCK = r"(?P<half>오전|오후)?\s?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
_OFFSET = r"(?P<offset>Z|[+-]\d\d(?::?\d\d)?)"
_WRITTEN = re.compile(rf"(?:{_DAY}|{_KOREAN_DAY})(?:(?:T|\s+|\s*,\s*){_CLOCK}\s?(?:KST|{_OFFSET})?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, with the aware time where one is written; *day* is the day of *at* in the site's zone."""

    day: date
    at: datetime | None = None

    def start(self, zone: tzinfo) -> datetime:
        """The written time, or the first moment of the day in *zone*."""
        return self.at or datetime(self.day.year, self.day.month, self.day.day, tzinfo=zone)


def moment_of(text: str, zone: tzinfo) -> Moment:
    """The moment that *text* writes: 2024-06-04, 2024. 6. 4., 2024년 6월 4일, each with or without a time of day.

    A time without an offset is one of *zone*. Raises ValueError where it is no such form, and where there is no such
    day or time.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if not found:
        raise ValueError("no known form of a date")
    year, month, day = (int(found[key] or found[f"k_{key}"]) for key in ("year", "month", "day"))
    if not found["hour"]:
        return Moment(date(year, month, day))
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("no such hour")
        hour = hour % 12 + (12 if found["half"] == "오후" else 0)
    at = datetime(year, month, day, hour, int(found["minute"]), int(found["second"] or 0), tzinfo=zone)
    if found["offset"]:
        at = at.replace(tzinfo=_offset(found["offset"]))
    try:
        return Moment(at.astimezone(zone).date(), at.astimezone(zone))
    except OverflowError as fault:
        raise ValueError("no such day") from fault


def moment_within(text: str, start: int, zone: tzinfo) -> Moment | None:
    """The moment that *text* writes from *start* on; None where it writes none there, or one that never was."""
    found = _WRITTEN.match(text, start)
    try:
        return moment_of(found.group(), zone) if found else None
    except ValueError:
        return None


def _offset(text: str) -> tzinfo:
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    distance = timedelta(hours=hours, minutes=minutes)
    return timezone(distance if text[0] == "+" else -distance)
