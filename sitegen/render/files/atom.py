"""A feed of plain data to the bytes of an Atom feed (RFC 4287)."""

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from sitegen.render.files.elements import add, clean, document
from sitegen.render.files.entry import content_of
from sitegen.render.links import outside

_NAMESPACE = "http://www.w3.org/2005/Atom"


def write(feed: Mapping[str, Any]) -> bytes:
    """The feed ``id title author language updated self link entries``; an entry has ``id title updated link summary``.

    An entry of an article has ``published via tags`` and what `content_of` asks for besides; the feed has ``words`` then.
    """
    root = ElementTree.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": feed["language"]})
    for name in ("id", "title", "updated"):
        add(root, name, feed[name])
    add(ElementTree.SubElement(root, "author"), "name", feed["author"])
    ElementTree.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": feed["self"]})
    ElementTree.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed["link"]})
    for one in feed["entries"]:
        entry = ElementTree.SubElement(root, "entry")
        for name in ("id", "title", "updated"):
            add(entry, name, one[name])
        ElementTree.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": one["link"]})
        if one["summary"]:
            add(entry, "summary", one["summary"])
        if "facts" in one:
            _add_article(entry, one, feed["words"])
    return document(root)


def _add_article(entry: ElementTree.Element, one: Mapping[str, Any], words: Mapping[str, str]) -> None:
    add(entry, "published", one["published"])
    if outside(one["via"]):
        ElementTree.SubElement(entry, "link", {"rel": "via", "type": "text/html", "href": outside(one["via"])})
    for tag in one["tags"]:
        ElementTree.SubElement(entry, "category", {"term": clean(tag)})
    add(entry, "content", content_of(one, words), type="html")
