"""``entities.toml`` to known names, with every fault of the file at its line and column."""

from collections.abc import Mapping
from typing import Any

from sitegen.errors import Faults
from sitegen.model.known import Known, KnownName, Split
from sitegen.read.decode import text_of
from sitegen.read.tables import Tables

_KEYS = {
    "person": ("name", "aliases"),
    "org": ("name", "aliases"),
    "merge": ("names",),
    "split": ("name", "org", "title", "shown"),
}
_HINT = 'text stands between double quotes: name = "한빛전자"'


def read_known(path: str, content: bytes) -> Known:
    """The known names in *content*: tables ``[[person]] [[org]] [[merge]] [[split]]``.

    Raises SeedError where it is no text or no TOML, and Faults with everything that is wrong in its tables at once.
    """
    reader = _Reader(path, text_of(path, content), _HINT)
    known = reader.known_names()
    if reader.faults:
        raise Faults(reader.faults)
    return known


class _Reader(Tables):
    """Reads tables to known names and gathers every fault with its place."""

    def known_names(self) -> Known:
        names: list[KnownName] = []
        splits: list[Split] = []
        taken: dict[str, str] = {}
        for table_name, table in self.each(_KEYS, "name"):
            self.keys(table_name, table)
            if table_name == "split":
                splits += self.split(table)
                continue
            given = self.words("names", table) if table_name == "merge" else self.named(table)
            if not given:
                continue
            for name in given:
                if taken.setdefault(name, given[0]) != given[0]:
                    other = taken[name]
                    is_own = other == name
                    message = f"'{name}' has a table of its own" if is_own else f"'{name}' is already called '{other}'"
                    self.fault("names" if table_name == "merge" else "name", message, "keep one of the two")
            names.append(KnownName("" if table_name == "merge" else table_name, given, self.place()))
        return Known(tuple(names), tuple(splits))

    def keys(self, name: str, table: Mapping[str, Any]) -> None:
        for key in table:
            if key not in _KEYS[name]:
                self.fault(key, f"unknown key '{key}'", f"keys of [[{name}]]: {', '.join(_KEYS[name])}")

    def named(self, table: Mapping[str, Any]) -> tuple[str, ...]:
        name = self.word("name", table)
        return tuple(dict.fromkeys((name, *self.words("aliases", table, needed=False)))) if name else ()

    def split(self, table: Mapping[str, Any]) -> list[Split]:
        name = self.word("name", table)
        org, title, shown = (self.word(key, table, needed=False) for key in ("org", "title", "shown"))
        is_text = all(isinstance(table.get(key, ""), str) for key in ("org", "title"))
        if name and is_text and not (org or title):
            self.fault("", "the [[split]] tells nobody apart", 'add  org = "…"  or  title = "…"  of the one meant')
        if not name or not (org or title):
            return []
        return [Split(name, org, title, shown or f"{name}({org or title})", self.place())]

    def word(self, key: str, table: Mapping[str, Any], *, needed: bool = True) -> str:
        value = table.get(key, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            wrong = f"'{key}' is not text" if key in table and not isinstance(value, str) else f"there is no '{key}'"
            self.fault(key if key in table else "", wrong, f'write  {key} = "한빛전자"')
            return ""
        return " ".join(value.split())

    def words(self, key: str, table: Mapping[str, Any], *, needed: bool = True) -> tuple[str, ...]:
        value = table.get(key, [])
        good = isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)
        names = tuple(dict.fromkeys(" ".join(one.split()) for one in value)) if good else ()
        if not good or (needed and len(names) < 2):
            self.fault(
                key if key in table else "", f"'{key}' is not a list of names", f'write  {key} = ["한빛전자", "한빛"]'
            )
            return ()
        return names
