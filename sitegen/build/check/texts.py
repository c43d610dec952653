"""What who opens a file reads in it: decompressed, decoded, without its markup."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from html import unescape
from importlib import import_module

_TAG = re.compile(r"""<(?:"[^"]*"|'[^']*'|[^<>"'])*>""")
_VALUE = re.compile(r"""=\s*(?:"([^"]{6,})"|'([^']{6,})')""")


def decompressed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """*files*, those that are compressed as who opens them reads them."""
    return {address: _plain(address, content) for address, content in files.items()}


def _plain(address: str, content: bytes) -> bytes:
    with suppress(OSError, EOFError, zlib.error):
        if address.endswith((".gz", ".svgz")):
            return gzip.decompress(content)
    if address.endswith(".br"):
        with suppress(Exception):  # not installed, or no brotli: an error of the library's own
            return bytes(import_module("brotli").decompress(content))
    return content


def texts_of(address: str, content: bytes) -> Iterator[str]:
    """The texts of a file: what stands between its tags, its longer attributes a line each, the texts of data."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return
    bare = address.removesuffix(".gz").removesuffix(".br")
    if bare.endswith(".json"):
        try:
            yield from _strings(json.loads(text))
        except ValueError:
            yield text
    elif bare.endswith((".html", ".xml", ".svg")):
        whole = unescape(_without_tags(text))
        yield whole
        yield unescape("\n".join(value for pair in _VALUE.findall(text) for value in pair if value))
        if "<" in whole:  # a feed holds pages as text
            yield unescape(_without_tags(whole))
    else:
        yield text


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def _without_tags(text: str) -> str:
    """*text* without its markup; what stands in a comment is text, too."""
    return _TAG.sub("", text.replace("<!--", "").replace("-->", ""))
