"""The channel that tells an open page what changed."""

import time

import pytest

from sitegen.serve.site import digest_of
from tests.serve.conftest import FILES, Live, Page, page, parse


def test_a_page_is_told_what_changed(live: Live) -> None:
    """On opening, after a build, after a failed one, and when it is mended."""
    with page(live) as opened:
        first = opened.next()
        assert first["page"] == digest_of(FILES["index.html"])
        assert (first["version"], first["fault"], first["building"], first["opened"]) == (1, "", False, "")
        live.stage.show_building()
        assert opened.next() == {**first, "building": True}
        live.stage.show({"index.html": b"new"})
        second = opened.next()
        assert (second["page"], second["version"], second["building"]) == (digest_of(b"new"), 2, False)
        live.stage.show_fault("line one\n\ndata: two <b>")
        assert opened.next() == {**second, "fault": "line one\n\ndata: two <b>"}
        live.stage.show({"index.html": b"new"})
        assert opened.next() == {**second, "version": 3}
        assert b"text/event-stream" in opened.headers
        assert b"access-control" not in opened.headers


def test_a_page_is_told_of_itself(live: Live) -> None:
    """Another page's change is no reason to fetch this one; and what is not there has the name of the 404 page."""
    with page(live, "/a/x/") as opened, page(live, "/p/김영섭/") as other, page(live, "/nothing/") as missing:
        first, others = opened.next(), other.next()
        assert first["page"] == digest_of(FILES["a/x/index.html"])
        assert missing.next()["page"] == digest_of(FILES["404.html"])
        live.stage.show({**FILES, "a/x/index.html": b"<body>edited</body>"})
        assert opened.next()["page"] == digest_of(b"<body>edited</body>")
        assert other.next()["page"] == others["page"] == digest_of(FILES["p/김영섭/index.html"])


def test_an_early_page_is_told_at_once_and_alone(live: Live) -> None:
    """While the rest is still being built; and what is built without its save does not take it away."""
    with page(live, "/a/x/") as opened, page(live) as home:
        first, at_home = opened.next(), home.next()
        live.stage.show_early({"a/x/index.html": b"early"}, age=5)
        early = opened.next()
        assert (early["page"], early["building"]) == (digest_of(b"early"), True)
        assert early["version"] == first["version"]
        assert home.next()["page"] == at_home["page"]
        live.stage.show(FILES, age=4)
        assert opened.next()["page"] == digest_of(b"early")
        live.stage.show({**FILES, "a/x/index.html": b"whole"}, age=5)
        whole = opened.next()
        assert (whole["page"], whole["building"]) == (digest_of(b"whole"), False)


def test_new_styles_are_told_by_themselves(live: Live) -> None:
    """A style sheet is swapped in the open page, which stays as it is."""
    live.stage.show({**FILES, "assets/site.css": b"p{}"})
    with page(live) as opened:
        first = opened.next()
        live.stage.show({**FILES, "assets/site.css": b"p{color:red}"})
        second = opened.next()
        assert second["page"] == first["page"]
        assert second["styles"] != first["styles"]


def test_a_quiet_channel_is_kept_awake(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitegen.serve.server.PING_SECONDS", 0.0)
    with page(live) as opened:
        opened.next()
        assert b": ping" in opened.line() + opened.line()


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
