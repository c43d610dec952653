"""A single file of the user's folder, replaced as a whole."""

import os
from pathlib import Path

from sitegen.errors import OutputError, Place


def replace_file(path: Path, content: bytes, hint: str) -> bool:
    """*path* holds *content*, before and after an interruption wholly the old or the new; whether it was written.

    A file that is already right is not touched, and a link is written through. Raises OutputError with *hint*.
    """
    real = path.resolve()
    staged = real.with_name(f".{real.name}.tmp")
    try:
        if real.is_file() and real.read_bytes() == content:
            return False
        real.parent.mkdir(parents=True, exist_ok=True)
        try:
            staged.write_bytes(content)
            os.replace(staged, real)
        finally:
            staged.unlink(missing_ok=True)
    except OSError as fault:
        raise OutputError(f"cannot be written: {fault.strerror or fault}", Place(path.as_posix()), hint) from fault
    return True


def new_file(path: Path, content: bytes, hint: str) -> bool:
    """A new file *path* holds *content*, wholly or not at all; False where there is something of that name already.

    Raises OutputError with *hint*.
    """
    staged = path.with_name(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            staged.write_bytes(content)
            return _named(staged, path)
        finally:
            staged.unlink(missing_ok=True)
    except OSError as fault:
        raise OutputError(f"cannot be written: {fault.strerror or fault}", Place(path.as_posix()), hint) from fault


def _named(staged: Path, path: Path) -> bool:
    """*staged* is *path* too; False where that name is taken."""
    try:
        os.link(staged, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if os.path.lexists(path):
            return False
        os.replace(staged, path)
    return True
