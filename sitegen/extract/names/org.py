"""Organisations: nothing is one without a proof; what is proven once is known wherever it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen.extract.names.hint import matches_at_words
from sitegen.extract.names.lexicon import (
    foreignness,
    is_acronym,
    is_sport,
    known,
    morphs_at,
    suffix_kind,
)
from sitegen.extract.names.shape import NEEDS, coined, may_stand, named_after_sort, party, without_particle
from sitegen.model.text import Document, Sentence, Span
from sitegen.rules.rule import Rule, load, word_set

_MEMBER = re.compile(r"[가-힣A-Za-z0-9&.-]+(?: [가-힣A-Za-z0-9&.-]+)?")
_JOINT = re.compile(r"[·]|, ?|(?<=[가-힣A-Za-z0-9])(?:와|과) ")
_STAFF = re.compile(r" (?:관계자|사장|측|노조|노동조합|이사장|행장)")
_SAID = re.compile(r"(?:은|는|이|가) [^.]*(?:밝혔|발표했|설명했|전했|공시했|강조했|해명했|내놨)")
_ENDING = re.compile(r"J|E[TCF]")


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a stretch names an organisation."""

    span: Span
    words: str
    rule: str
    sentence: int


def is_doubtful(proof: Proof) -> bool:
    """Whether the same words could as well be a person's name: 벨리니 측."""
    told = proof.rule in ("org.source", "org.belongs", "org.accord", "org.like", "org.joined", "org.acts")
    return told and not (proof.words in known() or suffix_kind(proof.words) or is_acronym(proof.words))


def rules(without: str = "") -> tuple[Rule, ...]:
    """The organisation rules, but the one named *without*."""
    return tuple(rule for rule in load("org") if rule.name != without)


def proofs_of(document: Document, table: Sequence[Rule]) -> list[Proof]:
    """Every stretch that a rule proves, in text order; of those that begin together the longest first."""
    found: list[Proof] = []
    sport = is_sport(document.text)
    kept = [rule for rule in table if sport or rule.args.get("needs") != "team"]
    lists: list[tuple[Sentence, Rule, Span]] = []
    for sentence in document.sentences:
        for rule, match in matches_at_words(kept, document.text, sentence.span):
            if "list" in rule.groups:
                lists.append((sentence, rule, Span(*match.span("list"))))
                continue
            span = _checked(document, sentence, rule, match)
            if span:
                found.append(Proof(span, span.of(document.text), rule.name, sentence.index))
    proven = {proof.words for proof in found}
    for sentence, rule, span in lists:
        read = {"pair": _pair, "sorted": _sorted}.get(str(rule.args.get("needs")), _members)
        found += read(document, sentence, rule, span, proven)
    return sorted(found, key=lambda proof: (proof.span.start, -proof.span.end))


def _checked(document: Document, sentence: Sentence, rule: Rule, match: re.Match[str]) -> Span | None:
    """The span of the organisation in a match, where the word bears out what the rule needs."""
    span = Span(*match.span("org"))
    word = span.of(document.text)
    needs = rule.args.get("needs")
    if needs in ("strong", "proper", "body", "team", "party"):
        span = without_particle(document, sentence, span)
        word = span.of(document.text)
    if not word or word in word_set("org_generic") or word in word_set("org_actor"):
        return None
    if word in word_set("org_known_common") and not _speaks(document, sentence, span):
        return None
    if "·" in word and all(suffix_kind(part) for part in word.split("·")):
        return None  # 새벽전자·늘봄건설: each is proven by itself
    if needs == "any":
        return span if may_stand(word, rule.name) else None
    proves = NEEDS.get(str(needs))
    return proves(document, sentence, span) if proves else named_after_sort(document, sentence, span)


def _speaks(document: Document, sentence: Sentence, span: Span) -> bool:
    """Whether a short name that is a common noun first stands for its body: written out too, or one that speaks."""
    word = span.of(document.text)
    full = known()[word][1]
    if (full and full in document.text) or _STAFF.match(document.text, span.end):
        return True
    before = [m for m in sentence.morphs if m.start < span.start]
    return (not before or before[-1].tag[0] in "JS") and bool(_SAID.match(document.text, span.end, sentence.span.end))


def _members(document: Document, sentence: Sentence, rule: Rule, span: Span, proven: set[str]) -> Iterator[Proof]:
    """The members of a list of which at least one is an organisation by another proof."""
    offset = span.start
    members: list[Span] = []
    for piece in _JOINT.split(span.of(document.text)):
        if not piece:
            continue
        at = document.text.index(piece, offset)
        members.append(Span(at, at + len(piece)))
        offset = at + len(piece)
    texts = [member.of(document.text) for member in members]
    for member in members:
        morphs = morphs_at(sentence, member)
        if morphs and _ENDING.match(morphs[-1].tag):
            return
    if len(members) < 2 or not any(text in known() or text in proven for text in texts):
        return
    for member, text in zip(members, texts, strict=True):
        if text not in word_set("org_generic") and text not in word_set("place") and len(text) > 1:
            yield Proof(member, text, rule.name, sentence.index)


def _sorted(document: Document, sentence: Sentence, rule: Rule, span: Span, proven: set[str]) -> Iterator[Proof]:
    """The names that stand joined after a noun of sort, where the first is proven."""
    offset = span.start
    for number, piece in enumerate(_JOINT.split(span.of(document.text))):
        if not piece or (number == 0 and piece not in proven and piece not in known()):
            return
        at = document.text.index(piece, offset)
        offset = at + len(piece)
        member = Span(at, offset)
        like = suffix_kind(piece) or coined(document, sentence, member)
        if number and piece not in proven and like and NEEDS["named"](document, sentence, member):
            yield Proof(member, piece, rule.name, sentence.index)


def _pair(document: Document, sentence: Sentence, rule: Rule, span: Span, proven: set[str]) -> Iterator[Proof]:
    """The other one of two that act together, where one is an organisation and the other a new word."""
    words = span.of(document.text)
    cut = words.index(" ") - 1
    left, right = Span(span.start, span.start + cut), Span(span.start + cut + 2, span.end)
    if not any(m.tag == "JC" or m.tag == "JKB" for m in morphs_at(sentence, Span(left.end, left.end + 1))):
        return
    for one, other in ((left, right), (right, left)):
        word = other.of(document.text)
        if one.of(document.text) not in proven or word in proven:
            continue
        sort = word in word_set("org_generic") or word in word_set("org_noun") or word in word_set("org_actor")
        if _both_parties(one.of(document.text), word) and party(document, sentence, other):
            yield Proof(other, word, "org.joined", sentence.index)
            continue
        like = suffix_kind(word) == "company" or (
            len(word) > 2 and foreignness(word) >= 0.5 and any(m.oov for m in morphs_at(sentence, other))
        )
        if suffix_kind(one.of(document.text)) in _BODIES:
            continue
        if like and not sort and coined(document, sentence, other):
            yield Proof(other, word, rule.name, sentence.index)


def _both_parties(one: str, other: str) -> bool:
    return one.endswith("당") and other.endswith(("당", "연대", "연합")) and other not in word_set("org_generic")


_BODIES = frozenset({"agency", "court", "university", "media", "party", "hospital", "team"})
