"""A real preview to attack: the folder of a site, the server over it, and requests written byte by byte."""

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from sitegen.config import read_settings
from sitegen.serve import serve

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ARTICLE = "2025-05-28-hanbit"
SEED = """\
---
title: 한빛전자, 오션테크와 공급 계약
published: 2025-05-28
source: 물마루통신
---

한빛전자는 27일 서울에서 오션테크와 해상풍력 부품 공급 계약을 체결했다. 계약 금액은 1200억원이다.

오션테크는 지난 3월 조직을 개편했다. 온산시 관계자는 공장 터가 좁다고 주장했다.
"""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def told(self) -> Any:
        return json.loads(self.body)


def parse(raw: bytes) -> Answer:
    assert raw, "the connection was closed without an answer"
    head, _, body = raw.partition(b"\r\n\r\n")
    line, *fields = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (field.partition(": ") for field in fields)}
    return Answer(int(line.split(" ")[1]), headers, body)


@dataclass(frozen=True, slots=True)
class Attacked:
    """A preview at *port* of the site in *root*; *said* is what it has told in the terminal."""

    root: Path
    port: int
    said: list[str]

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def seed(self) -> Path:
        return self.root / "seeds" / f"{ARTICLE}.md"

    @property
    def corrections(self) -> Path:
        return self.root / "seeds" / f"{ARTICLE}.corrections.toml"

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), 15)

    def raw(self, request: bytes) -> bytes:
        """Everything that the server sends until it closes the connection."""
        with self.connect() as connection:
            connection.sendall(request)
            return rest_of(connection)

    def ask(self, target: str | bytes, *headers: str, method: str = "GET", host: str | None = "") -> Answer:
        """The answer to one request; *host* "" is the right one, None leaves it out."""
        name = f"127.0.0.1:{self.port}" if host == "" else host
        lines = [*([f"Host: {name}"] if name is not None else []), *headers]
        path = target.encode() if isinstance(target, str) else target
        return parse(
            self.raw(b"%b %b HTTP/1.1\r\n%b\r\n\r\n" % (method.encode(), path, "\r\n".join(lines).encode("latin-1")))
        )

    def desk(self, article: str = ARTICLE) -> Answer:
        return self.ask(f"/__desk/{quote(article, safe='')}")

    def token(self) -> str:
        found = re.search(r'data-token="([^"]+)"', self.ask("/").text)
        assert found is not None
        return found[1]

    def fact(self, words: str, article: str = ARTICLE) -> str:
        """The id of the fact whose words the desk shows as *words*."""
        found = re.search(
            rf'data-id="(\w+)"><div[^>]*><p><span class="kind">\w+</span> <strong>(?:<bdi>)?{re.escape(words)}<',
            self.desk(article).text,
        )
        assert found is not None, words
        return found[1]

    def post_head(self, target: str, length: int | None, **changed: str | None) -> bytes:
        """The head of a request as a page of the desk sends it; *changed* headers by name, None leaves one out."""
        headers: dict[str, str | None] = {
            "Host": f"127.0.0.1:{self.port}",
            "Origin": self.home,
            "Content-Type": "application/json",
            "Content-Length": None if length is None else str(length),
            "X-Sitegen-Token": self.token() if "X_Sitegen_Token" not in changed else None,
        }
        headers |= {name.replace("_", "-"): value for name, value in changed.items()}
        lines = [f"{name}: {value}" for name, value in headers.items() if value is not None]
        return ("\r\n".join([f"POST {target} HTTP/1.1", *lines]) + "\r\n\r\n").encode("latin-1")

    def post(self, action: str, given: object, **changed: str | None) -> Answer:
        """The answer to what a page of the desk asks; *given* as JSON, bytes as they are."""
        body = given if isinstance(given, bytes) else json.dumps(given).encode()
        return parse(self.raw(self.post_head(f"/__desk/{action}", len(body), **changed) + body))

    def correct(self, action: str, words: str, **values: str) -> Answer:
        return self.post(action, {"article": ARTICLE, "fact": self.fact(words), "values": values})


def rest_of(connection: socket.socket) -> bytes:
    got = b""
    while more := connection.recv(65536):
        got += more
    return got


@contextmanager
def attacked(root: Path, *, seeds: dict[str, str] | None = None) -> Iterator[Attacked]:
    """A preview of a new site in *root* that runs beside the test, and is ended by it. *seeds* by file name."""
    (root / "seeds").mkdir(exist_ok=True)
    for name, text in (seeds or {f"{ARTICLE}.md": SEED}).items():
        (root / "seeds" / name).write_text(text, encoding="utf-8")
    said: list[str] = []
    stop = threading.Event()
    thread = threading.Thread(
        target=serve,
        args=(read_settings(root),),
        kwargs={"port": 0, "now": lambda: NOW, "open_browser": False, "poll": False, "echo": said.append, "stop": stop},
    )
    thread.start()
    try:
        line = waited(lambda: next((line for line in said if line.startswith("serving ")), ""))
        yield Attacked(root, int(line.split(":")[2].split("/")[0]), said)
    finally:
        stop.set()
        thread.join(30)
        assert not thread.is_alive()


def waited(look: Callable[[], T], seconds: float = 30.0) -> T:
    """What *look* says once it says anything."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.02)
    raise AssertionError("it never came")
