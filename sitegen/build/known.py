"""The names that an editor has made known, from beside the seeds."""

from pathlib import Path

from sitegen.errors import Faults, Place, SeedError, SitegenError
from sitegen.model.known import Known, KnownName, Split
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


def known_beside(files: tuple[Path, ...]) -> Known:
    """What the ``entities.toml`` files beside *files* say together. Raises Faults."""
    names: list[KnownName] = []
    splits: list[Split] = []
    for folder in dict.fromkeys(path.parent for path in files):
        known, faults = known_names(folder, Path())
        if faults:
            raise Faults(faults)
        names += known.names
        splits += known.splits
    return Known(tuple(names), tuple(splits))
