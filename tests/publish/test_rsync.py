"""A host with a shell, by a real ``sshd`` and ``rsync``: one whole site or another, and what others put there stays."""

import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from sitegen.config import Target
from sitegen.errors import PublishError, SettingsError
from sitegen.publish import releases
from sitegen.publish.faults import TargetLocked, TargetRefuses, TargetUnreachable
from sitegen.publish.holder import process
from sitegen.publish.plan import ALTERED, MISSING, Plan
from sitegen.publish.releases import Releases
from sitegen.publish.scripts import MARK
from sitegen.publish.targets import Options
from sitegen.write import MANIFEST
from tests.publish import ssh
from tests.publish.conftest import SITE, Publish, everything
from tests.publish.killing import TIMES
from tests.publish.servers import DelayingProxy

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ssh.Host]:
    ssh.needed("rsync")
    with ssh.host(tmp_path / "host", monkeypatch) as one:
        yield one


class Site:
    """What is published to a path of *host*, and what is there."""

    def __init__(self, host: ssh.Host, path: str = "briefing", **options: str) -> None:
        self.path = host.there / path
        self.options = {"host": ssh.ALIAS, "path": str(self.path), **options}

    def open(self, **switches: bool) -> Releases:
        return Releases(Target("there", "rsync", self.options), Options(**switches))

    def plan(self, files: Mapping[str, bytes], **switches: bool) -> Plan:
        with self.open(**switches) as place:
            return place.plan(files)

    def send(self, files: Mapping[str, bytes], **switches: bool) -> str:
        with self.open(**switches) as place:
            return place.send(files, place.plan(files), NOW)

    def rollback(self) -> str:
        with self.open() as place:
            return place.rollback()

    def read(self) -> dict[str, bytes]:
        """The site as a reader gets it, without what we keep for ourselves."""
        release = self.path / os.readlink(self.path / "current")
        found = {path: content for path, content in everything(release).items() if content is not None}
        assert found.pop(MARK, b"").startswith(b"a release of sitegen\n")
        found.pop(MANIFEST, None)
        return found

    def releases(self) -> list[str]:
        return sorted(path.name for path in (self.path / "releases").iterdir())


def many(number: int = 1000) -> dict[str, bytes]:
    """A site of *number* files of 10 KB."""
    pages = {f"a/{one:04}/index.html": f"기사 {one} ".encode() * 800 for one in range(number - 3)}
    rest = {"index.html": b"home" * 2500, "feed.xml": b"feed" * 2500, "assets/site.css": b"css " * 2500}
    return pages | rest


def later(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """*files* with three changed and two gone."""
    changed = {address: files[address] + b"!" for address in ("index.html", "feed.xml", "a/0007/index.html")}
    gone = {"a/0003/index.html", "a/0004/index.html"}
    return {address: content for address, content in {**files, **changed}.items() if address not in gone}


def test_a_thousand_files_arrive_as_they_are(host: ssh.Host) -> None:
    """First, unchanged, and with three changed and two gone: what is unchanged is not sent and not stored again."""
    site, files = Site(host), many()
    first = site.send(files)
    assert site.read() == files
    assert site.plan(files).is_idle
    assert site.send(files) == first
    assert site.releases() == [first]
    plan = site.plan(later(files))
    assert (len(plan.added), len(plan.changed), len(plan.removed), plan.unchanged) == (0, 3, 2, 995)
    second = site.send(later(files))
    assert site.read() == later(files)
    assert site.releases() == [first, second]
    one, other = (site.path / "releases" / name / "a/0009/index.html" for name in (first, second))
    assert one.stat().st_ino == other.stat().st_ino
    assert not (site.path / ".sitegen-lock").exists()


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
    with site.open() as place:
        plan = place.plan(new)
        place.send(new, plan, NOW)
    assert list(plan.lines()) == told
    assert site.read() == new


@pytest.mark.parametrize("path", ["with space", 'it\'s "quoted" $HOME `id` \\ ; * é', "브리핑/서울", "-rf", "a/b/c"])
def test_paths_and_names_are_taken_literally(host: ssh.Host, path: str) -> None:
    """Of the target, of our pages, and of what others put there."""
    site = Site(host, path)
    files = {**SITE, "p/김영섭 (기자)/index.html": b"1", "a'b\"c $HOME.html": b"2", "-n": b"3"}
    site.send(files)
    theirs = {"그들의 파일 'x'.txt": b"t", "sub dir/$(id)": b"u", "-rf": b"v"}
    ssh.put(site.path / "current", theirs)
    site.send({**files, "index.html": b"<p>two"})
    assert site.read() == {**files, **theirs, "index.html": b"<p>two"}
    assert [one.name for one in host.there.iterdir()] == [path.partition("/")[0]]


def test_what_others_put_there_stays(host: ssh.Host) -> None:
    """Beside our releases, among them, under a name like theirs, and in the site that readers get."""
    site = Site(host, keep="2")
    ssh.put(site.path, {"notes.txt": b"mine", "releases/20200101T000000Z-0123456789ab/index.html": b"not marked",
                        "releases/by-hand/index.html": b"hand", "releases/x.unfinished/a": b"x"})  # fmt: skip
    for number in range(5):
        site.send({**SITE, "index.html": b"%d" % number})
        if number == 1:
            ssh.put(site.path / "current", {"verify.html": b"token", ".well-known/acme/x": b"y"})
    assert site.read() == {**SITE, "index.html": b"4", "verify.html": b"token", ".well-known/acme/x": b"y"}
    assert site.plan(SITE).foreign == 2
    assert (site.path / "notes.txt").read_bytes() == b"mine"
    assert (site.path / "releases/20200101T000000Z-0123456789ab/index.html").read_bytes() == b"not marked"
    assert len(site.releases()) == 3 + 2


def test_a_foreign_file_in_the_way_is_refused_and_may_be_given_up(host: ssh.Host) -> None:
    site = Site(host)
    site.send(SITE)
    ssh.put(site.path / "current", {"new.html": b"theirs"})
    with pytest.raises(PublishError, match="stands where a page must go: new") as caught:
        site.send({**SITE, "new.html": b"ours"})
    assert "--adopt" in caught.value.hint
    assert site.read()["new.html"] == b"theirs"
    site.send({**SITE, "new.html": b"ours"}, adopt=True)
    assert site.read() == {**SITE, "new.html": b"ours"}


def test_a_current_that_is_not_ours_is_refused(host: ssh.Host) -> None:
    """A folder, whatever is said, as it cannot be replaced in one step; a link only with a word."""
    folder, link = Site(host, "folder"), Site(host, "link")
    ssh.put(folder.path / "current", {"index.html": b"theirs"})
    for switches in ({}, {"adopt": True}):
        with pytest.raises(PublishError, match="`current` there is not ours"):
            folder.send(SITE, **switches)
    ssh.put(link.path, {"v1/index.html": b"theirs"})
    (link.path / "current").symlink_to("v1")
    with pytest.raises(PublishError, match="`current` there is not ours"):
        link.send(SITE)
    link.send(SITE, adopt=True)
    assert link.read() == SITE
    assert (link.path / "v1/index.html").read_bytes() == b"theirs"


def test_the_last_releases_are_kept_and_what_replaced_them_can_be_undone(host: ssh.Host) -> None:
    site = Site(host, keep="3")
    names = [site.send({**SITE, "index.html": b"%d" % number}) for number in range(5)]
    assert site.releases() == names[2:]
    assert site.rollback() == names[3]
    assert site.read() == {**SITE, "index.html": b"3"}
    assert site.rollback() == names[2]
    with pytest.raises(PublishError, match="no release before this one"):
        site.rollback()
    last = site.send({**SITE, "index.html": b"5"})
    assert site.read()["index.html"] == b"5"
    assert site.rollback() == names[2], "back to what readers had, not to what was taken back"
    assert last in site.releases()
    assert not (site.path / ".sitegen-lock").exists()


def test_going_back_keeps_what_others_put_there(host: ssh.Host) -> None:
    site = Site(host)
    site.send(SITE)
    site.send({**SITE, "index.html": b"<p>two"})
    ssh.put(site.path / "current", {"verify.html": b"token"})
    site.rollback()
    assert site.read() == {**SITE, "verify.html": b"token"}


def test_what_was_lost_or_altered_there_is_mended(host: ssh.Host) -> None:
    """A file that is gone is missed at once; one of other content when every file is looked at."""
    site = Site(host)
    site.send(SITE)
    (site.path / "current/static/site.css").unlink()
    (site.path / "current/index.html").write_bytes(b"<p>0ne")
    assert list(site.plan(SITE).lines()) == [f"~ static/site.css  ({MISSING})"]
    told = [f"~ index.html  ({ALTERED})", f"~ static/site.css  ({MISSING})"]
    before = everything(host.there)
    assert list(site.plan(SITE, verify=True, dry_run=True).lines()) == told
    assert everything(host.there) == before
    site.send(SITE, verify=True)
    assert site.read() == SITE


def test_a_half_sent_release_is_never_current_and_goes(host: ssh.Host) -> None:
    site = Site(host)
    first = site.send(SITE)
    half = site.path / "releases/20250101T000000Z-0123456789ab.unfinished"
    ssh.put(half, {MARK: b"a release of sitegen\n\n", "index.html": b"<p>half"})
    assert site.send(SITE) == first
    assert site.releases() == [first]
    ssh.put(half, {MARK: b"a release of sitegen\n\n", "index.html": b"<p>two"})
    second = site.send({**SITE, "index.html": b"<p>two"})
    assert site.releases() == [first, second]
    assert site.read()["index.html"] == b"<p>two"


def test_killed_at_any_moment_readers_have_one_whole_site(host: ssh.Host, tmp_path: Path) -> None:
    """A reader looks all the time; after each kill the next run ends right, and nothing foreign is gone."""
    site, rng = Site(host), random.Random(20260601)
    versions = [
        many(150) | {"index.html": b"version %d" % number, "feed.xml": b"feed %d" % number} for number in (0, 1)
    ]
    folders = [ssh.put(tmp_path / f"site{number}", files) for number, files in enumerate(versions)]
    site.send(versions[0])
    ssh.put(site.path, {"notes.txt": b"mine", "releases/other/x": b"x", "current/verify.html": b"token"})
    whole = [{**files, "verify.html": b"token"} for files in versions]
    torn: list[dict[str, bytes]] = []
    looks, ended = [0], threading.Event()

    def read() -> None:
        while not ended.is_set():
            try:
                seen = site.read()
            except FileNotFoundError:
                continue  # the release went while it was read, after newer ones
            looks[0] += 1
            if seen not in whole:
                torn.append(seen)

    reader = threading.Thread(target=read)
    reader.start()
    started = time.monotonic()
    assert ssh.publish("rsync", site.options, folders[1])[0] == 0
    length = (time.monotonic() - started) * 0.8
    try:
        for number in range(TIMES):
            process = ssh.publisher("rsync", site.options, folders[number % 2])
            ssh.kill_after(process, rng.uniform(0, length))
            if number % 3 == 2:
                status, said = ssh.publish("rsync", site.options, folders[number % 2])
                assert status == 0, said
                assert site.read() == whole[number % 2]
    finally:
        ended.set()
        reader.join()
    assert not torn
    assert looks[0] > TIMES
    assert (site.path / "notes.txt").read_bytes() == b"mine"
    assert (site.path / "releases/other/x").read_bytes() == b"x"
    # The beginnings of a lock go when they are an hour old.
    left = {path.name for path in site.path.iterdir() if not path.name.startswith(".sitegen-lock.")}
    assert left == {"current", "releases", "notes.txt"}, left
    assert not [name for name in site.releases() if name.endswith(".unfinished")]


def test_of_two_publishers_one_is_refused_by_name(host: ssh.Host, tmp_path: Path) -> None:
    site = Site(host)
    site.send(SITE)
    with site.open() as one:
        plan = one.plan(SITE)
        one._lock()
        with pytest.raises(TargetLocked, match=rf".+@.+ \(process {os.getpid()}\) is publishing to news:") as caught:
            site.send({**SITE, "b.html": b"b"})
        assert "--break-lock" in caught.value.hint
        assert plan.is_idle
        site.send({**SITE, "b.html": b"b"}, break_lock=True)
        with pytest.raises(TargetLocked, match="took the lock"):
            one._switch(site.releases()[0], ())
    assert site.read()["b.html"] == b"b"


def test_publishers_at_once_never_mix(host: ssh.Host, tmp_path: Path) -> None:
    site = Site(host)
    folders = [ssh.put(tmp_path / f"site{one}", many(60) | {"index.html": b"%d" % one}) for one in range(3)]
    running = [ssh.publisher("rsync", site.options, folder) for folder in folders]
    ended = [(process.communicate(timeout=120), process.returncode) for process in running]
    assert 0 in [status for _, status in ended]
    for (_, errors), status in ended:
        assert status in (0, 1, 5)
        assert status == 0 or "is publishing to" in errors or "changed by somebody else" in errors
    assert site.read() in [many(60) | {"index.html": b"%d" % one} for one in range(3)]


def test_a_lock_expires(host: ssh.Host) -> None:
    site = Site(host)
    site.send(SITE)
    ssh.put(site.path / ".sitegen-lock", {"holder": b"t\n1000\n1900\nsomebody@else\n"})
    site.send({**SITE, "b.html": b"b"})
    assert not (site.path / ".sitegen-lock").exists()
    future = f"t\n1000\n{int(time.time()) + 500}\n김기자@desk (process 7)\n".encode()
    ssh.put(site.path / ".sitegen-lock", {"holder": future})
    with pytest.raises(TargetLocked, match=r"김기자@desk \(process 7\) is publishing"):
        site.send(SITE)
    assert (site.path / ".sitegen-lock/holder").read_bytes() == future


def test_the_lock_of_who_was_killed_here_is_taken_at_once(host: ssh.Host) -> None:
    """But not where another has taken it since it was looked at."""
    site, until = Site(host), int(time.time()) + 500
    site.send(SITE)
    world, number, started = process().split("-")
    dead = f"{world}-{number}-{int(started) - 1}"
    ssh.put(site.path / ".sitegen-lock", {"holder": f"t\n1000\n{until}\nme@here\n{process()}\n".encode()})
    with pytest.raises(TargetLocked, match="me@here is publishing"):
        site.send({**SITE, "b.html": b"b"})
    ssh.put(site.path / ".sitegen-lock", {"holder": f"t\n1000\n{until}\nme@here\n{dead}\n".encode()})
    with site.open() as place:
        plan = place.plan({**SITE, "b.html": b"b"})
        ssh.put(site.path / ".sitegen-lock", {"holder": f"u\n1000\n{until}\nyou@there\n{dead}\n".encode()})
        with pytest.raises(TargetLocked, match="you@there is publishing"):
            place.send({**SITE, "b.html": b"b"}, plan, NOW)
    site.send({**SITE, "b.html": b"b"})
    assert site.read() == {**SITE, "b.html": b"b"}
    assert not (site.path / ".sitegen-lock").exists()


def test_a_lock_that_is_held_is_renewed(host: ssh.Host) -> None:
    site = Site(host)
    with site.open() as place:
        place.plan(SITE)
        place._lock()
        holder = site.path / ".sitegen-lock/holder"
        first = holder.read_text("utf-8").splitlines()
        holder.write_text("\n".join((*first[:2], "5", *first[3:])) + "\n", "utf-8")
        place._renew()
        then = holder.read_text("utf-8").splitlines()
        assert [then[0], then[1], *then[3:]] == [first[0], first[1], *first[3:]]
        assert int(then[2]) >= int(first[2])


def test_the_release_is_told_by_its_name(host: ssh.Host, send: Publish, root: Path) -> None:
    (root / "sitegen.toml").write_text(
        f'[[publish]]\nname = "web"\nkind = "rsync"\nhost = "{ssh.ALIAS}"\npath = "{host.there}/briefing"\n', "utf-8"
    )
    said: list[str] = []
    report = send("web", SITE, said=said)
    assert report.revision == Path(os.readlink(host.there / "briefing/current")).name
    assert f"at {report.revision})" in said[-1]


def test_no_connection_outlives_us(host: ssh.Host, tmp_path: Path) -> None:
    """Not even where our process alone is killed."""
    site = Site(host)
    process = ssh.publisher("rsync", site.options, ssh.put(tmp_path / "site", many(600)))
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.readline()  # it has planned, so it is connected
    process.kill()
    process.communicate()
    end = time.monotonic() + 20
    while (left := clients(host.port)) and time.monotonic() < end:
        time.sleep(0.1)
    assert not left


def test_who_is_killed_while_he_sends_leaves_no_lock(host: ssh.Host, tmp_path: Path) -> None:
    """The host gives it back by itself; the next run needs no word."""
    site, files = Site(host), many(600)
    site.send(SITE)
    folder, lock = ssh.put(tmp_path / "site", files), site.path / ".sitegen-lock"
    process = ssh.publisher("rsync", site.options, folder)
    wait_until(lock.exists)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    wait_until(lambda: not lock.exists())
    status, said = ssh.publish("rsync", site.options, folder)
    assert status == 0, said
    assert site.read() == files
    assert not [name for name in site.releases() if name.endswith(".unfinished")]


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_a_release_that_lacks_a_file_is_never_switched_to(host: ssh.Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though rsync has no complaint: somebody cleared our folder of temporary files while it was sent."""
    site = Site(host)
    first = site.send(SITE)
    written = releases._written

    def cleared(files: Mapping[str, bytes]) -> AbstractContextManager[str]:
        return written({address: content for address, content in files.items() if address != "b.html"})

    monkeypatch.setattr(releases, "_written", cleared)
    with pytest.raises(PublishError, match="not all files have arrived"):
        site.send({**SITE, "b.html": b"b"})
    assert site.read() == SITE
    assert site.releases() == [first]
    assert not (site.path / ".sitegen-lock").exists()


def test_how_many_files_have_arrived_is_told(host: ssh.Host) -> None:
    """Of those that are new or changed; what is linked is none."""
    site, files = Site(host), many(40)
    for sent, total in ((files, 40), (later(files), 3)):
        with site.open() as place:
            told: list[tuple[int, int]] = []
            place.told = lambda done, of, told=told: told.append((done, of))
            place.send(sent, place.plan(sent), NOW)
        assert told[-1] == (total, total)
        assert [done for done, _ in told] == sorted(done for done, _ in told)


def clients(port: int) -> list[int]:
    """The ends of connections to *port* of this machine that are open."""
    return [one.laddr.port for one in psutil.net_connections("tcp")
            if one.raddr and one.raddr.port == port and one.status == psutil.CONN_ESTABLISHED]  # fmt: skip


def test_a_lock_whose_making_was_broken_off_goes(host: ssh.Host) -> None:
    """When it is old; a young one may be somebody's who is just coming."""
    site = Site(host)
    ssh.put(site.path, {".sitegen-lock.old/holder": b"", ".sitegen-lock.new/holder": b""})
    os.utime(site.path / ".sitegen-lock.old", (1e9, 1e9))
    site.send(SITE)
    assert {path.name for path in site.path.iterdir()} == {"current", "releases", ".sitegen-lock.new"}


def test_what_changed_since_the_plan_is_not_run_over(host: ssh.Host) -> None:
    site = Site(host)
    site.send(SITE)
    with site.open() as place:
        plan = place.plan({**SITE, "b.html": b"b"})
        site.send({**SITE, "c.html": b"c"})
        with pytest.raises(PublishError, match="changed by somebody else in the meantime"):
            place.send({**SITE, "b.html": b"b"}, plan, NOW)
    assert site.read() == {**SITE, "c.html": b"c"}
    assert not (site.path / ".sitegen-lock").exists()


@pytest.mark.parametrize("name", ["-oProxyCommand=touch x", "two words", "a;id", "$(id)", "", "a/b", "-x@host", "a\nb"])
def test_a_host_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="no such host"):
        Releases(Target("there", "rsync", {"host": name, "path": "x"}), Options())


@pytest.mark.parametrize("option", [{"port": "ssh"}, {"port": "70000"}, {"keep": "0"}, {"keep": "all"}, {"path": ""}])
def test_options_that_mean_nothing_are_refused(option: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        Releases(Target("there", "rsync", {"host": "news", "path": "x", **option}), Options())


def test_a_host_key_that_is_not_known_is_refused(host: ssh.Host) -> None:
    known = host.folder / "home/.ssh/known_hosts"
    known.write_text("", "utf-8")
    with pytest.raises(TargetRefuses, match="the host key of news is not known here") as caught:
        Site(host).send(SITE)
    assert "ssh news" in caught.value.hint
    assert known.read_text("utf-8") == ""
    host.know("other_id")
    with pytest.raises(TargetRefuses, match="shows another host key") as caught:
        Site(host).send(SITE)
    assert "ssh-keygen -R" in caught.value.hint
    assert not list(host.there.iterdir())


def test_a_key_that_is_not_let_in_is_told(host: ssh.Host) -> None:
    host.configure(key="other_id")
    with pytest.raises(TargetRefuses, match="news refuses our key"):
        Site(host).send(SITE)


def test_a_host_that_does_not_answer_is_told(host: ssh.Host) -> None:
    host.stop()
    with pytest.raises(TargetUnreachable, match="news cannot be reached"):
        Site(host).send(SITE)
    host.configure(port=host.port)
    with pytest.raises(TargetUnreachable, match="no host nowhere"):
        Releases(Target("there", "rsync", {"host": "nowhere.invalid", "path": "x"}), Options()).__enter__()


def test_a_port_and_a_user_may_be_named(host: ssh.Host) -> None:
    config = host.folder / "home/.ssh/config"
    port = f"Port {host.port}\n"
    assert port in config.read_text("utf-8")
    config.write_text(config.read_text("utf-8").replace(port, ""), "utf-8")
    site = Site(host, port=str(host.port))
    site.send(SITE)
    assert site.read() == SITE


def programs(folder: Path, *without: str) -> Path:
    """A folder that has the usual programs, and not these."""
    folder.mkdir()
    for place in ("/bin", "/usr/bin", *os.environ["PATH"].split(os.pathsep)):
        for one in Path(place).iterdir() if Path(place).is_dir() else ():
            if one.name not in without and not (folder / one.name).is_symlink():
                (folder / one.name).symlink_to(one)
    return folder


def test_without_rsync_there_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(programs(tmp_path / "bin", "rsync"))
    with ssh.host(tmp_path / "host", monkeypatch, path=path) as host:
        with pytest.raises(TargetRefuses, match="no rsync on news") as caught:
            Site(host).plan(SITE)
        assert 'kind = "sftp"' in caught.value.hint


@pytest.mark.parametrize("program", ["rsync", "ssh"])
def test_without_a_program_here_it_says_so(host: ssh.Host, program: str, monkeypatch: pytest.MonkeyPatch,
                                           tmp_path: Path) -> None:  # fmt: skip
    folder = programs(tmp_path / "bin", program)
    if program != "ssh":
        (folder / "ssh").unlink()
        (folder / "ssh").symlink_to(host.folder / "programs" / "ssh")
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(PublishError, match=f"{program} is not installed"):
        Site(host).send(SITE)


def test_a_full_disk_is_told_and_the_site_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system of 400 KB: readers have what they had, and the next run that fits succeeds."""
    ssh.needed("rsync")
    if not ssh.can_mount():
        pytest.skip("no right to mount a small file system")
    there = tmp_path / "host" / "there"
    with ssh.host(tmp_path / "host", monkeypatch, mounts={str(there): "size=400k"}) as host:
        site = Site(host)
        first = site.send(SITE)
        with pytest.raises(TargetRefuses, match="the disk is full"):
            site.send({**SITE, **{f"{number}.html": os.urandom(20_000) for number in range(40)}})
        assert site.plan(SITE).is_idle
        assert site.send(SITE) == first
        assert site.send({**SITE, "b.html": b"b"}) != first


def test_a_path_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dry run reads it all the same."""
    ssh.needed("rsync")
    is_root = os.geteuid() == 0
    if is_root and not ssh.can_mount():
        pytest.skip("no right to mount a file system that is read-only")
    there = tmp_path / "host" / "there"
    with ssh.host(tmp_path / "host", monkeypatch, mounts={str(there): "ro"} if is_root else {}) as host:
        host.there.chmod(0o555)
        site = Site(host)
        assert site.plan(SITE, dry_run=True).added == tuple(sorted(SITE))
        with pytest.raises(TargetRefuses, match=r"cannot be written"):
            site.send(SITE)
        host.there.chmod(0o755)


def test_over_a_slow_line_it_arrives_as_well(host: ssh.Host) -> None:
    """At 40 ms there and back: first, with nothing changed, with three files changed and two gone."""
    first, second = many(), later(many())
    site = Site(host)
    with DelayingProxy(host.port, 40) as line:
        host.configure(port=line.port)
        for files in (first, first, second):
            site.send(files)
    assert site.read() == second
