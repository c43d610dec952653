"""The timeline: one page, or pages by month where there is too much for one."""

from collections.abc import Iterable, Sequence

from sitegen.compose.desk import Desk
from sitegen.compose.frame import page_of
from sitegen.compose.lines import in_order, period_of, sections_of
from sitegen.compose.months import UNKNOWN, by_month
from sitegen.compose.slides import slides_of
from sitegen.compose.when import is_dated
from sitegen.model.site import Entry, Page

MOST_ROWS = 200  # of one page
_URL = "timeline/index.html"


def timeline_pages(desk: Desk) -> Iterable[Page]:
    """The timeline, and its months where it is longer than one page holds."""
    entries = [entry for entry in desk.briefing.entries if entry.when is not None and entry.refs]
    if len(entries) <= MOST_ROWS:
        yield _page(desk, _URL, "", entries, ())
        return
    parts = list(by_month(desk, entries, _period, MOST_ROWS))
    months = [(part.label, part.url("timeline"), len(part.members)) for part in parts]
    yield _page(desk, _URL, "", _around_now(desk, entries), months)
    for part in parts:
        yield _page(desk, part.url("timeline"), part.label, part.members, ())


def _period(entry: Entry) -> str:
    return period_of(entry) if is_dated(entry.when) else UNKNOWN


def _around_now(desk: Desk, entries: Sequence[Entry]) -> list[Entry]:
    dated = in_order(desk, [entry for entry in entries if is_dated(entry.when)])
    past = [entry for entry in dated if not desk.is_ahead(entry)]
    ahead = [entry for entry in dated if desk.is_ahead(entry)]
    return [*past[-MOST_ROWS // 2 :], *ahead[: MOST_ROWS // 2]]


def _page(desk: Desk, url: str, period: str, entries: Sequence[Entry], months: Iterable[tuple[str, str, int]]) -> Page:
    words = desk.words
    sections = sections_of(desk, entries)
    return page_of(
        desk,
        url,
        "timeline.html",
        words["timeline_of"].format(period=period) if period else words["timeline"],
        words["timeline_description"],
        "timeline",
        sections=sections,
        slides=slides_of(desk) if url == _URL else "",
        has_now=any(step["now"] for section in sections for step in section["steps"]),
        months=[
            {"label": words["month_rows"].format(period=said, count=count), "url": target}
            for said, target, count in months
        ],
    )
