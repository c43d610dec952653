"""A zip file as a target: for hosts that take an upload by hand, and to hand a site on."""

import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sitegen.config import Settings, Target
from sitegen.errors import Place, PublishError
from sitegen.publish.plan import ADOPTED, ALTERED, MISSING, Plan
from sitegen.publish.targets import Options
from sitegen.write import MANIFEST, manifest_of, parse_manifest, replace_file

_NEVER = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip knows: the same site is the same bytes whenever it is made
_LEVEL = 9
_UNIX, _FILE = 3, 0o100644


@dataclass(frozen=True, slots=True)
class _Seen:
    """The zip as it is: of each file its size in bytes and its CRC-32, and the SHA-256 of what we wrote."""

    members: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    ours: Mapping[str, str] = field(default_factory=dict)

    @property
    def foreign(self) -> frozenset[str]:
        return frozenset(self.members.keys() - self.ours.keys() - {MANIFEST})


class Archive:
    """The zip file of *target*, written beside its place and then put there: who reads it has the old or the new one.

    The same site makes the same bytes, wherever the library that compresses is the same. One that holds no manifest of
    ours is somebody else's, and stands unless *adopt* says otherwise; what others have added to ours stays in it.
    """

    def __init__(self, settings: Settings, target: Target, *, adopt: bool) -> None:
        self._settings = settings
        self._path = Path(os.path.normpath(settings.root / Path(target.options["path"]).expanduser()))
        self._adopt = adopt
        self._hint = f"write  path = \"../briefing.zip\"  in target '{target.name}'"
        self._kept: dict[str, bytes] = {}  # what others added, and what stays
        self.name = self._path.as_posix()

    def __enter__(self) -> "Archive":
        settings = self._settings
        folders = {"seeds": settings.seeds, "templates": settings.templates, "built site": settings.output}
        for name, folder in folders.items():
            if folder.resolve() in self._path.resolve().parents:
                raise PublishError(f"the target lies in the folder of the {name}", Place(self.name), self._hint)
        if self._path.is_dir() or self._path.suffix.lower() != ".zip":
            raise PublishError("the target is not a zip file", Place(self.name), self._hint)
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was left open."""

    def plan(self, files: Mapping[str, bytes]) -> Plan:
        """What `send` would do. Raises PublishError for a zip that is not ours, or where something is in the way."""
        seen, self._kept = self._look(files)
        taken = sorted(seen.foreign & files.keys())
        if taken and not self._adopt:
            message = f"not ours, and stands where a page must go: {', '.join(taken[:5])}"
            raise PublishError(message, Place(self.name), "take it out, or let it be replaced with  --adopt")
        added: list[str] = []
        changed: list[str] = []
        reasons = dict.fromkeys(taken, ADOPTED)
        for address, content in sorted(files.items()):
            there = seen.members.get(address)
            if there == (len(content), zlib.crc32(content)) and address in seen.ours:
                continue
            if seen.ours.get(address) == hashlib.sha256(content).hexdigest():
                reasons[address] = ALTERED if there else MISSING
            (changed if there else added).append(address)
        removed = sorted((seen.ours.keys() & seen.members.keys()) - files.keys())
        unchanged = len(files) - len(added) - len(changed)
        return Plan(
            tuple(added), tuple(changed), tuple(removed), unchanged, len(seen.ours), reasons, len(self._kept)
        )  # fmt: skip

    def send(self, files: Mapping[str, bytes], plan: Plan, now: datetime) -> str:
        """The zip holds *files*, and what others added. Returns ''."""
        if not plan.is_idle or not self._path.exists():
            replace_file(self._path, zipped(files, self._kept), self._hint)
        return ""

    def _look(self, files: Mapping[str, bytes]) -> tuple[_Seen, dict[str, bytes]]:
        """What is there, and what others added that is in the way of none of *files*."""
        try:
            with zipfile.ZipFile(self._path) as there:
                entries = [one for one in there.infolist() if not one.is_dir()]
                members = {one.filename: (one.file_size, one.CRC) for one in entries}
                ours = parse_manifest(there.read(MANIFEST)) if MANIFEST in members else None
                if ours is None and not self._adopt:
                    raise self._not_ours()
                seen = _Seen(members, ours or {})
                return seen, {name: there.read(name) for name in seen.foreign - files.keys()}
        except FileNotFoundError:
            return _Seen(), {}
        except OSError as fault:
            raise PublishError(f"cannot be read: {fault.strerror}", Place(self.name), self._hint) from fault
        except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, NotImplementedError, EOFError) as fault:
            # Damaged, encrypted, compressed in a way that we do not know, or of another version of ours.
            if self._adopt:
                return _Seen(), {}
            raise self._not_ours() from fault

    def _not_ours(self) -> PublishError:
        hint = "choose another name, or let it be replaced with  --adopt"
        return PublishError("this file is not ours", Place(self.name), hint)


def zipped(files: Mapping[str, bytes], others: Mapping[str, bytes]) -> bytes:
    """A zip of *files*, of *others*, and of the manifest that says which are ours, in the order of their names."""
    digests = {address: hashlib.sha256(content).hexdigest() for address, content in files.items()}
    whole = {**others, **files, MANIFEST: manifest_of(digests)}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in sorted(whole.items()):
            entry = zipfile.ZipInfo(name, _NEVER)
            entry.create_system, entry.external_attr = _UNIX, _FILE << 16
            made.writestr(entry, content, zipfile.ZIP_DEFLATED, _LEVEL)
    return stream.getvalue()


def open_zip(settings: Settings, target: Target, options: Options) -> Archive:
    """The zip file of *target*, to be used in a ``with``."""
    return Archive(settings, target, adopt=options.adopt)
