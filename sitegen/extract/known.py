"""Names that an editor has made known, found in an article where no rule is sure of them."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from sitegen.model.facts import ArticleFacts, Evidence, Fact, Org, Person
from sitegen.model.known import Known
from sitegen.model.text import Span
from sitegen.rules.anyof import any_of

RULE = "entities.known"
_PARTICLE = r"(?=(?:은|는|이|가|을|를|의|와|과|도|에|에서|에게|로|으로|만|측|까지|부터|보다|이나|나|이라|라|이다|다)(?![가-힣])|[^가-힣A-Za-z0-9]|$)"


def with_known(read: ArticleFacts, known: Known) -> ArticleFacts:
    """*read* with a fact for every mention of a known name that it has none for."""
    kinds = {name: (one.kind, one.names[0]) for one in known.names if one.kind for name in one.names if len(name) > 1}
    if not kinds:
        return read
    found = tuple(_mentions(read, kinds))
    if not found:
        return read
    facts = sorted((*read.facts, *found), key=lambda fact: (fact.evidence.span, fact.kind))
    return replace(read, facts=tuple(facts))


def _mentions(read: ArticleFacts, kinds: dict[str, tuple[str, str]]) -> Iterator[Fact]:
    pattern = re.compile(rf"(?<![가-힣A-Za-z0-9])(?:{any_of(kinds)}){_PARTICLE}")
    taken = [fact.evidence.span for fact in read.facts if isinstance(fact, Person | Org)]
    text, article = read.article.text, read.article.id
    for number, sentence in enumerate(read.sentences):
        for match in pattern.finditer(text, sentence.start, sentence.end):
            span = Span(match.start(), match.end())
            if any(span.overlaps(other) for other in taken):
                continue
            kind, name = kinds[match.group()]
            key = f"{article}\x1f{kind}\x1f{name}\x1f{number}\x1f{sum(1 for one in taken if one.start < span.start)}"
            evidence = Evidence(article, number, span, RULE)
            fact_id = hashlib.sha256(key.encode()).hexdigest()[:10]
            fact = Person if kind == "person" else Org
            yield fact(evidence=evidence, surface=match.group(), id=fact_id, name=name)
