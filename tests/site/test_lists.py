"""The lists on their pages: every fact with its evidence, and a briefing that fits its paper."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sitegen.build.check import page_faults, page_of
from sitegen.compose import pages_of
from sitegen.model.site import Briefing
from sitegen.render import Renderer
from tests.compose.sample import briefing
from tests.compose.ties import tied
from tests.compose.writing import replace
from tests.site.conftest import rendered
from tests.site.tree import tree

CHROMIUM = Path("/usr/bin/chromium")
LISTS = ("quotes/index.html", "facts/index.html", "upcoming/index.html", "print/index.html")


def _site(source: Briefing) -> dict[str, bytes]:
    renderer = Renderer()
    return dict(renderer.assets()) | {page.url: renderer.page(page) for page in pages_of(source)}


def _faults(files: Mapping[str, bytes]) -> list[str]:
    pages = {url: page_of(content) for url, content in files.items() if url.endswith(".html")}
    return [str(fault) for fault in page_faults(pages, set(files), "output", "/naru")]


@pytest.mark.parametrize("source", [briefing(), briefing("en"), tied()], ids=["ko", "en", "tied"])
def test_every_link_and_every_fact_is_sound(source: Briefing) -> None:
    """The judge of `sitegen check` finds nothing; the files that pages link are there."""
    files = _site(source)
    assert _faults(files) == []


def test_the_judge_sees_the_lists() -> None:
    """So that the test above can fail: a link to a file that is gone, a fact whose evidence is."""
    files = dict(rendered("ko"))
    assert all(page_of(files[url]).facts for url in LISTS)
    del files["facts.csv"]
    assert any("facts.csv" in fault for fault in _faults(files))
    for url in LISTS:
        bare = {**files, url: files[url].replace(b'class="ev"', b"")}
        assert any("no evidence" in fault and url in fault for fault in _faults(bare)), url


def test_a_speaker_is_a_heading() -> None:
    """Linked, with the role beside it; so readers of headings find who spoke."""
    heads = tree(rendered("ko")["quotes/index.html"]).all("h3")
    assert [" ".join(head.text.split()) for head in heads] == [
        "서도윤 해온전력 대표",
        "민가람 나루시 시장",
        "윤해담 가온바이오 대표",
    ]
    assert heads[0].all("a")[0].attributes["href"] == "../p/서도윤/index.html"


def test_paper_has_no_links() -> None:
    """So every line of the handout says in words who published it, and when."""
    page = tree(rendered("ko")["print/index.html"]).all("main")[0]
    lines = [node for node in page.walk() if "data-fact" in node.attributes]
    assert len(lines) > 10
    for line in lines:
        assert any(re.search(r"\d월 \d+일|clip|가온바이오", link.text) for link in line.all("a", "ev")), (
            line.text.split()
        )


def _sheets(page: Any, folder: Path, files: Mapping[str, bytes]) -> int:
    """The sheets of A4 that a browser prints the handout on."""
    for url in ("print/index.html", "assets/site.css", "assets/print.css"):
        (folder / url).parent.mkdir(parents=True, exist_ok=True)
        (folder / url).write_bytes(files[url])
    page.goto((folder / "print/index.html").as_uri())
    paper = page.pdf(prefer_css_page_size=True)
    boxes = {tuple(float(side) for side in box.split()) for box in re.findall(rb"/MediaBox \[([^\]]+)\]", paper)}
    assert {tuple(round(side / 72 * 25.4) for side in box) for box in boxes} == {(0, 0, 210, 297)}
    return len(re.findall(rb"/Type\s*/Page\b", paper))


@pytest.mark.browser
def test_the_handout_fits_on_two_sheets(tmp_path: Path) -> None:
    """Also where every block is full, in both languages; and a briefing of one day on one."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"there is no {CHROMIUM}")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--headless", "--no-sandbox"])
        found = {}
        for name, source in (("ko", briefing()), ("en", briefing("en")), ("tied", tied()),
                             ("quiet", replace(briefing(), changes=()))):  # fmt: skip
            page = browser.new_page()
            found[name] = _sheets(page, tmp_path / name, _site(source))
            page.close()
        browser.close()
    assert max(found.values()) <= 2, found
    assert found["quiet"] == 1, found
