"""Bytes to articles: encodings, front matter, raw clippings, the roles of lines; and the corrections beside them."""

from sitegen.read.corrections import read_corrections
from sitegen.read.folder import CORRECTIONS, find_corrections, find_seeds
from sitegen.read.seed import read_seed

__all__ = ["CORRECTIONS", "find_corrections", "find_seeds", "read_corrections", "read_seed"]
