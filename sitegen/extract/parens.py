"""Pairs of parentheses, and the classes of them that surely hold no name: a photo's side, an age, a conversion."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.model.text import Document, Span
from sitegen.rules.rule import Rule, load

# One level inside another is kept as words of the outer pair; a pair never crosses a line.
_PAIR = re.compile(r"[(（](?P<inner>(?:[^()（）\n]|\([^()（）\n]{0,60}\)){1,200})[)）]")
_INNER = re.compile(r"[(（]([^()（）\n]{1,120})[)）]")


@dataclass(frozen=True, slots=True)
class Paren:
    """A pair of parentheses: *span* with them, *inner* without; *kind* is the rule that knows it, or ""."""

    span: Span
    inner: Span
    kind: str = ""


def parens_of(document: Document) -> tuple[Paren, ...]:
    """The pairs of parentheses of *document* in text order; of nested ones both."""
    return read_parens(document, load("paren"))


def read_parens(document: Document, rules: Sequence[Rule]) -> tuple[Paren, ...]:
    """What `parens_of` gives by *rules* alone."""
    text = document.text
    spans = {Span(*match.span()) for match in _PAIR.finditer(text)} | {Span(*m.span()) for m in _INNER.finditer(text)}
    found = []
    for span in sorted(spans):
        inner = Span(span.start + 1, span.end - 1)
        words = inner.of(text).strip()
        if words:
            found.append(Paren(span, inner, _kind(words, rules)))
    return tuple(found)


def _kind(words: str, rules: Sequence[Rule]) -> str:
    return next((rule.name for rule in rules if rule.pattern.fullmatch(words)), "")
