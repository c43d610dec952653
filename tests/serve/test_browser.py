"""The preview in a real browser: the open page follows the seeds by itself, under the strict policy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serve.test_preview import preview, write

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    write(tmp_path, "처음")
    return tmp_path


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def tab(browser) -> Iterator[object]:  # type: ignore[no-untyped-def]
    """A tab, in which no script may fail and nothing of ours may break our own policy."""
    complaints: list[str] = []
    page = browser.new_page()
    page.set_default_timeout(10_000)
    page.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert complaints == []


def test_the_open_page_follows_the_seeds(root: Path, tab) -> None:  # type: ignore[no-untyped-def]
    """New words, then a fault over the last good ones, then the mended page, and no key was pressed."""
    with preview(root, []) as live:
        tab.goto(f"http://127.0.0.1:{live.port}/")
        tab.get_by_text("처음").wait_for()
        write(root, "고친 문장")
        tab.get_by_text("고친 문장").wait_for()
        write(root, "broken <b>tag</b>")
        alert = tab.get_by_role("alert")
        alert.wait_for()
        assert "seeds/a.txt:1:1: error: cannot be read: <broken <b>tag</b>>" in alert.inner_text()
        assert tab.get_by_text("고친 문장").is_visible()
        assert alert.evaluate("box => getComputedStyle(box).position") == "fixed"
        tab.reload()
        alert.wait_for()
        write(root, "고친 문장")
        alert.wait_for(state="detached")
        write(root, "또 고친 문장")
        tab.get_by_text("또 고친 문장").wait_for()


def test_a_page_that_was_broken_comes_alive(root: Path, tab) -> None:  # type: ignore[no-untyped-def]
    write(root, "broken")
    with preview(root, []) as live:
        tab.goto(f"http://localhost:{live.port}/")
        tab.get_by_role("alert").wait_for()
        write(root, "이제 된다")
        tab.get_by_text("이제 된다").wait_for()
        assert tab.get_by_role("alert").count() == 0


def test_a_save_that_changes_nothing_leaves_the_page_alone(root: Path, tab) -> None:  # type: ignore[no-untyped-def]
    with preview(root, []) as live:
        tab.goto(f"http://127.0.0.1:{live.port}/")
        tab.evaluate("window.mark = 1")
        (root / "seeds" / "other.txt").write_text("no part of the page", "utf-8")
        tab.wait_for_timeout(700)
        assert tab.evaluate("window.mark") == 1


def test_a_foreign_page_cannot_load_ours(root: Path, tab) -> None:  # type: ignore[no-untyped-def]
    """Another site that knows the port gets no script, no words and no frame."""
    with preview(root, []) as ours:
        tab.route("http://evil.example/", lambda route: route.fulfill(body="<body>evil", content_type="text/html"))
        tab.goto("http://evil.example/")
        address = f"http://127.0.0.1:{ours.port}"
        reached = tab.evaluate(
            """async (address) => {
                const found = [];
                try { await fetch(address + "/"); found.push("fetch"); } catch {}
                await new Promise((done) => {
                    const script = document.createElement("script");
                    script.src = address + "/__sitegen/reload.js";
                    script.onload = () => { found.push("script"); done(); };
                    script.onerror = done;
                    document.head.append(script);
                });
                await new Promise((done) => {
                    const events = new EventSource(address + "/__sitegen/events");
                    events.onopen = () => { found.push("events"); events.close(); done(); };
                    events.onerror = () => { events.close(); done(); };
                });
                return found;
            }""",
            address,
        )
        assert reached == []
