"""Interim."""

from sitegen.model.facts import Alias
from sitegen.model.text import Document


def aliases_of(document: Document) -> tuple[Alias, ...]:
    return ()
