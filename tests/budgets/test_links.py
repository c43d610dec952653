"""A site may stand anywhere: in a folder, at the root of a host, under a path; every link of it is alive there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import pytest

from tests.budgets.server import served
from tests.budgets.sites import Site
from tests.site.tree import Node, tree

_LINKS = {"a": "href", "link": "href", "script": "src", "img": "src"}
_MISSING = "404.html"  # no link leads to it, and its own lead from the root of the site's address


def crawled(base: str, fetch: Callable[[str], bytes | None]) -> tuple[set[str], list[str]]:
    """What links lead to from the briefing on, by its address below *base*; and every link that leads nowhere, to no anchor
    of its page, or to a part of the host that is not the site's."""
    found: set[str] = set()
    dead: list[str] = []
    wanted = [(base, f"{base}index.html")]
    pages: dict[str, Node] = {}
    for source, target in wanted:
        file, anchor = (unquote(part) for part in urldefrag(target))
        if not file.startswith(base):
            if urlsplit(file)[:2] == urlsplit(base)[:2]:
                dead.append(f"{source} leads out of the site: {file}")
            continue
        if file not in found:
            found.add(file)
            content = fetch(quote(file, safe=":/"))
            if content is None:
                dead.append(f"{source}: there is no {file}")
            elif file.endswith(".html"):
                pages[file] = tree(content)
                wanted += [(file, urljoin(quote(file, safe=":/"), one)) for one in _links(pages[file])]
        if anchor and file in pages and anchor not in _anchors(pages[file]):
            dead.append(f"{source}: there is no {anchor} in {file}")
    return {file.removeprefix(base) for file in found}, dead


def _links(page: Node) -> list[str]:
    found = [node.attributes.get(_LINKS[node.tag], "") for node in page.walk() if node.tag in _LINKS]
    return [one for one in found if one and not one.startswith("mailto:")]


def _anchors(page: Node) -> set[str]:
    return {node.attributes["id"] for node in page.walk() if "id" in node.attributes}


def _over_http(url: str) -> bytes | None:
    try:
        with urlopen(url) as answer:
            return bytes(answer.read())
    except HTTPError:
        return None


def _from_a_folder(url: str) -> bytes | None:
    path = Path(unquote(urlsplit(url).path))
    return path.read_bytes() if path.is_file() else None


def _unlinked(site: Site, found: set[str]) -> set[str]:
    """Pages of *site* that a reader cannot come to; those that only lead on to another need no link."""
    return {url for url, content in site.pages.items() if url not in found and b'http-equiv="refresh"' not in content}


@pytest.mark.parametrize("root", ["/", "/sub/path/"])
def test_every_link_is_alive_on_a_host(every_site: list[Site], root: str) -> None:
    """At the root of a host and under a path; and every page is linked from somewhere."""
    for site in every_site:
        with served({root: site.files}) as host:
            found, dead = crawled(f"{host}{root}", _over_http)
        assert dead == [], site.name
        assert _unlinked(site, found) <= {_MISSING}, site.name


def test_every_link_is_alive_in_a_folder(every_site: list[Site], tmp_path: Path) -> None:
    """From a disk or a stick, by ``file://``."""
    for site in every_site:
        folder = _written(site, tmp_path)
        found, dead = crawled(f"{folder.as_uri()}/", _from_a_folder)
        assert dead == [], site.name
        assert _unlinked(site, found) <= {_MISSING}, site.name


def test_the_page_for_what_is_missing_leads_home(every_site: list[Site]) -> None:
    """Under the address of the settings, from which it is served in place of any page."""
    for site in every_site:
        with served({site.root: site.files}) as host:
            here = f"{host}{site.root}2020/gone.html"
            leads = {urldefrag(urljoin(here, one))[0] for one in _links(tree(site.pages[_MISSING])) if one[0] != "#"}
            assert [one for one in leads if _over_http(one) is None] == [], site.name
            assert f"{host}{site.root}index.html" in leads, site.name


def test_a_dead_link_is_found() -> None:
    """A page that is gone, an anchor that is gone, a link that leaves the site."""
    page = (
        b'<a href="gone.html">1</a><a href="#gone">2</a><a href="../x.html">3</a><a href="https://example.com/">4</a>'
    )
    with served({"/site/": {"index.html": page}}) as host:
        _, dead = crawled(f"{host}/site/", _over_http)
    assert len(dead) == 3


@pytest.mark.browser
def test_pages_open_from_a_folder(browser: Any, every_site: list[Site], tmp_path: Path) -> None:
    """In Chromium by ``file://``: the style sheet applies, and nothing is asked for in vain."""
    for site in every_site:
        folder = _written(site, tmp_path)
        failed: list[str] = []
        tab = browser.new_page()
        tab.on("requestfailed", lambda request, failed=failed: failed.append(f"{request.url}: {request.failure}"))
        for url in site.largest:
            if url != _MISSING:
                tab.goto((folder / url).as_uri())
                assert tab.evaluate("getComputedStyle(document.querySelector('.top')).borderBottomWidth") == "3px", url
        tab.close()
        # The icon is fetched late: leaving the page cancels it.
        assert [one for one in failed if "ERR_ABORTED" not in one] == []


def _written(site: Site, folder: Path) -> Path:
    for url, content in site.files.items():
        path = folder / site.name / url
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / site.name
