"""How an English edition says a time."""

from sitegen.compose.timex import Context, Point

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PARTS = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night"}
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_THIRDS = {"START": "early", "MID": "mid", "END": "late"}
_ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth"}


class English:
    """3 June 2024, second half of 2027, late 2023, 3–5 June, from 6 November."""

    def one(self, point: Point, mod: str, context: Context) -> str:
        """A single time."""
        said = _said(point, context.year)
        if mod in _THIRDS and not point.day:
            joint = "-" if mod == "MID" else " "
            return f"{_THIRDS[mod]}{joint}{said}"
        if mod == "APPROX":
            return f"about {said}"
        if mod in ("LESS_THAN", "MORE_THAN"):
            return f"{'within' if mod == 'LESS_THAN' else 'after'} {said}"
        return said

    def span(self, first: Point, last: Point, mod: str, context: Context) -> str:
        """From *first* to *last*; what both share is said once."""
        end = _said(last, context.year)
        if first.year == last.year and first.day and last.day and first.month == last.month and first.hour is None:
            said = f"{first.day}–{end}"
        elif first.year == last.year and first.month and last.month:
            said = f"{_said(first, first.year)} – {end}"
        elif not first.month and not last.month and not first.unit and not last.unit:
            said = f"{first.year}–{last.year}"
        else:
            said = f"{_said(first, None)} – {_said(last, None)}"
        return f"about {said}" if mod == "APPROX" else said

    def since(self, said: str) -> str:
        """From then on."""
        return f"from {said}"

    def until(self, said: str) -> str:
        """Up to then."""
        return f"by {said}"


def _said(point: Point, known_year: int | None) -> str:
    year = "" if point.year is None or point.year == known_year else f" {point.year}"
    match point.unit:
        case "quarter":
            return f"{_ORDINALS[point.which]} quarter" + (f" of{year}" if year else "")
        case "half":
            return f"{_ORDINALS[point.which]} half" + (f" of{year}" if year else "")
        case "season":
            return _SEASONS[point.which] + year
        case "week":
            return f"week {int(point.which)}" + year
        case "decade":
            return f"{point.which}0s"
        case "century":
            century = int(point.which) + 1
            return f"{century}{'st' if century == 21 else 'th'} century"
    if not point.month:
        return str(point.year)
    month = _MONTHS[point.month - 1] + year
    if not point.day:
        return month
    day = f"{point.day} {month}"
    if point.hour is not None:
        return f"{_clock(point.hour, point.minute or 0)}, {day}"
    return f"{_PARTS[point.part]} of {day}" if point.part else day


def _clock(hour: int, minute: int) -> str:
    half = "a.m." if hour < 12 else "p.m."
    return f"{(hour - 1) % 12 + 1}:{minute:02} {half}"
