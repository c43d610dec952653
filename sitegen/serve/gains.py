"""What a save did to the facts: gained, lost, and changed with their old and new values."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sitegen.build.compare import changed_values
from sitegen.compose.desk import article_url
from sitegen.model.contract import fact_json
from sitegen.model.facts import ArticleFacts, Fact
from sitegen.serve.notes import ArticleNote, FactNote

_MOST = 40  # facts told of one article
# What follows from where the words stand, or from another value that is told.
_UNTOLD = frozenset({"clause", "rank", "mod", "precision", "earliest", "latest", "converts", "vague"})


def gains_between(before: Iterable[ArticleFacts], after: Iterable[ArticleFacts]) -> tuple[ArticleNote, ...]:
    """What differs between two builds, article by article; nothing of those whose facts say the same."""
    old = {read.article.id: read for read in before}
    new = {read.article.id: read for read in after}
    found = [_note(one, old.get(name), one) for name, one in new.items() if old.get(name) is not one]
    found += [_note(one, one, None) for name, one in old.items() if name not in new]
    return tuple(one for one in found if one is not None)


def _note(shown: ArticleFacts, old: ArticleFacts | None, new: ArticleFacts | None) -> ArticleNote | None:
    facts = list(_differences(old.facts if old else (), new.facts if new else ()))
    if not facts and old and new:
        return None
    way = "" if old and new else "gained" if new else "lost"
    count = {name: sum(1 for fact in facts if fact.way == name) for name in ("gained", "lost", "changed")}
    told = tuple(facts[:_MOST]) if not way else ()
    return ArticleNote(shown.article.title or shown.article.slug, article_url(shown.article), way, told, **count)


def _differences(before: Sequence[Fact], after: Sequence[Fact]) -> Iterator[FactNote]:
    """A fact keeps its id while its words say the same, wherever they are moved to; an editor may change what it says."""
    old, new = {fact.id: fact for fact in before}, {fact.id: fact for fact in after}
    lost = [fact for name, fact in old.items() if name not in new]
    homes: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in lost:
        homes[fact.kind, _words(fact)].append(fact)
    left = {fact.id: fact for fact in lost}
    for name, fact in new.items():
        if name in old:
            if values := _values(old[name], fact):
                yield FactNote("changed", fact.kind, _words(fact), name, values)
            continue
        rivals = [one for one in homes[fact.kind, _words(fact)] if one.id in left] or [
            one for one in left.values() if one.kind == fact.kind and _same_sentence(one, fact, before, after)
        ]
        if rivals:
            del left[rivals[0].id]
            yield FactNote("changed", fact.kind, _words(fact), name, _values(rivals[0], fact))
        else:
            yield FactNote("gained", fact.kind, _words(fact), name)
    for fact in left.values():
        yield FactNote("lost", fact.kind, _words(fact))


def _same_sentence(one: Fact, other: Fact, before: Sequence[Fact], after: Sequence[Fact]) -> bool:
    """Whether the two are the only new ones of their kind in sentences of one number."""
    number = one.evidence.sentence
    if other.evidence.sentence != number:
        return False
    ours, theirs = ({fact.id for fact in facts if _is_beside(fact, one)} for facts in (before, after))
    return len(ours - theirs) == 1 == len(theirs - ours)


def _is_beside(fact: Fact, one: Fact) -> bool:
    return fact.kind == one.kind and fact.evidence.sentence == one.evidence.sentence


def _values(old: Fact, new: Fact) -> tuple[tuple[str, str, str], ...]:
    """Key, old and new of what the two say differently."""
    changes = changed_values(fact_json(old), fact_json(new))
    return tuple((one.key, one.old, one.new) for one in changes if one.key not in _UNTOLD)


def _words(fact: Fact) -> str:
    return " ".join(fact.surface.split())
