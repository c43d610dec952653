"""The page of one article that has just been saved, before the archive is linked anew: what it says itself is new, what
other articles say of the same is as it was."""

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar, cast

from sitegen.compose.article import article_page
from sitegen.compose.desk import Desk, read_of
from sitegen.model.corrections import Corrected
from sitegen.model.facts import ArticleFacts
from sitegen.model.site import Briefing, Entry, FactRef, Page

K = TypeVar("K")
V = TypeVar("V")


def early_page(desk: Desk, facts: ArticleFacts, alone: Briefing, corrected: Sequence[Corrected] = ()) -> Page:
    """The page of an article by its *facts* as they are now. *desk* is that of the archive as it was linked last, *alone*
    the briefing of this article by itself, *corrected* what an editor has done to it: of that it tells what the archive
    told its readers of, for whether a fact was ever published is known only there."""
    article = facts.article.id
    entries = list(_entries(desk, facts, alone))
    lines = {FactRef(article, ref.fact): entry for entry in entries for ref in entry.refs if ref.article == article}
    now = replace(
        desk,
        reads=_over(desk.reads, {article: read_of(facts)}),
        facts=desk.facts.with_facts(facts),
        order=_over(desk.order, {article: desk.order.get(article, -1)}),
        entries=_over(desk.entries, {entry.id: entry for entry in entries}),
        linked=replace(desk.linked, lines=_over(desk.linked.lines, lines)),
        corrected=_over(desk.corrected, {article: _owned_up(desk, article, corrected)}),
        rows={},
        links={},
    )
    return article_page(now, facts.article.id, entries)


def _over(old: Mapping[K, V], new: Mapping[K, V]) -> Mapping[K, V]:
    """*new* before *old*, which is not copied: an archive has half a million lines."""
    return ChainMap(cast("dict[K, V]", new), cast("dict[K, V]", old))


def _owned_up(desk: Desk, article: str, corrected: Sequence[Corrected]) -> list[Corrected]:
    told = {(one.correction.action, one.fact.id) for one in desk.corrected.get(article, ())}
    known = [one for one in corrected if (one.correction.action, one.fact.id) in told]
    return sorted(known, key=lambda one: (one.fact.evidence.span, one.correction.place))


def _entries(desk: Desk, facts: ArticleFacts, alone: Briefing) -> Iterator[Entry]:
    """The lines of the article: as the archive tells them, where all that they were read in is still there."""
    here = {fact.id for fact in facts.facts}
    for entry in alone.entries:
        known = desk.linked.lines.get(entry.refs[0])
        whole = known is not None and all(
            ref.fact in here if ref.article == facts.article.id else ref in desk.facts for ref in known.refs
        )
        yield known if known is not None and whole else entry
