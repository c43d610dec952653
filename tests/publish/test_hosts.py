"""What a host reads beside the pages, in the real ones where they can be had."""

import gzip
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

from sitegen.config import Settings, Target, read_settings
from sitegen.errors import Faults, SettingsError
from sitegen.model.text import Article
from sitegen.publish.gates.limits import limit_faults
from sitegen.publish.hosts import HOSTS, POLICY, UNKNOWN, Host, for_host, gzipped, host_of
from tests.compose.sample import briefing
from tests.publish.conftest import article
from tests.site.conftest import rendered

LONG = ("<p>" + "윤슬시는 새 도서관을 착공했다. " * 60).encode()
MOVED = replace(article("library", "윤슬시, 새 도서관 착공"), aliases=("old-library", "옛-도서관"))


def target(kind: str = "folder", **options: str) -> Target:
    return Target("t", kind, options)


@pytest.fixture
def settings(root: Path) -> Settings:
    return read_settings(root)


@pytest.mark.parametrize(
    ("meant", "host"),
    [
        (target("git", remote="git@github.com:me/briefing.git"), "github"),
        (target("git", remote="https://gitlab.com/me/briefing.git"), "gitlab"),
        (target("git", remote="ssh://git@codeberg.org/me/briefing"), "codeberg"),
        (target("git", remote="../remote.git"), ""),
        (target("git", remote="../remote.git", serves="caddy"), "caddy"),
        (target("s3", bucket="b"), "s3"),
        (target("folder", path="/var/www"), ""),
        (target("command", run="npx wrangler pages deploy {output}"), "cloudflare"),
        (target("command", run="netlify deploy --prod --dir {output}"), "netlify"),
        (target("command", run="rclone sync {output} remote:x"), ""),
    ],
)
def test_the_host_is_known_by_the_target(meant: Target, host: str) -> None:
    assert host_of(meant) == (HOSTS[host] if host else UNKNOWN)


def test_a_host_and_an_encoding_that_do_not_exist_are_told_with_their_lines(root: Path) -> None:
    (root / "sitegen.toml").write_text(
        '[[publish]]\nname = "d"\nkind = "folder"\npath = "../d"\nserves = "cloudfare"\ncompress = "gz zip"\n', "utf-8"
    )
    with pytest.raises(Faults) as caught:
        read_settings(root)
    assert "sitegen.toml:5:1: error: no such host: 'cloudfare'" in str(caught.value)
    assert "sitegen.toml:6:1: error: no such encoding: 'zip'" in str(caught.value)


def test_a_plain_host_gets_the_site_alone(settings: Settings) -> None:
    assert for_host({"index.html": LONG}, (), settings, target(), UNKNOWN) == {"index.html": LONG}


def test_headers_go_where_they_are_read(settings: Settings) -> None:
    site = for_host({"index.html": LONG}, (), settings, target(), HOSTS["netlify"])
    assert f"/*\n  Content-Security-Policy: {POLICY}\n" in site["_headers"].decode()
    assert "unsafe" not in site["_headers"].decode()
    own = for_host({"index.html": LONG}, (), settings, target(policy="default-src *"), HOSTS["netlify"])
    assert "  Content-Security-Policy: default-src *\n" in own["_headers"].decode()
    none = for_host({"index.html": LONG}, (), settings, target(policy=""), HOSTS["netlify"])
    assert "Content-Security-Policy" not in none["_headers"].decode()
    assert "_headers" not in for_host({"index.html": LONG}, (), settings, target(), HOSTS["github"])


def test_gzip_lies_beside_what_it_makes_smaller_and_is_the_same_everywhere(settings: Settings) -> None:
    """No time, no system in it; no picture is packed twice, nothing that fits a packet, nothing where nobody reads it."""
    files = {"index.html": LONG, "small.html": b"<p>", "p.png": LONG, "noise.txt": os.urandom(2000)}
    site = for_host(files, (), settings, target(), HOSTS["nginx"])
    assert site.keys() - files.keys() == {"index.html.gz"}
    assert gzip.decompress(site["index.html.gz"]) == LONG
    assert site["index.html.gz"][:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    assert gzipped(LONG) == site["index.html.gz"]
    assert for_host(files, (), settings, target(compress="none"), HOSTS["nginx"]) == files


def test_brotli_by_choice(settings: Settings) -> None:
    brotli = pytest.importorskip("brotli", reason="brotli is not installed")
    site = for_host({"index.html": LONG}, (), settings, target(compress="gz br"), HOSTS["caddy"])
    assert set(site) == {"index.html", "index.html.gz", "index.html.br"}
    assert brotli.decompress(site["index.html.br"]) == LONG


def test_brotli_that_is_not_installed_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "brotli", None)
    with pytest.raises(SettingsError, match="brotli is not installed") as caught:
        for_host({"index.html": LONG}, (), settings, target(compress="br"), HOSTS["caddy"])
    assert "sitegen[brotli]" in caught.value.hint


def test_an_encoding_that_the_host_does_not_read_is_refused(settings: Settings) -> None:
    """Files that nobody is ever sent would only fill the branch."""
    with pytest.raises(SettingsError, match="GitHub Pages reads no files compressed beforehand: gz"):
        for_host({}, (), settings, target(compress="gz"), HOSTS["github"])


def test_other_addresses_of_an_article_are_rules_or_pages(settings: Settings) -> None:
    """The pages come with the site; where the host reads rules, these stand in for them, in every encoding."""
    files = {"a/library/index.html": LONG, "a/old-library/index.html": LONG, "a/옛-도서관/index.html": LONG}
    moved = replace(MOVED, aliases=(*MOVED.aliases, "library"))  # it has come back to an earlier address
    rules = for_host(files, (moved,), settings, target(), HOSTS["gitlab"])
    assert "/a/old-library/ /a/library/ 301\n" in rules["_redirects"].decode()
    assert "/a/library/ /a/library/" not in rules["_redirects"].decode()
    assert set(rules) == {"a/library/index.html", "a/library/index.html.gz", "_redirects"}
    assert for_host(files, (moved,), settings, target(), UNKNOWN) == files
    few = for_host(files, (moved,), settings, target(), Host("few", redirects=1))
    assert few == files  # more than it reads: a rule that is passed over would be a dead link
    own = {**files, "_redirects": b"/x /y 301\n"}
    assert for_host(own, (moved,), settings, target(compress="none"), HOSTS["gitlab"]) == own


def test_rules_count_from_the_root_of_the_host(settings: Settings) -> None:
    under = replace(settings, site=replace(settings.site, url="https://me.gitlab.io/briefing/"))
    site = for_host({}, (MOVED,), under, target(compress="none"), HOSTS["gitlab"])
    assert "/briefing/a/old-library/ /briefing/a/library/ 301\n" in site["_redirects"].decode()


def test_the_limits_of_a_host_are_told_with_the_file() -> None:
    host = Host("Wee Pages", most_files=2, largest_file=1024 * 1024, most_bytes=1_500_000)
    files = {"a.html": b"a" * 900_000, "b.html": b"b" * 1_100_000, "c.html": b""}
    told = [str(fault) for fault in limit_faults(files, host)]
    assert [line.partition("\n")[0] for line in told] == [
        "error: 3 files, and Wee Pages takes 2",
        "error: 2 MB, and Wee Pages takes 2",
        "/b.html: error: a file of 1.0 MiB, and Wee Pages takes 1",
    ]
    assert list(limit_faults(files, UNKNOWN)) == []


class _Inline(HTMLParser):
    found: list[str]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        if tag == "script" and attrs == [("type", "application/ld+json")]:
            return  # data, which no browser runs
        if tag == "script" and names == {"src", "defer"}:
            return  # a file of the site's own: the search's
        if tag in ("style", "script") or "style" in names or any(name.startswith("on") for name in names):
            self.found.append(self.get_starttag_text() or tag)


def test_no_page_has_a_script_or_a_style_of_its_own_and_each_says_its_policy_first() -> None:
    for url, content in rendered("ko").items():
        if url.endswith(".html"):
            reader = _Inline()
            reader.found = []
            reader.feed(content.decode())
            assert reader.found == [], url
            assert re.match(rb"<!DOCTYPE html>\s*<html[^>]*>\s*<head>\s*<meta http-equiv=\"Content-Sec", content), url
            assert content.index(b'charset="utf-8"') < 1024, url  # as far as browsers look for it


@pytest.fixture
def cloudflare(tmp_path: Path, settings: Settings) -> Iterator[tuple[int, tuple[Article, ...]]]:
    """The sample site in the runtime of Cloudflare Pages; its port, and its articles."""
    wrangler = shutil.which("wrangler")
    if wrangler is None:
        pytest.skip("there is no wrangler: npm install wrangler")
    first, *others = (read.article for read in briefing("ko").articles)
    articles = (replace(first, aliases=("old-name", "옛-이름")), *others)
    for address, content in for_host(rendered("ko"), articles, settings, target(), HOSTS["cloudflare"]).items():
        (tmp_path / "out" / address).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / address).write_bytes(content)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    log = (tmp_path / "wrangler.log").open("wb")
    server = subprocess.Popen(
        [wrangler, "pages", "dev", "out", "--ip", "127.0.0.1", "--port", str(port), "--compatibility-date=2026-05-01"],
        cwd=tmp_path, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        env={**os.environ, "CI": "1", "WRANGLER_SEND_METRICS": "false", "HOME": str(tmp_path)},
    )  # fmt: skip
    try:
        ends = time.monotonic() + 90
        while time.monotonic() < ends and not _answers(port):
            assert server.poll() is None, (tmp_path / "wrangler.log").read_text()
            time.sleep(0.2)
        yield port, articles
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
        log.close()


def _answers(port: int) -> bool:
    try:
        return ask(port, "/")[0] == 200
    except OSError:
        return False


def ask(port: int, path: str) -> tuple[int, Mapping[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def test_cloudflare_reads_headers_redirects_and_the_page_for_what_is_missing(
    cloudflare: tuple[int, tuple[Article, ...]],
) -> None:
    port, articles = cloudflare
    status, headers, body = ask(port, "/")
    assert (status, body) == (200, rendered("ko")["index.html"])
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-type"] == "text/html; charset=utf-8"
    status, _, body = ask(port, "/no/such/page/")
    assert (status, body) == (404, rendered("ko")["404.html"])
    for alias in ("old-name", "옛-이름"):
        for end in ("/", "/index.html"):
            status, headers, _ = ask(port, quote(f"/a/{alias}{end}"))
            assert (status, headers["location"]) == (301, quote(f"/a/{articles[0].slug}/")), (alias, end)
    assert ask(port, quote(f"/a/{articles[0].slug}/"))[0] == 200
    korean = next(url for url in rendered("ko") if url.endswith("/index.html") and not url.isascii())
    status, headers, _ = ask(port, quote(f"/{korean}"))
    assert (status, headers["location"]) == (301, quote(f"/{korean.removesuffix('index.html')}"))


@pytest.mark.browser
def test_no_page_complains_of_the_policy(cloudflare: tuple[int, tuple[Article, ...]], tmp_path: Path) -> None:
    """Under the header that the real runtime sends, and from a disk under the policy of the page itself: every page has
    its style, and the console stays empty."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not Path("/usr/bin/chromium").exists():
        pytest.skip("there is no /usr/bin/chromium")
    port, _ = cloudflare
    pages = [url for url in rendered("ko") if url.endswith(".html") and url != "404.html"]
    complaints: list[str] = []
    with driver.sync_playwright() as running:
        browser = running.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
        for base in (f"http://127.0.0.1:{port}/", f"{(tmp_path / 'out').as_uri()}/"):
            for url in pages:
                answer = page.goto(base + quote(url))
                assert answer is not None
                assert answer.ok, (page.url, answer.status, answer.text()[:200])
                width = page.evaluate("getComputedStyle(document.querySelector('.top')).borderBottomWidth")
                assert width == "3px", base + url
        browser.close()
    assert complaints == []
