"""The line to a host that gives files by SFTP: made as the user's own `ssh` would make it, by ``~/.ssh/config``, an agent, and
the known hosts, which are checked; and what goes wrong on it, in words."""

import asyncio
import os
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from contextlib import suppress
from types import TracebackType
from typing import Any, Self, TypeVar

from sitegen.errors import PublishError, SettingsError, SitegenError
from sitegen.publish.faults import TargetRefuses, TargetUnreachable
from sitegen.publish.ssh import is_host, is_port

try:
    import asyncssh
except ImportError as missing:
    raise SettingsError("publishing by SFTP needs asyncssh", None, "pip install 'sitegen[sftp]'") from missing

__all__ = ["IN_FLIGHT", "Line", "asyncssh", "each"]

PASSWORD = "SITEGEN_SFTP_PASSWORD"
IN_FLIGHT = 1024  # requests; a server answers them in their order
_ANSWERS = 30.0  # seconds that a host may take to let us in

T = TypeVar("T")
S = TypeVar("S")


class Line:
    """A line to *host*, an alias of the user's configuration or ``user@host``. Entered, it may be asked by any thread.

    Raises SettingsError for a host or a port that is none.
    """

    def __init__(self, host: str, *, port: str, user: str, name: str) -> None:
        if not is_host(host) or (user and not is_host(f"{user}@h")):
            raise SettingsError(f"no such host: '{user and user + '@'}{host}'", None, 'write  host = "host.example"')
        if not is_port(port):
            raise SettingsError(f"no such port: '{port}'", None, "write  port = 22")
        before, _, self._host = host.rpartition("@")
        self._user = user or before
        self._port = port
        self.name = name
        self._ending: set[asyncio.Future[None]] = set()  # files that are being written or closed, and not waited for
        self._named = f"ssh {self._user and self._user + '@'}{self._host}"

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(ready)), daemon=True)
        self._thread.start()
        ready.wait()
        try:
            self._run(self._connect())
        except BaseException:
            self._end()
            raise
        return self

    async def _serve(self, ready: threading.Event) -> None:
        """Whatever is asked of the host is asked in this thread, so that any thread may ask."""
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        ready.set()
        await self._over.wait()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with suppress(PublishError):
                self._run(self._leave())
        finally:
            self._end()

    async def _connect(self) -> None:
        given: dict[str, Any] = {"connect_timeout": _ANSWERS, "login_timeout": _ANSWERS, "keepalive_interval": 15}
        if self._port:
            given["port"] = int(self._port)
        if self._user:
            given["username"] = self._user
        password = os.environ.get(PASSWORD)
        if password:
            given["password"] = password
        options = await asyncssh.SSHClientConnectionOptions.construct(host=self._host, **given)
        # "UserKnownHostsFile none" would let anybody be the host; with an empty list the usual file is read.
        files = [os.path.expanduser(str(one)) for one in options.known_hosts or ()]
        known = [one for one in files if os.path.isfile(one)]
        self._connection = await asyncssh.connect(self._host, options=options, known_hosts=known)
        self._client = await self._connection.start_sftp_client(path_encoding="utf-8", path_errors="surrogateescape")

    async def _leave(self) -> None:
        await asyncio.gather(*self._ending, return_exceptions=True)
        self._client.exit()
        self._connection.close()
        await self._connection.wait_closed()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        """What *work* gives. Raises PublishError where it fails, in the words of this module."""
        asked = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return asked.result()
        except PublishError:
            raise
        except asyncssh.SFTPError as fault:
            raise self._refused(fault) from fault
        except (asyncssh.Error, OSError, ValueError) as fault:
            raise self._unconnected(fault) from fault
        except BaseException:
            asked.cancel()
            raise

    def _refused(self, fault: "asyncssh.SFTPError") -> PublishError:
        if isinstance(fault, (asyncssh.SFTPNoConnection, asyncssh.SFTPConnectionLost)):
            return TargetUnreachable(f"the connection to {self._host} broke off", None, "run the command again")
        if isinstance(fault, (asyncssh.SFTPPermissionDenied, asyncssh.SFTPWriteProtect)):
            hint = "the user of the connection needs the right to write there"
            return TargetRefuses(f"{self.name} cannot be written or read: permission denied", None, hint)
        if isinstance(fault, (asyncssh.SFTPNoSpaceOnFilesystem, asyncssh.SFTPQuotaExceeded)):
            return self._full()
        return TargetRefuses(f"{self.name}: the host says: {fault.reason}", None, "often a quota that is used up")

    def _full(self) -> PublishError:
        return TargetRefuses(f"{self.name}: the disk is full", None, "make room there")

    def _unconnected(self, fault: Exception) -> SitegenError:
        host = self._host
        if isinstance(fault, asyncssh.HostKeyNotVerifiable):
            hint = f"connect once by hand, compare the key, and accept it:  {self._named}"
            return TargetRefuses(f"the host key of {host} is not the one that is known here, or none is", None, hint)
        if isinstance(fault, asyncssh.PermissionDenied):
            hint = f"an agent must hold the key, or it must have no passphrase; a password stands in {PASSWORD}"
            return TargetRefuses(f"{host} refuses our key or password", None, hint)
        if isinstance(fault, (asyncssh.KeyImportError, asyncssh.ConfigParseError, ValueError)):
            return SettingsError(f"{host}: the configuration of ssh cannot be used: {fault}", None, self._named)
        words = " ".join(str(fault).split()) or "no answer in time"
        return TargetUnreachable(f"{host} cannot be reached: {words}", None, f"try  {self._named}")


async def each(work: Callable[..., Awaitable[S]], given: Iterable[Any], at_once: int = IN_FLIGHT) -> list[S]:
    """What *work* gives for each of *given*, in their order, so many at a time. The first fault ends all of it."""
    waiting = list(enumerate(given))[::-1]
    results: dict[int, S] = {}

    async def worker() -> None:
        while waiting:
            number, one = waiting.pop()
            results[number] = await work(*(one if isinstance(one, tuple) else (one,)))

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(min(at_once, len(waiting))):
                group.create_task(worker())
    except BaseExceptionGroup as several:
        raise several.exceptions[0] from None
    return [results[number] for number in sorted(results)]
