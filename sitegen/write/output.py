"""The output folder: what in it is ours stands in the manifest, all else is the user's and is never touched."""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import Faults, OutputError, Place

try:
    import fcntl
except ModuleNotFoundError:  # Windows
    fcntl = None  # type: ignore[assignment]

MANIFEST = ".sitegen-manifest.json"
STAGE = ".sitegen-stage"
_VERSION = 1
_HOME = "index.html"

DigestOf = Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did, as addresses relative to the site's root, each sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int  # files that were already right

    @property
    def is_idle(self) -> bool:
        return not (self.added or self.changed or self.removed)


def check_output(output: Path, sources: Mapping[str, Path], home: Path) -> None:
    """Nothing is lost by writing to *output*: it is not, holds not and lies not in the *sources*, a home or a root.

    *sources* are the folders that the site is made from, by what the user calls them. Raises OutputError.
    """
    place = Place(str(output))
    hint = 'choose a folder of its own: output = "output" under [folders]'
    real = output.resolve()
    if real.parent == real:
        raise OutputError("the output folder is the root of the file system", place, hint)
    for name, source in sources.items():
        real_source = source.resolve()
        if real == real_source:
            raise OutputError(f"the output folder is the folder of the {name}", place, hint)
        if real in real_source.parents:
            raise OutputError(f"the output folder holds the folder of the {name}", place, hint)
        if real_source in real.parents:
            raise OutputError(f"the output folder lies in the folder of the {name}", place, hint)
    if real == home.resolve() or real in home.resolve().parents:
        raise OutputError("the output folder is a home folder or holds one", place, hint)
    if output.exists() and not output.is_dir():
        raise OutputError("the output folder is a file", place, "move it away or choose another folder")


def read_manifest(output: Path) -> dict[str, str]:
    """What we wrote into *output*: address to SHA-256; {} where there is no manifest.

    Raises OutputError where the manifest cannot be understood: without it we do not know what is ours.
    """
    path = output / MANIFEST
    try:
        return parse_manifest(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as fault:
        hint = "build into an empty folder, or delete this one if nothing in it is yours"
        raise OutputError(f"the manifest cannot be understood: {fault}", Place(str(path)), hint) from fault


def parse_manifest(content: bytes) -> dict[str, str]:
    """What a manifest lists: address to SHA-256. Raises ValueError where it is none of ours, or names what it must not."""
    try:
        read = json.loads(content.decode("utf-8"))
        files = read["files"]
        if read["sitegen_manifest"] == _VERSION and _is_manifest(files):
            return dict(files)
    except (KeyError, TypeError) as fault:
        raise ValueError(str(fault)) from fault
    raise ValueError("written by another version of sitegen")


def manifest_of(digests: Mapping[str, str]) -> bytes:
    """The manifest that lists *digests*."""
    content = {"sitegen_manifest": _VERSION, "files": dict(sorted(digests.items()))}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _is_manifest(files: object) -> bool:
    return isinstance(files, dict) and all(
        isinstance(key, str) and isinstance(value, str) and _is_safe(key) for key, value in files.items()
    )


def _is_safe(address: str) -> bool:
    """Whether a relative address stays inside the folder it is joined to."""
    return (
        not address.startswith("/") and ".." not in address.split("/") and "\\" not in address and "\0" not in address
    )


def write_site(output: Path, files: Mapping[str, bytes], *, adopt: bool = False) -> Written:
    """*output* holds *files*, each replaced as a whole, and no stale file of ours; foreign files are as they were, with
    *adopt* all but those in the place of one of *files*.

    Raises OutputError (foreign file in our way, read-only folder), before anything is replaced.
    """
    with writing(output, adopt=adopt) as site:
        for address, content in files.items():
            site.put(address, content)
        return site.finish()


@contextmanager
def writing(output: Path, digest_of: DigestOf | None = None, *, adopt: bool = False) -> Iterator["Writing"]:
    """A write of a whole site to *output*, in which no other process writes meanwhile; nothing is replaced before
    `Writing.finish`, and what was put is gone where that is not called.

    *digest_of* gives the SHA-256 of a file, for who knows it without reading. With *adopt* a file that is not ours may
    be replaced. Raises OutputError.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        with _alone_in(output):
            site = Writing(output, digest_of or _digest_of, adopt=adopt)
            try:
                yield site
            finally:  # also after Ctrl-C
                shutil.rmtree(output / STAGE, ignore_errors=True)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        hint = "make the folder writable, or choose another one: output under [folders]"
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            hint = "make room on the disk; the last site stands as it was"
        raise OutputError(f"cannot be written: {reason}", Place(str(fault.filename or output)), hint) from fault


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """No other process writes to *folder* meanwhile: a second build waits until the first has written.

    Where the system knows no locks of folders (Windows, some network drives) nothing is waited for.
    """
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)  # and with it goes the lock


class Writing:
    """A site that is being written: first every file is put or kept, then `finish` makes them stand.

    A file that is already right is not written. Everything new is staged beside its place before anything is replaced,
    and the manifest names it before it appears, so that an interrupted write leaves nothing that we do not know to be
    ours. Memory holds digests alone.
    """

    def __init__(self, output: Path, digest_of: DigestOf, *, adopt: bool = False) -> None:
        self._output = output
        self._adopt = adopt
        self._digest_of = digest_of
        self._ours = read_manifest(output)
        self._digests: dict[str, str] = {}
        self._staged: list[str] = []
        self._faults: list[OutputError] = []
        self._is_staging = False
        shutil.rmtree(output / STAGE, ignore_errors=True)  # of a write that was broken off

    def holds(self, address: str, digest: str) -> bool:
        """Whether the file at *address* is ours and has the SHA-256 *digest*."""
        return self._ours.get(address) == digest and self._on_disk(address) == digest

    def keep(self, address: str, digest: str) -> None:
        """The file at *address*, which `holds` what it must, is part of the site."""
        self._digests[address] = digest

    def put(self, address: str, content: bytes) -> str:
        """The file at *address* is to hold *content*; its SHA-256."""
        digest = hashlib.sha256(content).hexdigest()
        self._digests[address] = digest
        fault = _fault_of(self._output, address) or _in_our_way(self._output, address, content, self._ours, self._adopt)
        if fault is not None:
            self._faults.append(fault)
        elif self._on_disk(address) != digest:
            self._stage(address, content)
        return digest

    def finish(self) -> Written:
        """The folder holds what was put and kept, and of ours nothing else. Raises Faults, and nothing was replaced."""
        if self._faults:
            raise Faults(self._faults)
        stale = sorted(set(self._ours) - set(self._digests))
        spellings = {address.casefold(): address for address in self._digests}
        removed = [one for one in stale if _is_stale(self._output, one, spellings.get(one.casefold()))]
        added = sorted(address for address in self._staged if not (self._output / address).exists())
        new = set(added)
        changed = sorted(address for address in self._staged if address not in new)
        if self._staged or removed or self._ours != self._digests:
            self._replace(added, changed, removed, stale)
        return Written(tuple(added), tuple(changed), tuple(removed), len(self._digests) - len(self._staged))

    def _on_disk(self, address: str) -> str | None:
        try:
            return self._digest_of(self._output / address)
        except OSError:
            return None

    def _stage(self, address: str, content: bytes) -> None:
        self._begin()
        _staged(self._output, address).write_bytes(content)
        self._staged.append(address)

    def _begin(self) -> None:
        if not self._is_staging:
            (self._output / STAGE).mkdir()
            self._is_staging = True

    def _replace(
        self, added: Sequence[str], changed: Sequence[str], removed: Sequence[str], stale: Sequence[str]
    ) -> None:
        """New files appear before the pages that lead to them, and those that lead to everything come last, the home
        page after all others; only then what nobody leads to any more goes."""
        output, new = self._output, set(added)
        self._begin()
        # Both before anything is replaced, as a disk may be full.
        first = _staged_manifest(output, "before", {**self._ours, **self._digests})
        last = _staged_manifest(output, "after", self._digests)
        os.replace(first, output / MANIFEST)
        for address in self._staged:
            (output / address).parent.mkdir(parents=True, exist_ok=True)
        for address in sorted((*added, *changed), key=lambda one: (one == _HOME, one not in new, is_entry(one), one)):
            os.replace(_staged(output, address), output / address)
        _prune(output, removed)
        _leave_no_folders(output, stale)
        os.replace(last, output / MANIFEST)


def _digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_entry(address: str) -> bool:
    """Whether readers come in here, and go on to the others: the home page, the indexes, the feeds."""
    return address.count("/") <= 1 and not address.startswith("assets/")


def _fault_of(output: Path, address: str) -> OutputError | None:
    """Why nothing may be written at *address*, whatever stands there."""
    if not _is_safe(address):
        return OutputError("the address leaves the output folder", Place(address))
    link = _link_on(output, output / address)
    if link is not None:
        return OutputError("is a link, which we would write through", Place(str(link)), "remove the link")
    return None


def plan_site(output: Path, files: Mapping[str, bytes], *, adopt: bool = False) -> Written:
    """What `write_site` would do to *output*; nothing is written. Raises OutputError where it would refuse."""
    ours = read_manifest(output)
    _refuse_foreign(output, files, ours, adopt)
    stale = sorted(set(ours) - set(files))
    wrong = [address for address in sorted(files) if not _is_right(output / address, files[address])]
    spellings = {address.casefold(): address for address in files}
    removed = [address for address in stale if _is_stale(output, address, spellings.get(address.casefold()))]
    added = [address for address in wrong if not (output / address).exists()]
    changed = [address for address in wrong if address not in set(added)]
    return Written(tuple(added), tuple(changed), tuple(removed), len(files) - len(wrong))


def _refuse_foreign(output: Path, files: Mapping[str, bytes], ours: Mapping[str, str], adopt: bool) -> None:
    """Raises Faults for each file that we would write over and did not write, and each link that leads elsewhere."""
    faults = []
    for address, content in sorted(files.items()):
        fault = _fault_of(output, address) or _in_our_way(output, address, content, ours, adopt)
        if fault is not None:
            faults.append(fault)
    if faults:
        raise Faults(faults)


def _in_our_way(output: Path, address: str, content: bytes, ours: Mapping[str, str], adopt: bool) -> OutputError | None:
    """What stands at *address*, is not ours and holds something else; with *adopt* only what is no file."""
    path = output / address
    if address in ours or not path.exists() or _is_right(path, content) or (adopt and path.is_file()):
        return None
    hint = "move it away, or choose another folder: output under [folders]"
    return OutputError("is not ours and stands where a page must go", Place(str(path)), hint)


def _inside(path: Path, folder: Path) -> bool:
    return folder in path.parents


def _link_on(output: Path, path: Path) -> Path | None:
    """The symbolic link on the way from *output* to *path*, which would lead us out of it; None where there is none."""
    return next((part for part in (path, *path.parents) if _inside(part, output) and part.is_symlink()), None)


def _is_stale(output: Path, address: str, twin: str | None) -> bool:
    """Whether a file that we wrote once stands there still and may go; *twin* is a page of the same name but for case."""
    path = output / address
    if path.is_symlink():
        return _link_on(output, path.parent) is None
    if not path.is_file() or _link_on(output, path):
        return False
    # Where A and a are one file, the old spelling of a name is the new page.
    return not (twin and (output / twin).exists() and (output / twin).samefile(path))


def _is_right(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _staged(output: Path, address: str) -> Path:
    # A flat name: a staged path must not meet the file-system's limits before the real one does.
    return output / STAGE / hashlib.sha256(address.encode()).hexdigest()


def _staged_manifest(output: Path, name: str, digests: Mapping[str, str]) -> Path:
    staged = output / STAGE / name
    staged.write_bytes(manifest_of(digests))
    return staged


def _prune(output: Path, addresses: Iterable[str]) -> None:
    """Deletes stale files of ours."""
    for address in addresses:
        (output / address).unlink(missing_ok=True)


def _leave_no_folders(output: Path, addresses: Iterable[str]) -> None:
    """The folders of files that are gone are gone, too, where they are empty: also those of pages that a write that
    was broken off had no time to put there."""
    for address in addresses:
        if _link_on(output, (output / address).parent) is not None:
            continue
        for folder in (output / address).parents:
            if folder == output or not _inside(folder, output):
                break
            try:
                folder.rmdir()
            except FileNotFoundError:
                continue  # it never came, and those above it may have
            except OSError:
                break
