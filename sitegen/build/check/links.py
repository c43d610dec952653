"""Every link arrives, every anchor exists, every fact leads to its sentence; in files for machines, too."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from sitegen.build.check.reader import PageRead
from sitegen.errors import CheckError, Place

MACHINE_FILES = (".xml", ".json", ".ics", ".csv", ".txt")


def page_faults(pages: Mapping[str, PageRead], files: set[str], shown: str, root: str = "") -> Iterator[CheckError]:
    """Links that lead nowhere, anchors that do not exist, facts without evidence, ids that stand twice.

    *root* is the path at which the site stands on its host: "" or "/briefing".
    """
    for address, page in sorted(pages.items()):
        where = f"{shown}/{address}"
        for start, name in page.doubled:
            yield CheckError(f"the id '{name}' stands twice", page.place_at(where, start))
        for start, link in page.links:
            fault = _link_fault(address, link, pages, files, root.rstrip("/"))
            if fault:
                yield CheckError(f"{fault}: {link}", page.place_at(where, start))
        for fact in page.facts:
            if not any(_is_evidence(address, link, pages, root.rstrip("/")) for link in fact.evidence):
                message = f"the fact {fact.name} has no evidence to go to"
                yield CheckError(message, page.place_at(where, fact.start))


def address_faults(
    contents: Mapping[str, bytes], pages: Mapping[str, PageRead], files: set[str], shown: str, url: str
) -> Iterator[CheckError]:
    """Addresses under *url*, where the site will stand, that lead to no file of it: in files for machines, and in what
    pages say to machines."""
    if not url:
        return
    known = re.compile(re.escape(url.rstrip("/")) + r"""(?=[/?#\s"'<>]|$)[^\s"'<>\\{}]*""")
    for address, content in sorted(contents.items()):
        if not address.endswith((*MACHINE_FILES, ".html")):
            continue
        text = content.decode("utf-8", "replace")
        if address.endswith(".ics"):
            text = re.sub("\r?\n[ \t]", "", text)  # RFC 5545 folds long lines
        said = set()
        for found in known.finditer(text):
            fault = "" if found[0] in said else _absolute_fault(found[0], pages, files, url)
            said.add(found[0])
            if fault:
                yield CheckError(f"{fault}: {found[0]}", _place(f"{shown}/{address}", text, found.start()))


def _place(path: str, text: str, offset: int) -> Place:
    return Place(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _absolute_fault(link: str, pages: Mapping[str, PageRead], files: set[str], url: str) -> str:
    parts = urlsplit(unescape(link).rstrip(".,;)"))
    path = unquote(parts.path).removeprefix(unquote(urlsplit(url).path).rstrip("/")).lstrip("/")
    path = f"{path}index.html" if not path or path.endswith("/") else path
    return _target_fault(path, unquote(parts.fragment), pages, files)


def _target(address: str, link: str, root: str) -> tuple[str, str] | None:
    """The file and the anchor that a link on page *address* leads to; None where it leaves the site."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    if path.startswith(root + "/"):  # from the root of the host, as on 404.html
        return normpath(path.removeprefix(root + "/")), unquote(parts.fragment)
    target = normpath(join(dirname(address), path)) if path else address
    return target, unquote(parts.fragment)


def _link_fault(address: str, link: str, pages: Mapping[str, PageRead], files: set[str], root: str) -> str:
    target = _target(address, link, root)
    return _target_fault(*target, pages, files) if target else ""


def _target_fault(path: str, anchor: str, pages: Mapping[str, PageRead], files: set[str]) -> str:
    if path not in files:
        return "the link leads nowhere"
    if anchor and path in pages and anchor not in pages[path].ids:
        return "the anchor does not exist"
    return ""


def _is_evidence(address: str, link: str, pages: Mapping[str, PageRead], root: str) -> bool:
    target = _target(address, link, root)
    return target is not None and target[0] in pages and target[1] in pages[target[0]].ids and bool(target[1])
