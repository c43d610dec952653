"""All facts of one article, in text order, each with its evidence in the file's own coordinates."""

import hashlib
import unicodedata
from collections import Counter
from dataclasses import replace

from sitegen.extract.alias import aliases_of
from sitegen.extract.amount import amounts_of
from sitegen.extract.event import events_of
from sitegen.extract.names import names_of
from sitegen.extract.quote import quotes_of
from sitegen.extract.term import terms_of
from sitegen.extract.time import times_of
from sitegen.model.facts import Alias, Amount, ArticleFacts, Event, Fact, Org, Person, Quote, Term, Time
from sitegen.model.text import Document


def facts_of(document: Document) -> ArticleFacts:
    """Everything *document* says, as facts with file spans and ids."""
    times = times_of(document)
    amounts = amounts_of(document, times)
    names = names_of(document, aliases_of(document))
    quotes = quotes_of(document, names)
    events = events_of(document, times, amounts, names, quotes)
    found: list[Fact] = [*times, *amounts, *names.persons, *names.orgs, *names.aliases, *quotes]
    found += [*terms_of(document), *events]
    # An empty span shows nothing: such a fact would have no evidence.
    placed = [_in_file(document, fact) for fact in found if len(fact.evidence.span)]
    placed.sort(key=lambda fact: (fact.evidence.span, fact.kind))
    sentences = tuple(document.in_file(s.span) for s in document.sentences)
    return ArticleFacts(document.article, sentences, _with_ids(document.article.id, placed))


def _in_file(document: Document, fact: Fact) -> Fact:
    span = document.in_file(fact.evidence.span)
    # The sentence that the words stand in, also where a rule read on into the next one.
    home = document.sentence_at(fact.evidence.span.start).index
    evidence = replace(fact.evidence, span=span, sentence=home)
    placed = replace(fact, evidence=evidence, surface=span.of(document.article.text))
    if isinstance(placed, Event):
        placed = replace(
            placed,
            clause=document.in_file(placed.clause),
            quotes=tuple(document.in_file(quote) for quote in placed.quotes),
            when_span=document.in_file(placed.when_span) if placed.when_span else None,
        )
    return placed


def _with_ids(article: str, facts: list[Fact]) -> tuple[Fact, ...]:
    """*facts* with ids; the same content twice in an article is told apart by its number."""
    seen: Counter[tuple[str, ...]] = Counter()
    named = []
    for fact in facts:
        content = (article, fact.kind, *_content(fact))
        seen[content] += 1
        key = "\x1f".join((*content, str(seen[content])))
        named.append(replace(fact, id=hashlib.sha256(key.encode()).hexdigest()[:10]))
    return tuple(named)


def _content(fact: Fact) -> tuple[str, ...]:
    """What makes a fact this fact, whatever stands around it."""
    match fact:
        case Time():
            values = [fact.when.value, fact.when.mod or ""]
        case Amount():
            values = [str(fact.low), str(fact.high), fact.unit]
        case Person():
            values = [fact.name, fact.title, fact.org]
        case Org():
            values = [fact.name]
        case Alias():
            values = [fact.full, fact.short]
        case Quote():
            values = [fact.speaker]
        case Term():
            values = [fact.term]
        case Event():
            values = [fact.predicate, fact.when.value if fact.when else "", *fact.who]
        case _:
            values = []
    squeezed = "".join(unicodedata.normalize("NFC", fact.surface).split())
    return (squeezed, *values)
