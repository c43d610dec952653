"""Interim."""

from sitegen.extract.names import Names
from sitegen.model.facts import Amount, Event, Quote, Time
from sitegen.model.text import Document


def events_of(
    document: Document,
    times: tuple[Time, ...],
    amounts: tuple[Amount, ...],
    names: Names,
    quotes: tuple[Quote, ...],
) -> tuple[Event, ...]:
    return ()
