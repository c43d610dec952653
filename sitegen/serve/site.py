"""The site that is shown: swapped as a whole, so that nobody ever sees half of one."""

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from sitegen.serve.notes import NO_NOTES, Notes

ASSETS = "assets/"
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Shown:
    """A moment of the preview: the files of the last good build, and what is wrong since, if anything.

    *early* are pages that are newer than that build: of articles that have just been saved, while the archive is still
    being linked anew.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    version: int = 0  # counts the good builds; 0 before the first
    fault: str = ""
    notes: Notes = NO_NOTES
    early: Mapping[str, bytes] = field(default_factory=dict)
    is_building: bool = False
    opened: str = ""  # the address of a page that opens by itself, once

    @property
    def is_empty(self) -> bool:
        return not self.version

    @property
    def assets(self) -> list[str]:
        """The addresses of what belongs to all pages."""
        return [address for address in self.files if address.startswith(ASSETS) or address.endswith(".css")]

    def has(self, address: str) -> bool:
        """Whether there is a file at *address*."""
        return address in self.early or address in self.files

    def content(self, address: str) -> bytes:
        """The file at *address*. Raises KeyError where there is none, and TemplateError where it cannot be rendered."""
        return self.early[address] if address in self.early else self.files[address]


def digest_of(content: bytes) -> str:
    """A short name for exactly this content."""
    return hashlib.sha256(content).hexdigest()[:16]


class Stage:
    """What is shown now. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._shown = Shown()
        self._closed = False
        self._ages: dict[str, int] = {}  # of the early pages
        self._early_withheld: dict[str, str] = {}  # of them, as the notes have it

    @property
    def shown(self) -> Shown:
        return self._shown

    @property
    def is_closed(self) -> bool:
        return self._closed

    def show(self, files: Mapping[str, bytes], notes: Notes = NO_NOTES, *, age: int = 0, opened: str = "") -> None:
        """From now on *files* are the site, and what *notes* say is wrong with it alone; *age*: that of the newest save
        that is in it. Early pages of later saves stay."""
        with self._changed:
            self._ages = {address: since for address, since in self._ages.items() if since > age}
            early = {address: page for address, page in self._shown.early.items() if address in self._ages}
            version = self._shown.version + 1
            notes = self._with_early(notes)
            self._put(Shown(files, version, notes.fault, notes, MappingProxyType(early), bool(early), opened))

    def show_early(
        self, pages: Mapping[str, bytes], age: int, withheld: Mapping[str, str] = NOTHING, *, opened: str = ""
    ) -> None:
        """These pages come before those of the build, until one that knows the save of that *age*; of them *withheld*
        are not public, as `Notes` has it. *opened* as `Shown` has it."""
        with self._changed:
            self._ages |= dict.fromkeys(pages, age)
            self._early_withheld |= {address: withheld.get(address, "") for address in pages}
            early = MappingProxyType({**self._shown.early, **pages})
            notes = self._with_early(self._shown.notes)
            opened = opened or self._shown.opened
            self._put(replace(self._shown, notes=notes, early=early, is_building=True, opened=opened))

    def _with_early(self, notes: Notes) -> Notes:
        """*notes* with what is known of the pages that are newer than their build."""
        self._early_withheld = {one: why for one, why in self._early_withheld.items() if one in self._ages}
        withheld = {**notes.withheld, **self._early_withheld}
        return replace(notes, withheld={address: why for address, why in withheld.items() if why})

    def show_building(self) -> None:
        """From now on a build is under way."""
        with self._changed:
            self._put(replace(self._shown, is_building=True))

    def show_fault(self, fault: str) -> None:
        """From now on *fault* is shown over the last good pages."""
        with self._changed:
            self._ages = {}
            self._put(replace(self._shown, fault=fault, early=MappingProxyType({}), is_building=False))

    def close(self) -> None:
        """Whoever waits for a change is let go."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def wait(self, seen: Shown, seconds: float) -> Shown:
        """What is shown once it is no longer *seen*, or after that time, or when the stage is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._shown is not seen, seconds)
            return self._shown

    def _put(self, shown: Shown) -> None:
        self._shown = shown
        self._changed.notify_all()
