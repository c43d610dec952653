"""Python's search for cycles, and why a build does without it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector(*, at_last: bool = False) -> Iterator[None]:
    """No search for cycles meanwhile: none are made, and walking an archive's facts again and again costs a third.

    *at_last*: the process ends soon, so that what is there by then is not walked once more either.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_last:
            gc.freeze()
        if was_on:
            gc.enable()
