"""The site's own colours and words: on every page that has a place for them, in both languages, and on no other."""

from dataclasses import replace

import pytest

from sitegen.compose import pages_of
from sitegen.render import Renderer
from tests.compose.sample import briefing
from tests.site.conftest import rendered
from tests.site.test_browser import CHROMIUM, FLAGS
from tests.site.tree import tree

COLORS = (("paper", "#fff0f0", "#200000"), ("accent", "#005000", "#90ff90"))


def files_of(language: str = "ko", **site: object) -> dict[str, bytes]:
    sample = briefing(language)
    renderer = Renderer()
    own = replace(sample, site=replace(sample.site, **site))
    return dict(renderer.assets()) | {page.url: renderer.page(page) for page in pages_of(own)}


def test_colors_are_a_style_sheet_of_their_own() -> None:
    """Every page links it, after the theme's; nothing else is another."""
    changed, plain = files_of(colors=COLORS), rendered("ko")
    assert changed.keys() - plain.keys() == {"colors.css"}
    assert changed["colors.css"].decode() == (
        "@layer tokens {\n:root {\n  --paper: light-dark(#fff0f0, #200000);\n  --jade: light-dark(#005000, #90ff90);\n}\n}\n"
    )
    for url, content in plain.items():
        if url.endswith(".html"):
            links = [node.attributes["href"] for node in tree(changed[url]).all("link")
                     if node.attributes["rel"] == "stylesheet"]  # fmt: skip
            root = "../" * url.count("/") if url != "404.html" else "/naru/"
            own = [f"{root}assets/print.css"] if url == "print/index.html" else []
            assert links == [f"{root}assets/site.css", f"{root}colors.css", *own], url
            assert b"colors.css" not in content
            assert [line for line in changed[url].splitlines() if b"colors.css" not in line] == content.splitlines()
        else:
            assert changed[url] == content


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(255, 240, 240)"), ("dark", "rgb(32, 0, 0)")])
def test_a_browser_shows_them_and_paper_is_white_in_print(scheme: str, paper: str) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"there is no {CHROMIUM}")
    files = files_of(colors=COLORS)
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        page = found.new_page(color_scheme=scheme)
        page.route("**/*", lambda route: route.fulfill(
            body=files[route.request.url.removeprefix("http://a.test/")],
            content_type="text/css" if route.request.url.endswith(".css") else None,
        ))  # fmt: skip
        page.goto("http://a.test/about/index.html")
        color = "getComputedStyle(document.body).backgroundColor"
        assert page.evaluate(color) == paper
        page.emulate_media(media="print")
        assert page.evaluate(color) == "rgb(255, 255, 255)"
        found.close()


@pytest.mark.parametrize(("language", "words"), [("ko", "이슈 모음"), ("en", "Affairs")])
def test_words_of_the_site_stand_on_its_pages(language: str, words: str) -> None:
    """In the menu of every page and as the title of its own, as text and never as markup."""
    plain = rendered(language)
    changed = files_of(language, words=(("stories", words), ("end", "<b>끝&"), ("all_facts", "{count} <i>")))
    for url in (url for url in plain if url.endswith(".html")):
        menu = [item.text for item in next(tree(changed[url]).walk()).all("header", "top")[0].all("nav")[0].all("a")]
        assert menu[2] == words, url
    assert tree(changed["s/index.html"]).all("h1")[0].text == words
    home = tree(changed["index.html"])
    assert home.all("p", "end")[0].text == "<b>끝&"
    assert " <i>" in home.all("div", "sh")[0].all("a")[0].text
