"""TOML files of the editor's: their tables, with the place of each key, so that a fault can be named where it is."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from sitegen.errors import Place, SeedError

_KEY = r"""(?:[\w-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
# Tables and keys at the head of a line; comments and strings are passed over, so that none is seen inside them.
_SCAN = re.compile(
    rf"^[ \t]*\[\[?[ \t]*(?P<table>{_KEY})[ \t]*\]|^[ \t]*(?P<key>{_KEY})[ \t]*[.=]|#[^\n]*"
    r"""|\"{3}(?:\\.|[^\\])*?\"{3}(?!\")|'{3}.*?'{3}(?!')|"(?:\\.|[^"\\\n])*"|'[^'\n]*'""",
    re.MULTILINE | re.DOTALL,
)


class Tables:
    """Reads the lists of tables of a file and gathers every fault with its place. Raises SeedError where *text* is no
    TOML; *hint* says how text is written there."""

    def __init__(self, path: str, text: str, hint: str) -> None:
        self.path = path
        self.whole = _toml(path, text, hint)
        self.places = _places(path, text)
        self.faults: list[SeedError] = []
        self.at: tuple[str, int] = ("", 0)

    def place(self, key: str = "") -> Place:
        """Where *key* of the table at hand stands; the table itself where that is not known."""
        name, number = self.at
        found = self.places.get((name, number, key)) or self.places.get((name, number, ""))
        return found or self.places.get(("", 0, name)) or Place(self.path, 1, 1)

    def fault(self, key: str, message: str, hint: str) -> None:
        self.faults.append(SeedError(message, self.place(key), hint))

    def each(self, names: Iterable[str], thing: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Every table of the lists *names*, with its list's name; what else the file holds is a fault. *thing* is what
        a table is: a correction."""
        allowed = list(names)
        for name, tables in self.whole.items():
            self.at = (name, 0)
            if name not in allowed:
                known = ", ".join(f"[[{one}]]" for one in allowed)
                near = get_close_matches(name, allowed, 1)
                is_table = isinstance(tables, dict | list)
                what = f"unknown table '{name}'" if is_table else f"the key '{name}' stands in no table"
                hint = f"did you mean '[[{near[0]}]]'?" if near and is_table else f"write one of {known} above it"
                self.fault("", what, hint)
            elif not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
                self.fault("", f"'{name}' is not a list of tables", f"write  [[{name}]]  above each {thing}")
            else:
                for number, table in enumerate(tables):
                    self.at = (name, number)
                    yield name, table


def heads_of(text: str) -> tuple[int, ...]:
    """The offsets of the lines at which the tables of *text* begin, in order; those in strings and comments are none."""
    return tuple(text.rfind("\n", 0, found.start()) + 1 for found in _SCAN.finditer(text) if found.lastgroup == "table")


def _toml(path: str, text: str, hint: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except RecursionError as fault:
        raise SeedError("not TOML: it is nested too deeply", Place(path, 1, 1), hint) from fault
    except (ValueError, InvalidOperation) as fault:
        where = re.search(r"line (\d+), column (\d+)", str(fault))
        line, column = (int(where[1]), int(where[2])) if where else (text.rstrip("\n").count("\n") + 1, 1)
        message = str(fault).split(" (at ")[0]
        raise SeedError(f"not TOML: {message}", Place(path, line, column), hint) from fault


def _places(path: str, text: str) -> dict[tuple[str, int, str], Place]:
    """Where each table (key "") and each of its keys stands: the table's name, its number among those of that name.

    tomllib tells no places. A key above all tables is one of the table "".
    """
    places: dict[tuple[str, int, str], Place] = {}
    numbers: dict[str, int] = {}
    table = ""
    for found in _SCAN.finditer(text):
        group = found.lastgroup
        if group is None:
            continue
        name = found[group].strip("\"'")
        line_start = text.rfind("\n", 0, found.start(group)) + 1
        start = text.index("[", line_start) if group == "table" else found.start(group)
        place = Place(path, text.count("\n", 0, line_start) + 1, start - line_start + 1)
        if group == "table":
            table = name
            numbers[table] = numbers.get(table, -1) + 1
        places.setdefault((table, numbers.get(table, 0), "" if group == "table" else name), place)
    return places
