"""Interim."""

from sitegen.model.facts import Time
from sitegen.model.text import Document


def times_of(document: Document) -> tuple[Time, ...]:
    return ()
