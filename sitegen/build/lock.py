"""One build of a site at a time; who comes second is told whom he waits for."""

import errno
import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from sitegen.errors import OutputError, Place

_LOCK, _HOLDER, _NOTE = "lock", "lock.json", "lock.json.new"
_NO_LOCKS = "this file system knows no locks: let no other build of this site run meanwhile"
_WITHOUT_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
PATIENCE = 600.0  # seconds
_MOMENT = 0.5  # within which whoever has come has said who it is, or is gone


@contextmanager
def alone(folder: Path, tell: Callable[[str], None], patience: float = PATIENCE) -> Iterator[None]:
    """No other process that asks for *folder*, the site's own, goes on meanwhile; *tell* is told who is waited for.

    The system's lock goes with the process that holds it, however that ends. Where *folder* cannot be written nothing is
    held, nor where its file system knows no locks, of which *tell* is told. Raises OutputError where the other has not ended
    after *patience* seconds.
    """
    with ExitStack() as held:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            held.enter_context(_locked(folder, tell, patience))
        except NotImplementedError:
            tell(_NO_LOCKS)
        except OSError as fault:
            # What cannot be written can remember nothing either, and the build says so.
            if fault.errno in _WITHOUT_LOCKS:
                tell(_NO_LOCKS)
        yield


@contextmanager
def _locked(folder: Path, tell: Callable[[str], None], patience: float) -> Iterator[None]:
    lock = FileLock(folder / _LOCK)
    try:
        try:
            lock.acquire(timeout=_MOMENT)
        except Timeout:
            tell(f"waiting for {_holder(folder)}")
            lock.acquire(timeout=patience)
    except Timeout as fault:
        hint = "wait until it has ended, or end it"
        raise OutputError(f"{_holder(folder)} does not end", Place(str(folder)), hint) from fault
    try:
        with suppress(OSError):
            # As a whole: who waits reads it at any moment.
            (folder / _NOTE).write_text(json.dumps(_who()), encoding="utf-8")
            os.replace(folder / _NOTE, folder / _HOLDER)
        yield
    finally:
        for name in (_HOLDER, _NOTE):
            with suppress(OSError):
                (folder / name).unlink()
        lock.release()


def _who() -> dict[str, str | int]:
    now = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
    return {"pid": os.getpid(), "host": socket.gethostname(), "since": now}


def _holder(folder: Path) -> str:
    """Who holds *folder*, in words."""
    try:
        who = json.loads((folder / _HOLDER).read_text(encoding="utf-8"))
        return f"another build of this site (process {who['pid']} on {who['host']}, since {who['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another build of this site"
