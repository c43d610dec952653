"""A disk that is full, and folders that may not be written: the last site stands, and the user is told what to do."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sitegen.build.cache import Cache, key_of
from sitegen.build.run import FOLDER
from sitegen.errors import OutputError
from sitegen.write import STAGE
from tests.build.histories import tree
from tests.build.small import FOREIGN, NEW, OLD, WHEN, built, lay, lay_foreign, ours, run

LOST = "nothing can be remembered in"

Mount = Callable[[Path, str], None]


@pytest.fixture
def mount() -> Iterator[Mount]:
    """Mounts a file system of its own on a folder, or another way of looking at it, with these options."""
    mounted: list[Path] = []

    def mount(folder: Path, options: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        form = ["--bind", str(folder)] if options.startswith("bind") else ["-t", "tmpfs", "tmpfs"]
        steps = [["mount", *form, str(folder)], ["mount", "-o", f"remount,{options}", str(folder)]]
        for step in steps:
            try:
                subprocess.run(step, check=True, capture_output=True, text=True, timeout=20)
            except (OSError, subprocess.CalledProcessError) as fault:
                pytest.skip(f"mounting needs root: {getattr(fault, 'stderr', '') or fault}")
            if step is steps[0]:
                mounted.append(folder)

    yield mount
    for folder in reversed(mounted):
        subprocess.run(["umount", "-l", str(folder)], check=True, capture_output=True, timeout=20)


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The site of the old seeds, and that of the new ones."""
    root = tmp_path_factory.mktemp("editions")
    sites = []
    for seeds in (OLD, NEW):
        lay(root, seeds)
        built(root, clean=True)
        sites.append(ours(root / "output"))
    return sites[0], sites[1]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where the old edition stands, somebody else has files, and the new seeds are there once a test has `lay` them."""
    return tmp_path / "site"


def stand(root: Path) -> dict[str, bytes]:
    """The old edition stands, the new seeds are there; every file of the output."""
    lay(root, OLD)
    lay_foreign(root)
    built(root)
    lay(root, NEW)
    return tree(root / "output")


def fill(folder: Path, room: int) -> Path:
    """The disk of *folder* has no more than *room* bytes left."""
    ballast = folder / "ballast"
    with ballast.open("wb") as file:
        free = os.statvfs(folder)
        file.write(b"x" * max(0, free.f_bavail * free.f_frsize - room))
    return ballast


@pytest.mark.parametrize("room", [0, 4096, 20_000, 60_000, 120_000])
def test_a_disk_that_fills_up_while_pages_are_staged(
    root: Path, mount: Mount, editions: tuple[dict[str, bytes], dict[str, bytes]], room: int
) -> None:
    """Wherever it is full: nothing is replaced, and what was staged makes room again."""
    mount(root / "output", "size=2m")
    before = stand(root)
    ballast = fill(root / "output", room)
    done = run(root, "build", "--now", WHEN, "--executor", "serial")
    assert done.returncode == 2, done.stdout
    assert ": error: cannot be written: No space left on device\n" in done.stderr
    assert done.stderr.endswith("  hint: make room on the disk; the last site stands as it was\n")
    assert not (root / "output" / STAGE).exists()
    ballast.unlink()
    assert tree(root / "output") == before
    done = run(root, "build", "--now", WHEN, "--executor", "serial")
    assert done.returncode == 0, done.stderr
    assert ours(root / "output") == editions[1]
    assert tree(root / "output").items() >= FOREIGN.items()


@pytest.mark.parametrize("nodes", [2, 20, 35])
def test_a_disk_without_room_for_another_file(
    root: Path, mount: Mount, editions: tuple[dict[str, bytes], dict[str, bytes]], nodes: int
) -> None:
    """There is room for bytes, but none for files or, when all is staged, for their folders."""
    mount(root / "output", "size=2m,nr_inodes=1000")
    stand(root)
    free = os.statvfs(root / "output").f_ffree - nodes
    (root / "output" / "ballast").mkdir()
    for number in range(free - 1):
        (root / "output" / "ballast" / str(number)).touch()
    done = run(root, "build", "--now", WHEN, "--executor", "serial")
    assert done.returncode == 2, done.stdout
    assert done.stderr.endswith("  hint: make room on the disk; the last site stands as it was\n")
    shutil.rmtree(root / "output" / "ballast")
    assert not (root / "output" / STAGE).exists()
    assert ours(root / "output") == editions[0]
    built(root)
    assert ours(root / "output") == editions[1]


def test_a_full_disk_is_told_to_machines(root: Path, mount: Mount) -> None:
    mount(root / "output", "size=2m")
    stand(root)
    fill(root / "output", 0)
    done = run(root, "build", "--now", WHEN, "--executor", "serial", "--json")
    (error,) = json.loads(done.stdout)["errors"]
    assert done.returncode == 2
    assert error["message"] == "cannot be written: No space left on device"
    assert error["hint"].startswith("make room on the disk")


@pytest.mark.parametrize("room", [0, 8192, 60_000])
@pytest.mark.parametrize("is_new", [True, False])
def test_a_memory_on_a_full_disk_is_gone_without(
    root: Path, mount: Mount, editions: tuple[dict[str, bytes], dict[str, bytes]], room: int, is_new: bool
) -> None:
    """The site is right, the user is told in one line, and what was remembered before is not wrong."""
    mount(root / FOLDER, "size=1m")
    lay(root, OLD)
    if not is_new:
        built(root)
    lay(root, NEW)
    ballast = fill(root / FOLDER, room)
    done = run(root, "build", "--now", WHEN, "--executor", "serial")
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("sitegen: ")]
    assert len(lines) == 1, done.stderr
    assert "remembered in" in lines[0]
    assert ours(root / "output") == editions[1]
    ballast.unlink()
    words: list[str] = []
    built(root, told=words)
    assert (words, ours(root / "output")) == ([], editions[1])
    assert built(root).rendered == 0


def test_a_read_only_output(root: Path, mount: Mount) -> None:
    """The old edition is shown, and cannot be changed."""
    stand(root)
    before = tree(root / "output")
    mount(root / "output", "bind,ro")
    done = run(root, "build", "--now", WHEN, "--executor", "serial")
    assert done.returncode == 2
    assert "output" in done.stderr
    assert ": error: cannot be written: Read-only file system\n  hint: make the folder writable" in done.stderr
    assert tree(root / "output") == before


def test_a_read_only_output_that_is_right_already_is_no_fault(root: Path, mount: Mount) -> None:
    stand(root)
    built(root)
    mount(root / "output", "bind,ro")
    done = run(root, "build", "--now", WHEN, "--executor", "serial", "--clean")
    assert done.returncode == 0, done.stderr
    assert "nothing changed" in done.stdout


def test_a_read_only_site(root: Path, mount: Mount) -> None:
    """Neither the output nor the memory can be written: the user hears of both, once each."""
    before = stand(root)
    mount(root, "bind,ro")
    done = run(root, "build", "--now", WHEN, "--executor", "serial")
    assert done.returncode == 2
    told, error, hint = (
        line for line in done.stderr.splitlines() if ": warning: " not in line and "name the" not in line
    )
    assert told.startswith(f"sitegen: {LOST} ")
    assert ": error: cannot be written: Read-only file system" in error
    assert hint.startswith("  hint: make the folder writable")
    assert tree(root / "output") == before


def test_a_site_of_which_only_the_memory_is_read_only(
    root: Path, mount: Mount, editions: tuple[dict[str, bytes], dict[str, bytes]]
) -> None:
    """The site is built, each time from nothing; also where something is remembered that cannot be forgotten."""
    stand(root)
    mount(root / FOLDER, "bind,ro")
    kept = tree(root / FOLDER)
    for arguments in ((), ("--clean",)):
        done = run(root, "build", "--now", WHEN, "--executor", "serial", "--json", *arguments)
        assert done.returncode == 0, done.stderr
        assert done.stderr.startswith(f"sitegen: {LOST} ")
        assert done.stderr.count("\n") == 1
        assert json.loads(done.stdout)["extracted"] == len(NEW)
        assert ours(root / "output") == editions[1]
    assert tree(root / FOLDER) == kept
    done = run(root, "cache")
    assert done.returncode == 2
    assert "error: cannot be written\n  hint: make the folder writable" in done.stderr


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Root may write anywhere: look as somebody else does."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@pytest.mark.parametrize("closed", ["output", ".", FOLDER])
def test_a_folder_of_somebody_else(editions: tuple[dict[str, bytes], dict[str, bytes]], closed: str) -> None:
    """The output, the whole site, or only the memory belongs to another user."""
    with tempfile.TemporaryDirectory() as name:  # that of pytest is for its user alone
        root = Path(name) / "site"
        before = stand(root)
        for path in (Path(name), *Path(name).rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
            if os.geteuid() == 0 and path != Path(name):
                os.chown(path, 65534, 65534)
        shut = root / closed
        for path in (shut, *shut.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        words: list[str] = []
        with ordinary_user():
            if closed == FOLDER:
                built(root, told=words)
            else:
                with pytest.raises(OutputError, match="cannot be written: Permission denied") as caught:
                    built(root, told=words)
                assert "hint: make the folder writable" in str(caught.value)
        assert [LOST in word for word in words] == ([] if closed == "output" else [True])
        assert ours(root / "output") == editions[1] if closed == FOLDER else tree(root / "output") == before
        for path in (shut, *shut.rglob("*")):
            path.chmod(0o755)
        shutil.rmtree(root)


def test_a_store_that_fails_later_says_so(tmp_path: Path, mount: Mount) -> None:
    """It was kept when it was opened; what it holds is whole, and what did not fit is not there."""
    mount(tmp_path / "kept", "size=1m")
    entries = [(key_of("test", str(number)), os.urandom(10_000)) for number in range(200)]
    with Cache(tmp_path / "kept") as cache:
        assert cache.is_kept
        for key, content in entries:
            cache.put(key, content)
            cache.flush()
        assert not cache.is_kept
        found = cache.get(key for key, _ in entries)
    assert 0 < len(found) < 200
    with Cache(tmp_path / "kept") as cache:
        assert cache.get(key for key, _ in entries) == found
    assert found.items() <= dict(entries).items()
