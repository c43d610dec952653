"""Many items through an executor: in chunks, a bounded number at a time, and without the one that kills its worker."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass
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

    When a worker dies, the tasks that were under way are done again one by one, and halved until the item is found
    that no worker survives. With *open_crew* None all is done here, one after the other, and nothing is survived.
    """
    if open_crew is None:
        for item in items:
            yield item, work([item])[0]
        return
    yield from _Crowd(tuple(items), work, open_crew).results()


class _Crowd(Generic[T, R]):
    def __init__(self, items: Sequence[T], work: Callable[[Sequence[T]], Sequence[R]], open_crew: OpenCrew) -> None:
        self._items = items
        self._work = work
        self._open = open_crew
        self._suspects: deque[Sequence[T]] = deque()

    def results(self) -> Iterator[tuple[T, R | Died]]:
        left: deque[Sequence[T]] = deque()
        is_cut = False
        while left or self._suspects or not is_cut:
            with ExitStack() as stack:
                crew = stack.enter_context(self._open())
                if not is_cut:
                    left.extend(_chunks(self._items, crew.width))
                    is_cut = True
                yield from self._alone(crew) if self._suspects else self._together(crew, left)

    def _together(self, crew: Crew, left: deque[Sequence[T]]) -> Iterator[tuple[T, R | Died]]:
        """Chunks of *left* until all are done, or until a worker dies: those under way are suspects then."""
        flying: dict[Future[Sequence[R]], Sequence[T]] = {}
        while left or flying:
            try:
                while left and len(flying) < crew.width * _AHEAD:
                    flying[crew.executor.submit(self._work, left[0])] = left[0]
                    left.popleft()
            except BrokenExecutor:
                pass  # the futures say so, too
            if not flying:
                self._suspects.append(left.popleft())
                return
            for future in wait(flying, return_when=FIRST_COMPLETED).done:
                chunk = flying.pop(future)
                fault = future.exception()
                if fault is None:
                    yield from zip(chunk, future.result(), strict=True)
                else:
                    self._suspects.append(chunk)
            if self._suspects:
                for future, chunk in flying.items():
                    if future.cancel() or future.exception() is not None:
                        self._suspects.append(chunk)
                    else:
                        yield from zip(chunk, future.result(), strict=True)
                return

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


def _chunks(items: Sequence[T], width: int) -> Iterator[Sequence[T]]:
    size = max(1, min(_CHUNK, len(items) // (width * 4)))
    for start in range(0, len(items), size):
        yield items[start : start + size]
