"""What keeps people out of a page, as axe sees it: WCAG 2.2 to level AA, and good practice."""

from itertools import product
from typing import Any

import pytest

from tests.budgets.browser import address, shown
from tests.budgets.sites import NAMES, Site, named
from tests.tools import npm_file

pytestmark = pytest.mark.browser
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = f"axe.run(document, {{runOnly: {_TAGS}, resultTypes: ['violations'], iframes: false, preload: false}})"


def barriers(tab: Any) -> list[str]:
    """What axe, which is in the page of *tab*, finds there: rule, and where."""
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary']}"
        for one in tab.evaluate(_RUN)["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(browser: Any, every_site: list[Site], name: str) -> None:
    """On pages of every kind, by day and by night, on a phone and on a desk."""
    found: list[str] = []
    site = named(every_site, name)
    with shown(browser, site, bypass_csp=True) as tab:
        for url in site.chosen if name == "built" else site.largest:
            tab.goto(address(site, url))
            tab.evaluate(npm_file("axe-core", "axe.min.js").read_text("utf-8"))
            for width, scheme in product((390, 1280), ("light", "dark")):
                tab.set_viewport_size({"width": width, "height": 800})
                tab.emulate_media(color_scheme=scheme)
                found += [f"{url} at {width} px, {scheme}: {one}" for one in barriers(tab)]
    assert found == []


def test_axe_can_find_something(browser: Any, every_site: list[Site]) -> None:
    """A link without words and grey letters on grey are named."""
    site = every_site[0]
    with shown(browser, site, bypass_csp=True) as tab:
        tab.goto(address(site, "index.html"))
        tab.evaluate(
            "document.querySelector('main').innerHTML = '<a href=\"#x\"></a><p style=\"color:#aaa\">가나다</p>'"
        )
        tab.evaluate(npm_file("axe-core", "axe.min.js").read_text("utf-8"))
        rules = {one.partition(":")[0] for one in barriers(tab)}
    assert {"link-name", "color-contrast"} <= rules
