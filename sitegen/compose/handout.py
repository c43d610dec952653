"""The briefing of the day on paper: what an editor hands round in the morning, on a sheet or two.

Paper has no links: every line says in words where it was read.
"""

from sitegen.compose.changes import latest_changes
from sitegen.compose.desk import Desk
from sitegen.compose.disputes import disputes_of
from sitegen.compose.frame import page_of
from sitegen.compose.front import Front
from sitegen.compose.home import DISPUTES, UPCOMING
from sitegen.compose.quotes import leading_quotes
from sitegen.compose.rows import row_of
from sitegen.compose.upcoming import upcoming_row
from sitegen.model.site import Page

URL = "print/index.html"


def handout_page(desk: Desk, front: Front) -> Page:
    """The same facts as the front page leads with, in its order."""
    words, site = desk.words, desk.briefing.site
    day = desk.day(desk.as_of, weekday=True) if desk.as_of else words["as_of_unknown"]
    return page_of(
        desk,
        URL,
        "print.html",
        words["handout"],
        words["handout_description"].format(title=site.title, day=day),
        "handout",
        day=day,
        headlines=[row_of(desk, entry, year=desk.year) for entry in front.headlines],
        upcoming=[upcoming_row(desk, entry) for entry in front.ahead[:UPCOMING]],
        changes=latest_changes(desk),
        disputes=disputes_of(desk, DISPUTES),
        quotes=leading_quotes(desk),
    )
