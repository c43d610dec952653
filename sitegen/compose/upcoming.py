"""What is to come: open plans by the day they are for, and plans whose day has passed without a word of what came."""

from collections.abc import Iterable
from typing import Any

from sitegen.compose.desk import Desk
from sitegen.compose.frame import page_of
from sitegen.compose.front import Front
from sitegen.compose.parts import parts_of
from sitegen.compose.rows import row_of
from sitegen.compose.when import days_until
from sitegen.model.site import Entry, Page

URL = "upcoming/index.html"
CALENDAR = "upcoming.ics"
MOST_ROWS = 100  # of one page
MOST_PLANS = 500  # what lies further ahead stands in the timeline
_PASSED = 50


def upcoming_pages(desk: Desk, front: Front) -> Iterable[Page]:
    """The open plans ahead, the nearest first, in pages where there are many; on the first also those that passed."""
    words = desk.words
    ahead, passed = front.ahead[:MOST_PLANS], front.passed
    for url, some, pages in parts_of("upcoming", ahead, MOST_ROWS, lambda plan: _label(desk, plan)):
        shown = passed[:_PASSED] if url == URL else []
        yield page_of(
            desk,
            url,
            "upcoming.html",
            words["upcoming"],
            words["upcoming_description"],
            "upcoming",
            pages=pages,
            upcoming=[upcoming_row(desk, entry) for entry in some],
            later=words["nearest_only"].format(count=MOST_PLANS) if len(front.ahead) > MOST_PLANS else "",
            calendar=CALENDAR,
            overdue=[row_of(desk, entry, year=desk.year) for entry in shown],
            more=words["latest_only"].format(count=_PASSED) if shown and len(passed) > _PASSED else "",
        )


def upcoming_row(desk: Desk, entry: Entry) -> dict[str, Any]:
    """A line with the days that are left; no count where the time is wider than a day, or has begun."""
    row = row_of(desk, entry, year=desk.year)
    days = days_until(entry.when, desk.as_of) if entry.when and desk.as_of else None
    return {**row, "d_day": f"D-{days}" if days is not None and days > 0 else ""}


def _label(desk: Desk, plan: Entry) -> str:
    label: str = row_of(desk, plan)["when"]["label"]
    return label
