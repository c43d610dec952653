"""`sitegen publish` as a user runs it, to a real repository."""

import gzip
import json
import os
import pty
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from tests.publish.conftest import everything, run_git

GOOD = """\
---
title: 윤슬시, 새 도서관 착공
published: 2025-03-14
source: 표본
---

윤슬시는 12일 새 도서관을 착공했다. 총사업비는 86억원이다.
"""
DRAFT = "---\ntitle: 초안인 제목\npublished: 2025-03-13\nstatus: draft\n---\n\n하늬바람초안은 1일 문을 열었다.\n"
LATER = (
    "---\ntitle: 나중에 나갈 제목\npublished: 2025-03-15\nembargo: 2025-04-01 09:00\n---\n\n"
    "달그림자전자는 15일 공장을 열었다.\n"
)
BEFORE, AFTER = "2025-04-01T08:59", "2025-04-01T09:00"


@pytest.fixture
def site(root: Path) -> Path:
    for name, text in (("2025-03-14-library.md", GOOD), ("hidden-draft.md", DRAFT), ("later-news.md", LATER)):
        (root / "seeds" / name).write_text(text, "utf-8")
    return root


def sitegen(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sitegen", "publish", *arguments], cwd=site, capture_output=True, text=True,
        encoding="utf-8", timeout=120, check=False, stdin=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(site.parent)},
    )  # fmt: skip


def everything_sent(remote: Path) -> bytes:
    """Every byte of every object that the repository holds, reachable or not."""
    names = run_git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)", at=remote)
    done = subprocess.run(["git", "cat-file", "--batch"], cwd=remote, input=names.encode(), capture_output=True,
                          check=True)  # fmt: skip
    return done.stdout


def test_nothing_withheld_leaves(site: Path, tmp_path: Path) -> None:
    """Neither a draft nor an embargoed article is in any object of the remote; when its hour has come, it is.

    An old output folder with the draft in it is not what is published.
    """
    remote = tmp_path / "remote.git"
    (site / "output").mkdir()
    (site / "output" / "leak.html").write_text("하늬바람초안", "utf-8")
    done = sitegen(site, "pages", "--yes", "--now", BEFORE)
    assert done.returncode == 0, done.stderr
    sent = everything_sent(remote)
    assert "윤슬시, 새 도서관 착공".encode() in sent
    for canary in ("하늬바람초안", "초안인 제목", "hidden-draft", "달그림자", "나중에 나갈", "later-news"):
        assert canary.encode() not in sent
    first = run_git("rev-parse", "gh-pages", at=remote)
    again = sitegen(site, "pages", "--yes", "--now", BEFORE)
    assert "nothing changed" in again.stdout
    assert run_git("rev-parse", "gh-pages", at=remote) == first
    assert sitegen(site, "pages", "--yes", "--now", AFTER).returncode == 0
    sent = everything_sent(remote)
    assert "달그림자전자".encode() in sent
    assert "하늬바람초안".encode() not in sent


def test_a_withdrawn_article_leaves_the_branch(site: Path, tmp_path: Path) -> None:
    remote = tmp_path / "remote.git"
    assert sitegen(site, "pages", "--yes", "--now", AFTER).returncode == 0
    assert "a/later-news/index.html" in run_git("ls-tree", "-r", "--name-only", "gh-pages", at=remote)
    (site / "seeds" / "later-news.md").unlink()
    done = sitegen(site, "pages", "--dry-run", "--now", AFTER)
    assert "- a/later-news/index.html" in done.stdout.splitlines()
    assert sitegen(site, "pages", "--yes", "--now", AFTER).returncode == 0
    assert "later-news" not in run_git("ls-tree", "-r", "--name-only", "gh-pages", at=remote)


@pytest.mark.parametrize("target", ["pages", "disk"])
def test_a_dry_run_writes_nothing(site: Path, tmp_path: Path, target: str) -> None:
    before, times = everything(tmp_path), _times(tmp_path)
    done = sitegen(site, target, "--dry-run", "--now", BEFORE)
    assert done.returncode == 0, done.stderr
    assert "+ index.html" in done.stdout.splitlines()
    assert (everything(tmp_path), _times(tmp_path)) == (before, times)


def _times(folder: Path) -> dict[str, int]:
    """When each file and folder was last changed, in nanoseconds: what is made and taken away leaves a trace here."""
    return {path.as_posix(): path.stat().st_mtime_ns for path in (folder, *folder.rglob("*"))}


class _Recorder(BaseHTTPRequestHandler):
    """git's own server of repositories over HTTP, which writes down what it is asked for."""

    root = Path()
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        self.asked.append(f"{self.command} {self.path}")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        said = {"GIT_PROJECT_ROOT": str(self.root), "GIT_HTTP_EXPORT_ALL": "1", "PATH_INFO": path, "QUERY_STRING": query,
                "REQUEST_METHOD": self.command, "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "CONTENT_LENGTH": str(len(body)), "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                "REMOTE_USER": "me"}  # fmt: skip
        done = subprocess.run(["git", "http-backend"], input=body, capture_output=True, env={**os.environ, **said},
                              check=True)  # fmt: skip
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        lines = [line.split(": ", 1) for line in head.decode().splitlines()]
        self.send_response(next((int(value[:3]) for name, value in lines if name == "Status"), 200))
        for name, value in lines:
            if name != "Status":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing."""


def test_a_dry_run_asks_a_server_for_nothing_that_writes(site: Path, tmp_path: Path) -> None:
    """Neither of an empty repository nor of one that holds the site; the run itself does, by the same way."""
    recorder = type("Recorder", (_Recorder,), {"root": tmp_path, "asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), recorder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            run_git("config", "http.receivepack", "true", at=tmp_path / "remote.git")
            remote = f"http://127.0.0.1:{server.server_port}/remote.git"
            (site / "sitegen.toml").write_text(f'[[publish]]\nname = "web"\nkind = "git"\nremote = "{remote}"\n')
            for run, writes in ((("--dry-run",), False), (("--yes",), True), (("--dry-run",), False)):
                recorder.asked.clear()
                done = sitegen(site, *run, "--now", BEFORE)
                assert done.returncode == 0, done.stderr
                assert recorder.asked
                assert any("receive-pack" in line for line in recorder.asked) == writes, recorder.asked
        finally:
            server.shutdown()


def test_a_folder_gets_what_a_build_writes(site: Path, tmp_path: Path) -> None:
    """Byte for byte."""
    assert sitegen(site, "disk", "--yes", "--now", BEFORE).returncode == 0
    built = subprocess.run([sys.executable, "-m", "sitegen", "build", "--now", BEFORE], cwd=site, check=False)
    assert built.returncode == 0
    assert everything(tmp_path / "disk") == everything(site / "output")


def test_a_broken_seed_stops_it(site: Path, tmp_path: Path) -> None:
    (site / "seeds" / "empty.txt").write_text("", "utf-8")
    failed = sitegen(site, "disk", "--yes")
    assert failed.returncode == 1
    assert "seeds/empty.txt:1:1: error:" in failed.stderr
    assert not (tmp_path / "disk").exists()


def test_without_a_target_it_cannot_start(site: Path) -> None:
    (site / "sitegen.toml").unlink()
    failed = sitegen(site, "--yes")
    assert failed.returncode == 2
    assert "[[publish]]" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_a_remote_that_is_not_there_is_told(site: Path, tmp_path: Path) -> None:
    (tmp_path / "remote.git").rename(tmp_path / "gone.git")
    failed = sitegen(site, "pages", "--yes", "--now", BEFORE)
    assert failed.returncode in (1, 3)
    assert "cannot be read" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert not (site / "published.json").exists()


def test_the_plan_that_is_shown_is_the_one_that_is_done(site: Path, tmp_path: Path) -> None:
    """And machines are told it, too."""
    shown = sitegen(site, "disk", "--dry-run", "--now", BEFORE).stdout.splitlines()[:-1]
    told = json.loads(sitegen(site, "disk", "--dry-run", "--json", "--now", BEFORE).stdout)
    done = json.loads(sitegen(site, "disk", "--json", "--now", BEFORE).stdout)
    assert shown == [f"+ {address}" for address in done["added"]]
    assert told.keys() == done.keys()
    same = done.keys() - {"dry_run", "seconds"}
    assert {key: told[key] for key in same} == {key: done[key] for key in same}
    assert (told["dry_run"], done["dry_run"], done["sitegen_publish"]) == (True, False, 1)
    assert done["seconds"] > 0
    assert done["place"] == (tmp_path / "disk").as_posix()
    assert json.loads(sitegen(site, "disk", "--json", "--now", BEFORE).stdout)["unchanged"] == len(shown)


def test_a_report_for_machines_tells_faults_with_their_places(site: Path) -> None:
    (site / "seeds" / "empty.txt").write_text("", "utf-8")
    failed = sitegen(site, "disk", "--json")
    told = json.loads(failed.stdout)
    assert (failed.returncode, failed.stderr, told["target"]) == (1, "", "disk")
    assert [(one["path"], one["line"], one["exit_code"]) for one in told["errors"]] == [("seeds/empty.txt", 1, 1)]


_PLUGIN = """
import os
from contextlib import nullcontext
from sitegen.publish import faults
from sitegen.publish.plan import Plan

class Place:
    name = "somewhere"
    told = None
    def plan(self, files):
        fault = os.environ.get("FAULT")
        if fault:
            raise getattr(faults, fault)("no: https://me:hunter22@host/ " + os.environ["SHOP_TOKEN"])
        return Plan(("gone/b.html", "index.html"), (), ("c.html",), 0, 1)
    def send(self, files, plan, now):
        self.told(2, 3)
        return "release-7"
    def rollback(self):
        return "release-6"

def opened(settings, target, options):
    print(options)
    return nullcontext(Place())
"""


@pytest.fixture
def shop(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site whose target is of a kind that somebody else has made."""
    plugin = tmp_path / "plugin"
    (plugin / "shop-1.dist-info").mkdir(parents=True)
    (plugin / "shop-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: shop\nVersion: 1\n")
    (plugin / "shop-1.dist-info" / "entry_points.txt").write_text("[sitegen.targets]\nshop = shop:opened\n")
    (plugin / "shop.py").write_text(_PLUGIN)
    (site / "sitegen.toml").write_text('[[publish]]\nname = "shop"\nkind = "shop"\n', "utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(plugin), os.environ.get("PYTHONPATH", "")]).rstrip(":"))
    monkeypatch.setenv("SHOP_TOKEN", "s3cr3t-token-of-the-shop")
    return site


@pytest.mark.parametrize(
    ("fault", "code"), [("TargetUnreachable", 3), ("TargetRefuses", 4), ("TargetLocked", 5), ("PublishError", 1)]
)
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_each_way_to_fail_has_its_exit_code_and_tells_no_secret(
    shop: Path, monkeypatch: pytest.MonkeyPatch, fault: str, code: int, form: tuple[str, ...]
) -> None:
    monkeypatch.setenv("FAULT", fault)
    failed = sitegen(shop, "--yes", *form)
    assert failed.returncode == code, failed.stderr
    assert "no: https://***@host/ ***" in failed.stdout + failed.stderr
    for secret in ("hunter22", "s3cr3t"):
        assert secret not in failed.stdout + failed.stderr
    assert not (shop / "published.json").exists()


def test_switches_reach_the_target_and_it_can_go_back(shop: Path) -> None:
    done = sitegen(shop, "--yes", "--adopt", "--break-lock", "--verify")
    assert "adopt=True, break_lock=True, verify=True" in done.stdout
    assert "(somewhere at release-7)" in done.stdout
    back = sitegen(shop, "shop", "--rollback")
    assert back.returncode == 0, back.stderr
    assert "shop: back at release-6  (somewhere)" in back.stdout
    assert sitegen(shop, "shop", "--rollback", "--dry-run").returncode == 2


def test_a_target_that_keeps_nothing_cannot_go_back(site: Path) -> None:
    failed = sitegen(site, "disk", "--rollback")
    assert failed.returncode == 1
    assert "keeps no earlier publication" in failed.stderr


_AFTER = """
import os, sys
told = sys.stdin.read()
assert open(os.environ["SITEGEN_CHANGED"], encoding="utf-8").read() == told
open("told.txt", "w").write(told)
print("purged with", os.environ["SHOP_TOKEN"])
sys.exit(int(sys.argv[1]))
"""


def _with_after(shop: Path, code: int) -> None:
    (shop / "after.py").write_text(_AFTER)
    (shop / "sitegen.toml").write_text(
        '[site]\nurl = "https://naru.kr/news/"\n[[publish]]\nname = "shop"\nkind = "shop"\n'
        f"after_publish = '{sys.executable} after.py {code}'\n",
        "utf-8",
    )


def test_a_command_is_told_the_changed_addresses(shop: Path) -> None:
    """All that readers must get anew, what is gone included; not before it is out, and not in a dry run."""
    _with_after(shop, 0)
    assert sitegen(shop, "--dry-run").returncode == 0
    assert not (shop / "told.txt").exists()
    done = sitegen(shop, "--yes")
    assert done.returncode == 0, done.stderr
    assert "purged with ***" in done.stderr
    assert (shop / "told.txt").read_text().splitlines() == [
        "https://naru.kr/news/c.html",
        "https://naru.kr/news/gone/b.html",
        "https://naru.kr/news/",
        "https://naru.kr/news/index.html",
    ]


def test_a_command_that_fails_is_told_and_undoes_nothing(shop: Path) -> None:
    _with_after(shop, 9)
    failed = sitegen(shop, "--json")
    assert failed.returncode == 1
    told = json.loads(failed.stdout.partition("\n")[2])  # the first line is the target's own
    assert "ended with 9" in told["errors"][0]["message"]
    assert told["revision"] == "release-7"
    assert (shop / "published.json").is_file()


def test_a_command_without_addresses_to_tell_cannot_start(shop: Path) -> None:
    _with_after(shop, 0)
    settings = (shop / "sitegen.toml").read_text("utf-8")
    (shop / "sitegen.toml").write_text(settings.replace('url = "https://naru.kr/news/"', ""), "utf-8")
    failed = sitegen(shop, "--yes")
    assert failed.returncode == 2
    assert 'write  url = "https://…"' in failed.stderr


@pytest.mark.parametrize(("answer", "code"), [(b"n\n", 1), (b"y\n", 0)])
def test_on_a_terminal_it_shows_the_plan_and_asks(site: Path, tmp_path: Path, answer: bytes, code: int) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "sitegen", "publish", "disk", "--now", BEFORE], cwd=site, stdin=theirs, stdout=theirs,
        stderr=theirs, env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 4096):
            seen += piece
            if answer and b"Publish this? [y/N]: " in seen:
                os.write(ours, answer)
                answer = b""
    except OSError:  # Linux ends a terminal whose other side is closed with EIO
        pass
    finally:
        os.close(ours)
    assert done.wait(60) == code, seen
    assert seen.index(b"+ a/") < seen.index(b"Publish this?")
    assert b"\rread 1" in seen  # the line of progress
    assert (tmp_path / "disk" / "index.html").is_file() == (code == 0)
    assert (site / "published.json").is_file() == (code == 0)
