"""Two builds of one site at once: one waits, and knows for whom."""

import errno
import os
import re
import signal
import socket
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from sitegen.build import site as site_of
from sitegen.build.lock import alone
from sitegen.build.run import FOLDER
from sitegen.errors import OutputError
from tests.build.small import NEW, OLD, WHEN, built, ended, eventually, lay, ours, run, start

HOLDER = re.compile(
    r"another build of this site \(process (\d+) on (\S+), since (\d{4}-\d\d-\d\dT[\d:]+[+-]\d\d:\d\d)\)"
)


def test_the_second_build_waits_and_says_for_whom(tmp_path: Path) -> None:
    """The first is held in the middle; when it goes on, both end well, and the site is the one of the last seeds."""
    lay(tmp_path, OLD)
    first = start(tmp_path, "--executor", "serial")
    with ended(first):
        assert eventually((tmp_path / FOLDER / "lock.json").exists)
        os.kill(first.pid, signal.SIGSTOP)
        lay(tmp_path, NEW)
        second = start(tmp_path, "--executor", "serial")
        with ended(second):
            assert second.stderr is not None
            words = second.stderr.readline()
            assert second.poll() is None, "the second build did not wait"
            os.kill(first.pid, signal.SIGCONT)
            assert first.wait(120) == 0
            assert second.wait(120) == 0
    found = HOLDER.search(words)
    assert words.startswith("sitegen: waiting for "), words
    assert found is not None, words
    assert (int(found[1]), found[2]) == (first.pid, socket.gethostname())
    warm = ours(tmp_path / "output")
    built(tmp_path, clean=True)
    assert ours(tmp_path / "output") == warm
    assert not (tmp_path / FOLDER / "lock.json").exists()


def test_many_builds_at_once_end_in_one_site(tmp_path: Path) -> None:
    """Whoever comes last has nothing to do; nobody fails, and nothing is lost."""
    lay(tmp_path, OLD)
    builds = [start(tmp_path, "--executor", "serial") for _ in range(4)]
    for one in builds:
        with ended(one):
            told, errors = one.communicate(timeout=120)
            assert one.returncode == 0, errors
            assert f"{len(OLD)} articles" in told
    warm = ours(tmp_path / "output")
    assert built(tmp_path).rendered == 0
    built(tmp_path, clean=True)
    assert ours(tmp_path / "output") == warm


def test_the_lock_of_a_killed_build_holds_nobody_up(tmp_path: Path) -> None:
    """Its note is still there, and nobody is told that he waits for the dead."""
    lay(tmp_path, {"note.md": OLD["note.md"]})
    first = start(tmp_path, "--executor", "processes:2")
    with ended(first):
        assert eventually((tmp_path / FOLDER / "lock.json").exists)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        assert (tmp_path / FOLDER / "lock.json").exists()
        words: list[str] = []
        built(tmp_path, told=words)
    assert words == []
    assert not (tmp_path / FOLDER / "lock.json").exists()


def test_patience_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the holder's name, a hint and the exit code of an output that cannot be written; the site is not touched."""
    lay(tmp_path, {"note.md": OLD["note.md"]})
    words: list[str] = []
    monkeypatch.setattr(site_of, "alone", lambda folder, tell: alone(folder, tell, patience=0.1))
    with alone(tmp_path / FOLDER, words.append), pytest.raises(OutputError) as caught:
        built(tmp_path, told=words)
    assert [HOLDER.search(word) is not None for word in (*words, str(caught.value))] == [True, True]
    assert str(caught.value).endswith(" does not end\n  hint: wait until it has ended, or end it")
    assert caught.value.exit_code == 2
    assert not (tmp_path / "output").exists()


def test_who_waits_hears_of_it_only_when_it_lasts(tmp_path: Path) -> None:
    """A build that finds nothing to do is gone in a moment, and has not always said yet who it is."""
    words: list[str] = []
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with alone(tmp_path, words.append):
            held.set()
            let_go.wait(60)

    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(60)
    threading.Timer(0.05, let_go.set).start()
    with alone(tmp_path, words.append):
        pass
    other.join()
    assert words == []


@pytest.mark.parametrize("fault", [OSError(errno.ENOLCK, "No locks available"), NotImplementedError("no flock")])
def test_a_file_system_without_locks_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """Some network drives: the site is built, and the user knows that he must not build it twice at once."""

    def acquire(*_: object, **__: object) -> None:
        raise fault

    lay(tmp_path, {"note.md": OLD["note.md"]})
    monkeypatch.setattr(FileLock, "acquire", acquire)
    words: list[str] = []
    built(tmp_path, told=words)
    assert words == ["this file system knows no locks: let no other build of this site run meanwhile"]
    assert (tmp_path / "output" / "index.html").exists()


def test_a_build_of_another_folder_waits_for_nobody(tmp_path: Path) -> None:
    words: list[str] = []
    with alone(tmp_path / "one", words.append), alone(tmp_path / "two", words.append):
        assert words == []


def test_the_command_says_that_its_patience_has_ended(tmp_path: Path) -> None:
    """Exit code 2, by a process that is told to be less patient."""
    lay(tmp_path, {"note.md": OLD["note.md"]})
    impatient = tmp_path / "impatient"
    impatient.mkdir()
    (impatient / "sitecustomize.py").write_text(
        "from sitegen.build import lock\nlock.alone.__wrapped__.__defaults__ = (0.1,)\n"
    )
    path = os.pathsep.join(filter(None, (str(impatient), os.environ.get("PYTHONPATH", ""))))
    with alone(tmp_path / FOLDER, lambda words: None):
        done = run(tmp_path, "build", "--now", WHEN, PYTHONPATH=path)
    assert done.returncode == 2
    waiting, error, hint = done.stderr.splitlines()
    assert waiting.startswith("sitegen: waiting for another build of this site (process ")
    assert ": error: another build of this site (process " in error
    assert hint == "  hint: wait until it has ended, or end it"
