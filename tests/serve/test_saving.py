"""Every way of saving leads to one right result: the right page, and no build that nobody has asked for."""

import os
import shutil
import stat
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.serve.conftest import ARTICLE, COST, OTHER, SEED, Running, previewed, waited, write

NAME = "2025-03-14-library.md"
EDITED = SEED.replace("86억원", "91억원")
ONCE = 1
TWICE = 2  # a save of several steps may be caught between two of them by a machine that is busy


@pytest.fixture(params=["events", "polling"])
def preview(request: pytest.FixtureRequest, root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    monkeypatch.setattr("sitegen.serve.watch.POLL_SECONDS", 0.15)
    with previewed(root, poll=request.param == "polling") as running:
        yield running
    assert not [line for line in running.said if "error" in line or "no file events" in line]


def in_place(seed: Path) -> None:
    seed.write_text(EDITED, "utf-8")


def by_rename(seed: Path) -> None:
    """As editors do that never leave half a file."""
    staged = seed.with_name(f".{seed.name}.tmp")
    staged.write_text(EDITED, "utf-8")
    os.replace(staged, seed)


def vim_with_a_backup(seed: Path) -> None:
    """As `set writebackup` with `backupcopy=no` does it: the old file is moved away, a new one is written."""
    probe = seed.with_name("4913")
    probe.write_text("", "utf-8")
    probe.unlink()
    backup = seed.with_name(f"{seed.name}~")
    seed.rename(backup)
    seed.write_text(EDITED, "utf-8")
    backup.unlink()


def vim_itself(seed: Path) -> None:
    vim = shutil.which("vim") or shutil.which("vim.tiny")
    if vim is None:
        pytest.skip("no vim here")
    command = [vim, "-u", "NONE", "-es", "-c", "set nocp backup writebackup backupcopy=no enc=utf-8", "-c",
               "%s/86/91/", "-c", "wq", seed.name]  # fmt: skip
    subprocess.run(command, cwd=seed.parent, check=True, timeout=60, stdin=subprocess.DEVNULL)


def jetbrains(seed: Path) -> None:
    """Their safe write."""
    staged, old = seed.with_name(f"{seed.name}___jb_tmp___"), seed.with_name(f"{seed.name}___jb_old___")
    staged.write_text(EDITED, "utf-8")
    seed.rename(old)
    staged.rename(seed)
    old.unlink()


def gedit(seed: Path) -> None:
    staged = seed.with_name(".goutputstream-Q4X2Y3")
    staged.write_text(EDITED, "utf-8")
    staged.rename(seed)


def sed_itself(seed: Path) -> None:
    if shutil.which("sed") is None:
        pytest.skip("no sed here")
    subprocess.run(["sed", "-i", "s/86억원/91억원/", str(seed)], check=True, timeout=60)


def with_size_and_time_kept(seed: Path) -> None:
    before = seed.stat()
    seed.write_text(EDITED, "utf-8")
    os.utime(seed, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (seed.stat().st_size, seed.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def by_a_formatter(seed: Path) -> None:
    """Saved once with a blank too many, and at once again without it."""
    seed.write_text(EDITED.replace("91억원", "91억원 "), "utf-8")
    seed.write_text(EDITED, "utf-8")


SAVES = [(in_place, TWICE), (by_rename, ONCE), (vim_with_a_backup, TWICE), (vim_itself, TWICE), (jetbrains, TWICE),
         (gedit, ONCE), (sed_itself, ONCE), (with_size_and_time_kept, TWICE), (by_a_formatter, TWICE)]  # fmt: skip


@pytest.mark.parametrize(("save", "most"), SAVES, ids=[save.__name__ for save, _ in SAVES])
def test_a_save_is_one_result(root: Path, preview: Running, save: Callable[[Path], None], most: int) -> None:
    save(root / "seeds" / NAME)
    waited(lambda: preview.shows("91억원", ARTICLE))
    told = preview.rest()
    assert preview.shows("91억원", ARTICLE)
    assert "86억원" not in preview.ask(ARTICLE).body.decode()
    assert (told["fault"], told["notes"]["articles"]) == ("", 1)
    assert 1 <= preview.builds <= most
    assert [path.name for path in (root / "seeds").iterdir() if path.suffix == ".md"] == [NAME]


def touched(seed: Path) -> None:
    seed.touch()


def made_private(seed: Path) -> None:
    seed.chmod(stat.S_IRUSR | stat.S_IWUSR)


def read(seed: Path) -> None:
    for _ in range(20):
        seed.read_bytes()


def written_the_same(seed: Path) -> None:
    staged = seed.with_name(f".{seed.name}.tmp")
    staged.write_text(SEED, "utf-8")
    os.replace(staged, seed)


def a_hidden_folder(seed: Path) -> None:
    """What a program for syncing or versions keeps beside the seeds."""
    for name in (".git", ".stversions"):
        (seed.parent / name).mkdir()
        (seed.parent / name / "2025-03-14-library.md").write_text(EDITED, "utf-8")
        (seed.parent / name / "old.md").write_text(OTHER, "utf-8")


@pytest.mark.parametrize("deed", [touched, made_private, read, written_the_same, a_hidden_folder])
def test_what_is_no_edit_is_no_build(root: Path, preview: Running, deed: Callable[[Path], None]) -> None:
    version = preview.state()["version"]
    deed(root / "seeds" / NAME)
    assert preview.rest(0.8)["version"] == version
    assert preview.builds == 0
    assert preview.ask("/a/old/").status == 404
    assert preview.shows("86억원", ARTICLE)


def test_what_is_taken_back_at_once_is_not_shown(root: Path, preview: Running) -> None:
    """The page that is shown early says what the seed says in the end, also where nothing is left to be built."""
    seed = root / "seeds" / NAME
    for number in range(12):
        seed.write_text(SEED.replace("86억원", f"{number + 40}억원"), "utf-8")
        seed.write_text(SEED, "utf-8")
    told = preview.rest()
    assert not told["building"]
    assert preview.shows(COST.replace(".", ""), ARTICLE)


def test_a_burst_is_few_builds(root: Path, preview: Running) -> None:
    """Two hundred articles are copied in: in the end all are shown, and nobody has built for each."""
    for number in range(200):
        write(root, OTHER.replace("1200억원", f"{number + 1000}억원"), f"burst-{number:03}.md")
    waited(lambda: preview.rest()["notes"]["articles"] == 201, 120)
    assert preview.shows("1199억원", "/a/burst-199/")
    assert 1 <= preview.builds <= 6


def test_a_tree_that_is_moved_in_and_out(
    root: Path, preview: Running, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "2025"
    for name in ("05/a.md", "06/b.md"):
        (outside / name).parent.mkdir(parents=True)
        (outside / name).write_text(OTHER, "utf-8")
    outside.rename(root / "seeds" / "2025")
    waited(lambda: preview.shows("1200억원", "/a/a/") and preview.shows("1200억원", "/a/b/"))
    (root / "seeds" / "2025" / "06" / "b.md").write_text(OTHER.replace("1200억원", "1300억원"), "utf-8")
    waited(lambda: preview.shows("1300억원", "/a/b/"))
    (root / "seeds" / "2025").rename(outside)
    waited(lambda: preview.ask("/a/a/").status == preview.ask("/a/b/").status == 404)
    assert preview.rest()["notes"]["articles"] == 1
    # What is moved away is nobody's seed any more.
    builds = preview.builds
    (outside / "05" / "a.md").write_text(OTHER.replace("1200억원", "1400억원"), "utf-8")
    preview.rest(0.8)
    assert preview.builds == builds
    assert preview.ask("/a/a/").status == 404


def test_a_seed_that_is_renamed_moves_its_page(root: Path, preview: Running) -> None:
    (root / "seeds" / NAME).rename(root / "seeds" / "2025-03-14-hall.md")
    waited(lambda: preview.shows("86억원", "/a/2025-03-14-hall/") and preview.ask(ARTICLE).status == 404)
    assert preview.rest()["notes"]["articles"] == 1
    assert preview.builds == 1


def test_a_name_of_macos_is_one_article(root: Path, preview: Running) -> None:
    """A file whose Korean name is spelt letter by letter (NFD) stands where its name reads."""
    name = "2025-05-28-공급계약"
    path = write(root, OTHER, unicodedata.normalize("NFD", f"{name}.md"))
    waited(lambda: preview.shows("1200억원", f"/a/{name}/"))
    path.write_text(OTHER.replace("1200억원", "1300억원"), "utf-8")
    waited(lambda: preview.shows("1300억원", f"/a/{name}/"))
    told = preview.rest()
    assert (told["fault"], told["notes"]["articles"]) == ("", 2)
    assert preview.ask("/a/" + unicodedata.normalize("NFD", name) + "/").status == 404
    path.unlink()
    waited(lambda: preview.ask(f"/a/{name}/").status == 404)
    assert preview.rest()["notes"]["articles"] == 1
