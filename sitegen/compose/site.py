"""The briefing to the pages of the site."""

from sitegen.compose.about import about_page, missing_page
from sitegen.compose.article import article_pages
from sitegen.compose.changes import change_pages
from sitegen.compose.corrections import corrections_page
from sitegen.compose.desk import desk_of
from sitegen.compose.home import home_page
from sitegen.compose.names import name_pages
from sitegen.compose.story import story_pages
from sitegen.compose.terms import terms_pages
from sitegen.compose.timeline import timeline_pages
from sitegen.model.site import Briefing, Page


def pages_of(briefing: Briefing) -> tuple[Page, ...]:
    """Every page of *briefing* as plain data: address, template and a context of dicts, lists, strings and numbers.

    Pure and bounded: a context holds what its own page shows, never the site, so that one edit changes few of them.
    """
    desk = desk_of(briefing)
    return (
        home_page(desk),
        *change_pages(desk),
        *timeline_pages(desk),
        *article_pages(desk),
        *story_pages(desk),
        *name_pages(desk),
        *terms_pages(desk),
        corrections_page(desk),
        about_page(desk),
        missing_page(desk),
    )
