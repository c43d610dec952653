"""Interim."""

from sitegen.extract.names import Names
from sitegen.model.facts import Quote
from sitegen.model.text import Document


def quotes_of(document: Document, names: Names) -> tuple[Quote, ...]:
    return ()
