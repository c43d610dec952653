"""Executors, and work that goes wrong, for tests: what a worker must be able to import."""

import os
import signal
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sitegen.build import work


def threads() -> Executor:
    return ThreadPoolExecutor(3)


def nothing() -> object:
    return object()


def broken() -> Executor:
    raise ZeroDivisionError("division by zero")


class Watched(Executor):
    """Threads that count how many tasks are under way, and remember the most."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(2)
        self._max_workers = 2
        self.most = self.under_way = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        future = self._threads.submit(fn, *args, **kwargs)
        future.add_done_callback(self._landed)
        return future

    def _landed(self, _: Future[Any]) -> None:
        self.under_way -= 1

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)


def one_thread() -> Executor:
    return ThreadPoolExecutor(1)


def doubled(numbers: Sequence[int]) -> list[int]:
    return [2 * number for number in numbers]


def deadly(numbers: Sequence[int], killers: frozenset[int]) -> list[int]:
    """Doubles, and no worker survives one of *killers*."""
    for number in numbers:
        if number in killers:
            os._exit(7)
    return doubled(numbers)


def killed(numbers: Sequence[int], victim: int, marks: Path, times: int) -> list[int]:
    """Doubles; the first workers that meet *victim* are killed, as from outside."""
    if victim in numbers and (before := len(list(marks.iterdir()))) < times:
        (marks / str(before)).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return doubled(numbers)


def deadly_read(seeds: Sequence[tuple[str, bytes]], timezone: str, expected: bytes = b"") -> list[work.Result]:
    """Reads, and no worker survives a text with the word 독약."""
    if any("독약".encode() in content for _, content in seeds):
        os._exit(7)
    return work.read(seeds, timezone, expected)


def never(numbers: Sequence[int]) -> list[int]:
    """No worker survives anything."""
    os._exit(7)


def slowly(numbers: Sequence[int], mark: Path) -> list[int]:
    """Doubles; says that it is at work, and takes long over every item but the first."""
    for number in numbers:
        mark.joinpath(str(number)).touch()
        if number:
            time.sleep(0.2)
    return doubled(numbers)


def deadly_pairs(items: Sequence[tuple[int, str]], killers: frozenset[int]) -> list[int]:
    """As `deadly`, of items that have a text, too."""
    return deadly([number for number, _ in items], killers)
