"""Publishers that take turns: each makes the same three publications of the same files, to a place of its own.

What arrived is compared file by file after each. Seconds are those of the whole work: for Python without the start of the
interpreter and its imports, which `sitegen publish` has behind it when the site is built; for programs with their start.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tabulate import tabulate

from sitegen.config import Settings, Target
from tests.publish.sample import site
from tests.publish.ssh import put

STEPS = {"first": 1, "nothing changed": 1, "3 changed, 2 deleted": 2}  # and the version of the site
_PATIENCE = 900  # seconds

Work = Callable[[], object]


@dataclass(frozen=True)
class Place:
    """Where one publisher publishes to, with nothing in it yet: *words* lead there, *environment* has what is needed
    besides, *files* are read where they have arrived."""

    words: tuple[str, ...]
    environment: Mapping[str, str]
    files: Callable[[], Mapping[str, bytes]]


@dataclass(frozen=True)
class Race:
    """Who publishes, and where: *in_python* makes the work of a folder and the words of a place, *programs* a command.

    *against* are those whose time the others' is a part of. *opened* makes a place in a folder that is empty, behind a
    line of so many ms there and back.
    """

    opened: Callable[[Path, float], AbstractContextManager[Place]]
    in_python: Mapping[str, Callable[[Path, Sequence[str]], Work]]
    against: tuple[str, ...]
    programs: Mapping[str, Callable[[Path, Sequence[str]], list[str]]] = field(default_factory=dict)
    round_trips: tuple[float, ...] = (0.0, 40.0)
    note: Callable[[], str] = lambda: ""

    @property
    def publishers(self) -> tuple[str, ...]:
        return tuple(self.programs) + tuple(self.in_python)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below *folder*, but for what `sitegen` keeps there for itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".sitegen")
    }


def by_sitegen(kind: str, folder: Path, options: Mapping[str, str], root: Path | None = None) -> Work:
    """A publication of *folder* to a target of that *kind*; what is kept between two is kept in *root*."""
    from sitegen.model.identity import Site
    from sitegen.publish.targets import KINDS, Options

    files = files_of(folder)
    target = Target("bench", kind, dict(options))
    settings = Settings(root or folder, Site(), "latest", *(folder for _ in range(4)))
    place = KINDS[kind](settings, target, Options())  # loads what it needs

    def work() -> None:
        with place as opened:
            opened.send(files, opened.plan(files), datetime.now(UTC))

    return work


def seconds(race: Race, over: str, publisher: str, folder: Path, place: Place) -> float:
    """How long *publisher* takes to make *place* what *folder* is, in a process of its own."""
    environment = {**os.environ, **place.environment}
    if publisher in race.in_python:
        only = ["--over", over, "--only", publisher, str(folder), *place.words]
        command = [sys.executable, "-m", "tests.bench.publishing", *only]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=_PATIENCE
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{publisher}: {done.stderr[-2000:]}")
        return float(done.stdout.splitlines()[-1])
    command = race.programs[publisher](folder, place.words)
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, timeout=_PATIENCE)
    return time.perf_counter() - start


def measure(
    race: Race, over: str, count: int, runs: int, round_trip: float, scratch: Path
) -> Mapping[tuple[str, str], list[float]]:
    """Seconds by publisher and step. They take turns, so that what else the machine does is nobody's disadvantage."""
    folders = {version: put(scratch / f"site-{version}", site(count, version)) for version in (1, 2)}
    taken: dict[tuple[str, str], list[float]] = {}
    for run in range(runs):
        for number, publisher in enumerate(race.publishers):
            # A server of its own for each, empty: what one has left there is not the next one's.
            (empty := scratch / f"{run}-{number}").mkdir()
            with race.opened(empty, round_trip) as place:
                for step, version in STEPS.items():
                    took = seconds(race, over, publisher, folders[version], place)
                    if place.files() != files_of(folders[version]):
                        raise RuntimeError(f"{publisher}: what is there is not the site, after: {step}")
                    taken.setdefault((publisher, step), []).append(took)
    return taken


def table(race: Race, taken: Mapping[tuple[str, str], list[float]], round_trip: float) -> str:
    """Medians, and what part they are of the times of those that the others are held against."""
    medians = {key: statistics.median(times) for key, times in taken.items()}
    rows = []
    for publisher in race.publishers:
        row = [publisher]
        for step in STEPS:
            parts = (medians[publisher, step] / medians[one, step] for one in race.against)
            row += [f"{medians[publisher, step]:.2f}", " / ".join(f"{part:.2f}" for part in parts)]
        rows.append(row)
    shown = race.against[0].partition(" ")[0]
    heads = [f"{round_trip:g} ms round trip", *(head for step in STEPS for head in (f"{step}, s", f"of {shown}"))]
    return tabulate(rows, headers=heads, disable_numparse=True, colalign=("left", *(["right"] * 6)))
