"""`sitegen publish` as a user runs it, to a real repository."""

import os
import subprocess
import sys
from pathlib import Path

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
    before = everything(tmp_path)
    done = sitegen(site, target, "--dry-run", "--now", BEFORE)
    assert done.returncode == 0, done.stderr
    assert "+ index.html" in done.stdout.splitlines()
    assert everything(tmp_path) == before


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


def test_a_remote_that_is_not_there_is_exit_one(site: Path, tmp_path: Path) -> None:
    (tmp_path / "remote.git").rename(tmp_path / "gone.git")
    failed = sitegen(site, "pages", "--yes", "--now", BEFORE)
    assert failed.returncode == 1
    assert "cannot be read" in failed.stderr
    assert "Traceback" not in failed.stderr
