"""Whoever does the work, the site is the same; and what becomes of those who do not survive it."""

import errno
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sitegen.build import Options, build, crowd, executors, work
from sitegen.build.crowd import Died, each
from sitegen.build.executors import Crew, OpenCrew, crew_of
from sitegen.build.run import FOLDER
from sitegen.config import read_settings
from sitegen.errors import Faults, SettingsError
from tests.build import crews
from tests.build.histories import NOW
from tests.build.small import (
    NEW,
    OLD,
    WHEN,
    built,
    ended,
    entries_of,
    eventually,
    lay,
    many,
    ours,
    run,
    session_of,
    start,
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A folder of seeds, and the site that one process alone makes of it."""
    root = tmp_path_factory.mktemp("site")
    lay(root, NEW)
    built(root)
    site = ours(root / "output")
    shutil.rmtree(root / "output")
    shutil.rmtree(root / FOLDER)
    return root, site


@pytest.mark.parametrize("name", ["serial", "processes:2", "tests.build.crews:threads"])
def test_every_executor_makes_the_same_site(site: tuple[Path, dict[str, bytes]], tmp_path: Path, name: str) -> None:
    root = tmp_path / "site"
    shutil.copytree(site[0], root)
    report = built(root, executor=name)
    assert report.extracted == len(NEW)
    assert ours(root / "output") == site[1]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("fleet", "no such executor: 'fleet'"),
        ("processes:0", "no such executor"),
        ("processes:x:y", "no such executor"),
        ("a.b:c d", "no such executor"),
        ("no.such.module:factory", "no such executor: no.such.module:factory: No module named"),
        ("..:factory", "no such executor"),
        ("tests.build.crews:missing", "has no attribute 'missing'"),
        ("tests.build.crews:nothing", "tests.build.crews:nothing gives no concurrent.futures.Executor"),
        ("tests.build.crews:broken", "tests.build.crews:broken gives no executor: ZeroDivisionError"),
        ("tests.build.crews:doubled", "tests.build.crews:doubled gives no executor: TypeError"),
    ],
)
def test_what_is_no_executor_is_refused(site: tuple[Path, dict[str, bytes]], name: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        built(site[0], executor=name)
    assert message in str(caught.value)
    assert "hint: executors: serial, processes" in str(caught.value)
    assert caught.value.exit_code == 2
    assert not ours(site[0] / "output")


def test_an_unknown_executor_is_refused_where_there_is_nothing_to_do(tmp_path: Path) -> None:
    """And by the command, with its exit code."""
    lay(tmp_path, {"note.md": OLD["note.md"]})
    built(tmp_path)
    done = run(tmp_path, "build", "--now", WHEN, "--executor", "fleet")
    assert done.returncode == 2
    assert done.stderr.startswith("error: no such executor: 'fleet'\n  hint: executors: serial, processes")


def test_dask_that_is_not_installed_is_named(
    site: tuple[Path, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SettingsError, match="Dask is not installed") as caught:
        built(site[0], executor="tcp://127.0.0.1:8786")
    assert "hint: pip install 'sitegen[dask]'" in str(caught.value)


ITEMS = list(range(100))  # for two workers: chunks of 12


def results_of(work: Callable[[Sequence[int]], Sequence[int]], open_crew: OpenCrew | None) -> dict[int, Any]:
    found = list(each(ITEMS, work, open_crew))
    assert len(found) == len(ITEMS), "an item is missing, or is there twice"
    return dict(found)


# Two in one chunk, at both sides of a border, at the ends, the whole of a chunk's beginning.
KILLERS = [(50,), (13, 17), (11, 12), (0, 99), (24, 25, 26)]


@pytest.mark.parametrize("killers", KILLERS, ids=str)
def test_a_text_that_kills_its_worker_is_named(killers: tuple[int, ...]) -> None:
    """All others have their result."""
    found = results_of(partial(crews.deadly, killers=frozenset(killers)), crew_of("processes:2"))
    assert {number for number, result in found.items() if isinstance(result, Died)} == set(killers)
    assert all(found[number] == 2 * number for number in ITEMS if number not in killers)
    assert "terminated abruptly" in found[killers[0]].reason


@pytest.mark.parametrize("victim", [0, 37])
def test_a_worker_that_is_killed_from_outside_costs_nothing(tmp_path: Path, victim: int) -> None:
    work = partial(crews.killed, victim=victim, marks=tmp_path, times=1)
    assert results_of(work, crew_of("processes:2")) == {number: 2 * number for number in ITEMS}
    assert [path.name for path in tmp_path.iterdir()] == ["0"]


def test_one_item_whose_worker_is_killed_from_outside_is_not_blamed(tmp_path: Path) -> None:
    """Not even when it happens again while it is alone with its worker."""
    work = partial(crews.killed, victim=5, marks=tmp_path, times=2)
    assert list(each([5], work, crew_of("processes:2"))) == [(5, 10)]
    assert len(list(tmp_path.iterdir())) == 2


def test_workers_that_survive_nothing_are_not_the_fault_of_a_text() -> None:
    """Nor is one asked for after the other until every text is blamed."""
    with pytest.raises(SettingsError, match="the workers cannot work: ") as caught:
        results_of(crews.never, crew_of("processes:2"))
    assert "--executor serial" in str(caught.value)


def test_a_killer_among_big_texts_holds_nobody_up() -> None:
    """A worker that dies while more than a pipe holds is on its way to it."""
    items = [(number, "가" * 300_000) for number in range(30)]
    found = each(items, partial(crews.deadly_pairs, killers=frozenset((0, 7, 29))), crew_of("processes:2"))
    assert sorted(item[0] for item, result in found if isinstance(result, Died)) == [0, 7, 29]


def test_a_system_without_semaphores_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*arguments: object, **named: object) -> None:
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr(executors, "_Processes", missing)
    with pytest.raises(SettingsError, match=r"no processes can be started here: .*Function not implemented") as caught:
        results_of(crews.doubled, crew_of("processes:2"))
    assert "hint: try  --executor serial" in str(caught.value)


def test_processes_that_cannot_be_started_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object) -> None:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(ProcessPoolExecutor, "submit", full)
    with pytest.raises(SettingsError, match=r"the workers cannot be asked: .*Resource temporarily unavailable"):
        results_of(crews.doubled, crew_of("processes:2"))


def test_no_more_is_under_way_than_twice_the_workers() -> None:
    watched = crews.Watched()

    @contextmanager
    def open_crew() -> Iterator[Crew]:
        yield Crew(watched, 2)

    assert results_of(crews.doubled, open_crew) == {number: 2 * number for number in ITEMS}
    assert watched.most == 4


def test_a_fault_of_the_workers_is_told_at_once() -> None:
    """An error of ours that the work raises is about no text."""

    def refuses(numbers: Sequence[int]) -> list[int]:
        raise SettingsError("another version")

    with pytest.raises(SettingsError, match="another version"):
        results_of(refuses, crew_of("tests.build.crews:threads"))


def test_who_waits_for_nobody_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An executor whose workers have all gone, and that does not say so itself."""
    monkeypatch.setattr(crowd, "_PULSE", 0.01)
    looked: list[int] = []

    def look() -> None:
        looked.append(1)
        if len(looked) == 3:
            raise SettingsError("nobody is left")

    @contextmanager
    def open_crew() -> Iterator[Crew]:
        with crews.one_thread() as executor:
            yield Crew(executor, 1, look)

    with pytest.raises(SettingsError, match="nobody is left"):
        list(each(range(4), partial(crews.slowly, mark=tmp_path), open_crew))
    begun = sorted(path.name for path in tmp_path.iterdir())
    assert begun == ["0", "1", "2"], "tasks that nobody waits for were begun"  # the second task has two items


@pytest.mark.parametrize("executor", ["processes:2", "serial"])
def test_a_build_that_is_stopped_goes_on_from_there(tmp_path: Path, executor: str) -> None:
    """Ctrl-C, as a terminal sends it: to the build and to all its workers. Nobody complains, the last site stands, and
    what was read is known."""
    lay(tmp_path, {"note.md": OLD["note.md"]})
    built(tmp_path)
    before, base = ours(tmp_path / "output"), entries_of(tmp_path)
    many(tmp_path, 120)
    process = start(tmp_path, "--executor", executor)
    with ended(process):
        assert eventually(lambda: entries_of(tmp_path) >= base + 120 + 20, 120), "nothing was read"
        os.killpg(process.pid, signal.SIGINT)
        told, errors = process.communicate(timeout=60)
        assert eventually(lambda: not session_of(process.pid), 20)
    assert (process.returncode, told, errors) == (1, "", "\nAborted!\n")
    assert ours(tmp_path / "output") == before
    known = entries_of(tmp_path) - base - 120
    done = run(tmp_path, "build", "--now", WHEN, "--json")
    assert json.loads(done.stdout)["extracted"] == 120 - known
    assert 20 <= known < 120


@pytest.mark.parametrize("wait", [0.0, 0.3, 0.8, 1.5, 2.5])
def test_a_build_is_stopped_quietly_at_any_time(tmp_path: Path, wait: float) -> None:
    """While the workers start, load or read: nothing but one word is on the terminal."""
    many(tmp_path, 80)
    process = start(tmp_path, "--executor", "processes:2")
    with ended(process):
        assert eventually((tmp_path / FOLDER / "lock.json").exists)
        time.sleep(wait)
        os.killpg(process.pid, signal.SIGINT)
        told, errors = process.communicate(timeout=60)
        assert eventually(lambda: not session_of(process.pid), 20)
    if process.returncode:
        assert (process.returncode, told, errors) == (1, "", "\nAborted!\n")
    else:
        assert errors == "", "it had ended before"


def test_a_killer_is_named_with_its_path_and_the_rest_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --keep-going; without it the last site stands."""
    lay(tmp_path, OLD | {"2026-03-13-school.txt": "누리초는 13일 독약을 치웠다.\n"})
    monkeypatch.setattr(work, "read", crews.deadly_read)
    options = Options(executor="processes:2")
    with pytest.raises(Faults) as caught:
        build(read_settings(tmp_path), NOW, options)
    assert str(caught.value).startswith("seeds/2026-03-13-school.txt:1:1: error: the process that reads it ends: ")
    assert not ours(tmp_path / "output")
    report = build(read_settings(tmp_path), NOW, replace(options, keep_going=True))
    assert (report.articles, len(report.faults)) == (len(OLD) - 1, 1)
