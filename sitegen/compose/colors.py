"""The style sheet of the site's own colours: one file, and only where settings say some."""

from collections.abc import Iterator

from sitegen.compose.desk import Desk
from sitegen.model.identity import Site
from sitegen.model.site import Page

COLORS = "colors.css"  # beside assets/: no file of a theme stands there
# What the style sheet calls them.
_NAMES = {"accent": "jade", "planned": "plan", "claimed": "claim", "estimated": "guess", "denied": "deny"}


def color_pages(desk: Desk) -> Iterator[Page]:
    """The style sheet as a file; nothing where the colours are those of the theme."""
    if desk.briefing.site.colors:
        yield Page(COLORS, "colors", {"colors": colors_of(desk.briefing.site)})


def colors_of(site: Site) -> list[dict[str, str]]:
    """The site's own colours as custom properties: ``name light dark``."""
    return [{"name": f"--{_NAMES.get(name, name)}", "light": light, "dark": dark} for name, light, dark in site.colors]
