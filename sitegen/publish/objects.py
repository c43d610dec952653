"""A site on a target of single files: planned by what we wrote there last and by what is listed there now, sent in an
order in which every reader sees a whole site at any moment, and finished by the next run where it is broken off.

What we wrote stands in the manifest, which is written when all of it is there. What a run is about to write stands in a
note beside it, and what it is about to delete, so that the next run knows it for ours. Everything else belongs to
somebody else and is never touched.
"""

import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sitegen.errors import Place, PublishError
from sitegen.publish.faults import TargetLocked
from sitegen.publish.headers import headers_of
from sitegen.publish.holder import has_ended, holder, process
from sitegen.publish.order import batches, farewells, stages, windows
from sitegen.publish.plan import ADOPTED, ALTERED, MISSING, UNFINISHED, Plan
from sitegen.publish.store import Concurrent, InOrder, Listed, Peeks, Sent, Store, Upload
from sitegen.write import MANIFEST, manifest_of, parse_manifest

LOCK = ".sitegen-lock.json"
NOTE = ".sitegen-unfinished.json"  # what a run is about to write and to delete
OURS = frozenset({MANIFEST, LOCK, NOTE})
EXPIRES = 15 * 60  # seconds after which nobody believes in the one who holds a lock
_RENEWED = 5 * 60  # seconds after which a lock that is held is written anew
_AT_ONCE = 1024  # files between two looks at the clock

Told = Callable[[int, int], None]  # files done, of how many


@dataclass(frozen=True, slots=True)
class _Held:
    """A lock as it stands there: times in seconds since 1970; *process* is the name of the one that took it."""

    token: str
    who: str
    since: float
    until: float
    process: str = ""

    @property
    def is_believed(self) -> bool:
        return self.until > time.time() and not has_ended(self.process)


@dataclass(slots=True)
class _Seen:
    """The target as it was looked at."""

    manifest: Mapping[str, str] = field(default_factory=dict)  # address to SHA-256
    note: Mapping[str, str] = field(default_factory=dict)  # likewise
    listing: Mapping[str, Listed] | None = None
    held: _Held | None = None
    foreign: Mapping[str, Listed] = field(default_factory=dict)  # without a listing: what stands where new files go

    @property
    def ours(self) -> frozenset[str]:
        return frozenset(self.note.keys() | self.manifest.keys())

    @property
    def begun(self) -> frozenset[str]:
        """What stands there, or may, of a publication that was broken off, and was in none before."""
        begun = self.note.keys() - self.manifest.keys()
        return frozenset(begun if self.listing is None else begun & self.listing.keys())


class Objects:
    """A site in *store*. With *adopt* files that are not ours may be overwritten; with *break_lock* a lock is taken from
    whoever holds it."""

    def __init__(self, store: Store, *, adopt: bool = False, break_lock: bool = False) -> None:
        self._store = store
        self._adopt = adopt
        self._break_lock = break_lock
        self._seen = _Seen()
        self._token = secrets.token_hex(16)
        self._since = self._renewed = 0.0
        self._is_ours = False  # the lock, by the last look at it
        self.told: Told = lambda done, total: None

    @property
    def name(self) -> str:
        return self._store.name

    def __enter__(self) -> "Objects":
        self._store.__enter__()
        return self

    def __exit__(self, *fault: object) -> None:
        self._store.__exit__(*fault)  # type: ignore[arg-type]

    def plan(self, files: Mapping[str, bytes]) -> Plan:
        """What `send` would do. Writes nothing. Raises PublishError where something that is not ours is in the way."""
        seen = self._seen = self._look()
        ours = seen.ours
        if seen.listing is None and not self._adopt:
            seen.foreign = self._standing(sorted(files.keys() - ours))
        added: list[str] = []
        changed: list[str] = []
        reasons: dict[str, str] = {}
        for address, content in sorted(files.items()):
            reason = self._reason(address, content, seen) if address in ours else self._reason_to_add(address, content)
            if reason is None:
                continue
            if reason:
                reasons[address] = reason
            was_there = address in seen.manifest or (seen.listing is not None and address in seen.listing)
            (changed if address in ours and was_there else added).append(address)
        removed = [
            address
            for address in sorted(ours - files.keys())
            if seen.listing is None or address in seen.listing or address in seen.manifest
        ]
        unchanged = len(files) - len(added) - len(changed)
        foreign = len(seen.listing.keys() - ours - OURS) if seen.listing is not None else 0
        return Plan(tuple(added), tuple(changed), tuple(removed), unchanged, len(ours), reasons, foreign)

    def _reason(self, address: str, content: bytes, seen: _Seen) -> str | None:
        """Why a file of ours is sent, "" where that is plain; None where it is right as it stands."""
        there = seen.listing.get(address) if seen.listing is not None else None
        if seen.listing is not None and there is None:
            return MISSING if address in seen.manifest else UNFINISHED
        if address in seen.note:
            is_right = there is not None and there.md5 and _agrees(there, content)
            return None if is_right else UNFINISHED
        if seen.manifest[address] != hashlib.sha256(content).hexdigest():
            return ""
        if there is not None and not _agrees(there, content):
            return ALTERED
        return None

    def _reason_to_add(self, address: str, content: bytes) -> str:
        """Raises PublishError where something that is not ours stands there, and says something else."""
        there = (self._seen.foreign if self._seen.listing is None else self._seen.listing).get(address)
        if there is None or self._is(address, content, there):
            return ""
        if not self._adopt:
            message = f"{self.name}: not ours, and stands where a page must go: {address}"
            raise PublishError(message, None, "move it away, or let it be overwritten with  --adopt")
        return ADOPTED

    def _is(self, address: str, content: bytes, there: Listed) -> bool:
        """Whether what stands at *address*, and is not known to be ours, is what would be put there."""
        return _agrees(there, content) and (bool(there.md5) or self._store.get(address) == content)

    def _look(self) -> _Seen:
        manifest, note, lock, listing = self._together(
            lambda: self._store.get(MANIFEST), lambda: self._store.get(NOTE), lambda: self._store.get(LOCK),
            self._store.listing,
        )  # fmt: skip
        if (
            listing is not None
            and manifest is not None
            and MANIFEST in listing
            and not _agrees(listing[MANIFEST], manifest)
        ):
            # Where what is told of the manifest is not its MD5, it is that of no file: it was encrypted there, say.
            listing = {address: replace(one, md5="") for address, one in listing.items()}
        return _Seen(self._parsed(MANIFEST, manifest), self._parsed(NOTE, note), listing, _held(lock))

    def _standing(self, addresses: Sequence[str]) -> Mapping[str, Listed]:
        """Those of *addresses* that stand there already."""
        if isinstance(self._store, Peeks):
            return self._store.standing(addresses)
        contents = ((address, self._store.get(address)) for address in addresses)
        return {address: Listed(len(content)) for address, content in contents if content is not None}

    def _together(self, *asked: Callable[[], Any]) -> list[Any]:
        """What each of *asked* answers: all of them at the same time where the store lets itself be asked so, the first by
        this thread, which hears Ctrl-C."""
        first, *others = asked
        if not (others and isinstance(self._store, Concurrent)):
            return [ask() for ask in asked]
        with ThreadPoolExecutor(len(others)) as pool:
            answers = [pool.submit(ask) for ask in others]
            return [first(), *(answer.result() for answer in answers)]

    def _parsed(self, key: str, content: bytes | None) -> Mapping[str, str]:
        if content is None:
            return {}
        try:
            return parse_manifest(content)
        except ValueError as fault:
            message = f"{self.name}: what we wrote there cannot be understood: {fault}"
            raise PublishError(message, Place(key), "another version of sitegen may have published there") from fault

    def send(self, files: Mapping[str, bytes], plan: Plan, now: datetime) -> str:
        """The target holds *files*, and what is not ours as before. It has no revision: returns "".

        Raises TargetLocked where somebody else is publishing there, PublishError where the target has changed since
        `plan`. Broken off at any moment it leaves a whole site, and the next run finishes it.
        """
        held = self._seen.held
        is_left = held is not None and (self._break_lock or not held.is_believed)
        has_work = not plan.is_idle or bool(self._seen.note)
        if not has_work and not is_left:
            return ""
        with self._locked():
            manifest, note, _ = self._together(
                lambda: self._store.get(MANIFEST), lambda: self._store.get(NOTE), self._confirm
            )
            seen = self._seen.manifest, self._seen.note
            if (self._parsed(MANIFEST, manifest), self._parsed(NOTE, note)) != seen:
                message = f"{self.name} was changed by somebody else in the meantime; nothing was published"
                raise PublishError(message, None, "run the command again")
            if has_work:
                self._send(files, plan)
        return ""

    def _send(self, files: Mapping[str, bytes], plan: Plan) -> None:
        digests = {address: hashlib.sha256(content).hexdigest() for address, content in files.items()}
        touched = {*plan.added, *plan.changed, *plan.removed, *self._seen.note}
        self._write(NOTE, manifest_of({address: digests.get(address, "") for address in touched}))
        total, done = len(plan.added) + len(plan.changed) + len(plan.removed), 0

        def arrived(*keys: str) -> None:
            nonlocal done
            done += len(keys)
            self.told(done, total)

        steps = [[Upload(address, files[address], headers_of(address)) for address in some]
                 for stage in stages(plan, self._seen.begun) for some in batches(stage, _AT_ONCE)]  # fmt: skip
        together = list(windows(steps, self._most))
        for some in together:
            self._renew()
            self._put(some, arrived, is_last=some is together[-1])
        self._end(manifest_of(digests), [some for stage in farewells(plan.removed) for some in batches(stage, _AT_ONCE)],
                  arrived)  # fmt: skip

    @property
    def _most(self) -> int:
        """How many files, of several steps, are given to the store at once."""
        return _AT_ONCE if isinstance(self._store, InOrder) else 0

    def _put(self, steps: Sequence[Sequence[Upload]], arrived: Sent, *, is_last: bool) -> None:
        """With the last files goes a last look at the lock: after them nothing is as it was before."""

        def put() -> None:
            if isinstance(self._store, InOrder):
                self._store.put_in_order(steps, arrived)
            else:
                for step in steps:
                    self._store.put(step, arrived)

        self._together(put, *([self._confirm] if is_last else []))

    def _end(self, manifest: bytes, gone: Sequence[Sequence[str]], arrived: Callable[..., None]) -> None:
        """The manifest, then the deletions; whether the lock is still ours is asked with the last of these steps."""
        steps: list[Callable[[], None]] = [lambda: self._write(MANIFEST, manifest)]
        for some in gone:
            steps.append(partial(self._delete, some, arrived))
        for step in steps[:-1]:
            step()
        self._is_ours = self._together(steps[-1], self._has_lock)[1]

    def _delete(self, addresses: Sequence[str], arrived: Callable[..., None]) -> None:
        self._renew()
        self._store.delete(addresses)
        arrived(*addresses)

    def _write(self, key: str, content: bytes) -> None:
        self._store.put([Upload(key, content, headers_of(key))], lambda key: None)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Nobody else publishes there while this lasts; what was left unfinished is finished where it ends well.

        A target that cannot create a file alone lets in whoever comes, and two at once: hence the look at the lock
        beforehand, and whoever does not find his own token there when he looks again stops.
        """
        self._refuse_held(self._seen.held)
        self._since = time.time()
        if not self._store.create(self._lock()):
            self._refuse_held(self._held())
            self._store.put([self._lock()], lambda key: None)
        gone = [LOCK]
        try:
            yield
            gone = [NOTE, LOCK]
        finally:
            with suppress(PublishError):
                if self._is_ours or self._has_lock():
                    self._store.delete(gone)

    def _refuse_held(self, held: _Held | None) -> None:
        if held is not None and held.is_believed and not self._break_lock:
            since = datetime.fromtimestamp(held.since, UTC).astimezone()
            message = f"{held.who} is publishing to {self.name} since {since:%Y-%m-%d %H:%M}"
            raise TargetLocked(message, None, "wait for it; if it has ended, add  --break-lock")

    def _confirm(self) -> None:
        """Raises TargetLocked where the lock is no longer, or never was, our own."""
        held = self._held()
        if held is None or held.token != self._token:
            who = held.who if held else "somebody else"
            raise TargetLocked(f"{who} is publishing to {self.name}", None, "run the command again when that is done")

    def _has_lock(self) -> bool:
        held = self._held()
        return held is not None and held.token == self._token

    def _lock(self) -> Upload:
        self._renewed = time.time()
        held = {
            "sitegen_lock": 1, "token": self._token, "who": holder(), "process": process(),
            "since": self._since, "until": time.time() + EXPIRES,
        }  # fmt: skip
        return Upload(LOCK, json.dumps(held, ensure_ascii=False).encode(), headers_of(LOCK))

    def _held(self) -> _Held | None:
        return _held(self._store.get(LOCK))

    def _renew(self) -> None:
        if time.time() - self._renewed > _RENEWED:
            self._confirm()
            self._store.put([self._lock()], lambda key: None)


def _held(content: bytes | None) -> _Held | None:
    """The lock that a file holds; one of which nobody can say whose it is has expired."""
    if content is None:
        return None
    try:
        held = json.loads(content)
        return _Held(str(held["token"]), str(held["who"]), float(held["since"]), float(held["until"]),
                     str(held.get("process", "")))  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError):
        return _Held("", "somebody", 0.0, 0.0)


def _agrees(there: Listed, content: bytes) -> bool:
    """Whether what is listed may be *content*: by its size, and by its MD5 where it is told."""
    if there.size != len(content):
        return False
    return not there.md5 or there.md5 == hashlib.md5(content, usedforsecurity=False).hexdigest()
