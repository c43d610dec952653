"""Runs a command in a process of its own and tells how long it took and how much memory it needed. Linux only.

Memory is that of all processes of the command together, as their PSS of ``/proc``: a page that several of them share is
counted once. It is looked at again and again while the command runs, but never for more than a hundredth of the time:
looking costs the machine something, too.
"""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_SHORTEST_PAUSE = 0.02  # seconds between two looks at the memory
_SHARE = 0.01  # of the time that may go into looking
_TIMEOUT = 3600  # seconds


class Failed(Exception):
    """A command that did not do what is measured: no time of it counts."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Seconds of wall time, and MiB of all processes together at their peak."""

    seconds: float
    mib: float


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path) -> Sample:
    """Runs *command* in *folder* until it ends; what it says goes into the file *log*. Raises Failed if it fails."""
    os.sync()  # what others have written is not written back at the cost of this command
    with log.open("wb") as out:
        start = time.perf_counter()
        # A session of its own: that is how all its processes are found, and ended where they must be.
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        )  # fmt: skip
        with Watch(process.pid) as watch:
            try:
                code = process.wait()  # without a timeout: with one it would wait in steps
            except BaseException:
                end(process.pid)
                raise
            seconds = time.perf_counter() - start
    if code:
        late = f"not done after {_TIMEOUT} s; " if watch.is_late else ""
        raise Failed(f"{late}exit code {code}: {last_line(log)}")
    return Sample(seconds, watch.peak / 2**20)


def last_line(log: Path) -> str:
    """The last line of a log that says something."""
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


class Watch(threading.Thread):
    """Looks at the memory of a session's processes until it is left; ends them when their *seconds* are over."""

    def __init__(self, session: int, seconds: float = _TIMEOUT) -> None:
        super().__init__(daemon=True)
        self.session, self.seconds = session, seconds
        self.peak = 0  # bytes
        self.is_late = False
        self.over = threading.Event()

    def __enter__(self) -> "Watch":
        self.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self.over.set()
        self.join()

    def run(self) -> None:
        until = time.monotonic() + self.seconds
        pause = 0.0
        while not self.over.wait(pause):
            start = time.monotonic()
            self.peak = max(self.peak, sum(map(_memory, processes(self.session))))
            pause = max(_SHORTEST_PAUSE, (time.monotonic() - start) / _SHARE)
            if start > until and not self.is_late:
                self.is_late = True
                end(self.session)


def processes(session: int) -> Iterator[int]:
    """The numbers of the session's processes."""
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with suppress(ProcessLookupError):  # it has ended meanwhile
                if os.getsid(int(entry)) == session:
                    yield int(entry)


def _memory(process: int) -> int:
    """Bytes of PSS; 0 of a process that has ended."""
    try:
        with open(f"/proc/{process}/smaps_rollup", encoding="ascii") as file:
            return next((int(line.split()[1]) * 1024 for line in file if line.startswith("Pss:")), 0)
    except (FileNotFoundError, ProcessLookupError):
        return 0


def end(session: int) -> None:
    """Ends every process of the session, which is also their group."""
    with suppress(ProcessLookupError):
        os.killpg(session, signal.SIGKILL)
