"""What a build remembers, as the command shows it: ``--json``, ``--clean``, ``--workers``, ``--profile``, and ``cache``."""

import json
import os
import re
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from sitegen.build.run import FOLDER
from tests.build.histories import tree
from tests.build.small import OLD, WHEN, ended, eventually, lay, ours, run, start

KEYS = {"sitegen_build", "output", "articles", "withheld", "facts", "files", "extracted", "rendered", "added", "changed",
        "removed", "errors", "warnings", "notes"}  # fmt: skip
NOTHING = re.compile(r"/\.sitegen/cache\.db: 0 entries, 0\.\d MB\n")


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was built once."""
    root = tmp_path_factory.mktemp("ready")
    lay(root, OLD)
    first = report(root)
    pages = [address for address in first["added"] if not address.startswith("assets/")]
    assert (first["articles"], first["extracted"], first["rendered"]) == (len(OLD), len(OLD), len(pages))
    assert first["files"] == len(first["added"])
    return root


@pytest.fixture
def site(ready: Path, tmp_path: Path) -> Path:
    """The same in another place, where it was built again."""
    root = tmp_path / "site"
    shutil.copytree(ready, root)
    again = report(root)
    assert (again["extracted"], again["added"], again["changed"]) == (0, [], [])
    return root


def report(root: Path, *options: str) -> dict[str, Any]:
    done = run(root, "build", "--now", WHEN, "--json", *options)
    assert done.returncode == 0, done.stderr
    content: dict[str, Any] = json.loads(done.stdout)
    assert content.keys() - {"profile"} == KEYS
    return content


def entries(root: Path) -> int:
    found = re.fullmatch(r".*/cache\.db: (\d+) entries, \d+\.\d MB\n", run(root, "cache").stdout)
    assert found is not None
    return int(found[1])


def test_the_report_counts_what_was_not_known(site: Path) -> None:
    idle = report(site)
    assert (idle["articles"], idle["extracted"], idle["rendered"]) == (len(OLD), 0, 0)
    (site / "seeds" / "note.md").write_text("모임은 6일 끝났다.\n", encoding="utf-8")
    edited = report(site)
    assert edited["extracted"] == 1
    assert 0 < edited["rendered"] < edited["files"]
    assert "a/note/index.html" in edited["changed"]


def test_clean_reads_everything_anew_and_writes_nothing_twice(site: Path) -> None:
    """The pages are the same: none of them gets another time."""
    before = {path: path.stat().st_mtime_ns for path in (site / "output").rglob("*")}
    clean = report(site, "--clean")
    assert (clean["extracted"], clean["added"], clean["changed"], clean["removed"]) == (len(OLD), [], [], [])
    assert clean["rendered"] == sum(not path.startswith("assets/") for path in ours(site / "output"))
    assert {path: path.stat().st_mtime_ns for path in (site / "output").rglob("*")} == before
    assert report(site)["extracted"] == 0


@pytest.mark.parametrize("options", [("--workers", "1"), ("--workers", "2"), ("--executor", "processes:2")])
def test_workers_make_the_same_site(site: Path, options: tuple[str, ...]) -> None:
    before = tree(site / "output")
    shutil.rmtree(site / "output")
    assert report(site, "--clean", *options)["extracted"] == len(OLD)
    assert tree(site / "output") == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--workers", "0"), "0 is not in the range"),
        (("--workers", "many"), "'many' is not a valid integer"),
        (("--workers", "2", "--executor", "serial"), "error: --workers and --executor say two things\n  hint: write  "),
    ],
)
def test_workers_that_make_no_sense(site: Path, options: tuple[str, ...], message: str) -> None:
    done = run(site, "build", *options)
    assert done.returncode == 2
    assert message in done.stderr


def test_an_executor_that_is_none_is_told_to_machines(site: Path) -> None:
    done = run(site, "build", "--executor", "fleet", "--json")
    assert done.returncode == 2
    (error,) = json.loads(done.stdout)["errors"]
    assert error["message"] == "no such executor: 'fleet'"


def test_the_profile_names_stages_seeds_and_pages(site: Path) -> None:
    """For machines on demand, for people in lines."""
    assert "profile" not in report(site)
    profile = report(site, "--clean", "--profile")["profile"]
    assert list(profile["stages"]) == ["look", "read", "extract", "link", "compare", "render", "compose", "write",
                                       "remember"]  # fmt: skip
    assert profile["seeds"].keys() == {f"seeds/{name}" for name in OLD}
    assert len(profile["pages"]) == 10
    assert all(seconds >= 0 for times in profile.values() for seconds in times.values())
    assert list(profile["pages"].values()) == sorted(profile["pages"].values(), reverse=True)
    done = run(site, "build", "--now", WHEN, "--clean", "--profile")
    lines = done.stdout.splitlines()
    assert [line.split()[-1] for line in lines if re.fullmatch(r" *\d+\.\d{3} s +\d+%  \w+", line)] == list(
        profile["stages"]
    )
    assert f"slowest seeds (of {len(OLD)})" in lines
    idle = report(site, "--profile")["profile"]
    assert (idle["seeds"], idle["pages"]) == ({}, {})


def test_what_is_remembered_is_shown_and_forgotten(site: Path) -> None:
    """Articles, their facts and the last build; forgetting costs time, and no byte."""
    assert entries(site) >= 2 * len(OLD) + 1
    before = tree(site / "output")
    done = run(site, "cache", "--clear")
    assert (done.returncode, done.stderr) == (0, "")
    assert NOTHING.search(done.stdout), done.stdout
    assert report(site)["extracted"] == len(OLD)
    assert tree(site / "output") == before


def test_where_nothing_is_remembered_nothing_is_begun(tmp_path: Path) -> None:
    lay(tmp_path, OLD)
    for options in ((), ("--clear",)):
        done = run(tmp_path, "cache", *options)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith("/.sitegen: nothing is remembered\n")
    assert not (tmp_path / FOLDER).exists()


def test_nothing_is_forgotten_while_a_build_goes_on(site: Path) -> None:
    """It ends well, and what it has put is forgotten then."""
    process = start(site, "--clean", "--executor", "serial")
    with ended(process):
        assert eventually((site / FOLDER / "lock.json").exists)
        os.kill(process.pid, signal.SIGSTOP)
        clearing = start(site, does=("cache", "--clear"))
        with ended(clearing):
            assert clearing.stderr is not None
            assert clearing.stderr.readline().startswith("sitegen: waiting for another build of this site (process ")
            os.kill(process.pid, signal.SIGCONT)
            assert process.wait(120) == 0
            told, _ = clearing.communicate(timeout=60)
            assert clearing.returncode == 0
    assert NOTHING.search(told), told
    assert entries(site) == 0
