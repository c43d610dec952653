"""The names that an editor has made known, from beside the seeds."""

from collections.abc import Iterable
from pathlib import Path

from sitegen.config import SETTINGS_FILE, read_settings
from sitegen.errors import Faults, Place, SeedError, SitegenError
from sitegen.model.known import Known
from sitegen.read import KNOWN_NAMES, read_known


def known_names(folder: Path, root: Path) -> tuple[Known, tuple[SitegenError, ...]]:
    """What ``entities.toml`` of *folder* says, and what is wrong with it; places are told relative to *root*."""
    path = folder / KNOWN_NAMES
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    try:
        return read_known(shown, path.read_bytes()), ()
    except FileNotFoundError:
        return Known(), ()
    except Faults as several:
        return Known(), tuple(several.errors)
    except SitegenError as fault:
        return Known(), (fault,)
    except OSError as fault:
        return Known(), (SeedError(f"cannot be read: {fault.strerror}", Place(shown)),)


def known_for(files: Iterable[Path]) -> dict[str, Known]:
    """What is known of the names in each of *files*, by its path with forward slashes, as a build of its site knows it.

    Raises Faults with everything that is wrong in the files of names.
    """
    here = Path.cwd()
    found: dict[Path, Known] = {}
    faults: list[SitegenError] = []
    known: dict[str, Known] = {}
    homes: dict[Path, Path] = {}
    for path in files:
        if path.parent not in homes:
            homes[path.parent] = _home(path.parent.resolve(), here)
        folder = homes[path.parent]
        if folder not in found:
            found[folder], wrong = known_names(folder, here)
            faults += wrong
        known[path.as_posix()] = found[folder]
    if faults:
        raise Faults(faults)
    return known


def _home(folder: Path, here: Path) -> Path:
    """The seeds of the site that holds a file's *folder*, as its settings or the default name them; else the folder.

    A site with settings goes before one without, and then the one that is worked in.
    """
    roots = [root for root in folder.parents if (root / SETTINGS_FILE).is_file()]
    for root in (*roots, here, *folder.parents):
        if folder.is_relative_to(seeds := _seeds(root)):
            return seeds
    return folder


def _seeds(root: Path) -> Path:
    # A folder above may be no site at all, and what is wrong with its settings is none of this command's business.
    try:
        return read_settings(root).seeds
    except SitegenError:
        return root / "seeds"
