"""What the live server answers to an honest browser."""

import re
import threading

import pytest

from sitegen.errors import Place, SettingsError, TemplateError
from sitegen.serve.notes import Notes
from sitegen.serve.server import Server
from sitegen.serve.site import Stage, digest_of
from tests.serve.conftest import FILES, Live, page


@pytest.mark.parametrize(
    ("target", "words", "kind"),
    [
        ("/", "첫 쪽", "text/html; charset=utf-8"),
        ("/?q=%ED%95%9C", "첫 쪽", "text/html; charset=utf-8"),
        ("/index.html", "첫 쪽", "text/html; charset=utf-8"),
        ("/p/%EA%B9%80%EC%98%81%EC%84%AD/", "사람", "text/html; charset=utf-8"),
        ("/p/김영섭/", "사람", "text/html; charset=utf-8"),  # as curl sends it
        ("/static/site.css", "p{}", "text/css; charset=utf-8"),
        ("/feed.xml", "<feed/>", "application/xml; charset=utf-8"),
        ("/q%252e.html", "percent", "text/html; charset=utf-8"),
    ],
)
def test_a_file_stands_at_its_address(live: Live, target: str, words: str, kind: str) -> None:
    answer = live.ask(target)
    assert answer.status == 200
    assert words in answer.body.decode()
    assert answer.headers["content-type"] == kind
    assert int(answer.headers["content-length"]) == len(answer.body)


def test_every_answer_carries_the_guards(live: Live) -> None:
    """The policy, no caching, no sniffing, no use by other sites: on pages, errors and events alike."""
    for target in ("/", "/nothing", "/a/x", "/%ff", "/__sitegen/preview.js", "/__desk/nobody"):
        headers = live.ask(target).headers
        assert headers["cache-control"] == "no-store"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"] == (
            "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
            "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        )
        assert not [name for name in headers if name.startswith("access-control")]


def test_head_is_get_without_a_body(live: Live) -> None:
    get, head = live.ask("/"), live.ask("/", method="HEAD")
    assert (head.status, head.headers, head.body) == (get.status, get.headers, b"")


def test_the_script_goes_before_the_last_body_end(live: Live) -> None:
    """Once a page, and never into what is no page."""
    body = live.ask("/a/x/").body
    assert body.startswith(b"<body>one </body> literal and the last <link")
    assert body.endswith(b"</script>\n</body></html>")
    assert body.count(b"/__sitegen/preview.js") == 1
    assert body.count(b"/__sitegen/idiomorph.js") == 1
    assert body.count(b"/__sitegen/preview.css") == 1
    assert live.ask("/no-body.html").body.startswith(b"<p>plain<link")
    assert live.ask("/static/site.css").body == b"p{}"


def test_a_policy_of_the_page_does_not_stop_the_script(live: Live) -> None:
    live.stage.show({"index.html": b'<head><meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'})
    body = live.ask("/").body
    assert b"default-src" not in body
    assert b"/__sitegen/preview.js" in body


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/a/x", "./x/"),
        ("/a/x?q=1&b=%41", "./x/?q=1&b=%41"),
        ("/p/%EA%B9%80%EC%98%81%EC%84%AD", "./%EA%B9%80%EC%98%81%EC%84%AD/"),
    ],
)
def test_a_folder_leads_to_its_page(live: Live, target: str, location: str) -> None:
    answer = live.ask(target)
    assert (answer.status, answer.headers["location"]) == (302, location)


def test_what_is_not_there_is_the_sites_own_404(live: Live) -> None:
    answer = live.ask("/nothing/here")
    assert answer.status == 404
    assert b"no such page" in answer.body
    assert b"/__sitegen/preview.js" in answer.body
    assert b"nothing/here" not in answer.body


def test_without_a_404_page_there_is_a_plain_one(live: Live) -> None:
    live.stage.show({"index.html": b"x"})
    answer = live.ask("/nothing")
    assert answer.status == 404
    assert "없는 화면입니다" in answer.body.decode()
    assert b"/__sitegen/preview.js" in answer.body


def test_the_preview_has_its_own_files(live: Live) -> None:
    for name in ("preview.js", "desk.js", "idiomorph.js"):
        assert live.ask(f"/__sitegen/{name}").headers["content-type"].startswith("text/javascript")
    for name in ("preview.css", "desk.css"):
        assert live.ask(f"/__sitegen/{name}").headers["content-type"].startswith("text/css")
    assert live.ask("/__sitegen/").status == 404
    assert live.ask("/__sitegen/idiomorph.LICENSE").status == 404


def test_a_fault_is_shown_escaped_over_the_last_good_page(live: Live) -> None:
    """Also to who comes after it; and when it is mended it is gone."""
    live.stage.show_fault("seeds/a.md:1:1: error: <script>alert(1)</script>")
    body = live.ask("/").body.decode()
    assert "첫 쪽" in body
    assert "seeds/a.md:1:1: error: &lt;script&gt;alert(1)&lt;/script&gt;" in body
    assert "<script>alert" not in body
    live.stage.show(FILES)
    assert "seeds/a.md" not in live.ask("/").body.decode()


def test_a_site_that_was_never_whole_shows_why(live: Live) -> None:
    live.stage.show({})
    stage = Stage()
    with Server(stage, 0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        cold = Live(stage, server.port)
        assert "사이트를 만드는 중입니다" in cold.ask("/any/page/").body.decode()
        stage.show_fault("no <seeds>")
        answer = cold.ask("/")
        assert answer.status == 503
        assert b"no &lt;seeds&gt;" in answer.body
        assert b"/__sitegen/preview.js" in answer.body
        stage.show(FILES)
        assert cold.ask("/").status == 200
        server.shutdown()
        thread.join(5)


def test_a_page_knows_what_it_is_and_which_styles_it_has(live: Live) -> None:
    """Equal bytes have one name, others another: the open page is made anew only when it is another one."""

    def known(target: str = "/") -> dict[str, str]:
        tail = live.ask(target).body.decode().rpartition("<script ")[2]
        return dict(re.findall(r'data-(\w+)="([^"]*)"', tail))

    live.stage.show({**FILES, "assets/site.css": b"p{}"})
    first = known()
    assert first["page"] == digest_of(FILES["index.html"])
    assert first["address"] == "index.html"
    assert known("/p/김영섭/")["address"] == "p/김영섭/index.html"
    live.stage.show_fault("broken")
    live.stage.show({**FILES, "assets/site.css": b"p{}"})
    assert (known()["page"], known()["styles"]) == (first["page"], first["styles"])
    live.stage.show({**FILES, "assets/site.css": b"p{color:red}", "index.html": b"<body>other</body>"})
    assert known()["page"] != first["page"]
    assert known()["styles"] != first["styles"]


def test_what_is_not_public_is_marked(live: Live) -> None:
    """Only the page of the draft, and in words that are escaped."""
    live.stage.show(FILES, Notes(withheld={"a/x/index.html": "초안 <b>"}))
    assert 'aria-label="초안 &lt;b&gt;">초안 &lt;b&gt;</div>' in live.ask("/a/x/").body.decode()
    assert "sitegen-watermark" not in live.ask("/").body.decode()


def test_a_page_that_cannot_be_rendered_says_why(live: Live) -> None:
    """And the other pages are there as before."""

    class Broken(dict[str, bytes]):
        def __getitem__(self, address: str) -> bytes:
            if address == "a/x/index.html":
                raise TemplateError("no such <name>", Place("templates/article.html", 3, 1))
            return super().__getitem__(address)

    live.stage.show(Broken(FILES))
    answer = live.ask("/a/x/")
    assert answer.status == 500
    assert "templates/article.html:3:1: error: no such &lt;name&gt;" in answer.body.decode()
    assert b"/__sitegen/preview.js" in answer.body
    with page(live, "/a/x/") as opened:
        assert opened.next()["page"]
    assert live.ask("/").status == 200


def test_a_port_that_is_taken_is_named(live: Live) -> None:
    with pytest.raises(SettingsError, match=f"port {live.port} is taken") as caught:
        Server(Stage(), live.port)
    assert "--port" in caught.value.hint
    assert caught.value.exit_code == 2
