"""A new site: settings with every default, one seed, a folder for templates."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from sitegen.config import DEFAULTS, SETTINGS_FILE
from sitegen.errors import OutputError, Place


def start_site(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Writes what *folder* lacks of a site, and yields each file with whether it is new. Nothing is overwritten."""
    yield _put(folder / SETTINGS_FILE, DEFAULTS)
    yield _put(folder / ".gitignore", "/output/\n/briefing.html\n/.sitegen/\n")
    starter = files("sitegen") / "starter"
    for name in ("seeds", "templates"):
        for source in sorted((starter / name).iterdir(), key=_name):
            yield _put(folder / name / source.name, source.read_text(encoding="utf-8"))


def _name(source: Traversable) -> str:
    return source.name


def _put(path: Path, content: str) -> tuple[Path, bool]:
    try:
        if path.exists():
            return path, False
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")
    except OSError as fault:
        raise OutputError(f"cannot be written: {fault.strerror}", Place(str(path))) from fault
    return path, True
