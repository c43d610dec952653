"""What a page weighs on the wire, and that none runs a script but those that need one."""

import pytest

from tests.budgets.browser import address, shown
from tests.budgets.sites import Site, named
from tests.budgets.weights import KB, rows_in, style_of, weight_of
from tests.site.tree import tree

_STYLE = 6 * KB  # all style sheets of a site
_PAGE = 20 * KB  # HTML and style sheets
_TIMELINE = 50 * KB  # HTML and style sheets of a timeline of 200 rows
_WITH_SCRIPT = ("search/",)


def test_style_sheets_are_small(every_site: list[Site]) -> None:
    """All that a site has of them."""
    for site in every_site:
        assert 0 < style_of(site) <= _STYLE, site.name


def test_pages_are_small(every_site: list[Site]) -> None:
    """Every page of every site; only a timeline that holds many rows may be larger."""
    heavy = []
    for site in every_site:
        style = style_of(site)
        for url, content in site.pages.items():
            weight = style + weight_of(content)
            if weight > (_TIMELINE if url.startswith("timeline/") and rows_in(content) > 100 else _PAGE):
                heavy.append(f"{site.name}/{url}: {weight / KB:.1f} KB")
    assert heavy == []


def test_there_is_a_timeline_of_200rows_in(every_site: list[Site]) -> None:
    """What the budget of a timeline is about is among the pages."""
    assert max(rows_in(site.pages["timeline/index.html"]) for site in every_site) >= 150


def test_ordinary_pages_run_nothing(every_site: list[Site]) -> None:
    """No script but data, no attribute that runs one, nothing that is loaded to run; what a search runs is a file."""
    for site in every_site:
        for url, content in site.pages.items():
            with_script = url.startswith(_WITH_SCRIPT)
            for node in tree(content).walk():
                data = node.attributes.get("type") == "application/ld+json"
                assert node.tag != "script" or data or (with_script and "src" in node.attributes), url
                assert with_script or node.attributes.get("as") != "script", url
                assert not [name for name in node.attributes if name.startswith("on")], url


@pytest.mark.browser
def test_pages_load_no_more_than_theirstyle_of(browser: object, every_site: list[Site]) -> None:
    """Chromium asks for the page, its style sheets and its icon."""
    for site in (named(every_site, "ko"), named(every_site, "built")):
        asked: set[str] = set()
        with shown(browser, site) as tab:
            tab.on("request", lambda request, asked=asked: asked.add(request.resource_type))
            for url in site.largest:
                if not url.startswith(_WITH_SCRIPT):
                    tab.goto(address(site, url))
        assert asked <= {"document", "stylesheet", "image", "other"}, site.name
