"""Sentences to facts, one module a kind. Total: a text never raises, an odd one gives fewer facts."""

from sitegen.extract.article import facts_of

__all__ = ["facts_of"]
