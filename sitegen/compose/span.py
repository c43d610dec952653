"""The bar that shows how wide a time is that is known no finer than some days of a year."""

from collections.abc import Mapping
from datetime import date

from sitegen.compose.when import day_label
from sitegen.model.facts import When

_NARROWEST = 4  # per cent: less would not be seen


def span_of(when: When, words: Mapping[str, str], language: str) -> dict[str, str] | None:
    """Where in its year a time lies, in per cent, with the days in words; None for a day, for a whole year, for
    one that is open to a side and for one that leaves its year."""
    first, last = when.earliest, when.latest
    if first is None or last is None or first >= last or first.year != last.year:
        return None
    days = (date(first.year + 1, 1, 1) - date(first.year, 1, 1)).days
    left = 100 * (first.timetuple().tm_yday - 1) / days
    width = max(_NARROWEST, 100 * last.timetuple().tm_yday / days - left)
    if width == 100:
        return None
    said = (day_label(day, language, year=first.year) for day in (first, last))
    label = words["span"].format(first=next(said), last=next(said))
    return {"x": f"{min(left, 100 - width):.1f}", "w": f"{width:.1f}", "label": label}
