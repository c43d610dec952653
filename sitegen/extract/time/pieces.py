"""Pieces of temporal expressions: what the rule tables hit in a sentence, and nothing resolved yet."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from sitegen.model.text import Document, Sentence, Span
from sitegen.rules.match import Hit, winners
from sitegen.rules.rule import Rule, load
from sitegen.rules.sieve import Sieve

TABLES = ("time_period", "time_day", "time_length")
TRAPS = "time_not"

_MEMBER = re.compile(r"[0-9]+|[월화수목금토일](?!일)")
_FITTINGS = frozenset({"from", "until", "link", "approx", "third"})  # none says a time by itself
_NUMBERS = ("year", "month", "day", "quarter", "weekday")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an expression: 지난, 10월, 29일, 부터. *fields* are the pattern's groups that took part."""

    kind: str
    span: Span
    rule: Rule
    fields: Mapping[str, str]

    def get(self, name: str) -> str:
        """A field's words; "" where the pattern did not take it."""
        return self.fields.get(name, "")

    def number(self, name: str) -> int:
        """A field as a number. Raises KeyError where the pattern did not take it."""
        return int(self.fields[name])

    def but(self, span: Span, **fields: str) -> "Piece":
        """This piece with another span and other fields, as a member of a list or one end of a range."""
        kept = {name: value for name, value in self.fields.items() if name not in ("list", "low")}
        return replace(self, span=span, fields=kept | fields)


def rules_of_times() -> tuple[Rule, ...]:
    """Every rule that can win a piece."""
    return tuple(rule for table in TABLES for rule in load(table))


def sieve_of(rules: Iterable[Rule]) -> Sieve[Rule]:
    """*rules*, sifted by what their patterns need and by what each rule's own `needs` says, where 0 is any digit."""
    return Sieve((rule, (*rule.needs, *map(frozenset, rule.args.get("needs", ())))) for rule in rules)


@cache
def _traps() -> Sieve[Rule]:
    return sieve_of(load(TRAPS))


def traps_in(document: Document, sentence: Sentence) -> tuple[Hit, ...]:
    """What looks like a time in *sentence* and is none."""
    rules = _traps().through(sentence.span.of(document.text))
    return tuple(winners(rules, document.text, sentence.morphs, sentence.span)) if rules else ()


def pieces_of(document: Document, sentence: Sentence, rules: Sieve[Rule]) -> tuple[Piece, ...]:
    """The pieces of *sentence* by *rules*, in text order; none overlaps another or a trap."""
    near = rules.through(sentence.span.of(document.text))
    hits = winners(near, document.text, sentence.morphs, sentence.span)
    if all(hit.rule.args.get("kind") in _FITTINGS for hit in hits):
        return ()
    traps = traps_in(document, sentence)
    found = []
    for hit in hits:
        if any(trap.span.overlaps(hit.span) for trap in traps):
            continue
        fields = {name: words for name, words in hit.match.groupdict().items() if words}
        found.append(Piece(str(hit.rule.args.get("kind", "")), hit.span, hit.rule, fields))
    return tuple(found)


def members(piece: Piece) -> tuple[Piece, ...]:
    """A list piece (7·8·10월) as one piece a member, each with its own digits; else the piece alone.

    The last member keeps a range's lower end: of 1·3~5월 the members are 1월 and 3~5월.
    """
    listed = piece.get("list")
    name = next((name for name in _NUMBERS if name in piece.fields), "")
    if not listed or not name:
        return (piece,)
    found = []
    offset = 0
    for digits in _digits(listed):
        start = listed.index(digits, offset)
        offset = start + len(digits)
        span = Span(piece.span.start + start, piece.span.start + offset)
        found.append(piece.but(span, **{name: digits}))
    low = {"low": piece.get("low")} if piece.get("low") else {}
    return (*found, piece.but(Span(piece.span.start + len(listed), piece.span.end), **low))


def _digits(listed: str) -> list[str]:
    return _MEMBER.findall(listed)


def ends(piece: Piece) -> tuple[Piece, Piece] | None:
    """The two ends of a range in one piece (3~5월); None where it is no range."""
    low = piece.get("low")
    if not low:
        return None
    name = next(name for name in (*_NUMBERS, "decade", "hour") if name in piece.fields)
    return piece.but(piece.span, **{name: low}), piece.but(piece.span)
