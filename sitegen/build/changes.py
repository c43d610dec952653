"""What has changed since the last publication: the record of then beside the briefing of now."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sitegen.build.compare import changed_values
from sitegen.build.pairs import Placed, pairs, placed
from sitegen.build.record import Record, RecordedArticle, facts_at
from sitegen.model.facts import Event, Fact
from sitegen.model.site import Briefing, ChangeType, FactChange, FactRef, ValueChange

_ADDED = ("event", "amount")  # kinds that are news by themselves; a new article brings all of its own

_UNRANKED = 1_000_000


@dataclass(slots=True)
class _Found:
    """Changes with what sorts them, and which fact of the record a fact of now was."""

    rows: list[tuple[tuple[int, int, int], FactChange]] = field(default_factory=list)
    was: dict[FactRef, FactRef] = field(default_factory=dict)

    def add(self, article: int, place: int, change: FactChange) -> None:
        self.rows.append(((list(ChangeType).index(change.type), article, place), change))


def differences(before: Record, after: Record, briefing: Briefing) -> tuple[FactChange, ...]:
    """What *after*, the record of *briefing*, says otherwise than *before*.

    Fulfilled plans come first, then changed, new and withdrawn lines; each sort by article, the newest first and those
    that are gone last, and then in text order.
    """
    found = _Found()
    old = {article.id: article for article in before.articles}
    now = {article.id: article for article in after.articles}
    for number, read in enumerate(briefing.articles):
        name = read.article.id
        if name in old:
            _compare(found, number, old[name], now[name])
        else:
            ranks = {fact.id: fact.rank for fact in read.facts if isinstance(fact, Event) and fact.rank}
            found.add(number, 0, _whole(ChangeType.NEW, now[name], ranks))
    for number, name in enumerate(sorted(old.keys() - now.keys(), reverse=True)):
        found.add(len(now) + number, 0, _whole(ChangeType.WITHDRAWN, old[name], {}))
    _fulfilled(found, before, after, briefing)
    return tuple(change for _, change in sorted(found.rows, key=lambda row: row[0]))


def _compare(found: _Found, number: int, before: RecordedArticle, after: RecordedArticle) -> None:
    if before.id == after.id and before.sentences == after.sentences:
        return  # each fact is what it was: nearly all articles of an archive
    for old, new in pairs(placed(before), placed(after)):
        if old is None and new is not None:
            if new.fact["kind"] in _ADDED:
                found.add(number, new.order, _line(ChangeType.NEW, after, new))
        elif new is None and old is not None:
            found.add(number, old.order, replace(_line(ChangeType.WITHDRAWN, after, old), fact=""))
        elif old is not None and new is not None:
            found.was[FactRef(after.id, new.fact["id"])] = FactRef(before.id, old.fact["id"])
            values = _values(old.fact, new.fact)
            if values:
                found.add(number, new.order, replace(_line(ChangeType.CHANGED, after, new), values=values))


def _values(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[ValueChange, ...]:
    # By which of its mentions a person is known is no difference.
    values = [one for one in changed_values(old, new) if old["kind"] != "person" or one.key != "words"]
    return tuple(sorted(values, key=lambda one: one.key))  # as the record keeps them


def _line(kind: ChangeType, article: RecordedArticle, one: Placed) -> FactChange:
    return FactChange(kind, one.fact["kind"], article.id, article.title, one.fact["id"], _told(one.fact))


def _whole(kind: ChangeType, article: RecordedArticle, ranks: Mapping[str, int]) -> FactChange:
    """An article as one line, with its first headline; the record of a gone one knows no ranks."""
    events = [one for one in placed(article) if one.fact["kind"] == "event"]
    first = min(events, key=lambda one: (ranks.get(one.fact["id"], _UNRANKED), one.order), default=None)
    words = _told(first.fact) if first else ""
    fact = first.fact["id"] if first and kind is ChangeType.NEW else ""
    return FactChange(kind, "article", article.id, article.title, fact, words)


def _told(fact: Mapping[str, Any]) -> str:
    """What a recorded fact says, in a line."""
    match fact["kind"]:
        case "event":
            return str(fact["headline"])
        case "amount":
            return " ".join(part for part in (fact.get("of", ""), fact["surface"]) if part)
        case "quote":
            return f"“{fact['surface']}”"
        case "person":
            return " ".join(fact[key] for key in ("name", "org", "title") if key in fact)
        case _:
            return str(fact["term"])


def _fulfilled(found: _Found, before: Record, after: Record, briefing: Briefing) -> None:
    """Plans whose outcome the record did not know, also where one of the two has been edited since."""
    known = set(before.outcomes)
    facts = facts_at(briefing, [ref for pair in after.outcomes for ref in pair])
    order = {read.article.id: number for number, read in enumerate(briefing.articles)}
    titles = {article.id: article.title for article in after.articles}
    for plan, outcome in after.outcomes:
        if (found.was.get(plan, plan), found.was.get(outcome, outcome)) in known:
            continue
        told = facts.get(outcome)
        if told is not None:
            row = FactChange(ChangeType.FULFILLED, "event", outcome.article, titles[outcome.article], outcome.fact,
                             _headline(facts[plan]), (ValueChange("outcome", "", _headline(told)),), plan)  # fmt: skip
            found.add(order[outcome.article], told.evidence.span.start, row)


def _headline(fact: Fact) -> str:
    return (fact.headline if isinstance(fact, Event) else "") or " ".join(fact.surface.split())
