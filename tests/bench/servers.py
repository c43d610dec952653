"""A development server in a process of its own, and how long a reader waits for its pages. Linux only.

A page is asked for again and again, as a browser would that never tires: every 5 ms, and not while an answer is on its
way. A server that lets a request wait until it has built makes its reader wait, and that counts.
"""

import http.client
import math
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

import psutil

from tests.bench.run import Failed, Watch, end, last_line, processes

LOOPBACK = "127.0.0.1"

_PAUSE = 0.005  # seconds from an answer to the next request
_LONGEST_START = 3600.0  # seconds until the first page; a site may have to be built first
_LONGEST_SAVE = 900.0  # seconds until a save is on its page
_QUIET = 0.3  # seconds: how long a server is left alone, and then looked at
_IDLE = 0.3  # of a core: some servers look at every file again and again, and use as much of it for ever
_GOLDEN_RATIO = 0.6180339887  # its multiples lie evenly between whole numbers, however few there are
_TICKS = 1.0  # seconds: two ticks of those that look for saves twice in a second
_PATIENCE = 5.0  # seconds that a server has to end by itself


class Server:
    """A server that runs in *folder* as long as the ``with`` lasts; *arguments* have ``{port}`` where its port goes.

    What it says goes into the file *log*, and its temporary files are gone when it is. It must not be reachable from
    elsewhere. Whatever happens, no process of it outlives the ``with``. Every method raises Failed where the server has
    ended by itself, or where it takes so long that nobody would wait.
    """

    def __init__(
        self, program: str, arguments: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path
    ) -> None:
        self.port = _free_port()
        self.command = (program, *(argument.format(port=self.port) for argument in arguments))
        self.folder, self.environment, self.log = folder, environment, log
        self._connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=_LONGEST_START)
        self._saves = 0
        self._open = ExitStack()

    def __enter__(self) -> "Server":
        os.sync()  # what others have written is not written back at the cost of this server
        with ExitStack() as opened:
            rest = opened.enter_context(tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True))
            out = opened.enter_context(self.log.open("wb"))
            self._process = subprocess.Popen(
                self.command, cwd=self.folder, env={**self.environment, "TMPDIR": rest}, stdin=subprocess.DEVNULL,
                stdout=out, stderr=out, start_new_session=True,
            )  # fmt: skip
            opened.callback(self._end)
            opened.callback(self._connection.close)
            self._watch = Watch(self._process.pid, math.inf)
            self._open = opened.pop_all()
        return self

    def __exit__(self, *fault: object) -> None:
        self._open.close()

    def begin(self, address: str) -> None:
        """Waits until the page at *address* is served and the server has nothing more to do."""
        self._wait(address, "", _LONGEST_START)
        elsewhere = {host for host in self._hosts() if host != LOOPBACK}
        if elsewhere:
            raise Failed(f"it listens at {', '.join(sorted(elsewhere))}")
        self.settle()
        self._open.enter_context(self._watch)

    def seconds_until(self, address: str, words: str, path: Path, text: str) -> float:
        """How long it takes from just before *text* is written to the file *path* until the page at *address* has *words*.

        The file is written in place, as an editor does that empties it and writes it anew.
        """
        start = time.perf_counter()
        path.write_text(text, encoding="utf-8")
        self._wait(address, words, _LONGEST_SAVE)
        return time.perf_counter() - start

    def settle(self) -> None:
        """Leaves the server alone for a moment, and then until it rests: what one save has left to do is not the next's.

        Then comes a pause of another length each time, the same ones for every server: one that looks for saves by the
        tick of a clock would otherwise find each of them at the same moment between two ticks.
        """
        until = time.monotonic() + _LONGEST_SAVE
        time.sleep(_QUIET)
        while True:
            before = self._used()
            time.sleep(_QUIET)
            if self._used() - before < _IDLE * _QUIET:
                break
            self._check(until, "it never rests")
        self._saves += 1
        time.sleep(self._saves * _GOLDEN_RATIO % 1 * _TICKS)

    @property
    def peak(self) -> float:
        """MiB of all processes of the server together, at the most since `begin`: its first build is another measure."""
        return self._watch.peak / 2**20

    def _wait(self, address: str, words: str, seconds: float) -> None:
        """Returns as soon as an answer at *address* has *words* in it."""
        until = time.monotonic() + seconds
        while (page := self._page(address, until)) is None or words not in page:
            self._check(until, f"{address} has no {words}" if words else f"there is no {address}")
            time.sleep(_PAUSE)

    def _page(self, address: str, until: float) -> str | None:
        """What is served there now; None where nothing is, or nobody answers yet."""
        self._connection.timeout = max(1.0, until - time.monotonic())
        try:
            self._connection.request("GET", address)
            answer = self._connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return None
        return content.decode("utf-8", errors="replace") if answer.status == http.HTTPStatus.OK else None

    def _check(self, until: float, complaint: str) -> None:
        code = self._process.poll()
        if code is not None:
            raise Failed(f"the server has ended with exit code {code}: {last_line(self.log)}")
        if time.monotonic() > until:
            raise Failed(f"{complaint}: {last_line(self.log)}")

    def _hosts(self) -> set[str]:
        """The addresses at which it listens."""
        own = set(processes(self._process.pid))
        listening = (one for one in psutil.net_connections("tcp") if one.status == psutil.CONN_LISTEN)
        return {one.laddr.ip for one in listening if one.pid in own}

    def _used(self) -> float:
        """Seconds of processor time that its processes have used, and the children that they have waited for."""
        seconds = 0.0
        for process in processes(self._process.pid):
            with suppress(psutil.Error):  # it has ended meanwhile
                used = psutil.Process(process).cpu_times()
                seconds += used.user + used.system + used.children_user + used.children_system
        return seconds

    def _end(self) -> None:
        """As Ctrl-C does, so that it can clear away what is its own; then by force."""
        session = self._process.pid
        with suppress(ProcessLookupError):
            os.killpg(session, signal.SIGINT)
        try:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_PATIENCE)
        finally:
            end(session)
            self._process.wait()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        return int(taken.getsockname()[1])
