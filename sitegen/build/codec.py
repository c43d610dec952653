"""The door of the cache: values of the model to bytes and back. What comes back equals what was put, to the last field.

Bytes are msgpack: reading them makes values of the model and nothing else, whatever somebody has put into the store.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any

import msgspec

from sitegen.model.facts import (
    Alias,
    Amount,
    ArticleFacts,
    Certainty,
    Event,
    Fact,
    Org,
    Person,
    Quote,
    Term,
    Time,
    When,
)
from sitegen.model.text import Article, Span

_KINDS: tuple[type[Fact], ...] = (Time, Amount, Person, Org, Alias, Quote, Term, Event)
_LEVEL = 1  # of zlib: a quarter of the bytes for a third of a millisecond an article


@dataclass(frozen=True, slots=True)
class _Facts:
    """Facts by kind: a reader knows what it reads. *order* has the number of the kind of each fact, in text order."""

    sentences: tuple[Span, ...]
    order: bytes
    times: tuple[Time, ...]
    amounts: tuple[Amount, ...]
    people: tuple[Person, ...]
    orgs: tuple[Org, ...]
    aliases: tuple[Alias, ...]
    quotes: tuple[Quote, ...]
    terms: tuple[Term, ...]
    events: tuple[Event, ...]
    packed_words: bytes


# Fields whose words are the same in many facts.
_WORDS: Mapping[type[Fact], tuple[str, ...]] = {
    Amount: ("surface", "unit", "of", "converts"),
    Event: ("surface", "predicate", "place", "embedded"),
    Org: ("surface", "name"),
    Person: ("surface", "name", "title", "org"),
    Quote: ("speaker", "verb"),
    Time: ("surface",),
}
_LISTS: Mapping[type[Fact], tuple[str, ...]] = {
    Amount: ("scope",),
    Event: ("who", "theme", "nouns", "reasons", "amounts"),
}
_certainties: dict[Certainty, Certainty] = {}
_lists: dict[tuple[str, ...], tuple[str, ...]] = {}
_numbers: dict[int, int] = {}  # as many as the longest article has letters

# What is frozen for everybody else is not for the one who has just made it.
_put = object.__setattr__

_encoder = msgspec.msgpack.Encoder()
_articles = msgspec.msgpack.Decoder(Article)
_facts = msgspec.msgpack.Decoder(_Facts)
_contexts = msgspec.msgpack.Decoder(dict[str, Any])


def encode_article(article: Article) -> bytes:
    return zlib.compress(_encoder.encode(article), _LEVEL)


def decode_article(content: bytes) -> Article | None:
    """None where *content* is no article."""
    try:
        article = _articles.decode(zlib.decompress(content))
        for block in article.blocks:
            _put(block, "rule", intern(block.rule))
        return article
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError, ValueError):
        return None


def encode_facts(read: ArticleFacts) -> bytes:
    """The facts of *read*, without the article."""
    by_kind: dict[type[Fact], list[Fact]] = {kind: [] for kind in _KINDS}
    for fact in read.facts:
        by_kind[type(fact)].append(fact)
    order = bytes(_KINDS.index(type(fact)) for fact in read.facts)
    stored = (read.sentences, order, *by_kind.values(), read.packed_words)
    return zlib.compress(_encoder.encode(dict(zip(_Facts.__slots__, stored, strict=True))), _LEVEL)


def decode_facts(content: bytes, article: Article) -> ArticleFacts | None:
    """The facts that were put for *article*; None where *content* holds none."""
    try:
        stored = _facts.decode(zlib.decompress(content))
        facts = _in_order(stored)
        _slim(facts, article.id)
        return ArticleFacts(article, stored.sentences, facts, stored.packed_words)
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError, ValueError, IndexError, StopIteration):
        return None


def _in_order(stored: _Facts) -> tuple[Fact, ...]:
    kinds: Sequence[Sequence[Fact]] = (
        stored.times, stored.amounts, stored.people, stored.orgs, stored.aliases, stored.quotes, stored.terms,
        stored.events,
    )  # fmt: skip
    left = [iter(facts) for facts in kinds]
    return tuple([next(left[kind]) for kind in stored.order])


def _slim(facts: Iterable[Fact], article: str) -> None:
    """Equal words, numbers and times of many facts become one object: an archive's facts take half the memory."""
    whens: dict[When, When] = {}
    spans: dict[Span, Span] = {}
    for fact in facts:
        _put(fact.evidence, "article", article)
        _put(fact.evidence, "span", _one_span(fact.evidence.span, spans))
        for holder, names in ((fact, _WORDS.get(type(fact), ())), (fact.evidence, ("rule",))):
            for name in names:
                _put(holder, name, intern(getattr(holder, name)))
        for name in _LISTS.get(type(fact), ()):
            words = tuple(map(intern, getattr(fact, name)))
            _put(fact, name, _lists.setdefault(words, words))
        if isinstance(fact, Event):
            _put(fact, "certainty", _certainties.setdefault(fact.certainty, fact.certainty))
            _put(fact, "clause", _one_span(fact.clause, spans))
            if fact.when_span is not None:
                _put(fact, "when_span", _one_span(fact.when_span, spans))
        if isinstance(fact, Event | Time) and fact.when is not None:
            _put(fact, "when", whens.setdefault(fact.when, fact.when))
        if isinstance(fact, Amount) and fact.high == fact.low and str(fact.high) == str(fact.low):
            _put(fact, "high", fact.low)


def _one_span(span: Span, known: dict[Span, Span]) -> Span:
    found = known.get(span)
    if found is None:
        _put(span, "start", _numbers.setdefault(span.start, span.start))
        _put(span, "end", _numbers.setdefault(span.end, span.end))
        found = known[span] = span
    return found


def encode_context(context: Mapping[str, Any]) -> bytes:
    """A page's plain data; equal data gives equal bytes, mappings in the order of their keys as they stand."""
    return _encoder.encode(context)


def decode_context(content: bytes) -> dict[str, Any]:
    """What `encode_context` was given, its tuples as lists."""
    return _contexts.decode(content)


def shrunk(content: bytes) -> bytes:
    """*content* as the cache keeps it."""
    return zlib.compress(content, _LEVEL)


def grown(content: bytes) -> bytes:
    """What was `shrunk`. Raises ValueError where it was not."""
    try:
        return zlib.decompress(content)
    except zlib.error as fault:
        raise ValueError(str(fault)) from fault
