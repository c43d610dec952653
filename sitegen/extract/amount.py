"""Interim."""

from sitegen.model.facts import Amount, Time
from sitegen.model.text import Document


def amounts_of(document: Document, times: tuple[Time, ...]) -> tuple[Amount, ...]:
    return ()
