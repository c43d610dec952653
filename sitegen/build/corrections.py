"""The corrections of a site: read from beside its seeds, and applied to the facts of an article."""

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from sitegen.errors import Faults, Place, SeedError, SitegenError
from sitegen.extract.corrections import corrected
from sitegen.model.corrections import Action, Corrected, Correction, Vanished
from sitegen.model.facts import ArticleFacts
from sitegen.read import CORRECTIONS, find_corrections, find_seeds, read_corrections

_NAMES = (".md", ".txt")


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of a folder's seeds, by the seeds' paths without suffix; *faults* of the files that hold some.

    A seed whose corrections are at fault is *broken*: shown without them, it would say what an editor has taken back.
    """

    by_seed: Mapping[Path, tuple[Correction, ...]]
    broken: frozenset[Path]
    faults: tuple[SitegenError, ...]

    def of(self, seed: Path) -> tuple[Correction, ...]:
        """The corrections of the seed at *seed*."""
        return self.by_seed.get(_stem(seed), ())

    def breaks(self, seed: Path) -> bool:
        """Whether the corrections of the seed at *seed* cannot be read."""
        return _stem(seed) in self.broken


@dataclass(frozen=True, slots=True)
class Edited:
    """An article's facts by rule and by hand, the corrections that hold, and what is wrong with the others."""

    read: ArticleFacts
    done: tuple[Corrected, ...] = ()
    vanished: tuple[SeedError, ...] = ()  # a warning: what they spoke of is not there any more
    unclear: tuple[SeedError, ...] = ()  # an error: they may mean several things

    @property
    def accepted(self) -> frozenset[str]:
        """The ids of the facts that an editor has looked at and found right."""
        return frozenset(one.fact.id for one in self.done if one.correction.action is Action.ACCEPT)


def corrections_of(folder: Path, root: Path) -> Corrections:
    """Every corrections file of *folder* and below; places are told relative to *root*."""
    by_seed: dict[Path, tuple[Correction, ...]] = {}
    broken: set[Path] = set()
    faults: list[SitegenError] = []
    try:
        seeds, paths = [_stem(path) for path in find_seeds(folder)], find_corrections(folder)
    except OSError:
        return Corrections({}, frozenset(), ())  # a folder that may not be read is named where the seeds are read
    for path in paths:
        shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
        seed = _stem(path)
        if seed not in seeds:
            faults.append(_without_seed(shown, seed, seeds))
        try:
            by_seed[seed] = read_corrections(shown, path.read_bytes())
        except Faults as several:
            broken.add(seed)
            faults += several.errors
        except SitegenError as fault:
            broken.add(seed)
            faults.append(fault)
        except OSError as fault:
            broken.add(seed)
            faults.append(SeedError(f"cannot be read: {fault.strerror}", Place(shown)))
    return Corrections(by_seed, frozenset(broken), tuple(faults))


def corrections_beside(seed: Path) -> tuple[Correction, ...]:
    """The corrections of one seed, by its path as given; none where there is no such file.

    Raises SeedError and Faults as `read_corrections` does.
    """
    for path in files_beside(seed):
        try:
            return read_corrections(path.as_posix(), path.read_bytes())
        except OSError as fault:
            raise SeedError(f"cannot be read: {fault.strerror}", Place(path.as_posix())) from fault
    return ()


def files_beside(seed: Path) -> tuple[Path, ...]:
    """The corrections files of one seed, in the order of their names: several only where the names differ in letter
    case or Unicode form."""
    try:
        # By name, and a path of the few that are such files: a save of one seed among ten thousand waits for this.
        names = [name for name in os.listdir(seed.parent) if name.lower().endswith(CORRECTIONS)]
    except OSError:
        return ()
    beside = (seed.with_name(name) for name in sorted(names))
    return tuple(path for path in beside if _stem(path) == _stem(seed))


def edited(read: ArticleFacts, corrections: Iterable[Correction]) -> Edited:
    """*read* by the editor's hand."""
    facts, done, lost = corrected(read, corrections)
    return Edited(facts, done, tuple(_faults(lost, unclear=False)), tuple(_faults(lost, unclear=True)))


def _faults(lost: Iterable[Vanished], *, unclear: bool) -> Iterator[SeedError]:
    for one in lost:
        if one.unclear is unclear:
            yield SeedError(one.message, one.correction.place, one.hint)


def _stem(path: Path) -> Path:
    """The path that a seed and its corrections share: without suffix, in NFC."""
    name = path.name[: -len(CORRECTIONS)] if path.name.lower().endswith(CORRECTIONS) else path.stem
    return path.parent / unicodedata.normalize("NFC", name)


def _without_seed(shown: str, seed: Path, seeds: Iterable[Path]) -> SeedError:
    names = [other.name for other in seeds if other.parent == seed.parent]
    near = get_close_matches(seed.name, names, 1)
    wanted = " or ".join(seed.name + suffix for suffix in _NAMES)
    hint = f"did you mean {near[0]}{CORRECTIONS}?" if near else "name the file as the seed beside it, or delete it"
    return SeedError(f"there is no seed of that name: {wanted}", Place(shown, 1, 1), hint)
