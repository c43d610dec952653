"""What counts as a save: the content of a source changed, however its editor writes."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitegen.serve.watch import Sources, Watcher, contents, is_dropping

SEED = "seeds/a.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "seeds" / "sub").mkdir(parents=True)
    (tmp_path / SEED).write_text("one", "utf-8")
    (tmp_path / "seeds" / "sub" / "b.md").write_text("b", "utf-8")
    return tmp_path


def sources(root: Path) -> Sources:
    folders = (root / "seeds", root / "templates")
    return Sources(folders, (root / "sitegen.toml",), apart=root / "seeds" / "output")


@pytest.fixture(params=["events", "polling"])
def watcher(request: pytest.FixtureRequest, root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watcher]:
    monkeypatch.setattr("sitegen.serve.watch.POLL_SECONDS", 0.1)
    said: list[str] = []
    with Watcher(sources(root), poll=request.param == "polling", echo=said.append) as watching:
        assert watching.is_polling == (request.param == "polling")
        yield watching
    assert said == []


def in_place(root: Path) -> None:
    (root / SEED).write_text("two!", "utf-8")


def by_rename(root: Path) -> None:
    (root / "seeds" / ".a.md.tmp").write_text("two!", "utf-8")
    os.replace(root / "seeds" / ".a.md.tmp", root / SEED)


def vim_backup(root: Path) -> None:
    (root / "seeds" / "4913").write_text("", "utf-8")
    (root / "seeds" / "4913").unlink()
    (root / SEED).rename(root / "seeds" / "a.md~")
    (root / SEED).write_text("two!", "utf-8")
    (root / "seeds" / "a.md~").unlink()


def jetbrains(root: Path) -> None:
    (root / "seeds" / "a.md___jb_tmp___").write_text("two!", "utf-8")
    (root / SEED).rename(root / "seeds" / "a.md___jb_old___")
    (root / "seeds" / "a.md___jb_tmp___").rename(root / SEED)
    (root / "seeds" / "a.md___jb_old___").unlink()


def new_file(root: Path) -> None:
    (root / "seeds" / "new.txt").write_text("new", "utf-8")


def deep_at_once(root: Path) -> None:
    (root / "seeds" / "x" / "y").mkdir(parents=True)
    (root / "seeds" / "x" / "y" / "z.md").write_text("z", "utf-8")


def moved_in(root: Path) -> None:
    (root / "elsewhere" / "in").mkdir(parents=True)
    (root / "elsewhere" / "in" / "m.md").write_text("m", "utf-8")
    (root / "elsewhere").rename(root / "seeds" / "elsewhere")


def deleted(root: Path) -> None:
    (root / SEED).unlink()


def settings_written(root: Path) -> None:
    (root / "sitegen.toml").write_text("[site]\n", "utf-8")


def first_template(root: Path) -> None:
    (root / "templates").mkdir()
    (root / "templates" / "about.html").write_text("x", "utf-8")


def deep_edit(root: Path) -> None:
    (root / "seeds" / "sub" / "b.md").write_text("bb", "utf-8")


SAVES = [in_place, by_rename, vim_backup, jetbrains, new_file, deep_at_once, moved_in, deleted, settings_written,
         first_template, deep_edit]  # fmt: skip


@pytest.mark.parametrize("watcher", ["events"], indirect=True)
def test_folders_made_within_new_ones_at_once_are_all_watched(root: Path, watcher: Watcher) -> None:
    for number in range(30):
        (root / "seeds" / f"new{number}" / "b" / "c" / "d" / "e").mkdir(parents=True)
    while watcher.changed(0.3):
        pass
    deepest = root / "seeds" / "new29" / "b" / "c" / "d" / "e" / "f.md"
    deepest.write_text("f", "utf-8")
    assert watcher.changed(3)


@pytest.mark.parametrize("save", SAVES)
def test_a_save_is_noticed_once(root: Path, watcher: Watcher, save: Callable[[Path], None]) -> None:
    save(root)
    assert noticed(watcher)
    assert not noticed(watcher, 2)


def noticed(watcher: Watcher, tries: int = 20) -> bool:
    return any(watcher.changed(0.1) for _ in range(tries))


def touched(root: Path) -> None:
    (root / SEED).touch()


def read(root: Path) -> None:
    (root / SEED).read_bytes()


def written_the_same(root: Path) -> None:
    (root / SEED).write_text("one", "utf-8")


def droppings(root: Path) -> None:
    for name in (".a.md.swp", "a.md~", ".#a.md", "#a.md#", "4913", ".goutputstream-X1", "~$a.md", "a.md.swx"):
        (root / "seeds" / name).write_text("x", "utf-8")


def hidden(root: Path) -> None:
    """What a program for syncing or versions keeps beside the seeds."""
    (root / "seeds" / ".stversions").mkdir()
    (root / "seeds" / ".stversions" / "a.md").write_text("x", "utf-8")


def outside(root: Path) -> None:
    (root / "output").mkdir()
    (root / "output" / "index.html").write_text("x", "utf-8")
    (root / "notes.txt").write_text("x", "utf-8")


def output_inside(root: Path) -> None:
    (root / "seeds" / "output").mkdir()
    (root / "seeds" / "output" / "x.md").write_text("x", "utf-8")


DEEDS = [touched, read, written_the_same, droppings, hidden, outside, output_inside]


@pytest.mark.parametrize("deed", DEEDS)
def test_what_changes_no_source_is_no_save(root: Path, watcher: Watcher, deed: Callable[[Path], None]) -> None:
    deed(root)
    assert not noticed(watcher, 4)


def test_an_edit_that_keeps_size_and_time_is_noticed(root: Path, watcher: Watcher) -> None:
    before = (root / SEED).stat()
    (root / SEED).write_text("eno", "utf-8")
    os.utime(root / SEED, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert noticed(watcher)


def test_what_is_told_early_is_built_though_it_is_taken_back(root: Path) -> None:
    """Or the early page would stay, and nobody would come to take it away."""
    told: list[Path] = []

    def take_back(saved: list[Path]) -> None:
        told.extend(saved)
        (root / SEED).write_text("one", "utf-8")

    with Watcher(sources(root), poll=False, echo=print) as watcher:
        (root / SEED).write_text("two", "utf-8")
        assert any(watcher.changed(0.1, take_back) for _ in range(20))
        assert told == [root / SEED]
        assert not any(watcher.changed(0.1, told.extend) for _ in range(4))


def test_a_folder_made_anew_is_still_watched(root: Path, watcher: Watcher) -> None:
    """A switch of branches deletes the folder of the seeds and makes it again: edits in it are noticed after that."""
    shutil.rmtree(root / "seeds")
    assert noticed(watcher)
    (root / "seeds").mkdir()
    new_file(root)
    assert noticed(watcher)
    (root / "seeds" / "new.txt").write_text("edited", "utf-8")
    assert noticed(watcher)


def test_a_burst_is_few_rebuilds(root: Path) -> None:
    with Watcher(sources(root), poll=False, echo=print) as watcher:
        for number in range(300):
            (root / "seeds" / f"{number}.md").write_text("x", "utf-8")
        times = 0
        while noticed(watcher, 3):
            times += 1
        assert 1 <= times <= 4


def test_a_pipe_in_the_seeds_holds_nobody(root: Path) -> None:
    os.mkfifo(root / "seeds" / "pipe.md")
    assert set(contents(sources(root))) == {str(root / SEED), str(root / "seeds/sub/b.md")}


def test_a_link_to_a_seed_is_no_reason_to_poll(root: Path) -> None:
    """A file that is opened through a link tells the folder that it leads to, not the one that it stands in."""
    (root / "seeds" / "only-links").mkdir()
    (root / "seeds" / "only-links" / "a.md").symlink_to(root / SEED)
    said: list[str] = []
    with Watcher(sources(root), poll=False, echo=said.append):
        assert said == []


@pytest.mark.parametrize(("name", "dropping"), [("a.md", False), ("4913", True), ("4913.md", False), ("a~b.md", False)])
def test_droppings_are_told_by_their_names(name: str, dropping: bool) -> None:
    assert is_dropping(name) is dropping


LIMITED = """\
import sys
from pathlib import Path
from sitegen.serve.watch import Sources, Watcher
root = Path(sys.argv[1])
with Watcher(Sources((root / "seeds", root / "templates"), ()), poll=False, echo=print) as watcher:
    print("polling" if watcher.is_polling else "events")
    (root / sys.argv[2] / "f79" / "new.md").write_text("new")
    print(any(watcher.changed(0.5) for _ in range(8)))
"""


@pytest.mark.parametrize(
    ("limit", "folder"), [("watches", "seeds"), ("watches", "templates"), ("instances", "seeds"), ("", "seeds")]
)
def test_past_the_systems_limit_it_looks_for_itself(root: Path, limit: str, folder: str) -> None:
    """Where only some folders can be watched, all are polled, and one line says so."""
    for number in range(80):
        (root / folder / f"f{number}").mkdir(parents=True)
        (root / folder / f"f{number}" / "s.md").write_text("x", "utf-8")
    (root / "limited.py").write_text(LIMITED, "utf-8")
    # The limits of a user namespace of its own: nobody else's change.
    few = {"watches": "echo 40 > /proc/sys/user/max_inotify_watches && ",
           "instances": "echo 0 > /proc/sys/user/max_inotify_instances && ", "": ""}[limit]  # fmt: skip
    script = f"{few}exec {sys.executable} {root}/limited.py {root} {folder}"
    try:
        shown = subprocess.run(
            ["unshare", "-Ur", "sh", "-c", script], capture_output=True, text=True, timeout=60, check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
    except FileNotFoundError:
        pytest.skip("no unshare here to set a limit with")
    if "unshare:" in shown.stderr or "max_inotify" in shown.stderr:
        pytest.skip(f"no user namespace here to set a limit in: {shown.stderr.strip()}")
    lines = shown.stdout.splitlines()
    if limit:
        assert lines.pop(0).startswith("no file events here ("), shown.stderr
    assert lines == ["polling" if limit else "events", "True"], shown.stderr


def test_corrections_beside_a_seed_are_sources(watcher: Watcher, root: Path) -> None:
    """What stands beside the seeds counts as they do."""
    (root / "seeds" / "sub" / "b.corrections.toml").write_text("[[hide]]", "utf-8")
    assert watcher.changed(5)
    (root / "seeds" / "sub" / "b.corrections.toml").unlink()
    assert watcher.changed(5)


def test_known_names_beside_the_seeds_are_a_source(watcher: Watcher, root: Path) -> None:
    """Made, edited and taken away, each is a reason to build anew."""
    names = root / "seeds" / "entities.toml"
    names.write_text('[[org]]\nname = "한빛전자"\n', "utf-8")
    assert watcher.changed(5)
    names.write_text('[[org]]\nname = "한빛기전"\n', "utf-8")
    assert watcher.changed(5)
    names.unlink()
    assert watcher.changed(5)
