"""A site in a container of Azure's emulator, which lets only one create a lock, and tells no MD5."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from sitegen.config import read_settings
from sitegen.errors import PublishError, SettingsError
from sitegen.publish import PublishReport, cloud, publish
from sitegen.publish.faults import TargetLocked, TargetRefuses, TargetUnreachable
from sitegen.publish.headers import headers_of
from sitegen.publish.objects import LOCK
from sitegen.publish.plan import ALTERED, MISSING
from sitegen.publish.store import Upload
from sitegen.publish.targets import Options
from sitegen.write import MANIFEST
from tests.publish import servers
from tests.publish.buckets import (
    FOREIGN,
    SMALL,
    Send,
    assert_holds,
    everything_said,
    obstore,
    standing,
    standing_keys,
    wait_for,
)
from tests.publish.conftest import NOW, built
from tests.publish.sample import site
from tests.publish.servers import HANG, Azure, DelayingProxy, Meddler


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Azure]:
    if servers.program("azurite-blob") is None:
        pytest.skip("there is no Azurite: npm install --global azurite")
    with servers.azure(tmp_path_factory.mktemp("azure")) as running:
        yield running


@pytest.fixture(autouse=True)
def own_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    if obstore is None:
        pytest.skip("there is no obstore: pip install 'sitegen[cloud]'")
    for name in list(os.environ):
        if name.startswith("AZURE_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_KEY", Azure.key)
    monkeypatch.setitem(cloud.RETRIES, "max_retries", 2)
    monkeypatch.setitem(cloud.CLIENT, "timeout", "3s")


@pytest.fixture
def container(server: Azure) -> Any:
    """The whole container, empty but for what others keep there."""
    store = obstore.store.AzureStore(
        server.container, account_name=server.account, account_key=server.key, endpoint=server.endpoint,
        client_options={"allow_http": True},
    )  # fmt: skip
    obstore.delete(store, standing_keys(store))
    for key, content in FOREIGN.items():
        obstore.put(store, key, content)
    return store


def settle(root: Path, server: Azure, port: int, container: str = Azure.container) -> None:
    (root / "sitegen.toml").write_text(
        f'[[publish]]\nname = "blobs"\nkind = "azure"\ncontainer = "{container}"\nprefix = "briefing"\n'
        f'account = "{server.account}"\nendpoint = "http://127.0.0.1:{port}/{server.account}"\n',
        "utf-8",
    )


@pytest.fixture
def send(tmp_path: Path, server: Azure, container: Any) -> Send:
    """Publishes files below ``briefing/`` of the container; *port* is of who stands before the server."""

    def run(files: Mapping[str, bytes], *, port: int = 0, container: str = server.container, said: list[str] | None = None,
            dry_run: bool = False, **options: bool) -> PublishReport:  # fmt: skip
        settle(tmp_path, server, port or server.port, container)
        return publish(
            read_settings(tmp_path), None, now=NOW, dry_run=dry_run, yes=True, max_deletes=len(files),
            echo=([] if said is None else said).append, options=Options(**options),
            make=lambda settings, now: built(files),
        )  # fmt: skip

    return run


def test_a_thousand_files_arrive_as_they_are(send: Send, container: Any) -> None:
    """The first time all of them, then none, then the three that changed, and the two that are gone are gone."""
    assert len(send(site(1000)).added) == 1000
    assert_holds(container, site(1000))
    for address in list(site(1000))[::10]:
        assert obstore.get(container, f"briefing/{address}").attributes == headers_of(address)
    assert send(site(1000)).unchanged == 1000
    second = send(site(1000, 2))
    assert (len(second.added), len(second.changed), len(second.removed), second.unchanged) == (0, 3, 2, 995)
    assert_holds(container, site(1000, 2))


def test_odd_names_arrive(send: Send, container: Any) -> None:
    files = {**SMALL, 'a/한글 "q" %20#[x]~{y}&+/index.html': b"", "a/ㄱ'<>|*/index.html": "본문".encode()}
    send(files)
    assert_holds(container, files)
    send(SMALL)
    assert_holds(container, SMALL)


def test_what_others_lost_or_altered_is_put_right(send: Send, container: Any) -> None:
    """The size tells most; what is as long as before is found by reading it, where that is asked for."""
    send(SMALL)
    first, second, third, *_ = (address for address in SMALL if address.startswith("a/"))
    obstore.delete(container, f"briefing/{first}")
    obstore.put(container, f"briefing/{second}", b"x")
    obstore.put(container, f"briefing/{third}", b"x" * len(SMALL[third]))
    said: list[str] = []
    send(SMALL, dry_run=True, said=said)
    assert said[:-1] == [f"~ {first}  ({MISSING})", f"~ {second}  ({ALTERED})"]
    send(SMALL, verify=True)
    assert_holds(container, SMALL)


def test_a_file_that_is_gone_already_hinders_no_deletion(send: Send, container: Any) -> None:
    """This store tells of it as of a fault."""
    send(SMALL)
    gone = sorted(SMALL.keys() - site(60, 3).keys())
    obstore.delete(container, f"briefing/{gone[0]}")
    assert list(send(site(60, 3)).removed) == gone
    assert_holds(container, site(60, 3))


def test_only_one_creates_the_lock(tmp_path: Path, send: Send, server: Azure, container: Any) -> None:
    settle(tmp_path, server, server.port)
    settings = read_settings(tmp_path)
    with cloud.open_azure(settings, settings.publish[0], Options()) as objects:
        store = objects._store
        lock = Upload(LOCK, b"{}", headers_of(LOCK))
        assert [store.create(lock), store.create(lock)] == [True, False]
        assert store.get(LOCK) == b"{}"
        store.delete([LOCK, "nothing"])
        store.delete([LOCK])
        assert store.get(LOCK) is None


def test_of_two_at_once_the_second_is_told_to_wait(send: Send, server: Azure, container: Any, tmp_path: Path) -> None:
    with DelayingProxy(server.port, 60) as line:
        settle(tmp_path, server, line.port)
        command = [sys.executable, "-m", "tests.publish.sender", str(tmp_path), "1000", "1"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            wait_for(lambda: f"briefing/{LOCK}" in standing_keys(container))
            with pytest.raises(TargetLocked, match=r"\(process \d+\) is publishing to azure://briefing/briefing since"):
                send(site(1000, 3))
            assert process.wait(60) == 0
    assert_holds(container, site(1000))


def test_what_is_not_ours_stays_and_stops_only_who_would_overwrite_it(send: Send, container: Any) -> None:
    obstore.put(container, "briefing/index.html", b"theirs")
    with pytest.raises(PublishError, match=r"not ours, and stands where a page must go: index\.html"):
        send(SMALL)
    assert standing(container) == {**FOREIGN, "briefing/index.html": b"theirs"}
    send(SMALL, adopt=True)
    assert_holds(container, SMALL)


OTHER_KEY = "d3Jvbmd3cm9uZ3dyb25nd3Jvbmd3cm9uZ3dyb25nd3Jvbmd3cm9uZ3dyb25nd3Jvbmd3cm9uZw=="


@pytest.mark.parametrize("key", [OTHER_KEY, "no key at all!"])
def test_a_wrong_key_is_exit_four_and_is_not_shown(send: Send, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_KEY", key)
    with pytest.raises(TargetRefuses, match="azure://briefing/briefing") as caught:
        send(SMALL)
    assert "AZURE_STORAGE_ACCOUNT_KEY" in caught.value.hint
    assert key not in everything_said(caught.value)


def test_a_wrong_signature_is_not_shown(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though it stands in the address that is asked."""
    monkeypatch.delenv("AZURE_STORAGE_ACCOUNT_KEY")
    monkeypatch.setenv("AZURE_STORAGE_SAS_TOKEN", "?sv=2020-10-02&sig=hunter2hunter2")
    with pytest.raises(TargetRefuses, match="does not let us in") as caught:
        send(SMALL)
    assert "hunter2" not in everything_said(caught.value)
    with pytest.raises(TargetUnreachable) as caught_later:
        send(SMALL, port=servers.free_port())
    assert "hunter2" not in everything_said(caught_later.value)


def test_a_connection_string_is_enough(send: Send, server: Azure, container: Any, tmp_path: Path,
                                       monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.delenv("AZURE_STORAGE_ACCOUNT_KEY")
    monkeypatch.setenv(
        "AZURE_STORAGE_CONNECTION_STRING",
        f"DefaultEndpointsProtocol=http;AccountName={server.account};AccountKey={server.key};BlobEndpoint={server.endpoint};",
    )
    (tmp_path / "sitegen.toml").write_text(
        '[[publish]]\nname = "blobs"\nkind = "azure"\ncontainer = "briefing"\nprefix = "briefing"\n', "utf-8"
    )
    publish(read_settings(tmp_path), None, now=NOW, dry_run=False, yes=True, max_deletes=None, echo=lambda line: None,
            make=lambda settings, now: built(SMALL))  # fmt: skip
    assert_holds(container, SMALL)


def test_without_a_key_or_an_account_it_says_what_is_missing(send: Send, tmp_path: Path,
                                                             monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.delenv("AZURE_STORAGE_ACCOUNT_KEY")
    with pytest.raises(TargetRefuses, match="there is no key to azure://briefing/briefing in the environment"):
        send(SMALL)
    (tmp_path / "sitegen.toml").write_text('[[publish]]\nname = "b"\nkind = "azure"\ncontainer = "c"\n', "utf-8")
    with pytest.raises(SettingsError, match="which account does azure://c belong to"):
        publish(read_settings(tmp_path), None, now=NOW, dry_run=True, yes=True, max_deletes=None, echo=lambda line: None,
                make=lambda settings, now: built(SMALL))  # fmt: skip


def test_a_container_that_is_not_there_is_exit_four(send: Send) -> None:
    with pytest.raises(TargetRefuses, match="there is no container azure://nowhere/briefing"):
        send(SMALL, container="nowhere")


@pytest.mark.parametrize(("status", "fault"), [(500, TargetUnreachable), (503, TargetUnreachable), (403, TargetRefuses),
                                               (507, TargetRefuses), (HANG, TargetUnreachable)])  # fmt: skip
def test_broken_off_by_the_server_it_is_finished_by_the_next(
    send: Send, server: Azure, container: Any, monkeypatch: pytest.MonkeyPatch, status: int, fault: type[PublishError]
) -> None:
    monkeypatch.setitem(cloud.CLIENT, "timeout", "700ms")
    monkeypatch.setitem(cloud.RETRIES, "max_retries", 0)
    send(SMALL)
    with Meddler(server.port) as meddler:
        meddler.meddle = lambda method, path: status if method == "PUT" and "/a/" in path else None
        with pytest.raises(fault):
            send(site(60, 3), port=meddler.port)
    there = standing(container)
    assert there["briefing/index.html"] == SMALL["index.html"]
    assert f"briefing/{MANIFEST}" in there
    assert f"briefing/{LOCK}" not in there
    send(site(60, 3))
    assert_holds(container, site(60, 3))
