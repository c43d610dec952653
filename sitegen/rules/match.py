"""Which rules hit a text, and who wins: surface patterns with morphemes as a veto, and patterns over morphemes.

A surface pattern gives exact offsets; the tags at the edges of its hit separate 3일 from 이 일 and 5개월 만 from 만 명.
Among hits that overlap the longest wins, then the one that *beats* the other, then the one whose rule stands first.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from operator import itemgetter

from sitegen.model.text import Morph, Span
from sitegen.rules.rule import Rule, expand


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's pattern at a place, with the groups it captured."""

    rule: Rule
    span: Span
    match: re.Match[str]

    def group(self, name: str) -> str:
        """The named group's words; "" where the pattern has no such group or it took no part."""
        if name not in self.match.re.groupindex:
            return ""
        return self.match.group(name) or ""


def winners(rules: Sequence[Rule], text: str, morphs: Sequence[Morph], span: Span) -> list[Hit]:
    """The hits of *rules* inside *span* of *text* that won, in text order; no two overlap.

    *morphs* are those of the sentence, in the same coordinates as *text*. Patterns see what stands outside the span
    (so that look-behind works), hits lie inside.
    """
    found: list[tuple[int, int, int, Hit]] = []  # the longest first, then by rule
    places: dict[str, list[int]] = {}
    for number, rule in enumerate(rules):
        for match in rule.matches(text, span, places):
            start, end = match.span()
            hit = Hit(rule, Span(start, end), match)
            if start < end and not veto(hit, morphs):
                found.append((start - end, number, start, hit))
    found.sort(key=itemgetter(0, 1, 2))
    won: list[Hit] = []
    for hit in _apply_beats([hit for _, _, _, hit in found]):
        if not any(other.span.overlaps(hit.span) for other in won):
            won.append(hit)
    won.sort(key=lambda hit: hit.span.start)
    return won


def _apply_beats(hits: list[Hit]) -> list[Hit]:
    """*hits* with each one that another overlapping hit is declared to beat moved behind it."""
    beating = [hit for hit in hits if hit.rule.beats]
    if not beating:
        return hits
    beaten = [
        hit
        for hit in hits
        if any(hit.rule.name in other.rule.beats and other.span.overlaps(hit.span) for other in beating)
    ]
    return [hit for hit in hits if hit not in beaten] + beaten


def veto(hit: Hit, morphs: Sequence[Morph]) -> str:
    """Why the morphemes at and beside the hit's edges forbid it; "" where they do not."""
    rule = hit.rule
    if not (rule.first or rule.last or rule.prev or rule.next):
        return ""
    start, end = hit.span.start, hit.span.end
    inside = [m for m in morphs if m.start < end and (m.end > start or m.start >= start)]
    before = [m for m in morphs if m.end <= start and m not in inside] if rule.prev else []
    after = next((m for m in morphs if m.start >= end), None) if rule.next else None
    places = (
        ("first", rule.first, inside[0] if inside else None),
        ("last", rule.last, inside[-1] if inside else None),
        ("prev", rule.prev, before[-1] if before else None),
        ("next", rule.next, after),
    )
    for name, pattern, morph in places:
        tagged = morph.tagged if morph else ""
        if pattern and not _edge(pattern).fullmatch(tagged):
            return f"{name} morpheme is {tagged or 'none'}"
    return ""


@cache
def _edge(pattern: str) -> re.Pattern[str]:
    return re.compile(expand(pattern, {}))


@dataclass(frozen=True, slots=True)
class Tagged:
    """Morphemes as one string, ``form/TAG form/TAG``, that remembers where each stands in the text."""

    text: str
    starts: tuple[int, ...]  # offset in `text` of each morpheme
    morphs: tuple[Morph, ...]

    def span(self, match: re.Match[str], group: int | str = 0) -> Span:
        """The stretch of the original text that a match over `text` covers."""
        start, end = match.span(group)
        ends = (*(following - 1 for following in self.starts[1:]), len(self.text))
        inside = [
            morph
            for first, last, morph in zip(self.starts, ends, self.morphs, strict=True)
            if start < last and first < end
        ]
        return Span(inside[0].start, max(morph.end for morph in inside))


def tagged(morphs: Iterable[Morph]) -> Tagged:
    """*morphs* as a `Tagged` string."""
    kept = tuple(morphs)
    pieces = [morph.tagged for morph in kept]
    starts = [0, *accumulate(len(piece) + 1 for piece in pieces)][: len(pieces)]
    text = " ".join(pieces)
    return Tagged(text, tuple(starts), kept)
