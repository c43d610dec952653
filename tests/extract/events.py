"""Events of a few lines of body text, for tests."""

from collections.abc import Sequence
from datetime import date

from sitegen.analyse import document_of
from sitegen.extract.alias import aliases_of
from sitegen.extract.amount import amounts_of
from sitegen.extract.event.bodies import with_bodies
from sitegen.extract.event.read import Traced, traced_events
from sitegen.extract.names import names_of
from sitegen.extract.quote import quotes_of
from sitegen.extract.time import times_of
from sitegen.model.facts import Event
from sitegen.model.text import Article, Block, Document, Role, Span

PUBLISHED = date(2024, 6, 4)


def document(text: str, published: date | None = PUBLISHED) -> Document:
    """A document whose lines are all body text."""
    blocks = []
    start = 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(Span(start, start + len(line)), Role.BODY))
        start += len(line) + 1
    return document_of(Article("a", "a.txt", text, "", published, tuple(blocks), "a"))


def traced(text: str, published: date | None = PUBLISHED) -> Sequence[Traced]:
    """The events of *text* with the rules that read them, but for those told in passing; spans count in *text*."""
    return [found for found in all_traced(text, published) if not found.event.is_minor]


def all_traced(text: str, published: date | None = PUBLISHED) -> Sequence[Traced]:
    """The events of *text*, also those told in passing."""
    read = document(text, published)
    times = times_of(read)
    names = with_bodies(read, names_of(read, aliases_of(read)), times)
    return traced_events(read, times, amounts_of(read, times), names, quotes_of(read, names))


def events(text: str, published: date | None = PUBLISHED) -> tuple[Event, ...]:
    return tuple(found.event for found in traced(text, published))


def event(text: str, predicate: str, published: date | None = PUBLISHED) -> Event:
    """The one event whose predicate is written *predicate*."""
    found = [e for e in events(text, published) if e.surface == predicate]
    assert len(found) == 1, [e.surface for e in events(text, published)]
    return found[0]
