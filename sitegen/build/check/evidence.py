"""Every fact stands where it says, in a sentence of its article."""

from collections.abc import Iterator

from sitegen.errors import CheckError, Place
from sitegen.model.facts import ArticleFacts


def evidence_faults(read: ArticleFacts) -> Iterator[CheckError]:
    """A fact whose words are not where it says, or that stands in no sentence."""
    article = read.article
    for fact in read.facts:
        span = fact.evidence.span
        place = Place(article.path, *article.position(span.start))
        if span.of(article.text) != fact.surface or not fact.surface:
            yield CheckError(f"the {fact.kind} {fact.id} is not where its evidence says", place)
        elif not read.sentences[fact.evidence.sentence].overlaps(span):
            yield CheckError(f"the {fact.kind} {fact.id} stands outside its sentence", place)
