"""Clock times and parts of the day: the day they stand on, and the hours after noon."""

from dataclasses import replace
from functools import cache

from sitegen.extract.time.frame import Place, Reading, Story
from sitegen.extract.time.outlook import Outlook
from sitegen.extract.time.pieces import Piece
from sitegen.extract.time.points import Point, clocked, day_of, parted, shifted
from sitegen.model.facts import Precision
from sitegen.rules.rule import words

_NOON = 12 * 60
_SMALL_HOURS = 5  # 밤 1시 is in the small hours, 밤 9시 is not


@cache
def _parts() -> dict[str, tuple[str, int]]:
    return {row[0]: (row[1], int(row[2])) for row in words("time_part")}


def clock_of(
    reading: Reading | None,
    clock: Piece | None,
    part: Piece | None,
    place: Place,
    story: Story,
    begin: Point | None,
) -> Reading | None:
    """The day of *reading*, else of the words before, at the time that *clock* or *part* names.

    *begin* is the beginning of an interval whose end is read: an end without a day lies on the same day, or on the
    next where its time has passed.
    """
    if reading and reading.point.grain is not Precision.DAY:
        return reading
    if reading is None and not (begin and begin.value.startswith("T")):
        reading = _day_before(clock, part, place, story, begin)
    if reading is None or reading.last:
        return _timeless(clock, part, place, story) if reading is None else reading
    if clock is None:
        assert part is not None
        return replace(reading, point=parted(reading.point, _parts()[part.get("part")][0]))
    minute = _minute(clock, part, place, story)
    if minute is None:
        return reading if "dayanchor" in reading.via else None
    return replace(reading, point=clocked(reading.point, minute))


def _day_before(
    clock: Piece | None, part: Piece | None, place: Place, story: Story, begin: Point | None
) -> Reading | None:
    """The day that a time without one stands on."""
    if begin:
        day = day_of(begin)
        minute = _minute(clock, part, place, story) if clock else None
        later = minute is not None and begin.minute is not None and minute <= begin.minute
        return Reading(shifted(day, 1) if later else day, "head", day.value)
    if clock is None:
        assert part is not None
        if part.get("part") not in ("오전", "오후") or place.outlook is Outlook.NONE:
            return None
    elif clock.rule.args.get("colon") and not (part or clock.get("part")):
        return None
    said = story.named_in(place.block) and place.outlook is not Outlook.NONE
    if said or story.named_in(place.block, place.sentence) or place.outlook is Outlook.PAST:
        base = story.last_day(place.block, place.sentence if place.quote >= 0 else None)
        return Reading(base, "anchor", base.value)
    return None


def _timeless(clock: Piece | None, part: Piece | None, place: Place, story: Story) -> Reading | None:
    """A time of any day: 오전 9시 of a shop that opens then."""
    if clock is None or clock.get("noon"):
        return None
    written_out = clock.get("minute") and not clock.rule.args.get("colon")
    if not (part or clock.get("part") or written_out):
        return None
    minute = _minute(clock, part, place, story)
    if minute is None:
        return None
    origin = story.origin
    value = f"T{minute // 60 % 24:02}:{minute % 60:02}"
    return Reading(Point(value, Precision.MINUTE, origin, origin, False, False, False, minute), "explicit")


def _minute(clock: Piece | None, part: Piece | None, place: Place, story: Story) -> int | None:
    """Minutes since midnight; 24 hours and more lead into the next day."""
    if clock is None:
        return None
    if clock.get("noon"):
        return _NOON if clock.get("noon") == "정오" else 2 * _NOON
    hour = clock.number("hour")
    minute = int(clock.get("minute") or (30 if clock.get("halfhour") else 0))
    name = clock.get("part") or (part.get("part") if part else "")
    if name:
        code, add = _parts()[name]
        if hour == 12:
            hour = {"오전": 0, "새벽": 0, "아침": 0}.get(name, 24 if code == "NI" else 12)
        elif hour < 12 and not (code == "NI" and hour <= _SMALL_HOURS):
            hour += add
        return hour * 60 + minute
    before = story.last_clock(place.block)
    if 0 < hour < 12 and before is not None and before >= _NOON and (hour + 12) * 60 + minute >= before:
        hour += 12
    return hour * 60 + minute
