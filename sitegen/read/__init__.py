"""Bytes to articles: encodings, front matter, raw clippings, the roles of lines."""

from sitegen.read.seed import read_seed

__all__ = ["read_seed"]
