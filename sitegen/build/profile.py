"""Where the time of a build went."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from heapq import nlargest

SLOWEST = 10


@dataclass(slots=True)
class Profile:
    """Seconds by stage in the order in which they ran, by seed and by page; seeds and pages that had to be read or
    rendered only."""

    stages: dict[str, float] = field(default_factory=dict)
    seeds: dict[str, float] = field(default_factory=dict)
    pages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """The time until it is left counts for the stage *name*, also where that is entered again."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.stages[name] = self.stages.get(name, 0.0) + time.perf_counter() - start

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
