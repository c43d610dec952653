"""Memory of a build: why it does without Python's search for cycles, and what it gives back."""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def without_collector() -> Iterator[None]:
    """No search for cycles meanwhile: none are made, and walking an archive's facts again and again costs a third."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def give_back() -> None:
    """What is free goes back to the system, where its C library would keep it (glibc): of an archive's facts, unpacked
    article by article, a tenth of the memory."""
    with suppress(OSError, TypeError, AttributeError):  # Windows has no such library, macOS no such function
        ctypes.CDLL(None).malloc_trim(0)
