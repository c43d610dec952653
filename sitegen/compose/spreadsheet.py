"""The facts of articles for a spreadsheet: a row a fact, the columns under the words of the site's language."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from sitegen.compose.addresses import absolute
from sitegen.compose.badge import badges_of
from sitegen.compose.desk import Desk, Read, article_url, plain_words, words_at
from sitegen.compose.quotes import shown_utterances
from sitegen.compose.table import Line, figure_words, lines_in
from sitegen.compose.timex import Context
from sitegen.compose.when import is_dated
from sitegen.model.facts import Amount, Event, Fact, Term, When
from sitegen.model.site import Entry

COLUMNS = (
    "id", "kind", "article", "source", "published", "earliest", "latest", "precision", "when", "words", "low", "high",
    "unit", "of", "who", "status", "basis", "said_by", "badge", "evidence",
)  # fmt: skip


def sheet_of(desk: Desk, reads: Sequence[Read], entries: Sequence[Sequence[Entry]]) -> dict[str, Any]:
    """The sheet of *reads*, each with those of the *entries* that it tells best: ``heads`` and ``rows`` of cells."""
    rows = [row for read, some in zip(reads, entries, strict=True) for row in _rows(desk, read, some)]
    return {"heads": [desk.words[f"csv_{column}"] for column in COLUMNS], "rows": rows}


def _rows(desk: Desk, read: Read, entries: Sequence[Entry]) -> Iterator[list[str]]:
    """The rows of an article, the cells in the order of the columns; "" where there is nothing to say."""
    article, site = read.article, desk.briefing.site
    page = article_url(article)
    address = absolute(site.url, page) if site.url else page
    common = {
        "article": desk.title(article),
        "source": article.source,
        "published": article.published.isoformat() if article.published else "",
    }
    for fact, cells in _facts(desk, read, entries):
        own = {
            "id": f"f-{fact.id}",  # a spreadsheet takes 0919138182 and 12e4567890 for numbers
            "kind": desk.words[f"kind_{fact.kind}"],
            "evidence": f"{address}#{read.anchor(fact)}",
        }
        row = {**cells, **common, **own}
        yield [row.get(column, "") for column in COLUMNS]


def _facts(desk: Desk, read: Read, entries: Sequence[Entry]) -> Iterator[tuple[Fact, dict[str, str]]]:
    """The facts of an article with the cells that are their own."""
    for line in lines_in(desk, read, entries):
        cells = _certainty(desk, line.event) if line.event else {}
        if line.figure is not None:
            yield line.figure, cells | _figure(desk, line, line.figure)
        elif line.entry is not None and line.event is not None:
            words = line.entry.headline or plain_words(read.article, line.event)
            yield line.event, cells | _time(desk, line.entry.when) | {"words": words}
    for pieces in shown_utterances(read):
        words = " … ".join(words_at(read.article, piece.evidence.span) for piece in pieces)
        yield pieces[0], {"words": words, "said_by": pieces[0].speaker}
    for fact in read.facts.facts:
        if isinstance(fact, Term):
            yield fact, {"words": " ".join(fact.gloss.split()), "of": fact.term}


def _certainty(desk: Desk, event: Event) -> dict[str, str]:
    certainty = event.certainty
    return {
        "who": ", ".join(event.who),
        "status": certainty.status.value,
        "basis": certainty.basis.value,
        "said_by": certainty.source,
        "badge": ", ".join(badge["word"] for badge in badges_of(event, desk.words)),
    }


def _figure(desk: Desk, line: Line, amount: Amount) -> dict[str, str]:
    event = line.event
    return {
        "words": figure_words(desk, line),
        "of": amount.of,
        "unit": amount.unit,
        "low": _number(amount.low),
        "high": _number(amount.high),
        **_time(desk, event.when if event is not None and is_dated(event.when) else None),
    }


def _time(desk: Desk, when: When | None) -> dict[str, str]:
    if when is None:
        return {}
    return {
        "earliest": when.earliest.isoformat() if when.earliest else "",
        "latest": when.latest.isoformat() if when.latest else "",
        "precision": when.precision.value,
        "when": desk.shown(when, Context())["label"],
    }


def _number(number: Decimal | None) -> str:
    return "" if number is None else format(number, "f")
