"""A clipping becomes a seed of a site: under a name of its own, once, and only if it can be read."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sitegen.build.run import FOLDER
from sitegen.config import Settings
from sitegen.errors import Faults, OutputError, Place, SeedError, SettingsError, SitegenError
from sitegen.model.slug import is_slug, slug_of
from sitegen.model.text import Article
from sitegen.read import CORRECTIONS, find_corrections, find_seeds, read_seed
from sitegen.read.clipping import Clipping, read_clipping
from sitegen.read.days import moment_of
from sitegen.read.front import KEYS
from sitegen.read.seed import day_of_name
from sitegen.write import new_file

_NAME_BYTES = 72  # the name of a page may have 80: the numbers behind names that are alike need room
_ADDED = "added"  # the file that names the seed added last
_CONFIRM = "write  --published 2024-06-04  or  --published '2024-06-04 09:30'"


@dataclass(frozen=True, slots=True)
class Added:
    """Where a clipping stands among the seeds, and how it reads; *is_new* is False where it stood there before."""

    path: Path
    article: Article
    is_new: bool


def article_of(settings: Settings, clipping: Clipping, keys: Mapping[str, str], day: date | None = None) -> Article:
    """How *clipping* reads with *keys* as front matter; *day* stands in where it says no day of publication.

    Raises Faults: SettingsError for what is wrong with one of *keys*, named as an option, and SeedError at the line of
    the clipping that is wrong.
    """
    return _read(settings, clipping, _written(settings, keys), f"clipping{_suffix(clipping)}", day)[0]


def add_clipping(settings: Settings, clipping: Clipping, keys: Mapping[str, str], name: str, day: date | None) -> Added:
    """Writes *clipping* with *keys* as front matter into the seeds' folder, unless a seed has the same text.

    The file is named *name*, or where that is empty by day and title, with a number behind it where the name is taken.
    *day* stands in where the clipping says no day of publication. Raises as `article_of` does, and OutputError.
    """
    if name and not is_slug(name):
        raise SettingsError(f"no file can be named '{name}'", None, _name_hint(name))
    try:
        day = day_of_name(name) or day
    except ValueError as fault:
        raise SettingsError(f"--name begins with {fault}", None, "write  --name 2024-06-04-budget") from fault
    front = _written(settings, keys)
    article = _read(settings, clipping, front, f"clipping{_suffix(clipping)}", day)[0]
    for path, known in _seeds_alike(settings, clipping):
        return Added(path, known, is_new=False)
    if day and "published" not in front and article.published == day and article.published_at is None:
        says = _read(settings, clipping, front, f"clipping{_suffix(clipping)}", None)[0].published
        front = front if says else {"published": day, **front}
    taken = _taken(settings)
    for stem in _numbered(name or _name_of(article)):
        if stem not in taken:
            path = settings.seeds / f"{stem}{_suffix(clipping)}"
            article, text = _read(settings, clipping, front, _shown(settings, path), None)
            _announce(settings, path)
            if new_file(path, text.encode(), "make the folder of the seeds writable"):
                return Added(path, article, is_new=True)
    raise OutputError("no name is left", Place(settings.seeds.as_posix()), "give one:  --name budget-2024")


def _announce(settings: Settings, path: Path) -> None:
    """Leaves word of the seed to come, for a preview to open its page; nobody is told where none has run."""
    with suppress(OSError):
        (settings.root / FOLDER / _ADDED).write_text(path.name, "utf-8")


def announced(settings: Settings, seeds: Iterable[Path]) -> Path | None:
    """Which of *seeds* has been announced as added; what was announced is forgotten with that."""
    note = settings.root / FOLDER / _ADDED
    with suppress(OSError, ValueError):
        name = note.read_text("utf-8")
        found = next((seed for seed in seeds if seed.name == name), None)
        if found is not None:
            note.unlink()
        return found
    return None


def _read(
    settings: Settings, clipping: Clipping, front: Mapping[str, str | date], path: str, day: date | None
) -> tuple[Article, str]:
    """How the seed reads, and its text."""
    text, lines = clipping.seed(front)
    try:
        return read_seed(path, text.encode(), published=day, timezone=settings.site.timezone), text
    except Faults as several:
        raise Faults(_as_given(fault, clipping, text, lines) for fault in several.errors) from several
    except SitegenError as fault:
        raise _as_given(fault, clipping, text, lines) from fault


def _as_given(fault: SitegenError, clipping: Clipping, text: str, lines: tuple[int, ...]) -> SitegenError:
    """A fault of a seed that nobody has seen, told of the option or of the line of the clipping that it comes from."""
    number = fault.place.line if fault.place else 0
    if not 0 < number <= len(lines):
        return SeedError(fault.message, Place(clipping.shown), fault.hint)
    if lines[number - 1]:
        column = fault.place.column if fault.place else 0
        return SeedError(fault.message, Place(clipping.shown, lines[number - 1], column), fault.hint)
    key = text.split("\n")[number - 1].partition(":")[0]
    if key not in KEYS:
        return SeedError(fault.message, Place(clipping.shown), fault.hint)
    return SettingsError(f"--{key}: {fault.message}", None, fault.hint.replace(f"{key}: ", f"--{key} "))


def _written(settings: Settings, keys: Mapping[str, str]) -> dict[str, str | date]:
    """*keys* as front matter has them: in one line each, a day as YAML's, a time in the one form that all read."""
    front: dict[str, str | date] = {key: " ".join(value.split()) for key, value in keys.items()}
    if given := str(front.get("published", "")):
        zone = ZoneInfo(settings.site.timezone)
        try:
            moment = moment_of(given, zone)
            # A time that is the same moment in every zone says its own.
            is_fixed = moment.at is not None and moment.at == moment_of(given, UTC).at
        except ValueError as fault:
            why = "no known form of a date" if str(fault).startswith("no known") else "no day of the calendar"
            raise SettingsError(f"--published: '{given}' is {why}", None, _CONFIRM) from fault
        front["published"] = _time(moment.at, is_fixed) if moment.at else moment.day
    return front


def _time(at: datetime, is_fixed: bool) -> str:
    return (at if is_fixed else at.replace(tzinfo=None)).isoformat(" ", "seconds" if at.second else "minutes")


def _suffix(clipping: Clipping) -> str:
    # A raw clipping stays one: Markdown would take * _ # > and indents of a newspaper's for marks.
    return ".md" if clipping.markdown else ".txt"


def _name_of(article: Article) -> str:
    """The day and the title as a name, of whole words as long as they are short enough."""
    day = f"{article.published.isoformat()}-" if article.published else ""
    name = slug_of(day + article.title, limit=100_000)
    while len(name.encode()) > _NAME_BYTES and "-" in name[len(day) :]:
        name = name.rpartition("-")[0]
    return slug_of(name, _NAME_BYTES)


def _name_hint(name: str) -> str:
    with suppress(ValueError):
        return f"write  --name {slug_of(name)}"
    return "letters and digits joined by hyphens:  --name budget-2024"


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}-{number}" for number in range(2, 10_000))


def _taken(settings: Settings) -> frozenset[str]:
    """Names that a new seed must not have: articles are known by them, in whatever folder they stand."""
    seeds = [path.stem for path in _seeds(settings)]
    corrections = [path.name[: -len(CORRECTIONS)] for path in find_corrections(settings.seeds)]
    return frozenset(slug for slug in map(_as_slug, seeds + corrections) if slug) | {"readme"}


def _as_slug(name: str) -> str:
    try:
        return slug_of(name, limit=100_000)
    except ValueError:
        return ""


def _seeds(settings: Settings) -> tuple[Path, ...]:
    try:
        return find_seeds(settings.seeds)
    except OSError as fault:
        place = Place(settings.seeds.as_posix())
        raise OutputError(f"cannot be read: {fault.strerror}", place, "make it a folder that you may read") from fault


def _seeds_alike(settings: Settings, clipping: Clipping) -> Iterator[tuple[Path, Article]]:
    """The seeds whose text is that of *clipping*, whatever their front matter says."""
    wanted = clipping.body.split()
    for path in _seeds(settings):
        with suppress(SitegenError, OSError):
            content = path.read_bytes()
            shown = _shown(settings, path)
            if read_clipping(shown, content, path.suffix.lower() == ".md").body.split() == wanted:
                yield path, read_seed(shown, content, timezone=settings.site.timezone)


def _shown(settings: Settings, path: Path) -> str:
    return (path.relative_to(settings.root) if path.is_relative_to(settings.root) else path).as_posix()
