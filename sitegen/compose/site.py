"""The briefing to the pages of the site."""

from collections.abc import Iterator

from sitegen.compose.about import about_page, missing_page
from sitegen.compose.article import article_pages
from sitegen.compose.articles import article_list_pages
from sitegen.compose.calendar import calendar_files
from sitegen.compose.changes import change_pages
from sitegen.compose.colors import color_pages
from sitegen.compose.corrections import corrections_page
from sitegen.compose.desk import Desk, desk_of
from sitegen.compose.fact_table import fact_pages
from sitegen.compose.feeds import feed_pages
from sitegen.compose.front import front_of
from sitegen.compose.handout import handout_page
from sitegen.compose.home import home_pages
from sitegen.compose.maps import entry_of, map_pages
from sitegen.compose.moved import moved_pages
from sitegen.compose.names import name_pages
from sitegen.compose.pictures import site_picture
from sitegen.compose.search import search_pages
from sitegen.compose.slides import slides_files
from sitegen.compose.statements import statement_pages
from sitegen.compose.story import story_pages
from sitegen.compose.terms import terms_pages
from sitegen.compose.timeline import timeline_pages
from sitegen.compose.upcoming import upcoming_pages
from sitegen.model.site import Briefing, Page


def pages_of(briefing: Briefing) -> Iterator[Page]:
    """Every page of *briefing* as plain data: address, template and a context of dicts, lists, strings and numbers.

    Pure and bounded: a context holds what its own page shows, never the site, so that one edit changes few of them.
    Pages are made as they are asked for: an archive has more of them than memory should hold.
    """
    yield from pages_from(desk_of(briefing))


def pages_from(desk: Desk) -> Iterator[Page]:
    """As `pages_of`, from the indexes of a briefing that are at hand."""
    listed = []
    for page in _all_but_maps(desk):
        entry = entry_of(page)
        if entry:
            listed.append(entry)
        yield page
    desk.forget()
    yield from map_pages(desk, listed)


def _all_but_maps(desk: Desk) -> Iterator[Page]:
    front = front_of(desk)
    yield from home_pages(desk, front)
    yield from change_pages(desk)
    yield from timeline_pages(desk)
    yield from slides_files(desk)
    yield from article_pages(desk)
    yield from article_list_pages(desk)
    yield from story_pages(desk)
    yield from name_pages(desk)
    yield from terms_pages(desk)
    desk.forget()
    yield from search_pages(desk)
    yield handout_page(desk, front)
    yield from upcoming_pages(desk, front)
    yield from calendar_files(desk, front)
    yield from statement_pages(desk)
    yield from fact_pages(desk)
    yield corrections_page(desk)
    yield about_page(desk)
    yield missing_page(desk)
    yield from moved_pages(desk)
    yield from feed_pages(desk)
    yield from site_picture(desk)
    yield from color_pages(desk)
