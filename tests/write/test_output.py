"""The output folder: what is ours is kept right, what is not is never touched."""

import errno
import os
import shutil
import tempfile
import threading
from pathlib import Path

import pytest

from sitegen.errors import OutputError, SitegenError
from sitegen.write import MANIFEST, check_output, read_manifest, write_site


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_second_write_writes_nothing(tmp_path: Path) -> None:
    """A file that is already right keeps its inode and its time."""
    files = {"index.html": b"one", "a/x/index.html": b"two"}
    first = write_site(tmp_path / "out", files)
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*")}
    second = write_site(tmp_path / "out", files)
    assert first.added == ("a/x/index.html", "index.html")
    assert second.is_idle
    assert second.kept == 2
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*")} == before


def test_prunes_only_what_it_wrote(tmp_path: Path) -> None:
    """A stale page of ours goes with its empty folder; a foreign file beside it stays."""
    out = tmp_path / "out"
    write_site(out, {"a/x/index.html": b"x", "a/y/index.html": b"y"})
    (out / "a/y/mine.txt").write_bytes(b"foreign")
    (out / "CNAME").write_bytes(b"example.com")
    written = write_site(out, {"index.html": b"i"})
    assert written.removed == ("a/x/index.html", "a/y/index.html")
    left = tree(out)
    assert left.pop(MANIFEST)
    assert left == {"CNAME": b"example.com", "a/y/mine.txt": b"foreign", "index.html": b"i"}
    assert not (out / "a/x").exists()


def test_refuses_to_write_over_a_foreign_file(tmp_path: Path) -> None:
    """A file that stands in our way and is not ours stops the write before anything is replaced."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "index.html").write_bytes(b"somebody's page")
    with pytest.raises(SitegenError) as caught:
        write_site(out, {"index.html": b"ours", "about.html": b"ours"})
    assert "is not ours and stands where a page must go" in str(caught.value)
    assert tree(out) == {"index.html": b"somebody's page"}


def test_adopts_a_file_that_is_already_right(tmp_path: Path) -> None:
    """Equal bytes are no conflict: nothing would be lost."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "index.html").write_bytes(b"same")
    assert write_site(out, {"index.html": b"same"}).kept == 1
    assert set(read_manifest(out)) == {"index.html"}


def test_mends_a_page_that_was_changed_by_hand(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_site(out, {"index.html": b"ours"})
    (out / "index.html").write_bytes(b"edited")
    assert write_site(out, {"index.html": b"ours"}).changed == ("index.html",)
    assert (out / "index.html").read_bytes() == b"ours"


def test_does_not_write_through_a_link(tmp_path: Path) -> None:
    """A folder in the output that leads elsewhere is refused, and elsewhere stays as it is."""
    out = tmp_path / "out"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    out.mkdir()
    (out / "a").symlink_to(elsewhere)
    with pytest.raises(SitegenError, match="is a link"):
        write_site(out, {"a/index.html": b"x"})
    assert tree(elsewhere) == {}


def test_addresses_cannot_leave_the_folder(tmp_path: Path) -> None:
    with pytest.raises(SitegenError, match="leaves the output folder"):
        write_site(tmp_path / "out", {"../x.html": b"x"})
    assert not (tmp_path / "x.html").exists()


def test_a_forged_manifest_deletes_nothing_outside(tmp_path: Path) -> None:
    """The manifest is read as hostile: an address that leaves the folder makes it unusable."""
    out = tmp_path / "out"
    out.mkdir()
    victim = tmp_path / "victim.txt"
    victim.write_text("kept")
    (out / MANIFEST).write_text('{"sitegen_manifest": 1, "files": {"../victim.txt": "00"}}')
    with pytest.raises(OutputError, match="manifest cannot be understood"):
        write_site(out, {"index.html": b"x"})
    assert victim.read_text() == "kept"


def test_an_interrupted_write_is_finished_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the machine stops between two files, the next write knows all of them as ours."""
    out = tmp_path / "out"
    write_site(out, {"index.html": b"old", "old/index.html": b"o"})
    real = os.replace
    calls: list[str] = []

    def stops(source: object, target: object) -> None:
        calls.append(str(target))
        if len(calls) == 3:
            raise KeyboardInterrupt
        real(source, target)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", stops)
    files = {"index.html": b"new", "a/index.html": b"a", "b/index.html": b"b"}
    with pytest.raises(KeyboardInterrupt):
        write_site(out, files)
    monkeypatch.setattr(os, "replace", real)
    write_site(out, files)
    left = tree(out)
    left.pop(MANIFEST)
    assert left == files


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """The message names the path and says what to do."""
    blocked = tmp_path / "file"
    blocked.write_text("a file where a folder must go")
    with pytest.raises(OutputError, match="cannot be written: Not a directory") as caught:
        write_site(blocked / "out", {"index.html": b"x"})
    assert "hint: make the folder writable" in str(caught.value)


def test_a_read_only_folder_keeps_the_last_site() -> None:
    """Where nothing can be written, nothing is: the site of the last build stands as it was."""
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "out"
        write_site(out, {"index.html": b"old"})
        Path(name).chmod(0o755)
        out.chmod(0o555)
        root = os.geteuid() == 0
        if root:  # root may write anywhere: look as an ordinary user does
            os.seteuid(65534)
        try:
            with pytest.raises(OutputError, match="cannot be written: Permission denied"):
                write_site(out, {"index.html": b"new"})
        finally:
            if root:
                os.seteuid(0)
            out.chmod(0o755)
        assert (out / "index.html").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("seeds", "is the folder of the seeds"),
        (".", "holds the folder of the seeds"),
        ("seeds/out", "lies in the folder of the seeds"),
        ("templates", "is the folder of the templates"),
        ("templates/out", "lies in the folder of the templates"),
        ("home", "is a home folder or holds one"),
        ("/", "is the root of the file system"),
    ],
)
def test_refuses_an_output_that_would_lose_something(tmp_path: Path, output: str, message: str) -> None:
    sources = {"seeds": tmp_path / "seeds", "templates": tmp_path / "templates"}
    for folder in (*sources.values(), tmp_path / "home"):
        folder.mkdir()
    with pytest.raises(OutputError, match=message):
        check_output(tmp_path / output, sources, home=tmp_path / "home")


def test_accepts_a_folder_of_its_own(tmp_path: Path) -> None:
    check_output(tmp_path / "output", {"seeds": tmp_path / "seeds"}, home=tmp_path / "home")


def test_prunes_nothing_through_a_link(tmp_path: Path) -> None:
    """A folder of ours that was replaced by a link to the user's own: what it leads to is not ours."""
    out, mine = tmp_path / "out", tmp_path / "mine"
    write_site(out, {"a/x/index.html": b"x", "index.html": b"i"})
    (mine / "x").mkdir(parents=True)
    (mine / "x/index.html").write_bytes(b"mine")
    shutil.rmtree(out / "a")
    (out / "a").symlink_to(mine)
    assert write_site(out, {"index.html": b"i"}).removed == ()
    assert (mine / "x/index.html").read_bytes() == b"mine"


def test_a_name_that_changed_its_case_alone_is_not_lost(tmp_path: Path) -> None:
    """Where Logo.svg and logo.svg are one file (macOS, Windows; here a hard link), pruning the one keeps the other."""
    out = tmp_path / "out"
    write_site(out, {"assets/Logo.svg": b"logo"})
    os.link(out / "assets/Logo.svg", out / "assets/logo.svg")
    write_site(out, {"assets/logo.svg": b"logo"})
    assert (out / "assets/Logo.svg").exists()


def test_two_builds_at_once_do_not_meet(tmp_path: Path) -> None:
    """Two that write different sites into one folder: each is whole when it is done, and the last one is what stands."""
    out = tmp_path / "out"
    sites = [{f"{number}.html": f"{name}{number}".encode() for number in range(40)} for name in ("a", "b")]
    faults: list[BaseException] = []

    def write(files: dict[str, bytes]) -> None:
        try:
            for _ in range(8):
                write_site(out, files)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=write, args=(files,)) for files in sites]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    left = tree(out)
    left.pop(MANIFEST)
    assert left in sites


def break_off(monkeypatch: pytest.MonkeyPatch, out: Path, files: dict[str, bytes], at: str) -> None:
    """A write of *files* that Ctrl-C ends when a page of the name *at* would appear."""
    replace = os.replace

    def interrupted(source: Path, target: Path) -> None:
        if target.name == at:
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_site(out, files)
    monkeypatch.undo()


def test_what_is_broken_off_leaves_no_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while pages are replaced: nothing half-written stays, and the next build goes on from there."""
    out = tmp_path / "out"
    break_off(monkeypatch, out, {"a.html": b"a", "b.html": b"b"}, at="b.html")
    assert {path.name for path in out.iterdir()} == {MANIFEST, "a.html"}
    write_site(out, {"b.html": b"b"})
    assert {path.name for path in out.iterdir()} == {MANIFEST, "b.html"}


def test_what_is_broken_off_leaves_no_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders were made for pages that never came, and that the next site does not have."""
    out, mine = tmp_path / "out", tmp_path / "mine"
    write_site(out, {"index.html": b"i"})
    break_off(monkeypatch, out, {"index.html": b"i", "a/b/x.html": b"x", "c/d/x.html": b"x"}, at="x.html")
    (mine / "d").mkdir(parents=True)
    shutil.rmtree(out / "c")
    (out / "c").symlink_to(mine)
    (out / "a/b").rmdir()  # it was broken off between two folders
    write_site(out, {"index.html": b"i"})
    assert sorted(path.name for path in out.iterdir()) == [MANIFEST, "c", "index.html"]
    assert (mine / "d").is_dir()


def test_the_home_page_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """New pages come before old ones are changed, and indexes after what they lead to."""
    order = []
    replace = os.replace

    def watched(source: Path, target: Path) -> None:
        order.append(target.relative_to(tmp_path).as_posix())
        replace(source, target)

    write_site(tmp_path, {"a/old/index.html": b"1", "about/index.html": b"1", "index.html": b"1"})
    monkeypatch.setattr(os, "replace", watched)
    pages = ("a/old/index.html", "a/young/index.html", "about/index.html", "index.html", "timeline/index.html")
    write_site(tmp_path, dict.fromkeys(pages, b"2"))
    assert order == [MANIFEST, "a/young/index.html", "timeline/index.html", "a/old/index.html", "about/index.html",
                     "index.html", MANIFEST]  # fmt: skip


def test_a_disk_that_is_full_at_the_last_moment_replaces_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There was room for every page, and there is none for the manifest."""
    write_site(tmp_path, {"index.html": b"old"})
    before = tree(tmp_path)
    write_bytes = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name == "after":
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return write_bytes(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError, match="No space left") as caught:
        write_site(tmp_path, {"index.html": b"new"})
    assert "hint: make room on the disk; the last site stands as it was" in str(caught.value)
    assert tree(tmp_path) == before
