"""How the lines of a briefing bear on each other: plans and what became of them, claims and who denied them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sitegen.compose.facts import Facts
from sitegen.model.facts import ArticleFacts, Event, Quote
from sitegen.model.site import Briefing, Entry, FactRef, Relation, RelationType


@dataclass(frozen=True, slots=True)
class Linked:
    """The relations of a briefing by its lines."""

    lines: Mapping[FactRef, Entry]  # the line that tells a fact
    outcomes: Mapping[str, tuple[Relation, ...]]  # id of a plan's line to what became of it, the first told first
    plans: Mapping[str, tuple[Relation, ...]]  # id of an outcome's line to the plans that it is the outcome of
    denials: Mapping[str, tuple[Relation, ...]]  # id of a claim's line to who denied it
    moved: frozenset[FactRef]  # figures that a later one has replaced
    numbered: Mapping[str, Sequence[tuple[int, Relation]]]  # article of the earlier fact to relations with their places

    def among(self, articles: Iterable[str]) -> list[Relation]:
        """The relations between facts of *articles*, in the order of the briefing."""
        within = set(articles)
        found = [one for article in within for one in self.numbered.get(article, ()) if one[1].later.article in within]
        return [relation for _, relation in sorted(found)]


def linked_of(briefing: Briefing, facts: Facts) -> Linked:
    """The index of *briefing*, whose *facts* are given. A plan that was put off by one fact and fulfilled by a later
    one has both."""
    lines = {ref: entry for entry in briefing.entries for ref in entry.refs}
    told = {read.article.id: number for number, read in enumerate(reversed(briefing.articles))}
    reads = {read.article.id: read for read in briefing.articles}
    direct: defaultdict[str, list[Relation]] = defaultdict(list)
    denials: defaultdict[str, list[Relation]] = defaultdict(list)
    for relation in briefing.relations:
        known = relation.earlier in facts and relation.later in facts
        if relation.type is RelationType.OUTCOME and known:
            told_by = _told_by(relation.earlier, facts, reads)
            direct[_home(told_by, lines)].append(replace(relation, earlier=told_by))
        if relation.type is RelationType.DENIAL and known:
            denials[_home(relation.earlier, lines)].append(relation)
    outcomes: dict[str, tuple[Relation, ...]] = {}
    plans: defaultdict[str, list[Relation]] = defaultdict(list)
    for entry in briefing.entries:
        found = sorted(_followed(entry.id, direct, lines), key=lambda one: (told[one.later.article], one.later))
        if found:
            outcomes[entry.id] = tuple(found)
        for relation in direct.get(entry.id, ()):
            plans[_home(relation.later, lines)].append(relation)
    numbered: defaultdict[str, list[tuple[int, Relation]]] = defaultdict(list)
    for number, relation in enumerate(briefing.relations):
        numbered[relation.earlier.article].append((number, relation))
    return Linked(
        lines,
        outcomes,
        {home: tuple(sorted(some)) for home, some in plans.items()},
        {home: tuple(some) for home, some in denials.items()},
        frozenset(one.earlier for one in briefing.relations if one.type is RelationType.SERIES),
        numbered,
    )


def _told_by(ref: FactRef, facts: Facts, reads: Mapping[str, ArticleFacts]) -> FactRef:
    """The saying that utters a plan which stands in a quotation; a quotation has no line."""
    quote = facts.get(ref)
    if not isinstance(quote, Quote):
        return ref
    span = quote.evidence.span
    saying = (one for one in reads[ref.article].facts if isinstance(one, Event) and span in one.quotes)
    return next((FactRef(ref.article, one.id) for one in saying), ref)


def _home(ref: FactRef, lines: Mapping[FactRef, Entry]) -> str:
    """The line of a fact; a fact without one stands for itself."""
    return lines[ref].id if ref in lines else f"{ref.article}/{ref.fact}"


def _followed(home: str, direct: Mapping[str, Sequence[Relation]], lines: Mapping[FactRef, Entry]) -> list[Relation]:
    """What became of a line, and of what became of it."""
    found: dict[str, Relation] = {}
    left = [home]
    while left:
        for relation in direct.get(left.pop(), ()):
            later = _home(relation.later, lines)
            if later not in found and later != home:
                found[later] = relation
                left.append(later)
    return list(found.values())
