"""``NAME.corrections.toml`` to corrections, with every fault of the file at its line and column."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from sitegen.errors import Faults
from sitegen.model.corrections import KEYS, NEEDED, Action, Correction
from sitegen.model.facts import Basis, Precision, Status, When
from sitegen.model.timex import when_of_value
from sitegen.read.decode import text_of
from sitegen.read.tables import Tables

_COMMON = ("kind", "words", "sentence", "why", "date")
_MAY_BE_EMPTY = frozenset({"place", "source", "title", "org", "of", "speaker"})
_LARGEST = 24  # digits before the point: a quadrillion of the smallest coin has fewer
_BASIS = "편집자가 고침"
_HINT = 'text stands between double quotes: words = "체결했다"'


def read_corrections(path: str, content: bytes) -> tuple[Correction, ...]:
    """The corrections in *content*, in the order of the file.

    Raises SeedError where it is no text or no TOML, and Faults with everything that is wrong in its tables at once.
    """
    text = text_of(path, content)
    reader = _Reader(path, text, _HINT)
    found = sorted(reader.corrections(), key=lambda one: one.place)
    if reader.faults:
        raise Faults(reader.faults)
    return tuple(found)


class _Reader(Tables):
    """Reads tables to corrections and gathers every fault with its place."""

    def corrections(self) -> Iterator[Correction]:
        """Every correction without a fault; the others' faults are gathered."""
        for name, table in self.each(Action, "correction"):
            before = len(self.faults)
            correction = self.correction(Action(name), table)
            if len(self.faults) == before:
                yield correction

    def correction(self, action: Action, table: Mapping[str, Any]) -> Correction:
        kinds = self.kinds(action, table)
        self.known(action, kinds, table)
        read = {key: self.value(key, table[key]) for key in table if any(key in KEYS[kind] for kind in KEYS)}
        words = self.text("words", table.get("words", ""))
        if "words" not in table:
            hint = f"add the words of the evidence as they stand in the seed:  {_sample('words')}"
            self.fault("", f"the [[{action}]] has no 'words'", hint)
        elif isinstance(table["words"], str) and not table["words"].strip():
            self.fault("words", "'words' is empty", f"write the words of the evidence:  {_sample('words')}")
        self.complete(action, kinds, table, read)
        return Correction(
            action=action,
            place=self.place(),
            words=words,
            kinds=tuple(kind for kind in kinds if all(key in KEYS[kind] for key in read)),
            sentence=self.text("sentence", table.get("sentence", "")),
            values=tuple(sorted(read.items())),
            why=self.text("why", table.get("why", "")),
            day=self.day(table["date"]) if "date" in table else None,
        )

    def kinds(self, action: Action, table: Mapping[str, Any]) -> tuple[str, ...]:
        """The kinds of fact that a table may mean: the one that it names, else those of its action."""
        if "kind" not in table:
            if action is Action.ADD:
                self.fault("", "the [[add]] has no 'kind'", f'add  kind = "event"  or another of: {", ".join(KEYS)}')
            return ("event",) if action is Action.PIN else tuple(KEYS)
        kind = table["kind"]
        if not isinstance(kind, str) or kind not in KEYS:
            near = get_close_matches(str(kind).lower(), list(KEYS), 1)
            hint = f"did you mean '{near[0]}'?" if near else f"kinds: {', '.join(KEYS)}"
            self.fault("kind", f"no such kind: '{kind}'", hint)
            return tuple(KEYS)
        if action is Action.PIN and kind != "event":
            self.fault("kind", f"only an event can be pinned, and this is a kind of its own: '{kind}'",
                       "delete the line, and give the words of an event")  # fmt: skip
        return (kind,)

    def known(self, action: Action, kinds: tuple[str, ...], table: Mapping[str, Any]) -> None:
        """Gathers keys that nobody knows, and those that no one kind of fact has together."""
        own = [key for kind in kinds for key in KEYS[kind]] if action in (Action.SET, Action.ADD) else []
        keys = list(dict.fromkeys([*_COMMON, *own]))
        strange = [key for key in table if key not in keys]
        for key in strange:
            near = get_close_matches(key.lower(), keys, 1)
            what = f"keys of {_a(kinds[0])}" if len(kinds) == 1 and own else f"keys of [[{action}]]"
            self.fault(key, f"unknown key '{key}'",
                       f"did you mean '{near[0]}'?" if near else f"{what}: {', '.join(keys)}")  # fmt: skip
        given = [key for key in table if key in own and key not in _COMMON]
        if len(kinds) > 1 and not strange and not any(all(key in KEYS[kind] for key in given) for kind in kinds):
            self.fault(given[-1], f"no kind of fact has all of: {', '.join(given)}", "write a [[set]] for each fact")

    def complete(
        self, action: Action, kinds: tuple[str, ...], table: Mapping[str, Any], read: Mapping[str, Any]
    ) -> None:
        """Gathers what is missing."""
        if action is Action.SET and all(key in _COMMON for key in table):
            own = KEYS[kinds[0]] if len(kinds) == 1 else ("when", "who", "status", "headline", "low", "high", "name")
            self.fault("", "the [[set]] changes nothing", f"give it what is right: {', '.join(own)}")
        if action is Action.ADD and len(kinds) == 1:
            for key in NEEDED[kinds[0]]:
                if key not in table:
                    self.fault("", f"the [[add]] of {_a(kinds[0])} has no '{key}'", f"add  {_sample(key)}")
        one = read.keys() & {"low", "high"}
        if len(one) == 1:
            key = next(iter(one))
            self.fault(key, f"'{key}' stands alone", "write low and high, the same number for a single figure")
        elif one and None not in (read["low"], read["high"]) and read["low"] > read["high"]:
            self.fault("low", "'low' is more than 'high'", "write the smaller number as low")

    def value(self, key: str, value: object) -> Any:
        """The value of a fact's own key as the model has it; after a fault something of no meaning."""
        readers: Mapping[str, Callable[[str, object], Any]] = {
            "when": self.when, "value": self.when, "who": self.names, "low": self.number, "high": self.number,
            "approx": self.truth, "status": self.one_of(Status), "basis": self.one_of(Basis),
        }  # fmt: skip
        if key in readers:
            return readers[key](key, value)
        words = self.text(key, value)
        if isinstance(value, str) and not value.strip() and key not in _MAY_BE_EMPTY:
            self.fault(key, f"'{key}' is empty", f"write  {_sample(key)}")
        return words

    def text(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            self.fault(key, f"'{key}' is not text", f"write  {_sample(key)}")
            return ""
        words = " ".join(unicodedata.normalize("NFC", value).split())
        odd = next((sign for sign in words if unicodedata.category(sign) in ("Cc", "Cs")), None)
        if odd is not None:
            self.fault(key, f"'{key}' holds the character U+{ord(odd):04X}", "delete it")
            return ""
        return words

    def names(self, key: str, value: object) -> tuple[str, ...]:
        if isinstance(value, str):
            value = [value] if value.strip() else []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.fault(key, f"'{key}' is no list of names", f"write  {_sample(key)}")
            return ()
        names = tuple(dict.fromkeys(self.text(key, one) for one in value))
        if not all(names):
            self.fault(key, f"'{key}' holds an empty name", f"write  {_sample(key)}")
        return names

    def truth(self, key: str, value: object) -> bool:
        if not isinstance(value, bool):
            self.fault(key, f"'{key}' is neither true nor false", f"write  {key} = true")
        return value is True

    def number(self, key: str, value: object) -> Decimal | None:
        with suppress(InvalidOperation):
            number = Decimal(value.replace(",", "")) if isinstance(value, str) else value
            if isinstance(number, int) and not isinstance(number, bool):
                number = Decimal(number)
            if isinstance(number, Decimal) and number.is_finite() and abs(number.adjusted()) <= _LARGEST:
                return number
        self.fault(key, f"'{key}' is no number: '{str(value)[:30]}'", f"write  {key} = 1500000000")
        return None

    def when(self, key: str, value: object) -> When | None:
        if isinstance(value, datetime):
            value = f"{value:%Y-%m-%dT%H:%M}"
        elif isinstance(value, date):
            value = value.isoformat()
        elif isinstance(value, int) and not isinstance(value, bool):
            value = str(value)  # a year
        hint = f'write  {key} = "2025-05-27",  "2025-05",  "2025-Q2",  "2025"  or  "2025-05-27/2025-05-30"'
        if key == "when" and isinstance(value, str) and not value.strip():
            return None
        try:
            when = when_of_value(value.strip(), _BASIS) if isinstance(value, str) else None
        except ValueError as fault:
            self.fault(key, f"'{key}' {fault}: '{value}'", hint)
            return None
        if when is None:
            self.fault(key, f"'{key}' is no time", hint)
        elif key == "when" and when.precision is Precision.DURATION:
            self.fault(key, f"'when' is a length of time: '{value}'", hint)
        return when

    def one_of(self, values: type[StrEnum]) -> Callable[[str, object], StrEnum | None]:
        def read(key: str, value: object) -> StrEnum | None:
            if isinstance(value, str) and value in list(values):
                return values(value)
            near = get_close_matches(str(value).lower(), list(values), 1)
            hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(values)}"
            self.fault(key, f"no such {key}: '{value}'", hint)
            return None

        return read

    def day(self, value: object) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, str):
            with suppress(ValueError):
                return date.fromisoformat(value)
        self.fault("date", f"'date' is no day: '{value}'", "write  date = 2025-06-02")
        return None


_SAMPLES: Mapping[str, str] = {
    "words": '"체결했다"', "who": '["한빛전자"]', "low": "1500000000", "high": "1500000000", "unit": '"KRW"',
    "value": '"2025-05-27"',
}  # fmt: skip


def _sample(key: str) -> str:
    return f"{key} = {_SAMPLES.get(key, chr(34) + '…' + chr(34))}"


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
