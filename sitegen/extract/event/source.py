"""Whose word: the source of a sentence, and on what basis it speaks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sitegen.extract.event.actors import circle_of, subject_of
from sitegen.extract.event.certainty import Reading
from sitegen.extract.event.clause import Clauses
from sitegen.extract.event.phrases import NounPhrase
from sitegen.extract.names import Names
from sitegen.model.facts import Basis, Quote
from sitegen.model.text import Document
from sitegen.rules.rule import Rule, load

_ACCORDING = re.compile(r"에/JKB (?:따르/VV 면|의하/VV 면)/EC(?: (?:,/SP|은/JX|는/JX))*")


@dataclass(frozen=True, slots=True)
class Voice:
    """On whose word the main clause stands.

    *phrase* is the words that name the source, *floor* the first token after …에 따르면. *is_outside* tells that the
    source speaks of others: its phrase is no subject of what is told.
    """

    basis: Basis
    source: str = ""
    phrase: NounPhrase | None = None
    floor: int = 0
    is_outside: bool = False
    rule: Rule | None = None


@cache
def _according() -> tuple[Rule, ...]:
    return load("according")


def voice_of(
    document: Document,
    names: Names,
    clauses: Clauses,
    phrases: tuple[NounPhrase, ...],
    main: Reading,
    quotes: Sequence[Quote],
    last_speaker: str,
) -> Voice:
    """Who vouches for the main clause of a sentence."""
    cited = _cited(document, names, clauses, phrases, main)
    if main.quotes:
        return _of_speech(document, names, clauses, phrases, main, quotes, last_speaker)
    wants = str(main.basis_rule.args.get("from", "none")) if main.basis_rule else "none"
    phrase, inside = (None, True) if wants == "none" else _speaker(names, clauses, phrases, main, wants)
    if phrase is None and cited is not None:
        if main.basis in (Basis.WRITER, Basis.UNNAMED):
            return cited
        return Voice(main.basis, cited.source, cited.phrase, cited.floor, True, main.basis_rule)
    floor = cited.floor if cited else 0
    if phrase is None:
        carried = last_speaker if wants == "subject" and _active(clauses, main) else ""
        return Voice(main.basis, carried, None, floor, False, main.basis_rule)
    return Voice(main.basis, names.source_in(document, phrase.span), phrase, floor, not inside, main.basis_rule)


def _cited(
    document: Document, names: Names, clauses: Clauses, phrases: tuple[NounPhrase, ...], main: Reading
) -> Voice | None:
    """The source of …에 따르면, with its own basis."""
    match = _ACCORDING.search(clauses.tags)
    if match is None:
        return None
    verb = clauses.token_at(match.start())
    floor = clauses.token_at(match.end())
    phrase = next((p for p in reversed(phrases) if p.last == verb), None)
    if phrase is None or floor > main.predicate.first:
        return None
    words = " ".join(token.tagged for token in clauses.tokens[phrase.first : floor])
    for rule in _according():
        if rule.pattern.search(words):
            source = names.source_in(document, phrase.span) if rule.args.get("names", True) else ""
            return Voice(Basis(rule.args["basis"]), source, phrase, floor, True, rule)
    return None


def _of_speech(
    document: Document,
    names: Names,
    clauses: Clauses,
    phrases: tuple[NounPhrase, ...],
    main: Reading,
    quotes: Sequence[Quote],
    last_speaker: str,
) -> Voice:
    speaker = next((quote.speaker for quote in reversed(quotes) if quote.speaker), "")
    phrase, _ = _speaker(names, clauses, phrases, main, "subject")
    if not speaker and phrase is not None:
        speaker = names.source_in(document, phrase.span)
    return Voice(main.basis, speaker or last_speaker, phrase, 0, False, main.basis_rule)


def _active(clauses: Clauses, main: Reading) -> bool:
    """Whether the verb of the tail, or of the event where there is none, is something that one does."""
    start = main.tail if main.tail < len(clauses.tokens) else main.predicate.first
    words = {token.tagged for token in clauses.tokens[start:]}
    return not words & {"되/XSV", "보이/VV", "지/VX"}


def _speaker(
    names: Names, clauses: Clauses, phrases: tuple[NounPhrase, ...], main: Reading, wants: str
) -> tuple[NounPhrase | None, bool]:
    """The phrase of the one who says so, and whether it is also the subject of what is told."""
    circle = circle_of(clauses, phrases)
    if wants == "circle":
        return circle, False
    if not _active(clauses, main):
        return (circle, False) if circle else (None, True)
    tail = [p for p in phrases if p.first >= main.tail and (p.is_subject or p.is_topic)]
    if tail:
        return tail[0], False
    genitive = [p for p in phrases if p.first >= main.tail]
    if genitive and main.basis_rule is not None and main.basis_rule.name in ("basis.said.account", "basis.claimed.position"):
        return genitive[0], False
    before = [p for p in phrases if p.after <= main.predicate.first]
    topics = [p for p in before if p.is_topic]
    own = subject_of(clauses, phrases, main.predicate)
    if topics:
        inside = not any(p.is_subject and p.first > topics[0].first for p in own)
        return topics[0], inside
    if circle is not None:
        return circle, False
    if main.quotes and own:
        return own[0], True
    subjects = [p for p in before if p.is_subject]
    return (subjects[0], len(subjects) == 1) if subjects else (None, True)
