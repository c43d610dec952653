"""Facts as the JSON of the facts contract, version 1."""

from collections.abc import Iterable
from typing import Any

from sitegen.model.facts import Alias, Amount, ArticleFacts, Event, Fact, Org, Person, Quote, Term, Time

VERSION = 1


def facts_json(articles: Iterable[ArticleFacts]) -> dict[str, Any]:
    """``{"sitegen_facts": 1, "articles": […]}``; spans are [start, end) in code points of the whole file."""
    return {"sitegen_facts": VERSION, "articles": [_article(article) for article in articles]}


def _article(read: ArticleFacts) -> dict[str, Any]:
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
    return common | _own(fact)


def _own(fact: Fact) -> dict[str, Any]:
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


def facts_table(articles: Iterable[ArticleFacts]) -> str:
    """The facts as lines to read: where, kind, words, what was read in them, by which rule."""
    lines = []
    for read in articles:
        article = read.article
        day = article.published.isoformat() if article.published else "no date"
        lines.append(f"{article.path}  {day}  {article.title}")
        for fact in read.facts:
            line, column = article.position(fact.evidence.span.start)
            surface = " ".join(fact.surface.split())
            lines.append(f"  {line}:{column}  {fact.kind}  {surface}  →  {shown_value(fact)}  [{fact.evidence.rule}]")
    return "\n".join(lines)


def shown_value(fact: Fact) -> str:
    """What was read in a fact, in one line for a terminal."""
    keys: tuple[str, ...]
    own = {key: value for key, value in _own(fact).items() if value not in (None, "", [], False)}
    match fact:
        case Time():
            return fact.when.value + (f" {fact.when.mod}" if fact.when.mod else "")
        case Person():
            return " · ".join(part for part in (fact.name, fact.title, fact.org) if part)
        case Org():
            return fact.name
        case Alias():
            return f"{fact.short} = {fact.full}"
        case Quote():
            return fact.speaker or "speaker unknown"
        case Event():
            keys = ("when", "who", "place", "status", "basis", "source", "rank")
        case Amount():
            keys = ("low", "high", "unit", "approx", "vague", "of", "converts")
        case _:
            keys = ("gloss",)
    return " ".join(f"{key}={_cell(own[key])}" for key in keys if key in own)


def _cell(value: object) -> str:
    return "|".join(value) if isinstance(value, list) else str(value)
