"""A feed of plain data to the bytes of a JSON Feed, version 1.1."""

import json
from collections.abc import Mapping
from typing import Any

from sitegen.render.files.entry import content_of
from sitegen.render.links import outside

_VERSION = "https://jsonfeed.org/version/1.1"


def write(feed: Mapping[str, Any]) -> bytes:
    """The feed of articles that `atom.write` is given; a value that is not known is left out."""
    told = {
        "version": _VERSION,
        "title": feed["title"],
        "home_page_url": feed["link"],
        "feed_url": feed["self"],
        "language": feed["language"],
        "authors": [{"name": feed["author"]}],
        "items": [_item(one, feed["words"]) for one in feed["entries"]],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _item(one: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    item = {
        "id": one["id"],
        "url": one["link"],
        "external_url": outside(one["via"]),
        "title": one["title"],
        "summary": one["summary"],
        "content_html": content_of(one, words),
        "date_published": one["published"],
        "date_modified": one["updated"],
        "tags": one["tags"],
    }
    return {name: value for name, value in item.items() if value or name == "content_html"}
