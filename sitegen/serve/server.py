"""The server: the loopback only, from memory only, GET and HEAD only, but for what the desk is told by its own pages."""

import errno
import json
import os
import select
import socket
import socketserver
import sys
import threading
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Protocol

from sitegen.build.media_types import content_type
from sitegen.errors import SettingsError
from sitegen.serve.page import EVENTS, digest_at, own_file, page_at, styles_of, with_preview
from sitegen.serve.request import (
    BODY_BYTES,
    HEAD_BYTES,
    LINE_BYTES,
    Refused,
    Request,
    check_origin,
    check_write,
    find,
    page_of_query,
    parse_head,
    path_of,
)
from sitegen.serve.site import Shown, Stage

HEAD_SECONDS = 10.0
SEND_SECONDS = 10.0
PING_SECONDS = 15.0
MOST_CONNECTIONS = 256
MOST_LISTENERS = 32
DESK = "/__desk/"

_HEADERS = (
    "Cache-Control: no-store",
    "Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy: same-origin",
    "Cross-Origin-Opener-Policy: same-origin",
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: no-referrer",
    "Connection: close",
)


class Desk(Protocol):
    """Where an editor works on the facts of an article."""

    token: str  # that only pages of this server know

    def page(self, article: str) -> bytes | None:
        """The page of an article by its id; None where there is none."""

    def act(self, action: str, given: Mapping[str, Any]) -> tuple[HTTPStatus, Mapping[str, Any]]:
        """Does what a page of the desk asks for, and says what came of it."""


class NoDesk:
    """A preview without a desk."""

    token = ""

    def page(self, article: str) -> bytes | None:
        return None

    def act(self, action: str, given: Mapping[str, Any]) -> tuple[HTTPStatus, Mapping[str, Any]]:
        return HTTPStatus.NOT_FOUND, {}


class Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Shows what stands on *stage* at 127.0.0.1. Not `http.server`'s: that one asks the network for our name."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    allow_reuse_address = os.name != "nt"  # there it would let two servers share one port

    def __init__(self, stage: Stage, port: int, desk: Desk | None = None) -> None:
        self.stage = stage
        self.desk: Desk = desk or NoDesk()
        self.connections = threading.BoundedSemaphore(MOST_CONNECTIONS)
        self.listeners = threading.BoundedSemaphore(MOST_LISTENERS)
        try:
            super().__init__(("127.0.0.1", port), _Handler)
        except OSError as fault:
            taken = fault.errno == errno.EADDRINUSE
            reason = "is taken" if taken else f"cannot be used: {fault.strerror}"
            hint = "choose another one: --port 0 takes any that is free"
            raise SettingsError(f"port {port} {reason}", None, hint) from fault

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def verify_request(self, request: object, client_address: object) -> bool:
        """Beyond so many open connections a new one is closed at once: none may starve the others for ever."""
        return self.connections.acquire(blocking=False)

    def process_request_thread(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.connections.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no error of ours."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(socketserver.BaseRequestHandler):
    """One request, one answer, then the connection is closed: what follows a request is never read as another."""

    server: Server
    request: socket.socket
    _read_on = b""  # what came with the head
    _has_answered = False

    def handle(self) -> None:
        head_only = False
        try:
            request = parse_head(self._head())
            head_only = request.method == "HEAD"
            check_origin(request, self.server.port)
            self._answer(request, path_of(request.target))
        except Refused as refused:
            allow = ("Allow: GET, HEAD",) if refused.status == HTTPStatus.METHOD_NOT_ALLOWED else ()
            words = f"{refused.status.value} {refused.status.phrase}\n".encode()
            self._send(refused.status, "text/plain; charset=utf-8", words, head_only, allow)
            self._drain()
        except OSError:
            raise
        except Exception:
            # A fault of ours: told where the preview was started, and never to who asked.
            self.server.handle_error(self.request, self.client_address)
            if not self._has_answered:
                status = HTTPStatus.INTERNAL_SERVER_ERROR
                self._send(status, "text/plain; charset=utf-8", f"{status.value} {status.phrase}\n".encode(), head_only)

    def _head(self) -> bytes:
        """The bytes up to the empty line. Whoever takes too long or sends too much is refused."""
        head = b""
        until = time.monotonic() + HEAD_SECONDS
        while b"\r\n\r\n" not in head:
            if len(head) > LINE_BYTES and b"\r\n" not in head:
                raise Refused(HTTPStatus.REQUEST_URI_TOO_LONG)
            if len(head) > HEAD_BYTES:
                raise Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
            if b"\n\n" in head:
                raise Refused(HTTPStatus.BAD_REQUEST)
            self.request.settimeout(max(0.001, until - time.monotonic()))
            try:
                more = self.request.recv(4096)
            except TimeoutError as fault:
                raise Refused(HTTPStatus.REQUEST_TIMEOUT) from fault
            if not more:
                raise Refused(HTTPStatus.BAD_REQUEST)
            head += more
        end = head.index(b"\r\n\r\n") + 4
        head, self._read_on = head[:end], head[end:]
        if len(head) > HEAD_BYTES:
            raise Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        return head

    def _answer(self, request: Request, path: str) -> None:
        shown = self.server.stage.shown
        head_only = request.method == "HEAD"
        if request.method == "POST":
            self._write(request, path)
        elif path == EVENTS:
            self._events(page_of_query(request.target), head_only)
        elif (own := own_file(path)) is not None:
            self._send(HTTPStatus.OK, content_type(path), own, head_only)
        elif path.startswith(DESK):
            page = self.server.desk.page(path.removeprefix(DESK).removesuffix("/"))
            if page is None:
                raise Refused(HTTPStatus.NOT_FOUND)
            self._send(HTTPStatus.OK, content_type("html"), page, head_only)
        else:
            self._file(request, path, shown, head_only)

    def _file(self, request: Request, path: str, shown: Shown, head_only: bool) -> None:
        found = find(path, request.target, shown.has)
        if found is not None and found.location:
            location = (f"Location: {found.location}",)
            self._send(HTTPStatus.FOUND, "text/plain; charset=utf-8", b"", head_only, location)
        elif found is None or found.address.endswith(".html"):
            address = found.address if found else ""
            status, content = page_at(address, shown)
            content = with_preview(content, address, shown, self.server.desk.token)
            self._send(status, content_type("html"), content, head_only)
        else:
            self._send(HTTPStatus.OK, content_type(found.address), shown.content(found.address), head_only)

    def _write(self, request: Request, path: str) -> None:
        """What a page of the desk asks to be done: JSON to JSON, with the token of this server."""
        length = check_write(request, path.startswith(DESK), self.server.port, self.server.desk.token)
        try:
            given = json.loads(self._body(length))
        except (ValueError, RecursionError) as fault:
            raise Refused(HTTPStatus.BAD_REQUEST) from fault
        if not isinstance(given, dict):
            raise Refused(HTTPStatus.BAD_REQUEST)
        status, told = self.server.desk.act(path.removeprefix(DESK), given)
        # In ASCII: what it says of a request may hold half a character, which UTF-8 has none for.
        self._send(status, content_type("json"), json.dumps(told).encode(), False)

    def _body(self, length: int) -> bytes:
        if length > BODY_BYTES:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        body = self._read_on
        until = time.monotonic() + HEAD_SECONDS
        while len(body) < length:
            self.request.settimeout(max(0.001, until - time.monotonic()))
            try:
                more = self.request.recv(min(65536, length - len(body)))
            except TimeoutError as fault:
                raise Refused(HTTPStatus.REQUEST_TIMEOUT) from fault
            if not more:
                raise Refused(HTTPStatus.BAD_REQUEST)
            body += more
        return body[:length]

    def _send(
        self, status: HTTPStatus, kind: str, content: bytes, head_only: bool, headers: tuple[str, ...] = ()
    ) -> None:
        lines = (f"Content-Type: {kind}", f"Content-Length: {len(content)}", *headers)
        self._put(_head_of(status, lines) + (b"" if head_only else content))

    def _put(self, content: bytes) -> None:
        self._has_answered = True
        self.request.settimeout(SEND_SECONDS)
        self.request.sendall(content)

    def _drain(self) -> None:
        """Reads on for a moment: a connection closed on unread bytes is reset, and the answer would be lost."""
        self.request.shutdown(socket.SHUT_WR)
        self.request.settimeout(0.1)
        until = time.monotonic() + 0.5
        while time.monotonic() < until and self.request.recv(65536):
            pass

    def _events(self, address: str, head_only: bool) -> None:
        """Tells the page at *address* what is shown, now and whenever it changes, until it hangs up."""
        if not self.server.listeners.acquire(blocking=False):
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            self._put(_head_of(HTTPStatus.OK, ("Content-Type: text/event-stream; charset=utf-8",)))
            if not head_only:
                self._put(b"retry: 1000\n\n")
                self._listen(address)
        finally:
            self.server.listeners.release()

    def _listen(self, address: str) -> None:
        stage = self.server.stage
        told: Shown | None = None
        shown = stage.shown
        quiet_since = time.monotonic()
        while not stage.is_closed:
            if shown is not told:
                told = shown
                self._put(_event(address, shown))
                quiet_since = time.monotonic()
            elif time.monotonic() - quiet_since > PING_SECONDS:
                self._put(b": ping\n\n")
                quiet_since = time.monotonic()
            if self._has_hung_up():
                return
            # One second, so that a page that was left frees its place soon.
            shown = stage.wait(told, 1.0)

    def _has_hung_up(self) -> bool:
        readable, _, _ = select.select([self.request], [], [], 0)
        return bool(readable) and not self.request.recv(4096)


def _event(address: str, shown: Shown) -> bytes:
    told = {
        "page": digest_at(address, shown),
        "styles": styles_of(shown),
        "version": shown.version,
        "fault": shown.fault,
        "building": shown.is_building,
        "notes": shown.notes.told(address),
        "opened": shown.opened,
    }
    # JSON has no raw newline, so that nothing in a fault can end the event.
    return f"data: {json.dumps(told)}\n\n".encode()


def _head_of(status: HTTPStatus, lines: tuple[str, ...]) -> bytes:
    head = (f"HTTP/1.1 {status.value} {status.phrase}", *lines, *_HEADERS)
    return ("\r\n".join(head) + "\r\n\r\n").encode("latin-1")
