"""What the live server answers to everybody else: a table of attacks that other servers fell to."""

import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.serve.request import Refused, find, page_of_query, parse_head, path_of
from tests.serve.attacked import Attacked, attacked, parse, waited

SECRET = "바깥의비밀"
ADDRESSES = frozenset(["index.html", "404.html", "assets/site.css", "a/x/index.html", "p/나리/index.html", "q%2e.html"])


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    """A preview, with secrets beside and inside its folder that no address may reach."""
    above = tmp_path_factory.mktemp("attacks")
    root = above / "site"
    root.mkdir()
    for hidden in (root / ".env", root / ".git" / "config", root / "seeds" / ".env", above / "site-secret" / "x"):
        hidden.parent.mkdir(parents=True, exist_ok=True)
        hidden.write_text(SECRET, encoding="utf-8")
    with attacked(root) as preview:
        yield preview


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
    "/__sitegen/",
    "/__sitegen/client/preview.js",
    "/__desk/",
    "/__desk/..",
    "/__desk/../../etc/passwd",
    "/__desk/%2e%2e/%2e%2e/etc/passwd",
    "/__desk/..%2f..%2fetc%2fpasswd",
    "/__desk//etc/passwd",
    "/__desk/seeds/2025-05-28-hanbit",
    "/__desk/2025-05-28-hanbit.md",
    "/seeds/.env",
    "/seeds/2025-05-28-hanbit.md",
    "/.sitegen/",
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
    "/CON.html",
    "/nul",
    "/aux.css",
    "/assets/com1",
    "/lpt1.txt/",
    "/con/con",
    "/site.css.",
    "/assets/site.css%20",
    "/a/x:$DATA",
    "/index.html::$DATA",
    "/" + "a" * 5000,
    "/" + "가".encode().hex() * 500,
    "/" + "/".join("b" * 900),
    "/__desk/" + "a" * 5000,
    "/assets/",
    "/assets",
    "/__desk",
    "/~root",
    "/console?__debugger__=yes&cmd=x",
    "/z/",
]


@pytest.mark.parametrize("target", TARGETS)
def test_an_odd_target_finds_nothing(live: Attacked, target: str) -> None:
    """400 or 404, whole, without the path, and never a way to another place."""
    answer = live.ask(target)
    assert answer.status in (400, 404)
    assert "location" not in answer.headers
    assert SECRET not in answer.text
    assert "root:" not in answer.text
    for piece in ("passwd", "aaaaaaaaaa", "__debugger__", "evil", "com1", "Set-Cookie"):
        assert piece not in answer.text
        assert all(piece not in value for value in answer.headers.values())


@pytest.mark.parametrize(
    "target", ["//evil.example/%2e%2e", "//evil.example", "//evil.example/a/x", "//a/x", "/\\evil"]
)
def test_no_redirect_leaves_the_site(live: Attacked, target: str) -> None:
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
def test_the_host_is_ours(live: Attacked, host: str | None, status: int) -> None:
    """A name that was made to point at the loopback (DNS rebinding) gets nothing."""
    name = host.format(port=live.port) if host else host
    assert live.ask("/", host=name).status == status
    assert live.ask("/__sitegen/preview.js", host=name).status == status


def test_two_hosts_are_none(live: Attacked) -> None:
    ours = f"Host: 127.0.0.1:{live.port}"
    assert live.ask("/", ours).status == 400
    assert live.ask("/", "Host: evil.example").status == 400
    assert live.ask("/", ours, host=None).status == 200


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
def test_the_origin_is_ours(live: Attacked, origin: str, status: int) -> None:
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
def test_other_sites_cannot_load_us(live: Attacked, headers: tuple[str, ...], status: int) -> None:
    assert live.ask("/", *headers).status == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get", "PROPFIND"])
def test_nothing_but_get_and_head(live: Attacked, method: str) -> None:
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
        (b"GET / HTTP/1.1\r\n: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHo\xffst: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n", 403),
        (b"GET / HTTP/1.1\rHost: x\r\n\r\n", 400),
    ],
)
def test_what_is_no_request_is_refused(live: Attacked, request_bytes: bytes, status: int) -> None:
    assert parse(live.raw(request_bytes)).status == status


def test_a_second_request_is_not_read(live: Attacked) -> None:
    """What is smuggled behind a request is no request."""
    host = f"Host: 127.0.0.1:{live.port}".encode()
    inner = b"GET /assets/site.css HTTP/1.1\r\n" + host + b"\r\n\r\n"
    got = live.raw(b"GET / HTTP/1.1\r\n" + host + b"\r\nContent-Length: %d\r\n\r\n" % len(inner) + inner)
    assert got.count(b"HTTP/1.1 200") == 1


def test_many_ranges_are_ignored(live: Attacked) -> None:
    """Starlette CVE-2025-62727: a range of thousands of parts; and the whole file is the answer."""
    started = time.monotonic()
    assert live.ask("/", "Range: bytes=" + "0-," * 4000 + "0-").status == 200
    assert time.monotonic() - started < 1


def test_half_open_connections_block_nobody(live: Attacked) -> None:
    """A hundred who never finish their request; the next is served at once."""
    with ExitStack() as stack:
        idle = [stack.enter_context(live.connect()) for _ in range(100)]
        for connection in idle[:50]:
            connection.sendall(b"GET / HT")
        for connection in idle[50:75]:
            connection.sendall(live.post_head("/__desk/hide", 1000, X_Sitegen_Token="x"))
        started = time.monotonic()
        assert live.ask("/").status == 200
        assert live.desk().status == 200
        assert time.monotonic() - started < 3


def test_who_takes_too_long_is_let_go(live: Attacked, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole head has one deadline: a byte now and then does not stretch it."""
    monkeypatch.setattr("sitegen.serve.server.HEAD_SECONDS", 0.3)
    with live.connect() as connection:
        started = time.monotonic()
        for letter in b"GET /":
            connection.sendall(bytes([letter]))
            time.sleep(0.05)
        assert parse(connection.recv(65536)).status == 408
        assert time.monotonic() - started < 2


def test_a_crowd_is_turned_away_and_the_next_is_served(live: Attacked) -> None:
    """Past the limit of open connections a new one is closed; when they are gone all is well."""
    with ExitStack() as stack:
        crowd = [stack.enter_context(live.connect()) for _ in range(290)]
        assert crowd[-1].recv(10) == b""
    waited(lambda: serves(live))


def serves(live: Attacked) -> bool:
    try:
        return b" 200 " in live.raw(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{live.port}\r\n\r\n".encode())[:20]
    except OSError:
        return False


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
        found = find(path_of(target), target, ADDRESSES.__contains__)
    except Refused:
        return
    if found is not None:
        assert found.address in ADDRESSES or f"{found.address}/index.html" in ADDRESSES
        assert not found.location or found.location.startswith("./")


@given(st.binary(max_size=80))
def test_any_query_names_a_page_or_is_refused(query: bytes) -> None:
    try:
        assert isinstance(page_of_query(b"/__sitegen/events?" + query), str)
    except Refused:
        return


def test_a_query_of_many_fields_is_refused(live: Attacked) -> None:
    assert live.ask("/__sitegen/events?" + "&".join(f"f{number}=1" for number in range(9))).status == 400
    assert live.ask("/?" + "&".join(f"f{number}=1" for number in range(900))).status == 200
