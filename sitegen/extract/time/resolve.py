"""Pieces to points: explicit parts first, then what the words before lend, then the direction, then the nearest."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from sitegen.extract.time.clock import clock_of
from sitegen.extract.time.coarse import CoarseResolver, offsets
from sitegen.extract.time.cycles import day_or_none, which_day, which_month_day, which_weekday
from sitegen.extract.time.frame import Reading
from sitegen.extract.time.outlook import Outlook
from sitegen.extract.time.pieces import Piece
from sitegen.extract.time.points import Point, day_point, shifted, week_point
from sitegen.model.facts import Precision
from sitegen.rules.rule import words

_DAYS = "월화수목금토일"
NEXT_DAYS = frozenset({"다음 날", "다음날", "이튿날"})
_FRESH = 7  # days: a day of the news needs no month
_AHEAD = frozenset({"오는", "다가오는", "돌아오는"})


@cache
def _anchors() -> Mapping[str, tuple[int, str]]:
    return {row[0]: (int(row[1]), row[2]) for row in words("time_anchor_day")}


@cache
def _holidays() -> Mapping[str, str]:
    return {row[0]: row[1] for row in words("time_holiday")}


@cache
def _lunar() -> Mapping[tuple[str, int], tuple[date, date, date]]:
    rows = {}
    for row in words("time_lunar"):
        day, first, last = (date.fromisoformat(cell) for cell in row[1:4])
        rows[row[0], day.year] = (day, first, last)
    return rows


def mod_of(pieces: Sequence[Piece]) -> str | None:
    """START MID END of the last third, else APPROX of 께·쯤·경, else None."""
    for piece in reversed(pieces):
        if piece.kind == "third":
            return next(row[1] for row in words("time_third") if row[0] == piece.get("third"))
        if piece.kind == "yearpart" and piece.get("word") != "연내":
            return {"연초": "START", "연말": "END"}[piece.get("word")]
    return "APPROX" if any(piece.kind == "approx" for piece in pieces) else None


class Resolver(CoarseResolver):
    """Reads the pieces of one point in its place."""

    def read(self) -> Reading | None:
        """What the pieces mean; None where that cannot be said."""
        reading = self._calendar()
        clock, part = self.by_kind.get("clock"), self.by_kind.get("part")
        if not (clock or part):
            return reading
        return clock_of(reading, clock, part, self.place, self.story, self.bound.point if self.bound else None)

    def _calendar(self) -> Reading | None:
        kinds = self.by_kind
        for kind, read in (
            ("date", self._date), ("dayanchor", self._day_anchor), ("dayword", self._day_word), ("day", self._day),
            ("nth", self._nth_week), ("weekday", self._weekday), ("weekend", self._weekend), ("holiday", self._holiday),
            ("month", self._month), ("week", self._week), ("quarter", self._quarter), ("half", self._half),
            ("season", self._season), ("decade", self._decade), ("century", self._century),
            ("yearpart", self._year), ("year", self._year),
        ):  # fmt: skip
            if kind in kinds:
                return read()
        return None

    # Days

    def _date(self) -> Reading | None:
        piece = self.by_kind["date"]
        digits = piece.get("year")
        found = day_or_none(self._full(int(digits), len(digits)), piece.number("month"), piece.number("day"))
        return Reading(day_point(found), "explicit") if found else None

    def _day_anchor(self) -> Reading | None:
        place, piece = self.place, self.by_kind["dayanchor"]
        confirmed = self._confirmed()
        if confirmed:
            return confirmed
        if place.around.same:
            return Reading(place.around.same, "anchor", place.around.same.value)
        if self.bound and self.bound.outlook is Outlook.FUTURE and piece.get("word") in NEXT_DAYS:
            return Reading(shifted(self.bound.point, 1), "anchor", self.bound.point.value)
        if piece.rule.args.get("that"):
            that = self.story.day_of_occasion(place.around.occasion, place.block)
            if that is None and self.story.named_in(place.block):
                that = self.story.last_day(place.block)
            return Reading(that, "anchor", that.value) if that else None
        offset, whose = _anchors()[piece.get("word")]
        if piece.get("word") == "그날" and not self.story.named_in(place.block):
            return None
        base: Point | None
        if "holiday" in self.by_kind:
            holiday = self._holiday()  # 추석 전날
            base = holiday.point if holiday and not holiday.last else None
        elif offset and place.around.occasion:
            base = self.story.day_of_occasion(place.around.occasion, place.block)  # 사고 전날
        elif whose == "tale":
            base = self._told()
        else:
            base = self.story.last_day(place.block, place.sentence if place.quote >= 0 else None)
        return Reading(shifted(base, offset) if offset else base, "anchor", base.value) if base else None

    def _told(self) -> Point:
        """The day that the story is telling of where the word stands."""
        place = self.place
        named = None
        if self.outlook is Outlook.FUTURE:
            named = self.story.awaited(place.sentence, place.block, place.around.topic)
        if named is None and place.around.occasion and not place.market:
            named = self.story.day_of_occasion(place.around.occasion, place.block)
        return named or self.story.telling(
            place.sentence, place.block, market=place.market, topic=place.around.topic, speech=place.around.speech
        )

    def _day_word(self) -> Reading | None:
        confirmed = self._confirmed()
        if confirmed:
            return confirmed
        offset = offsets("time_day")[self.by_kind["dayword"].get("word")]
        if self.place.quote < 0:
            return Reading(shifted(self.story.today(), offset), "origin")
        base = self.story.spoken_on(self.place.sentence, self.place.block)
        return Reading(shifted(base, offset), "anchor", base.value)

    def _confirmed(self) -> Reading | None:
        """오늘(30일): the bracket says the day."""
        piece = self.by_kind.get("confirm")
        if not piece:
            return None
        if piece.get("month"):
            found = which_month_day(piece.number("month"), piece.number("day"), Outlook.NEAREST, self.story.origin)
        else:
            found = which_day(piece.number("day"), Outlook.NEAREST, self.story.origin)
        if not found:
            return None
        dated = self.story.dated
        return Reading(day_point(found, year=dated, month=dated or bool(piece.get("month"))), "origin")

    def _day(self) -> Reading | None:
        day = self.by_kind["day"].number("day")
        month = self.by_kind.get("month")
        if month and "month" in month.fields:
            return self._month_day(month.number("month"), day)
        if month:
            reading = self._month()
            base = reading.point if reading else None
            found = day_or_none(base.first.year, base.first.month, day) if base else None
            if not (found and base and reading):
                return None
            return Reading(day_point(found, year=base.year, month=base.month), reading.via, reading.base)
        return self._bare_day(day)

    def _month_day(self, month: int, day: int) -> Reading | None:
        named = self._named_year() or self._lent_year(month)
        if named:
            found = day_or_none(named[0], month, day)
            return Reading(day_point(found, year=named[1]), named[2], named[3]) if found else None
        outlook = Outlook.NEAREST if self.outlook is Outlook.NONE else self.outlook
        found = which_month_day(month, day, outlook, self.pivot)
        known = self.bound.point.year if self.bound else self.story.dated
        return Reading(day_point(found, year=known), "origin") if found else None

    def _bare_day(self, day: int) -> Reading | None:
        if self.bound:
            found = which_day(day, self.bound.outlook, self.pivot, said=True)
            near = self.bound.point
            same = found is not None and (found.year, found.month) == (near.first.year, near.first.month)
            known_month = near.month and (same or near.known or self._crossing_known(found, near))
            return Reading(day_point(found, year=near.year, month=known_month), "origin") if found else None
        lent = self._lent_month(day)
        if lent:
            return lent
        found = which_day(day, self.outlook, self.pivot, said=bool(self.way))
        told_on = self._told_on(day, found) if found else None
        if told_on:
            return told_on
        dated = self.story.dated
        return Reading(day_point(found, year=dated, month=dated), "origin") if found else None

    def _told_on(self, day: int, found: date) -> Reading | None:
        """A later day of the month that the sentence before is about: 지난달 3일 모였다. 5일에는 다시 모였다."""
        base = self.story.day_before(self.place.sentence, self.place.block)
        if not base or self.way or self.place.report or not base.month or day < base.first.day:
            return None
        month = base.first.year, base.first.month
        origin = self.story.origin
        if self.outlook is Outlook.FUTURE:
            # 다음 달 10일 막을 올린다. 12일에는 불꽃을 쏜다: the 12th of this month is over.
            later = found <= origin < base.first
        else:
            fresh = not self.place.around.listing and (origin - found).days <= _FRESH
            past = self.outlook in (Outlook.PAST, Outlook.NONE) and not self.place.around.topic
            later = past and not fresh and day > base.first.day and month < (found.year, found.month)
        told = day_or_none(*month, day) if later else None
        return Reading(day_point(told, year=base.year), "head", base.value) if told else None

    @staticmethod
    def _crossing_known(found: date | None, near: Point) -> bool:
        """Whether the month beside a known month is known too."""
        return found is not None and near.month

    def _lent_month(self, day: int) -> Reading | None:
        """A bare day in the month that the words before named: 지난달 3일과 15일."""
        head, place = self.place.head, self.place
        if not head or self.way or place.report or head.point.grain not in (
            Precision.DAY, Precision.PART, Precision.MINUTE
        ):  # fmt: skip
            return None
        base = head.point
        if head.has_month and day > base.first.day:
            found = day_or_none(base.first.year, base.first.month, day)
            if found:
                return Reading(day_point(found, year=base.year, month=base.month), "head", base.value)
        if place.joined and (head.has_month or head.way in _AHEAD):
            found = which_day(day, Outlook.FUTURE, base.first, said=True)
        elif place.joined and head.way == "지난":
            found = which_day(day, Outlook.PAST, self.story.origin)
        else:
            return None
        known = base.month and base.known
        return Reading(day_point(found, year=known, month=known), "head", base.value) if found else None

    def _weekday(self) -> Reading | None:
        confirmed = self._confirmed()
        if confirmed:
            return confirmed
        weekday = _DAYS.index(self.by_kind["weekday"].get("weekday"))
        week = self._week() if "week" in self.by_kind else None
        origin = self.story.origin
        monday = origin - timedelta(days=origin.weekday())
        found: date | None
        if week:
            found = week.point.first + timedelta(days=weekday)
        elif self.way in ("이번", "다음", "다다음"):
            found = monday + timedelta(days=weekday + 7 * ("이번", "다음", "다다음").index(self.way))
        else:
            outlook = self.outlook if self.outlook in (Outlook.PAST, Outlook.FUTURE) else None
            found = which_weekday(weekday, outlook, self.pivot) if outlook else None
        if found is None:
            return None
        if self.story.dated:
            return Reading(day_point(found), "origin")
        holed = Point(f"XXXX-WXX-{weekday + 1}", Precision.DAY, found, found, False, False, False)
        return Reading(holed, "origin")

    def _nth_week(self) -> Reading | None:
        """A week of a month: the first one holds its first Thursday."""
        piece, month = self.by_kind["nth"], self._month() if "month" in self.by_kind else None
        if not month:
            return None
        first, last = month.point.first, month.point.last
        if piece.get("nth") == "마지막":
            thursday = last - timedelta(days=(last.weekday() - 3) % 7)
        else:
            weeks = ("첫", "둘", "셋", "넷", "다섯").index(piece.get("nth"))
            thursday = first + timedelta(days=(3 - first.weekday()) % 7 + 7 * weeks)
        if thursday > last:
            return None
        known = month.point.known
        if not piece.get("weekday"):
            return replace(month, point=week_point(thursday, known=known))
        day = thursday + timedelta(days=_DAYS.index(piece.get("weekday")) - 3)
        return replace(month, point=day_point(day, year=month.point.year, month=known, known=known))

    def _weekend(self) -> Reading | None:
        week = self._week() if "week" in self.by_kind else None
        origin = self.story.origin
        monday = week.point.first if week else origin - timedelta(days=origin.weekday())
        if not week:
            monday += timedelta(weeks={"지난": -1, "다음": 1, "다다음": 2}.get(self.way, 0))
        saturday, dated = monday + timedelta(days=5), self.story.dated
        ends = [day_point(saturday + timedelta(days=n), year=dated, month=dated, known=dated) for n in (0, 1)]
        return Reading(ends[0], "origin", last=ends[1])

    def _holiday(self) -> Reading | None:
        piece, confirmed = self.by_kind["holiday"], self._confirmed()
        if confirmed:
            return confirmed
        name = _holidays().get(piece.get("name"), piece.get("name"))
        named = self._named_year()
        origin = self.story.origin
        years = [named[0]] if named else list(range(origin.year - 2, origin.year + 3))
        days = [found for year in years if (found := _holiday_in(name, year))]
        if not named:
            days = _toward(days, self.outlook, origin)
        if not days:
            return None
        day, first, last = min(days, key=lambda one: (abs((one[0] - origin).days), one[0] > origin))
        known = named[1] if named else self.story.dated
        fixed = name[:1].isdecimal()
        via = named[2] if named else "origin"
        if not piece.get("break"):
            return Reading(day_point(day, year=known, month=known or fixed, known=known or fixed), via)
        ends = [day_point(one, year=known, month=known, known=known) for one in (first, last)]
        return Reading(ends[0], via, last=ends[1]) if known else None


def _holiday_in(name: str, year: int) -> tuple[date, date, date] | None:
    """The day of a holiday and the first and last day off around it."""
    if name[:1].isdecimal():
        found = day_or_none(year, int(name[:2]), int(name[3:]))
        return (found, found, found) if found else None
    return _lunar().get((name, year))


def _toward(days: list[tuple[date, date, date]], outlook: Outlook, origin: date) -> list[tuple[date, date, date]]:
    if outlook is Outlook.PAST:
        return [day for day in days if day[0] <= origin]
    if outlook is Outlook.FUTURE:
        return [day for day in days if day[0] >= origin]
    return days
