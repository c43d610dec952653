"""How the facts of all articles bear on each other."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sitegen.link.denial import accounts_of, counts_of, denials_at_once, denials_of
from sitegen.link.figures import figures_in
from sitegen.link.gathering import attendance_of
from sitegen.link.interned import Interned
from sitegen.link.kept import kept_of
from sitegen.link.mention import Mention, told_order
from sitegen.link.outcome import outcomes_of
from sitegen.link.related import Related
from sitegen.link.restated import restated_of
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
        *attendance_of(articles, related),
        *_together(series_of(figures, related), restated_of(articles, related), articles),
    }
    outcomes = [one for one in found if one.type is RelationType.OUTCOME]
    told = {ref for one in outcomes for ref in (one.earlier, one.later)}
    found |= {*kept_of(outcomes, found, {m.ref: m for group in groups for m in group if m.ref in told})}
    return tuple(sorted(found, key=_in_order))


def _together(
    series: Iterable[Relation], restated: Iterable[Relation], articles: Iterable[ArticleFacts]
) -> Iterator[Relation]:
    """*series* and *restated*, so that each figure has one earlier and one later: what a text says itself goes before
    what labels tell, unless these tell the same of figures that were told before."""
    by_label, restated = tuple(series), tuple(restated)
    linked = {ref for one in (*by_label, *restated) for ref in (one.earlier, one.later)}
    amounts = {
        ref: (fact.unit, fact.low, fact.high)
        for read in articles
        for fact in read.facts
        if isinstance(fact, Amount) and (ref := FactRef(read.article.id, fact.id)) in linked
    }
    known = {(amounts.get(one.earlier), amounts.get(one.later)) for one in by_label}
    told = [one for one in restated if (amounts.get(one.earlier), amounts.get(one.later)) not in known]
    earlier, later = {one.earlier for one in told}, {one.later for one in told}
    yield from told
    for one in by_label:
        if one.type is not RelationType.SERIES or (one.earlier not in earlier and one.later not in later):
            yield one


def _in_order(one: Relation) -> tuple[str, ...]:
    """What relations are sorted by, as strings: so many values of the model would be compared field by field."""
    return (one.type, one.earlier.article, one.earlier.fact, one.later.article, one.later.fact, one.reason)
