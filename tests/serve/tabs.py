"""Tabs of a real browser: Chromium as the machine has it, in which nothing may complain; and axe, that looks for what
keeps people out."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.serve.newsroom import waited
from tests.tools import npm_file

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
marks = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")]


@contextmanager
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@contextmanager
def opened(browser: Any, **wishes: Any) -> Iterator[Any]:
    """A tab, in which no script may fail, and nothing may break our own policy. The page itself may be missing, and the
    desk may refuse what is asked of it: Chromium writes both into the console."""
    complaints: list[str] = []
    context = browser.new_context(**wishes)
    page = context.new_page()
    page.set_default_timeout(15_000)

    def heard(said: Any) -> None:
        address = said.location.get("url", "")
        refused = "/__desk/" in address and "409 (Conflict)" in said.text
        if said.type in ("error", "warning") and address != page.url and not refused:
            complaints.append(f"{said.text} {address}")

    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def sees(tab: Any, expression: str) -> Any:
    """What *expression* is in the page, once it is true. Our policy forbids the browser to wait for it by itself."""
    return waited(lambda: tab.evaluate(expression))


def settled(tab: Any) -> None:
    """Waits until what is shown is the whole build."""
    tab.locator("#sitegen-bar:not(.sitegen-busy)").wait_for()


def barriers(tab: Any) -> list[str]:
    """What axe finds in the page: rule, and where."""
    tab.evaluate(npm_file("axe-core", "axe.min.js").read_text("utf-8"))
    found = tab.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then((told) => JSON.stringify(told.violations))"
    )
    return [
        f"{one['id']}: {node['html'][:120]} {node['failureSummary']}"
        for one in json.loads(found)
        for node in one["nodes"]
    ]
