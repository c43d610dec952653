"""`sitegen publish` to a bucket, as a user runs it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from sitegen.publish.objects import LOCK
from sitegen.write import MANIFEST
from tests.publish import servers
from tests.publish.buckets import FOREIGN, settle, standing
from tests.publish.conftest import everything
from tests.publish.servers import S3, DelayingProxy
from tests.publish.test_command import AFTER, BEFORE, GOOD, LATER


@pytest.fixture
def root(tmp_path: Path, server: S3) -> Path:
    folder = tmp_path / "site"
    (folder / "seeds").mkdir(parents=True)
    (folder / "seeds" / "2025-03-14-library.md").write_text(GOOD, "utf-8")
    (folder / "seeds" / "later-news.md").write_text(LATER, "utf-8")
    settle(folder, server.port)
    return folder


def command(root: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "sitegen", "publish", *arguments], cwd=root, text=True, encoding="utf-8",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "HOME": str(root.parent), **environment},
    )  # fmt: skip


def sitegen(root: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """The exit code, and everything that was said."""
    with command(root, *arguments, **environment) as process:
        said = "".join(process.communicate(timeout=120))
    return process.returncode, said


def ours(bucket: Any) -> dict[str, bytes]:
    return {key.removeprefix("briefing/"): content for key, content in standing(bucket).items() if key not in FOREIGN}


def test_what_is_tried_is_what_is_done_and_what_is_withheld_stays(root: Path, bucket: Any) -> None:
    """A dry run leaves bucket and folder as they are; the bucket then holds what a build writes; the article comes when
    its hour has come."""
    before = everything(root)
    code, tried = sitegen(root, "--dry-run", "--now", BEFORE)
    assert (code, standing(bucket)) == (0, FOREIGN)
    assert everything(root) == before
    code, _ = sitegen(root, "--yes", "--now", BEFORE)
    there = ours(bucket)
    assert code == 0
    assert {f"+ {address}" for address in there if address != MANIFEST} == set(tried.splitlines()[:-1])
    subprocess.run(
        [sys.executable, "-m", "sitegen", "build", "--now", BEFORE], cwd=root, check=True, capture_output=True
    )
    built = {address: content for address, content in everything(root / "output").items() if content is not None}
    assert there == built
    assert "달그림자전자".encode() not in b"".join(there.values())
    code, said = sitegen(root, "--yes", "--now", BEFORE)
    assert (code, "nothing changed" in said) == (0, True)
    assert sitegen(root, "--yes", "--now", AFTER)[0] == 0
    assert "달그림자전자".encode() in b"".join(ours(bucket).values())


def test_faults_have_their_exit_codes_and_show_no_secret(root: Path, bucket: Any) -> None:
    code, said = sitegen(root, "--yes", "--now", BEFORE, AWS_SECRET_ACCESS_KEY="wrongbutsecret")
    assert (code, "wrongbutsecret" in said, "AWS_SECRET_ACCESS_KEY" in said) == (4, False, True)
    settle(root, servers.free_port())
    code, said = sitegen(root, "--yes", "--now", BEFORE)
    assert (code, "cannot be reached" in said, "Traceback" in said) == (3, True, False)
    assert standing(bucket) == FOREIGN


def test_killed_it_is_finished_by_the_next_at_once(root: Path, server: S3, bucket: Any) -> None:
    """Its lock names a process of this machine that is no more."""
    with DelayingProxy(server.port, 200) as line:
        settle(root, line.port)
        with command(root, "--yes", "--now", BEFORE) as process:
            until = time.monotonic() + 60
            while LOCK not in ours(bucket):
                assert time.monotonic() < until
            process.send_signal(signal.SIGKILL)
            process.communicate()
        time.sleep(0.5)
    settle(root, server.port)
    code, said = sitegen(root, "--yes", "--now", BEFORE)
    assert code == 0, said
    assert "index.html" in ours(bucket)
    assert LOCK not in ours(bucket)
