"""One build of a site at a time; who comes second is told whom he waits for."""

import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from sitegen.errors import OutputError, Place

_LOCK, _HOLDER, _NOTE = "lock", "lock.json", "lock.json.new"
PATIENCE = 600.0  # seconds
_MOMENT = 0.5  # within which whoever has come has said who it is, or is gone


@contextmanager
def alone(folder: Path, tell: Callable[[str], None], patience: float = PATIENCE) -> Iterator[None]:
    """No other process that asks for *folder*, the site's own, goes on meanwhile; *tell* is told who is waited for.

    The system's lock goes with the process that holds it, however that ends. Where *folder* cannot be written, nothing
    is held. Raises OutputError where the other has not ended after *patience* seconds.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / _LOCK)
        try:
            lock.acquire(timeout=_MOMENT)
        except Timeout:
            tell(f"waiting for {_holder(folder)}")
            lock.acquire(timeout=patience)
    except Timeout as fault:
        hint = "wait until it has ended, or end it"
        raise OutputError(f"{_holder(folder)} does not end", Place(str(folder)), hint) from fault
    except (OSError, NotImplementedError):
        yield
        return
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
