"""All facts of one article, in text order, each with its evidence in the file's own coordinates."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sitegen.extract.alias import aliases_of
from sitegen.extract.amount import amounts_of
from sitegen.extract.change import with_changes
from sitegen.extract.event import events_of
from sitegen.extract.names import names_of
from sitegen.extract.quote import quotes_of
from sitegen.extract.term import terms_of
from sitegen.extract.time import times_of
from sitegen.model.facts import Alias, Amount, ArticleFacts, Event, Evidence, Fact, Org, Person, Quote, Term, Time
from sitegen.model.known import KnownForm
from sitegen.model.text import Document, Span


def facts_of(document: Document, given: tuple[KnownForm, ...] = ()) -> ArticleFacts:
    """Everything *document* says, as facts with file spans and ids; *given* are the names that an editor knows."""
    times = times_of(document)
    amounts = with_changes(document, amounts_of(document, times))
    names = names_of(document, aliases_of(document), given=given)
    quotes = quotes_of(document, names)
    events = events_of(document, times, amounts, names, quotes)
    found: list[Fact] = [*times, *amounts, *names.persons, *names.orgs, *names.aliases, *quotes]
    found += [*terms_of(document), *events]
    # An empty span shows nothing: such a fact would have no evidence.
    placed = [(document.in_file(fact.evidence.span), fact) for fact in found if len(fact.evidence.span)]
    placed.sort(key=lambda one: (one[0], one[1].kind))
    sentences = tuple(document.in_file(s.span) for s in document.sentences)
    return ArticleFacts(document.article, sentences, _in_file(document, placed))


def _in_file(document: Document, placed: Iterable[tuple[Span, Fact]]) -> tuple[Fact, ...]:
    """The facts with the file spans given and with ids; the same content twice is told apart by its number."""
    seen: Counter[tuple[str, ...]] = Counter()
    facts = []
    for span, fact in placed:
        surface = span.of(document.article.text)
        content = (document.article.id, fact.kind, *_content(fact, surface))
        seen[content] += 1
        key = "\x1f".join((*content, str(seen[content])))
        changes: dict[str, Any] = {"surface": surface, "id": hashlib.sha256(key.encode()).hexdigest()[:10]}
        # The sentence that the words stand in, also where a rule read on into the next one.
        home = document.sentence_at(fact.evidence.span.start).index
        changes["evidence"] = Evidence(fact.evidence.article, home, span, fact.evidence.rule)
        if isinstance(fact, Event):
            changes["clause"] = document.in_file(fact.clause)
            changes["quotes"] = tuple(document.in_file(quote) for quote in fact.quotes)
            changes["when_span"] = document.in_file(fact.when_span) if fact.when_span else None
        facts.append(replace(fact, **changes))
    return tuple(facts)


def _content(fact: Fact, surface: str) -> tuple[str, ...]:
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
    squeezed = "".join(unicodedata.normalize("NFC", surface).split())
    return (squeezed, *values)
