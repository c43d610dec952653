"""Bytes to articles: encodings, front matter, raw clippings, the roles of lines; and the corrections beside them."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.read.corrections import read_corrections
    from sitegen.read.folder import CORRECTIONS, KNOWN_NAMES, find_corrections, find_seeds, is_seed
    from sitegen.read.known import read_known
    from sitegen.read.seed import read_seed

_ROOMS = {
    "CORRECTIONS": "folder",
    "KNOWN_NAMES": "folder",
    "find_corrections": "folder",
    "find_seeds": "folder",
    "is_seed": "folder",
    "read_corrections": "corrections",
    "read_known": "known",
    "read_seed": "seed",
}

__all__ = [
    "CORRECTIONS",
    "KNOWN_NAMES",
    "find_corrections",
    "find_seeds",
    "is_seed",
    "read_corrections",
    "read_known",
    "read_seed",
]


def __getattr__(name: str) -> object:
    # Each room is opened when it is asked for: who only looks for files must not load YAML and the rules of lines.
    if name in _ROOMS:
        return getattr(import_module(f"sitegen.read.{_ROOMS[name]}"), name)
    raise AttributeError(name)
