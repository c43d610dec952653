"""Pieces to expressions: neighbours become one (지난해 10월 29일), ends an interval (3일부터 5일까지)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sitegen.extract.time.pieces import Piece, ends, members
from sitegen.model.text import Span

# A piece may follow one that says less finely when: 지난 < 지난해 < 10월 < 말 < 29일 < (목) < 오후 < 3시 < 께 < 부터.
_ORDER = {
    "set": 0, "direction": 0, "decade": 1, "century": 1, "year": 1,
    "quarter": 2, "half": 2, "season": 2, "month": 2, "week": 2, "holiday": 2, "yearpart": 2,
    "third": 3, "nth": 3, "date": 4, "day": 4, "dayword": 4, "dayanchor": 4, "weekend": 4, "weekday": 5,
    "confirm": 6, "daynote": 6, "zone": 6, "part": 7, "clock": 8, "approx": 9, "from": 10, "until": 10,
}  # fmt: skip

# Whose rule an expression is named after: the piece that decided what it means.
_NAMING = (
    "until", "from", "link", "set", "length", "confirm", "zone", "decade", "century", "third", "clock", "part", "daynote", "weekday",
    "nth", "weekend", "season", "holiday", "anchor", "direction", "approx", "dayanchor", "dayword", "date", "day", "yearpart",
    "quarter", "half", "week", "month", "year",
)  # fmt: skip

_GLUED = frozenset({"confirm", "daynote", "zone", "third", "approx", "from", "until"})
_STANDALONE = frozenset(_ORDER) - {"direction", "third", "confirm", "daynote", "zone", "approx", "from", "until"}
_SPACE = re.compile(r"[ \u00a0]?")
_FROM_TO = re.compile(r",?[ \u00a0]?")
_BETWEEN = re.compile(r"에서\s")


@dataclass(frozen=True, slots=True)
class Expression:
    """One temporal expression. *right* holds the pieces of an interval's second end.

    *shape* is point, range, from, until, length or set.
    """

    span: Span
    rule: str
    shape: str
    pieces: tuple[Piece, ...]
    right: tuple[Piece, ...] = ()

    def piece(self, kind: str) -> Piece | None:
        """The first piece of a kind; None where the expression has none."""
        return next((piece for piece in self.pieces if piece.kind == kind), None)


@dataclass(frozen=True, slots=True)
class _Run:
    pieces: tuple[Piece, ...]

    @property
    def span(self) -> Span:
        return Span(self.pieces[0].span.start, self.pieces[-1].span.end)

    @property
    def closing(self) -> str:
        return self.pieces[-1].kind

    @property
    def body(self) -> tuple[Piece, ...]:
        """The pieces without 부터 and 까지."""
        return tuple(piece for piece in self.pieces if piece.kind not in ("from", "until"))


def expressions_of(text: str, pieces: Sequence[Piece]) -> tuple[Expression, ...]:
    """The expressions that *pieces* make up, in text order; what says no time by itself is left out."""
    runs = _runs(text, pieces)
    found: list[Expression] = []
    number = 0
    while number < len(runs):
        run = runs[number]
        following = runs[number + 1] if number + 1 < len(runs) else None
        if following and _spans_interval(text, run, following):
            found += _interval(run, following)
            number += 2
            continue
        if run.closing == "link" and len(run.pieces) > 1:
            run = _Run(run.pieces[:-1])
        found += _single(run)
        number += 1
    return tuple(found)


def _runs(text: str, pieces: Sequence[Piece]) -> list[_Run]:
    runs: list[list[Piece]] = []
    for piece in pieces:
        if runs and _follows(text, runs[-1], piece):
            runs[-1].append(piece)
        elif piece.kind not in _GLUED and piece.kind not in ("link", "nth"):
            runs.append([piece])
    trimmed = [_trimmed(run) for run in runs]
    return [_Run(tuple(run)) for run in trimmed if any(p.kind in _STANDALONE or p.kind == "length" for p in run)]


def _trimmed(run: list[Piece]) -> list[Piece]:
    """*run* without a season, a third or a direction that nothing supports."""
    kinds = {piece.kind for piece in run}
    if "season" in kinds and not kinds & {"year", "direction"}:
        return []
    if run[-1].kind == "direction":
        return run[:-1]
    if "weekend" in kinds and not kinds & {"direction", "week"}:
        return []
    return run


def _follows(text: str, run: list[Piece], piece: Piece) -> bool:
    """Whether *piece* belongs to the run before it."""
    last = run[-1]
    gap = text[last.span.end : piece.span.start]
    if last.kind == "length" and piece.kind == "link":
        return not gap and not last.get("tail")
    if last.kind in ("length", "from", "until", "link"):
        return False
    if piece.kind == "link":
        return not gap and last.kind not in ("set", "direction")
    if piece.kind == "length" or _ORDER.get(last.kind, 99) >= 99:
        return False
    if piece.kind in _GLUED:
        if gap:
            return False
    elif not _SPACE.fullmatch(gap):
        return last.kind == "weekday" and piece.kind == "day" and gap == "인 "
    if piece.kind == "confirm":
        return last.kind in ("dayword", "dayanchor", "weekday", "holiday") and not (
            last.rule.args.get("that") and piece.get("month")
        )
    if piece.kind == "daynote":
        return last.kind in ("day", "date", "dayword", "dayanchor")
    if piece.kind == "zone":
        return last.kind in ("day", "date", "dayword", "dayanchor", "part", "clock", "weekday", "month", "daynote")
    if piece.kind == "third":
        return last.kind in ("year", "month", "week", "decade", "century", "half", "quarter", "season")
    if piece.kind == "nth":
        return last.kind in ("month", "set")
    if piece.kind == "yearpart":
        return last.kind in ("year", "direction")
    if last.kind in ("zone", "confirm", "daynote"):
        return piece.kind in ("part", "clock", "approx", "from", "until")
    if last.kind == "direction" and piece.kind in ("year", "decade", "century", "dayword", "dayanchor", "date"):
        return False
    if last.kind == "year" and piece.kind in ("day", "dayword", "dayanchor", "date", "weekday", "clock", "part"):
        return False
    if last.kind in ("month", "week", "quarter", "half", "season") and piece.kind in ("clock", "part", "dayword"):
        return False
    return _ORDER[last.kind] < _ORDER[piece.kind]


def _spans_interval(text: str, run: _Run, following: _Run) -> bool:
    gap = text[run.span.end : following.span.start]
    if run.closing == "link":
        lengths = [one.pieces[0].kind == "length" for one in (run, following)]
        return not gap and following.closing != "from" and lengths[0] == lengths[1]
    if following.closing != "until":
        return False
    if run.closing == "from":
        return _FROM_TO.fullmatch(gap) is not None
    return bool(_BETWEEN.fullmatch(gap)) and run.pieces[-1].kind != "length"


def _interval(run: _Run, following: _Run) -> list[Expression]:
    left = tuple(piece for piece in run.body if piece.kind != "link")
    right = following.body
    span = Span(run.span.start, following.span.end)
    if left[0].kind == "length":
        return [Expression(span, left[0].rule.name, "length", left, right)]
    named = _named(run.pieces + following.pieces)
    return [Expression(span, named, "range", left, right)]


def _single(run: _Run) -> list[Expression]:
    body = run.body
    if body[0].kind == "length":
        return [Expression(body[0].span, body[0].rule.name, "length", body[:1])]
    if any(piece.kind == "set" for piece in body):
        span = Span(body[0].span.start, body[-1].span.end)
        return [Expression(span, _named(body), "set", body)]
    shape = run.closing if run.closing in ("from", "until") else "point"
    whole = Expression(run.span, _named(run.pieces), shape, body)
    return [_ranged(expression) for expression in _listed(whole, run)]


def _listed(whole: Expression, run: _Run) -> list[Expression]:
    """One expression a member of a list: 지난해 3·5월 is 지난해 3 and 5월."""
    for number, piece in enumerate(whole.pieces):
        parts = members(piece)
        if len(parts) == 1:
            continue
        before, after = whole.pieces[:number], whole.pieces[number + 1 :]
        found = []
        for place, part in enumerate(parts):
            start = whole.span.start if place == 0 else part.span.start
            last = place == len(parts) - 1
            found.append(
                Expression(
                    Span(start, whole.span.end if last else part.span.end),
                    _named(run.pieces) if last else _named((*before, part)),
                    whole.shape if last else "point",
                    (*before, part, *(after if last else ())),
                )
            )
        return found
    return [whole]


def _ranged(expression: Expression) -> Expression:
    """*expression* as a range where one of its pieces is one (3~5월), with the same head on both sides."""
    for number, piece in enumerate(expression.pieces):
        pair = ends(piece)
        if pair:
            before, after = expression.pieces[:number], expression.pieces[number + 1 :]
            low, high = (*before, pair[0], *after), (*before, pair[1], *after)
            return replace(expression, shape="range", pieces=low, right=high)
    half = expression.piece("half")
    if half and half.get("both"):
        index = expression.pieces.index(half)
        before, after = expression.pieces[:index], expression.pieces[index + 1 :]
        first, second = half.but(half.span, half="상"), half.but(half.span, half="하")
        return replace(expression, shape="range", pieces=(*before, first, *after), right=(*before, second, *after))
    return expression


def _named(pieces: Sequence[Piece]) -> str:
    def rank(piece: Piece) -> int:
        kind = "anchor" if piece.rule.args.get("anchor") else piece.kind
        return _NAMING.index(kind) if kind in _NAMING else len(_NAMING)

    return min(pieces, key=rank).rule.name
