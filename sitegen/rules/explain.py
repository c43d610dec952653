"""Why a sentence was read as it was: every rule that could have spoken in it, what became of it, and for what reason."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sitegen.model.text import Morph, Span
from sitegen.rules.match import Hit, tagged, veto
from sitegen.rules.rule import Rule, load, tables

# A pattern over morphemes names a tag; a pattern over the text never does.
_OVER_TAGS = re.compile(r"/(?:\(\?:)?\[?(?:NN|NP|NR|V[VAXC]|J[KXC]|E[PFCT]|M[MA]|X[PSR]|S[FPSELN]|QT)")
# Their patterns look at whole lines, at what stands in brackets or at what follows a quotation: in the middle of a
# sentence they match anything.
_NOT_IN_SENTENCES = frozenset({"lines", "paren", "alias", "quote", "headline"})


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule whose pattern stands at *span*. *outcome* is "won", "vetoed: why", "lost to RULE", or "" where its words
    did not bear out what it says."""

    rule: Rule
    span: Span
    outcome: str


def trials(text: str, morphs: Sequence[Morph], span: Span, won: Iterable[tuple[str, Span]]) -> Iterator[Trial]:
    """Every rule about words inside sentences that fires in the one at *span*, in the order of the tables.

    *won* names the rules that gave a fact, and where.
    """
    winners = tuple(won)
    for table in tables():
        if table not in _NOT_IN_SENTENCES:
            for rule in load(table):
                for found in _hits(rule, text, morphs, span):
                    yield Trial(rule, found.span, _outcome(found, morphs, winners))


def _hits(rule: Rule, text: str, morphs: Sequence[Morph], span: Span) -> Iterator[Hit]:
    if _OVER_TAGS.search(rule.pattern.pattern):
        tags = tagged(morphs)
        for match in rule.pattern.finditer(tags.text):
            if match.group():
                yield Hit(rule, tags.span(match), match)
        return
    for match in rule.pattern.finditer(text, span.start, span.end):
        if match.group():
            yield Hit(rule, Span(*match.span()), match)


def _outcome(hit: Hit, morphs: Sequence[Morph], winners: Sequence[tuple[str, Span]]) -> str:
    if any(name == hit.rule.name and place.overlaps(hit.span) for name, place in winners):
        return "won"
    reason = veto(hit, morphs)
    if reason:
        return f"vetoed: {reason}"
    kind = hit.rule.name.partition(".")[0]
    rivals = [name for name, place in winners if place.overlaps(hit.span) and name.partition(".")[0] == kind]
    return f"lost to {rivals[0]}" if rivals else ""
