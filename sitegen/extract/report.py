"""Facts as the JSON of the facts contract, version 1, and as tables for a terminal."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tabulate import tabulate

from sitegen.model.facts import Alias, Amount, ArticleFacts, Change, Event, Fact, Org, Person, Quote, Term, Time
from sitegen.model.text import Article

VERSION = 1


def facts_json(articles: Iterable[ArticleFacts]) -> dict[str, Any]:
    """``{"sitegen_facts": 1, "articles": […]}``; spans are [start, end) in code points of the whole file."""
    return {"sitegen_facts": VERSION, "articles": [_article(article) for article in articles]}


def _article(read: ArticleFacts) -> dict[str, Any]:
    article = read.article
    return {
        "id": article.id,
        "path": article.path,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "blocks": [{"span": [block.span.start, block.span.end], "role": block.role.value} for block in article.blocks],
        "sentences": [[span.start, span.end] for span in read.sentences],
        "facts": [fact_json(fact) for fact in read.facts],
    }


def fact_json(fact: Fact) -> dict[str, Any]:
    """One fact: ``id kind span surface rule sentence`` and what its kind adds."""
    evidence = fact.evidence
    common = {
        "id": fact.id,
        "kind": fact.kind,
        "span": [evidence.span.start, evidence.span.end],
        "surface": fact.surface,
        "rule": evidence.rule,
        "sentence": evidence.sentence,
    }
    return common | _own(fact)


def _own(fact: Fact) -> dict[str, Any]:
    match fact:
        case Time(when=when):
            return {
                "value": when.value,
                "mod": when.mod,
                "precision": when.precision.value,
                "earliest": when.earliest.isoformat() if when.earliest else None,
                "latest": when.latest.isoformat() if when.latest else None,
                "basis": when.basis,
            }
        case Amount():
            return {
                "low": None if fact.low is None else format(fact.low, "f"),
                "high": None if fact.high is None else format(fact.high, "f"),
                "unit": fact.unit,
                "approx": fact.approx,
                "vague": fact.vague,
                "of": fact.of or None,
                "converts": fact.converts or None,
                "change": _change(fact.change),
            }
        case Person():
            return {"name": fact.name, "title": fact.title or None, "org": fact.org or None}
        case Org():
            return {"name": fact.name}
        case Alias():
            return {"full": fact.full, "short": fact.short}
        case Quote():
            return {"speaker": fact.speaker or None, "direct": fact.direct, "utterance": fact.utterance}
        case Term():
            return {"term": fact.term, "gloss": fact.gloss}
        case Event():
            return _event(fact)
        case _:
            return {}


def _change(change: Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    return {"direction": change.direction, "by": change.by, "base": change.base or None, "from": change.start or None}


def _event(fact: Event) -> dict[str, Any]:
    return {
        "when": fact.when.value if fact.when else None,
        "who": list(fact.who),
        "place": fact.place or None,
        "status": fact.certainty.status.value,
        "basis": fact.certainty.basis.value,
        "source": fact.certainty.source or None,
        "headline": fact.headline,
        "rank": fact.rank or None,
        "reasons": list(fact.reasons),
        "clause": [fact.clause.start, fact.clause.end],
    }


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
    shown = tabulate(rows, headers=heads, tablefmt="simple", disable_numparse=True, maxcolwidths=_WIDEST)
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
    own = {key: value for key, value in _own(fact).items() if value not in (None, "", [], False)}
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
