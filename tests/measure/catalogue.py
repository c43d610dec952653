"""Scores a catalogue of marked expressions: ``python -m tests.measure.catalogue FILE [--misses]``.

A section begins ``# CLASS | SOURCE | REFERENCE DATE``; a line is a sentence with ``[[surface|K|value]]`` around each
expression. K: D date, T clock time, P period ``A..B``, U duration, S set, M money, C per cent, Q quantity, N number.
``;c`` after a value says that it needs what was said before. The class ``negative`` holds sentences without any.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from sitegen.model.facts import Amount, Fact, Time
from sitegen.model.text import Span
from tests.measure.reading import facts_in
from tests.measure.tally import Tally, printed, total

TEMPORAL = frozenset("DTPUS")
_MARK = re.compile(r"\[\[(.+?)\|([A-Z])\|(.+?)\]\]")


@dataclass(frozen=True)
class Expression:
    """One marked expression; its span counts in the line without the marks."""

    span: Span
    sort: str  # the letter K
    value: str
    in_context: bool


@dataclass(frozen=True)
class Line:
    """A sentence of the catalogue."""

    text: str
    reference: date
    group: str
    expressions: tuple[Expression, ...]


def lines_of(path: Path) -> Iterator[Line]:
    """The sentences of *path*, in order."""
    group, reference = "", date.min
    for row in path.read_text(encoding="utf-8").splitlines():
        if row.startswith("#"):
            parts = [part.strip() for part in row[1:].split("|")]
            group, reference = parts[0], date.fromisoformat(parts[-1])
        elif row.strip():
            yield _line(row, reference, group)


def _line(row: str, reference: date, group: str) -> Line:
    text, found, end = "", [], 0
    for mark in _MARK.finditer(row):
        text += row[end : mark.start()]
        value, _, flag = mark.group(3).partition(";")
        span = Span(len(text), len(text) + len(mark.group(1)))
        found.append(Expression(span, mark.group(2), value, flag == "c"))
        text, end = text + mark.group(1), mark.end()
    return Line(text + row[end:], reference, group, tuple(found))


def right(expression: Expression, fact: Fact) -> bool:
    """Whether *fact* says what the catalogue says."""
    if expression.sort in TEMPORAL:
        return isinstance(fact, Time) and _time(fact) == written(expression)
    return isinstance(fact, Amount) and _same_figure(expression, fact)


def _time(fact: Time) -> str:
    return fact.when.value + (f"@{fact.when.mod}" if fact.when.mod in ("START", "MID", "END") else "")


def written(expression: Expression) -> str:
    """The catalogue's value in TIMEX form: ``A..B`` is an interval there, decades and centuries lack their X."""
    value, _, mod = expression.value.partition("@")
    if expression.sort in "PU":
        first, dots, last = value.partition("..")
        value = f"{first or '..'}/{last or '..'}" if dots else value
    elif re.fullmatch(r"\d{2,3}", value):
        value = value.ljust(4, "X")
    return value + (f"@{mod}" if mod else "")


def closed(fact: Time) -> Time:
    """*fact* without the open side that a bare 부터 or 까지 gives: the catalogue's spans leave the particle out."""
    if fact.surface.endswith(("부터", "까지")):
        value = fact.when.value.removeprefix("../").removesuffix("/..")
        return replace(fact, when=replace(fact.when, value=value))
    return fact


def _same_figure(expression: Expression, fact: Amount) -> bool:
    figure, unit = expression.value, ""
    for part in expression.value.split():
        if re.match(r"[-x\d.]+(e\d+)?(\.\.|$)", part):
            figure = part
        else:
            unit = part
    if expression.sort == "C":
        unit = unit or "%"
    if figure.startswith("x"):
        return fact.vague and unit == fact.unit
    low, _, high = figure.partition("..")
    # 1%대 is written as its figure alone, like 50% 이상: the figure is where it begins.
    open_end = not high and fact.surface.endswith("대")
    try:
        same = fact.low == Decimal(low) and (open_end or fact.high == Decimal(high or low))
    except InvalidOperation:
        return False
    return same and (fact.unit == unit or expression.sort == "N")


def scored(lines: Iterator[Line], misses: bool = False) -> dict[str, dict[str, Tally]]:
    """Tallies by class of expression, for times and for figures; what is read in a negative counts there."""
    found: dict[str, dict[str, Tally]] = {"time": {}, "amount": {}}
    for line in lines:
        facts = facts_in(line.text, line.reference)
        for kind, sort in (("time", Time), ("amount", Amount)):
            mine = [fact for fact in facts if isinstance(fact, sort)]
            marked = [one for one in line.expressions if (one.sort in TEMPORAL) == (kind == "time")]
            if marked or (line.group == "negative" and mine):
                tally = found[kind].setdefault(line.group, Tally())
                _count(tally, line, marked, mine, misses)
    return found


def _count(tally: Tally, line: Line, marked: list[Expression], mine: list[Fact], misses: bool) -> None:
    for one in marked:
        near = [fact for fact in mine if fact.evidence.span.overlaps(one.span)]
        narrow = one.sort == "D"
        hit = any(right(one, closed(fact) if narrow and isinstance(fact, Time) else fact) for fact in near)
        tally.gold += 1
        tally.found += bool(near)
        tally.value += hit
        if misses and not hit:
            read = [f"{fact.surface} → {_shown(fact)}" for fact in near]
            print(f"{line.group}\t{one.span.of(line.text)} = {one.value}\t{read}\t{line.text}")
    for fact in mine:
        true = any(fact.evidence.span.overlaps(one.span) for one in line.expressions)
        tally.read += 1
        tally.true += true
        if misses and not true:
            print(f"{line.group}\textra\t{fact.surface} → {_shown(fact)}\t{line.text}")


def _shown(fact: Fact) -> str:
    return _time(fact) if isinstance(fact, Time) else f"{getattr(fact, 'low', '')} {getattr(fact, 'unit', '')}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", action="store_true", help="print every difference")
    options = parser.parse_args()
    for kind, groups in scored(lines_of(options.file), options.misses).items():
        print(f"\n{kind}\n")
        print(printed({**groups, "all": total(groups.values())}, with_value=True))


if __name__ == "__main__":
    sys.exit(main())
