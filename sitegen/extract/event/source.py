"""Whose word: the source of a sentence, and on what basis it speaks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.extract.event.actors import circle_of, named, subject_of, with_joined
from sitegen.extract.event.certainty import Reading
from sitegen.extract.event.clause import Clauses
from sitegen.extract.event.phrases import NounPhrase
from sitegen.extract.names import Names
from sitegen.model.facts import Basis, Quote
from sitegen.model.text import Document, Span
from sitegen.rules.rule import Rule, load, word_list, word_set

_ACCORDING = re.compile(r"에/JKB (?:따르/VV 면|의하/VV 면)/EC(?: (?:,/SP|은/JX|는/JX))*")


# Rules of sentences that end in whose words it is: … 연구팀의 설명이다.
_OWNED = frozenset({"basis.said.account", "basis.claimed.position", "basis.said.owner", "basis.analysis.consensus"})
# With these the last speaker speaks on: what wears 이/가 is what is spoken of.
_GOING_ON = ("그러면서 ", "이어 ", "아울러 ", "이어서 ", "또한 ")


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences so far leave to the next: the actors that the talk is of, and who spoke last."""

    block: int = -1
    topic: tuple[str, ...] = ()
    speaker: str = ""


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
    by_circle: bool = False  # 업계에서는
    rule: Rule | None = None


def _according() -> tuple[Rule, ...]:
    return load("according")


def voice_of(
    document: Document,
    names: Names,
    clauses: Clauses,
    phrases: tuple[NounPhrase, ...],
    main: Reading,
    quotes: Sequence[Quote],
    told: Told,
) -> Voice:
    """Who vouches for the main clause of a sentence."""
    cited = _cited(document, names, clauses, phrases, main)
    if main.quotes:
        return _of_speech(document, names, clauses, phrases, main, quotes, told)
    wants = str(main.basis_rule.args.get("from", "none")) if main.basis_rule else "none"
    phrase, inside = (None, True) if wants == "none" else _speaker(names, clauses, phrases, main, wants)
    if phrase is None and cited is not None:
        if main.basis in (Basis.WRITER, Basis.UNNAMED):
            return cited
        return Voice(main.basis, cited.source, cited.phrase, cited.floor, True, False, main.basis_rule)
    floor = cited.floor if cited else 0
    if phrase is None:
        carried = _carried(told) if wants == "subject" and _active(clauses, main) else ""
        return Voice(main.basis, carried, None, floor, False, False, main.basis_rule)
    if told.speaker and not phrase.is_topic and _goes_on(document, clauses) and phrase.first < main.tail:
        return Voice(main.basis, told.speaker, None, floor, True, False, main.basis_rule)
    circle = phrase is circle_of(phrases)
    return Voice(main.basis, _source(document, names, phrase), phrase, floor, not inside, circle, main.basis_rule)


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
    words = clauses.words(phrase.first, floor)
    for rule in _according():
        if rule.pattern.search(words):
            source = _source(document, names, phrase) if rule.args.get("names", True) else ""
            both = with_joined(clauses, phrases, (phrase,))
            if source and len(both) > 1:
                source = Span(both[0].span.start, phrase.span.end).of(document.text)  # 경찰과 소방당국
            return Voice(Basis(rule.args["basis"]), source, phrase, floor, True, False, rule)
    return None


def _of_speech(
    document: Document,
    names: Names,
    clauses: Clauses,
    phrases: tuple[NounPhrase, ...],
    main: Reading,
    quotes: Sequence[Quote],
    told: Told,
) -> Voice:
    speaker = next((quote.speaker for quote in reversed(quotes) if quote.speaker), "")
    phrase, _ = _speaker(names, clauses, phrases, main, "subject")
    if not speaker and phrase is not None:
        speaker = _source(document, names, phrase)
    return Voice(main.basis, speaker or told.speaker, phrase, 0, False, False, main.basis_rule)


def _source(document: Document, names: Names, phrase: NounPhrase) -> str:
    """Who a source phrase names. 증권가, 채권시장 are nobody's name: their own words are what can be said of them."""
    if phrase.word.endswith(word_list("speech_circle")):
        return phrase.span.of(document.text)
    return names.source_in(document, phrase.span)


def _goes_on(document: Document, clauses: Clauses) -> bool:
    return clauses.sentence.span.of(document.text).startswith(_GOING_ON)


def _carried(told: Told) -> str:
    """Who goes on speaking where a sentence of opinion names nobody: the one actor that the talk is of."""
    return told.topic[0] if len(told.topic) == 1 else ""


def _active(clauses: Clauses, main: Reading) -> bool:
    """Whether the verb of the tail, or of the event where there is none, is something that one does."""
    start = main.saying if main.has_tail else main.predicate.first
    words = {token.tagged for token in clauses.tokens[start:]}
    return not words & {"되/XSV", "보이/VV", "지/VX"}


def _speaker(
    names: Names, clauses: Clauses, phrases: tuple[NounPhrase, ...], main: Reading, wants: str
) -> tuple[NounPhrase | None, bool]:
    """The phrase of the one who says so, and whether it is also the subject of what is told."""
    circle = circle_of(phrases)
    if wants == "circle" or not _active(clauses, main):
        return circle, circle is None
    rule = main.basis_rule.name if main.basis_rule else ""
    tail = [p for p in phrases if main.has_tail and p.first >= main.saying]
    if rule in _OWNED or main.quotes:
        owners = [p for p in phrases if p.josa == ("의",) and p.after == _last_copula(clauses)]
        if owners:
            return owners[-1], False
    said = [p for p in tail if (p.is_subject or p.is_topic) and clauses.tokens[p.last - 1].form != "것"]
    if said:
        return said[0], False
    before = [p for p in phrases if p.after <= main.predicate.first]
    topics = [p for p in before if p.is_topic]
    if circle is not None and (not topics or circle.josa[1:]):
        return circle, False
    own = subject_of(clauses, phrases, main.predicate)
    if topics:
        if rule == "basis.analysis.figure" and not _can_speak(names, clauses, topics[0]):
            return None, True
        if main.has_tail and topics[0].word in word_set("noted_deeds") | word_set("headline_deeds"):
            return None, True  # 채권 발행은 철회한다고 공시했다: what is spoken of
        inside = not any(p.is_subject and p.first > topics[0].first for p in own)
        return topics[0], inside
    if main.quotes and own:
        return own[0], True
    subjects = [p for p in before if p.is_subject]
    if main.basis is Basis.ANALYSIS and subjects and not _can_speak(names, clauses, subjects[0]):
        return None, True  # 요금이 오를 가능성이 높다고 내다봤다
    return (subjects[0], len(subjects) == 1) if subjects else (None, True)


def _last_copula(clauses: Clauses) -> int:
    """The first token of the last predicate, where it is a noun with 이다: 설명이다."""
    last = clauses.predicates[-1]
    return last.first if any(t.tag == "VCP" for t in clauses.tokens[last.first : last.last]) else -1


def _can_speak(names: Names, clauses: Clauses, phrase: NounPhrase) -> bool:
    """Whether a phrase names somebody, or a body of people."""
    if phrase.word.endswith("들"):
        return True
    return bool(named(names, clauses, phrase)) or phrase.word.endswith(
        word_list("speech_circle") + word_list("speech_unnamed") + word_list("speech_body")
    )
