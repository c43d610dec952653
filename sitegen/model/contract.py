"""Facts as the JSON of the facts contract, version 1: plain data, whoever asks for it."""

from collections.abc import Iterable
from typing import Any

from sitegen.model.facts import Alias, Amount, ArticleFacts, Change, Event, Fact, Org, Person, Quote, Term, Time
from sitegen.model.site import Entity, FactRef, Relation

VERSION = 1


def facts_json(articles: Iterable[ArticleFacts]) -> dict[str, Any]:
    """``{"sitegen_facts": 1, "articles": […]}``; spans are [start, end) in code points of the whole file."""
    return {"sitegen_facts": VERSION, "articles": [article_json(article) for article in articles]}


def article_json(read: ArticleFacts) -> dict[str, Any]:
    """One article: ``id path title published blocks sentences facts``."""
    article = read.article
    return {
        "id": article.id,
        "path": article.path,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "blocks": [{"span": [block.span.start, block.span.end], "role": block.role.value} for block in article.blocks],
        "sentences": [[span.start, span.end] for span in read.sentences],
        "facts": [fact_json(fact) for fact in read.facts],
    }


def fact_json(fact: Fact) -> dict[str, Any]:
    """One fact: ``id kind span surface rule sentence`` and what its kind adds."""
    evidence = fact.evidence
    common = {
        "id": fact.id,
        "kind": fact.kind,
        "span": [evidence.span.start, evidence.span.end],
        "surface": fact.surface,
        "rule": evidence.rule,
        "sentence": evidence.sentence,
    }
    return common | own_json(fact)


def own_json(fact: Fact) -> dict[str, Any]:
    """What the kind of a fact adds to what all facts have."""
    match fact:
        case Time(when=when):
            return {
                "value": when.value,
                "mod": when.mod,
                "precision": when.precision.value,
                "earliest": when.earliest.isoformat() if when.earliest else None,
                "latest": when.latest.isoformat() if when.latest else None,
                "basis": when.basis,
            }
        case Amount():
            return {
                "low": None if fact.low is None else format(fact.low, "f"),
                "high": None if fact.high is None else format(fact.high, "f"),
                "unit": fact.unit,
                "approx": fact.approx,
                "vague": fact.vague,
                "of": fact.of or None,
                "converts": fact.converts or None,
                "change": _change(fact.change),
            }
        case Person():
            return {"name": fact.name, "title": fact.title or None, "org": fact.org or None}
        case Org():
            return {"name": fact.name}
        case Alias():
            return {"full": fact.full, "short": fact.short}
        case Quote():
            return {"speaker": fact.speaker or None, "direct": fact.direct, "utterance": fact.utterance}
        case Term():
            return {"term": fact.term, "gloss": fact.gloss}
        case Event():
            return _event(fact)
        case _:
            return {}


def _change(change: Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    return {"direction": change.direction, "by": change.by, "base": change.base or None, "from": change.start or None}


def _event(fact: Event) -> dict[str, Any]:
    return {
        "when": fact.when.value if fact.when else None,
        "who": list(fact.who),
        "place": fact.place or None,
        "status": fact.certainty.status.value,
        "basis": fact.certainty.basis.value,
        "source": fact.certainty.source or None,
        "headline": fact.headline,
        "rank": fact.rank or None,
        "reasons": list(fact.reasons),
        "clause": [fact.clause.start, fact.clause.end],
    }


def entity_json(entity: Entity, mentions: Iterable[FactRef]) -> dict[str, Any]:
    """A person or an organisation with the *mentions* that are told of."""
    return {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "facts": [ref.fact for ref in mentions],
    }


def event_json(id_: str, first: Event, mentions: Iterable[FactRef], reason: str) -> dict[str, Any]:
    """What several facts tell as one; *first* tells it, *reason* says why they are one."""
    return {
        "id": id_,
        "when": first.when.value if first.when else None,
        "headline": first.headline,
        "facts": [ref.fact for ref in mentions],
        "reason": reason,
    }


def relation_json(relation: Relation) -> dict[str, Any]:
    """Two facts, the one told first before the other, and how they bear on each other."""
    return {
        "type": relation.type.value,
        "facts": [relation.earlier.fact, relation.later.fact],
        "reason": relation.reason,
    }
