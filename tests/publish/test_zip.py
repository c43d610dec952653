"""A zip file as a target: the same bytes for the same site, and what is not ours stays."""

import os
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from sitegen.errors import PublishError
from sitegen.publish.targets import Options
from sitegen.write import MANIFEST
from tests.publish.conftest import SITE, Publish, everything
from tests.publish.daemons import program
from tests.publish.killing import kills, publish, seen, version


@pytest.fixture
def path(root: Path, tmp_path: Path) -> Path:
    """Where the target ``file`` is."""
    (root / "sitegen.toml").write_text(
        '[[publish]]\nname = "file"\nkind = "zip"\npath = "../out/브리핑.zip"\n', "utf-8"
    )
    return tmp_path / "out" / "브리핑.zip"


def tree(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as there:
        assert there.testzip() is None
        return {name: there.read(name) for name in there.namelist() if name != MANIFEST}


def add(path: Path, files: dict[str, bytes]) -> None:
    """Somebody else's files in a zip."""
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "a") as there:
        for name, content in files.items():
            there.writestr(name, content)


def test_the_zip_holds_the_site(send: Publish, path: Path, tmp_path: Path) -> None:
    """As other programs unpack it, too, with names in Korean."""
    site = SITE | {"p/김영섭/index.html": b"\r\n\x00", "a/y/index.html": b"x" * 70_000}
    assert send("file", site).added == tuple(sorted(site))
    assert tree(path) == site
    done = subprocess.run([program("unzip"), "-q", path, "-d", tmp_path / "unpacked"], check=False,
                          env={**os.environ, "LC_ALL": "C.UTF-8"})  # fmt: skip
    assert done.returncode == 0
    assert (tmp_path / "unpacked/p/김영섭/index.html").read_bytes() == b"\r\n\x00"
    assert (tmp_path / "unpacked/index.html").stat().st_mode & 0o777 == 0o644


def test_the_same_site_is_the_same_bytes(send: Publish, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In another order, at another time, after another site, and with a umask of another user."""
    send("file", SITE)
    first = path.read_bytes()
    send("file", {"index.html": b"two"})
    previous = os.umask(0o077)
    try:
        monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
        send("file", dict(reversed(SITE.items())))
    finally:
        os.umask(previous)
    assert path.read_bytes() == first


def test_a_second_time_nothing_is_written(send: Publish, path: Path) -> None:
    send("file", SITE)
    before = path.stat()
    assert send("file", SITE).added == ()
    after = path.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_the_plan_says_why(send: Publish, path: Path) -> None:
    """Of files that were taken out, and of one that was replaced; what was added stays."""
    send("file", SITE | {"old.html": b"o"})
    with zipfile.ZipFile(path) as there:
        left = {name: there.read(name) for name in there.namelist() if name != "a/x/index.html"}
    path.unlink()
    add(path, left | {"index.html": b"by hand", "note.txt": b"theirs"})
    said: list[str] = []
    send("file", SITE | {"b.html": b"b"}, dry_run=True, said=said)
    assert said[:-1] == [
        "+ a/x/index.html  (is missing there)", "+ b.html", "~ index.html  (was altered there)", "- old.html",
    ]  # fmt: skip
    send("file", SITE)
    assert tree(path) == SITE | {"note.txt": b"theirs"}


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_zip_that_is_not_ours_is_refused(send: Publish, path: Path, dry_run: bool) -> None:
    add(path, {"index.html": b"mine", "photo.jpg": b"p"})
    before = everything(path.parent)
    with pytest.raises(PublishError, match=r"브리핑.zip: error: this file is not ours") as caught:
        send("file", SITE, dry_run=dry_run)
    assert "--adopt" in caught.value.hint
    assert everything(path.parent) == before
    send("file", SITE, options=Options(adopt=True))
    assert tree(path) == SITE | {"photo.jpg": b"p"}


def test_a_foreign_file_in_the_way_is_refused(send: Publish, path: Path) -> None:
    send("file", SITE)
    add(path, {"b.html": b"theirs"})
    with pytest.raises(PublishError, match=r"stands where a page must go: b.html"):
        send("file", SITE | {"b.html": b"b"})
    send("file", SITE | {"b.html": b"b"}, options=Options(adopt=True))
    assert tree(path) == SITE | {"b.html": b"b"}


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 cut off"])
def test_what_is_no_zip_is_refused(send: Publish, path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(PublishError, match="this file is not ours"):
        send("file", SITE)
    assert path.read_bytes() == content
    send("file", SITE, options=Options(adopt=True))
    assert tree(path) == SITE


@pytest.mark.parametrize(
    ("where", "words"),
    [("seeds/x.zip", "lies in the folder of the seeds"), ("output/x.zip", "lies in the folder of the built site"),
     ("../x.tar", "is not a zip file"), ("seeds", "is not a zip file")],
)  # fmt: skip
def test_a_place_that_is_none_is_refused(send: Publish, root: Path, where: str, words: str) -> None:
    (root / "sitegen.toml").write_text(f'[[publish]]\nname = "z"\nkind = "zip"\npath = "{where}"\n', "utf-8")
    before = everything(root)
    with pytest.raises(PublishError, match=words) as caught:
        send("z", SITE)
    assert "in target 'z'" in caught.value.hint
    assert everything(root) == before


def test_killed_at_any_moment_it_is_the_old_or_the_new(root: Path, path: Path) -> None:
    publish(root, "file", version(1))
    for _ in kills(root, "file"):
        there = tree(path)
        assert there == version(int(seen(there.get)))
    for number in (2, 1):
        publish(root, "file", version(number))
        assert tree(path) == version(number)
    assert [one.name for one in path.parent.iterdir()] == [path.name]
