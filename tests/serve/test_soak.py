"""A day at the desk: save after save, and the preview takes no more than it took in the morning.

SITEGEN_SAVES sets the number of saves; ten hours of an editor who saves every four seconds are 10,000.
"""

import gc
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import psutil
import pytest

from sitegen.build.live import Live as Builder
from sitegen.build.recipe import opened_archive
from sitegen.config import read_settings
from sitegen.serve.desk import LiveDesk
from sitegen.serve.preview import Preview
from sitegen.serve.server import Server
from sitegen.serve.site import Stage
from tests.serve.conftest import ARTICLE, COST, NOW, OTHER, SEED, Live, Page, waited, write

SAVES = int(os.environ.get("SITEGEN_SAVES", "300"))
EVERY = max(1, SAVES // 40)  # saves between two looks at what it takes
FEW_MEGABYTES = 12.0  # that an allocator may hold back for itself, however long it runs
SLACK = 0.02  # the share by which the second half may lie above the first


@dataclass(frozen=True, slots=True)
class Listener:
    """An open page that hears everything; the last words it was told."""

    page: Page
    heard: list[int] = field(default_factory=list)

    def listen(self) -> None:
        try:
            while True:
                self.heard[:] = [self.page.next()["version"]]
        except (EOFError, OSError, ValueError):
            return


@dataclass(frozen=True, slots=True)
class Taken:
    """What a process takes at a moment: megabytes of memory, open files, threads."""

    saves: int
    megabytes: float
    files: int
    threads: int


@dataclass(frozen=True, slots=True)
class Soaked:
    """A preview whose steps are taken by hand, without waiting for anything."""

    root: Path
    preview: Preview
    live: Live
    listener: Listener

    def save(self, number: int) -> None:
        """One save as the preview lives through it: the early page, the settings, the build, and the page that asks."""
        seed = write(self.root, SEED.replace(COST, f"총사업비는 {number}억원이다."))
        self.preview.show_early([seed])
        assert self.live.shows(f"{number}억원", ARTICLE), "the early page"
        self.preview.rebuild()
        self.preview.build()
        assert self.live.shows(f"{number}억원", ARTICLE)


@pytest.fixture
def soaked(root: Path) -> Iterator[Soaked]:
    write(root, OTHER, "2025-05-28-contract.md")
    settings, stage = read_settings(root), Stage()
    with opened_archive(settings) as archive:
        builder = Builder(archive)
        preview = Preview(settings, stage, lambda: NOW, lambda words: None, builder)
        with Server(stage, 0, LiveDesk(builder, lambda: preview.settings)) as server:
            serving = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
            serving.start()
            preview.build()
            live = Live(stage, server.port)
            listener = Listener(Page(live, ARTICLE))
            listening = threading.Thread(target=listener.listen, daemon=True)
            listening.start()
            yield Soaked(root, preview, live, listener)
            stage.close()
            server.shutdown()
            for thread in (serving, listening):
                thread.join(5)
            listener.page.close()


def taken(saves: int) -> Taken:
    gc.collect()
    process = psutil.Process()
    return Taken(saves, process.memory_info().rss / 2**20, process.num_fds(), process.num_threads())


def level(first: list[Taken], second: list[Taken], of: Callable[[Taken], float], slack: float) -> bool:
    return median(map(of, second)) <= median(map(of, first)) + slack


def test_ten_hours_of_saving_take_no_more_than_the_first(soaked: Soaked) -> None:
    looks = []
    for number in range(1, SAVES + 1):
        soaked.save(number)
        if number % EVERY == 0:
            looks.append(taken(number))
            print(looks[-1], flush=True)
    # What is loaded and filled once is there after the first tenth.
    steady = [look for look in looks if look.saves > SAVES // 10]
    first, second = steady[: len(steady) // 2], steady[len(steady) // 2 :]
    told = "\n".join(map(str, looks))
    memory = FEW_MEGABYTES + SLACK * median(look.megabytes for look in first)
    assert level(first, second, lambda look: look.megabytes, memory), told
    assert level(first, second, lambda look: look.files, 2), told
    assert level(first, second, lambda look: look.threads, 2), told
    waited(lambda: soaked.listener.heard == [SAVES + 1])  # the open page hears the last build
