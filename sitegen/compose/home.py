"""The briefing: one page that answers alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sitegen.compose.changes import changes_feed, latest_changes
from sitegen.compose.density import density_of
from sitegen.compose.desk import Desk, story_url
from sitegen.compose.disputes import disputes_of
from sitegen.compose.feeds import site_feeds
from sitegen.compose.frame import page_of
from sitegen.compose.front import Front
from sitegen.compose.head import Head
from sitegen.compose.ld import events, item_list, website
from sitegen.compose.lines import flow_of
from sitegen.compose.moments import newest_change
from sitegen.compose.pictures import HOME_PICTURE, home_picture
from sitegen.compose.quotes import leading_quotes
from sitegen.compose.rows import alone_of, row_of
from sitegen.compose.upcoming import upcoming_row
from sitegen.model.site import Entry, Page, Story

UPCOMING = 6
_OVERDUE = 5
DISPUTES = 3


def home_pages(desk: Desk, front: Front) -> Iterator[Page]:
    """The page at the root, and its picture."""
    title = desk.briefing.site.title
    description = desk.words["home_description"].format(title=title)
    blocks = home_blocks(desk, front)
    yield page_of(
        desk,
        "index.html",
        "index.html",
        title,
        description,
        "home",
        _head(desk, description, blocks["headlines"], front.ahead[:UPCOMING]),
        **blocks,
        fact_count=sum(1 for entry in desk.briefing.entries if entry.when is not None),
        density=density_of(desk),
    )
    yield from home_picture(desk, blocks["headlines"])


def _head(desk: Desk, description: str, rows: Sequence[Mapping[str, Any]], upcoming: Iterable[Entry]) -> Head:
    lines = [(alone_of(row), row["evidence"]["links"][0]["url"]) for row in rows]
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


def home_blocks(desk: Desk, front: Front) -> dict[str, Any]:
    """What the briefing says, block by block."""
    words = desk.words
    lead = _lead_story(desk, front.headlines)
    entries = [desk.entries[one] for one in lead.entries if one in desk.entries] if lead else desk.briefing.entries
    return {
        "headlines": [row_of(desk, entry, year=desk.year) for entry in front.headlines],
        "upcoming": [upcoming_row(desk, entry) for entry in front.ahead[:UPCOMING]],
        "upcoming_count": len(front.ahead),
        "overdue": [row_of(desk, entry, year=desk.year) for entry in front.passed[:_OVERDUE]],
        "disputes": disputes_of(desk, DISPUTES),
        "changes": latest_changes(desk),
        "flow_title": words["flow"].format(title=lead.title) if lead else words["flow_plain"],
        "flow_url": story_url(lead) if lead else "timeline/index.html",
        "flow": flow_of(desk, entries),
        "quotes": leading_quotes(desk),
    }


def _lead_story(desk: Desk, headlines: Iterable[Entry]) -> Story | None:
    """The story of the first headline that has one."""
    slug = next((entry.story for entry in headlines if entry.story in desk.stories), "")
    return desk.stories.get(slug)
