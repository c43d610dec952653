"""What lies compressed beside the pages, served by nginx and by Caddy, which are set up as the recipes say."""

import gzip
import http.client
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from sitegen.publish.hosts import POLICY
from tests.publish.conftest import Publish
from tests.publish.daemons import caddy_serving, nginx_serving
from tests.publish.test_recipes import blocks, replaced

brotli = pytest.importorskip("brotli")

_LONG = "윤슬시는 새 도서관을 착공했다. " * 200
FILES = {
    "index.html": f"<!DOCTYPE html><p>{_LONG}".encode(), "a/한빛/index.html": f"<!DOCTYPE html><h1>{_LONG}".encode(),
    "assets/site.css": b"p { margin: 0 }\n" * 100, "short.html": b"<!DOCTYPE html><p>short", "404.html": b"<!DOCTYPE html>no",
}  # fmt: skip
DECODED: Mapping[str, Callable[[bytes], bytes]] = {
    "": lambda content: content, "gzip": gzip.decompress, "br": brotli.decompress,
}  # fmt: skip
_PLACE = "/var/www/briefing/current"

Serve = Callable[[Path, Path], AbstractContextManager[int]]


@contextmanager
def by_nginx(base: Path, site: Path) -> Iterator[int]:
    lines = replaced(blocks("nginx", "publishing.md")[0], (_PLACE, str(site)))
    with nginx_serving(base, lines, with_brotli=False) as port:
        yield port


@contextmanager
def by_nginx_with_brotli(base: Path, site: Path) -> Iterator[int]:
    line = re.findall(r"`(brotli_static .*?)`", (Path(__file__).parents[2] / "docs/publishing.md").read_text("utf-8"))[
        0
    ]
    lines = replaced(blocks("nginx", "publishing.md")[0], (_PLACE, str(site)))
    with nginx_serving(base, f"{lines}\n{line}", with_brotli=True) as port:
        yield port


@contextmanager
def by_caddy(base: Path, site: Path) -> Iterator[int]:
    with caddy_serving(
        base, replaced(blocks("caddy", "publishing.md")[0], (_PLACE, str(site)), ("briefing.naru.kr", "ADDRESS"))
    ) as port:
        yield port


def got(port: int, path: str, accepted: str) -> tuple[int, Mapping[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": accepted} if accepted else {})
        answer = connection.getresponse()
        return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("serve", "serves", "encodings"),
    [
        pytest.param(by_nginx, "nginx", ("", "gzip"), id="nginx"),
        pytest.param(by_nginx_with_brotli, "nginx", ("", "gzip", "br"), id="nginx with brotli"),
        pytest.param(by_caddy, "caddy", ("", "gzip", "br"), id="caddy"),
    ],
)
def test_what_is_compressed_is_what_is_read(
    send: Publish, root: Path, tmp_path: Path, serve: Serve, serves: str, encodings: tuple[str, ...]
) -> None:
    """To whoever takes it, with the same bytes in it; to others the page as it is; errors in our own words."""
    (root / "sitegen.toml").write_text(
        f'[[publish]]\nname = "web"\nkind = "folder"\npath = "../web"\nserves = "{serves}"\ncompress = "gz br"\n',
        "utf-8",
    )
    send("web", FILES)
    with serve(tmp_path, tmp_path / "web") as port:
        for encoding in encodings:
            for path, address in (("/", "index.html"), ("/a/%ED%95%9C%EB%B9%9B/", "a/한빛/index.html"),
                                  ("/assets/site.css", "assets/site.css")):  # fmt: skip
                status, headers, content = got(port, path, encoding)
                assert (status, headers.get("content-encoding", "")) == (200, encoding)
                assert DECODED[encoding](content) == FILES[address]
                assert len(content) == int(headers["content-length"])
                assert headers["content-security-policy"] == POLICY
                assert headers["content-type"].split(";")[0] == ("text/css" if address.endswith("css") else "text/html")
                if encoding:  # else what is remembered on the way would come to whoever cannot read it
                    assert "accept-encoding" in headers["vary"].lower()
            status, headers, content = got(port, "/short.html", encoding)
            assert (status, headers.get("content-encoding", ""), content) == (200, "", FILES["short.html"])
            assert headers["content-type"] == "text/html; charset=utf-8"
        assert got(port, "/nowhere/", "")[::2] == (404, FILES["404.html"])
