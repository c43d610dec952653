"""What a worker is asked to do, in this process or another one: bytes in, bytes out, no state, no files.

A text of the world never raises; where our own code does, or a seed is wrong, the result says so and the others of the
same call are not touched.
"""

import socket
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.build import codec, versions
from sitegen.errors import Faults, Place, SeedError, SettingsError, SitegenError
from sitegen.model.known import KnownForm

Fault = tuple[str, str, int, int, str]  # message, path, line, column, hint


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one item: *content* as the cache keeps it, or the faults; and the *seconds* that it took."""

    content: bytes = b""
    faults: tuple[Fault, ...] = ()
    seconds: float = 0.0


def read(seeds: Sequence[tuple[str, bytes]], timezone: str, expected: bytes = b"") -> list[Result]:
    """The articles in the bytes of *seeds* (path, content), encoded.

    *expected* is the digest of the code that the asker has: a worker of another version would answer otherwise.
    Raises SettingsError where it has another.
    """
    from sitegen.read import read_seed

    _refuse_another(versions.reading(), expected)
    found = []
    for path, content in seeds:
        start = time.perf_counter()
        try:
            result = Result(codec.encode_article(read_seed(path, content, timezone=timezone)))
        except Faults as several:
            result = Result(faults=tuple(told(fault) for fault in several.errors))
        except SitegenError as fault:
            result = Result(faults=(told(fault),))
        except Exception as fault:
            result = Result(faults=(_of_ours(path, fault),))
        found.append(Result(result.content, result.faults, time.perf_counter() - start))
    return found


def extract(articles: Sequence[tuple[bytes, tuple[KnownForm, ...]]], expected: bytes = b"") -> list[Result]:
    """The facts of encoded *articles*, each with the names that an editor knows in it; encoded.

    *expected* as for `read`. Raises SettingsError where the worker has another version.
    """
    from sitegen.analyse import document_of
    from sitegen.extract import facts_of

    _refuse_another(versions.extracting(), expected)
    found = []
    for content, forms in articles:
        start = time.perf_counter()
        article = codec.decode_article(content)
        assert article is not None
        try:
            result = Result(codec.encode_facts(facts_of(document_of(article), forms)))
        except Exception as fault:
            result = Result(faults=(_of_ours(article.path, fault),))
        found.append(Result(result.content, result.faults, time.perf_counter() - start))
    return found


def _refuse_another(here: bytes, expected: bytes) -> None:
    if expected and here != expected:
        message = f"a worker on {socket.gethostname()} runs another version of sitegen, of Kiwi or of Python"
        raise SettingsError(message, None, "install on the workers what is installed here, and start them anew")


def told(fault: SitegenError) -> Fault:
    """A fault as a result, or a memory, holds it."""
    place = fault.place or Place("")
    return fault.message, place.path, place.line, place.column, fault.hint


def as_errors(faults: Sequence[Fault]) -> list[SitegenError]:
    """Faults of a result as what the user is told."""
    return [SeedError(message, Place(path, line, column), hint) for message, path, line, column, hint in faults]


def _of_ours(path: str, fault: Exception) -> Fault:
    where = traceback.extract_tb(fault.__traceback__)[-1]
    message = (
        f"cannot be read, by a fault of sitegen: {type(fault).__name__}: {fault} ({where.name}, line {where.lineno})"
    )
    return message, path, 0, 0, "please report it with the seed; meanwhile  sitegen build --keep-going  builds the rest"
