"""What several articles say together, as the JSON of the facts contract: ``entities``, ``events``, ``relations``."""

from collections.abc import Mapping, Sequence
from typing import Any

from sitegen.build.collector import without_collector
from sitegen.extract.report import facts_json
from sitegen.link import briefing_of
from sitegen.model.facts import ArticleFacts, Event
from sitegen.model.identity import Site
from sitegen.model.known import Known
from sitegen.model.site import Entity, FactRef, Occurrence, Relation


def linked_json(articles: Sequence[ArticleFacts], known: Mapping[str, Known] | None = None) -> dict[str, Any]:
    """The facts of *articles* and how they hang together; every id is that of a fact among them."""
    with without_collector():
        briefing = briefing_of(articles, Site(), None, known)
    facts = {ref: fact for ref, fact in briefing.facts().items() if isinstance(fact, Event)}
    return facts_json(articles) | {
        "entities": [_entity(entity) for entity in briefing.entities],
        "events": [_event(occurrence, facts[occurrence.facts[0]]) for occurrence in briefing.occurrences],
        "relations": [_relation(relation) for relation in briefing.relations],
    }


def linked_table(articles: Sequence[ArticleFacts], known: Mapping[str, Known] | None = None) -> str:
    """The same for a reader at a terminal: the events that several articles tell, and how facts bear on each other."""
    with without_collector():
        briefing = briefing_of(articles, Site(), None, known)
    facts = briefing.facts()
    places = {read.article.id: read.article for read in briefing.articles}

    def told(ref: FactRef) -> str:
        fact = facts[ref]
        line, column = places[ref.article].position(fact.evidence.span.start)
        return f"{places[ref.article].path}:{line}:{column}  {' '.join(fact.surface.split())}"

    lines = ["EVENTS TOLD BY SEVERAL"]
    for occurrence in briefing.occurrences:
        if len(occurrence.facts) > 1:
            lines += [f"  {occurrence.reason}", *(f"    {told(ref)}" for ref in occurrence.facts)]
    lines += ["", "RELATIONS"]
    for relation in briefing.relations:
        lines += [
            f"  {relation.type.value}: {relation.reason}",
            f"    {told(relation.earlier)}",
            f"    {told(relation.later)}",
        ]
    return "\n".join(lines)


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "facts": [ref.fact for ref in entity.mentions],
    }


def _event(occurrence: Occurrence, first: Event) -> dict[str, Any]:
    return {
        "id": occurrence.id,
        "when": first.when.value if first.when else None,
        "headline": first.headline,
        "facts": [ref.fact for ref in occurrence.facts],
        "reason": occurrence.reason,
    }


def _relation(relation: Relation) -> dict[str, Any]:
    return {
        "type": relation.type.value,
        "facts": [relation.earlier.fact, relation.later.fact],
        "reason": relation.reason,
    }
