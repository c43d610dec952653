"""Where the time of a build went."""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from heapq import nlargest
from typing import TypeVar

SLOWEST = 10

T = TypeVar("T")


@dataclass(slots=True)
class Profile:
    """Seconds by stage in the order in which they began, by seed and by page; seeds and pages that had to be read or
    rendered only."""

    stages: dict[str, float] = field(default_factory=dict)
    seeds: dict[str, float] = field(default_factory=dict)
    pages: dict[str, float] = field(default_factory=dict)

    _inner: list[float] = field(default_factory=list)  # of each stage that is open, what others took inside it

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """The time until it is left counts for the stage *name*, but for what stages inside it take."""
        self.stages.setdefault(name, 0.0)
        start = time.perf_counter()
        self._inner.append(0.0)
        try:
            yield
        finally:
            passed = time.perf_counter() - start
            self.stages[name] += passed - self._inner.pop()
            if self._inner:
                self._inner[-1] += passed

    def each(self, name: str, items: Iterable[T]) -> Iterator[T]:
        """*items*; the time to make each of them counts for the stage *name*."""
        left = iter(items)
        while True:
            with self.stage(name):
                try:
                    item = next(left)
                except StopIteration:
                    return
            yield item

    def lines(self) -> Iterator[str]:
        """For a reader at a terminal."""
        whole = sum(self.stages.values())
        for name, seconds in self.stages.items():
            yield f"{seconds:9.3f} s  {seconds / whole if whole else 0:4.0%}  {name}"
        for title, times in (("slowest seeds", self.seeds), ("slowest pages", self.pages)):
            if times:
                yield f"{title} (of {len(times)})"
                yield from (f"{seconds * 1000:9.1f} ms  {name}" for name, seconds in slowest(times))

    def json(self) -> dict[str, dict[str, float]]:
        """For machines: seconds by stage, and of the slowest seeds and pages."""
        return {"stages": self.stages, "seeds": dict(slowest(self.seeds)), "pages": dict(slowest(self.pages))}


def slowest(times: Mapping[str, float]) -> list[tuple[str, float]]:
    """The ten that took longest, the longest first."""
    return nlargest(SLOWEST, sorted(times.items()), key=lambda one: one[1])
