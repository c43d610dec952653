"""What several articles say together, as the JSON of the facts contract: ``entities``, ``events``, ``relations``."""

from collections.abc import Mapping, Sequence
from typing import Any

from sitegen.build.collector import without_collector
from sitegen.link import briefing_of
from sitegen.model.contract import entity_json, event_json, facts_json, relation_json
from sitegen.model.facts import ArticleFacts, Event
from sitegen.model.identity import Site
from sitegen.model.known import Known
from sitegen.model.site import FactRef


def linked_json(articles: Sequence[ArticleFacts], known: Mapping[str, Known] | None = None) -> dict[str, Any]:
    """The facts of *articles* and how they hang together; every id is that of a fact among them."""
    with without_collector():
        briefing = briefing_of(articles, Site(), None, known)
    facts = {ref: fact for ref, fact in briefing.facts().items() if isinstance(fact, Event)}
    return facts_json(articles) | {
        "entities": [entity_json(entity, entity.mentions) for entity in briefing.entities],
        "events": [event_json(one.id, facts[one.facts[0]], one.facts, one.reason) for one in briefing.occurrences],
        "relations": [relation_json(relation) for relation in briefing.relations],
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
