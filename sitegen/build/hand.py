"""The editor's hand: facts of a seed accepted, hidden, set and pinned, in the corrections file beside the seed."""

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from sitegen.build.corrections import Edited, edited, files_beside
from sitegen.build.tables import Value, Values, written
from sitegen.errors import OutputError, Place, SeedError
from sitegen.extract.address import address_of
from sitegen.model.corrections import KEYS, Action, Corrected
from sitegen.model.facts import ArticleFacts, Event, Fact
from sitegen.read import CORRECTIONS, read_corrections
from sitegen.write import replace_file

_ADDRESS = ("kind", "words", "sentence")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_COMMA = re.compile("[,，、]")
_LOOK_ANEW = "look at the article anew, and correct it then"
_MAY_NOT_WRITE = "let the corrections be written beside the seed"


def correction_for(read: ArticleFacts, fact: Fact, action: Action, values: Mapping[str, str]) -> Values:
    """The smallest table that does *action* to *fact*, one of *read*, and to no other fact.

    *values* are the keys of the table as typed into a form: ``who`` as names between commas, figures with commas in
    them, ``approx`` as true or false, days as 2025-06-02, "" for nothing; ``why`` and ``date`` are for any action.
    What is typed wrong is left as it is, for `read_corrections` to tell of.

    Raises SeedError where no words mean this fact alone, or where *values* say which fact is meant, and ValueError for
    an [[add]], which is of no fact.
    """
    if action is Action.ADD:
        raise ValueError("an [[add]] makes a fact, and is a correction of none")
    for key in values.keys() & set(_ADDRESS):
        hint = "give what is right:  " + ", ".join(KEYS[fact.kind])
        raise SeedError(f"'{key}' says which fact is meant, not what it says", Place(read.article.path), hint)
    address = address_of(read, fact)
    table: dict[str, Value] = {"kind": address.kind, "words": address.words}
    if address.sentence:
        table["sentence"] = address.sentence
    known = (*KEYS[fact.kind], "why", "date")
    order = [*(key for key in known if key in values), *(key for key in values if key not in known)]
    return table | {key: _typed(key, values[key]) for key in order}


def _typed(key: str, typed: str) -> Value:
    """What a form's field means as a value of TOML; text where it is nothing else."""
    text = " ".join(unicodedata.normalize("NFC", typed).split())
    if key == "who":
        return tuple(name for one in _COMMA.split(text) if (name := one.strip()))
    if key in ("low", "high") and _NUMBER.fullmatch(text.replace(",", "")):
        return Decimal(text.replace(",", ""))
    if key == "approx" and text in ("true", "false"):
        return text == "true"
    if key == "date":
        with suppress(ValueError):
            return date.fromisoformat(text)
    return text


@dataclass(frozen=True, slots=True)
class _Step:
    """The bytes of the file *before* and *after* an edit; None where there was no file."""

    before: bytes | None
    after: bytes


class Hand:
    """Writes the corrections of the seed at *seed*, and of no other; the seed itself is never touched.

    It remembers the file as it was when it was read: at the beginning, by `reread`, and at each edit of its own. Where
    the file on disk is another by then, nothing is written. *shown* is the path of the corrections file that errors
    name, else its own. Threads may share a hand.

    Raises SeedError where the file cannot be read, or where there are several.
    """

    def __init__(self, seed: Path, shown: str = "") -> None:
        found = files_beside(seed)
        if len(found) > 1:
            names = ", ".join(path.name for path in found)
            raise SeedError(f"two files hold its corrections: {names}", Place(seed.as_posix()), "make one of them")
        self.path = found[0] if found else seed.with_name(seed.stem + CORRECTIONS)
        self._shown = shown or self.path.as_posix()
        self._lock = threading.Lock()
        self._steps: list[_Step] = []
        self._seen = self._on_disk()

    def reread(self) -> None:
        """The file as it is now is the one to be edited."""
        with self._lock:
            self._seen = self._on_disk()

    def apply(self, read: ArticleFacts, fact: str, action: Action, values: Mapping[str, str] | None = None) -> Edited:
        """Does *action* to the fact of the id *fact*; returns the facts by hand as they are now.

        *read* are the facts of the seed by rule alone, without its corrections. *fact* is one of them, also a hidden
        one, or one that an editor has added. *values* are as `correction_for` has them.

        Raises the reader's own faults where a value, or the file as it was before, is wrong; SeedError where the fact
        is not there or cannot be addressed; OutputError where the file was changed by somebody else meanwhile or cannot
        be written. Then nothing is written.
        """
        with self._lock:
            self._must_be(self._seen)
            before = self._seen or b""
            now = edited(read, read_corrections(self._shown, before))
            own = tuple(one for one in now.done if fact in (one.fact.id, one.before.id if one.before else ""))
            table = correction_for(*_target(read, now, fact, action, self._shown), action, values or {})
            content = _rewritten(self._shown, before, table, action, own)
            after = edited(read, read_corrections(self._shown, content))
            if not _alone(now, after, fact, action):
                hint = "correct it in the file by hand, and see what  sitegen check  says"
                raise SeedError("another correction stands in the way of this one", Place(self._shown), hint)
            self._write(content)
            return after

    def undo(self) -> bool:
        """Takes the last edit of this hand back, to the byte; whether there was one. A file that it made is deleted.

        Raises OutputError where the file was changed by somebody else since, or cannot be written.
        """
        with self._lock:
            if not self._steps:
                return False
            step = self._steps[-1]
            self._must_be(step.after)
            if step.before is None:
                try:
                    self.path.unlink()
                except OSError as fault:
                    raise OutputError(f"cannot be deleted: {fault.strerror}", self._place, _MAY_NOT_WRITE) from fault
            else:
                replace_file(self.path, step.before, _MAY_NOT_WRITE)
            self._steps.pop()
            self._seen = step.before
            return True

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit of this hand to take back."""
        return bool(self._steps)

    @property
    def _place(self) -> Place:
        return Place(self._shown)

    def _write(self, content: bytes) -> None:
        if content == (self._seen or b""):
            return
        # Looked at once more: it may have been saved while the facts were read.
        self._must_be(self._seen)
        replace_file(self.path, content, _MAY_NOT_WRITE)
        self._steps.append(_Step(self._seen, content))
        self._seen = content

    def _must_be(self, expected: bytes | None) -> None:
        if self._on_disk() != expected:
            raise OutputError("has been changed by somebody else meanwhile", self._place, _LOOK_ANEW)

    def _on_disk(self) -> bytes | None:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as fault:
            raise SeedError(f"cannot be read: {fault.strerror}", self._place) from fault


def _target(read: ArticleFacts, now: Edited, fact: str, action: Action, shown: str) -> tuple[ArticleFacts, Fact]:
    """The fact of the id *fact*, and the facts among which its words must be told apart.

    What is hidden or set is sought among the facts by rule, what is accepted or pinned among those by hand.
    """
    by_rule = {one.id: one for one in read.facts}
    by_hand = {one.id: one for one in now.read.facts}
    if fact in by_rule and action in (Action.HIDE, Action.SET):
        return read, by_rule[fact]
    if fact in by_hand:
        return now.read, by_hand[fact]
    if fact in by_rule:
        return replace(now.read, facts=(*now.read.facts, by_rule[fact])), by_rule[fact]
    raise SeedError(f"no fact of the article has the id '{fact}'", Place(shown), _LOOK_ANEW)


def _alone(now: Edited, after: Edited, fact: str, action: Action) -> bool:
    """Whether *action* was done to *fact*, and all else is as it was; ranks and ids of equal facts may move up."""
    others = Counter(_others(now.read.facts, fact))
    if action is Action.HIDE:
        done = Counter(_others(after.read.facts)) == others
    else:
        done = Counter(_others(after.read.facts, fact)) == others and any(
            _does(one, fact, action) for one in after.done
        )
    lost = Counter(one.message for one in (*now.vanished, *now.unclear))
    return done and not Counter(one.message for one in (*after.vanished, *after.unclear)) - lost


def _does(one: Corrected, fact: str, action: Action) -> bool:
    same = one.correction.action is action or (one.before is None and action is Action.SET)
    return same and one.fact.id == fact


def _others(facts: Iterable[Fact], fact: str = "") -> Iterator[Fact]:
    """All *facts* but the one of the id *fact*, by what they say."""
    for one in facts:
        if one.id != fact:
            yield replace(one, id="", rank=0) if isinstance(one, Event) else replace(one, id="")


def _rewritten(shown: str, before: bytes, table: Values, action: Action, own: tuple[Corrected, ...]) -> bytes:
    """The bytes of the corrections file with *table* in it, in the encoding and with the byte order mark that it had."""
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    encoding = "utf-8"
    try:
        text = before[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp949"
        text = before.decode(encoding)
    try:
        return mark + written(text, table, action, own).encode(encoding)
    except UnicodeEncodeError as fault:
        sign = f"U+{ord(fault.object[fault.start]):04X}"
        hint = "open it in an editor and save it as UTF-8" if encoding == "cp949" else "delete the character"
        raise SeedError(f"{encoding.upper()} has no character {sign}", Place(shown), hint) from fault
    except SeedError as fault:
        raise SeedError(fault.message, Place(shown), fault.hint) from fault
