"""A host without a shell, by a real ``sshd``: each file whole, in an order in which readers always have a whole site."""

import os
import random
import threading
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen.config import Target
from sitegen.errors import PublishError, SettingsError
from sitegen.publish.faults import TargetLocked, TargetRefuses, TargetUnreachable
from sitegen.publish.objects import LOCK, Objects
from sitegen.publish.plan import ALTERED, MISSING, Plan
from sitegen.publish.store import Upload
from sitegen.publish.targets import Options
from sitegen.write import MANIFEST
from tests.publish import ssh
from tests.publish.conftest import SITE, everything
from tests.publish.killing import TIMES
from tests.publish.servers import DelayingProxy
from tests.publish.test_rsync import later, many

pytest.importorskip("asyncssh")

from sitegen.publish.sftp import Sftp, open_sftp

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ssh.Host]:
    with ssh.host(tmp_path / "host", monkeypatch) as one:
        yield one


class Site:
    """What is published to a path of *host*, and what is there."""

    def __init__(self, host: ssh.Host, path: str = "briefing", **options: str) -> None:
        self.path = host.there / path
        self.options = {"host": ssh.ALIAS, "path": str(self.path), **options}

    def open(self, **switches: bool) -> Objects:
        return open_sftp(None, Target("there", "sftp", self.options), Options(**switches))  # type: ignore[arg-type]

    def plan(self, files: Mapping[str, bytes], **switches: bool) -> Plan:
        with self.open(**switches) as place:
            return place.plan(files)

    def send(self, files: Mapping[str, bytes], **switches: bool) -> Plan:
        with self.open(**switches) as place:
            plan = place.plan(files)
            place.send(files, plan, NOW)
            return plan

    def read(self) -> dict[str, bytes]:
        found = {path: content for path, content in everything(self.path).items() if content is not None}
        assert MANIFEST in found
        return {path: content for path, content in found.items() if path != MANIFEST}


@pytest.fixture
def store(host: ssh.Host) -> Iterator[Sftp]:
    with Sftp(ssh.ALIAS, str(host.there / "briefing")) as one:
        yield one


def test_a_thousand_files_arrive_as_they_are(host: ssh.Host) -> None:
    """First, unchanged, and with three changed and two gone, whose folders go as well."""
    site, files = Site(host), many()
    site.send(files)
    assert site.read() == files
    assert site.send(files).is_idle
    plan = site.send(later(files))
    assert (len(plan.added), len(plan.changed), len(plan.removed), plan.unchanged) == (0, 3, 2, 995)
    assert site.read() == later(files)
    assert not (site.path / "a/0003").exists()


def test_the_dry_run_tells_what_the_run_does_and_writes_nothing(host: ssh.Host) -> None:
    site = Site(host)
    before = everything(host.there)
    assert site.plan(SITE, dry_run=True).added == tuple(sorted(SITE))
    assert everything(host.there) == before
    site.send({**SITE, "old.html": b"o"})
    before = everything(host.there)
    new = {**SITE, "index.html": b"<p>two", "b.html": b"b"}
    told = list(site.plan(new, dry_run=True).lines())
    assert told == ["+ b.html", "~ index.html", "- old.html"]
    assert everything(host.there) == before
    assert list(site.send(new).lines()) == told
    assert site.read() == new


@pytest.mark.parametrize("path", ["with space", 'it\'s "quoted" $HOME', "브리핑/서울", "-rf", "a/b/c"])
def test_paths_and_names_are_taken_literally(host: ssh.Host, path: str) -> None:
    files = {**SITE, "p/김영섭 (기자)/index.html": b"1", "a'b\"c $HOME*?.html": b"2", "-n": b"3", "가" * 80: b"4"}
    site = Site(host, path)
    site.send(files)
    assert site.read() == files
    assert [one.name for one in host.there.iterdir()] == [path.partition("/")[0]]


def test_what_others_put_there_stays(host: ssh.Host) -> None:
    site = Site(host)
    theirs = {"notes.txt": b"mine", "a/theirs.html": b"t", ".well-known/acme/x": b"y"}
    ssh.put(site.path, theirs)
    site.send({**SITE, "a/y/index.html": b"y"})
    assert site.plan(SITE, verify=True).foreign == 3
    site.send({"index.html": b"<p>two"})
    assert site.read() == {**theirs, "index.html": b"<p>two"}


def test_a_foreign_file_in_the_way_is_refused_and_may_be_given_up(host: ssh.Host) -> None:
    """On the first publication and on a later one, though nothing is listed."""
    site = Site(host)
    ssh.put(site.path, {"index.html": b"theirs"})
    with pytest.raises(PublishError, match="stands where a page must go: index"):
        site.send(SITE)
    assert everything(host.there) == {"briefing": None, "briefing/index.html": b"theirs"}
    site.send(SITE, adopt=True)
    ssh.put(site.path, {"a/new/index.html": b"theirs"})
    with pytest.raises(PublishError, match="stands where a page must go: a/new/index") as caught:
        site.send({**SITE, "a/new/index.html": b"ours"})
    assert "--adopt" in caught.value.hint
    assert site.read() == {**SITE, "a/new/index.html": b"theirs"}


def test_what_was_lost_or_altered_there_is_found_when_every_file_is_looked_at(host: ssh.Host) -> None:
    site = Site(host)
    site.send(SITE)
    (site.path / "static/site.css").unlink()
    (site.path / "index.html").write_bytes(b"altered")
    assert site.plan(SITE).is_idle
    told = [f"~ index.html  ({ALTERED})", f"~ static/site.css  ({MISSING})"]
    assert list(site.send(SITE, verify=True).lines()) == told
    assert site.read() == SITE


def test_a_lock_is_made_by_one_only(store: Sftp, host: ssh.Host) -> None:
    lock = Upload(LOCK, b"{}", {})
    assert store.create(lock)
    assert not store.create(Upload(LOCK, b"other", {}))
    assert store.get(LOCK) == b"{}"
    store.delete([LOCK, "not/there"])
    assert store.get(LOCK) is None


def test_files_of_any_size_are_read_back(store: Sftp) -> None:
    """Also those of more than one block, and of one block just."""
    files = {f"{size}.bin": os.urandom(size) for size in (0, 1, 32_767, 32_768, 32_769, 200_000)}
    store.put([Upload(key, content, {}) for key, content in files.items()], lambda key: None)
    assert {key: store.get(key) for key in files} == files


def test_a_lock_that_is_just_being_written_is_waited_for(store: Sftp, host: ssh.Host) -> None:
    """Nobody takes it for one that says nothing."""
    path = ssh.put(host.there / "briefing", {LOCK: b""}) / LOCK
    threading.Timer(0.5, path.write_bytes, [b"written"]).start()
    assert store.get(LOCK) == b"written"


def test_of_two_publishers_one_is_refused_by_name(host: ssh.Host) -> None:
    site = Site(host)
    site.send(SITE)
    with site.open() as one, one._locked():
        with pytest.raises(TargetLocked, match=rf".+@.+ \(process {os.getpid()}\) is publishing to news:") as caught:
            site.send({**SITE, "b.html": b"b"})
        assert "--break-lock" in caught.value.hint
        site.send({**SITE, "b.html": b"b"}, break_lock=True)
    assert site.read() == {**SITE, "b.html": b"b"}


def test_publishers_at_once_never_mix(host: ssh.Host, tmp_path: Path) -> None:
    site = Site(host)
    versions = [many(60) | {"index.html": b"%d" % one} for one in range(3)]
    running = [
        ssh.publisher("sftp", site.options, ssh.put(tmp_path / f"site{one}", files))
        for one, files in enumerate(versions)
    ]
    ended = [(process.communicate(timeout=120), process.returncode) for process in running]
    assert 0 in [status for _, status in ended]
    for (_, errors), status in ended:
        assert status in (0, 1, 5)
        assert status == 0 or "is publishing to" in errors or "changed by somebody else" in errors
    assert site.read() in versions


def test_killed_at_any_moment_readers_have_a_whole_site(host: ssh.Host, tmp_path: Path) -> None:
    """Every file that a reader finds is whole, of one version or the other, and leads to what is there."""
    site, rng = Site(host), random.Random(20260601)
    versions = []
    for number in (0, 1):
        pages = {f"a/v{number}/{one:03}/index.html": b"page %d" % one * 1000 for one in range(60)}
        same = {f"a/{one:03}/index.html": b"version %d " % number * 1000 for one in range(60)}
        versions.append({**pages, **same, "index.html": "\n".join(sorted(pages)).encode()})
    folders = [ssh.put(tmp_path / f"site{number}", files) for number, files in enumerate(versions)]
    site.send(versions[0])
    theirs = {"notes.txt": b"mine", "a/v0/theirs.html": b"t", "a/theirs.html": b"t"}
    ssh.put(site.path, theirs)
    torn: list[str] = []
    looks, ended = [0], threading.Event()

    def read() -> None:
        while not ended.is_set():
            home = (site.path / "index.html").read_bytes()
            if home not in (versions[0]["index.html"], versions[1]["index.html"]):
                torn.append("index.html")
            for address in home.decode().splitlines():
                if not (site.path / address).exists() and (site.path / "index.html").read_bytes() == home:
                    torn.append(address)
            for one in range(60):
                address = f"a/{one:03}/index.html"
                if (site.path / address).read_bytes() not in (versions[0][address], versions[1][address]):
                    torn.append(address)
            looks[0] += 1

    reader = threading.Thread(target=read)
    reader.start()
    started = time.monotonic()
    assert ssh.publish("sftp", site.options, folders[1])[0] == 0
    length = (time.monotonic() - started) * 0.8
    try:
        for number in range(TIMES):
            process = ssh.publisher("sftp", site.options, folders[number % 2])
            ssh.kill_after(process, rng.uniform(0, length))
            if number % 3 == 2:
                status, said = ssh.publish("sftp", site.options, folders[number % 2])
                assert status == 0, said
                left = {path for path in site.read() if path != LOCK}
                assert left == versions[number % 2].keys() | theirs.keys()
                assert {path: content for path, content in site.read().items() if path in left} == {
                    **versions[number % 2], **theirs
                }  # fmt: skip
    finally:
        ended.set()
        reader.join()
    assert not torn
    assert looks[0] > 10


@pytest.mark.parametrize("name", ["-oProxyCommand=touch x", "two words", "a;id", "", "a/b", "-x@host"])
def test_a_host_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="no such host"):
        Sftp(name, "x")


@pytest.mark.parametrize("given", [{"port": "ssh"}, {"user": "a b"}, {"path": ""}, {"path": "a\nb"}])
def test_options_that_mean_nothing_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        Sftp("news", **{"path": "x", **given})


@pytest.mark.parametrize("known", ["empty", "missing", "none", "other"])
def test_a_host_key_that_is_not_known_is_refused(host: ssh.Host, known: str) -> None:
    """Whatever the configuration says of where known hosts stand."""
    file, config = host.folder / "home/.ssh/known_hosts", host.folder / "home/.ssh/config"
    if known == "missing":
        file.unlink()
    elif known == "other":
        host.know("other_id")
    else:
        file.write_text("", "utf-8")
    if known == "none":
        lines = config.read_text("utf-8").splitlines()
        config.write_text(
            "\n".join("UserKnownHostsFile none" if "KnownHosts" in line else line for line in lines), "utf-8"
        )
    with pytest.raises(TargetRefuses, match="the host key of news is not the one that is known") as caught:
        Site(host).send(SITE)
    assert "ssh news" in caught.value.hint
    assert not list(host.there.iterdir())


def test_a_key_that_is_not_let_in_is_told(host: ssh.Host) -> None:
    host.configure(key="other_id")
    with pytest.raises(TargetRefuses, match="news refuses our key or password"):
        Site(host).send(SITE)


def test_a_password_comes_from_the_environment_and_is_never_told(
    host: ssh.Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITEGEN_SFTP_PASSWORD", "s3cr3t-w0rd")
    host.configure(key="other_id")
    with pytest.raises(TargetRefuses) as caught:
        Site(host).send(SITE)
    assert "SITEGEN_SFTP_PASSWORD" in str(caught.value)
    assert "s3cr3t" not in str(caught.value)


def test_a_password_lets_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """By a server that takes no key."""
    import asyncio

    import asyncssh

    class Server(asyncssh.SSHServer):
        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, password: str) -> bool:
            return (username, password) == ("desk", "s3cr3t-w0rd")

    (tmp_path / "there").mkdir()
    home = tmp_path / "home" / ".ssh"
    home.mkdir(parents=True)
    key = asyncssh.generate_private_key("ssh-ed25519")
    port, loop, ready = ssh.free_port(), asyncio.new_event_loop(), threading.Event()
    home.joinpath("known_hosts").write_text(f"[127.0.0.1]:{port} {key.export_public_key().decode()}", "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    monkeypatch.setenv("SITEGEN_SFTP_PASSWORD", "s3cr3t-w0rd")

    async def serve() -> None:
        async with asyncssh.listen("127.0.0.1", port, server_factory=Server, server_host_keys=[key], sftp_factory=True):
            ready.set()
            while ready.is_set():
                await asyncio.sleep(0.05)

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert ready.wait(10)
        with Sftp("127.0.0.1", str(tmp_path / "there"), port=str(port), user="desk") as store:
            store.put([Upload("index.html", b"one", {})], lambda key: None)
    finally:
        ready.clear()
        thread.join()
        loop.close()
    assert (tmp_path / "there/index.html").read_bytes() == b"one"


def test_a_host_that_does_not_answer_is_told(host: ssh.Host) -> None:
    host.stop()
    with pytest.raises(TargetUnreachable, match="news cannot be reached"):
        Site(host).send(SITE)


def test_a_connection_that_breaks_is_told(host: ssh.Host, store: Sftp) -> None:
    host.stop()
    store._connection.abort()
    with pytest.raises(TargetUnreachable):
        store.get(MANIFEST)


def test_a_host_that_only_reads_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dry run works all the same."""
    with ssh.host(tmp_path / "host", monkeypatch, sftp="internal-sftp -R") as host:
        site = Site(host)
        assert site.plan(SITE, dry_run=True).added == tuple(sorted(SITE))
        with pytest.raises(TargetRefuses, match="cannot be written or read: permission denied"):
            site.send(SITE)
    assert not list(host.there.iterdir())


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not ssh.can_mount():
        pytest.skip("no right to mount a small file system")
    there = tmp_path / "host" / "there"
    with ssh.host(tmp_path / "host", monkeypatch, mounts={str(there): "size=400k"}) as host:
        site = Site(host)
        site.send(SITE)
        with pytest.raises(TargetRefuses, match="the disk is full"):
            site.send({**SITE, **{f"{number}.html": os.urandom(20_000) for number in range(40)}})
        site.send(SITE)
        assert site.plan(SITE, verify=True).is_idle


def test_over_a_slow_line_it_arrives_as_well(host: ssh.Host) -> None:
    """At 40 ms there and back: first, with nothing changed, with three files changed and two gone."""
    first, second = many(), later(many())
    site = Site(host)
    with DelayingProxy(host.port, 40) as line:
        host.configure(port=line.port)
        for files in (first, first, second):
            site.send(files)
    assert site.read() == second
