"""A cluster on this machine: a scheduler and workers that are processes of their own, as a newsroom would start them."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

import sitegen
from sitegen.build import Options, build, executors, work
from sitegen.build.executors import crew_of
from sitegen.config import read_settings
from sitegen.errors import SettingsError
from tests.build import crews
from tests.build.histories import NOW
from tests.build.small import (
    OLD,
    WHEN,
    built,
    ended,
    entries_of,
    environment,
    eventually,
    lay,
    many,
    ours,
    run,
    session_of,
    start,
)
from tests.cli.conftest import NO_ADDRESS

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'sitegen[dask]'")

HERE = {"127.0.0.1", "::1"}
ARTICLES = 160  # results are written 64 at a time: when some are seen, most are still to be read


class Cluster:
    """A scheduler and its workers, each the leader of a session of its own; they listen on this machine alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start("scheduler", "--port", "0")
        assert eventually(lambda: self._listening(self.scheduler)), self.log(0)
        assert eventually(lambda: "Scheduler at:" in self.log(0)), self.log(0)
        self.address = self.log(0).partition("Scheduler at:")[2].split()[0]

    def add_worker(self, *, has_nanny: bool = False, **more: str) -> "subprocess.Popen[bytes]":
        """A worker that has come, and with a nanny comes again when it dies; *more* is of its environment."""
        number = len(self.processes)
        local = self._folder / f"local{number}"
        worker = self._start("worker", self.address, "--nanny" if has_nanny else "--no-nanny", "--nthreads", "1",
                             "--local-directory", str(local), **more)  # fmt: skip
        assert eventually(lambda: "Registered to:" in self.log(number)), self.log(number)
        return worker

    def _start(self, *arguments: str, **more: str) -> "subprocess.Popen[bytes]":
        number = len(self.processes)
        command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:], "--host", "127.0.0.1",
                   "--no-dashboard", "--dashboard-address", "127.0.0.1:0"]  # fmt: skip
        with (self._folder / f"log{number}").open("wb") as log:
            process = subprocess.Popen(command, cwd=self._folder, env=environment(**more), stdout=log, stderr=log,
                                       start_new_session=True)  # fmt: skip
        self.processes.append(process)
        return process

    def log(self, number: int) -> str:
        return (self._folder / f"log{number}").read_text(encoding="utf-8", errors="replace")

    @staticmethod
    def _listening(process: "subprocess.Popen[bytes]") -> bool:
        return bool(listening(process.pid))

    def end(self) -> None:
        for process in reversed(self.processes):
            for one in session_of(process.pid):
                one.kill()
            process.wait()


def listening(leader: int) -> set[str]:
    """The addresses at which the processes of a session can be reached from elsewhere."""
    found: set[str] = set()
    for process in session_of(leader):
        try:
            connections = process.net_connections(kind="inet")
        except psutil.Error:
            continue
        found |= {one.laddr.ip for one in connections if one.status == psutil.CONN_LISTEN}
    return found


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    (tmp_path / "cluster").mkdir()
    cluster = Cluster(tmp_path / "cluster")
    try:
        yield cluster
    finally:
        cluster.end()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The seeds of a few minutes' news; nothing of them is known."""
    many(tmp_path / "site", ARTICLES)
    return tmp_path / "site"


def facts_of(root: Path) -> int:
    """Of how many articles the facts are known, while the first build goes on."""
    try:
        return entries_of(root) - ARTICLES
    except Exception:  # there is no store yet
        return 0


def test_a_worker_that_is_killed_changes_no_byte(cluster: Cluster, site: Path) -> None:
    """One of two goes when half is read; the site is that of one process, and nobody can be reached from elsewhere."""
    first, _ = cluster.add_worker(), cluster.add_worker()
    process = start(site, "--executor", cluster.address)
    with ended(process):
        assert eventually(lambda: facts_of(site) > 8, 120)
        leaders = (*(one.pid for one in cluster.processes), process.pid)
        reached = {leader: listening(leader) for leader in leaders}
        known = facts_of(site)
        first.kill()
        _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert known < ARTICLES, "all was read before the worker was killed"
    assert errors == NO_ADDRESS
    assert [bool(reached[one.pid]) for one in cluster.processes] == [True, True, True]
    assert set().union(*reached.values()) <= HERE
    found = ours(site / "output")
    shutil.rmtree(site / "output")
    assert built(site, clean=True).extracted == ARTICLES
    assert ours(site / "output") == found


def test_a_cluster_whose_workers_have_all_gone_is_not_waited_for(cluster: Cluster, site: Path) -> None:
    """What was read is known."""
    worker = cluster.add_worker()
    process = start(site, "--executor", cluster.address)
    with ended(process):
        assert eventually(lambda: facts_of(site) > 8, 120)
        worker.kill()
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert (
        f"error: the Dask scheduler at {cluster.address} has no workers any more\n  hint: see what they said last"
        in errors
    )
    assert "Traceback" not in errors
    known = facts_of(site)
    assert not (site / "output").exists() or not ours(site / "output")
    assert built(site).extracted == ARTICLES - known


def test_a_scheduler_that_goes_is_not_waited_for(cluster: Cluster, site: Path) -> None:
    cluster.add_worker()
    process = start(site, "--executor", cluster.address)
    with ended(process):
        assert eventually(lambda: facts_of(site) > 8, 120)
        cluster.scheduler.kill()
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 2, errors
    error, hint = errors.splitlines()
    # While it is asked for, or when it is asked for again.
    gone = f"error: the Dask scheduler at {cluster.address} is gone"
    assert error == gone or error.startswith(f"error: no Dask scheduler answers at {cluster.address}: ")
    assert hint.startswith("  hint: start ")


def test_a_build_on_a_cluster_is_stopped(cluster: Cluster, site: Path) -> None:
    """The workers belong to others, and stay."""
    worker = cluster.add_worker()
    process = start(site, "--executor", cluster.address)
    with ended(process):
        assert eventually(lambda: facts_of(site) > 8, 120)
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (1, "\nAborted!\n")
    assert worker.poll() is None


@pytest.mark.parametrize("stage", ["read", "extract"])
def test_a_worker_of_another_version_is_refused(cluster: Cluster, tmp_path: Path, stage: str) -> None:
    """One line of its code is another one: what it would answer is not ours."""
    other = tmp_path / "other" / "sitegen"
    shutil.copytree(Path(sitegen.__file__).parent, other, ignore=shutil.ignore_patterns("__pycache__"))
    code = other / stage / "__init__.py"
    code.write_text(code.read_text(encoding="utf-8") + "\n# another\n", encoding="utf-8")
    cluster.add_worker(PYTHONPATH=str(other.parent))
    lay(tmp_path / "site", OLD)
    done = run(tmp_path / "site", "build", "--now", WHEN, "--executor", cluster.address)
    assert done.returncode == 2, done.stderr
    assert "runs another version of sitegen, of Kiwi or of Python\n  hint: install on the workers what " in done.stderr
    assert "Traceback" not in done.stderr
    assert entries_of(tmp_path / "site") == (0 if stage == "read" else len(OLD))


def test_a_worker_that_cannot_read_is_not_the_fault_of_a_text(cluster: Cluster, tmp_path: Path) -> None:
    """It has no sitegen."""
    (tmp_path / "other" / "sitegen").mkdir(parents=True)
    (tmp_path / "other" / "sitegen" / "__init__.py").write_text("")
    cluster.add_worker(PYTHONPATH=str(tmp_path / "other"))
    lay(tmp_path / "site", OLD)
    done = run(tmp_path / "site", "build", "--now", WHEN, "--executor", cluster.address)
    assert done.returncode == 2, done.stderr
    assert "has no workers any more\n  hint: see what they said last; sitegen must be installed" in done.stderr
    assert "No module named 'sitegen.build'" in cluster.log(1)
    assert "Traceback" not in done.stderr


def test_a_scheduler_without_workers(cluster: Cluster, tmp_path: Path) -> None:
    lay(tmp_path / "site", OLD)
    done = run(tmp_path / "site", "build", "--now", WHEN, "--executor", cluster.address)
    assert done.returncode == 2
    hint = f"  hint: dask worker {cluster.address}\n"
    assert done.stderr == f"error: the Dask scheduler at {cluster.address} has no workers\n{hint}"


def test_a_text_that_kills_every_worker_is_named(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The workers come again; the others are read."""
    cluster.add_worker(has_nanny=True)
    cluster.add_worker(has_nanny=True)
    root = tmp_path / "site"
    lay(root, OLD | {"2026-03-13-school.txt": "누리초는 13일 독약을 치웠다.\n"})
    monkeypatch.setattr(work, "read", crews.deadly_read)
    report = build(read_settings(root), NOW, Options(executor=cluster.address, keep_going=True))
    (fault,) = report.faults
    assert str(fault).startswith("seeds/2026-03-13-school.txt:1:1: error: the process that reads it ends: ")
    assert report.articles == len(OLD) - 1
    assert set().union(*(listening(one.pid) for one in cluster.processes)) <= HERE


def hang_up(server: socket.socket) -> None:
    server.accept()[0].close()


@pytest.mark.parametrize("hangs_up", [True, False])
def test_who_is_no_scheduler_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, hangs_up: bool) -> None:
    """Something else listens at that port: it hangs up, or it waits, as a web server does."""
    monkeypatch.setattr(executors, "_ANSWERS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        if hangs_up:
            threading.Thread(target=hang_up, args=(server,), daemon=True).start()
        open_crew = crew_of(address)
        assert open_crew is not None
        with pytest.raises(SettingsError, match="no Dask scheduler answers at") as caught, open_crew():
            pass
    assert ("hangs up" if hangs_up else "timed out") in str(caught.value)


def test_a_scheduler_that_does_not_answer(tmp_path: Path) -> None:
    lay(tmp_path, OLD)
    done = run(tmp_path, "build", "--now", WHEN, "--executor", "tcp://127.0.0.1:1")
    assert done.returncode == 2, done.stderr
    error, hint = done.stderr.splitlines()
    assert error.startswith("error: no Dask scheduler answers at tcp://127.0.0.1:1: ")
    assert hint == "  hint: start one: dask scheduler"


def test_a_scheduler_that_asks_for_a_certificate(tmp_path: Path) -> None:
    lay(tmp_path, OLD)
    done = run(tmp_path, "build", "--now", WHEN, "--executor", "tls://127.0.0.1:1")
    assert done.returncode == 2, done.stderr
    hint = "  hint: set distributed.comm.tls in its configuration\n"
    assert done.stderr == f"error: Dask has no certificate to show\n{hint}"


@pytest.mark.parametrize("address", ["tcp://", "tcp://127.0.0.1", "tcp://127.0.0.1:none", "tcp://a b:1", "tcp://a:1/b"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="no such executor"):
        crew_of(address)


def test_addresses() -> None:
    for address in ("tcp://localhost:8786", "tcp://[::1]:8786", "tls://scheduler.example:8786"):
        assert crew_of(address) is not None
