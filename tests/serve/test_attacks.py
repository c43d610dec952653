"""What the live server answers to everybody else: a table of attacks that other servers fell to."""

import socket
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.serve.request import Refused, find, parse_head, path_of
from tests.serve.conftest import FILES, Live, parse

SECRET = b"root:"

TARGETS = [
    # climbing out (MkDocs CVE-2021-40978, webpack-dev-middleware CVE-2024-29180)
    "/../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/..%2f..%2fetc%2fpasswd",
    "/%2e%2e%2f%2e%2e%2fetc/passwd",
    "/..%5c..%5cetc%5cpasswd",
    "/..\\..\\etc\\passwd",
    "/%252e%252e/%252e%252e/etc/passwd",
    "/%252e%252e%252fetc%252fpasswd",
    "/%25252e%25252e/etc/passwd",
    "/%c0%ae%c0%ae/etc/passwd",
    "/a/../../etc/passwd",
    "/a/./x/",
    "//etc/passwd",
    "///etc/passwd",
    "/a//x/",
    "/%2fetc/passwd",
    # a sibling with the same start (Starlette CVE-2023-29159)
    "/../site-secret/x",
    # odd targets (Vite CVE-2025-32395 and relatives)
    "/#/../etc/passwd",
    "/a/x/#",
    "etc/passwd",
    "http://127.0.0.1/etc/passwd",
    "http://evil.example/",
    "*",
    "?",
    "/.env",
    "/.env/.",
    "/.env\\",
    "/.env?raw",
    "/.git/config",
    "/@fs/etc/passwd",
    "/__sitegen/../x",
    "/__sitegen/server.py",
    "/.sitegen-manifest.json",
    "/seeds/",
    "/sitegen.toml",
    # bad bytes
    "/%00",
    "/index.html%00.png",
    "/%ff",
    "/%ed%a0%80",
    "/%e0%80",
    "/%",
    "/%2",
    "/%zz",
    "/%0d%0aSet-Cookie:%20x",
    "/%0a",
    "/%7f",
    "/con",
    "/a/x:$DATA",
    "/index.html::$DATA",
    "/" + "a" * 5000,
    "/a/",
    "/p/",
]


@pytest.mark.parametrize("target", TARGETS)
def test_an_odd_target_finds_nothing(live: Live, target: str) -> None:
    """400 or 404, whole, without the path, and never a way to another place."""
    answer = live.ask(target)
    assert answer.status in (400, 404)
    assert "location" not in answer.headers
    assert SECRET not in answer.body
    assert b"passwd" not in answer.body


@pytest.mark.parametrize(
    "target", ["//evil.example/%2e%2e", "//evil.example", "//evil.example/a/x", "//a/x", "/\\evil"]
)
def test_no_redirect_leaves_the_site(live: Live, target: str) -> None:
    answer = live.ask(target)
    assert answer.status in (400, 404)
    assert "location" not in answer.headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost:{port}", 200),
        ("LOCALHOST:{port}", 200),
        (None, 400),
        (" ", 403),
        ("127.0.0.1", 403),
        ("localhost", 403),
        ("127.0.0.1:1", 403),
        ("[::1]:{port}", 403),
        ("0.0.0.0:{port}", 403),
        ("127.0.0.2:{port}", 403),
        ("192.168.0.5:{port}", 403),
        ("evil.example", 403),
        ("evil.example:{port}", 403),
        ("localhost.evil.example:{port}", 403),
        ("localhost.:{port}", 403),
        ("evil.example#localhost:{port}", 403),
        ("user@localhost:{port}", 403),
        ("localhost:{port},evil.example", 403),
        ("[", 403),
        (":::", 403),
        ("localhost:{port}:80", 403),
    ],
)
def test_the_host_is_ours(live: Live, host: str | None, status: int) -> None:
    """A name that was made to point at the loopback (DNS rebinding) gets nothing."""
    name = host.format(port=live.port) if host else host
    assert live.ask("/", host=name).status == status
    assert live.ask("/__sitegen/reload.js", host=name).status == status


def test_two_hosts_are_none(live: Live) -> None:
    ours = f"Host: 127.0.0.1:{live.port}"
    assert live.ask("/", ours).status == 400
    assert live.ask("/", "Host: evil.example").status == 400


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:{port}", 200),
        ("http://localhost:{port}", 403),  # not the host that was asked
        ("https://127.0.0.1:{port}", 403),
        ("http://127.0.0.1", 403),
        ("http://127.0.0.1:3000", 403),
        ("http://evil.example", 403),
        ("null", 403),
        ("", 403),
        ("[", 403),
        (":::", 403),
    ],
)
def test_the_origin_is_ours(live: Live, origin: str, status: int) -> None:
    """Also for the events (webpack-dev-server CVE-2018-14732, CVE-2025-30360)."""
    header = f"Origin: {origin.format(port=live.port)}"
    assert live.ask("/", header).status == status
    assert live.ask("/__sitegen/events", header, method="HEAD").status == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (("Sec-Fetch-Site: none",), 200),
        (("Sec-Fetch-Site: same-origin",), 200),
        (("Sec-Fetch-Site: cross-site",), 403),
        (("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"), 403),
        (("Sec-Fetch-Site: same-site",), 403),
        (("Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: navigate"), 200),
        (("Sec-Fetch-Site: nonsense",), 403),
        (("Sec-Fetch-Site: none", "Sec-Fetch-Site: none"), 400),
    ],
)
def test_other_sites_cannot_load_us(live: Live, headers: tuple[str, ...], status: int) -> None:
    assert live.ask("/", *headers).status == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get", "PROPFIND"])
def test_nothing_but_get_and_head(live: Live, method: str) -> None:
    answer = live.ask("/", "Content-Length: 3", method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET /\r\n\r\n", 400),
        (b"GET / HTTP/2.0\r\n\r\n", 400),
        (b"GET / HTTP/1.1 x\r\n\r\n", 400),
        (b"GET  / HTTP/1.1\r\n\r\n", 400),
        (b"\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n", 400),  # TLS
        (b"GET / HTTP/1.1\n\n", 400),
        (b"GET / HTTP/1.1\r\nHost\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\x00y\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\nHost: b\r\n\r\n", 400),
        (b"G\x00T / HTTP/1.1\r\n\r\n", 400),
        (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET /" + b"a" * 100_000, 414),
        (b"GET / HTTP/1.1\r\nA: " + b"a" * 20_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 5_000, 431),
    ],
)
def test_what_is_no_request_is_refused(live: Live, request_bytes: bytes, status: int) -> None:
    assert parse(live.raw(request_bytes)).status == status


def test_a_second_request_is_not_read(live: Live) -> None:
    """What is smuggled behind a request is no request."""
    host = f"Host: 127.0.0.1:{live.port}".encode()
    inner = b"GET /static/site.css HTTP/1.1\r\n" + host + b"\r\n\r\n"
    got = live.raw(b"GET / HTTP/1.1\r\n" + host + b"\r\nContent-Length: %d\r\n\r\n" % len(inner) + inner)
    assert got.count(b"HTTP/1.1 200") == 1


def test_many_ranges_are_ignored(live: Live) -> None:
    """Starlette CVE-2025-62727: a range of thousands of parts; and the whole file is the answer."""
    started = time.monotonic()
    assert live.ask("/", "Range: bytes=" + "0-," * 4000 + "0-").status == 200
    assert time.monotonic() - started < 1


def test_half_open_connections_block_nobody(live: Live) -> None:
    """Sixty who never finish their request; the sixty-first is served at once."""
    idle = [socket.create_connection(("127.0.0.1", live.port), 5) for _ in range(60)]
    try:
        for connection in idle[:30]:
            connection.sendall(b"GET / HT")
        started = time.monotonic()
        assert live.ask("/").status == 200
        assert time.monotonic() - started < 2
    finally:
        for connection in idle:
            connection.close()


def test_who_takes_too_long_is_let_go(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole head has one deadline: a byte now and then does not stretch it."""
    monkeypatch.setattr("sitegen.serve.server.HEAD_SECONDS", 0.3)
    with socket.create_connection(("127.0.0.1", live.port), 5) as connection:
        started = time.monotonic()
        for letter in b"GET /":
            connection.sendall(bytes([letter]))
            time.sleep(0.05)
        assert parse(connection.recv(65536)).status == 408
        assert time.monotonic() - started < 2


def test_a_crowd_is_turned_away_and_the_next_is_served(live: Live) -> None:
    """Past the limit of open connections a new one is closed; when they are gone all is well."""
    crowd = [socket.create_connection(("127.0.0.1", live.port), 5) for _ in range(260)]
    try:
        assert crowd[-1].recv(10) == b""
    finally:
        for connection in crowd:
            connection.close()
    for _ in range(50):
        time.sleep(0.05)
        try:
            assert live.ask("/").status == 200
            break
        except OSError:
            continue
    else:
        pytest.fail("never served again")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(head: bytes) -> None:
    try:
        request = parse_head(head + b"\r\n\r\n")
    except Refused:
        return
    assert request.method


@given(st.one_of(st.binary(max_size=60), st.text(alphabet="/.%2e5cfF\\a#?", max_size=30).map(str.encode)))
def test_any_target_finds_a_file_or_nothing(target: bytes) -> None:
    """Whatever is found is one of our addresses, and whatever it leads to is below where we stand."""
    try:
        found = find(path_of(target), target, FILES)
    except Refused:
        return
    if found is not None:
        assert found.address in FILES or f"{found.address}/index.html" in FILES
        assert not found.location or found.location.startswith("./")
