"""Digests of files, read again only where the file system says that something may have changed.

A time decides nothing: what is the same in name, size, inode and both times is the same file with the same bytes, and
what changed in the very moments before it was noted is read again next time.
"""

import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path

Signature = tuple[int, int, int, int]  # size, inode, time of the content, time of the inode: nanoseconds
Noted = tuple[Signature, bytes]

_SETTLED = 50_000_000  # nanoseconds: the clock of a file system ticks at least so often
_COARSE = 3_000_000_000  # that of one that counts seconds


class Digests:
    """SHA-256 of files by their absolute paths. *noted* is what an earlier one has `notes` of."""

    def __init__(self, noted: Mapping[str, Noted] | None = None) -> None:
        self._noted = noted or {}
        self._seen: dict[str, Noted] = {}
        self.read = 0  # files that had to be read

    def of(self, path: Path | str) -> bytes:
        """The digest of the file's bytes. Raises OSError where it cannot be read."""
        name = os.fspath(path)
        signature = _signature(os.stat(name))
        noted = self._noted.get(name)
        if noted is None or noted[0] != signature:
            with open(name, "rb") as file:
                signature = _signature(os.fstat(file.fileno()))
                noted = (signature, hashlib.sha256(file.read()).digest())
            self.read += 1
        self._seen[name] = noted
        return noted[1]

    def forget(self, path: Path | str) -> None:
        """The file at *path* has been written since."""
        self._seen.pop(os.fspath(path), None)

    def notes(self, now: int) -> dict[str, Noted]:
        """What may be trusted next time; *now* is the time of the file system, in nanoseconds."""
        return {name: noted for name, noted in self._seen.items() if _is_settled(noted[0], now)}


def _signature(found: os.stat_result) -> Signature:
    if not stat.S_ISREG(found.st_mode):
        raise FileNotFoundError("no plain file")
    return found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns


def _is_settled(signature: Signature, now: int) -> bool:
    """Whether a change after the reading would have had another time."""
    last = max(signature[2], signature[3])
    margin = _COARSE if last % 1_000_000_000 == 0 else _SETTLED
    return last + margin < now


def time_of(folder: Path) -> int:
    """Now, by the clock of the file system that holds *folder*, in nanoseconds. Raises OSError."""
    path = folder / "clock"
    path.touch()
    found = path.stat()
    return max(found.st_mtime_ns, found.st_ctime_ns)
