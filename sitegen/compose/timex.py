"""TIMEX3 values taken apart: what a time says, and nothing that it does not."""

import re
from dataclasses import dataclass
from functools import lru_cache

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(?:(\d\d):(\d\d)(?::\d\d)?|(MO|AF|EV|NI)))?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_UNIT = re.compile(r"(\d{4})-(?:(Q)([1-4])|(H)([12])|(SP|SU|FA|WI)|(W)(\d\d))")
_YEAR = re.compile(r"\d{4}")
_DECADE = re.compile(r"(\d{3})X")
_CENTURY = re.compile(r"\d\d(?:XX)?")


@dataclass(frozen=True, slots=True)
class Point:
    """One side of a time. Fields that the words leave open are None or empty."""

    value: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    part: str = ""  # MO AF EV NI
    unit: str = ""  # quarter half season week decade century
    which: str = ""  # "3" of a quarter, "SU" of a season, "24" of a week, "202" of a decade


@dataclass(frozen=True, slots=True)
class Context:
    """What the place where a time is shown already says."""

    year: int | None = None  # a year that need not be repeated
    surface: str = ""  # the words that were read: they know 새벽 from 밤
    ahead: bool = False  # the time lies ahead: 9월 is said 9월 중
    headed: bool = False  # *year* stands in the heading right above: 하반기 needs no year either


@lru_cache(maxsize=4096)  # a corpus tells of few days, and each of them often
def point_of(value: str) -> Point | None:
    """The parts of a TIMEX3 value; None where its year is open or it is no point in time."""
    if match := _DAY.fullmatch(value):
        year, month, day = (int(match[number]) for number in (1, 2, 3))
        hour, minute = (int(match[4]), int(match[5])) if match[4] else (None, None)
        return Point(value, year, month, day, hour, minute, match[6] or "")
    if match := _MONTH.fullmatch(value):
        return Point(value, int(match[1]), int(match[2]))
    if match := _UNIT.fullmatch(value):
        return _unit(value, match)
    if _YEAR.fullmatch(value):
        return Point(value, int(value))
    if match := _DECADE.fullmatch(value):
        return Point(value, unit="decade", which=match[1])
    if _CENTURY.fullmatch(value):
        return Point(value, unit="century", which=value[:2])
    return None


def _unit(value: str, match: re.Match[str]) -> Point:
    year = int(match[1])
    if match[2]:
        return Point(value, year, unit="quarter", which=match[3])
    if match[4]:
        return Point(value, year, unit="half", which=match[5])
    if match[6]:
        return Point(value, year, unit="season", which=match[6])
    return Point(value, year, unit="week", which=match[8])


def machine_value(point: Point | None) -> str:
    """What `<time datetime>` may hold: a day with or without a time, a month, a week or a year; else nothing."""
    if point is None or point.unit in ("quarter", "half", "season", "decade", "century"):
        return ""
    if point.part:
        return point.value.partition("T")[0]
    return point.value
