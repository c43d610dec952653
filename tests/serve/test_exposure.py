"""What the preview gives away, to a page of another site, to an open tab and to whoever asks in vain: nothing more than
it must."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.serve.attacked import ARTICLE, SEED, Attacked, attacked, waited

SECRET = "바깥의비밀"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    with attacked(tmp_path_factory.mktemp("exposure")) as preview:
        yield preview


def test_every_answer_carries_the_policy(live: Attacked) -> None:
    """Pages, the desk, our own files, the channel, what is missing, what is refused, and what the desk says."""
    answers = [
        live.ask("/"),
        live.ask(f"/a/{ARTICLE}"),
        live.ask(f"/a/{ARTICLE}/"),
        live.desk(),
        live.ask("/assets/site.css"),
        live.ask("/__sitegen/preview.js"),
        live.ask("/__sitegen/desk.css"),
        live.ask("/__sitegen/events", method="HEAD"),
        live.ask("/nothing"),
        live.ask("/__desk/nothing"),
        live.ask("/%zz"),
        live.ask("/", host="evil.example"),
        live.ask("/", method="PUT"),
        live.post("hide", {"article": "nothing"}),
        live.post("hide", b"{"),
        live.post("hide", {}, X_Sitegen_Token="wrong"),
    ]
    assert [one.status for one in answers] == [
        200, 302, 200, 200, 200, 200, 200, 200, 404, 404, 400, 403, 405, 404, 400, 403,
    ]  # fmt: skip
    for answer in answers:
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert not [name for name in answer.headers if name.startswith("access-control")]
        assert "set-cookie" not in answer.headers
        assert "server" not in answer.headers


def test_what_is_sent_as_a_script_is_only_ours(live: Attacked) -> None:
    """The policy trusts scripts of this server: so nothing else of it may be one."""
    assert live.ask("/__sitegen/preview.js").headers["content-type"] == "text/javascript; charset=utf-8"
    for target in ("/", "/nothing", "/nothing.js", f"/__desk/{ARTICLE}", "/__desk/x.js", "/assets/site.css"):
        assert "javascript" not in live.ask(target).headers["content-type"]


def test_a_foreign_page_gets_no_leave_to_ask(live: Attacked) -> None:
    """A browser asks before it sends JSON or our header to another site; the answer is no, for the channel too."""
    for target in ("/", "/__sitegen/events", "/__desk/hide", f"/__desk/{ARTICLE}"):
        for origin in ("http://evil.example", "null", f"http://localhost:{live.port + 1}"):
            asked = ("Access-Control-Request-Method: POST", "Access-Control-Request-Headers: x-sitegen-token")
            for method in ("OPTIONS", "GET"):
                answer = live.ask(target, f"Origin: {origin}", *asked, method=method)
                assert answer.status == 403
                assert "access-control-allow-origin" not in answer.headers
                assert live.token() not in answer.text


def test_forty_tabs_listen_and_pages_are_still_answered(live: Attacked) -> None:
    """Thirty-two hold the channel, the others are told to come again; who leaves makes room."""
    with ExitStack() as stack:
        statuses = []
        for _ in range(40):
            connection = stack.enter_context(closing(live.connect()))
            connection.sendall(f"GET /__sitegen/events?page=/ HTTP/1.1\r\nHost: 127.0.0.1:{live.port}\r\n\r\n".encode())
            statuses.append(int(connection.recv(12).split()[1]))
        assert statuses == [200] * 32 + [503] * 8
        started = time.monotonic()
        for _ in range(10):
            assert live.ask("/").status == 200
        assert live.desk().status == 200
        assert live.post("undo", {"article": ARTICLE}).told == {"undone": False}
        assert time.monotonic() - started < 5
    waited(lambda: live.ask("/__sitegen/events", method="HEAD").status == 200)


def test_an_event_is_one_event_whatever_the_seeds_say(live: Attacked) -> None:
    """A line end in a fault neither ends the event nor begins another."""
    broken = live.root / "seeds" / "broken.md"
    with live.connect() as connection, connection.makefile("rb") as stream:
        connection.sendall(f"GET /__sitegen/events HTTP/1.1\r\nHost: 127.0.0.1:{live.port}\r\n\r\n".encode())
        while stream.readline() != b"\r\n":
            pass
        broken.write_text("---\npublished: 언젠가\ndata: {}\n---\n\n본문이다.\n", encoding="utf-8")
        fault = ""
        while "\n" not in fault:
            line = stream.readline()
            assert line == b"\n" or line.startswith((b"data: {", b"retry: ", b": ping"))
            fault = json.loads(line[6:])["fault"] if line.startswith(b"data: ") else ""
    assert "seeds/broken.md:2:" in fault
    assert "│ data: {}" in fault
    broken.unlink()
    waited(lambda: "broken.md" not in live.ask("/").text)


def test_many_addresses_fill_no_memory(live: Attacked) -> None:
    """What is asked for in vain is not remembered."""
    from sitegen.serve import page

    before = page._own.cache_info().currsize
    for number in range(50):
        assert live.ask(f"/__sitegen/{number}.js").status == 404
        assert live.ask(f"/{number}").status == 404
    assert page._own.cache_info().currsize == before


def test_a_fault_of_ours_is_answered_and_not_shown(live: Attacked, monkeypatch: pytest.MonkeyPatch, capfd) -> None:  # type: ignore[no-untyped-def]
    """Neither a traceback nor a debugger goes out; it is told where the preview runs."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("계산 착오")

    monkeypatch.setattr("sitegen.serve.server.find", fail)
    answer = live.ask("/")
    assert (answer.status, answer.body) == (500, b"500 Internal Server Error\n")
    assert "계산 착오" in capfd.readouterr().err


def test_links_that_lead_out_are_not_shown(tmp_path: Path) -> None:
    """Neither a seed, nor a folder of seeds, nor a file of the theme; whether it was there or is moved there."""
    outside = tmp_path / "outside"
    (outside / "folder").mkdir(parents=True)
    secret = SEED.replace("공장 터", SECRET)
    for path in (outside / "secret.md", outside / "folder" / "inner.md"):
        path.write_text(secret, encoding="utf-8")
    root = tmp_path / "site"
    (root / "seeds").mkdir(parents=True)
    (root / "templates" / "assets").mkdir(parents=True)
    (root / "seeds" / "linked.md").symlink_to(outside / "secret.md")
    (root / "seeds" / "folder").symlink_to(outside / "folder", target_is_directory=True)
    (root / "templates" / "assets" / "secret.txt").symlink_to(outside / "secret.md")
    (root / "templates" / "assets" / "own.txt").write_text("우리 것", encoding="utf-8")
    with attacked(root) as live:
        assert live.ask("/assets/own.txt").text == "우리 것"
        os.symlink(outside / "secret.md", root / "later.md")
        os.replace(root / "later.md", root / "seeds" / "later.md")
        (root / "templates" / "readings.md").write_text(secret, encoding="utf-8")
        live.seed.write_text(SEED.replace("1200억원", "1300억원"), encoding="utf-8")
        waited(lambda: "1300억원" in live.ask(f"/a/{ARTICLE}/").text)
        for name in ("linked", "inner", "later", "readings"):
            assert live.ask(f"/a/{name}/").status == 404
            assert live.desk(name).status == 404
            assert live.post("open", {"article": name}).status == 404
        assert live.ask("/assets/secret.txt").status == 404
        assert SECRET not in live.ask("/").text


def test_a_name_of_a_file_may_be_anything(tmp_path: Path) -> None:
    """Quotes, a percent sign, a fragment and a blank in a name neither break a page nor lead elsewhere."""
    names = ('x"onload=가(1)', "50%25 인상", "a#b?c", "<b>&amp;", "-x", "$(rm)")
    with attacked(tmp_path, seeds={f"{name}.md": SEED for name in names}) as live:
        for name in names:
            answer = live.desk(name)
            assert answer.status == 200, name
            assert "<b>&amp;" not in answer.text
            assert 'data-article="x"' not in answer.text
            assert live.ask(f"/__desk/{quote(name, safe='')}/").status == 200
