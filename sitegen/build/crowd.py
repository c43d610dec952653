"""Many items through an executor: in chunks, a bounded number at a time, and without the one that kills its worker."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from sitegen.build.executors import Crew, OpenCrew

_CHUNK = 16  # items of one task at most: half a second of work, so that little is lost with a worker
_AHEAD = 2  # tasks that wait for each worker

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Died:
    """No worker survived this item, or could be asked; *reason* in the words of the executor."""

    reason: str


def each(
    items: Iterable[T], work: Callable[[Sequence[T]], Sequence[R]], open_crew: OpenCrew | None
) -> Iterator[tuple[T, R | Died]]:
    """Every item with its result, as they come; *work* is given several at once and must be importable by a worker.

    Items are asked for as there is room for them. When a worker dies, the tasks that were under way are done again one
    by one, and halved until the item is found that no worker survives. With *open_crew* None all is done here, one
    after the other, and nothing is survived.
    """
    if open_crew is None:
        for item in items:
            yield item, work([item])[0]
        return
    yield from _Crowd(iter(items), work, open_crew).results()


class _Crowd(Generic[T, R]):
    def __init__(self, items: Iterator[T], work: Callable[[Sequence[T]], Sequence[R]], open_crew: OpenCrew) -> None:
        self._items = items
        self._work = work
        self._open = open_crew
        self._suspects: deque[Sequence[T]] = deque()  # tasks that were under way when a worker died
        self._size = 1  # of the next task: they grow, so that everybody has something at once

    def results(self) -> Iterator[tuple[T, R | Died]]:
        first = self._next()
        while first or self._suspects:
            with self._open() as crew:
                if self._suspects:
                    yield from self._alone(crew)
                else:
                    yield from self._together(crew, first)
                    first = ()
            if not self._suspects:
                first = self._next()

    def _next(self) -> Sequence[T]:
        chunk = tuple(islice(self._items, self._size))
        self._size = min(self._size + 1, _CHUNK)
        return chunk

    def _together(self, crew: Crew, chunk: Sequence[T]) -> Iterator[tuple[T, R | Died]]:
        """Tasks, *chunk* the first of them, until all are done, or until a worker dies: those under way are suspects
        then."""
        flying: dict[Future[Sequence[R]], Sequence[T]] = {}
        while chunk or flying:
            while chunk and len(flying) < crew.width * _AHEAD:
                try:
                    flying[crew.executor.submit(self._work, chunk)] = chunk
                except BrokenExecutor:
                    self._suspects.append(chunk)
                    break
                chunk = self._next()
            for future in wait(flying, return_when=FIRST_COMPLETED).done if flying else ():
                yield from self._landed(future, flying.pop(future))
            if self._suspects:
                for future, other in flying.items():
                    if future.cancel():
                        self._suspects.append(other)
                    else:
                        yield from self._landed(future, other)
                if chunk and chunk not in self._suspects:
                    self._suspects.append(chunk)
                return

    def _landed(self, future: Future[Sequence[R]], chunk: Sequence[T]) -> Iterator[tuple[T, R | Died]]:
        if future.exception() is None:
            yield from zip(chunk, future.result(), strict=True)
        else:
            self._suspects.append(chunk)

    def _alone(self, crew: Crew) -> Iterator[tuple[T, R | Died]]:
        """One suspect after the other, so that it is known which one it was; until a worker dies again."""
        while self._suspects:
            chunk = self._suspects.popleft()
            try:
                results = crew.executor.submit(self._work, chunk).result()
            except Exception as fault:
                if len(chunk) == 1:
                    yield chunk[0], Died(str(fault) or type(fault).__name__)
                else:
                    middle = len(chunk) // 2
                    self._suspects.extendleft((chunk[middle:], chunk[:middle]))
                if isinstance(fault, BrokenExecutor):
                    return  # and a new crew comes
            else:
                yield from zip(chunk, results, strict=True)
