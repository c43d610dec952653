"""Notices a save. Events are hints that something may have changed; the contents decide whether it has."""

import contextlib
import hashlib
import os
import re
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserverVFS

QUIET_SECONDS = 0.05  # an editor's save is several events
LONGEST_SECONDS = 0.5  # a copy of many files is one rebuild in that time, not none until its end
POLL_SECONDS = 1.0
PROOF_SECONDS = 2.0
_MOST_EARLY = 8  # files that are shown before the site is built anew

_DROPPING = re.compile(r"\..*|.*~|~\$.*|#.*#|4913|___jb_\w+___|.*\.sw[a-z]|.*\.tmp")


@dataclass(frozen=True, slots=True)
class Sources:
    """What the site is made from: *folders* with all that is below them, and single *files*; any may be missing.

    What is below *apart* (the output) is no source, wherever it stands.
    """

    folders: tuple[Path, ...]
    files: tuple[Path, ...]
    apart: Path | None = None


def is_dropping(name: str) -> bool:
    """Whether a file of that name is an editor's own (``x.md~``, ``.x.md.swp``, ``4913``) or hidden, so no source."""
    return _DROPPING.fullmatch(name) is not None


def contents(sources: Sources) -> dict[str, str]:
    """Every source file with the hash of its content. Neither size nor time: an edit may keep both."""
    found = {}
    for path in (*sources.files, *(path for folder in sources.folders for path in _files_below(folder, sources.apart))):
        # It may vanish between the listing and the reading: then it is not there.
        with contextlib.suppress(OSError):
            found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _files_below(folder: Path, apart: Path | None) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and Path(place, name) != apart)
        for name in sorted(names):
            path = Path(place, name)
            # A pipe would hold us for ever.
            if not is_dropping(name) and path.is_file():
                yield path


class Watcher:
    """Waits for changes of sources. Use it in a ``with``; *sources* may be set anew at any time."""

    def __init__(self, sources: Sources, *, poll: bool, echo: Callable[[str], None]) -> None:
        self._echo = echo
        self._sources = sources
        self._known: Mapping[str, str] = {}
        self._proven: set[str] = set()  # folders whose events arrive
        self._handler = _Handler()
        self._watched: dict[tuple[Path, bool], tuple[ObservedWatch, tuple[int, int]]] = {}
        self._observer = self._observer_of(poll)
        self._observer.start()

    def __enter__(self) -> "Watcher":
        self.follow(self._sources)
        self._look()
        return self

    def __exit__(self, *_: object) -> None:
        self._observer.stop()
        self._observer.join(5)

    @property
    def is_polling(self) -> bool:
        return isinstance(self._observer, PollingObserverVFS)

    def follow(self, sources: Sources) -> None:
        """From now on *sources* are watched: by events where they arrive, else by looking every second."""
        self._sources = sources
        self._handler.sources = sources
        try:
            self._arm()
        except OSError as fault:
            if self.is_polling:
                raise
            self._fall_back(fault)

    def changed(self, seconds: float, early: Callable[[list[Path]], None] | None = None) -> bool:
        """Whether a source's content changed: waits that long for a first sign, and then until saving has ended.

        *early* is told at once which files have been saved as a whole, before anything else is looked at.
        """
        if not self._handler.dirty.wait(seconds):
            return False
        until = time.monotonic() + LONGEST_SECONDS
        is_told = False
        while True:
            self._handler.dirty.clear()
            if early is not None and (saved := self._saved()):
                early(saved)
                is_told = True
            if not self._handler.dirty.wait(QUIET_SECONDS) or time.monotonic() > until:
                break
        # Armed before read: what is written to a folder that just appeared is either read or noticed.
        self.follow(self._sources)
        before = self._known
        self._look()
        while self.is_polling and time.monotonic() < until + LONGEST_SECONDS:
            # Nobody tells when a file that was found by looking has been written to its end: it is when it rests.
            seen = self._known
            time.sleep(QUIET_SECONDS)
            self._look()
            if seen == self._known:
                break
        # What was told early may have been taken back since: a formatter that runs on saving does so.
        return is_told or before != self._known

    def _saved(self) -> list[Path]:
        """The files that events say were closed after a write, or moved to their place, and that hold something new;
        none where there are many: a tree that is moved in is looked at as a whole."""
        hints = self._handler.saved()
        if len(hints) > _MOST_EARLY:
            return []
        found = []
        for path in hints:
            with contextlib.suppress(OSError):
                if hashlib.sha256(path.read_bytes()).hexdigest() != self._known.get(str(path)):
                    found.append(path)
        return found

    def _look(self) -> None:
        self._known = contents(self._sources)
        if sys.platform == "linux" and not self.is_polling:
            try:
                self._prove()
            except OSError as fault:
                self._fall_back(fault)

    def _observer_of(self, poll: bool) -> BaseObserver:
        if not poll:
            # A folder made within a new one is met twice, by its event and by the walk, and watched once: no fault.
            warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
            try:
                return Observer()
            except OSError as fault:
                self._tell(fault)
        return PollingObserverVFS(_stat, os.scandir, polling_interval=POLL_SECONDS)

    def _tell(self, fault: OSError) -> None:
        self._echo(f"no file events here ({fault.strerror or fault}): looking every second instead")

    def _arm(self) -> None:
        """Every folder that exists is watched, also one that was deleted and made again."""
        wanted = {}
        for folder in self._sources.folders:
            wanted[folder, True] = _identity(folder)
            wanted[folder.parent, False] = _identity(folder.parent)
        for file in self._sources.files:
            wanted[file.parent, False] = _identity(file.parent)
        for key, (watch, identity) in list(self._watched.items()):
            if wanted.get(key) != identity:
                with contextlib.suppress(KeyError, OSError):
                    self._observer.unschedule(watch)
                del self._watched[key]
        for key, known in wanted.items():
            if known is None or key in self._watched:
                continue
            # A folder may vanish between the two; its parent tells when it is back.
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                watch = self._observer.schedule(self._handler, str(key[0]), recursive=key[1])
                self._watched[key] = watch, known

    def _prove(self) -> None:
        """Raises OSError where events of a folder do not arrive: past the system's limit it is left out silently.

        A file of each folder that is new to us is opened, which is an event.
        """
        probes: dict[str, str] = {}
        for path in self._known:
            folder = os.path.dirname(path)
            if folder not in self._proven and not os.path.islink(path):
                probes.setdefault(folder, path)
        with self._handler.expecting(probes.values()) as arrived:
            for path in probes.values():
                with contextlib.suppress(OSError):
                    open(path, "rb").close()
            if not arrived.wait(PROOF_SECONDS):
                raise OSError("the system's limit of watched folders is reached")
        self._proven = {os.path.dirname(path) for path in self._known}

    def _fall_back(self, fault: OSError) -> None:
        self._tell(fault)
        self._observer.stop()
        self._watched.clear()
        self._observer = self._observer_of(True)
        self._observer.start()
        self._arm()
        # What was saved between the last look and now, nobody noticed.
        self._handler.dirty.set()


def _stat(path: str) -> os.stat_result:
    """What is known of a file, with a time that moves also where an edit keeps size and time: that of the inode moves."""
    found = os.stat(path)
    return os.stat_result(tuple(found), {"st_mtime": found.st_mtime + found.st_ctime})


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if folder.is_dir() else None


class _Handler(FileSystemEventHandler):
    """Turns events into one flag."""

    def __init__(self) -> None:
        self.dirty = threading.Event()
        self.sources = Sources((), ())
        self._saved: dict[Path, None] = {}
        self._expected: set[str] = set()
        self._arrived = threading.Event()

    @contextlib.contextmanager
    def expecting(self, paths: Iterable[str]) -> Iterator[threading.Event]:
        """An event that is set when each of *paths* was opened."""
        self._arrived.clear()
        self._expected = set(paths)
        if not self._expected:
            self._arrived.set()
        yield self._arrived
        self._expected = set()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("opened", "closed_no_write"):
            if self._expected:
                self._expected.discard(os.fsdecode(event.src_path))
                if not self._expected:
                    self._arrived.set()
            return
        paths = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
        if any(map(self._matters, paths)):
            if event.event_type in ("closed", "moved") and self._matters(paths[-1]):
                self._saved[paths[-1]] = None
            self.dirty.set()

    def saved(self) -> list[Path]:
        """The files that were closed after a write, or moved to their place, since this was asked last."""
        found: dict[Path, None] = {}
        while self._saved:
            with contextlib.suppress(KeyError):
                found[self._saved.popitem()[0]] = None
        return list(found)

    def _matters(self, path: Path) -> bool:
        if is_dropping(path.name) and path not in self.sources.files:
            return False
        if self.sources.apart in (path, *path.parents):
            return False
        return path in self.sources.files or any(
            path == folder or (folder in path.parents and not _is_hidden(path, folder))
            for folder in self.sources.folders
        )


def _is_hidden(path: Path, folder: Path) -> bool:
    """Whether *path* lies in a hidden folder below *folder*: .git, or where a program for syncing keeps old versions."""
    return any(name.startswith(".") for name in path.relative_to(folder).parts)
