"""A host behind ``ssh``: the system's own client, by the user's own configuration, which never asks anything.

One connection is made and carries every command after it, so that a command costs a round trip and not a handshake.
"""

import re
import shlex
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from sitegen.errors import PublishError, SettingsError
from sitegen.publish.faults import TargetRefuses, TargetUnreachable

# Of a name on the command line: "-o…" would be an option, and the remote shell must find nothing of its own in it.
_HOST = re.compile(r"(?:\w[\w.+%\\-]*@)?(?:\w[\w.-]*|\[[0-9A-Fa-f:.]+(?:%\w+)?\])")
_SETTINGS = (
    "BatchMode=yes", "StrictHostKeyChecking=yes", "ConnectTimeout=20", "ServerAliveInterval=15", "ServerAliveCountMax=4",
    "ClearAllForwardings=yes", "PermitLocalCommand=no", "RemoteCommand=none", "RequestTTY=no", "LogLevel=INFO",
)  # fmt: skip
_LOOKS = 0.01  # seconds between two looks whether the connection is there
_PATIENCE = 60.0  # seconds for it, over any number of jumps
_PLAIN = "LC_ALL=C; export LC_ALL\n"  # what programs say there is English
_SHOWN = 3  # lines of what a program said, in a message

# What ssh says, what kind of fault that is, our words, and the hint; {host} is what the user calls the host.
_CONNECTING: tuple[tuple[str, type[PublishError], str, str], ...] = (
    ("REMOTE HOST IDENTIFICATION HAS CHANGED", TargetRefuses, "{host} shows another host key than the one that is known",
     "ask who runs the host whether its key was changed; if so:  ssh-keygen -R {host}, then  ssh {host}"),
    ("Host key verification failed", TargetRefuses, "the host key of {host} is not known here",
     "connect once by hand, compare the key, and accept it:  ssh {host}"),
    ("Permission denied", TargetRefuses, "{host} refuses our key",
     "try  ssh {host};  an agent must hold the key, or it must have no passphrase"),
    ("Too many authentication failures", TargetRefuses, "{host} refuses our keys",
     "name the right one in ~/.ssh/config: IdentityFile, IdentitiesOnly yes"),
    ("Could not resolve hostname", TargetUnreachable, "there is no host {host}, or no network", "try  ssh {host}"),
)  # fmt: skip
# What programs over there say, in the same form; {name} is the target.
_WORKING: tuple[tuple[str, type[PublishError], str, str], ...] = (
    ("No space left on device", TargetRefuses, "{name}: the disk is full", "make room there; `keep` says how many "
     "releases are kept"),
    ("Disk quota exceeded", TargetRefuses, "{name}: the quota is used up", "make room there"),
    ("Read-only file system", TargetRefuses, "{name} cannot be written: the file system is read-only", ""),
    ("Permission denied", TargetRefuses, "{name} cannot be written or read: permission denied",
     "the user of the connection needs the right to write there"),
)  # fmt: skip


def is_host(text: str) -> bool:
    """Whether *text* is an alias of the configuration, a host or ``user@host``, and no option and no command."""
    return bool(_HOST.fullmatch(text))


def is_port(text: str) -> bool:
    """Whether *text* is a port, or nothing."""
    return not text or (text.isdecimal() and 0 < int(text) < 65536)


def path_there(text: str) -> str:
    """*text*, a path on a host, from the root or from the home folder. Raises SettingsError."""
    path = "." if text == "~" else text.removeprefix("~/")
    if not path or not path.isprintable():
        raise SettingsError(f"no such path on a host: '{text}'", None, 'write  path = "briefing"')
    return path if path.startswith("/") else f"./{path}"


class Ssh:
    """A connection to *host*, an alias of the user's configuration or ``user@host``, at *port* or where that says.

    *name* is what the user calls the target. Raises SettingsError for a host that is none.
    """

    def __init__(self, host: str, port: str, name: str) -> None:
        if not is_host(host):
            raise SettingsError(f"no such host: '{host}'", None, 'write  host = "me@host.example", or an alias of ssh')
        if not is_port(port):
            raise SettingsError(f"no such port: '{port}'", None, "write  port = 22")
        self.host = host
        self._name = name
        self._port = ("-p", port) if port else ()

    def __enter__(self) -> Self:
        # Short: the path of a socket may have some hundred bytes, and the folder for temporary files a long name.
        short = "/tmp" if Path("/tmp").is_dir() else None
        self._folder = tempfile.TemporaryDirectory(prefix="sitegen-", dir=short, ignore_cleanup_errors=True)
        self._master: subprocess.Popen[bytes] | None = None
        try:
            self._connect()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._master is not None:
            self._master.terminate()
            self._master.communicate()
        self._folder.cleanup()

    def _command(self, *, is_master: bool = False) -> tuple[str, ...]:
        """``ssh`` by our settings, without the host."""
        own = (f"ControlMaster={'yes' if is_master else 'no'}", f"ControlPath={self._socket}", "ControlPersist=no")
        options = [part for setting in (*_SETTINGS, *own) for part in ("-o", setting)]
        return ("ssh", *options, *self._port)

    @property
    def _socket(self) -> str:
        return f"{self._folder.name}/s"

    def _connect(self) -> None:
        said = Path(self._folder.name) / "said"
        # It ends when nothing can come any more, also where we are killed: else the connection would outlive us.
        given = [*self._command(is_master=True), self._plain, "exec cat"]
        with said.open("wb") as errors:
            try:
                self._master = subprocess.Popen(given, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors)
            except FileNotFoundError as missing:
                raise PublishError("ssh is not installed", None, "install OpenSSH") from missing
        end = time.monotonic() + _PATIENCE
        while not Path(self._socket).exists():
            if self._master.poll() is not None:
                raise self._unconnected(said.read_text("utf-8", "replace"))
            if time.monotonic() > end:
                raise TargetUnreachable(f"{self.host} does not answer", None, f"try  ssh {self.host}")
            time.sleep(_LOOKS)

    @property
    def _plain(self) -> str:
        """The host as ssh wants it: a numeric address in brackets is rsync's way."""
        return re.sub(r"\[(.*)\]$", r"\1", self.host)

    def run(self, script: str, *arguments: str) -> bytes:
        """What the shell *script* prints there, with ``$1 $2 …``. Raises PublishError where it fails.

        It arrives whole or not at all: it is one argument and no stream, of which half could be run.
        """
        words = shlex.join(("sh", "-c", f"{_PLAIN}{script}", "sh", *arguments))
        done = subprocess.run(
            [*self._command(), self._plain, words], stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
        if done.returncode:
            raise self.failed(done.returncode, done.stderr.decode("utf-8", "replace"))
        return done.stdout

    def rsync(
        self, arguments: list[str], script: str, *values: str, told: Callable[[str], None], meanwhile: Callable[[], None],
        every: float,
    ) -> subprocess.CompletedProcess[str]:  # fmt: skip
        """What ``rsync`` says, with the shell *script* at its other end, which gets *values* and then rsync's own words.

        *told* gets each line as it is printed, from another thread; *meanwhile* is called all *every* seconds. How it
        ended is for the caller to judge.
        """
        there = shlex.join(("sh", "-c", f"{_PLAIN}{script}", "sh", *values))
        # rsync parts its words at spaces, and knows quotes, which it doubles inside of quotes.
        shell = " ".join("'" + word.replace("'", "''") + "'" for word in self._command())
        given = ["rsync", "--outbuf=L", "-e", shell, f"--rsync-path={there}", *arguments]
        with tempfile.TemporaryFile() as errors:
            try:
                process = subprocess.Popen(given, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors)
            except FileNotFoundError as missing:
                hint = 'install it, or use  kind = "sftp"'
                raise PublishError("rsync is not installed here", None, hint) from missing
            with process:
                listening = threading.Thread(target=_listen, args=(process.stdout, told))
                listening.start()
                try:
                    _wait(process, meanwhile, every)
                except BaseException:
                    process.terminate()
                    raise
                finally:
                    listening.join()
            errors.seek(0)
            said = errors.read().decode("utf-8", "replace")
        return subprocess.CompletedProcess(given, process.returncode, "", said)

    def failed(self, status: int, said: str) -> PublishError:
        """The fault behind what a program on the host said before it ended with *status*."""
        for sign, kind, message, hint in _WORKING:
            if sign in said:
                return kind(f"{message.format(name=self._name)}{_lines(said, sign)}", None, hint)
        if status == 255 or self._master is None or self._master.poll() is not None:
            return TargetUnreachable(f"the connection to {self.host} broke off", None, "run the command again")
        if status == 127 or "rsync: not found" in said or "rsync: command not found" in said:
            return self.without_rsync()
        return PublishError(f"{self._name}: {_lines(said).strip(' :') or f'a command ended with {status}'}")

    def without_rsync(self) -> PublishError:
        return TargetRefuses(f"there is no rsync on {self.host}", None, 'install it there, or use  kind = "sftp"')

    def _unconnected(self, said: str) -> PublishError:
        for sign, kind, message, hint in _CONNECTING:
            if sign in said:
                return kind(message.format(host=self.host), None, hint.format(host=self.host))
        return TargetUnreachable(f"{self.host} cannot be reached{_lines(said)}", None, f"try  ssh {self.host}")


def _listen(source: IO[bytes], told: Callable[[str], None]) -> None:
    for line in source:
        told(line.rstrip(b"\n").decode("utf-8", "surrogateescape"))


def _wait(process: "subprocess.Popen[bytes]", meanwhile: Callable[[], None], every: float) -> None:
    """Until *process* has ended; *meanwhile* is called all *every* seconds."""
    while True:
        try:
            process.wait(timeout=every)
            return
        except subprocess.TimeoutExpired:
            meanwhile()


def _lines(said: str, sign: str = "") -> str:
    """The lines of *said* that tell something, with *sign* if there is one, to be put behind a message."""
    lines = [line.strip() for line in said.splitlines() if line.strip() and sign in line]
    return f": {' / '.join(lines[:_SHOWN])}" if lines else ""
