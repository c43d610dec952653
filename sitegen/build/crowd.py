"""Many items through an executor: in chunks, a bounded number at a time, and without the one that kills its worker."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from sitegen.build.executors import Crew, OpenCrew
from sitegen.errors import SettingsError, SitegenError

_CHUNK = 16  # items of one task at most: half a second of work, so that little is lost with a worker
_AHEAD = 2  # tasks under way for each worker
_PULSE = 5.0  # seconds without a result after which somebody looks whether there are workers
_HINT = "try  sitegen build --executor serial"

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Died:
    """No worker survived this item, or could be asked; *reason* in the words of the executor."""

    reason: str


def each(
    items: Iterable[T], work: Callable[[Sequence[T]], Sequence[R]], open_crew: OpenCrew | None
) -> Generator[tuple[T, R | Died]]:
    """Every item with its result, as they come; *work* is given several at once and must be importable by a worker.

    Items are asked for as there is room for them. When a worker dies, the tasks that were under way are done again one
    by one, and halved until the item is found that no worker survives. With *open_crew* None all is done here, one
    after the other, and nothing is survived. Raises what *work* raises of our own errors, and SettingsError where the workers cannot work at all: these are about
    no item.
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
        self._suspects: deque[Sequence[T]] = deque()
        self._size = 1
        self._accused: Sequence[T] | None = None  # an item that failed alone once

    def results(self) -> Iterator[tuple[T, R | Died]]:
        chunk = self._next()
        while chunk or self._suspects:
            with self._open() as crew:
                if self._suspects:
                    yield from self._alone(crew)
                else:
                    yield from self._together(crew, chunk)
                    chunk = ()
            if not self._suspects:
                chunk = self._next()

    def _next(self) -> Sequence[T]:
        """The items of the next task: few at first, so that everybody has something at once."""
        chunk = tuple(islice(self._items, self._size))
        self._size = min(self._size + 1, _CHUNK)
        return chunk

    def _together(self, crew: Crew, chunk: Sequence[T]) -> Iterator[tuple[T, R | Died]]:
        """Tasks, *chunk* the first of them, until all are done, or until the executor ends with a worker that dies:
        those under way are suspects then, as are those that come back without a result."""
        flying: dict[Future[Sequence[R]], Sequence[T]] = {}
        is_broken = False
        try:
            while chunk or flying:
                while chunk and not is_broken and len(flying) < crew.width * _AHEAD:
                    try:
                        flying[self._submitted(chunk, crew)] = chunk
                    except BrokenExecutor:
                        is_broken = True
                    else:
                        chunk = self._next()
                done = _some_done(flying, crew) if flying else set()
                for future in done:
                    yield from self._landed(future, flying.pop(future))
                if is_broken or any(isinstance(_fault_of(future), BrokenExecutor) for future in done):
                    if chunk:
                        self._suspects.append(chunk)
                    while flying:
                        future, other = flying.popitem()
                        if not future.cancel():
                            _some_done((future,), crew)
                        yield from self._landed(future, other)
                    return
        finally:  # also after Ctrl-C: nobody waits for these
            for future in flying:
                future.cancel()

    def _submitted(self, chunk: Sequence[T], crew: Crew) -> Future[Sequence[R]]:
        """Raises BrokenExecutor where a worker has died, and SettingsError where nobody can be asked at all."""
        try:
            return crew.executor.submit(self._work, chunk)
        except BrokenExecutor:
            raise
        except Exception as fault:  # no process can be started, no connection stands
            raise SettingsError(f"the workers cannot be asked: {_words(fault)}", None, _HINT) from fault

    def _landed(self, future: Future[Sequence[R]], chunk: Sequence[T]) -> Iterator[tuple[T, R | Died]]:
        """What came of *chunk*; where nothing did it is a suspect."""
        fault = _fault_of(future)
        if fault is None:
            yield from zip(chunk, future.result(), strict=True)
        else:
            self._suspects.append(chunk)

    def _alone(self, crew: Crew) -> Iterator[tuple[T, R | Died]]:
        """One suspect after the other, so that it is known which one it was; until a worker dies again.

        An item is named when it fails twice: its worker may have gone for another reason.
        """
        while self._suspects:
            chunk = self._suspects.popleft()
            if chunk is self._accused:
                self._prove(crew)
            future = self._answer(chunk, crew)
            fault = _fault_of(future)
            if fault is None:
                yield from zip(chunk, future.result(), strict=True)
            elif len(chunk) > 1:
                middle = len(chunk) // 2
                self._suspects.extendleft((chunk[middle:], chunk[:middle]))
            elif chunk is self._accused:
                yield chunk[0], Died(_words(fault))
            else:
                self._accused = chunk
                self._suspects.appendleft(chunk)
            if isinstance(fault, BrokenExecutor):
                return  # and a new crew comes

    def _prove(self, crew: Crew) -> None:
        """Raises SettingsError where the workers cannot even do nothing: then no item is at fault."""
        fault = _fault_of(self._answer((), crew))
        if fault is not None:
            raise SettingsError(f"the workers cannot work: {_words(fault)}", None, _HINT)

    def _answer(self, chunk: Sequence[T], crew: Crew) -> Future[Sequence[R]]:
        """What came of *chunk* while nobody does anything else."""
        try:
            future = self._submitted(chunk, crew)
        except BrokenExecutor as fault:
            future = Future()
            future.set_exception(fault)
        try:
            _some_done((future,), crew)
        finally:
            future.cancel()  # after Ctrl-C nobody waits for it
        return future


def _some_done(flying: Iterable[Future[Sequence[R]]], crew: Crew) -> set[Future[Sequence[R]]]:
    """Those of *flying* that are done, one at least. Raises SettingsError where there is nobody left to do them."""
    futures = list(flying)
    while not (done := wait(futures, _PULSE, FIRST_COMPLETED).done):
        crew.look()
    return done


def _fault_of(future: Future[Sequence[R]]) -> BaseException | None:
    """Why *future* has no result, when it has ended. Raises it where it is an error of ours."""
    try:
        fault = future.exception()
    except CancelledError as cancelled:
        return cancelled
    if isinstance(fault, SitegenError):
        raise fault
    return fault


def _words(fault: BaseException) -> str:
    return str(fault) or type(fault).__name__
