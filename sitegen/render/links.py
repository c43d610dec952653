"""Addresses: relative between pages, so that the site opens from a disk and under any path."""

import posixpath

# Written as they are, Korean included; these would end the address or the attribute, or change their meaning.
_RESERVED = str.maketrans({sign: f"%{ord(sign):02X}" for sign in " %?\"<>\\^`{|}'"})
SCHEMES = ("http://", "https://", "mailto:")


def link(page_url: str, target: str) -> str:
    """The address of *target* as seen from *page_url*; both are relative to the site's root, a target may end in #….

    A target on the page itself is its anchor alone.
    """
    path, sign, anchor = target.partition("#")
    fragment = f"#{anchor.translate(_RESERVED)}" if sign else ""
    if fragment and path in ("", page_url):
        return fragment
    start = posixpath.dirname(page_url) or "."
    return posixpath.relpath(path, start).translate(_RESERVED) + fragment


def outside(url: str) -> str:
    """*url* where it leads to the web or a mailbox; nothing else leaves a page."""
    cleaned = "".join(sign for sign in url.strip() if sign.isprintable() and not sign.isspace())
    return cleaned if cleaned.lower().startswith(SCHEMES) else ""
