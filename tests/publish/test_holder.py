"""Locks of those who were killed: whoever held one is known by more than a number, which others get again."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.publish import holder
from sitegen.publish.faults import TargetLocked
from sitegen.publish.holder import has_ended, process
from tests.publish.conftest import SITE
from tests.publish.memory import Memory
from tests.publish.test_objects import publish

_NAMED = "from sitegen.publish.holder import process; print(process(), flush=True); input()"


@pytest.fixture
def other() -> Iterator["subprocess.Popen[str]"]:
    """A process that tells its name, and waits."""
    command = [sys.executable, "-c", _NAMED]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as one:
        yield one
        one.kill()


def name_of(other: "subprocess.Popen[str]") -> str:
    assert other.stdout is not None
    return other.stdout.readline().strip()


def test_who_was_killed_has_ended(other: "subprocess.Popen[str]") -> None:
    """Also where nobody has asked yet how he ended."""
    name = name_of(other)
    assert not has_ended(name)
    other.kill()
    os.waitid(os.P_PID, other.pid, os.WEXITED | os.WNOWAIT)
    assert has_ended(name)
    other.wait()
    assert has_ended(name)


def test_of_who_cannot_be_seen_from_here_nothing_is_said() -> None:
    """Of another machine, container or user, of a system that does not tell, of a lock that says something else."""
    world, number, started = process().split("-")
    assert not has_ended(process())
    for name in (
        "",
        "x",
        f"{world[::-1]}-999999999-1",
        f"{world}-x-{started}",
        f"{world}--",
        f"{world}-{number}-{started}",
    ):
        assert not has_ended(name)


def test_a_number_that_was_given_again_is_another_process() -> None:
    world, number, started = process().split("-")
    assert has_ended(f"{world}-{number}-{int(started) - 1}")
    assert has_ended(f"{world}-999999999-{started}")


def test_where_the_system_does_not_tell_all_locks_are_believed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    name = f"{process().split('-')[0]}-999999999-1"
    assert has_ended(name)
    monkeypatch.setattr(holder, "_PROC", tmp_path)
    assert process() == ""
    assert not has_ended(name)


def test_the_lock_of_who_was_killed_is_taken_at_once(
    monkeypatch: pytest.MonkeyPatch, other: "subprocess.Popen[str]"
) -> None:
    """And that of who still runs is not."""
    store, name = Memory(), name_of(other)
    with monkeypatch.context() as patched:
        patched.setattr("sitegen.publish.objects.process", lambda: name)
        patched.setattr(store, "delete", lambda keys: None)
        publish(store, SITE)
    with pytest.raises(TargetLocked):
        publish(store, {**SITE, "b.html": b"b"})
    other.kill()
    other.wait()
    publish(store, {**SITE, "b.html": b"b"})
    assert store.files["b.html"] == b"b"
