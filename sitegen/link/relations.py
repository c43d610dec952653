"""How the facts of all articles bear on each other."""

from collections.abc import Sequence
from itertools import groupby

from sitegen.link.denial import accounts_of, counts_of, denials_at_once, denials_of
from sitegen.link.figures import figures_in
from sitegen.link.interned import Interned
from sitegen.link.kept import kept_of
from sitegen.link.mention import Mention, told_order
from sitegen.link.outcome import outcomes_of
from sitegen.link.related import Related
from sitegen.link.restated import restated_of
from sitegen.link.series import series_of
from sitegen.model.facts import ArticleFacts
from sitegen.model.site import Relation, RelationType


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
        *series_of(figures, related),
    }
    found |= {*restated_of(articles, related, found)}
    outcomes = [one for one in found if one.type is RelationType.OUTCOME]
    told = {ref for one in outcomes for ref in (one.earlier, one.later)}
    found |= {*kept_of(outcomes, found, {m.ref: m for group in groups for m in group if m.ref in told})}
    return tuple(sorted(found, key=_in_order))


def _in_order(one: Relation) -> tuple[str, ...]:
    """What relations are sorted by, as strings: so many values of the model would be compared field by field."""
    return (one.type, one.earlier.article, one.earlier.fact, one.later.article, one.later.fact, one.reason)
