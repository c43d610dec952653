"""Small pages: a reader on a slow line waits for bytes."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

from sitegen.build.check.reader import PageRead, Source
from sitegen.errors import CheckError, Place

KB = 1024
PAGE, LONG_PAGE, STYLES = 20 * KB, 50 * KB, 6 * KB
SEARCH_CODE, SEARCH_INDEX = 8 * KB, 150 * KB
SEARCH = "search/"  # the pages that may run something, and what they search
_MANY = 100  # facts of a page that is a list
# Types of a script that is data, and runs nothing.
_DATA = ("application/", "text/plain")
_RUNS = frozenset({"application/javascript", "application/ecmascript"})


class Budgets:
    """Weighs the *files* of a site, the pages one after the other."""

    def __init__(self, files: Mapping[str, bytes], shown: str) -> None:
        self._files, self._shown = files, shown
        self._styles = {address: content for address, content in files.items() if address.endswith(".css")}
        self._small = {address: len(zlib.compress(content, 9)) for address, content in self._styles.items()}
        self._search: frozenset[str] = frozenset()  # what the page of the search runs

    def page_faults(self, address: str, source: Source, page: PageRead) -> Iterator[CheckError]:
        """A page that is too large with its style sheets, or that runs something and is not the search's."""
        path, content = f"{self._shown}/{address}", self._files[address]
        styles = sorted(_loaded(address, source, "link", "href") & self._styles.keys())
        limit = LONG_PAGE if len(page.facts) >= _MANY else PAGE
        room = limit - sum(self._small[one] for one in styles)
        if len(content) > room and len(zlib.compress(content, 9)) > room:
            parts = (content, *(self._styles[one] for one in styles))
            yield from _told(parts, limit, "page with its style sheets", path)
        if address.startswith(SEARCH):
            self._search |= _loaded(address, source, "script", "src")
        else:
            for start in _runs(source):
                message = "a script runs here; pages other than the search have none"
                yield CheckError(message, page.place_at(path, start))

    def site_faults(self) -> Iterator[CheckError]:
        """Style sheets, the search's code, or a part of its index, that are too large; once all pages were weighed."""
        first = f"{self._shown}/{min(self._styles, default='')}"
        yield from _told(self._styles.values(), STYLES, "style of the site", first)
        code = [self._files[one] for one in sorted(self._search & self._files.keys()) if not one.startswith(SEARCH)]
        yield from _told(code, SEARCH_CODE, "code of the search", f"{self._shown}/{SEARCH}index.html")
        for address, content in sorted(self._files.items()):
            if address.startswith(SEARCH) and address.endswith(".js"):
                yield from _told([content], SEARCH_INDEX, "part of the search's index", f"{self._shown}/{address}")


def _told(parts: Iterable[bytes], limit: int, what: str, path: str) -> Iterator[CheckError]:
    parts = tuple(parts)
    size, how = sum(len(zlib.compress(one, 9)) for one in parts), "zlib"
    if size > limit:
        # Brotli is what the limits are meant in; it takes its time, so only what may be too large meets it.
        brotli = _brotli()
        if brotli is not None:
            size, how = sum(len(brotli.compress(one)) for one in parts), "brotli"
    if size > limit:
        message = f"the {what} takes {size / KB:.1f} KB compressed ({how}), and may take {limit // KB}"
        yield CheckError(message, Place(path))


def _brotli() -> Any:
    try:
        return import_module("brotli")
    except ModuleNotFoundError:
        return None


def _loaded(address: str, source: Source, element: str, attribute: str) -> frozenset[str]:
    """The files of the site that elements of a name load."""
    found = set()
    for tag in source.tags:
        if tag.name == element and not tag.is_end:
            parts = urlsplit(tag.attributes.get(attribute, ""))
            if parts.path and not parts.scheme and not parts.netloc:
                found.add(normpath(join(dirname(address), unquote(parts.path))))
    return frozenset(found)


def _runs(source: Source) -> Iterator[int]:
    """Where something runs in a page."""
    for tag in source.tags:
        if tag.name == "script" and not tag.is_end:
            kind = tag.attributes.get("type", "").strip().lower()
            if kind in _RUNS or not kind.startswith(_DATA):
                yield tag.start
