"""How Korean newsrooms say a time."""

from sitegen.compose.timex import Context, Point

_PARTS = {"MO": "오전", "AF": "오후", "EV": "저녁", "NI": "밤"}
# The night of TIMEX3 holds both sides of midnight; the words that were read know which.
_PART_WORDS = ("새벽", "심야", "한밤", "자정", "아침", "점심", "한낮", "대낮", "저녁", "밤", "오전", "오후", "낮")
_SEASONS = {"SP": "봄", "SU": "여름", "FA": "가을", "WI": "겨울"}
_THIRDS = {"START": " 초", "MID": " 중반", "END": " 말"}
_BOUNDS = {"LESS_THAN": " 이내", "MORE_THAN": " 이후"}


class Korean:
    """2024년 6월 3일, 2024년 9월 중, 2027년 하반기, 2023년 말, 6월 3~5일, 11월 6일부터."""

    def one(self, point: Point, mod: str, context: Context) -> str:
        """A single time."""
        said = (self._head(point, context) + self._tail(point, context.surface)).strip()
        if mod == "APPROX":
            return said + "쯤"
        if mod == "MID" and point.month and not point.day:
            return said + " 중순"
        if mod in _THIRDS and not point.day:
            return said + _THIRDS[mod]
        if mod in _BOUNDS:
            return said + _BOUNDS[mod]
        if context.ahead and point.month and not point.day:
            return said + " 중"
        return said

    def span(self, first: Point, last: Point, mod: str, context: Context) -> str:
        """From *first* to *last*; what both share is said once."""
        start = (self._head(first, context) + self._tail(first, "")).strip()
        if first.year == last.year and first.year is not None:
            if _is_day(first) and _is_day(last) and first.month == last.month:
                end = f"{last.day}일"
                start = start.removesuffix("일")
            elif _is_month(first) and _is_month(last):
                end = f"{last.month}월"
                start = start.removesuffix("월")
            else:
                end = (self._head(last, Context(last.year, headed=True)) + self._tail(last, "")).strip()
        elif _is_year(first) and _is_year(last):
            start, end = start.removesuffix("년"), f"{last.year}년"
        else:
            end = self._head(last, Context()) + self._tail(last, "")
        said = f"{start}~{end}"
        if mod == "WEEK":
            return said + " 사이"
        return said + "쯤" if mod == "APPROX" else said

    def since(self, said: str) -> str:
        """From then on."""
        return said + "부터"

    def until(self, said: str) -> str:
        """Up to then."""
        return said + "까지"

    def _head(self, point: Point, context: Context) -> str:
        if point.unit == "decade":
            return f"{point.which}0년대"
        if point.unit == "century":
            return f"{int(point.which) + 1}세기"
        words = []
        rest = bool(point.month or point.unit)
        known = point.year == context.year and (context.headed or not point.unit)
        if point.year is not None and not (rest and known):
            words.append(f"{point.year}년")
        if point.month:
            words.append(f"{point.month}월")
        if point.day:
            words.append(f"{point.day}일")
        return " ".join(words)

    def _tail(self, point: Point, surface: str) -> str:
        word = _unit_word(point) or _clock(point) or _part_word(point, surface)
        return f" {word}" if word else ""


def _unit_word(point: Point) -> str:
    match point.unit:
        case "quarter":
            return f"{point.which}분기"
        case "half":
            return "상반기" if point.which == "1" else "하반기"
        case "season":
            return _SEASONS[point.which]
        case "week":
            return f"{int(point.which)}주차"
        case _:
            return ""


def _clock(point: Point) -> str:
    if point.hour is None:
        return ""
    minute = f" {point.minute}분" if point.minute else ""
    if point.hour == 0 and not point.minute:
        return "0시"
    if point.hour == 12 and not point.minute:
        return "낮 12시"
    half = "오전" if point.hour < 12 else "오후"
    hour = point.hour if point.hour <= 12 else point.hour - 12
    return f"{half} {hour}시{minute}"


def _part_word(point: Point, surface: str) -> str:
    if not point.part:
        return ""
    return next((word for word in _PART_WORDS if word in surface), _PARTS[point.part])


def _is_day(point: Point) -> bool:
    return point.day is not None and point.hour is None and not point.part


def _is_month(point: Point) -> bool:
    return point.month is not None and point.day is None


def _is_year(point: Point) -> bool:
    return point.year is not None and point.month is None and not point.unit
