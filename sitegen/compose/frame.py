"""What every page has: the site's name, its menu, its words, the reference day."""

from collections.abc import Mapping
from typing import Any

from sitegen.compose.desk import Desk
from sitegen.model.site import Page

MENU = (
    ("home", "index.html"),
    ("timeline", "timeline/index.html"),
    ("stories", "s/index.html"),
    ("names", "p/index.html"),
    ("terms", "terms/index.html"),
)


def page_of(
    desk: Desk,
    url: str,
    template: str,
    title: str,
    description: str,
    section: str = "",
    **context: object,
) -> Page:
    """A page with its frame; *section* is the entry of the menu that it belongs to."""
    return Page(url, template, {**_frame(desk, title, description, section), "url": url, **context})


def _frame(desk: Desk, title: str, description: str, section: str) -> Mapping[str, Any]:
    words = desk.words
    site = desk.briefing.site
    return {
        "language": desk.language,
        "site_title": site.title,
        "w": words,
        "title": title,
        "description": " ".join(description.split()),
        "menu": [{"label": words[name], "url": url, "current": name == section} for name, url in MENU],
        "about_current": section == "about",
        "as_of": _as_of(desk),
    }


def _as_of(desk: Desk) -> dict[str, str]:
    day = desk.as_of
    if day is None:
        return {"label": desk.words["as_of_unknown"], "datetime": "", "now": ""}
    return {
        "label": desk.words["as_of"].format(day=desk.day(day, weekday=True)),
        "datetime": day.isoformat(),
        "now": desk.words["now"].format(day=desk.day(day)),
    }
