"""Names that an editor has made known: they need no proof, and what they stand for is the editor's to say."""

from collections.abc import Sequence

from sitegen.extract.names.found import Found
from sitegen.extract.names.org import Proof
from sitegen.extract.names.standing import standing
from sitegen.model.known import KnownForm
from sitegen.model.text import Document

RULE = "entities.known"


def bodies_given(given: Sequence[KnownForm]) -> dict[str, str]:
    """The organisations among *given*: as written -> the name shown."""
    return {form.words: form.name for form in given if form.kind == "org"}


def with_people_given(
    document: Document, named: Sequence[Found], given: Sequence[KnownForm], proofs: Sequence[Proof]
) -> list[Found]:
    """*named* without the organisations among *given*, and with every mention of a person among them that stands in
    no longer name of *proofs*."""
    bodies = bodies_given(given)
    found = [one for one in named if one.name not in bodies]
    people = {form.words: form.name for form in given if form.kind == "person"}
    if not people:
        return found
    longer = [proof.span for proof in proofs if proof.words not in people]
    taken = [one.span for one in found] + longer
    for sentence in document.sentences:
        for span in standing(people, document.text, sentence.span):
            if not any(span.overlaps(other) for other in taken):
                found.append(Found(span, RULE, sentence.index, name=people[span.of(document.text)]))
    return found
