"""Single sentences with every expression of one kind marked, or without any though it looks so: ``lines.txt``.

A section begins ``# KIND CLASS | PUBLICATION DATE``. A line is ``Y TAB sentence`` with ``[[surface|key=value;…]]`` around
every expression of the kind, or ``N TAB sentence`` without any. Keys as in the .facts files. ``gap TAB`` before a line
says that it is not read right yet.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sitegen.model.contract import fact_json
from sitegen.model.text import Span
from tests.gold.score import same
from tests.measure.reading import facts_in

_MARK = re.compile(r"\[\[(.+?)(?:\|([a-z]+=[^\]]*))?\]\]")


@dataclass(frozen=True)
class Marked:
    """A marked expression; its span counts in the sentence without the marks."""

    span: Span
    keys: dict[str, str]


@dataclass(frozen=True)
class Line:
    """One case."""

    number: int  # in the file, from 1
    kind: str
    group: str
    published: date
    text: str
    marked: tuple[Marked, ...]
    gap: bool


def lines_of(path: Path) -> Iterator[Line]:
    """The cases of *path* in order. Raises ValueError with the line's number where one does not fit."""
    kind, group, published = "", "", date.min
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if row.startswith("#"):
            head, _, day = row[1:].rpartition("|")
            kind, _, group = head.strip().partition(" ")
            published = date.fromisoformat(day.strip())
        elif row.strip():
            gap = row.startswith("gap\t")
            answer, _, sentence = row.removeprefix("gap\t").partition("\t")
            text, marked = _without_marks(sentence)
            if answer not in ("Y", "N") or (answer == "Y") != bool(marked):
                raise ValueError(f"{path.name}:{number}: neither Y with marks nor N without")
            yield Line(number, kind, group, published, text, marked, gap)


def _without_marks(sentence: str) -> tuple[str, tuple[Marked, ...]]:
    text, found, end = "", [], 0
    for mark in _MARK.finditer(sentence):
        text += sentence[end : mark.start()]
        keys = dict(pair.split("=", 1) for pair in (mark.group(2) or "").split(";") if pair)
        found.append(Marked(Span(len(text), len(text) + len(mark.group(1))), keys))
        text, end = text + mark.group(1), mark.end()
    return text + sentence[end:], tuple(found)


def differences(line: Line) -> list[str]:
    """What is read otherwise than marked: expressions not read or with other values, and words that are none.

    Of people and organisations only first mentions are marked; an event more than marked is no fault but in an N line.
    """
    facts = [fact_json(fact) for fact in facts_in(line.text, line.published) if fact.kind == line.kind]
    told = []
    for one in line.marked:
        words = one.span.of(line.text)
        near = [fact for fact in facts if Span(*fact["span"]).overlaps(one.span)]
        if not any(_agrees(one, fact) for fact in near):
            told.append(f"not read: {words} {one.keys}; read there: {[_values(fact, one) for fact in near]}")
    names = {one.keys.get("name") for one in line.marked}
    for fact in facts:
        true = any(Span(*fact["span"]).overlaps(one.span) for one in line.marked)
        again = line.kind in ("person", "org") and fact["name"] in names
        further = line.kind == "event" and line.marked
        if not (true or again or further):
            told.append(f"read, not marked: {fact['surface']}")
    return told


def _agrees(marked: Marked, fact: dict[str, Any]) -> bool:
    return all(same(key, value, fact.get(key)) for key, value in marked.keys.items())


def _values(fact: dict[str, Any], marked: Marked) -> dict[str, Any]:
    return {"surface": fact["surface"]} | {key: fact.get(key) for key in marked.keys}


def main() -> None:
    """Prints every difference, and how many lines of each kind are read right: ``python -m tests.gold.lines``."""
    path = Path(__file__).with_name("lines.txt")
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for line in lines_of(path):
        key = (line.kind, "Y" if line.marked else "N")
        told = differences(line)
        total[key] += 1
        right[key] += not told
        if told:
            print(f"{path.name}:{line.number}  {line.published}  {line.text}", *told, sep="\n    ")
    print("| kind | Y lines | right | N lines | right |\n|---|--:|--:|--:|--:|")
    for kind in dict.fromkeys(kind for kind, _ in total):
        yes, no = (kind, "Y"), (kind, "N")
        print(f"| {kind} | {total[yes]} | {right[yes]} | {total[no]} | {right[no]} |")


if __name__ == "__main__":
    main()
