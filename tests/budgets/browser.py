"""Debian's Chromium, in which a site stands at an address of its own and no other address answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from sitegen.build.media_types import content_type
from tests.budgets.sites import Site

CHROMIUM = Path("/usr/bin/chromium")
HOST = "http://briefing.test"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser, headless."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"there is no {CHROMIUM}")
    with sync_api.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=str(CHROMIUM), args=_FLAGS)
        yield opened
        opened.close()


@contextmanager
def shown(browser: Any, site: Site, width: int = 390, **wishes: Any) -> Iterator[Any]:
    """A tab that is *width* px wide and is served *site* alone."""
    context = browser.new_context(viewport={"width": width, "height": 800}, **wishes)

    def answer(route: Any) -> None:
        path = unquote(urlsplit(route.request.url).path).removeprefix(site.root)
        if not route.request.url.startswith(HOST) or path not in site.files:
            route.abort()
            return
        route.fulfill(body=site.files[path], headers={"Content-Type": content_type(path)})

    context.route("**/*", answer)
    yield context.new_page()
    context.close()


def address(site: Site, url: str) -> str:
    """Where a tab finds a page of *site*."""
    return f"{HOST}{site.root}{url}"
