"""A live server on a port of its own, raw requests to it, and a whole preview of a real site beside the test."""

import json
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import pytest

from sitegen.config import read_settings
from sitegen.serve import serve
from sitegen.serve.server import Server
from sitegen.serve.site import Stage

NOW = datetime(2026, 6, 1, tzinfo=UTC)
QUIET_SECONDS = 0.4  # after which a preview that has said nothing is at rest: several times what it waits for an editor

FILES = {
    "index.html": "<!doctype html><title>브리핑</title><body><p>첫 쪽</p></body>".encode(),
    "a/x/index.html": b"<body>one </body> literal and the last </body></html>",
    "p/김영섭/index.html": "<body>사람</body>".encode(),
    "404.html": b"<body>no such page</body>",
    "static/site.css": b"p{}",
    "feed.xml": b"<feed/>",
    "no-body.html": b"<p>plain",
    "q%2e.html": b"percent",
}

SEED = """\
---
title: 윤슬시, 새 도서관 착공
published: 2025-03-14
source: 물마루통신
---

윤슬시는 12일 새 도서관을 착공했다. 총사업비는 86억원이다.
"""
OTHER = """\
---
title: 한빛전자, 오션테크와 공급 계약
published: 2025-05-28
source: 물마루통신
---

한빛전자는 27일 오션테크와 해상풍력 부품 공급 계약을 체결했다. 계약 금액은 1200억원이다.
"""
ARTICLE = "/a/2025-03-14-library/"
COST = "총사업비는 86억원이다."

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def parse(raw: bytes) -> Answer:
    head, _, body = raw.partition(b"\r\n\r\n")
    line, *fields = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (field.partition(": ") for field in fields)}
    return Answer(int(line.split(" ")[1]), headers, body)


@dataclass(frozen=True, slots=True)
class Live:
    """A server as a browser sees it."""

    stage: Stage
    port: int

    def raw(self, request: bytes) -> bytes:
        """Everything that the server sends until it closes the connection."""
        with socket.create_connection(("127.0.0.1", self.port), 10) as connection:
            connection.sendall(request)
            got = b""
            while more := connection.recv(65536):
                got += more
            return got

    def ask(self, target: str | bytes, *headers: str, method: str = "GET", host: str | None = "") -> Answer:
        """The answer to one request; *host* "" is the right one, None leaves it out."""
        name = f"127.0.0.1:{self.port}" if host == "" else host
        lines = [*([f"Host: {name}"] if name is not None else []), *headers]
        path = target.encode() if isinstance(target, str) else target
        request = b"%b %b HTTP/1.1\r\n%b\r\n\r\n" % (method.encode(), path, "\r\n".join(lines).encode("latin-1"))
        return parse(self.raw(request))

    def shows(self, words: str, target: str = "/") -> bool:
        """Whether the page at *target* is there and says *words*."""
        answer = self.ask(target)
        return answer.status == 200 and words in answer.body.decode()


class Page:
    """An open page's end of the channel."""

    def __init__(self, live: Live, target: str = "/") -> None:
        self._socket = socket.create_connection(("127.0.0.1", live.port), 10)
        asked = f"GET /__sitegen/events?page={quote(target)} HTTP/1.1\r\nHost: 127.0.0.1:{live.port}\r\n\r\n"
        self._socket.sendall(asked.encode())
        self._stream = self._socket.makefile("rb")
        self.status = int(self._stream.readline().split()[1])
        self.headers = b""
        while (line := self._stream.readline()) not in (b"\r\n", b""):
            self.headers += line.lower()

    def line(self) -> bytes:
        """The next line, whatever it is."""
        return self._stream.readline()

    def next(self) -> dict[str, Any]:
        """The next message. Raises EOFError where the channel has ended."""
        for line in self._stream:
            if line.startswith(b"data: "):
                return dict(json.loads(line[6:]))
        raise EOFError

    def until(self, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first message of which *holds* is true."""
        while not holds(told := self.next()):
            pass
        return told

    def built(self) -> dict[str, Any]:
        """The next message of a site that is built, whole or with a fault."""
        return self.until(lambda told: not told["building"])

    def close(self) -> None:
        self._stream.close()
        self._socket.close()


def page(live: Live, target: str = "/") -> AbstractContextManager[Page]:
    """The page at *target*, opened."""
    return closing(Page(live, target))


@dataclass(frozen=True, slots=True)
class Running(Live):
    """A preview of a site, running."""

    said: list[str] = field(default_factory=list)

    @property
    def builds(self) -> int:
        """How often it was built anew; the first build is not told."""
        return sum(1 for line in self.said if line.startswith("built:"))

    def state(self, target: str = "/") -> dict[str, Any]:
        """What an open page at *target* would be told now."""
        with page(self, target) as opened:
            return opened.next()

    def rest(self, quiet: float = QUIET_SECONDS) -> dict[str, Any]:
        """What an open page is told once nothing has been built, or been under way, for some time."""
        until = time.monotonic() + 60
        seen, since = self.state(), time.monotonic()
        while time.monotonic() < until:
            time.sleep(0.05)
            now = self.state()
            if now["version"] != seen["version"] or now["building"]:
                seen, since = now, time.monotonic()
            elif time.monotonic() - since > quiet:
                return now
        raise AssertionError("it never came to rest")

    def saved(self) -> None:
        """Waits until what has just been saved has been noticed: for somebody whose build is held up."""
        time.sleep(2 * QUIET_SECONDS)


def waited(look: Callable[[], T], seconds: float = 20.0) -> T:
    """What *look* says once it says anything."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.02)
    raise AssertionError("it never came")


def write(root: Path, text: str = SEED, name: str = "2025-03-14-library.md") -> Path:
    """The seed of that *name* is saved in place."""
    path = root / "seeds" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@contextmanager
def previewed(root: Path, *, poll: bool = False) -> Iterator[Running]:
    """A preview of the site in *root* that runs beside the test, and is ended by it."""
    stop = threading.Event()
    said: list[str] = []
    ended: list[BaseException] = []

    def run() -> None:
        try:
            serve(
                read_settings(root), port=0, now=lambda: NOW, open_browser=False, poll=poll, echo=said.append, stop=stop
            )
        except BaseException as fault:
            ended.append(fault)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        address = waited(lambda: ended or next((line for line in said if line.startswith("serving ")), ""), 60)
        assert isinstance(address, str), ended
        # The stage is the server's own here: the tests see what a browser sees.
        yield Running(None, int(address.split(":")[2].split("/")[0]), said)  # type: ignore[arg-type]
        assert not ended
    finally:
        stop.set()
        thread.join(20)
    assert not thread.is_alive()
    assert not ended


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The analyser is loaded: the first build of a process takes seconds, and the others none."""
    root = tmp_path_factory.mktemp("warm")
    write(root)
    with previewed(root):
        pass


@pytest.fixture
def root(tmp_path: Path, warm: None) -> Path:
    """The folder of a site with one article."""
    write(tmp_path)
    return tmp_path


@pytest.fixture
def preview(root: Path) -> Iterator[Running]:
    """A preview of the site in *root*."""
    with previewed(root) as running:
        yield running


@pytest.fixture
def live() -> Iterator[Live]:
    """A server that shows FILES."""
    stage = Stage()
    stage.show(FILES)
    with Server(stage, 0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield Live(stage, server.port)
        stage.close()
        server.shutdown()
        thread.join(5)


def copied(root: Path, target: Path) -> Path:
    """The sources of the site in *root*, and nothing that a build has left, in the new folder *target*."""
    shutil.copytree(root, target, ignore=shutil.ignore_patterns(".sitegen", "output"))
    return target
