"""What files weigh on the wire."""

import brotli

from tests.budgets.sites import Site
from tests.site.tree import tree

KB = 1024


def weight_of(content: bytes) -> int:
    """Bytes of *content*, compressed as hosts do it."""
    return len(brotli.compress(content))


def style_of(site: Site) -> int:
    """What all style sheets of a site weigh."""
    return sum(weight_of(content) for url, content in site.files.items() if url.endswith(".css"))


def rows_in(page: bytes) -> int:
    """The lines of a page's timeline."""
    return sum(len(day.all("li")) - 1 for day in tree(page).all("li", "day"))
