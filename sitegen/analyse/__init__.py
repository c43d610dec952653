"""Articles to sentences with morphemes; the only place that imports kiwipiepy."""

from sitegen.analyse.document import document_of
from sitegen.analyse.words import words_of

__all__ = ["document_of", "words_of"]
