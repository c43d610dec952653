"""Facts as tables for a terminal."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tabulate import tabulate
from wcwidth import wrap

from sitegen.model.contract import own_json
from sitegen.model.facts import Alias, Amount, ArticleFacts, Change, Event, Fact, Org, Person, Quote, Term, Time
from sitegen.model.text import Article


def facts_table(articles: Iterable[ArticleFacts]) -> str:
    """The facts for a reader at a terminal: each article's events by rank, then its other facts, kind by kind."""
    return "\n\n".join(_sheet(read) for read in articles)


def _sheet(read: ArticleFacts) -> str:
    article = read.article
    day = article.published.isoformat() if article.published else "no date"
    parts = [f"{article.title}\n{article.path}  {day}"]
    events = [fact for fact in read.facts if isinstance(fact, Event) and not fact.is_minor]
    rows = [_event_row(article, event) for event in sorted(events, key=lambda event: event.rank)]
    if rows:
        parts.append(_table("events", ("", "when", "who", "what", "how sure", "on whose word", "at"), rows))
    for name, kind, heads, cells in _SECTIONS:
        found: dict[str, tuple[str, ...]] = {}
        for fact in read.facts:
            if isinstance(fact, kind):
                row = cells(fact)
                key = row[0] if kind is Person else "\t".join(row)
                found.setdefault(key, (*row, _at(article, fact)))  # the first mention says where
        if found:
            parts.append(_table(name, (*heads, "at"), tuple(found.values())))
    return "\n\n".join(parts)


def _table(name: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns that fit the widest cell; Hangul counts double (tabulate asks wcwidth)."""
    # Cells are wrapped here: tabulate takes a cell that it wraps for a number where it can, and dies of 2,740.55.
    cells = [["\n".join(wrap(cell, _WIDEST)) for cell in row] for row in rows]
    shown = tabulate(cells, headers=heads, tablefmt="simple", disable_numparse=True)
    return f"{name.upper()}\n" + "\n".join("  " + line.rstrip() for line in shown.split("\n"))


def _event_row(article: Article, event: Event) -> tuple[str, ...]:
    certainty = event.certainty
    said = certainty.basis.value + (f": {certainty.source}" if certainty.source else "")
    when = event.when.value if event.when else ""
    what = event.headline or " ".join(event.surface.split())
    return (str(event.rank or ""), when, ", ".join(event.who), what, certainty.status.value, said, _at(article, event))


def _at(article: Article, fact: Fact) -> str:
    line, column = article.position(fact.evidence.span.start)
    return f"{line}:{column}"


def _words(fact: Fact) -> str:
    return " ".join(fact.surface.split())


def _figure(fact: Amount) -> str:
    """15억달러 as a plain number with its unit; a range, an open word and an approximation are told as such."""
    if fact.low is None or fact.high is None:
        return f"? {fact.unit}"
    about = "about " if fact.approx else ""
    ends = f"{fact.low:,f}" if fact.low == fact.high else f"{fact.low:,f} to {fact.high:,f}"
    return f"{about}{ends} {fact.unit}"


def _moved(change: Change | None) -> str:
    """up from 3.1%; down, against 전년."""
    if change is None:
        return ""
    start = f" from {change.start}" if change.start else ""
    return change.direction + start + (f", against {change.base}" if change.base else "")


_WIDEST = 44  # columns of a terminal that a cell may take before it is wrapped
_SECTIONS: tuple[tuple[str, type[Fact], tuple[str, ...], Callable[[Any], tuple[str, ...]]], ...] = (
    ("people", Person, ("name", "title", "organisation"), lambda fact: (fact.name, fact.title, fact.org)),
    ("organisations", Org, ("name",), lambda fact: (fact.name,)),
    ("short names", Alias, ("short", "stands for"), lambda fact: (fact.short, fact.full)),
    (
        "figures",
        Amount,
        ("words", "figure", "of", "change"),
        lambda fact: (_words(fact), _figure(fact), fact.of, _moved(fact.change)),
    ),
    ("times", Time, ("words", "value", ""), lambda fact: (_words(fact), fact.when.value, fact.when.mod or "")),
    ("quotes", Quote, ("speaker", "words"), lambda fact: (fact.speaker or "?", _words(fact))),
    ("terms", Term, ("term", "means"), lambda fact: (fact.term, " ".join(fact.gloss.split()))),
)


def shown_value(fact: Fact) -> str:
    """What was read in a fact, in one line for a terminal."""
    keys: tuple[str, ...]
    own = {key: value for key, value in own_json(fact).items() if value not in (None, "", [], False)}
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
            own.pop("change", None)
            moved = _moved(fact.change)
            return " ".join(f"{key}={_cell(own[key])}" for key in keys if key in own) + (f" {moved}" if moved else "")
        case _:
            keys = ("gloss",)
    return " ".join(f"{key}={_cell(own[key])}" for key in keys if key in own)


def _cell(value: object) -> str:
    return "|".join(value) if isinstance(value, list) else str(value)
