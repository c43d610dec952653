"""The channel that tells an open page what changed."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from sitegen.serve.site import digest_of
from tests.serve.conftest import FILES, Live, parse


class Page:
    """An open page's end of the channel."""

    def __init__(self, live: Live) -> None:
        self._socket = socket.create_connection(("127.0.0.1", live.port), 10)
        self._socket.sendall(f"GET /__sitegen/events HTTP/1.1\r\nHost: 127.0.0.1:{live.port}\r\n\r\n".encode())
        self._stream = self._socket.makefile("rb")
        self.status = int(self._stream.readline().split()[1])
        self.headers = b""
        while (line := self._stream.readline()) not in (b"\r\n", b""):
            self.headers += line.lower()

    def next(self) -> dict[str, Any]:
        for line in self._stream:
            if line.startswith(b"data: "):
                return dict(json.loads(line[6:]))
        raise EOFError

    def close(self) -> None:
        self._stream.close()
        self._socket.close()


@contextmanager
def page(live: Live) -> Iterator[Page]:
    opened = Page(live)
    try:
        yield opened
    finally:
        opened.close()


def test_a_page_is_told_what_changed(live: Live) -> None:
    """On opening, after a build, after a failed one, and when it is mended."""
    with page(live) as opened:
        first = digest_of(FILES)
        assert opened.next() == {"site": first, "fault": ""}
        live.stage.show({"index.html": b"new"})
        second = opened.next()["site"]
        assert second == digest_of({"index.html": b"new"}) != first
        live.stage.show_fault("line one\n\ndata: two <b>")
        assert opened.next() == {"site": second, "fault": "line one\n\ndata: two <b>"}
        live.stage.show({"index.html": b"new"})
        assert opened.next() == {"site": second, "fault": ""}
        assert b"text/event-stream" in opened.headers
        assert b"access-control" not in opened.headers


def test_a_quiet_channel_is_kept_awake(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitegen.serve.server.PING_SECONDS", 0.0)
    with page(live) as opened:
        opened.next()
        assert b": ping" in opened._stream.readline() + opened._stream.readline()


def test_the_channel_ends_with_the_server(live: Live) -> None:
    with page(live) as opened:
        opened.next()
        live.stage.close()
        with pytest.raises(EOFError):
            opened.next()


def test_a_foreign_page_hears_nothing(live: Live) -> None:
    request = f"GET /__sitegen/events HTTP/1.1\r\nHost: 127.0.0.1:{live.port}\r\nOrigin: http://evil.example\r\n\r\n"
    assert parse(live.raw(request.encode())).status == 403


def test_listeners_are_bounded_and_places_are_freed(live: Live) -> None:
    """Thirty-two may listen; who hangs up makes room."""
    pages = [Page(live) for _ in range(32)]
    try:
        assert [opened.status for opened in pages] == [200] * 32
        with page(live) as refused:
            assert refused.status == 503
        pages.pop().close()
        until = time.monotonic() + 5
        status = 503
        while status == 503 and time.monotonic() < until:
            time.sleep(0.1)
            with page(live) as again:
                status = again.status
        assert status == 200
    finally:
        for opened in pages:
            opened.close()
