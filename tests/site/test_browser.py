"""In a real browser: nothing scrolls sideways on a small phone, and a strict policy finds nothing to complain of."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.site.conftest import rendered

pytestmark = pytest.mark.browser

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
HOST = "http://briefing.test/naru/"
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
SCRIPTS = f"{POLICY}; script-src 'self'"  # of the search
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
PAGES = sorted(url for url in rendered("ko") if url.endswith(".html"))


@pytest.fixture(scope="module")
def browser() -> Iterator["playwright.Browser"]:
    """Debian's Chromium."""
    if not CHROMIUM.exists():
        pytest.skip(f"there is no {CHROMIUM}")
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield found
        found.close()


@pytest.fixture(params=["light", "dark"])
def page(browser: "playwright.Browser", request: pytest.FixtureRequest) -> Iterator["playwright.Page"]:
    """A page of a phone 320 px wide that is served the sample site, and no other address."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme=request.param)
    files = rendered("ko")

    def answer(route: "playwright.Route") -> None:
        path = unquote(urlsplit(route.request.url).path).removeprefix("/naru/")
        if not route.request.url.startswith(HOST) or path not in files:
            route.abort()
            return
        policy = SCRIPTS if path.startswith("search/") else POLICY
        headers = {"Content-Type": TYPES[Path(path).suffix], "Content-Security-Policy": policy}
        route.fulfill(body=files[path], headers=headers)

    context.route("**/*", answer)
    opened = context.new_page()
    yield opened
    context.close()


def test_no_sideways_scroll_and_no_complaint(page: "playwright.Page") -> None:
    """Every page fits 320 px, loads under a strict policy, and the console stays empty."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda request: complaints.append(_failure(request)))
    for url in PAGES:
        page.goto(HOST + url)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, url
        assert page.evaluate("getComputedStyle(document.querySelector('.top')).borderBottomWidth") == "3px", url
    assert [complaint for complaint in complaints if complaint] == []


def _failure(request: "playwright.Request") -> str:
    # The icon is fetched late: leaving the page cancels it, which is no fault of the page.
    return "" if request.failure == "net::ERR_ABORTED" else f"{request.url}: {request.failure}"


def test_evidence_is_shown_where_a_link_leads(page: "playwright.Page") -> None:
    """A click on 근거 brings the marked words into view."""
    page.goto(HOST + "a/2026-03-12-haeon-plant/index.html")
    page.emulate_media(reduced_motion="reduce")
    link = page.locator(".box a.ev").last
    link.click()
    target = page.locator(f"[id='{(link.get_attribute('href') or '').removeprefix('#')}']")
    assert target.evaluate("e => e.closest('mark') !== null")
    box = target.evaluate("e => { const b = e.closest('mark').getBoundingClientRect(); return [b.top, b.bottom] }")
    assert box[1] > 0
    assert box[0] < 640


def test_print_has_no_menu(page: "playwright.Page") -> None:
    """On paper the menu is gone and marks are underlined."""
    page.goto(HOST + "a/2026-03-12-haeon-plant/index.html")
    page.emulate_media(media="print")
    assert not page.locator(".top nav").is_visible()
    assert "underline" in page.evaluate("getComputedStyle(document.querySelector('mark')).textDecorationLine")


def test_bars_of_the_strip_are_drawn(page: "playwright.Page") -> None:
    """Positions in per cent need no style attribute: bars and labels lie inside the drawing."""
    page.goto(HOST + "index.html")
    frame = page.locator(".dens svg").bounding_box()
    assert frame is not None
    for mark in page.locator(".dens rect, .dens text").all():
        box = mark.bounding_box()
        assert box is not None
        assert frame["x"] - 1 <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1
