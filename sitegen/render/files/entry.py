"""What an entry of a feed says of an article, as HTML: its headline facts, each with its evidence."""

from collections.abc import Mapping
from html import escape
from typing import Any

from sitegen.render.links import outside


def content_of(entry: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """The ``facts`` of *entry*, each ``words badges source when link``, then its ``source`` and where it stands: ``via``."""
    lines = "".join(f"<li>{_line(fact, words)}</li>" for fact in entry["facts"])
    source = escape(entry["source"])
    url = outside(entry["via"])
    original = f'<a href="{escape(url)}">{escape(words["original"])}</a>' if url else ""
    foot = " · ".join(part for part in (source, original) if part)
    return (f"<ul>{lines}</ul>" if lines else "") + (f"<p>{foot}</p>" if foot else "")


def _line(fact: Mapping[str, Any], words: Mapping[str, str]) -> str:
    told = [f"<b>{escape(badge)}</b>" for badge in fact["badges"]]
    told += [escape(part) for part in (fact["source"], fact["when"]) if part]
    told.append(f'<a href="{escape(fact["link"])}">{escape(words["evidence"])}</a>')
    return f"{escape(fact['words'])} — {' · '.join(told)}"
