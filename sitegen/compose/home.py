"""The briefing: one page that answers alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sitegen.compose.changes import changes_feed, latest_changes
from sitegen.compose.density import density_of
from sitegen.compose.desk import Desk, story_url
from sitegen.compose.disputes import disputes_of
from sitegen.compose.feeds import site_feeds
from sitegen.compose.frame import page_of
from sitegen.compose.head import Head
from sitegen.compose.ld import events, item_list, website
from sitegen.compose.lines import flow_of
from sitegen.compose.moments import newest_change
from sitegen.compose.pictures import HOME_PICTURE, home_picture
from sitegen.compose.quotes import leading_quotes
from sitegen.compose.rows import row_of
from sitegen.compose.when import days_until
from sitegen.model.site import Entry, Page, Story

_HEADLINES = 5
_UPCOMING = 6
_OVERDUE = 5
_DISPUTES = 3


def home_pages(desk: Desk) -> Iterator[Page]:
    """The page at the root, and its picture."""
    title = desk.briefing.site.title
    description = desk.words["home_description"].format(title=title)
    blocks = home_blocks(desk)
    yield page_of(
        desk,
        "index.html",
        "index.html",
        title,
        description,
        "home",
        _head(desk, description, blocks["headlines"], _upcoming(desk)),
        **blocks,
        fact_count=sum(1 for entry in desk.briefing.entries if entry.when is not None),
        density=density_of(desk),
    )
    yield from home_picture(desk, blocks["headlines"])


def _head(desk: Desk, description: str, rows: Sequence[Mapping[str, Any]], upcoming: Iterable[Entry]) -> Head:
    lines = [(row["headline"], row["evidence"]["links"][0]["url"]) for row in rows]
    return Head(
        picture=HOME_PICTURE,
        changed=newest_change(desk, (read.article for read in desk.briefing.articles)),
        feeds=[*site_feeds(desk), *changes_feed(desk)],
        things=[
            website(desk, description),
            *item_list(desk, desk.words["headlines"], lines),
            *events(desk, upcoming),
        ],
    )


def home_blocks(desk: Desk) -> dict[str, Any]:
    """What the briefing says, block by block."""
    words = desk.words
    headlines = _headlines(desk)
    lead = _lead_story(desk, headlines)
    entries = [desk.entries[one] for one in lead.entries if one in desk.entries] if lead else desk.briefing.entries
    return {
        "headlines": [row_of(desk, entry, year=desk.year) for entry in headlines],
        "upcoming": [_upcoming_row(desk, entry) for entry in _upcoming(desk)],
        "overdue": [row_of(desk, entry, year=desk.year) for entry in _overdue(desk)],
        "disputes": disputes_of(desk, _DISPUTES),
        "changes": latest_changes(desk),
        "flow_title": words["flow"].format(title=lead.title) if lead else words["flow_plain"],
        "flow_url": story_url(lead) if lead else "timeline/index.html",
        "flow": flow_of(desk, entries),
        "quotes": leading_quotes(desk),
    }


def _headlines(desk: Desk) -> list[Entry]:
    """What an editor has put first, then the facts with the highest score; of two that read alike, the first."""
    ranked = sorted(desk.briefing.entries, key=lambda entry: (not entry.pinned, -entry.score, entry.id))
    seen: set[str] = set()
    kept = []
    for entry in ranked:
        if entry.headline and entry.refs and entry.headline not in seen:
            seen.add(entry.headline)
            kept.append(entry)
        if len(kept) == _HEADLINES:
            break
    return kept


def _lead_story(desk: Desk, headlines: Iterable[Entry]) -> Story | None:
    """The story of the first headline that has one."""
    slug = next((entry.story for entry in headlines if entry.story in desk.stories), "")
    return desk.stories.get(slug)


def _upcoming(desk: Desk) -> list[Entry]:
    ahead = [
        entry
        for entry in desk.briefing.entries
        if entry.refs and desk.is_open(entry) and desk.is_ahead(entry) and entry.headline
    ]
    ahead.sort(key=lambda entry: _sooner(desk, entry))
    return ahead[:_UPCOMING]


def _sooner(desk: Desk, entry: Entry) -> tuple[int, str]:
    """A plan sorts where it may begin; one that has begun, or only has a deadline, by its end."""
    when = entry.when
    if when is None or desk.as_of is None:
        return (0, entry.id)
    day = when.earliest if when.earliest and when.earliest > desk.as_of else when.latest
    return (day.toordinal() if day else 0, entry.id)


def _upcoming_row(desk: Desk, entry: Entry) -> dict[str, Any]:
    row = row_of(desk, entry, year=desk.year)
    days = days_until(entry.when, desk.as_of) if entry.when and desk.as_of else None
    # Inside the interval, or a time wider than a day: no count of days would be true.
    return {**row, "d_day": f"D-{days}" if days is not None and days > 0 else ""}


def _overdue(desk: Desk) -> list[Entry]:
    """Open plans whose last day has passed, the latest first."""
    passed = [entry for entry in desk.briefing.entries if entry.refs and entry.headline and desk.is_unconfirmed(entry)]
    return sorted(passed, key=_last_day, reverse=True)[:_OVERDUE]


def _last_day(entry: Entry) -> tuple[int, str]:
    return (entry.when.latest.toordinal() if entry.when and entry.when.latest else 0, entry.id)
