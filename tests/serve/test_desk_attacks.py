"""The desk writes files and starts an editor: what others try to make of that."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.serve.attacked import ARTICLE, SEED, Attacked, attacked, parse, rest_of, waited


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    """A preview for what must change nothing."""
    with attacked(tmp_path_factory.mktemp("desk")) as preview:
        yield preview


@pytest.fixture
def live(shared: Attacked) -> Iterator[Attacked]:
    """The same; whoever asked, nothing was written."""
    yield shared
    assert not shared.corrections.exists()
    assert shared.seed.read_text(encoding="utf-8") == SEED


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Attacked]:
    """A preview of the test's own, for what may write."""
    with attacked(tmp_path) as preview:
        yield preview


def hide(live: Attacked) -> dict[str, str]:
    return {"article": ARTICLE, "fact": live.fact("1200억원")}


# ---- who may ask


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"X_Sitegen_Token": None}, 403),
        ({"X_Sitegen_Token": ""}, 403),
        ({"X_Sitegen_Token": "wrong"}, 403),
        ({"X_Sitegen_Token": "토큰".encode().decode("latin-1")}, 403),
        ({"Origin": None}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost:1"}, 403),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Host": None}, 400),
        ({"Host": "evil.example"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "navigate"}, 403),
        ({"Sec_Fetch_Site": "none"}, 403),
        ({"Content_Type": None}, 415),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "text/plain; application/json"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content_Type": "multipart/form-data; boundary=x"}, 415),
        ({"Content_Type": "application/jsonp"}, 415),
        ({"Content_Length": None}, 411),
        ({"Transfer_Encoding": "chunked"}, 411),
        ({"Content_Length": None, "Transfer_Encoding": "chunked"}, 411),
        ({"Content_Length": "-1"}, 400),
        ({"Content_Length": "+5"}, 400),
        ({"Content_Length": "0x5"}, 400),
        ({"Content_Length": "5, 5"}, 400),
        ({"Content_Length": "1e3"}, 400),
        ({"Content_Length": "9" * 9}, 413),
        ({"Content_Length": "9" * 40}, 400),
        ({"Content_Length": str(64 * 1024 + 1)}, 413),
    ],
)
def test_only_a_page_of_ours_may_write(live: Attacked, changed: dict[str, str | None], status: int) -> None:
    assert live.post("hide", hide(live), **changed).status == status


@pytest.mark.parametrize("name", ["Origin", "Content-Type", "Content-Length", "X-Sitegen-Token", "Sec-Fetch-Site"])
def test_a_header_that_is_there_twice_is_refused(live: Attacked, name: str) -> None:
    body = json.dumps(hide(live)).encode()
    head = live.post_head("/__desk/hide", len(body), Sec_Fetch_Site="same-origin")
    (line,) = (line for line in head.split(b"\r\n") if line.startswith(name.encode()))
    assert parse(live.raw(head[:-2] + line + b"\r\n\r\n" + body)).status == 400


@pytest.mark.parametrize(
    "target",
    ["/", f"/a/{ARTICLE}/", "/__desk", "/__sitegen/events", "/__sitegen/preview.js", "/__desk-2/hide", "//__desk/hide"],
)
def test_nothing_but_the_desk_takes_a_post(live: Attacked, target: str) -> None:
    body = json.dumps(hide(live)).encode()
    answer = parse(live.raw(live.post_head(target, len(body)) + body))
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "target", ["/__desk/%2e%2e/hide", "/__desk/../__desk/hide", "/x/..//__desk/hide", "/__desk%2fhide"]
)
def test_a_post_takes_no_detour(live: Attacked, target: str) -> None:
    body = json.dumps(hide(live)).encode()
    assert parse(live.raw(live.post_head(target, len(body)) + body)).status == 400


@pytest.mark.parametrize(
    "action", ["", "hide/", "HIDE", "delete", "__class__", "page", "undo/../hide", "hide?x", "%68ide "]
)
def test_there_are_no_other_actions(live: Attacked, action: str) -> None:
    body = json.dumps(hide(live)).encode()
    if action == "hide?x":
        action = "nothing?hide"
    assert parse(live.raw(live.post_head(f"/__desk/{action}", len(body)) + body)).status in (400, 404)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "post"])
def test_no_other_method_writes(live: Attacked, method: str) -> None:
    body = json.dumps(hide(live)).encode()
    head = live.post_head("/__desk/hide", len(body)).replace(b"POST", method.encode(), 1)
    assert parse(live.raw(head + body)).status == 405


def test_a_get_changes_nothing(live: Attacked) -> None:
    fact = live.fact("1200억원")
    for target in (f"/__desk/hide?article={ARTICLE}&fact={fact}", "/__desk/hide", "/__desk/undo", "/__desk/open"):
        assert live.ask(target, f"X-Sitegen-Token: {live.token()}").status == 404


# ---- bodies


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"NaN",
        b"\xff\xfe{",
        b"\x00",
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b'{"article":' + b"[" * 30_000 + b"]" * 30_000 + b"}",
        b'{"article":' + b"9" * 60_000 + b"}",
        b"article=x&fact=y",
        b'{"article": "x"} {}',
    ],
)
def test_a_body_that_is_no_object_is_refused(live: Attacked, body: bytes) -> None:
    """Also one that is nested so deep that reading it could end the process."""
    started = time.monotonic()
    assert live.post("hide", body).status == 400
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "article", [None, 1, [], {}, True, "", "nothing", "../../etc/passwd", "..", "\ud800", "\0", "a" * 60_000]
)
@pytest.mark.parametrize("action", ["hide", "open", "undo"])
def test_an_article_that_is_none_is_not_found(live: Attacked, action: str, article: object) -> None:
    answer = live.post(action, {"article": article, "fact": "x"})
    assert answer.status == 404
    assert answer.told == {"message": "기사를 찾을 수 없습니다"}


@pytest.mark.parametrize("fact", ["", "nothing", "../x", "\ud800", "<script>", "0" * 10])
@pytest.mark.parametrize("action", ["accept", "hide", "fix", "pin"])
def test_a_fact_that_is_none_is_told(live: Attacked, action: str, fact: str) -> None:
    answer = live.post(action, {"article": ARTICLE, "fact": fact, "values": {"when": "2025-05-26"}})
    assert answer.status == 409
    assert "no fact of the article has the id" in answer.told["message"]


@pytest.mark.parametrize("fact", [None, 1, [], {}])
def test_a_fact_is_named_by_text(live: Attacked, fact: object) -> None:
    assert live.post("hide", {"article": ARTICLE, "fact": fact}).status == 404


@pytest.mark.parametrize(
    "values", [[1], "text", 7, {"why": 1}, {"why": None}, {"why": {"a": "b"}}, {"who": ["한빛전자"]}]
)
def test_values_are_text(live: Attacked, values: object) -> None:
    assert live.post("fix", hide(live) | {"values": values}).status == 400


@pytest.mark.parametrize(
    "values",
    [
        {"": "x"},
        {"no_such_key": "x"},
        {"low": "9" * 60},
        {"low": "2000", "high": "1000"},
        {"low": "NaN", "high": "NaN"},
        {"low": "1e400", "high": "1e400"},
        {"low": "1", "high": "1", "why": "\0"},
        {"low": "1", "high": "1", "why": "\ud800"},
        {"\ud800": "x"},
        {'x"]\n[[hide]]\nwords = "체결했다': "x"},
        {"words": "체결했다"},
        {"kind": "event"},
        {"sentence": "오션테크"},
    ],
)
def test_values_that_mean_nothing_write_nothing(live: Attacked, values: dict[str, str]) -> None:
    """And none of them says of which fact the correction is, or begins a table of its own."""
    answer = live.post("fix", hide(live) | {"values": values})
    assert answer.status == 409
    assert answer.told["message"]


def test_words_stay_words_in_the_file(own: Attacked) -> None:
    """A reason that looks like TOML is a reason."""
    why = '"\n[[hide]]\nkind = "event"\nwords = "체결했다"  # \\" \'\'\' <script>alert(1)</script>'
    assert own.correct("fix", "1200억원", low="1", high="1", why=why).status == 200
    text = own.corrections.read_text(encoding="utf-8")
    assert text.count("\n[[") + text.startswith("[[") == 1
    waited(lambda: "편집자가 한 일" in own.desk().text)
    assert "<script>alert" not in own.desk().text
    assert own.fact("체결했다")


@settings(max_examples=25)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=6,
    ),
    st.sampled_from(["article", "fact", "values"]),
    st.sampled_from(["accept", "hide", "fix", "pin", "undo", "open", "nothing"]),
)
def test_whatever_is_asked_is_answered(shared: Attacked, odd: object, field: str, action: str) -> None:
    asked = {"article": "nothing", "fact": "nothing", "values": {}} | {field: odd}
    assert shared.post(action, asked).status in (400, 404, 409)
    assert not any("Traceback" in line for line in shared.said)


def test_a_body_longer_than_told_is_cut_and_no_request(live: Attacked) -> None:
    """What follows the body is neither part of it nor a request of its own."""
    body = json.dumps({"article": "nothing"}).encode()
    inner = live.post_head("/__desk/hide", 60)
    got = live.raw(live.post_head("/__desk/undo", len(body)) + body + inner + json.dumps(hide(live)).encode())
    assert got.count(b"HTTP/1.1") == 1
    assert parse(got).status == 404


def test_a_body_shorter_than_told_is_none(live: Attacked) -> None:
    body = json.dumps(hide(live)).encode()
    with live.connect() as connection:
        connection.sendall(live.post_head("/__desk/hide", len(body) + 5) + body)
        connection.shutdown(1)
        assert parse(rest_of(connection)).status == 400


def test_a_chunked_body_is_none(live: Attacked) -> None:
    body = json.dumps(hide(live)).encode()
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    for length in (None, len(chunks)):
        head = live.post_head("/__desk/hide", length, Transfer_Encoding="chunked")
        assert parse(live.raw(head + chunks)).status == 411


def test_a_slow_body_is_let_go(live: Attacked, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole body has one deadline, and meanwhile others are answered."""
    head = live.post_head("/__desk/hide", 50)
    monkeypatch.setattr("sitegen.serve.server.HEAD_SECONDS", 0.5)
    with live.connect() as connection:
        started = time.monotonic()
        connection.sendall(head)
        for _ in range(5):
            connection.sendall(b" ")
            time.sleep(0.05)
        assert live.ask("/").status == 200
        assert parse(rest_of(connection)).status == 408
        assert time.monotonic() - started < 5


def test_a_stranger_is_refused_before_the_body_is_read(live: Attacked) -> None:
    """No token: no memory, and no time."""
    with live.connect() as connection:
        started = time.monotonic()
        connection.sendall(live.post_head("/__desk/hide", 60_000, X_Sitegen_Token="wrong"))
        assert parse(rest_of(connection)).status == 403
        assert time.monotonic() - started < 3
