"""The list of several sitemaps (sitemaps.org 0.9)."""

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

from sitegen.render.files.elements import add, document
from sitegen.render.files.sitemap import NAMESPACE


def write(index: Mapping[str, Sequence[str]]) -> bytes:
    """The list of ``maps``, absolute addresses."""
    root = ElementTree.Element("sitemapindex", {"xmlns": NAMESPACE})
    for address in index["maps"]:
        add(ElementTree.SubElement(root, "sitemap"), "loc", address)
    return document(root)
