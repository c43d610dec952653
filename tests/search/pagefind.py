"""The same pages and the same queries with Pagefind, which indexes pages as they are: ``--pagefind`` of the command."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

from playwright.sync_api import sync_playwright

from tests.search.queries import Query
from tests.search.score import Scored, expected, scored
from tests.search.site import Searched

VERSION = "1.6.0"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_ASK = """async (typed) => {
  globalThis.pagefind ??= await import("/pagefind/pagefind.js");
  const found = await globalThis.pagefind.search(typed);
  return Promise.all(found.results.map(async (one) => (await one.data()).url));
}"""


def program(work: Path) -> str:
    """Pagefind's own program, installed below *work* where it is not at hand. Raises CalledProcessError."""
    found = shutil.which("pagefind")
    if found:
        return found
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(work), f"pagefind@{VERSION}"]
    subprocess.run(command, check=True)
    return str(work / "node_modules/.bin/pagefind")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which *folder* is served on the loopback."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: the table is all that the command prints."""


def pagefind(site: Searched, queries: Sequence[Query], work: Path) -> tuple[list[Scored], float, int]:
    """The scores of *queries*, the seconds that the index took, and its bytes without code, as it is served: gzipped.

    What is typed where initials or names are meant is told by what Pagefind finds: it offers nothing else.
    """
    with_index = work / "paged"
    shutil.copytree(site.output, with_index)
    began = time.perf_counter()
    command = [program(work), "--site", str(with_index), "--glob", "a/**/*.html"]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "NO_COLOR": "1"})
    seconds = time.perf_counter() - began
    kinds = (".pf_index", ".pf_meta", ".pf_fragment")
    size = sum(path.stat().st_size for path in (with_index / "pagefind").rglob("*") if path.suffix in kinds)
    found: list[Scored] = []
    with served(with_index) as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.goto(f"{address}404.html")
        page.set_content("<!doctype html><title>pagefind</title>")
        for query in queries:
            urls = [_address(url) for url in page.evaluate(_ASK, query.typed)]
            # A name is offered where an article that holds it is found.
            offered = [name for name in query.named if any(name in site.texts.get(url, "") for url in urls[:10])]
            found.append(scored(query, expected(query, site.texts), urls, offered))
        browser.close()
    return found, seconds, size


def _address(url: str) -> str:
    folder = unquote(url).lstrip("/")
    return f"{folder}index.html" if folder.endswith("/") else folder
