"""The briefing as one file: complete by itself, every fact with its sentence on the same page, nothing loaded."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest

from sitegen.compose.desk import desk_of
from sitegen.compose.single import single_page
from sitegen.model.identity import Site
from sitegen.model.site import Briefing
from sitegen.model.text import BodyMode
from sitegen.render import Renderer
from tests.compose.sample import briefing, linked, quiet, silent
from tests.compose.ties import tied
from tests.site.conftest import rendered
from tests.site.test_browser import CHROMIUM, FLAGS
from tests.site.tree import Node, tree

SAMPLES = {"sample": briefing, "tied": tied}
_MAIL = 60_000  # bytes; Gmail cuts a message off at 102 KB


def single(source: Briefing) -> bytes:
    return Renderer().page(single_page(desk_of(source)))


@pytest.fixture(params=[(name, language) for name in SAMPLES for language in ("ko", "en")], ids="-".join)
def source(request: pytest.FixtureRequest) -> Briefing:
    name, language = request.param
    return SAMPLES[name](language)


def test_every_fact_leads_to_its_words_on_the_same_page(source: Briefing) -> None:
    """To a sentence with the evidence marked; of an article whose prose is withheld, to its title."""
    page = tree(single(source))
    ids = [node.attributes["id"] for node in page.walk() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    homes = {node.attributes["id"]: node for node in page.all(klass="src-list")[0].walk() if "id" in node.attributes}
    facts = [node for node in page.walk() if "data-fact" in node.attributes]
    assert len(facts) > 10
    bare = {read.article.title for read in source.articles if read.article.body is BodyMode.NONE}
    for fact in facts:
        links = [link.attributes["href"] for link in fact.all("a", "ev")]
        assert links, fact.text
        for link in links:
            home = homes[link.removeprefix("#")]
            assert home.all("mark") or home.all("h3")[0].text in bare, (fact.text, link)


def test_no_link_leads_to_a_page_that_the_reader_does_not_have(source: Briefing) -> None:
    """Anchors arrive; what leads out is an original or the site's own address."""
    page = tree(single(source))
    ids = {node.attributes["id"] for node in page.walk() if "id" in node.attributes}
    originals = {read.article.url for read in source.articles}
    out = 0
    for link in page.all("a"):
        address = link.attributes["href"]
        if address.startswith("#"):
            assert unquote(address[1:]) in ids
        else:
            assert address in originals or (source.site.url and address.startswith(source.site.url)), address
            out += 1
    assert out > 0 or not source.site.url
    assert not [
        node for node in page.walk() if node.tag in ("script", "link", "img", "iframe") or "src" in node.attributes
    ]
    assert not [
        node for node in page.walk() if any(name.startswith("on") or name == "style" for name in node.attributes)
    ]


def test_it_reads_as_the_home_page_does() -> None:
    """The same headlines, plans, changes, lines of the lead story and quotations, in the same order."""
    sample = briefing("ko")
    page = tree(single(sample))
    home = tree(rendered("ko")["index.html"])

    def lines(root: Node, section: str) -> list[str]:
        (found,) = (node for node in root.all("section") if node.attributes.get("aria-labelledby") == section)
        return [
            " ".join(node.text.split())
            for node in found.walk()
            if node.tag in ("h3", "blockquote") or "hd" in node.classes
        ]

    for section in ("headlines", "upcoming", "overdue", "changes", "flow", "said"):
        assert lines(page, section) == lines(home, section) != [], section


def test_prose_that_must_not_be_shown_is_not_there() -> None:
    """`body: none` gives its title and source; `body: evidence` the sentences of facts, and no other."""
    source = linked((quiet(), silent()), Site(url="https://briefing.example"), date(2026, 2, 21))
    page = tree(single(source))
    (sources,) = page.all(klass="src-list")
    shown = {home.all("h3")[0].text: [said.text for said in home.all("p", "said")] for home in sources.all("li")}
    assert shown == {
        "라온제지 주당 300원 배당": [
            "라온제지는 20일 배당금을 주당 300원으로 정했다.",
            "주총은 3월 3~5일 가운데 하루로 잡는다.",
        ],
        "모아철강 고로 멈춰": [],
    }
    assert "철강보" in page.text
    assert "고로 1기를 멈췄다" not in page.text
    assert "시장은 조용했다" not in page.text


def test_it_is_small_and_the_same_each_time(source: Briefing) -> None:
    content = single(source)
    assert len(content) <= _MAIL
    assert single(source) == content
    assert b'<meta name="generator" content="sitegen">' in content[:2000]


def test_colors_of_the_site_are_in_its_style() -> None:
    sample = briefing("ko")
    own = replace(sample, site=replace(sample.site, colors=(("accent", "#005000", "#90ff90"),)))
    assert b"--jade: light-dark(#005000, #90ff90);" in single(own)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_shows_it_from_a_disk_without_a_network(tmp_path: Path, scheme: str) -> None:
    """Nothing is asked for, the console stays empty, it fits a small phone, a click shows the marked words."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"there is no {CHROMIUM}")
    (tmp_path / "briefing.html").write_bytes(single(briefing("ko")))
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        context = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme, offline=True)
        page = context.new_page()
        told: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto((tmp_path / "briefing.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == {"light": "rgb(246, 248, 247)", "dark": "rgb(14, 19, 18)"}[scheme]
        for link in page.locator("a[href^='#']").all():
            name = link.get_attribute("href")
            link.click()
            top, height = page.evaluate(
                "name => { const b = document.getElementById(name).getBoundingClientRect(); return [b.top, b.height] }",
                (name or "")[1:],
            )
            assert height > 0
            assert top < 640, name
            assert top + height > 0, name
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert told == []
        assert {url.partition("#")[0] for url in asked} == {(tmp_path / "briefing.html").as_uri()}
        browser.close()
