"""A feed of plain data to the bytes of an Atom feed (RFC 4287)."""

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

_NAMESPACE = "http://www.w3.org/2005/Atom"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold


def write(feed: Mapping[str, Any]) -> bytes:
    """The feed ``id title author language updated self link entries``; an entry has ``id title updated link summary``."""
    root = ElementTree.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": feed["language"]})
    for name in ("id", "title", "updated"):
        _add(root, name, feed[name])
    author = ElementTree.SubElement(root, "author")
    _add(author, "name", feed["author"])
    ElementTree.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": feed["self"]})
    ElementTree.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed["link"]})
    for one in feed["entries"]:
        entry = ElementTree.SubElement(root, "entry")
        for name in ("id", "title", "updated"):
            _add(entry, name, one[name])
        ElementTree.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": one["link"]})
        if one["summary"]:
            _add(entry, "summary", one["summary"])
    ElementTree.indent(root, " ")
    text: str = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _FORBIDDEN.sub("\ufffd", text)
