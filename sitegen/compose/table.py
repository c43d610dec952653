"""The facts of an article as rows: what happened or will, and the figures, each with its certainty and its evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sitegen.compose.badge import badges_of
from sitegen.compose.desk import Desk, Read, words_at
from sitegen.compose.figure import amount_words
from sitegen.compose.figures import labelled
from sitegen.compose.rows import row_of
from sitegen.compose.timex import Context
from sitegen.compose.when import is_dated
from sitegen.model.facts import Amount, Event
from sitegen.model.site import Entry, FactRef


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: a line of the timeline (*entry*), or a *figure* with the event whose clause it stands in."""

    read: Read
    event: Event | None
    entry: Entry | None = None
    figure: Amount | None = None


def lines_in(desk: Desk, read: Read, entries: Sequence[Entry]) -> Iterator[Line]:
    """The rows of an article: *entries*, the lines of the timeline that it tells best, then its figures."""
    for entry in entries:
        yield Line(read, desk.event(entry), entry)
    for amount, event in labelled(read):
        yield Line(read, event, figure=amount)


def shown_line(desk: Desk, line: Line) -> dict[str, Any]:
    """A row for a template."""
    if line.entry is not None:
        row = row_of(desk, line.entry)
        figure = row["figure"] or {"before": "", "digits": "", "unit": ""}
        return {key: row[key] for key in ("fact", "headline", "when", "badges", "source", "evidence")} | {
            "value": f"{figure['before']} {figure['digits']}{figure['unit']}".strip(),
            "is_dated": line.entry.when is not None,
        }
    assert line.figure is not None
    event, ref = line.event, FactRef(line.read.article.id, line.figure.id)
    when = event.when if event is not None and is_dated(event.when) else None
    return {
        "fact": line.figure.id,
        "headline": line.figure.of,
        "when": desk.shown(when, Context()),
        "is_dated": when is not None,
        "value": figure_words(desk, line),
        "badges": badges_of(event, desk.words) if event else [],
        "source": event.certainty.source if event else "",
        "evidence": {"links": [desk.evidence_link(ref)], "more": 0},
    }


def figure_words(desk: Desk, line: Line) -> str:
    """The figure of a row as its article says it, or as an editor has corrected it."""
    assert line.figure is not None
    return amount_words(line.figure, words_at(line.read.article, line.figure.evidence.span), desk.language)
