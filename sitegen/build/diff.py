"""`sitegen diff`: what has changed since the last publication, for a terminal and for machines."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.build.compare import told_values
from sitegen.build.recipe import Briefed
from sitegen.errors import Place
from sitegen.model.facts import Fact
from sitegen.model.site import ChangeType, FactChange, FactRef
from sitegen.model.text import Article

VERSION = 1
MARKS: Mapping[ChangeType, str] = {
    ChangeType.FULFILLED: "✓",
    ChangeType.CHANGED: "~",
    ChangeType.NEW: "+",
    ChangeType.WITHDRAWN: "-",
}


def diff_lines(briefed: Briefed) -> Iterator[str]:
    """A line for each change: its mark, where it stands, what it is and says, old → new; and how many there are."""
    changes = briefed.since.changes or ()
    for change, place in zip(changes, _places(briefed, changes), strict=True):
        said = change.title if change.kind == "article" else change.words
        values = f"  {told_values(change.values)}" if change.values else ""
        yield f"{MARKS[change.type]} {place}  {change.kind}  {said}{values}"
    counts = Counter(change.type for change in changes)
    yield ", ".join(f"{counts[kind]} {kind.value}" for kind in ChangeType) if changes else "nothing changed"


def diff_json(briefed: Briefed) -> dict[str, Any]:
    """``{"sitegen_diff": 1, "record": …, "changes": […]}``; *record* says whether there is one."""
    changes = briefed.since.changes or ()
    as_of = briefed.briefing.as_of
    return {
        "sitegen_diff": VERSION,
        "record": briefed.since.changes is not None,
        "as_of": as_of.isoformat() if as_of else None,
        "changes": [
            {
                "type": change.type.value,
                "kind": change.kind,
                "article": change.article,
                "title": change.title,
                "path": place.path,
                "line": place.line,
                "column": place.column,
                "fact": change.fact or None,
                "words": change.words,
                "values": {one.key: {"old": one.old, "new": one.new} for one in change.values},
                "plan": {"article": change.plan.article, "fact": change.plan.fact} if change.plan else None,
            }
            for change, place in zip(changes, _places(briefed, changes), strict=True)
        ],
        "counts": {kind.value: sum(1 for change in changes if change.type is kind) for kind in ChangeType},
    }


def _places(briefed: Briefed, changes: tuple[FactChange, ...]) -> Iterator[Place]:
    """Where each change stands: a line that is gone has a file at most, an article that is gone its name."""
    articles = {article.id: article for article in briefed.withheld}
    articles |= {read.article.id: read.article for read in briefed.briefing.articles}
    facts = briefed.briefing.facts()
    for change in changes:
        article = articles.get(change.article)
        if article is None:
            yield Place(change.article)
        else:
            yield _place(article, facts.get(FactRef(change.article, change.fact)))


def _place(article: Article, fact: Fact | None) -> Place:
    return Place(article.path, *article.position(fact.evidence.span.start)) if fact else Place(article.path)
