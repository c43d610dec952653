"""Bytes to articles: encodings, front matter, raw clippings, the roles of lines; and the corrections beside them."""

from sitegen.read.corrections import read_corrections
from sitegen.read.folder import CORRECTIONS, find_corrections, find_seeds
from sitegen.read.known import KNOWN_NAMES, read_known
from sitegen.read.seed import read_seed

__all__ = [
    "CORRECTIONS",
    "KNOWN_NAMES",
    "find_corrections",
    "find_seeds",
    "read_corrections",
    "read_known",
    "read_seed",
]
