"""A rule is a value, loaded from a table; a linguist adds one without reading Python.

A table is ``ko/NAME.toml``; see ``ko/README.md`` for every key. ``<name>`` in a pattern stands for a macro of the
table's ``[macros]``, else for the alternatives of the word list ``words/name.tsv`` (first column; ``#`` comments).

Compiling the patterns of all tables costs more than reading an article. So a pattern is compiled when a text first asks
for it, and what it needs (`letters`) is read off its outline, in which a letter stands for each word list.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from sitegen.errors import Place, RuleError
from sitegen.model.text import Span
from sitegen.rules.anyof import any_of
from sitegen.rules.letters import Letters, letters_of
from sitegen.rules.needs import pairs_needed
from sitegen.rules.outline import Outline, outline_of

_LIST = re.compile(r"(?<!\?P)(?<!\?P=)<([a-z][a-z_0-9]*)>")
_MARK = re.compile(r"<<(.+?)>>", re.DOTALL)
_GROUP = re.compile(r"\(\?P<(\w+)>")
_KEYS = {
    "name", "why", "source", "pattern", "first", "last", "prev", "next", "beats", "examples", "counter",
    "known_gaps",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the marked words that the rule must win, and the value it must read in them.

    *start* and *end* are None for a counter-example: the rule must not win anywhere in *text*.
    """

    text: str
    start: int | None = None
    end: int | None = None
    value: str = ""
    published: date | None = None
    why: str = ""


@dataclass(frozen=True, eq=False)
class Rule:
    """One pattern and what it means.

    *written* is the pattern with its macros put in, and with the names of word lists. *first*, *last* constrain the
    morphemes at the edges of a hit, *prev*, *next* those beside it: regular expressions that must match the whole
    ``form/TAG`` (of the empty string at the edge of a sentence); "" where there is no constraint.
    *args* are the table's own keys for the stage that applies the rule.
    """

    name: str
    why: str
    source: str
    written: str
    first: str = ""
    last: str = ""
    prev: str = ""
    next: str = ""
    beats: tuple[str, ...] = ()
    args: Mapping[str, Any] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    counter: tuple[Example, ...] = ()
    known_gaps: tuple[Example, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled. Raises RuleError where it is no regular expression."""
        try:
            return re.compile(expand(self.written, {}))
        except (re.error, RuleError) as fault:
            raise RuleError(f"rule {self.name!r}, pattern: {fault}") from fault

    @cached_property
    def groups(self) -> frozenset[str]:
        """The names of the pattern's groups."""
        return frozenset(_GROUP.findall(self.written))

    @cached_property
    def outline(self) -> Outline:
        """The pattern's tree, off which is read what it needs."""
        return outline(self.written)

    @cached_property
    def letters(self) -> Letters:
        """The letters that no hit can do without."""
        return letters_of(self.outline)

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Sets of letters and of pairs of letters: a text without one of a set has no hit."""
        return (*self.letters.sets, *pairs_needed(self.outline))

    @cached_property
    def starts(self) -> re.Pattern[str] | None:
        """The letters that a hit can begin with; None where it can begin with any."""
        first = self.letters.first
        return re.compile(f"[{re.escape(''.join(sorted(first)))}]") if first else None

    def matches(self, text: str, span: Span, places: dict[str, list[int]] | None = None) -> list[re.Match[str]]:
        """What the pattern's `finditer` finds in *span* of *text*.

        *places* remembers where rules that begin with the same letters can begin, from one rule to the next.
        """
        if self.starts is None:
            return list(self.pattern.finditer(text, span.start, span.end))
        places = {} if places is None else places
        at = places.get(self.starts.pattern)
        if at is None:
            at = [letter.start() for letter in self.starts.finditer(text, span.start, span.end)]
            places[self.starts.pattern] = at
        found: list[re.Match[str]] = []
        match_at, done = self.pattern.match, span.start
        for start in at:
            if start >= done and (match := match_at(text, start, span.end)):
                done = match.end()
                found.append(match)
        return found


@cache
def words(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``words/NAME.tsv``, each a tuple of its columns. Raises RuleError where there is no such list."""
    path = files("sitegen.rules") / "words" / f"{name}.tsv"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as fault:
        raise RuleError(f"there is no word list {name!r}", Place(f"rules/words/{name}.tsv")) from fault
    rows = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            rows.append(tuple(cell.strip() for cell in line.split("\t")))
    return tuple(rows)


@cache
def word_set(name: str) -> frozenset[str]:
    """The first column of a word list."""
    return frozenset(row[0] for row in words(name))


@cache
def word_list(name: str) -> tuple[str, ...]:
    """The first column of a word list, as `str.startswith` and `str.endswith` take it."""
    return tuple(sorted(word_set(name)))


@cache
def load(table: str) -> tuple[Rule, ...]:
    """The rules of ``ko/TABLE.toml`` in their order. Raises RuleError with the table's name and the rule's."""
    path = Place(f"rules/ko/{table}.toml")
    try:
        content = tomllib.loads((files("sitegen.rules") / "ko" / f"{table}.toml").read_text(encoding="utf-8"))
    except OSError as fault:
        raise RuleError(f"there is no rule table {table!r}", path) from fault
    except tomllib.TOMLDecodeError as fault:
        raise RuleError(f"not TOML: {fault}", path) from fault
    macros: dict[str, str] = content.get("macros", {})
    rules = tuple(_rule(entry, macros, path) for entry in content.get("rule", ()))
    names = [rule.name for rule in rules]
    for name in names:
        if names.count(name) > 1:
            raise RuleError(f"two rules are named {name!r}", path)
    return rules


@cache
def tables() -> tuple[str, ...]:
    """The names of all rule tables, sorted."""
    found = (entry.name for entry in (files("sitegen.rules") / "ko").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


def _rule(entry: Mapping[str, Any], macros: Mapping[str, str], path: Place) -> Rule:
    name = entry.get("name", "?")
    missing = [key for key in ("name", "why", "source", "pattern", "examples", "counter") if key not in entry]
    if missing:
        raise RuleError(f"rule {name!r} has no {', '.join(missing)}", path)

    written = {key: _filled(entry[key], macros) for key in ("pattern", "first", "last", "prev", "next") if key in entry}
    return Rule(
        name=name,
        why=entry["why"],
        source=entry["source"],
        written=written["pattern"],
        first=written.get("first", ""),
        last=written.get("last", ""),
        prev=written.get("prev", ""),
        next=written.get("next", ""),
        beats=tuple(entry.get("beats", ())),
        args={key: value for key, value in entry.items() if key not in _KEYS},
        examples=tuple(_example(row, name, path) for row in entry["examples"]),
        counter=tuple(Example(row["text"], why=row.get("why", ""), published=row.get("published"))
                      for row in entry["counter"]),
        known_gaps=tuple(_example(row, name, path) for row in entry.get("known_gaps", ())),
    )  # fmt: skip


def expand(pattern: str, macros: Mapping[str, str]) -> str:
    """*pattern* with each ``<name>`` replaced by its macro or word list, as a non-capturing group."""
    return _LIST.sub(lambda name: f"(?:{_any_of_list(name.group(1))})", _filled(pattern, macros))


def outline(pattern: str) -> Outline:
    """The tree of *pattern*, in which a letter stands for each ``<word list>``: for those who ask what it needs."""
    return outline_of(pattern, _LIST, word_set)


def _filled(pattern: str, macros: Mapping[str, str]) -> str:
    """*pattern* with its macros put in, and with the names of word lists as they are."""

    def body(name: re.Match[str]) -> str:
        macro = macros.get(name.group(1))
        return name.group() if macro is None else f"(?:{_filled(macro, macros)})"

    return _LIST.sub(body, pattern)


@cache
def _any_of_list(name: str) -> str:
    return any_of(word_set(name))


def _example(row: Mapping[str, Any], name: str, path: Place) -> Example:
    marked = _MARK.search(row["text"])
    if not marked:
        raise RuleError(f"rule {name!r}: example without <<…>>: {row['text']!r}", path)
    text = row["text"][: marked.start()] + marked.group(1) + row["text"][marked.end() :]
    start = marked.start()
    return Example(text, start, start + len(marked.group(1)), row.get("value", ""), row.get("published"),
                   row.get("why", ""))  # fmt: skip
