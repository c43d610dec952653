"""Real servers on 127.0.0.1, for the tests and the measuring of publications; whatever happens, none outlives its with.

Between a publisher and its server may stand a line that is as slow as a real one, or somebody who meddles.
"""

import asyncio
import base64
import hashlib
import hmac
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOOPBACK = "127.0.0.1"
HANG = 0  # instead of a status: no answer at all

_LONGEST_START = 30.0  # seconds
_CHUNK = 1 << 16


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        return int(taken.getsockname()[1])


def program(name: str) -> str | None:
    """The path of a program: one that is installed beside this Python, or on the PATH; None where there is none."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.is_file() else shutil.which(name)


@contextmanager
def running(
    command: Sequence[str], port: int, log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[int]:
    """The server that *command* starts, from when it takes connections at *port*; its process. It is killed at the end,
    with all its children."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            command, env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
            start_new_session=True, cwd=log.parent,
        )  # fmt: skip
        try:
            until = time.monotonic() + _LONGEST_START
            while not _listens(port):
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"{command[0]} does not start: {log.read_text('utf-8', 'replace')[-500:]}")
                time.sleep(0.02)
            yield process.pid
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as asking:
        asking.settimeout(1.0)
        return asking.connect_ex((LOOPBACK, port)) == 0


# Another server of S3 on this machine, to be tried instead: http://KEY:SECRET@127.0.0.1:PORT/BUCKET. All that is in that
# bucket is deleted.
GIVEN = urlsplit(os.environ.get("SITEGEN_S3_SERVER", ""))
assert GIVEN.hostname in (None, LOOPBACK)


@dataclass(frozen=True)
class S3:
    """A server that speaks S3, with one bucket. *folder* is that bucket on the disk, *process* the server's."""

    port: int
    folder: Path
    process: int
    bucket: str = GIVEN.path.strip("/") or "briefing"
    key: str = unquote(GIVEN.username or "") or "SAMPLEKEYOFTHETEST"
    secret: str = unquote(GIVEN.password or "") or "a+secret/that-nobody-may-read"

    @property
    def endpoint(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What a publisher must find in its environment."""
        return {"AWS_ACCESS_KEY_ID": self.key, "AWS_SECRET_ACCESS_KEY": self.secret}


def rclone() -> str | None:
    """The path of an rclone that can serve S3; None where there is none (Debian 12 has an older one)."""
    path = program("rclone")
    if path is None:
        return None
    told = subprocess.run([path, "version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"rclone v1\.(\d+)", told)
    return path if found and int(found[1]) >= 65 else None


@contextmanager
def s3(folder: Path, port: int = 0, *, is_open: bool = False) -> Iterator[S3]:
    """rclone as a server of S3, with its data below *folder*; with *is_open* to everybody, and then of Google's XML, too.

    It ignores ``If-None-Match``: whoever creates a file overwrites it.
    """
    path = rclone()
    assert path is not None
    port = port or free_port()
    bucket = folder / "data" / S3.bucket
    bucket.mkdir(parents=True, exist_ok=True)
    keys = [] if is_open else ["--auth-key", f"{S3.key},{S3.secret}"]
    command = [path, "serve", "s3", "--addr", f"{LOOPBACK}:{port}", *keys, "--etag-hash", "MD5", str(folder / "data")]
    environment = {"RCLONE_CONFIG": os.devnull, "RCLONE_CACHE_DIR": str(folder / "cache")}
    with running(command, port, folder / "rclone.log", environment) as process:
        yield S3(port, bucket, process)


@dataclass(frozen=True)
class Azure:
    """A server of Azure Blob Storage with one container, of the account that every emulator has."""

    port: int
    process: int
    account: str = "devstoreaccount1"
    container: str = "briefing"
    # The emulators' own, which their documentation gives to everybody.
    key: str = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="

    @property
    def endpoint(self) -> str:
        return f"http://{LOOPBACK}:{self.port}/{self.account}"

    def make_container(self) -> None:
        day, version = formatdate(usegmt=True), "2020-10-02"
        asked = f"x-ms-date:{day}\nx-ms-version:{version}\n/{self.account}/{self.account}/{self.container}"
        signed = "PUT" + "\n" * 12 + asked + "\nrestype:container"
        digest = hmac.new(base64.b64decode(self.key), signed.encode(), hashlib.sha256).digest()
        headers = {
            "x-ms-date": day, "x-ms-version": version,
            "Authorization": f"SharedKey {self.account}:{base64.b64encode(digest).decode()}",
        }  # fmt: skip
        address = f"{self.endpoint}/{self.container}?restype=container"
        with urllib.request.urlopen(
            urllib.request.Request(address, method="PUT", headers=headers), timeout=30
        ) as answer:
            assert answer.status == http.HTTPStatus.CREATED


@contextmanager
def azure(folder: Path) -> Iterator[Azure]:
    """Azurite, Microsoft's own emulator, with its data below *folder*."""
    path = program("azurite-blob")
    assert path is not None
    port = free_port()
    command = [path, "--blobHost", LOOPBACK, "--blobPort", str(port), "--location", str(folder / "azurite"), "--silent",
               "--skipApiVersionCheck", "--disableTelemetry"]  # fmt: skip
    with running(command, port, folder / "azurite.log") as process:
        server = Azure(port, process)
        server.make_container()
        yield server


class DelayingProxy:
    """A line to *port* on which a byte takes half of *round_trip*, in ms, and a connection a whole one to be made.

    It is as wide as it gets: what is on its way at the same time arrives at the same time. Used in a ``with``; `port` is
    its own.
    """

    def __init__(self, port: int, round_trip: float) -> None:
        self._to = port
        self._half = round_trip / 2000
        self._ready = threading.Event()
        self._kept: set[object] = set()  # asyncio holds on to no task, and an idle one would be cleared away
        self.port = 0

    def __enter__(self) -> "DelayingProxy":
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self._thread.start()
        assert self._ready.wait(_LONGEST_START)
        return self

    def __exit__(self, *fault: object) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._connected, LOOPBACK, 0, backlog=512)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._end.wait()
        server.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._kept.add(task)
        with suppress(OSError, asyncio.CancelledError):  # whoever is gone at either end
            await asyncio.sleep(self._half * 2)
            far_reader, far_writer = await asyncio.open_connection(LOOPBACK, self._to)
            try:
                async with asyncio.TaskGroup() as both:
                    both.create_task(self._carry(reader, far_writer))
                    both.create_task(self._carry(far_reader, writer))
            finally:
                far_writer.transport.abort()
        writer.transport.abort()
        self._kept.discard(task)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Whatever comes in goes out half a round trip later, in the same order."""
        underway: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        async def arrive() -> None:
            while True:
                due, some = await underway.get()
                await asyncio.sleep(max(0.0, due - self._loop.time()))
                if not some:
                    with suppress(OSError):
                        writer.write_eof()
                    return
                writer.write(some)

        async with asyncio.TaskGroup() as ways:
            ways.create_task(arrive())
            some = b"-"
            while some:
                try:
                    some = await reader.read(_CHUNK)
                except OSError:  # cut off there is as good as ended
                    some = b""
                underway.put_nowait((self._loop.time() + self._half, some))


Meddle = Callable[[str, str], int | None]


class Meddler:
    """Somebody between a publisher and the server at *port* who sees every request, and may answer in the server's place.

    `meddle` is asked with the method and the path, and gives a status, `HANG`, or None to let it pass. `requests` are all
    that came by. Used in a ``with``; `port` is its own.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self.requests: list[tuple[str, str]] = []
        self.meddle: Meddle = lambda method, path: None
        self.code = "Meddled"  # the reason that it gives
        self._is_over = threading.Event()

    def __enter__(self) -> "Meddler":
        meddler = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self) -> None:
                with suppress(OSError):
                    super().handle_one_request()
                    return
                self.close_connection = True

            def do_GET(self) -> None:
                meddler._pass_on(self)

            do_PUT = do_POST = do_DELETE = do_HEAD = do_GET

            def log_message(self, *words: object) -> None:
                """Nothing is said."""

        class Listener(ThreadingHTTPServer):
            request_queue_size = 512
            daemon_threads = True

        self._listener = Listener((LOOPBACK, 0), Handler)
        self.port = self._listener.server_address[1]
        self._thread = threading.Thread(target=self._listener.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self._is_over.set()
        self._listener.shutdown()
        self._thread.join()
        self._listener.server_close()

    def _pass_on(self, asked: BaseHTTPRequestHandler) -> None:
        body = asked.rfile.read(int(asked.headers.get("Content-Length", 0)))
        self.requests.append((asked.command, asked.path))
        status = self.meddle(asked.command, asked.path)
        if status == HANG:
            self._is_over.wait()
            asked.close_connection = True
            return
        if status is not None:
            reason = f"<Error><Code>{self.code}</Code></Error>".encode()
            self._answer(asked, status, {"Content-Type": "application/xml"}, reason)
            return
        connection = http.client.HTTPConnection(LOOPBACK, self._to, timeout=30)
        try:
            connection.request(asked.command, asked.path, body, dict(asked.headers))  # the Host is what was signed
            answer = connection.getresponse()
            self._answer(asked, answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def _answer(self, asked: BaseHTTPRequestHandler, status: int, headers: Mapping[str, str], body: bytes) -> None:
        asked.send_response_only(status)
        for key, value in headers.items():
            if key.lower() not in ("content-length", "transfer-encoding", "connection"):
                asked.send_header(key, value)
        asked.send_header("Content-Length", str(len(body)))
        asked.end_headers()
        if asked.command != "HEAD":
            asked.wfile.write(body)
