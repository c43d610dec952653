"""The facts of articles as the JSON of the facts contract: what `sitegen facts --linked` prints, as a file of the site.

It holds no more of an article's words than its pages show.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from sitegen.compose.desk import Desk, Read, article_url, clipped
from sitegen.compose.quotes import shown_utterances
from sitegen.model.contract import VERSION, article_json, entity_json, event_json, relation_json
from sitegen.model.facts import Event, Quote
from sitegen.model.site import Entity, Entry, FactRef
from sitegen.model.text import BodyMode

SCHEMA = "facts.schema.json"
_WORDS = 24  # code points of a fact's words where the text is not to be shown: as many as its page gives a clause


@dataclass(frozen=True, slots=True)
class Index:
    """What is told of each article, by its id."""

    entries: Mapping[str, Sequence[Entry]]  # every line that it tells
    mentions: Mapping[str, Sequence[tuple[Entity, FactRef]]]


def index_of(desk: Desk, articles: Set[str]) -> Index:
    """The index of *articles* of a briefing, given by their ids."""
    entries: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in desk.briefing.entries:
        for article in dict.fromkeys(ref.article for ref in entry.refs):
            if article in articles:
                entries[article].append(entry)
    mentions: defaultdict[str, list[tuple[Entity, FactRef]]] = defaultdict(list)
    for entity in desk.briefing.entities:
        for ref in entity.mentions:
            if ref.article in articles:
                mentions[ref.article].append((entity, ref))
    return Index(entries, mentions)


def facts_document(desk: Desk, reads: Sequence[Read], index: Index, root: str = "") -> dict[str, Any]:
    """The facts of *reads* and how they hang together; every id is that of a fact among them. Addresses are relative
    to the site's root; *root* leads there from the file."""
    within = {read.article.id for read in reads}
    return {
        "$schema": f"{root}{SCHEMA}",
        "sitegen_facts": VERSION,
        "articles": [_article(desk, read) for read in reads],
        "entities": _entities(reads, index),
        "events": _events(desk, reads, index),
        "relations": [relation_json(one) for one in desk.linked.among(within)],
    }


def _article(desk: Desk, read: Read) -> dict[str, Any]:
    told = article_json(read.facts)
    told["path"] = _public(told["path"])
    told["page"] = article_url(read.article)
    for fact, one in zip(read.facts.facts, told["facts"], strict=True):
        one["anchor"] = read.anchor(fact)
    if read.article.body is BodyMode.NONE:
        _sparing(desk, read, told["facts"])
    return told


def _public(path: str) -> str:
    """The path of a seed as told; of one outside the site's folder its name alone, for the rest is the editor's."""
    is_absolute = PurePosixPath(path).is_absolute() or PureWindowsPath(path).is_absolute()
    return path.rpartition("/")[2] if is_absolute else path


def _sparing(desk: Desk, read: Read, facts: Sequence[dict[str, Any]]) -> None:
    """Cuts what *facts* say of an article whose text is not to be shown down to what its pages say of it."""
    quoted = {piece.id for pieces in shown_utterances(read) for piece in pieces}
    for fact, one in zip(read.facts.facts, facts, strict=True):
        if not (isinstance(fact, Quote) and fact.id in quoted):
            one["surface"] = clipped(one["surface"], _WORDS)
        if isinstance(fact, Event) and FactRef(read.article.id, fact.id) not in desk.linked.lines:
            one["headline"] = ""


def _entities(reads: Sequence[Read], index: Index) -> list[dict[str, Any]]:
    found: dict[str, tuple[Entity, list[FactRef]]] = {}
    for read in reversed(reads):  # the oldest first, as an entity has its mentions
        for entity, ref in index.mentions.get(read.article.id, ()):
            found.setdefault(entity.id, (entity, []))[1].append(ref)
    return [entity_json(*found[one]) for one in sorted(found)]


def _events(desk: Desk, reads: Sequence[Read], index: Index) -> list[dict[str, Any]]:
    """The lines of the timeline, by what is told of them here."""
    within = {read.article.id for read in reads}
    entries = {entry.id: entry for read in reads for entry in index.entries.get(read.article.id, ())}
    found = []
    for name in sorted(entries):
        refs = [ref for ref in entries[name].refs if ref.article in within]
        first = desk.facts[refs[0]]
        if isinstance(first, Event):
            id_ = f"{refs[0].article}/{refs[0].fact}"
            found.append(event_json(id_, first, refs, entries[name].reason))
    return found
