"""Compares what the program links across articles with annotated stories, kind by kind."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from sitegen.build.archive import extracted
from sitegen.build.linked import linked_json
from sitegen.model.facts import ArticleFacts
from sitegen.model.text import Span
from sitegen.read import read_seed
from tests.gold.score import Score

STORIES = Path(__file__).parent / "stories"
RELATIONS = ("outcome", "series", "conflict", "denial")
KINDS = ("merge", *RELATIONS, "relation", "apart", "entity", "alias", "twain")
_TELLING = frozenset({"event", "amount", "quote"})  # what a relation may hold between
_NAMING = frozenset({"person", "org"})


@dataclass(frozen=True)
class Place:
    """Words of an article: the file's name without its suffix, and where they stand in it."""

    article: str
    span: Span
    surface: str

    def __str__(self) -> str:
        return f"{self.article}:{self.surface}"


@dataclass(frozen=True)
class Row:
    """A line of a ``links`` file. Of an entity *names* are its name and then its aliases, and there are no places."""

    kind: str
    places: tuple[Place, ...]
    names: tuple[str, ...]
    unsure: bool
    where: str


@dataclass(frozen=True)
class Fact:
    """A fact that the program read, as much of it as links are compared by."""

    id: str
    kind: str
    article: str
    span: Span
    surface: str

    def __str__(self) -> str:
        return f"{self.article}:{self.surface}"


Pair = tuple[Fact, Fact]


@dataclass
class Linked:
    """What the program said of one story."""

    facts: dict[str, Fact]
    merged: frozenset[frozenset[str]]  # pairs of mentions in different articles
    relations: dict[str, frozenset[tuple[str, str]]]
    together: frozenset[frozenset[str]]  # pairs of names of one entity
    entities: dict[str, frozenset[str]]  # name to aliases

    def over(self, place: Place, kinds: Iterable[str]) -> list[str]:
        """The facts of *kinds* that are read in the words of *place*."""
        return [
            fact.id
            for fact in self.facts.values()
            if fact.article == place.article and fact.kind in kinds and fact.span.overlaps(place.span)
        ]


@dataclass
class Result:
    """The figures of every kind, and each difference in a line."""

    kinds: dict[str, Score] = field(default_factory=lambda: {kind: Score() for kind in KINDS})
    differences: list[str] = field(default_factory=list)

    def count(self, kind: str, *, is_hit: bool, lost: str) -> None:
        """A row of the gold; *lost* is told where the program does not say it."""
        score = self.kinds[kind]
        score.gold += 1
        score.read += is_hit
        score.right += is_hit
        if not is_hit:
            self.differences.append(lost)

    def extra(self, kind: str, told: str) -> None:
        """A link that the program says and no row does."""
        self.kinds[kind].read += 1
        self.differences.append(f"extra\t{kind}\t{told}")


def stories_in(folder: Path = STORIES) -> tuple[Path, ...]:
    """The stories of *folder*, by name."""
    return tuple(sorted(path.parent for path in folder.glob("*/links")))


def articles_of(story: Path) -> tuple[ArticleFacts, ...]:
    """The facts of a story's articles; remembered while the process lives."""
    return tuple(
        extracted(read_seed(path.as_posix(), path.read_bytes(), timezone="Asia/Seoul"))
        for path in sorted(story.glob("*.md"))
    )


def rows_of(story: Path) -> tuple[Row, ...]:
    """What a story's ``links`` says. Raises ValueError, with the line, where it is none of the kinds or has a place
    that does not stand in its article."""
    texts = {path.stem: _normal(path.read_text(encoding="utf-8")) for path in story.glob("*.md")}
    lines = _normal((story / "links").read_text(encoding="utf-8")).splitlines()
    return tuple(
        _row(line, texts, f"{story.name}/links:{number}")
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith("#")
    )


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _row(line: str, texts: dict[str, str], where: str) -> Row:
    kind, *fields = line.lstrip("?").strip(" ").split("\t")
    unsure = line.startswith("?")
    if kind == "entity" and fields:
        aliases = fields[1].split("|") if len(fields) > 1 and fields[1] else []
        return Row(kind, (), (fields[0], *aliases), unsure, where)
    least, most = (2, 99) if kind == "event" else (2, 2)
    if kind not in ("event", "apart", "twain", *RELATIONS) or not least <= len(fields) <= most:
        raise ValueError(f"{where}: no such link: {line!r}")
    return Row(kind, tuple(_place(one, texts, where) for one in fields), (), unsure, where)


def _place(words: str, texts: dict[str, str], where: str) -> Place:
    article, _, surface = words.partition(":")
    head, _, number = surface.rpartition("@")
    surface, nth = (head, int(number)) if head and number.isdigit() else (surface, 1)
    start = -1
    for _ in range(nth):
        start = texts.get(article, "").find(surface, start + 1)
        if start < 0:
            raise ValueError(f"{where}: {surface!r} ({nth}) is not in {article}.md")
    return Place(article, Span(start, start + len(surface)), surface)


def linked(articles: Sequence[ArticleFacts]) -> Linked:
    """What the program says of *articles*, read from the JSON that ``sitegen facts --linked`` prints."""
    said = linked_json(articles)
    facts = {
        one["id"]: Fact(one["id"], one["kind"], Path(article["path"]).stem, Span(*one["span"]), one["surface"])
        for article in said["articles"]
        for one in article["facts"]
    }
    merged = {
        frozenset(pair)
        for event in said["events"]
        for pair in combinations(event["facts"], 2)
        if facts[pair[0]].article != facts[pair[1]].article
    }
    together = {frozenset(pair) for one in said["entities"] for pair in combinations(one["facts"], 2)}
    relations: dict[str, set[tuple[str, str]]] = {type_: set() for type_ in RELATIONS}
    for relation in said["relations"]:
        earlier, later = relation["facts"]
        relations.setdefault(relation["type"], set()).add((earlier, later))
    return Linked(
        facts,
        frozenset(merged),
        {type_: frozenset(pairs) for type_, pairs in relations.items()},
        frozenset(together),
        _entities(said["entities"]),
    )


def _entities(said: Iterable[dict[str, Any]]) -> dict[str, frozenset[str]]:
    return {one["name"]: frozenset(one["aliases"]) for one in said}


def compared(folder: Path = STORIES) -> Result:
    """The figures over all stories of *folder* together."""
    result = Result()
    for story in stories_in(folder):
        rows, said = rows_of(story), linked(articles_of(story))
        _compare_events(rows, said, result)
        _compare_relations(rows, said, result)
        _compare_apart(rows, said, result)
        _compare_entities(rows, said, result)
    for type_ in RELATIONS:
        for name in ("gold", "read", "right"):
            value = getattr(result.kinds["relation"], name) + getattr(result.kinds[type_], name)
            setattr(result.kinds["relation"], name, value)
    return result


def _compare_events(rows: Iterable[Row], said: Linked, result: Result) -> None:
    """Mentions of one event, pair by pair of different articles."""
    explained: set[frozenset[str]] = set()
    for row in rows:
        if row.kind != "event":
            continue
        for one, other in combinations(row.places, 2):
            if one.article == other.article:
                continue
            lefts, rights = said.over(one, {"event"}), said.over(other, {"event"})
            hits = {frozenset((left, right)) for left in lefts for right in rights} & said.merged
            explained |= hits
            if not row.unsure:
                result.count("merge", is_hit=bool(hits), lost=f"lost\tmerge\t{row.where}\t{one}\t{other}")
    for pair in sorted(map(sorted, said.merged - explained)):
        result.extra("merge", _told(said, pair))


def _compare_relations(rows: Sequence[Row], said: Linked, result: Result) -> None:
    """Relations, pair by pair and type by type. Who says it first matters to all but a conflict."""
    for type_ in RELATIONS:
        explained: set[tuple[str, str]] = set()
        for row in (one for one in rows if one.kind == type_):
            first, second = row.places
            lefts, rights = set(said.over(first, _TELLING)), set(said.over(second, _TELLING))
            hits = {pair for pair in said.relations[type_] if pair[0] in lefts and pair[1] in rights}
            if type_ == "conflict":
                hits |= {pair for pair in said.relations[type_] if pair[0] in rights and pair[1] in lefts}
            explained |= hits
            if not row.unsure:
                result.count(type_, is_hit=bool(hits), lost=f"lost\t{type_}\t{row.where}\t{first}\t{second}")
        for extra in sorted(said.relations[type_] - explained):
            result.extra(type_, _told(said, extra))


def _compare_apart(rows: Iterable[Row], said: Linked, result: Result) -> None:
    """What looks alike: how many of the pairs that are read at all (*read*) are kept apart (*right*)."""
    for row in rows:
        if row.kind not in ("apart", "twain") or row.unsure:
            continue
        kinds, joined = ({"event"}, said.merged) if row.kind == "apart" else (_NAMING, said.together)
        first, second = row.places
        lefts, rights = said.over(first, kinds), said.over(second, kinds)
        pairs = {frozenset((left, right)) for left in lefts for right in rights}
        score = result.kinds[row.kind]
        score.gold += 1
        score.read += bool(pairs)
        score.right += bool(pairs) and not pairs & joined
        if not pairs or pairs & joined:
            what = "joined" if pairs else "unread"
            result.differences.append(f"{what}\t{row.kind}\t{row.where}\t{first}\t{second}")


def _compare_entities(rows: Iterable[Row], said: Linked, result: Result) -> None:
    """Names with what else the story calls them. An alias that stands as an entity of its own is a fault."""
    gold = {row.names[0]: (row.names[1:], row.where) for row in rows if row.kind == "entity" and not row.unsure}
    for name, (aliases, where) in gold.items():
        result.count("entity", is_hit=name in said.entities, lost=f"lost\tentity\t{where}\t{name}")
        for alias in aliases:
            is_hit = alias in said.entities.get(name, ())
            result.count("alias", is_hit=is_hit, lost=f"lost\talias\t{where}\t{name}\t{alias}")
    for name, (aliases, _) in gold.items():
        for alias in aliases:
            if alias in said.entities:
                result.extra("entity", f"{alias} is {name}")


def _told(said: Linked, facts: Iterable[str]) -> str:
    return "\t".join(str(said.facts[fact]) for fact in facts)


def table(result: Result) -> Iterator[str]:
    """The figures as lines of a Markdown table."""
    yield "| links | gold | said | hit | precision | recall |\n|---|--:|--:|--:|--:|--:|"
    for kind, score in result.kinds.items():
        precision = f"{score.precision:.3f}" if score.read else "–"
        yield f"| {kind} | {score.gold} | {score.read} | {score.right} | {precision} | {score.recall:.3f} |"
