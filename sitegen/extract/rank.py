"""Interim."""

from sitegen.model.facts import Amount, Event, Time
from sitegen.model.text import Document


def ranked(
    document: Document, events: tuple[Event, ...], times: tuple[Time, ...], amounts: tuple[Amount, ...]
) -> tuple[Event, ...]:
    return events
