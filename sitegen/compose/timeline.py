"""The timeline: one page, or pages by month where there is too much for one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sitegen.compose.desk import Desk
from sitegen.compose.frame import page_of
from sitegen.compose.lines import in_order, period_of, sections_of
from sitegen.compose.when import is_dated, month_label, year_label
from sitegen.model.site import Entry, Page

MOST_ROWS = 200  # of one page
_URL = "timeline/index.html"


def timeline_pages(desk: Desk) -> Iterable[Page]:
    """The timeline, and its months where it is longer than one page holds."""
    entries = [entry for entry in desk.briefing.entries if entry.when is not None and entry.refs]
    if len(entries) <= MOST_ROWS:
        yield _page(desk, _URL, "", entries, ())
        return
    periods: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        periods[period_of(entry) if is_dated(entry.when) else "unknown"].append(entry)
    parts = [part for period in sorted(periods) for part in _parts(period, periods[period])]
    months = [(_part_label(desk, period, number), _part_url(period, number), some) for period, number, some in parts]
    yield _page(desk, _URL, "", _around_now(desk, entries), [(said, url, len(some)) for said, url, some in months])
    for said, url, some in months:
        yield _page(desk, url, said, some, ())


def _parts(period: str, entries: Sequence[Entry]) -> Iterable[tuple[str, int, Sequence[Entry]]]:
    """A period in pieces that one page holds, numbered from 1."""
    for number, start in enumerate(range(0, len(entries), MOST_ROWS), 1):
        yield period, number, entries[start : start + MOST_ROWS]


def _part_url(period: str, number: int) -> str:
    return f"timeline/{period}/index.html" if number == 1 else f"timeline/{period}-p{number}/index.html"


def _part_label(desk: Desk, period: str, number: int) -> str:
    if period == "unknown":
        said = desk.words["unknown_year"]
    elif len(period) == 4:
        said = year_label(int(period), desk.language)
    else:
        said = month_label(int(period[:4]), int(period[5:]), desk.language)
    return said if number == 1 else f"{said} ({number})"


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
        has_now=any(step["now"] for section in sections for step in section["steps"]),
        months=[
            {"label": words["month_rows"].format(period=said, count=count), "url": target}
            for said, target, count in months
        ],
    )
