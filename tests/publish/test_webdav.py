"""A folder of a WebDAV server as a target: real servers, nginx and Apache, and one by script for what they do seldom."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote

import pytest

from sitegen.config import read_settings
from sitegen.errors import PublishError, SettingsError
from sitegen.publish import webdav
from sitegen.publish.faults import TargetLocked, TargetRefuses, TargetUnreachable
from sitegen.publish.objects import LOCK, Objects
from sitegen.publish.store import Upload
from sitegen.publish.targets import Options, open_target
from sitegen.publish.webdav import WebDav
from sitegen.write import MANIFEST
from tests.publish.conftest import NOW, everything
from tests.publish.daemons import PASSWORD, USER, Dav, apache, nginx, scripted
from tests.publish.killing import kills, publish, seen, version

Server = Callable[..., AbstractContextManager[Dav]]
SERVERS = [pytest.param(nginx, id="nginx"), pytest.param(apache, id="apache")]
SITE = {
    "index.html": b"<p>one", "a/x/index.html": "기사".encode(), "p/김영섭 100%/index.html": b"\r\n\x00", "assets/s.css": b"",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of whoever runs the tests."""
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    for name in (webdav.USER, webdav.PASSWORD):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest) -> Server:
    started: Server = request.param
    return started


@pytest.fixture
def dav(server: Server, tmp_path: Path) -> Iterator[Dav]:
    with server(tmp_path) as started:
        yield started


def folder_of(root: Path, url: str) -> Path:
    """The site folder *root* has a target ``web`` at *url*."""
    (root / "sitegen.toml").write_text(f'[[publish]]\nname = "web"\nkind = "webdav"\nurl = "{url}"\n', "utf-8")
    return root


def tree(folder: Path) -> dict[str, bytes]:
    return {path: content for path, content in everything(folder).items() if content is not None and path != MANIFEST}


def test_the_folder_holds_the_site(root: Path, dav: Dav) -> None:
    """Also one that is not there yet; and of what we do there while we do it nothing stays."""
    folder_of(root, f"{dav.url}{quote('새 폴더')}")
    plan = publish(root, "web", SITE)
    assert plan.added == tuple(sorted(SITE))
    assert tree(dav.folder / "새 폴더") == SITE
    assert publish(root, "web", SITE).is_idle


def test_only_what_differs_is_sent(root: Path, tmp_path: Path) -> None:
    """Of a site that is right there nothing; of a changed one its change, in an order in which no page leads nowhere."""
    with scripted() as server:
        folder_of(root, server.url)
        publish(root, "web", SITE)
        server.asked.clear()
        assert publish(root, "web", SITE).is_idle
        assert {method for method, _, _ in server.asked} == {"GET"}
        server.asked.clear()
        publish(root, "web", {"index.html": b"two", "a/x/index.html": b"new", "assets/s.css": b""})
        writes = [path.removeprefix("/dav/") for method, path, _ in server.asked if method in ("PUT", "DELETE")]
        page = quote("p/김영섭 100%/index.html")
        assert [one for one in writes if not one.startswith(".")] == ["a/x/index.html", "index.html", page]
        assert writes[0] == writes[-1] == LOCK
        assert writes.index("index.html") < writes.index(MANIFEST) < writes.index(page)


def test_a_withdrawn_page_goes_and_a_foreign_file_stays(root: Path, dav: Dav) -> None:
    folder_of(root, dav.url)
    publish(root, "web", SITE)
    (dav.folder / "a/x/verify.html").write_text("token", "utf-8")
    assert publish(root, "web", {"index.html": b"two"}).removed == tuple(sorted(SITE.keys() - {"index.html"}))
    assert tree(dav.folder) == {"index.html": b"two", "a/x/verify.html": b"token"}


@pytest.mark.parametrize("lists", [True, False])
def test_a_foreign_file_in_the_way_is_refused_or_adopted(
    root: Path, server: Server, tmp_path: Path, lists: bool
) -> None:
    """Also by a server that does not list; and nothing has been sent before that is said."""
    with server(tmp_path, lists=lists) as dav:
        folder_of(root, dav.url)
        (dav.folder / "a" / "x").mkdir(parents=True)
        (dav.folder / "a").chmod(0o777)
        (dav.folder / "a" / "x").chmod(0o777)
        (dav.folder / "a" / "x" / "index.html").write_text("theirs", "utf-8")
        (dav.folder / "a" / "x" / "index.html").chmod(0o666)
        with pytest.raises(PublishError, match=r"not ours, .*: a/x/index.html") as caught:
            publish(root, "web", SITE)
        assert "--adopt" in caught.value.hint
        assert tree(dav.folder) == {"a/x/index.html": b"theirs"}
        publish(root, "web", SITE, Options(adopt=True))
        assert tree(dav.folder) == SITE


def test_what_a_broken_off_run_had_no_time_to_delete_goes_with_the_next(root: Path) -> None:
    """Though the manifest does not name it any more."""
    with scripted() as server:
        folder_of(root, server.url)
        publish(root, "web", SITE)
        server.answers["DELETE"] = 500
        with pytest.raises(TargetUnreachable):
            publish(root, "web", {"index.html": b"<p>one"})
        assert "/dav/a/x/index.html" in server.files
        server.answers.clear()
        plan = publish(root, "web", {"index.html": b"<p>one"}, Options(break_lock=True))
        assert plan.removed == tuple(sorted(SITE.keys() - {"index.html"}))
        assert server.files.keys() == {"/dav/index.html", f"/dav/{MANIFEST}"}


def test_what_was_lost_there_is_found_when_asked_for(root: Path, dav: Dav) -> None:
    """A page that is gone and one that was cut short are sent again; without --verify the manifest is believed."""
    folder_of(root, dav.url)
    publish(root, "web", SITE)
    (dav.folder / "a/x/index.html").unlink()
    (dav.folder / "index.html").write_bytes(b"cut")
    assert publish(root, "web", SITE).is_idle
    plan = publish(root, "web", SITE, Options(verify=True))
    assert plan.reasons == {"a/x/index.html": "is missing there", "index.html": "was altered there"}
    assert tree(dav.folder) == SITE


def test_killed_at_any_moment_readers_see_a_whole_site(root: Path, dav: Dav) -> None:
    folder_of(root, dav.url)
    (dav.folder / "verify.html").write_text("token", "utf-8")
    publish(root, "web", version(1))

    def get(address: str) -> bytes | None:
        path = dav.folder / address
        return path.read_bytes() if path.is_file() else None

    for _ in kills(root, "web"):
        assert seen(get) in ("1", "2")
    for number in (2, 1):
        publish(root, "web", version(number))
        assert tree(dav.folder) == version(number) | {"verify.html": b"token"}


def test_two_at_once_one_is_refused(root: Path, dav: Dav) -> None:
    """Whichever comes first: the other is told by whom the place is taken. Without --break-lock it waits for fifteen
    minutes."""
    folder_of(root, dav.url)
    with WebDav(dav.url) as first, WebDav(dav.url) as second:
        assert first.create(Upload("lock", b"1", {}))
        assert not second.create(Upload("lock", b"2", {}))
        assert first.get("lock") == b"1"
        first.delete(["lock"])
    publish(root, "web", {"index.html": b"one"})
    with WebDav(dav.url) as store:
        assert store.create(Objects(store)._lock())
    with pytest.raises(TargetLocked, match=r"\(process \d+\) is publishing to") as caught:
        publish(root, "web", SITE)
    assert "--break-lock" in caught.value.hint
    assert tree(dav.folder).keys() == {"index.html", LOCK}
    publish(root, "web", SITE, Options(break_lock=True))
    assert tree(dav.folder) == SITE


@pytest.mark.parametrize("way", ["environment", "netrc"])
def test_the_password_comes_from_the_environment_or_netrc(
    root: Path, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    if way == "netrc":
        (tmp_path / "netrc").write_text(f'machine 127.0.0.1 login {USER} password "{PASSWORD}"\n', "utf-8")
        (tmp_path / "netrc").chmod(0o600)
    else:
        monkeypatch.setenv(webdav.USER, USER)
        monkeypatch.setenv(webdav.PASSWORD, PASSWORD)
    with server(tmp_path, password=True) as dav:
        publish(folder_of(root, dav.url), "web", SITE)
        assert tree(dav.folder) == SITE


@pytest.mark.parametrize("password", ["", "wr0ng-s3cret"])
def test_a_wrong_password_is_refused_and_not_told(
    root: Path, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    if password:
        monkeypatch.setenv(webdav.USER, USER)
        monkeypatch.setenv(webdav.PASSWORD, password)
    with server(tmp_path, password=True) as dav:
        with pytest.raises(TargetRefuses, match="the server answers 401 Unauthorized") as caught:
            publish(folder_of(root, dav.url), "web", SITE)
        assert webdav.PASSWORD in caught.value.hint
        assert "s3cret" not in str(caught.value)
        assert tree(dav.folder) == {}


def test_a_password_goes_to_nobody_else(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not in the settings, not unencrypted to another machine, not to where a server sends us on."""
    monkeypatch.setenv(webdav.USER, USER)
    monkeypatch.setenv(webdav.PASSWORD, PASSWORD)
    with pytest.raises(SettingsError, match="its url holds a password") as caught:
        publish(folder_of(root, "https://me:s3cret@dav.example/x/"), "web", SITE)
    assert "s3cret" not in str(caught.value)
    with pytest.raises(SettingsError, match="would be sent where everybody can read it"):
        publish(folder_of(root, "http://dav.example/x/"), "web", SITE)
    with scripted() as other, scripted({"GET": 302}) as server:
        server.headers["Location"] = other.url.replace("http://", "http://x:s3cret@")
        with pytest.raises(TargetRefuses, match="302 Found") as refused:
            publish(folder_of(root, server.url), "web", SITE)
        assert other.url in refused.value.hint
        assert "s3cret" not in str(refused.value)
        assert other.asked == []


def test_a_netrc_that_cannot_be_read_tells_none_of_its_lines(root: Path, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me pasword s3cret\n", "utf-8")
    with pytest.raises(SettingsError, match="netrc: cannot be read") as caught:
        publish(folder_of(root, "http://127.0.0.1:1/"), "web", SITE)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["", "dav.example", "ftp://dav.example/", "https:///x", "https://dav.example/?x=1", "https://["]
)
def test_an_address_that_is_none_is_named(root: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="target 'web': its url is not a web address"):
        publish(folder_of(root, url), "web", SITE)


@pytest.mark.parametrize(
    ("method", "status", "kind", "words"),
    [
        ("PUT", 507, TargetRefuses, "make room there"),
        ("PUT", 413, TargetRefuses, "larger files"),
        ("PUT", 403, TargetRefuses, "must let this user write"),
        ("PUT", 423, TargetRefuses, "another program"),
        ("MKCOL", 409, TargetRefuses, ""),
        ("GET", 500, TargetUnreachable, "goes on where it ended"),
        ("PUT", 503, TargetUnreachable, "goes on where it ended"),
    ],
)
def test_what_the_server_answers_is_told(root: Path, method: str, status: int, kind: type, words: str) -> None:
    """With what to do; and when that is done, the same command is enough."""
    with scripted({method: status}) as server:
        folder_of(root, server.url)
        with pytest.raises(kind, match=f"the server answers {status} ") as caught:
            publish(root, "web", SITE)
        assert words in caught.value.hint
        assert "/dav/index.html" not in server.files
        server.answers.clear()
        publish(root, "web", SITE)
        assert server.files.keys() >= {f"/dav/{quote(address)}" for address in SITE}


def test_a_limit_of_a_real_server_is_told(root: Path, server: Server, tmp_path: Path) -> None:
    with server(tmp_path, limit="3000") as dav:
        folder_of(root, dav.url)
        with pytest.raises(TargetRefuses, match=r"assets/big.bin: the server answers 413"):
            publish(root, "web", SITE | {"assets/big.bin": b"x" * 4000})
        assert "index.html" not in tree(dav.folder)


def test_a_passing_trouble_is_waited_for(root: Path) -> None:
    """A server that is overloaded for two answers is asked a third time."""
    with scripted({"PUT": 503}) as server:
        count = iter(range(1000))
        server.before = lambda method, path: server.answers.clear() if method == "PUT" and next(count) == 2 else None
        publish(folder_of(root, server.url), "web", {"index.html": b"one"})
        assert server.files["/dav/index.html"] == b"one"


def test_a_server_that_hangs_is_left(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webdav, "PATIENCE", 0.3)
    with scripted({"PUT": -1}) as server:
        start = time.monotonic()
        with pytest.raises(TargetUnreachable, match=r"has said nothing for 0.3 seconds"):
            publish(folder_of(root, server.url), "web", SITE)
        assert time.monotonic() - start < 10


def test_a_server_that_is_not_there_is_named(root: Path, dav: Dav) -> None:
    with pytest.raises(TargetUnreachable, match=r"http://127.0.0.1:1/x/: the server does not answer"):
        publish(folder_of(root, "http://127.0.0.1:1/x"), "web", SITE)


def test_a_server_that_stops_in_the_middle_is_told(root: Path, dav: Dav) -> None:
    """What readers find when it is back are no pages that lead nowhere."""
    many = SITE | {f"b/{number}/index.html": b"x" for number in range(300)}
    settings = read_settings(folder_of(root, dav.url))
    with open_target(settings, settings.publish[0], Options()) as place:
        assert isinstance(place, Objects)
        plan = place.plan(many)
        place.told = lambda done, total: dav.kill() if done == 100 else None
        with pytest.raises(TargetUnreachable, match=r"the connection was lost|does not answer"):
            place.send(many, plan, NOW)
    assert "b/0/index.html" in tree(dav.folder)
    assert "index.html" not in tree(dav.folder)


def test_a_dry_run_writes_nothing(root: Path) -> None:
    with scripted() as server:
        folder_of(root, server.url)
        settings = read_settings(root)
        with open_target(settings, settings.publish[0], Options(dry_run=True, verify=False)) as place:
            assert place.plan(SITE).added
        assert {method for method, _, _ in server.asked} <= {"GET", "HEAD", "PROPFIND"}
        assert server.files == {}


def test_without_the_library_it_says_what_to_install(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "urllib3", None)
    monkeypatch.delitem(sys.modules, "sitegen.publish.webdav")
    with pytest.raises(SettingsError, match="needs the library urllib3") as caught:
        publish(folder_of(root, "https://dav.example/"), "web", SITE)
    assert "sitegen[webdav]" in caught.value.hint
