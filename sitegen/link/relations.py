"""How the facts of all articles bear on each other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from sitegen.link.counted import counts_at_odds
from sitegen.link.denial import accounts_of, counts_of, denials_at_once, denials_of
from sitegen.link.figures import figures_in
from sitegen.link.interned import Interned
from sitegen.link.kept import kept_of
from sitegen.link.mention import Mention, told_order
from sitegen.link.outcome import outcomes_of
from sitegen.link.related import Related
from sitegen.link.restated import Restated, restated_of
from sitegen.link.series import series_of
from sitegen.model.facts import Amount, ArticleFacts
from sitegen.model.site import FactRef, Relation, RelationType


def relations_of(
    articles: Sequence[ArticleFacts], groups: Sequence[Sequence[Mention]], related: Related
) -> tuple[Relation, ...]:
    """All relations between *related* articles, sorted; *groups* are the mentions, those of one event together."""
    actors = {
        mention.event.id: mention.actors | mention.people if mention.people else mention.actors
        for group in groups
        for mention in group
    }
    interned = Interned()
    figures = [
        figure
        # Articles that nothing puts in an order have one place.
        for place, (_, several) in enumerate(groupby(sorted(articles, key=told_order), key=told_order))
        for read in several
        for figure in figures_in(read, place, actors, interned)
    ]
    found = {
        *outcomes_of(groups, related),
        *denials_of(groups, related),
        *denials_at_once(groups),
        *accounts_of(groups, related),
        *counts_of(groups),
        *_together(series_of(figures, related), restated_of(articles, related), articles),
    }
    at_odds = {frozenset((one.earlier, one.later)) for one in found if one.type is RelationType.CONFLICT}
    found |= {one for one in counts_at_odds(articles, related) if frozenset((one.earlier, one.later)) not in at_odds}
    outcomes = [one for one in found if one.type is RelationType.OUTCOME]
    told = {ref for one in outcomes for ref in (one.earlier, one.later)}
    found |= {*kept_of(outcomes, found, {m.ref: m for group in groups for m in group if m.ref in told})}
    return tuple(sorted(found, key=_in_order))


def _together(
    series: Iterable[Relation], restated: Iterable[Restated], articles: Iterable[ArticleFacts]
) -> Iterator[Relation]:
    """*series* and *restated*, so that each figure has one earlier and one later: what a text says itself of the very
    thing goes before what labels tell, unless these tell the same, or what lay between."""
    by_label, told = tuple(series), tuple(restated)
    linked = {ref for one in (*by_label, *(two.relation for two in told)) for ref in (one.earlier, one.later)}
    amounts = {
        ref: (fact.unit, fact.low, fact.high)
        for read in articles
        for fact in read.facts
        if isinstance(fact, Amount) and (ref := FactRef(read.article.id, fact.id)) in linked
    }
    chains = [one for one in by_label if one.type is RelationType.SERIES]
    known = {(amounts.get(one.earlier), amounts.get(one.later)) for one in chains}
    before = {one.later: one.earlier for one in chains}
    earlier, later = {one.earlier for one in chains}, {one.later for one in chains}
    firm: list[Relation] = []
    for two in told:
        one = two.relation
        if (amounts.get(one.earlier), amounts.get(one.later)) in known or one.earlier in _led_by(one.later, before):
            continue
        if two.is_exact or (one.earlier not in earlier and one.later not in later):
            firm.append(one)
    earlier, later = {one.earlier for one in firm}, {one.later for one in firm}
    yield from firm
    for one in by_label:
        if one.type is not RelationType.SERIES or (one.earlier not in earlier and one.later not in later):
            yield one


def _led_by(figure: FactRef, before: Mapping[FactRef, FactRef]) -> set[FactRef]:
    """All figures that a chain leads from to *figure*."""
    found: set[FactRef] = set()
    while figure in before and before[figure] not in found:
        figure = before[figure]
        found.add(figure)
    return found


def _in_order(one: Relation) -> tuple[str, ...]:
    """What relations are sorted by, as strings: so many values of the model would be compared field by field."""
    return (one.type, one.earlier.article, one.earlier.fact, one.later.article, one.later.fact, one.reason)
