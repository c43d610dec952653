"""The text of a corrections file with one table more, or with one told otherwise; all else stays byte for byte.

tomlkit writes lists of tables together, and would move what an editor has put in an order of their own. So it is given
one table at a time.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import tomlkit
from tomlkit.items import AoT, Item, Table

from sitegen.errors import SeedError
from sitegen.model.corrections import Action, Corrected
from sitegen.read.tables import heads_of

Value = str | bool | date | Decimal | tuple[str, ...]
Values = Mapping[str, Value]  # the keys of a table, in the order in which they are written

# What an editor says of a fact takes back what was said of it before: nothing hidden is right, and nothing right hidden.
_REPLACES: Mapping[Action, frozenset[Action]] = {
    Action.HIDE: frozenset({Action.SET, Action.PIN, Action.ACCEPT}),
    Action.SET: frozenset({Action.HIDE, Action.ACCEPT}),
    Action.ADD: frozenset(),
    Action.PIN: frozenset({Action.HIDE}),
    Action.ACCEPT: frozenset({Action.HIDE}),
}
_HEAD = re.compile(r"(?P<open>[ \t]*\[\[[ \t]*)[^\]\s]+")
_NO_KEY = re.compile(r"[ \t]*(?:#.*)?\r?\n?")


def written(content: str, table: Values, action: Action, own: Sequence[Corrected] = ()) -> str:
    """*content*, the text of a corrections file without a byte order mark, with *table* in it as a correction of *action*.

    *own* are the corrections of the same fact that hold in *content*. A table of the same action gets the keys of
    *table* beside its others and keeps its address; one that *action* takes back becomes the new one, where it stands.
    A fact that a table has made (`Corrected.before` is None) is told otherwise there, and is hidden by taking the table
    out. Comments stay, but for those in a table that goes and on the line of a key that goes.

    Raises SeedError where a table that must change stands in a list between braces, or lines end in CR alone.
    """
    if re.search(r"\r(?!\n)", content):
        raise SeedError("its lines end in CR alone", None, "save it with the line ends of today, LF or CR LF")
    parts = _Parts(content)
    made = [one for one in own if one.before is None]
    same = [one for one in own if one.correction.action is action]
    gone = [one for one in own if one.correction.action in _REPLACES[action]]
    if action is Action.HIDE and made:
        parts.take_out(own)
    elif action is Action.SET and made:
        parts.update(made[-1], table)
        parts.take_out(one for one in gone if one is not made[-1])
    elif same:
        parts.update(same[-1], table)
        parts.take_out(gone)
    elif gone:
        parts.turn(gone[0], action, table)
        parts.take_out(gone[1:])
    else:
        parts.append(action, table)
    return parts.text


class _Parts:
    """The text of a corrections file in parts: what stands above all tables, and each table to the head of the next."""

    def __init__(self, content: str) -> None:
        heads = heads_of(content)
        self._parts = [content[start:end] for start, end in pairwise((0, *heads, len(content)))]
        self._number = {content.count("\n", 0, head) + 1: number for number, head in enumerate(heads, 1)}
        self._newline = "\r\n" if "\r\n" in content and not re.search(r"(?<!\r)\n", content) else "\n"

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def update(self, one: Corrected, table: Values) -> None:
        """The table of *one* has the keys of *table*, and keeps its others and its address."""
        number = self._at(one)
        own = {key: value for key, value in table.items() if key not in ("kind", "words", "sentence")}
        self._parts[number] = self._edited(self._parts[number], own, drop=False)

    def turn(self, one: Corrected, action: Action, table: Values) -> None:
        """The table of *one* becomes *table*, of another action."""
        number = self._at(one)
        part = _HEAD.sub(lambda found: found["open"] + action, self._parts[number], count=1)
        self._parts[number] = self._edited(part, table, drop=True)

    def take_out(self, some: Iterable[Corrected]) -> None:
        """The tables of *some* go; comments below their last key stay, for they may speak of the next table."""
        for one in some:
            number = self._at(one)
            tail = _split(self._parts[number])[1]
            self._parts[number] = tail[tail.index("#") :] if "#" in tail else ""
            last = max((at for at, part in enumerate(self._parts) if part), default=number)
            if last < number:  # the blank line that stood before the last table goes with it
                self._parts[last] = re.sub(r"(?<=\n)\r?\n\Z", "", self._parts[last])

    def append(self, action: Action, table: Values) -> None:
        """*table* stands at the end, a blank line before it."""
        if re.search(rf"^[ \t]*[\"']?{action}[\"']?[ \t]*=", self._parts[0], re.MULTILINE):
            raise _braces(action)
        before = self.text
        gap = "" if not before or before.endswith(("\n\n", "\n\r\n")) else self._newline
        gap = gap if not before or before.endswith("\n") else self._newline * 2
        body = tomlkit.table()
        for key, value in table.items():
            body.append(key, _item(value))
        new = f"[[{action}]]\n{body.as_string()}"
        self._parts.append(gap + new.replace("\n", self._newline))

    def _at(self, one: Corrected) -> int:
        place = one.correction.place
        if place.line not in self._number:
            raise _braces(one.correction.action)
        return self._number[place.line]

    def _edited(self, part: str, table: Values, *, drop: bool) -> str:
        """*part* with the keys of *table*; *drop*: without any other."""
        body, tail = _split(part)
        body = body if body.endswith("\n") else body + self._newline
        document = tomlkit.parse(body)
        (tables,) = document.values()
        assert isinstance(tables, AoT)
        edited: Table = tables[0]
        had = edited.unwrap()
        for key in had:
            if drop and key not in table:
                edited.remove(key)
        for key, value in table.items():
            item = _item(value)
            if key not in had or had[key] != item.unwrap():
                edited[key] = item
        text = tomlkit.dumps(document)
        return (text.replace("\r\n", "\n").replace("\n", "\r\n") if self._newline == "\r\n" else text) + tail


def _split(part: str) -> tuple[str, str]:
    """A table in two: to the end of its last key, and the blank lines and comments below."""
    lines = re.split(r"(?<=\n)", part)
    last = len(lines)
    while last > 1 and _NO_KEY.fullmatch(lines[last - 1]):
        last -= 1
    whole = tomllib.loads(part)
    # A line of a string may look like a comment.
    while last < len(lines) and not _says("".join(lines[:last]), whole):
        last += 1
    return "".join(lines[:last]), "".join(lines[last:])


def _says(text: str, whole: Mapping[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == whole
    except tomllib.TOMLDecodeError:
        return False


def _item(value: Value) -> Item:
    if isinstance(value, Decimal):
        return tomlkit.value(format(value, "f"))
    return tomlkit.item(list(value) if isinstance(value, tuple) else value)


def _braces(action: Action) -> SeedError:
    return SeedError(
        f"'{action}' is a list between braces, which is not written to", None, f"write a [[{action}]] for each"
    )
