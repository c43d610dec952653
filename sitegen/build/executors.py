"""Who does the work of a cold build: this process, processes of this machine, a cluster, or any executor of a user's."""

import gc
import importlib
import logging
import multiprocessing
import os
import re
import signal
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from typing import Any, TypeVar

from sitegen.errors import SettingsError

SERIAL = "serial"
_HINT = "executors: serial, processes, processes:4, tcp://127.0.0.1:8786 (Dask), module:factory"
# What processes load before they are born, by what they are for.
READING = ("sitegen.build.work", "sitegen.read")
EXTRACTING = ("sitegen.build.preload",)
RENDERING = ("sitegen.render.engine",)
_ANSWERS = 5  # seconds within which a scheduler does
_COMES = 10  # seconds within which a worker that has died is there again, if somebody looks after it

T = TypeVar("T")


def _no_doubt() -> None:
    """An executor of which it is known when its workers die."""


@dataclass(frozen=True, slots=True)
class Crew:
    """An executor, and how many tasks it works on at a time; *look* raises SettingsError where nobody is left who
    works, for one that would be waited for."""

    executor: Executor
    width: int
    look: Callable[[], None] = _no_doubt


OpenCrew = Callable[[], AbstractContextManager[Crew]]


def crew_of(name: str, preloaded: Sequence[str] = EXTRACTING) -> OpenCrew | None:
    """What opens the executor that *name* means, as often as one is needed; None for this process.

    ``serial``, ``processes``, ``processes:N``, ``tcp://HOST:PORT`` (or ``tls://``) of a Dask scheduler, or
    ``module:factory`` of what gives a ``concurrent.futures.Executor``. Processes of this machine share the modules
    *preloaded*. Raises SettingsError where *name* means nothing.
    """
    if name == SERIAL:
        return None
    local = re.fullmatch(r"processes(?::([1-9][0-9]{0,3}))?", name)
    if local:
        number = int(local[1]) if local[1] else cores()
        return lambda: _processes(number, preloaded)
    if re.fullmatch(r"(?:tcp|tls)://(?:\[[\da-fA-F:.]+\]|[^\s/:\[\]]+):\d{1,5}", name):
        return lambda: _dask(name)
    module, _, factory = name.partition(":")
    if factory.isidentifier() and all(part.isidentifier() for part in module.split(".")):
        return lambda: _custom(module, factory)
    raise SettingsError(f"no such executor: '{name}'", None, _HINT)


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _processes(number: int, preloaded: Sequence[str]) -> Iterator[Crew]:
    # A server process loads Kiwi and the rules, or the renderer, once and forks: quicker than loading them in each, and
    # safe where this process has threads. Windows has no fork.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if hasattr(context, "set_forkserver_preload"):
        context.set_forkserver_preload(list(preloaded))
    try:
        executor = _Processes(number, mp_context=context, initializer=_start_worker)
    except (OSError, ImportError) as fault:  # a system, or a container, without semaphores
        raise SettingsError(f"no processes can be started here: {fault}", None, "try  --executor serial") from fault
    try:
        yield Crew(executor, number)
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
        _end_server()


def _end_server() -> None:
    """Ends the process that forked the workers: it holds Kiwi's models, and what it has loaded is of no use to those who
    render. Python itself ends it only with this process, and has no public name for doing so before."""
    stop = getattr(getattr(forkserver, "_forkserver", None), "_stop", None)
    if stop is not None:
        stop()


class _Processes(ProcessPoolExecutor):
    """Processes that leave Ctrl-C to the one that they work for, from their first moment."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        # Processes are started here, and inherit what is blocked; one that is loading would tell where it was broken off.
        with _without_interrupts():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Ctrl-C waits until this is left, where the system can say so."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker() -> None:
    """A worker leaves Ctrl-C to the process that it works for, and ends when that is gone, however it went."""
    # What was loaded stays, and what a text leaves behind has no cycles: there is little to search for.
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:

        def follow() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=follow, daemon=True).start()


@contextmanager
def _dask(address: str) -> Iterator[Crew]:
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as fault:
        raise SettingsError("Dask is not installed", None, "pip install 'sitegen[dask]'") from fault
    if address.startswith("tls:") and distributed.Security().get_connection_args("client")["ssl_context"] is None:
        raise SettingsError("Dask has no certificate to show", None, "set distributed.comm.tls in its configuration")
    # What it would say of a connection that ends is said here, in a line.
    for name in (
        "distributed.batched", "distributed.client", "distributed.comm", "distributed.core", "tornado.application",
    ):  # fmt: skip
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        _greeted(address)
        client = distributed.Client(address, timeout=_ANSWERS, set_as_default=False)
    except (OSError, OverflowError) as fault:
        message = f"no Dask scheduler answers at {address}: {fault}"
        raise SettingsError(message, None, "start one: dask scheduler") from fault
    with client:
        width = _width(client, address)
        if not width:
            raise SettingsError(f"the Dask scheduler at {address} has no workers", None, f"dask worker {address}")

        def look() -> None:
            if not _width(client, address):
                hint = "see what they said last; sitegen must be installed where they run"
                raise SettingsError(f"the Dask scheduler at {address} has no workers any more", None, hint)

        # Not pure: what is asked for again must be done again, and not be answered from the failure before.
        executor = client.get_executor(pure=False)
        try:
            yield Crew(executor, width, look)
        finally:
            executor.shutdown(wait=False)  # what nobody has taken is not wanted, and may never be done


def _greeted(address: str) -> None:
    """Raises OSError where nobody listens, or not as a scheduler does, which speaks first. Dask itself would wait for
    ever for a word of the dashboard, say, at the port beside it."""
    scheme, _, place = address.partition("://")
    if scheme != "tcp":
        return
    host, _, port = place.rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port)), _ANSWERS) as connection:
        if not connection.recv(1):
            raise OSError("who listens there hangs up")


def _width(client: Any, address: str) -> int:
    """How many tasks the cluster works on at a time; 0 where no worker comes while one may be on its way again.

    Raises SettingsError where the scheduler does not say so.
    """
    try:
        with suppress(TimeoutError):
            client.wait_for_workers(1, timeout=_COMES)
        return sum(client.ncores().values())
    except Exception as fault:  # of many kinds: none of them is about an article
        raise SettingsError(f"the Dask scheduler at {address} is gone", None, "start it, and build again") from fault


@contextmanager
def _custom(module: str, factory: str) -> Iterator[Crew]:
    try:
        make = getattr(importlib.import_module(module), factory)
    except Exception as fault:  # a module may do anything when it is imported
        raise SettingsError(f"no such executor: {module}:{factory}: {fault}", None, _HINT) from fault
    try:
        made = make()
    except Exception as fault:
        message = f"{module}:{factory} gives no executor: {type(fault).__name__}: {fault}"
        raise SettingsError(message, None, _HINT) from fault
    if not isinstance(made, Executor):
        raise SettingsError(f"{module}:{factory} gives no concurrent.futures.Executor", None, _HINT)
    with made as executor:
        yield Crew(executor, int(getattr(executor, "_max_workers", 0)) or cores())
