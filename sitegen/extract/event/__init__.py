"""What happened or will: a predicate with its certainty, its day, its actors and its place."""

from dataclasses import replace

from sitegen.extract.event.bodies import with_bodies
from sitegen.extract.event.read import traced_events
from sitegen.extract.headline import Lines
from sitegen.extract.names import Names
from sitegen.extract.rank import ranking
from sitegen.model.facts import Amount, Event, Quote, Time
from sitegen.model.text import Document

__all__ = ["events_of"]


def events_of(
    document: Document,
    times: tuple[Time, ...],
    amounts: tuple[Amount, ...],
    names: Names,
    quotes: tuple[Quote, ...],
) -> tuple[Event, ...]:
    """The events of *document*'s body lines in text order, each with its headline and its rank."""
    names = with_bodies(document, names, times)
    found = [traced.event for traced in traced_events(document, times, amounts, names, quotes)]
    lines = Lines(document, names, times, quotes)
    told = [event for event in found if not event.is_minor]
    placed = ranking(document, told, times, amounts)
    headed = (
        replace(event, headline=lines.of(event), rank=rank, reasons=reasons)
        for event, (rank, reasons) in zip(told, placed, strict=True)
    )
    return tuple(event if event.is_minor else next(headed) for event in found)
