"""A sitemap (sitemaps.org 0.9), where its entries are news with Google's news extension."""

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from sitegen.render.files.elements import add, document

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def write(sitemap: Mapping[str, Any]) -> bytes:
    """The map of ``urls``: each has ``loc lastmod``, the day "" where it is not known, and as news ``news`` of ``name
    language date title``."""
    urls = sitemap["urls"]
    root = ElementTree.Element("urlset", {"xmlns": NAMESPACE})
    if any("news" in one for one in urls):
        root.set("xmlns:news", _NEWS)
    for one in urls:
        url = ElementTree.SubElement(root, "url")
        add(url, "loc", one["loc"])
        if one["lastmod"]:
            add(url, "lastmod", one["lastmod"])
        if "news" in one:
            _add_news(url, one["news"])
    return document(root)


def _add_news(url: ElementTree.Element, told: Mapping[str, str]) -> None:
    news = ElementTree.SubElement(url, "news:news")
    publication = ElementTree.SubElement(news, "news:publication")
    add(publication, "news:name", told["name"])
    add(publication, "news:language", told["language"])
    add(news, "news:publication_date", told["date"])
    add(news, "news:title", told["title"])
