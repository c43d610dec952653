"""A live server on a port of its own, and raw requests to it."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from sitegen.serve.server import Server
from sitegen.serve.site import Stage

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
