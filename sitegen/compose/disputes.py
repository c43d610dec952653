"""What articles tell differently: both sides with their sources beside each other, and no word on who is right."""

from collections.abc import Iterable
from typing import Any

from sitegen.compose.badge import badges_of
from sitegen.compose.desk import Desk, plain_words, words_at
from sitegen.compose.figure import amount_words
from sitegen.compose.reasons import reason_of
from sitegen.compose.timex import Context
from sitegen.compose.when import is_dated
from sitegen.model.facts import Amount, Event, Fact
from sitegen.model.site import FactRef, Relation, RelationType

_TYPES = frozenset({RelationType.CONFLICT, RelationType.DENIAL})


def disputes_of(desk: Desk, most: int, articles: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """Conflicts and denials, those that no later figure has overtaken first, then the newest; of *articles* alone."""
    found = [
        relation
        for relation in (desk.briefing.relations if articles is None else desk.linked.among(articles))
        if relation.type in _TYPES and all(ref in desk.facts for ref in (relation.earlier, relation.later))
    ]
    found.sort(key=lambda one: (_is_past(desk, one), desk.order[one.later.article], one))
    return [_dispute(desk, relation, _is_past(desk, relation)) for relation in found[:most]]


def _is_past(desk: Desk, relation: Relation) -> bool:
    return relation.earlier in desk.linked.moved or relation.later in desk.linked.moved


def _dispute(desk: Desk, relation: Relation, past: bool) -> dict[str, Any]:
    return {
        "reason": reason_of(relation.reason, desk.words),
        "note": desk.words["dispute_past"] if past else "",
        "sides": [_side(desk, ref) for ref in (relation.earlier, relation.later)],
    }


def _side(desk: Desk, ref: FactRef) -> dict[str, Any]:
    """One side: its words or its figure, on whose word, and its evidence."""
    fact = desk.facts[ref]
    event = told_by(desk, ref)
    line = desk.linked.lines.get(ref)
    when = event.when if event is not None and not isinstance(fact, Amount) else None
    return {
        "fact": ref.fact,
        "figure": figure_words(desk, ref, fact) if isinstance(fact, Amount) else "",
        "words": _words(desk, ref, event, fact),
        "when": desk.shown(when, Context(desk.year)) if is_dated(when) else None,
        "badges": badges_of(event, desk.words) if event else [],
        "source": event.certainty.source if event else "",
        "told": desk.words["publishers"].format(count=len(line.publishers))
        if line and len(line.publishers) > 1
        else "",
        "evidence": desk.evidence_link(ref),
    }


def _words(desk: Desk, ref: FactRef, event: Event | None, fact: Fact) -> str:
    article = desk.reads[ref.article].article
    if isinstance(fact, Amount) and fact.of:
        return fact.of
    return (event.headline or plain_words(article, event)) if event else words_at(article, fact.evidence.span)


def told_by(desk: Desk, ref: FactRef) -> Event | None:
    """The event that a fact is, or that of the smallest clause that a figure stands in."""
    fact = desk.facts[ref]
    if isinstance(fact, Event):
        return fact
    return desk.reads[ref.article].facts.telling(fact)


def figure_words(desk: Desk, ref: FactRef, amount: Amount) -> str:
    """A figure as its article says it, or as an editor has corrected it."""
    return amount_words(amount, words_at(desk.reads[ref.article].article, amount.evidence.span), desk.language)
