"""A host with a shell as a target: each publication is a folder of its own, and readers are switched to it in one step.

What is unchanged is no copy: `rsync` links it to the release before. A release that was not sent to its end is never
switched to, and the next publication takes from it what had arrived.
"""

import hashlib
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath
from types import TracebackType
from typing import Self

from sitegen.config import Settings, Target
from sitegen.errors import Place, PublishError, SettingsError
from sitegen.publish.faults import TargetLocked
from sitegen.publish.holder import has_ended, holder, process
from sitegen.publish.objects import EXPIRES, Told
from sitegen.publish.plan import ALTERED, MISSING, Plan
from sitegen.publish.scripts import ABANDON, CARRY, FINISH, LOCK, LOOK, MARK, RENEW, RSYNC, SEND, UNFINISHED
from sitegen.publish.ssh import Ssh, path_there
from sitegen.publish.targets import Options
from sitegen.write import MANIFEST, manifest_of, parse_manifest

_KEEP = 5
_RENEWED = 5 * 60.0  # seconds after which the lock is written anew
_MOMENT = "%Y%m%dT%H%M%SZ"
_RELEASE = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{12}(?:-\d+)?")
_OWN = frozenset({MANIFEST, MARK})  # of a release, besides the site
_MOST = 60_000  # bytes of names in one command: hosts take twice as much
_ROOM = 8  # times the size of the site must be free in memory
_LINKED = 8  # rsync takes twenty folders to link to


@dataclass(frozen=True, slots=True)
class _Seen:
    """The host as it was looked at. *current* is the link as it is, *before* the release that it replaced."""

    time: str = ""
    current: str = ""
    before: str = ""
    manifest: Mapping[str, str] = field(default_factory=dict)  # address to SHA-256
    files: frozenset[str] = frozenset()
    releases: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    left: str = ""  # the token of a lock whose holder has ended

    @property
    def release(self) -> str:
        """The name of the release that readers get; "" where there is none of ours."""
        name = self.current.removeprefix("releases/")
        return name if name in self.releases and name != self.current else ""

    @property
    def foreign(self) -> tuple[str, ...]:
        """What others put among our files; it is taken along."""
        return tuple(sorted(self.files - self.manifest.keys() - _OWN))


class Releases:
    """The folder *path* of *target* on its host, with ``current`` and ``releases/``. Nothing else in it is touched."""

    def __init__(self, target: Target, options: Options) -> None:
        self._path = path_there(target.options["path"])
        self._options = options
        keep = target.options.get("keep", str(_KEEP))
        if not (keep.isdecimal() and int(keep) > 0):
            raise SettingsError(f"target '{target.name}' cannot keep '{keep}' releases", None, f"write  keep = {_KEEP}")
        self._keep = int(keep)
        self.name = f"{target.options['host']}:{self._path}"
        self._ssh = Ssh(target.options["host"], target.options.get("port", ""), self.name)
        self._seen = _Seen()
        self._token = secrets.token_hex(16)
        self.told: Told = lambda done, total: None

    def __enter__(self) -> Self:
        self._ssh.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ssh.__exit__(kind, fault, trace)

    def plan(self, files: Mapping[str, bytes]) -> Plan:
        """What `send` would do. Writes nothing. Raises PublishError where something that is not ours is in the way."""
        seen = self._seen = self._look()
        self._refuse_collisions(files, seen)
        digests = _digests(files)
        reasons = {address: MISSING for address in files.keys() & seen.manifest.keys() if address not in seen.files}
        if self._options.verify and seen.release:
            altered = self._altered(files, seen.release) & seen.manifest.keys() - reasons.keys()
            reasons |= {one: ALTERED for one in sorted(altered) if seen.manifest[one] == digests[one]}
        added = sorted(digests.keys() - seen.manifest.keys())
        changed = sorted(
            one for one in digests.keys() & seen.manifest.keys() if one in reasons or digests[one] != seen.manifest[one]
        )
        removed = sorted(seen.manifest.keys() - digests.keys())
        unchanged = len(files) - len(added) - len(changed)
        shown = {address: reasons[address] for address in sorted(reasons)}
        return Plan(
            tuple(added), tuple(changed), tuple(removed), unchanged, len(seen.manifest), shown, len(seen.foreign)
        )  # fmt: skip

    def send(self, files: Mapping[str, bytes], plan: Plan, now: datetime) -> str:
        """Readers get *files*, and what others put among ours, from one moment to the next. Returns the release.

        Raises TargetLocked where somebody else is publishing there, PublishError where the host has changed since
        `plan`. Broken off at any moment readers get what they got before, or all of *files*.
        """
        seen = self._seen
        if plan.is_idle and seen.release and not seen.unfinished:
            return seen.release
        if plan.is_idle and seen.release:
            with self._abandoned():
                self._lock()
                self._switch(seen.release, seen.unfinished)
            return seen.release
        manifest = manifest_of(_digests(files))
        release = self._new(manifest)
        gone = (*seen.unfinished, *self._old(release))
        with self._abandoned(release + UNFINISHED):
            self._send({**files, MANIFEST: manifest}, release, gone, len(plan.added) + len(plan.changed))
            if seen.foreign:
                self._carry(release + UNFINISHED)
                self._switch(release, gone)
        return release

    def rollback(self) -> str:
        """Readers get the release that the present one replaced. Returns its name. Raises PublishError for the first."""
        seen = self._seen = self._look()
        earlier = [name for name in seen.releases if name < seen.release]
        release = seen.before if seen.before in seen.releases else max(earlier, default="")
        if not seen.release or not release or release == seen.release:
            raise PublishError(f"{self.name}: there is no release before this one", None, "publish what shall be there")
        with self._abandoned():
            self._lock()
            self._carry(release)
            self._switch(release, ())
        return release

    def _look(self) -> _Seen:
        line = secrets.token_hex(16)
        # What a login prints stands before the first part.
        parts = self._ssh.run(LOOK, self._path, line).split(f"\n{line}\n".encode())[1:]
        rsync, time, current, mark, manifest, files, marks, lock = (
            part.strip(b"\n") for part in (*parts, *[b""] * 8)[:8]
        )  # fmt: skip
        if not rsync:
            raise self._ssh.without_rsync()
        names = [PurePosixPath(one).parent.name for one in marks.decode("utf-8", "surrogateescape").splitlines()]
        seen = _Seen(
            time.decode(), current.decode("utf-8", "surrogateescape"), "".join(mark.decode().splitlines()[1:2]),
            self._parsed(manifest), frozenset(_names(files)),
            tuple(sorted(name for name in names if _RELEASE.fullmatch(name))),
            tuple(sorted(name for name in names if _RELEASE.fullmatch(name.removesuffix(UNFINISHED))
                         and name.endswith(UNFINISHED))),
            _left(lock),
        )  # fmt: skip
        if seen.current == "/" or (seen.current and not seen.release and not self._options.adopt):
            hint = "choose another path" + ("" if seen.current == "/" else ", or let it be replaced with  --adopt")
            raise PublishError(f"{self.name}: `current` there is not ours", None, hint)
        return seen

    def _parsed(self, manifest: bytes) -> Mapping[str, str]:
        if not manifest:
            return {}
        try:
            return parse_manifest(manifest)
        except ValueError as fault:
            message = f"{self.name}: what we wrote there cannot be understood: {fault}"
            hint = "another version of sitegen may have published there"
            raise PublishError(message, Place(MANIFEST), hint) from fault

    def _refuse_collisions(self, files: Mapping[str, bytes], seen: _Seen) -> None:
        """Raises PublishError where a file that is not ours stands where one of ours, or its folder, must go."""
        foreign = frozenset(seen.foreign)
        if not foreign:
            return
        folders = {parent.as_posix() for path in files for parent in PurePosixPath(path).parents}
        under = {path for path in foreign if files.keys() & {p.as_posix() for p in PurePosixPath(path).parents}}
        wrong = sorted((foreign & files.keys()) | (foreign & folders) | under)
        if wrong and not self._options.adopt:
            message = f"{self.name}: not ours, and stands where a page must go: {', '.join(wrong[:5])}"
            raise PublishError(message, None, "move it away, or let it be overwritten with  --adopt")

    def _altered(self, files: Mapping[str, bytes], release: str) -> set[str]:
        """The addresses at which *release* holds something else than *files*, by the content there."""
        altered: set[str] = set()
        with _written(files) as folder:
            options = ["-rcn8", "--out-format=%n", f"{folder}/", f"{self._ssh.host}:{release}/"]
            done = self._ssh.rsync(
                options, RSYNC, f"{self._path}/releases", told=altered.add, meanwhile=lambda: None, every=_RENEWED
            )
        if done.returncode:
            raise self._ssh.failed(done.returncode, done.stderr)
        return altered

    def _new(self, manifest: bytes) -> str:
        """A name that no release there has, later than all of them: by the host's own clock."""
        whole = hashlib.sha256(manifest).hexdigest()
        last = max((name.partition("-")[0] for name in self._seen.releases), default="")
        time = self._seen.time or f"{datetime.now(UTC):{_MOMENT}}"
        if time <= last:  # two within a second, or a clock that was put back: names are what tells their order
            time = f"{datetime.strptime(last, _MOMENT).replace(tzinfo=UTC) + timedelta(seconds=1):{_MOMENT}}"
        name = f"{time}-{whole[:12]}"
        taken = {one.removesuffix(UNFINISHED) for one in (*self._seen.releases, *self._seen.unfinished)}
        names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
        return next(one for one in names if one not in taken)

    def _send(self, files: Mapping[str, bytes], release: str, gone: Sequence[str], total: int) -> None:
        """The release *release* has *files*, and the lock is ours; where nothing must be carried into it, readers have
        got it, the lock is nobody's again, and the releases *gone* are."""
        present = (self._seen.release,) if self._seen.release else ()
        links = [f"--link-dest=../{name}" for name in (*present, *self._seen.unfinished[-_LINKED:])]
        arrived = 0

        def told(line: str) -> None:
            nonlocal arrived
            if not line.endswith("/"):
                arrived = min(arrived + 1, total)
                self.told(arrived, total)

        with _written(files) as folder:
            there = f"{self._ssh.host}:{release}{UNFINISHED}/"
            # All may read them, whatever our umask is; that of the host still counts. A list of all files at once costs
            # fewer round trips than one a folder.
            given = ["-rc8", "--no-inc-recursive", "--out-format=%n", "--chmod=Du=rwx,Dgo=rx,Fu=rw,Fgo=r", *links]
            values = (*self._claim(release), str(len(files) + 1), "no" if self._seen.foreign else "yes", " ".join(gone))
            done = self._ssh.rsync(
                [*given, f"{folder}/", there], SEND, *values, told=told, meanwhile=self._renew, every=_RENEWED
            )
        said = done.stderr.splitlines()
        self._refuse(said)
        if done.returncode:
            raise self._ssh.failed(done.returncode, done.stderr)

    def _carry(self, to: str) -> None:
        """What others put among our files stands in the release *to* as well."""
        for names in _batches(self._seen.foreign):
            self._ssh.run(CARRY, self._path, self._seen.current, f"releases/{to}", *(f"./{name}" for name in names))

    def _old(self, release: str) -> tuple[str, ...]:
        """The releases that go when *release* is there; the one that it replaces stays, to go back to."""
        kept = {*sorted((*self._seen.releases, release))[-self._keep :], self._seen.release}
        return tuple(name for name in self._seen.releases if name not in kept)

    def _switch(self, release: str, gone: Sequence[str]) -> None:
        self._refuse(_lines(self._ssh.run(FINISH, self._path, self._token, release, *gone)))

    def _renew(self) -> None:
        with suppress(PublishError):
            self._ssh.run(RENEW, self._path, self._token, str(EXPIRES))

    @contextmanager
    def _abandoned(self, *sending: str) -> Iterator[None]:
        """Where this fails the lock, if it is ours, is nobody's again, and the releases *sending* are gone."""
        try:
            yield
        except BaseException:
            with suppress(PublishError):
                self._ssh.run(ABANDON, self._path, self._token, *sending)
            raise

    def _lock(self) -> None:
        """Nobody else publishes there until `_switch` has ended."""
        self._refuse(_lines(self._ssh.run(LOCK, *self._claim(""))))

    def _claim(self, release: str) -> tuple[str, ...]:
        """What the lock is taken with; *release*, if any, gets a folder to be sent to."""
        seen = self._seen
        breaks = "yes" if self._options.break_lock else seen.left
        who = (self._token, holder(), process())
        return (self._path, *who, str(EXPIRES), breaks, seen.current, release, seen.release)

    def _refuse(self, said: Sequence[str]) -> None:
        """Raises PublishError where the host says that somebody else is, or was, there."""
        if "held" in said:
            raise self._held(said[said.index("held") + 1 :])
        if "lost" in said:
            message = f"somebody else took the lock of {self.name} in the meantime; nothing was published"
            raise TargetLocked(message, None, "run the command again when that is done")
        if "moved" in said:
            message = f"{self.name} was changed by somebody else in the meantime; nothing was published"
            raise PublishError(message, None, "run the command again")
        if "incomplete" in said:
            raise PublishError(f"{self.name}: not all files have arrived; nothing was published", None, "run it again")

    def _held(self, said: Sequence[str]) -> TargetLocked:
        if len(said) < 4 or not said[1].isdecimal():
            return TargetLocked(f"somebody is publishing to {self.name}", None, "run the command again")
        since = datetime.fromtimestamp(int(said[1]), UTC).astimezone()
        message = f"{said[3]} is publishing to {self.name} since {since:%Y-%m-%d %H:%M}"
        return TargetLocked(message, None, "wait for it; if it has ended, add  --break-lock")


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {address: hashlib.sha256(content).hexdigest() for address, content in files.items()}


def _lines(said: bytes) -> list[str]:
    return said.decode("utf-8", "replace").splitlines()


def _left(lock: bytes) -> str:
    """The token of a lock whose holder has ended, as far as can be known here."""
    said = _lines(lock)
    return said[0] if len(said) == 5 and has_ended(said[4]) else ""


def _names(listing: bytes) -> Iterator[str]:
    for name in listing.split(b"\0"):
        if name:
            yield name.decode("utf-8", "surrogateescape").removeprefix("./")


def _batches(names: Iterable[str]) -> Iterator[list[str]]:
    """*names* in their order, in lists that fit into a command."""
    batch: list[str] = []
    size = 0
    for name in names:
        length = 2 * len(name.encode("utf-8", "surrogateescape")) + 16
        if batch and size + length > _MOST:
            yield batch
            batch, size = [], 0
        batch.append(name)
        size += length
    if batch:
        yield batch


@contextmanager
def _written(files: Mapping[str, bytes]) -> Iterator[str]:
    """A folder that holds *files*, as long as this lasts."""
    with tempfile.TemporaryDirectory(prefix="sitegen-publish-", dir=_memory(files)) as folder:
        made: set[str] = set()
        for address, content in files.items():
            parent = os.path.dirname(address)
            if parent not in made:
                os.makedirs(os.path.join(folder, parent), exist_ok=True)
                made.add(parent)
            with open(os.path.join(folder, address), "wb", buffering=0) as file:
                file.write(content)
        yield folder


def _memory(files: Mapping[str, bytes]) -> str | None:
    """A folder in memory with much more room than *files* need, as no disk must keep them; None where there is none."""
    shared = "/dev/shm"
    try:
        has_room = shutil.disk_usage(shared).free > _ROOM * sum(map(len, files.values()))
    except OSError:
        return None
    return shared if has_room and os.access(shared, os.W_OK) and not os.environ.get("TMPDIR") else None


def open_rsync(settings: Settings, target: Target, options: Options) -> Releases:
    """The releases of *target*, to be used in a ``with``."""
    return Releases(target, options)
