"""Pages hold together: at every width, at twice the size, on paper, without scripts, and as their reader's eyes need it."""

from typing import Any

import pytest

from tests.budgets.browser import address, shown
from tests.budgets.sites import NAMES, Site, named

pytestmark = pytest.mark.browser
_ARTICLE = "a/2026-03-12-haeon-plant/index.html"
_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_WIDTHS = (320, 360, 390, 640, 768, 1280, 1920)
# Letters alone twice as large, as some browsers do: WCAG 1.4.4.
_LARGE_LETTERS = """() => {
  const sizes = [...document.querySelectorAll('body, body *')].map(e => [e, parseFloat(getComputedStyle(e).fontSize)]);
  for (const [e, size] of sizes) e.style.fontSize = 2 * size + 'px';
}"""
# Lines of text that end outside what holds them: nobody can read what is cut.
_CUT = """() => [...document.querySelectorAll('main *')].filter(e =>
  getComputedStyle(e).overflowX !== 'visible' && !e.closest('.vh, .wide, pre') && e.scrollWidth > e.clientWidth + 1
).map(e => e.outerHTML.slice(0, 99))"""


# Particles at the head of a line, away from what they follow: their box lies lower.
_ALONE = r"""() => {
  const found = [], range = document.createRange();
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const top = (node, at) => { range.setStart(node, at); range.setEnd(node, at + 1);
    return range.getBoundingClientRect().top };
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.closest('h1, h3, .hd, .prose, blockquote')) continue;
    for (const one of node.data.matchAll(/[%㎞㎡)’”][가-힣]{1,3}(?![가-힣])/g))
      found.push([top(node, one.index + 1) > top(node, one.index) + 12, node.data.slice(0, 60)]);
  }
  return found;
}"""


def _faults(tab: Any, widths: tuple[int, ...]) -> list[str]:
    found = []
    for width in widths:
        tab.set_viewport_size({"width": width, "height": 800})
        if (over := tab.evaluate(_TOO_WIDE)) > 0:
            found.append(f"at {width} px: {over} px too wide")
        found += [f"at {width} px is cut: {one}" for one in tab.evaluate(_CUT)]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_pages_fit_every_width(browser: Any, every_site: list[Site], name: str) -> None:
    """Nothing scrolls sideways or is cut, from the smallest phone to a wide desk: 640 px is a desk of 1280 px at 200 %,
    320 px one at 400 % (WCAG 1.4.10). Nor does it where letters alone are twice as large."""
    found: list[str] = []
    site = named(every_site, name)
    with shown(browser, site) as tab:
        for url in site.chosen:
            tab.goto(address(site, url))
            found += [f"{url} {one}" for one in _faults(tab, _WIDTHS)]
            tab.evaluate(_LARGE_LETTERS)
            found += [f"{url} in large letters {one}" for one in _faults(tab, (1280, 390))]
    assert found == []


def test_what_does_not_fit_is_found(browser: Any, every_site: list[Site]) -> None:
    """A line that cannot break, and one that is cut."""
    with shown(browser, every_site[0]) as tab:
        tab.goto(address(every_site[0], "index.html"))
        tab.evaluate("document.querySelector('.end').style.cssText = 'width: 1000px'")
        tab.evaluate("document.querySelector('h3').style.cssText = 'width: 9px; overflow: hidden; white-space: nowrap'")
        assert len(_faults(tab, (390,))) == 2


def test_no_particle_stands_alone_at_the_head_of_a_line(browser: Any, every_site: list[Site]) -> None:
    """‘믿음’|에 and 31.6%|로 are never broken, however narrow the column."""
    seen = 0
    for site in (named(every_site, "ko"), named(every_site, "built")):
        with shown(browser, site) as tab:
            for url in site.chosen:
                tab.goto(address(site, url))
                for width in (320, 341, 367, 390):
                    tab.set_viewport_size({"width": width, "height": 800})
                    found = tab.evaluate(_ALONE)
                    seen += len(found)
                    assert [words for alone, words in found if alone] == [], f"{url} at {width} px"
    assert seen > 100


def test_pages_are_whole_without_scripts(browser: Any, every_site: list[Site]) -> None:
    """What a reader sees is the same with scripts and without, on every page but the search."""
    for site in (named(every_site, "ko"), named(every_site, "built")):
        urls = [url for url in site.largest if not url.startswith("search/")]
        said: list[list[str]] = []
        for scripts in (True, False):
            with shown(browser, site, java_script_enabled=scripts) as tab:
                said.append([])
                for url in urls:
                    tab.goto(address(site, url))
                    said[-1].append(tab.inner_text("body"))
        assert said[0] == said[1]
        assert all(len(words) > 50 for words in said[0])


def test_paper_has_what_paper_needs(browser: Any, every_site: list[Site]) -> None:
    """No menu and no links to other pages of a list; marks are lines; the address stands after a link that leads out."""
    site = every_site[0]
    with shown(browser, site, 800) as tab:
        tab.emulate_media(media="print")
        tab.goto(address(site, _ARTICLE))
        assert not tab.locator(".top nav, .skip, .foot").filter(visible=True).count()
        assert tab.evaluate("getComputedStyle(document.querySelector('mark')).textDecorationLine") == "underline"
        link = "document.querySelector('.facts-of a[href^=http]')"
        after = tab.evaluate(f"getComputedStyle({link}, '::after').content")
        assert tab.evaluate(f"{link}.href") in after
        ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground == "rgb(255, 255, 255)"
        assert tab.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("wish", [{"forced_colors": "active"}, {"contrast": "more"}, {"color_scheme": "dark"}])
def test_kinds_of_knowledge_are_told_apart(browser: Any, every_site: list[Site], wish: dict[str, str]) -> None:
    """By a word and by a shape, whatever colours there are: no two looks of a badge have the same shape."""
    site = every_site[0]
    with shown(browser, site, **wish) as tab:
        tab.goto(address(site, "about/index.html"))
        shapes = tab.evaluate("""() => Object.fromEntries([...document.querySelectorAll('.b')].map(e => {
            const s = getComputedStyle(e, '::before');
            const shape = [s.width, s.borderTopWidth, s.borderTopStyle, s.borderTopLeftRadius, s.transform];
            return [e.className, [e.textContent.trim(), ...shape, s.backgroundImage !== 'none'].join(' ')];
        }))""")
        assert len(shapes) == 5
        assert all(shape.split()[0] for shape in shapes.values())
        assert len({shape.partition(" ")[2] for shape in shapes.values()}) == len(shapes)


def test_forced_colours_leave_what_means_something(browser: Any, every_site: list[Site]) -> None:
    """Marks have a ground of their own, the line of the reference day and the bars of pictures are there."""
    site = every_site[0]
    with shown(browser, site, forced_colors="active") as tab:
        tab.goto(address(site, _ARTICLE))
        ground = "getComputedStyle(document.{}).backgroundColor"
        assert tab.evaluate(ground.format("querySelector('mark')")) != tab.evaluate(ground.format("body"))
        tab.goto(address(site, "timeline/index.html"))
        paper = tab.evaluate(ground.format("body"))
        line = tab.evaluate("""() => { const s = getComputedStyle(document.querySelector('.now'), '::after');
            return [s.borderTopWidth, s.borderTopColor, s.width] }""")
        assert line[0] == "2px"
        assert line[1] != paper
        assert float(line[2].removesuffix("px")) > 20
        tab.goto(address(site, "index.html"))
        bars = tab.evaluate("""() => [...document.querySelectorAll('.dens rect')].map(e => {
            const s = getComputedStyle(e); return s.fill === 'none' ? s.stroke : s.fill })""")
        assert bars
        assert paper not in bars


def test_more_contrast_leaves_no_grey(browser: Any, every_site: list[Site]) -> None:
    """Who asks for contrast reads everything in ink, and sees every rule in ink."""
    site = every_site[0]
    with shown(browser, site, contrast="more") as tab:
        tab.goto(address(site, "timeline/index.html"))
        ink = tab.evaluate("getComputedStyle(document.body).color")
        assert tab.evaluate("getComputedStyle(document.querySelector('.meta')).color") == ink
        assert tab.evaluate("getComputedStyle(document.querySelector('.day ul')).borderInlineStartColor") == ink


@pytest.mark.parametrize(("motion", "scrolls"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_nothing_moves_for_who_asks_so(browser: Any, every_site: list[Site], motion: str, scrolls: str) -> None:
    """A link inside a page jumps instead of gliding."""
    with shown(browser, every_site[0], reduced_motion=motion) as tab:
        tab.goto(address(every_site[0], "index.html"))
        assert tab.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == scrolls


def test_the_keyboard_goes_through_a_page(browser: Any, every_site: list[Site]) -> None:
    """The skip link comes first and is seen; each stop has a ring; the order is that of the page."""
    site = every_site[0]
    with shown(browser, site) as tab:
        tab.goto(address(site, "index.html"))
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.className") == "skip"
        places = []
        for _ in range(25):
            told = tab.evaluate("""() => { const e = document.activeElement, s = getComputedStyle(e);
                return [s.outlineStyle, s.outlineWidth, [...document.querySelectorAll('a, summary')].indexOf(e)] }""")
            assert told[:2] == ["solid", "3px"]
            places.append(told[2])
            tab.keyboard.press("Tab")
        assert places == sorted(places)
        assert len(set(places)) == len(places)
