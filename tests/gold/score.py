"""Compares what the program reads with annotated facts, kind by kind."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from sitegen.analyse import document_of
from sitegen.extract import facts_of
from sitegen.model.contract import facts_json
from sitegen.model.text import Span
from sitegen.read import read_seed

KINDS = ("block", "time", "amount", "person", "org", "alias", "quote", "term", "event")
KEYS = ("when", "status", "basis", "source", "who", "place")
_FIRST = 5


@dataclass(frozen=True)
class Noted:
    """A line of a .facts file."""

    kind: str
    span: Span
    surface: str
    keys: dict[str, str]
    unsure: bool
    where: str


@dataclass
class Score:
    """How many facts of a kind were noted, read, and both."""

    gold: int = 0
    read: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0


@dataclass
class Scores:
    """All kinds; the keys of the events that were found; the facts that must not be missed among the first five."""

    kinds: dict[str, Score] = field(default_factory=dict)
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    first_five: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Compared:
    """One kind in one article: pairs that agree, what was not read, what was read and not noted."""

    pairs: tuple[tuple[Noted, dict[str, Any]], ...]
    lost: tuple[Noted, ...]
    extra: tuple[dict[str, Any], ...]


def noted_facts(path: Path, text: str) -> list[Noted]:
    """The lines of *path*, placed in *text*. Raises ValueError with file and line where one does not fit."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        content = unicodedata.normalize("NFC", line)
        if not content.strip() or content.startswith("#"):
            continue
        kind, surface, *rest = content.removeprefix("?").strip(" ").split("\t")
        words, _, nth = surface.rpartition("@")
        words, count = (words, int(nth)) if words and nth.isdigit() else (surface, 1)
        start = -1
        for _ in range(count):
            start = text.find(words, start + 1)
            if start < 0:
                raise ValueError(f"{path.name}:{number}: {surface!r} is not in the article")
        if kind not in KINDS:
            raise ValueError(f"{path.name}:{number}: no such kind: {kind!r}")
        keys = dict(pair.split("=", 1) for pair in (rest[0] if rest else "").split(";") if pair)
        rows.append(
            Noted(kind, Span(start, start + len(words)), words, keys, content.startswith("?"), f"{path.name}:{number}")
        )
    return rows


def compared(folder: Path) -> Iterator[tuple[str, Compared, set[int]]]:
    """Each kind of each article of *folder*, with the ids of its five best-ranked events."""
    for path in sorted(folder.glob("*.facts")):
        seed = next(p for p in (path.with_suffix(".md"), path.with_suffix(".txt")) if p.exists())
        document = document_of(read_seed(seed.name, seed.read_bytes()))
        (article,) = facts_json([facts_of(document)])["articles"]
        read = [*article["facts"], *({**b, "kind": "block"} for b in article["blocks"] if b["role"] != "body")]
        events = [fact for fact in read if fact["kind"] == "event" and fact["rank"]]
        first = {id(fact) for fact in sorted(events, key=lambda fact: fact["rank"])[:_FIRST]}
        noted = noted_facts(path, document.article.text)
        for kind in KINDS:
            mine = [fact for fact in read if fact["kind"] == kind]
            yield kind, _paired([one for one in noted if one.kind == kind], mine), first


def _paired(noted: list[Noted], read: list[dict[str, Any]]) -> Compared:
    """Pairs by overlap, the closest first; each side is used once."""
    options = []
    for one in noted:
        for fact in read:
            span = Span(*fact["span"])
            if one.span.overlaps(span) and (one.unsure or one.kind == "event" or _agree(one, fact)):
                shared = min(one.span.end, span.end) - max(one.span.start, span.start)
                options.append((one.unsure, -shared, len(one.span) + len(span), id(one), id(fact), one, fact))
    pairs: list[tuple[Noted, dict[str, Any]]] = []
    used: set[int] = set()
    for *_, one, fact in sorted(options, key=lambda option: option[:3]):
        if id(one) not in used and id(fact) not in used:
            used |= {id(one), id(fact)}
            pairs.append((one, fact))
    lost = tuple(one for one in noted if id(one) not in used and not one.unsure)
    extra = [fact for fact in read if id(fact) not in used and fact["kind"] != "event"]
    if read and read[0]["kind"] in ("person", "org"):
        # First mentions are noted: a later mention of a right name is no fault.
        names = {_squeezed(one.keys.get("name", "")) for one in noted}
        extra = [fact for fact in extra if _squeezed(fact["name"]) not in names]
    return Compared(tuple(pair for pair in pairs if not pair[0].unsure), lost, tuple(extra))


def _agree(noted: Noted, fact: dict[str, Any]) -> bool:
    return all(same(key, value, fact.get(key)) for key, value in noted.keys.items())


def same(key: str, noted: str, read: object) -> bool:
    """Whether a value is the noted one: figures as numbers, units and lists without regard to form and order."""
    if key in ("low", "high"):
        try:
            return Decimal(str(read)) == Decimal(noted)
        except InvalidOperation:
            return False
    if key in ("approx", "vague"):
        return bool(read) == (noted == "yes")
    if key == "unit":
        return unicodedata.normalize("NFKC", _squeezed(read)) == unicodedata.normalize("NFKC", _squeezed(noted))
    if key == "gloss":
        return _squeezed(noted) in _squeezed(read)
    if isinstance(read, list):
        return {_squeezed(item) for item in read} == {_squeezed(item) for item in noted.split("|")}
    return _squeezed(read) == _squeezed(noted)


def _squeezed(value: object) -> str:
    return "".join(unicodedata.normalize("NFC", "" if value is None else str(value)).split())


def scores(folder: Path) -> Scores:
    """How far the program agrees with the articles of *folder*."""
    found = Scores({kind: Score() for kind in KINDS})
    for kind, result, first in compared(folder):
        score = found.kinds[kind]
        score.gold += len(result.pairs) + len(result.lost)
        score.read += len(result.pairs) + len(result.extra)
        score.right += len(result.pairs)
        if kind == "event":
            _count_event_keys(found, result, first)
    return found


def _count_event_keys(found: Scores, result: Compared, first: set[int]) -> None:
    for one, fact in result.pairs:
        for key in KEYS:
            if key in one.keys:
                right, total = found.keys.get(key, (0, 0))
                found.keys[key] = (right + same(key, one.keys[key], fact[key]), total + 1)
    musts = [(one, fact) for one, fact in result.pairs if one.keys.get("key") == "yes"]
    total = min(_FIRST, len(musts) + sum(one.keys.get("key") == "yes" for one in result.lost))
    right = sum(id(fact) in first for _, fact in musts)
    found.first_five = (found.first_five[0] + right, found.first_five[1] + total)


def differences(folder: Path) -> Iterator[str]:
    """A line for each fact that was not read, was read and not noted, or differs in a key."""
    for kind, result, _ in compared(folder):
        for one in result.lost:
            yield f"not read  {one.where}  {kind}  {one.surface}  {one.keys}"
        for fact in result.extra:
            yield f"not noted  {kind}  {fact.get('surface', fact['span'])}"
        for one, fact in result.pairs:
            for key in KEYS:
                if kind == "event" and key in one.keys and not same(key, one.keys[key], fact[key]):
                    yield f"event.{key}  {one.where}  {one.surface}  {one.keys[key]} ≠ {fact[key]}"
