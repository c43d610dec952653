"""Years and what is as coarse: months, quarters, halves, seasons, weeks, from what the pieces and the place say."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache

from sitegen.extract.time.cycles import which_year
from sitegen.extract.time.frame import Bound, Place, Reading, Story
from sitegen.extract.time.outlook import Outlook
from sitegen.extract.time.pieces import Piece
from sitegen.extract.time.points import (
    century_point,
    decade_point,
    half_point,
    month_after,
    month_point,
    quarter_point,
    season_point,
    week_point,
    year_point,
)
from sitegen.rules.rule import words


@cache
def offsets(table: str) -> Mapping[str, int]:
    """The first two columns of a word list: what a word counts, from where it is counted."""
    return {row[0]: int(row[1]) for row in words(table)}


class CoarseResolver:
    """The pieces of one point in its place. Nothing here changes the story."""

    def __init__(self, pieces: Sequence[Piece], place: Place, story: Story, bound: Bound | None = None) -> None:
        self.by_kind = {piece.kind: piece for piece in pieces}
        self.place, self.story, self.bound = place, story, bound
        direction = self.by_kind.get("direction")
        self.way = direction.get("way") if direction else ""
        self.pivot = bound.point.first if bound else story.origin
        self.outlook = self._outlook()

    def _outlook(self) -> Outlook:
        if self.way:
            return Outlook.PAST if self.way == "지난" else Outlook.FUTURE
        return self.bound.outlook if self.bound else self.place.outlook

    # Years

    def _named_year(self) -> tuple[int, bool, str, str] | None:
        """Year, whether it is known, via and base, as the year piece says it."""
        piece = self.by_kind.get("year")
        if not piece:
            return None
        digits = piece.get("year") or piece.get("short")
        if digits:
            return self._full(int(digits), len(digits)), True, "explicit", ""
        if piece.rule.args.get("anchor"):
            told = self.bound.point if self.bound else self.story.last_year()  # 2022년 11월부터 이듬해 4월까지
            base = told or year_point(self.story.origin.year, known=self.story.dated)
            offset = offsets("time_anchor_year")[piece.get("word")]
            return base.first.year + offset, base.year, "anchor", base.value
        offset = int(piece.rule.args.get("offset", 0)) if not piece.get("word") else 0
        if piece.get("word"):
            offset = offsets("time_year")[piece.get("word")]
        return self.story.origin.year + offset, self.story.dated, "origin", ""

    def _full(self, year: int, digits: int) -> int:
        """A year of two digits in full: at most ten years ahead of the publication."""
        if digits > 2:
            return year
        horizon = self.story.origin.year + 10
        return max(year + hundred for hundred in (horizon // 100 * 100, horizon // 100 * 100 - 100)
                   if year + hundred <= horizon)  # fmt: skip

    def _year(self) -> Reading | None:
        back = 1 if self.way == "지난" else 0  # 지난 연말
        this = (self.story.origin.year - back, self.story.dated, "origin", "")
        year, known, via, base = self._named_year() or this
        return Reading(year_point(year, known=known), via, base) if 0 < year < 9999 else None

    def _year_for(self, start: int, months: int) -> tuple[int, bool, str, str] | None:
        """The year of a month, quarter, half or season that begins in month *start*."""
        named = self._named_year()
        if named:
            return named
        lent = self._lent_year(start)
        if lent:
            return lent
        strictly = self.way == "지난"
        outlook = self.outlook
        if outlook is Outlook.NONE and months == 6:
            return self.pivot.year, self.story.dated, "origin", ""
        year = which_year(start, months, outlook, self.pivot, strictly=strictly)
        known = self.bound.point.year if self.bound else self.story.dated
        return (year, known, "origin", "") if year else None

    def _lent_year(self, start: int) -> tuple[int, bool, str, str] | None:
        head = self.place.head
        if not head or self.way or self.bound or not head.has_year:
            return None
        year, month = head.point.first.year, head.point.first.month
        lent = (year, head.point.year, "head", head.point.value)
        if head.alone:
            return lent
        if self.place.joined or self.place.put_back:
            return lent if start >= month else (year + 1, *lent[1:])
        if head.has_month and start >= month and self.outlook is not Outlook.FUTURE:
            return lent
        return None

    # Months and what is as coarse

    def _month(self) -> Reading | None:
        piece = self.by_kind["month"]
        if piece.rule.args.get("anchor"):
            base = self.story.last_month()
            if not base:
                if piece.get("word") != "전월":
                    return None
                base = self.story.today()
            offset = offsets("time_anchor_month")[piece.get("word")]
            year, month = month_after(base.first.year, base.first.month, offset)
            return Reading(month_point(year, month, known_year=base.year, known=base.month), "anchor", base.value)
        if "month" not in piece.fields:
            offset = int(piece.rule.args.get("offset", 0)) or offsets("time_month").get(piece.get("word"), 0)
            year, month = month_after(self.story.origin.year, self.story.origin.month, offset)
            dated = self.story.dated
            return Reading(month_point(year, month, known_year=dated, known=dated), "origin")
        month = piece.number("month")
        found = self._year_for(month, 1)
        if not found:
            return None
        return Reading(month_point(found[0], month, known_year=found[1]), found[2], found[3])

    def _quarter(self) -> Reading | None:
        quarter = self.by_kind["quarter"].number("quarter")
        found = self._year_for(quarter * 3 - 2, 3)
        return Reading(quarter_point(found[0], quarter, known=found[1]), *found[2:]) if found else None

    def _half(self) -> Reading | None:
        half = 1 if self.by_kind["half"].get("half") == "상" else 2
        found = self._year_for(half * 6 - 5, 6)
        if found and found[2] == "origin" and half == 2 and self._is_for_next_year():
            found = (self.story.origin.year + 1, *found[1:])
        return Reading(half_point(found[0], half, known=found[1]), *found[2:]) if found else None

    def _is_for_next_year(self) -> bool:
        """Whether something is put off in December to the second half: this one is about to end."""
        bare = not self.way and not self.bound and "year" not in self.by_kind
        return bare and self.place.put_off and self.story.origin.month == 12

    def _season(self) -> Reading | None:
        name = self.by_kind["season"].get("season")
        code, start = next((row[1], int(row[2])) for row in words("time_season") if row[0] == name)
        found = self._year_for(start, 3)
        if not found:
            return None
        year = found[0]
        year_piece = self.by_kind.get("year")
        this = self.way == "이번" or (year_piece is not None and year_piece.rule.args.get("offset") == 0)
        if code == "WI" and this and self.story.origin.month <= 2:
            year = self.story.origin.year - 1  # 올겨울 in January is the winter that began last year
        return Reading(season_point(year, code, known=found[1]), *found[2:])

    def _decade(self) -> Reading | None:
        digits = self.by_kind["decade"].get("decade")
        year = int(digits)
        if len(digits) == 2:
            year += 1900 if year >= 30 else 2000
        return Reading(decade_point(year), "explicit")

    def _century(self) -> Reading | None:
        return Reading(century_point(max(1, self.by_kind["century"].number("century"))), "explicit")

    def _week(self) -> Reading | None:
        offset = offsets("time_week")[self.by_kind["week"].get("word")]
        day = self.story.origin + timedelta(weeks=offset)
        return Reading(week_point(day, known=self.story.dated), "origin")
