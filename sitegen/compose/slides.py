"""The timeline in the format of TimelineJS 3 (https://timeline.knightlab.com/docs/json-format.html), whose words are HTML."""

from collections.abc import Iterable
from html import escape
from typing import Any

from sitegen.compose.addresses import absolute
from sitegen.compose.desk import Desk
from sitegen.compose.lines import in_order
from sitegen.compose.rows import row_of
from sitegen.compose.timex import Point, point_of
from sitegen.compose.when import is_dated
from sitegen.model.facts import Precision, When
from sitegen.model.site import Entry, Page

URL = "timeline.json"
MOST_SLIDES = 200
# What the format has no word for is a stretch of its months or years; how it is said, `display_date` keeps.
_STRETCHES = frozenset({Precision.QUARTER, Precision.HALF, Precision.SEASON, Precision.DECADE, Precision.CENTURY})


def slides_of(desk: Desk) -> str:
    """The address of the file; "" where there is none, for to TimelineJS one without slides is an error."""
    return URL if any(entry.refs and is_dated(entry.when) for entry in desk.briefing.entries) else ""


def slides_files(desk: Desk) -> Iterable[Page]:
    """The lines whose time is known, in time order; of very many those that an editor would put first."""
    dated = [entry for entry in desk.briefing.entries if entry.refs and is_dated(entry.when)]
    if not dated:
        return
    kept = sorted(dated, key=lambda entry: (not entry.pinned, -entry.score, entry.id))[:MOST_SLIDES]
    wanted = {entry.id for entry in kept}
    shown = in_order(desk, [entry for entry in dated if entry.id in wanted])
    as_of = desk.words["as_of"].format(day=desk.day(desk.as_of, weekday=True)) if desk.as_of else ""
    document = {
        "title": {"text": {"headline": escape(desk.briefing.site.title), "text": escape(as_of)}},
        "events": [_slide(desk, entry, entry.when) for entry in shown if entry.when is not None],
    }
    yield Page(URL, "document", {"document": document})


def _slide(desk: Desk, entry: Entry, when: When) -> dict[str, Any]:
    row = row_of(desk, entry)
    said = [badge["word"] for badge in row["badges"]] + [row["source"]]
    notes = [desk.words["unconfirmed"]] if row["unconfirmed"] else [one["label"] for one in row["outcomes"]]
    notes += [one["label"] for one in row["denials"]]
    paragraphs = [escape(" · ".join(filter(None, said))), *map(escape, notes), _evidence(desk, row)]
    slide: dict[str, Any] = {
        "unique_id": f"e-{row['fact']}",
        **dates_of(when),
        "display_date": escape(row["when"]["label"]),
        "text": {
            "headline": escape(row["headline"]),
            "text": "".join(f"<p>{words}</p>" for words in paragraphs if words),
        },
    }
    if row["story"]:
        slide["group"] = escape(row["story"]["title"])
    return slide


def _evidence(desk: Desk, row: dict[str, Any]) -> str:
    """A link to the words; without an address of the site it is relative to the site's root, where the file stands."""
    link, site = row["evidence"]["links"][0], desk.briefing.site
    address = absolute(site.url, link["url"]) if site.url else link["url"]
    return f'{escape(desk.words["evidence"])}: <a href="{escape(address)}">{escape(link["label"])}</a>'


def dates_of(when: When) -> dict[str, dict[str, int]]:
    """``start_date`` and, where a time lasts, ``end_date``, as fine as the time is known. *when* is dated."""
    first, slash, last = when.value.partition("/")
    sides = [point_of(side) for side in (first, last) if side not in ("", "..")]
    if when.precision in _STRETCHES or any(side is None or side.year is None or side.unit for side in sides):
        return _stretch(when)
    start, end = _date(sides[0]), _date(sides[-1])
    return {"start_date": start, "end_date": end} if slash and len(sides) == 2 else {"start_date": start}


def _date(point: Point | None) -> dict[str, int]:
    parts = ("year", "month", "day", "hour", "minute")
    return {part: value for part in parts if (value := getattr(point, part)) is not None}


def _stretch(when: When) -> dict[str, dict[str, int]]:
    """From the first to the last month of a quarter, a half or a season; of more than a year from year to year."""
    days = [day for day in (when.earliest, when.latest) if day is not None]
    if when.precision is Precision.WEEK:
        dates = [{"year": day.year, "month": day.month, "day": day.day} for day in days]
    elif when.precision in (Precision.DECADE, Precision.CENTURY):
        dates = [{"year": day.year} for day in days]
    else:
        dates = [{"year": day.year, "month": day.month} for day in days]
    return dict(zip(("start_date", "end_date"), dates, strict=False))
