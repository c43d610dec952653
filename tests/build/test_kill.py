"""A build that is killed at any moment leaves whole files, and the next one ends where a cold one does."""

import json
import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.build.cache import Cache
from sitegen.build.run import FOLDER
from sitegen.render import Renderer
from sitegen.write import MANIFEST, STAGE
from tests.build.small import (
    FOREIGN,
    NEW,
    OLD,
    built,
    dead_links,
    ended,
    entries,
    eventually,
    folders,
    killed_at,
    lay,
    lay_foreign,
    ours,
    session_of,
    start,
)

KILLS = int(os.environ.get("SITEGEN_KILLS", "100"))
ROUNDS = 4  # in which the kills are done, so that several processes of the tests share them
WITH_WORKERS = KILLS // 10

HOME = "index.html"


class Arena:
    """A site whose old edition stands and whose new seeds are there: the next build has everything to do."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "site"
        self.output = self.root / "output"
        self._kept = {name: folder / name for name in ("ready", "unread", "empty")}
        lay(self.root, NEW)
        lay_foreign(self.root)
        shutil.copytree(self.root, self._kept["empty"])
        built(self.root, clean=True)
        self.new, self.new_folders = ours(self.output), folders(self.output)
        shutil.rmtree(self.root / FOLDER)
        lay(self.root, OLD)
        built(self.root)
        self.old = ours(self.output)
        shutil.copytree(self.root, self._kept["unread"])
        lay(self.root, NEW)
        built(self.root)
        lay(self.root, OLD)
        built(self.root)
        assert ours(self.output) == self.old
        shutil.copytree(self.root, self._kept["ready"])
        self.durations: dict[str, dict[str, float]] = {}  # by what is known, and by stage

    def reset(self, kept: str) -> None:
        """*ready*: all facts are known; *unread*: those of the old edition; *empty*: no site, and nothing known."""
        shutil.rmtree(self.root)
        shutil.copytree(self._kept[kept], self.root)
        lay(self.root, NEW)

    def start_anew(self) -> None:
        """All facts are known, and no site stands."""
        self.reset("ready")
        shutil.rmtree(self.output)
        lay_foreign(self.root)

    def see(self, old: dict[str, bytes]) -> None:
        """What must hold at every moment between the *old* edition and the new one."""
        found = ours(self.output)
        mixed = [one for one, content in found.items() if content not in (old.get(one), self.new.get(one))]
        assert mixed == [], "a file is neither old nor new"
        assert {one for one in old if one in self.new} <= found.keys(), "a file that is in both editions is gone"
        for address, content in FOREIGN.items():
            assert (self.output / address).read_bytes() == content
        manifest = self.output / MANIFEST
        listed = json.loads(manifest.read_bytes())["files"] if manifest.exists() else {}
        assert found.keys() <= listed.keys(), "a file of ours that we would not know again"
        for page in entries(self.output):
            lost = dead_links(self.output, page)
            # Indexes lead to each other, and to the home page: while there is none there is no site.
            assert lost == [] or (HOME not in found and set(lost) <= set(map(str, self.indexes))), (page, lost)

    @property
    def indexes(self) -> set[str]:
        return {address for address in self.new if address.count("/") <= 1}

    def see_next(self) -> None:
        """The next ordinary build ends in the bytes of a cold one, and nothing else is left."""
        built(self.root)
        assert ours(self.output) == self.new
        assert folders(self.output) == self.new_folders
        assert {address: (self.output / address).read_bytes() for address in FOREIGN} == FOREIGN
        assert sorted(path.name for path in (self.root / FOLDER).iterdir() if path.name.startswith("lock.")) == []


@pytest.fixture(scope="module")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Arena:
    return Arena(tmp_path_factory.mktemp("kill"))


def marks(arena: Arena) -> dict[str, Callable[[], bool]]:
    """What shows that a stage has begun, in their order."""
    manifest = arena.output / MANIFEST
    before = manifest.read_bytes()
    return {
        "reading": (arena.root / FOLDER / "lock.json").exists,
        "staging": (arena.output / STAGE).exists,
        "replacing": lambda: manifest.read_bytes() != before,
    }


def measured(arena: Arena, kept: str, *arguments: str) -> dict[str, float]:
    """How long a build that is not killed takes from the beginning of each stage to its end."""
    arena.reset(kept)
    begun = {}
    process = start(arena.root, *arguments)
    with ended(process):
        for stage, has_begun in marks(arena).items():
            eventually(lambda: has_begun() or process.poll() is not None, pause=0.0005)  # noqa: B023
            begun[stage] = time.monotonic()
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    return {stage: time.monotonic() - moment for stage, moment in begun.items()}


def killed(arena: Arena, kept: str, stage: str, chance: random.Random, *arguments: str) -> str:
    """How far a build had come that was killed at a random moment between the beginning of *stage* and its end; ""
    where it had ended."""
    if kept not in arena.durations:
        arena.durations[kept] = measured(arena, kept, *arguments)
    arena.reset(kept)
    has_begun = marks(arena)[stage]
    process = start(arena.root, *arguments)
    with ended(process):
        assert eventually(lambda: has_begun() or process.poll() is not None, pause=0.0005)
        time.sleep(chance.uniform(0, arena.durations[kept][stage]))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert eventually(lambda: not session_of(process.pid), 20), "a worker lives on"
    return state(arena) if process.returncode == -signal.SIGKILL else ""


def state(arena: Arena) -> str:
    """How far a killed build has come."""
    found = ours(arena.output)
    if found == arena.new:
        return "replaced"
    if found != arena.old:
        return "replacing"
    return "staging" if (arena.output / STAGE).exists() else "reading"


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_killed_build_breaks_nothing(arena: Arena, number: int) -> None:
    """What was to be read is known, so that most of the time is rendering and writing."""
    chance = random.Random(f"known {number}")
    states = []
    for kill in range((KILLS - WITH_WORKERS) // ROUNDS + 1):
        stage = ("reading", "staging", "replacing")[kill % 3]
        states.append(killed(arena, "ready", stage, chance))
        arena.see(arena.old)
        arena.see_next()
    assert states.count("") <= len(states) * 3 // 4, "most builds had ended before they were killed"
    assert len(set(states)) > 2 or KILLS < 50, "all were killed at the same stage"


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_killed_build_takes_its_workers_along(arena: Arena, number: int) -> None:
    """Two processes read the new articles: they load, they read, or they have just ended."""
    chance = random.Random(f"workers {number}")
    for _ in range(WITH_WORKERS // ROUNDS + 1):
        killed(arena, "unread", "reading", chance, "--executor", "processes:2")
        arena.see(arena.old)
        arena.see_next()


# Every act on the disk and on the memory, by the function that does it; the step from one kill to the next.
ACTS = {
    "replace": (os, "replace", 2),
    "stage": (Path, "write_bytes", 9),
    "unlink": (Path, "unlink", 3),
    "mkdir": (Path, "mkdir", 9),
    "rmdir": (Path, "rmdir", 3),
    "put": (Cache, "put", 1),
    "trim": (Cache, "trim", 1),
    "render": (Renderer, "page", 9),
}


@pytest.mark.filterwarnings("ignore:.*use of fork.*:DeprecationWarning")
@pytest.mark.parametrize("act", ACTS)
def test_a_build_that_is_killed_at_an_act_breaks_nothing(arena: Arena, act: str) -> None:
    """Before an act of its kind, over an old edition, and another time after it was done."""
    target, name, step = ACTS[act]
    call = 1
    while True:
        arena.reset("ready")
        if not killed_at(lambda: built(arena.root), target, name, call, after=call // step % 2 == 1):
            break
        arena.see(arena.old)
        arena.see_next()
        call += step
    assert call > 1, "there is no such act"
    arena.see_next()


@pytest.mark.filterwarnings("ignore:.*use of fork.*:DeprecationWarning")
@pytest.mark.parametrize("call", range(1, 5))
def test_a_build_that_is_killed_while_it_forgets_breaks_nothing(arena: Arena, call: int) -> None:
    """With --clean: between two files of the store."""
    arena.reset("ready")
    assert killed_at(lambda: built(arena.root, clean=True), Path, "unlink", call, after=True)
    arena.see(arena.old)
    arena.see_next()


@pytest.mark.filterwarnings("ignore:.*use of fork.*:DeprecationWarning")
def test_a_first_build_that_is_killed_has_no_home_page_before_all_others(arena: Arena) -> None:
    """The home page is what makes a site: it comes when everything that it leads to is there."""
    call = 1
    while True:
        arena.start_anew()
        if not killed_at(lambda: built(arena.root), os, "replace", call):
            break
        arena.see({})
        if (arena.output / HOME).exists():
            assert arena.new.keys() == ours(arena.output).keys()
        arena.see_next()
        call += 4
    assert call > 4
