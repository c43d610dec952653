"""Saves are timed by what a reader is shown, and no server outlives its measuring."""

import http.client
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.bench import servers
from tests.bench.corpus import EDITED, article
from tests.bench.generators import GENERATORS, SITES, Generator, Installed, Serving
from tests.bench.measures import LARGE, MEASURES
from tests.bench.run import Failed
from tests.bench.servers import LOOPBACK, Server
from tests.bench.trials import Bench, Save, Site

# Shows an article as it was written, but not before DELAY seconds have passed; a child of it lives as long as it may.
SHOW = """
import http.server, os, pathlib, subprocess, sys, time
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    shown = b""
    def do_GET(self):
        path = pathlib.Path("content", self.path[1:].replace(".html", ".md"))
        if path.is_file() and time.time() - path.stat().st_mtime > DELAY:
            Handler.shown = path.read_bytes()
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Content-Length", str(len(self.shown)))
        self.end_headers()
        self.wfile.write(self.shown)
child = subprocess.Popen([sys.executable, "-c", "import signal; signal.signal(2, signal.SIG_IGN); signal.pause()"])
pathlib.Path("processes").write_text(str(os.getpid()) + " " + str(child.pid))
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
DELAY = 0.2  # seconds
ARTICLES = EDITED + 1


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "_TICKS", 0.0)
    monkeypatch.setattr(servers, "_QUIET", 0.1)


def _site(folder: Path, program: str) -> Site:
    (folder / "logs").mkdir()
    serving = Serving(("-c", program.replace("DELAY", str(DELAY)), "{port}"))
    generator = Generator("show", None, "pelican", "pelican", (), "out/{name}.html", serving=serving)
    here = Installed(sys.executable, "", dict(os.environ))
    return Site(generator, here, folder / "site", ARTICLES, folder / "logs" / "show.log")


def _is_over(site: Site) -> bool:
    """Whether the server and its child have ended."""
    first, second = map(int, (site.folder / "processes").read_text().split())
    until = time.monotonic() + 10
    while psutil.pid_exists(first) or (psutil.pid_exists(second) and not _is_zombie(second)):
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def _is_zombie(process: int) -> bool:
    try:
        return bool(psutil.Process(process).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def test_a_save_takes_until_a_reader_is_shown_it(tmp_path: Path) -> None:
    site = _site(tmp_path, SHOW)
    samples = site.save(3)
    assert len(samples) == 3
    assert all(DELAY < sample.seconds < DELAY + 5 for sample in samples)
    assert all(sample.mib > 5 for sample in samples)
    assert _is_over(site)


def test_a_later_server_is_shown_another_edit(tmp_path: Path) -> None:
    site = _site(tmp_path, SHOW)
    path = site.folder / "content" / f"{article(EDITED).name}.md"
    marks = []
    for _ in range(2):
        assert len(site.save(1)) == 1
        marks.append(path.read_text(encoding="utf-8"))
    assert "5003개" in marks[0]  # after the first save, which does not count
    assert "5005개" in marks[1]


def test_a_page_that_never_shows_the_save_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "_LONGEST_SAVE", 1.0)
    site = _site(tmp_path, SHOW.replace("path.read_bytes()", "b'as it was'"))
    with pytest.raises(Failed, match=r"/article-00007\.html has no 5002개: "):
        site.save(1)
    assert _is_over(site)


def test_a_server_that_never_rests_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "_LONGEST_SAVE", 1.0)
    busy = "import threading\ndef work():\n    while True: pass\nthreading.Thread(target=work, daemon=True).start()\n"
    site = _site(tmp_path, busy + SHOW)
    with pytest.raises(Failed, match="it never rests"):
        site.save(1)
    assert _is_over(site)


def test_a_server_that_ends_says_why(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="ended with exit code 3: no such option"):
        _site(tmp_path, "print('no such option'); exit(3)").save(1)


def test_a_server_that_can_be_reached_from_elsewhere_is_a_failure(tmp_path: Path) -> None:
    site = _site(tmp_path, "import socket\nother = socket.create_server(('127.0.0.2', 0))\n" + SHOW)
    with pytest.raises(Failed, match=r"it listens at 127\.0\.0\.2"):
        site.save(1)
    assert _is_over(site)


def test_a_generator_that_does_not_serve_has_no_saves(tmp_path: Path) -> None:
    site = _site(tmp_path, SHOW)
    site.generator = GENERATORS["pelican"]
    with pytest.raises(Failed, match="Pelican is not known to serve"):
        site.save(1)


def test_whoever_stops_the_measuring_stops_the_server(tmp_path: Path) -> None:
    site = _site(tmp_path, SHOW)
    arguments = ("-c", SHOW.replace("DELAY", "0"), "{port}")
    server = Server(sys.executable, arguments, site.folder, os.environ, site.log)

    def stopped() -> None:
        with server:
            server.begin(f"/{article(EDITED).name}.html")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert _is_over(site)
    with pytest.raises(ConnectionRefusedError):
        http.client.HTTPConnection(LOOPBACK, server.port).connect()


def test_the_build_after_saves_is_not_the_one_before_them(tmp_path: Path) -> None:
    site = _site(tmp_path, SHOW)
    site.is_built = True
    site.save(1)
    assert not site.is_built


def test_sitegen_serves_the_article_that_is_saved(tmp_path: Path) -> None:
    assert [sample.seconds > 0 for sample in Bench(tmp_path).site("sitegen", ARTICLES).save(1)] == [True]


def test_pages_are_served_where_they_are_built() -> None:
    saves = {trial.generator for one in (*MEASURES, *LARGE) for trial in one.trials if isinstance(trial, Save)}
    assert {name: GENERATORS[name].address("article-00007") for name in sorted(saves)} == {
        "eleventy": "/posts/article-00007/", "hugo": "/posts/article-00007/", "mkdocs": "/posts/article-00007/",
        "sitegen": "/a/article-00007/",
    }  # fmt: skip
    for name in saves:
        serving = GENERATORS[name].serving
        assert serving is not None
        assert " ".join(serving.arguments).count("{port}") == 1


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node.js")
def test_servers_of_node_listen_at_the_loopback() -> None:
    program = "const s = require('http').createServer(); s.listen({port: 0}, () => { console.log(s.address().address); s.close(); })"
    command = ["node", "--require=./loopback.cjs", "-e", program]
    told = subprocess.run(command, cwd=SITES / "eleventy", capture_output=True, text=True, check=True)
    assert told.stdout == "127.0.0.1\n"
