"""The briefing as one file beside the site: where it may stand, and how it gets there."""

from pathlib import Path

from sitegen.build.run import FOLDER
from sitegen.config import Settings
from sitegen.errors import OutputError, Place, TemplateError
from sitegen.write import replace_file

# What every file of ours says of itself; one that does not is somebody else's.
MARK = b'<meta name="generator" content="sitegen'
_HEAD = 4096  # bytes in which it stands
_HINT = "name another one:  sitegen build --single-file NAME.html"


def check_place(path: Path, settings: Settings) -> None:
    """Nothing is lost by writing to *path*, and no folder that we keep gets a file that is not its own.

    Raises OutputError.
    """
    place = Place(path.as_posix())
    if path.suffix.lower() not in (".html", ".htm"):
        raise OutputError("is no name of a page: it does not end in .html", place, _HINT)
    folders = (settings.output, settings.seeds, settings.templates, settings.root / FOLDER)
    real = path.resolve()
    for folder in folders:
        if real.is_relative_to(folder.resolve()):
            raise OutputError(f"lies in a folder that is kept for other things: {folder}", place, _HINT)
    if real.is_dir():
        raise OutputError("is a folder", place, _HINT)
    try:
        if real.exists() and not _is_ours(real.read_bytes()):
            raise OutputError("is not ours, and would be overwritten", place, f"move it away, or {_HINT}")
    except OSError as fault:
        raise OutputError(f"cannot be read: {fault.strerror}", place, _HINT) from fault


def check_mark(content: bytes, template: str) -> None:
    """The next build will know *content* as ours. Raises TemplateError."""
    if not _is_ours(content):
        hint = f'write  {MARK.decode()}">  into its head: without it no later build would overwrite the file'
        raise TemplateError("the file does not say who has made it", Place(template), hint)


def put_single(path: Path, content: bytes) -> None:
    """*path* holds *content*, before and after an interruption wholly the old or the new. Raises OutputError."""
    replace_file(path, content, _HINT)


def _is_ours(content: bytes) -> bool:
    return MARK in content[:_HEAD]
