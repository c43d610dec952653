"""Addresses: relative between pages, so that the site opens from a disk and under any path."""

import posixpath
import re
from functools import lru_cache

# Written as they are, Korean included; these would end the address or the attribute, or change their meaning.
_RESERVED = str.maketrans({sign: f"%{ord(sign):02X}" for sign in " %?\"<>\\^`{|}'"})
# What is not a folder's or a file's plain name between single slashes.
_UNUSUAL = re.compile(r"^/|//|/$|(?:^|/)\.{1,2}(?:/|$)|^$")
SCHEMES = ("http://", "https://", "mailto:")


def link(page_url: str, target: str) -> str:
    """The address of *target* as seen from *page_url*; both are relative to the site's root, a target may end in #….

    A target on the page itself is its anchor alone.
    """
    path, sign, anchor = target.partition("#")
    fragment = f"#{anchor.translate(_RESERVED)}" if sign else ""
    if fragment and path in ("", page_url):
        return fragment
    return _relative(page_url, path).translate(_RESERVED) + fragment


def _relative(page_url: str, path: str) -> str:
    """`posixpath.relpath`, which reads paths from the working folder on, and so takes ten times as long."""
    here = _folders(page_url)
    if here is None or _UNUSUAL.search(path):
        return posixpath.relpath(path, posixpath.dirname(page_url) or ".")
    there = path.split("/")
    shared = 0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:]) or "."


@lru_cache(maxsize=16)  # pages are rendered one by one, and each has many links
def _folders(page_url: str) -> tuple[str, ...] | None:
    """The folders that a page stands in; None where its address is no plain one."""
    return None if _UNUSUAL.search(page_url) else tuple(page_url.split("/")[:-1])


def outside(url: str) -> str:
    """*url* where it leads to the web or a mailbox; nothing else leaves a page."""
    cleaned = "".join(sign for sign in url.strip() if sign.isprintable() and not sign.isspace())
    return cleaned if cleaned.lower().startswith(SCHEMES) else ""
