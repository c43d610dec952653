"""Pages of articles that bear on each other, whole: every line leads to its words, nothing runs, nothing is too big."""

import gzip
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

import pytest

from sitegen.build import build
from sitegen.build.check import check_site, page_faults, page_of
from sitegen.compose import pages_of
from sitegen.config import read_settings
from sitegen.render import Renderer
from tests.compose.ties import SLUG, tied
from tests.conftest import SHARED
from tests.site.tree import Node, tree

NOW = datetime(2026, 9, 30, tzinfo=UTC)
STORIES = sorted((SHARED / "stories").glob("*/*.md"))
CHROMIUM = Path("/usr/bin/chromium")


@cache
def _rendered(language: str) -> dict[str, bytes]:
    renderer = Renderer()
    return dict(renderer.assets()) | {page.url: renderer.page(page) for page in pages_of(tied(language))}


@pytest.fixture(params=["ko", "en"])
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """The site in Korean, then in English."""
    return _rendered(request.param)


def test_every_line_leads_to_its_words(files: dict[str, bytes]) -> None:
    """Links arrive, anchors exist, no id stands twice, every fact has its evidence."""
    pages = {url: page_of(content) for url, content in files.items() if url.endswith(".html")}
    assert [str(fault) for fault in page_faults(pages, set(files), "output", "/naru")] == []


def test_a_figures_row_has_bars_of_its_data() -> None:
    """Bars are drawn from the values, labels are text, and what is at odds says so in a word."""
    page = tree(_rendered("ko")[f"s/{SLUG}/index.html"])
    (table,) = page.all("table", "ser")
    assert table.all("caption")[0].text.startswith("나루대교: ")
    assert all("scope" in head.attributes for head in table.all("th"))
    items = table.all("li")
    assert [item.all("rect")[0].attributes["width"] for item in items] == ["76.9%", "87.2%", "92.3%", "100%"]
    assert ["엇갈림" in item.text for item in items] == [False, False, True, True]
    assert all(item.attributes["data-fact"] and item.all("a", "ev") for item in items)


def test_reasons_open_without_a_script() -> None:
    """A disclosure that the keyboard reaches; its summary says who tells the line."""
    page = tree(_rendered("ko")["timeline/index.html"])
    found = {one.all("summary")[0].text: [line.text for line in one.all("p")] for one in page.all("details", "tie")}
    assert found["2개 매체 · 전재 1건"][0].startswith("하나의 사건으로 묶은 까닭: ")
    assert found["이은 까닭"] == [
        "계획과 결과로 이은 까닭: 계획을 미루거나 그만둔 일(‘연기하다’)",
        "계획과 결과로 이은 까닭: 계획한 일의 실행",
    ]


def test_arrows_are_said_to_who_cannot_see_them() -> None:
    """The arrow is decoration; a word stands for it."""
    page = tree(_rendered("ko")["timeline/index.html"])
    ends = [one for one in page.all("p", "oc") if "→" in one.text]
    assert {one.text.replace("→ ", "") for one in ends} == {
        "결과: 연기(2월 20일 보도)",
        "결과: 5월 12일 착공",
        "결과: 확인 안 됨",
    }
    assert all(span.text in ("→ ", "← ") for one in page.all("p", "oc") for span in one.all("span")[:1])


def test_english_pages_say_it_in_english() -> None:
    """The pages' own words; the articles' stay as they are."""
    page = tree(_rendered("en")[f"s/{SLUG}/index.html"])
    words = page.all("main")[0].text
    for said in ("not confirmed", "planned, as reported 5 January", "2 publishers · reprinted by 1", "at odds"):
        assert said in words, said


def _walk(files: dict[str, bytes]) -> Iterator[tuple[str, Node]]:
    for url, content in files.items():
        if url.endswith(".html"):
            for node in tree(content).walk():
                yield url, node


def test_a_strict_policy_holds(files: dict[str, bytes]) -> None:
    """No script that runs but the search's, no style in place, no title that holds what is not said elsewhere."""
    for url, node in _walk(files):
        assert node.tag != "style", url
        is_data = node.attributes == {"type": "application/ld+json"}
        assert node.tag != "script" or is_data or url == "search/index.html", url
        assert node.tag == "link" or not {"style", "title", "onclick"} & set(node.attributes), url


@cache
def _shared() -> dict[str, bytes]:
    """The site of the shared stories, built and checked as a user does."""
    if not STORIES:
        pytest.skip(f"there are no stories in {SHARED}")
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "seeds").mkdir()
        for path in STORIES:
            copy(path, root / "seeds")
        settings = read_settings(root)
        build(settings, NOW)
        checked = check_site(settings, NOW)
        assert [str(fault) for fault in checked.faults] == []
        output = settings.output
        return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def test_the_shared_stories_are_tied() -> None:
    """Plans have outcomes, figures have rows, denials stand beside what they deny."""
    site = _shared()
    stories = [tree(content) for url, content in site.items() if re.fullmatch(r"s/[^/_]+/index\.html", url)]
    assert len(stories) > 1
    for story in stories:
        assert [one for one in story.all("p", "oc") if one.all("a", "ev")]
        assert story.all("table", "ser")[0].all("li")
        assert all(len(one.all("ul")[0].all("li")) == 2 for one in story.all("div", "vs"))
        assert "자동으로 묶음" in story.all("main")[0].text
    assert any(story.all("div", "vs") for story in stories)


def test_no_page_of_the_shared_stories_is_too_big() -> None:
    """HTML and CSS together are at most 20 KB compressed (gzip; brotli is smaller)."""
    site = _shared()
    style = len(gzip.compress(site["assets/site.css"], 9))
    for url, content in site.items():
        if url.endswith(".html") and not url.startswith("timeline/"):
            assert len(gzip.compress(content, 9)) + style <= 20 * 1024, url


def test_no_reason_is_left_in_english() -> None:
    """Every reason that the links of the shared stories give has its Korean words."""
    for url, content in _shared().items():
        if url.endswith(".html"):
            for one in tree(content).all("details", "tie"):
                for line in one.all("p"):
                    assert not re.search(r"까닭: .*\b(?:same|told|planned|event|actors)\b", line.text), (
                        f"{url}: {line.text}"
                    )


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_scrolls_sideways_and_reasons_open(width: int, tmp_path: Path) -> None:
    """On a phone and a desk; Enter on the summary shows the reason; bars share one scale."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"there is no {CHROMIUM}")
    files = _rendered("ko")
    for url, content in files.items():
        path = tmp_path / url
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": width, "height": 800})
        for url in files:
            if url.endswith(".html"):
                page.goto((tmp_path / url).as_uri())
                assert page.evaluate("document.documentElement.scrollWidth") <= width, url
        page.goto((tmp_path / f"s/{SLUG}/index.html").as_uri())
        summary = page.locator(".tl details.tie summary").first
        summary.focus()
        page.keyboard.press("Enter")
        assert page.locator(".tl details.tie p").first.is_visible()
        widths = [svg.bounding_box()["width"] for svg in page.locator(".ser svg").all()]
        assert max(widths) - min(widths) < 1
        browser.close()
