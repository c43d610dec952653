"""Everything that a site is made of, as one digest: where it is the same, so is the site."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sitegen.build import versions
from sitegen.build.digests import Digests
from sitegen.config import Settings
from sitegen.read import KNOWN_NAMES, find_corrections, find_seeds
from sitegen.render.theme import default_templates


@dataclass(frozen=True, slots=True)
class Inputs:
    """The digest of *all* that a site is made of, and of what its pages *show*: all but the templates."""

    all: bytes = b""
    shown: bytes = b""


def inputs_of(settings: Settings, digests: Digests) -> Inputs:
    """The digests of the seeds and what lies beside them, the templates, the record, the settings and our own code.

    Raises OSError where one of them cannot be read.
    """
    parts = list(parts_of(settings, digests))
    shown = [(name, content) for name, content in parts if not name.startswith("template ")]
    return Inputs(digest_of(parts), digest_of(shown))


def digest_of(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """One digest of named parts."""
    total = hashlib.blake2b(digest_size=20)
    for name, content in parts:
        total.update(f"\0{len(content)} {name}\0".encode("utf-8", "surrogateescape") + content)
    return total.digest()


def parts_of(settings: Settings, digests: Digests) -> Iterator[tuple[str, bytes]]:
    """Everything that a site is made of by its name: the digest of each file, code and settings as they are."""
    yield "code", versions.whole()
    told = (settings.root, settings.site, settings.as_of, settings.seeds, settings.templates, settings.output)
    yield "settings", repr(told).encode()
    for path in find_seeds(settings.seeds):
        yield f"seed {path}", digests.of(path)
    for path in find_corrections(settings.seeds):
        yield f"corrections {path}", digests.of(path)
    for name, path in (("names", settings.seeds / KNOWN_NAMES), ("record", settings.record)):
        with suppress(FileNotFoundError, NotADirectoryError):
            yield name, digests.of(path)
    for folder in dict.fromkeys((settings.templates, default_templates())):
        for file in _below(folder):
            with suppress(FileNotFoundError, NotADirectoryError):
                yield f"template {file}", digests.of(file)


def _below(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder, followlinks=True):
        folders.sort()
        yield from (os.path.join(place, name) for name in sorted(names))
