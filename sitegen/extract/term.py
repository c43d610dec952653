"""Interim."""

from sitegen.model.facts import Term
from sitegen.model.text import Document


def terms_of(document: Document) -> tuple[Term, ...]:
    return ()
