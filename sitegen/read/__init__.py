"""Bytes to articles: encodings, front matter, raw clippings, the roles of lines."""

from sitegen.read.folder import find_seeds
from sitegen.read.seed import read_seed

__all__ = ["find_seeds", "read_seed"]
