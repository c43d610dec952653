"""Timelines: entries by date, with the line of the reference day between what was and what is to come."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sitegen.compose.desk import Desk
from sitegen.compose.rows import row_of
from sitegen.compose.when import WITHIN_DAY, is_dated, year_label
from sitegen.model.facts import Precision
from sitegen.model.site import Entry

FLOW_PAST = 8
FLOW_AHEAD = 5
_WITHIN_MONTH = WITHIN_DAY | {Precision.MONTH, Precision.WEEK}


def timeline_of(
    desk: Desk, entries: Sequence[Entry], *, year: int | None = None, now: bool = True, here: str = ""
) -> list[Any]:
    """*entries*, which stand in time order, as steps: dates with their rows, and the reference day between them.

    A year is said where it changes; *year* is the one that the heading above says, or that goes without saying.
    *here* is the article on whose page the timeline stands.
    """
    steps: list[Any] = []
    marked = not now or desk.as_of is None
    told = year_label(year, desk.language) if year else ""
    for ahead, side in groupby(entries, key=desk.is_ahead):
        if ahead and not marked:
            steps.append({"now": True})
            marked = True
        rows = [row_of(desk, entry, here=here) for entry in side]
        for _, same in groupby(rows, key=lambda row: (row["when"]["label"], row["when"]["note"])):
            together = list(same)
            when = together[0]["when"]
            new_year = when["year"] if when["year"] != told else ""
            told = when["year"] or told
            span = together[0]["span"]
            steps.append({"now": False, "when": when, "span": span, "year": new_year, "ahead": ahead, "rows": together})
    if not marked:
        steps.append({"now": True})
    return steps


def whole_flow_of(desk: Desk, entries: Sequence[Entry], most: int, here: str) -> list[Any]:
    """The steps of one article's page: dated ones around the reference day, then those whose year is unknown."""
    dated = in_order(desk, [entry for entry in entries if is_dated(entry.when)])[:most]
    holes = [entry for entry in entries if entry.when is not None and not is_dated(entry.when)]
    steps = timeline_of(desk, dated, year=desk.year, here=here) if dated else []
    return steps + timeline_of(desk, holes[: most - len(dated)], now=False, here=here)


def in_order(desk: Desk, entries: Sequence[Entry]) -> list[Entry]:
    """*entries* with those that lie ahead last; each side keeps its order."""
    return sorted(entries, key=desk.is_ahead)


def flow_of(desk: Desk, entries: Sequence[Entry]) -> list[Any]:
    """The steps nearest to the reference day, a few on each side of it; those of no known year where none is dated."""
    dated = in_order(desk, [entry for entry in entries if is_dated(entry.when)])
    past = [entry for entry in dated if not desk.is_ahead(entry)]
    ahead = [entry for entry in dated if desk.is_ahead(entry)]
    if not dated:
        holes = [entry for entry in entries if entry.when is not None]
        return timeline_of(desk, holes[: FLOW_PAST + FLOW_AHEAD], now=False)
    return timeline_of(desk, [*past[-FLOW_PAST:], *ahead[:FLOW_AHEAD]], year=desk.year)


def sections_of(desk: Desk, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """*entries* under the headings of their years; those without a known year come last."""
    dated = in_order(desk, [entry for entry in entries if is_dated(entry.when)])
    sections: list[dict[str, Any]] = []
    now_shown = desk.as_of is None
    for year, same in groupby(dated, key=year_of):
        members = list(same)
        # The line stands in the first section that has something ahead of it, or at the very end.
        here = not now_shown and any(desk.is_ahead(entry) for entry in members)
        now_shown = now_shown or here
        steps = timeline_of(desk, members, year=year, now=here)
        sections.append({"id": f"y{year}", "title": year_label(year, desk.language), "steps": steps})
    if sections and not now_shown:
        sections[-1]["steps"].append({"now": True})
    holes = [entry for entry in entries if entry.when is not None and not is_dated(entry.when)]
    if holes:
        steps = timeline_of(desk, holes, now=False)
        sections.append({"id": "unknown", "title": desk.words["unknown_years"], "steps": steps})
    return _joined(sections)


def _joined(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sections of one heading as one: a plan for all of this year comes after what is already past of it."""
    joined: dict[str, dict[str, Any]] = {}
    for section in sections:
        if section["id"] in joined:
            joined[section["id"]]["steps"].extend(section["steps"])
        else:
            joined[section["id"]] = section
    return list(joined.values())


def year_of(entry: Entry) -> int:
    """The year that a dated entry is listed under: where it begins, or where it ends if it only has an end."""
    when = entry.when
    day = (when.earliest or when.latest) if when else None
    return day.year if day else 0


def period_of(entry: Entry) -> str:
    """The page of the timeline that holds a dated entry: its month, or its year where it is known no finer."""
    when = entry.when
    day = (when.earliest or when.latest) if when else None
    if when is None or day is None:
        return "unknown"
    fine = when.precision in _WITHIN_MONTH
    return f"{day.year:04}-{day.month:02}" if fine else f"{day.year:04}"
