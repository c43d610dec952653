"""A site on a target of single files: planned by what we wrote there last and by what is listed there now, sent in an
order in which every reader sees a whole site at any moment, and finished by the next run where it is broken off.

What we wrote stands in the manifest, which is written when all of it is there. What a run is about to write stands in a
note beside it, so that the next run knows it for ours. Everything else belongs to somebody else and is never touched.
"""

import getpass
import hashlib
import json
import os
import platform
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sitegen.errors import Place, PublishError
from sitegen.publish.faults import TargetLocked
from sitegen.publish.headers import headers_of
from sitegen.publish.plan import ALTERED, MISSING, UNFINISHED, Plan
from sitegen.publish.store import Listed, Peeks, Store, Upload
from sitegen.write import MANIFEST, is_entry, manifest_of, parse_manifest

LOCK = ".sitegen-lock.json"
NOTE = ".sitegen-unfinished.json"  # what a run is about to write and to delete
OURS = frozenset({MANIFEST, LOCK, NOTE})
EXPIRES = 15 * 60  # seconds after which nobody believes in the one who holds a lock
_RENEWED = 5 * 60  # seconds after which a lock that is held is written anew
_AT_ONCE = 256  # files between two looks at the clock

Told = Callable[[int, int], None]  # files done, of how many


@dataclass(slots=True)
class _Seen:
    """The target as it was looked at."""

    manifest: Mapping[str, str] = field(default_factory=dict)  # address to SHA-256
    unfinished: frozenset[str] = frozenset()
    listing: Mapping[str, Listed] | None = None
    foreign: Mapping[str, Listed] = field(
        default_factory=dict
    )  # without a listing: what stands where new files must go

    @property
    def ours(self) -> frozenset[str]:
        return self.unfinished | self.manifest.keys()


@dataclass(frozen=True, slots=True)
class _Held:
    """A lock as it stands there: times in seconds since 1970."""

    token: str
    who: str
    since: float
    until: float


class Objects:
    """A site in *store*. With *adopt* files that are not ours may be overwritten; with *break_lock* a lock is taken from
    whoever holds it."""

    def __init__(self, store: Store, *, adopt: bool = False, break_lock: bool = False) -> None:
        self._store = store
        self._adopt = adopt
        self._break_lock = break_lock
        self._seen = _Seen()
        self._token = secrets.token_hex(16)
        self._renewed = 0.0
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
        if seen.listing is None and not self._adopt:
            seen.foreign = self._standing(sorted(files.keys() - seen.ours))
        digests = {address: hashlib.sha256(content).hexdigest() for address, content in files.items()}
        added: list[str] = []
        changed: list[str] = []
        reasons: dict[str, str] = {}
        for address, content in sorted(files.items()):
            reason = self._reason(address, content, digests[address], seen)
            if reason is None:
                continue
            if reason:
                reasons[address] = reason
            (changed if address in seen.ours else added).append(address)
        removed = [
            address
            for address in sorted(seen.ours - files.keys())
            if seen.listing is None or address in seen.listing or address in seen.manifest
        ]
        unchanged = len(files) - len(added) - len(changed)
        foreign = len(seen.listing.keys() - seen.ours - OURS) if seen.listing is not None else 0
        return Plan(
            tuple(added), tuple(changed), tuple(removed), unchanged, len(seen.ours), reasons, foreign
        )  # fmt: skip

    def _reason(self, address: str, content: bytes, digest: str, seen: _Seen) -> str | None:
        """Why a file is sent, "" where that is plain; None where it is right as it stands."""
        there = (seen.foreign if seen.listing is None else seen.listing).get(address)
        if address not in seen.ours:
            if there is not None and not self._adopt and not self._is(address, content, there):
                message = f"{self.name}: not ours, and stands where a page must go: {address}"
                raise PublishError(message, None, "move it away, or let it be overwritten with  --adopt")
            return ""
        if seen.listing is not None and there is None:
            return MISSING
        if address in seen.unfinished:
            return UNFINISHED
        if seen.manifest[address] != digest:
            return ""
        if there is not None and not _agrees(there, content):
            return ALTERED
        return None

    def _is(self, address: str, content: bytes, there: Listed) -> bool:
        """Whether what stands at *address*, and is not known to be ours, is what would be put there."""
        return _agrees(there, content) and self._store.get(address) == content

    def _look(self) -> _Seen:
        manifest = self._read(MANIFEST)
        note = self._read(NOTE)
        return _Seen(manifest, frozenset(note), self._store.listing())

    def _standing(self, addresses: Sequence[str]) -> Mapping[str, Listed]:
        """Those of *addresses* that stand there already."""
        if isinstance(self._store, Peeks):
            return self._store.standing(addresses)
        contents = ((address, self._store.get(address)) for address in addresses)
        return {address: Listed(len(content)) for address, content in contents if content is not None}

    def _read(self, key: str) -> Mapping[str, str]:
        content = self._store.get(key)
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
        if plan.is_idle and not self._seen.unfinished:
            return ""
        with self._locked(now):
            if self._read(MANIFEST) != self._seen.manifest:
                message = f"{self.name} was changed by somebody else in the meantime; nothing was published"
                raise PublishError(message, None, "run the command again")
            self._send(files, plan)
        return ""

    def _send(self, files: Mapping[str, bytes], plan: Plan) -> None:
        digests = {address: hashlib.sha256(content).hexdigest() for address, content in files.items()}
        sent = [*plan.added, *plan.changed]
        if sent or plan.removed:
            # Also what goes: the manifest does not name it any more when that is deleted.
            note = {address: digests.get(address, "") for address in (*sent, *plan.removed, *self._seen.unfinished)}
            self._write(NOTE, manifest_of(note))
        total, done = len(sent) + len(plan.removed), 0
        for addresses in _stages(sent):
            for some in _batches(addresses, _AT_ONCE):
                self._renew()
                uploads = [Upload(address, files[address], headers_of(address)) for address in some]
                start = done

                def arrived(key: str) -> None:
                    nonlocal done
                    done += 1
                    self.told(done, total)

                self._store.put(uploads, arrived)
                done = start + len(some)
        self._write(MANIFEST, manifest_of(digests))
        for some in _batches(plan.removed, _AT_ONCE):
            self._renew()
            self._store.delete(some)
            done += len(some)
            self.told(done, total)
        self._store.delete([NOTE])

    def _write(self, key: str, content: bytes) -> None:
        self._store.put([Upload(key, content, headers_of(key))], lambda key: None)

    @contextmanager
    def _locked(self, now: datetime) -> Iterator[None]:
        """Nobody else publishes there while this lasts."""
        if not self._store.create(self._lock()):
            held = self._held()
            if held and not self._break_lock and held.until > time.time():
                since = datetime.fromtimestamp(held.since, UTC).astimezone()
                message = f"{held.who} is publishing to {self.name} since {since:%Y-%m-%d %H:%M}"
                raise TargetLocked(message, None, "wait for it; if it has ended, add  --break-lock")
            self._store.put([self._lock()], lambda key: None)
        # A target that cannot create alone lets two in: the one whose token stands there goes on.
        held = self._held()
        if held is None or held.token != self._token:
            who = held.who if held else "somebody else"
            raise TargetLocked(f"{who} is publishing to {self.name}", None, "run the command again when that is done")
        try:
            yield
        finally:
            with suppress(PublishError):
                held = self._held()
                if held is not None and held.token == self._token:
                    self._store.delete([LOCK])

    def _lock(self) -> Upload:
        self._renewed = time.time()
        held = {
            "sitegen_lock": 1, "token": self._token, "who": holder(),
            "since": time.time(), "until": time.time() + EXPIRES,
        }  # fmt: skip
        return Upload(LOCK, json.dumps(held, ensure_ascii=False).encode(), headers_of(LOCK))

    def _held(self) -> "_Held | None":
        content = self._store.get(LOCK)
        if content is None:
            return None
        try:
            held = json.loads(content)
            return _Held(str(held["token"]), str(held["who"]), float(held["since"]), float(held["until"]))
        except (ValueError, KeyError, TypeError):
            return _Held("", "somebody", 0.0, 0.0)  # of no use to anybody

    def _renew(self) -> None:
        if time.time() - self._renewed > _RENEWED:
            self._store.put([self._lock()], lambda key: None)


def holder() -> str:
    """Who holds a lock of ours, as others are told: user, machine, process."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = "somebody"
    return f"{user}@{platform.node()} (process {os.getpid()})"


def _agrees(there: Listed, content: bytes) -> bool:
    """Whether what is listed may be *content*: by its size, and by its MD5 where it is told."""
    if there.size != len(content):
        return False
    return not there.md5 or there.md5 == hashlib.md5(content, usedforsecurity=False).hexdigest()


def _stages(addresses: Iterable[str]) -> Iterator[Sequence[str]]:
    """What pages need, then the pages, then those by which readers come in: none leads to what is not there yet."""
    left = sorted(addresses)
    yield [address for address in left if address.startswith("assets/")]
    yield [address for address in left if not address.startswith("assets/") and not is_entry(address)]
    yield [address for address in left if is_entry(address)]


def _batches(addresses: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(addresses), size):
        yield addresses[start : start + size]
