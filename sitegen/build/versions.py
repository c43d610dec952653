"""What results depend on beside their input: the code and tables of the stages, and the versions of what they use."""

import hashlib
import sys
import unicodedata
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

READING = ("model", "rules", "read")
EXTRACTING = (*READING, "analyse", "extract")
_ANALYSER = ("kiwipiepy", "kiwipiepy-model")
_RENDERER = ("jinja2", "markdown", "nh3", "markupsafe", "pillow", "icalendar", "tzdata")


@cache
def reading() -> bytes:
    """The digest of what makes an article of bytes."""
    return _digest(READING, ("pyyaml",))


@cache
def extracting() -> bytes:
    """The digest of what makes facts of an article."""
    return _digest(EXTRACTING, _ANALYSER)


@cache
def rendering() -> bytes:
    """The digest of what makes bytes of a page, beside its context and its templates."""
    return _digest(("model", "render"), _RENDERER)


@cache
def whole() -> bytes:
    """The digest of everything: what a site depends on beside its folder."""
    return _digest(("",), (*_ANALYSER, *_RENDERER, "pyyaml"))


def _digest(stages: tuple[str, ...], packages: tuple[str, ...]) -> bytes:
    total = hashlib.blake2b(digest_size=20)
    # Words are normalised and classed by Python's own tables, which change from version to version.
    total.update(f"{sys.version_info[:2]} {unicodedata.unidata_version}".encode())
    for package in packages:
        total.update(f"{package} {_version(package)}\n".encode())
    root = files("sitegen")
    for stage in stages:
        _add(total, root.joinpath(stage) if stage else root, stage)
    return total.digest()


def _add(total: "hashlib.blake2b", place: Traversable, name: str) -> None:
    for entry in sorted(place.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            if entry.name != "__pycache__":
                _add(total, entry, f"{name}/{entry.name}")
        elif not entry.name.endswith((".pyc", ".md")):
            content = entry.read_bytes()
            total.update(f"{name}/{entry.name} {len(content)}\n".encode() + content)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
