"""Which files of a folder are seeds, and which hold corrections of them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

SUFFIXES = (".md", ".txt")
CORRECTIONS = ".corrections.toml"
KNOWN_NAMES = "entities.toml"


def find_seeds(folder: Path) -> tuple[Path, ...]:
    """Every seed in *folder* and below, sorted by POSIX path: the ``*.md`` and ``*.txt`` files.

    Left out: hidden files and folders (``.git``, ``.#x.md``), what editors drop (``x.md~``, ``#x.md#``, ``~$x.md``),
    ``README.md`` and ``README.txt`` of any folder, ``*.corrections.toml``, whatever is no plain file, and symbolic
    links that lead out of *folder*. A link to a file inside counts under its own name; linked folders are not entered,
    so that no circle of links can hold us. A folder that is not there has no seeds; one that
    may not be read raises OSError, for what it holds would be missing without a word.
    """
    return _found(folder, _is_seed)


def is_seed(folder: Path, path: Path) -> bool:
    """Whether *path* is one of those that `find_seeds` finds in *folder*."""
    if not path.is_relative_to(folder) or not _is_seed(path.name):
        return False
    if any(name.startswith(".") for name in path.relative_to(folder).parts):
        return False
    return _leads_inside(str(path), folder.resolve()) if path.is_symlink() else path.is_file()


def find_corrections(folder: Path) -> tuple[Path, ...]:
    """Every ``*.corrections.toml`` in *folder* and below, sorted by POSIX path; what `find_seeds` passes over is
    passed over here."""
    return _found(folder, _is_corrections)


def _found(folder: Path, wanted: Callable[[str], bool]) -> tuple[Path, ...]:
    root = folder.resolve()
    return tuple(Path(folder, name) for name in sorted(_names_below(str(folder), "", root, wanted)))


def _names_below(folder: str, prefix: str, root: Path, wanted: Callable[[str], bool]) -> Iterator[str]:
    """The wanted files of *folder* and below, by their names relative to where the search began."""
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return
    with entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith("."):
                    yield from _names_below(entry.path, f"{prefix}{entry.name}/", root, wanted)
            elif wanted(entry.name) and (_leads_inside(entry.path, root) if entry.is_symlink() else entry.is_file()):
                yield prefix + entry.name


def _is_seed(name: str) -> bool:
    lower = name.lower()
    stem, suffix = os.path.splitext(lower)
    return suffix in SUFFIXES and stem != "readme" and not lower.startswith((".", "~$"))


def _is_corrections(name: str) -> bool:
    return name.lower().endswith(CORRECTIONS) and not name.startswith((".", "~$"))


def _leads_inside(path: str, root: Path) -> bool:
    """Whether a link leads to a plain file below *root*."""
    try:
        target = Path(path).resolve(strict=True)
    except (OSError, RuntimeError):  # a link to nothing, or to itself
        return False
    return target.is_file() and target.is_relative_to(root)
