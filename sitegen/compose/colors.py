"""The style sheet of the site's own colours: one file, and only where settings say some."""

from collections.abc import Iterator

from sitegen.compose.desk import Desk
from sitegen.model.colors import DEFAULT_COLORS, Pair
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
    return [_property(name, (light, dark)) for name, light, dark in site.colors]


def all_colors_of(site: Site) -> list[dict[str, str]]:
    """The same of every colour, those of the theme where the site has none of its own."""
    own = {name: (light, dark) for name, light, dark in site.colors}
    return [_property(name, own.get(name, pair)) for name, pair in DEFAULT_COLORS.items()]


def _property(name: str, pair: Pair) -> dict[str, str]:
    return {"name": f"--{_NAMES.get(name, name)}", "light": pair[0], "dark": pair[1]}
