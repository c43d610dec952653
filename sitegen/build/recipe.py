"""From a folder of seeds to a site. `make` holds it in memory, `build` writes it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from sitegen.analyse import document_of
from sitegen.build.corrections import Edited, corrections_of, edited
from sitegen.build.known import known_names
from sitegen.build.since import NEVER_PUBLISHED, Since, since_publication
from sitegen.compose import pages_of
from sitegen.config import Settings
from sitegen.errors import Faults, OutputError, Place, SeedError, SitegenError
from sitegen.extract import facts_of
from sitegen.link import briefing_of
from sitegen.model.facts import ArticleFacts
from sitegen.model.known import NOTHING_KNOWN, Known, KnownForm
from sitegen.model.site import Briefing
from sitegen.model.text import Article
from sitegen.read import CORRECTIONS, find_seeds, read_seed
from sitegen.render import Renderer
from sitegen.write import Written, check_output, write_site

Progress = Callable[[str, int, int], None]  # stage, done, total


@dataclass(frozen=True, slots=True)
class Built:
    """A site in memory: the *files* by their address, and what they were made from."""

    files: Mapping[str, bytes]
    briefing: Briefing
    withheld: tuple[Article, ...]  # drafts and articles under embargo: in no byte of the files
    faults: tuple[SitegenError, ...] = ()  # seeds left out with keep_going
    warnings: tuple[SitegenError, ...] = ()  # what a reader will miss, though nothing is wrong
    since: Since = NEVER_PUBLISHED


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    built: Built
    written: Written


def build(
    settings: Settings,
    now: datetime,
    *,
    strict: bool = False,
    keep_going: bool = False,
    progress: Progress | None = None,
) -> Report:
    """The site stands in the output folder. Raises Faults, and then the last good site stays as it was.

    With *strict* warnings are faults.
    """
    sources = {"seeds": settings.seeds, "templates": settings.templates}
    check_output(settings.output, sources, Path.home())
    built = make(settings, now, keep_going=keep_going, progress=progress)
    if strict and built.warnings:
        raise Faults(built.warnings)
    return Report(built, write_site(settings.output, built.files))


def make(settings: Settings, now: datetime, *, keep_going: bool = False, progress: Progress | None = None) -> Built:
    """The whole site, in memory; *now* (with a zone) decides the fate of embargoed articles and "today", no more.

    Raises Faults with everything that is wrong in the seeds and their corrections, or with what is wrong in the
    templates, and SettingsError where the record of the last publication cannot be read. With *keep_going* seeds that
    cannot be read, or not be corrected, are left out and named in the result.
    """
    tell = progress or (lambda stage, done, total: None)
    articles, faults = read_articles(settings)
    corrections = corrections_of(settings.seeds, settings.root)
    known, wrong = known_names(settings.seeds, settings.root)
    faults += (*corrections.faults, *wrong)
    articles = [article for article in articles if not corrections.breaks(settings.root / article.path)]
    if faults and not (keep_going and articles):
        raise Faults(faults)
    public = [article for article in articles if is_public(article, now)]
    found: list[Edited] = []
    for number, article in enumerate(public, 1):
        found.append(edited(extracted(article, known), corrections.of(settings.root / article.path)))
        tell("read", number, len(public))
    faults += [fault for one in found for fault in one.unclear]
    found = [one for one in found if not one.unclear]
    if faults and not (keep_going and (found or not public)):
        raise Faults(faults)
    shown = [one.read.article for one in found]
    names = {article.path: known for article in shown}
    briefing = briefing_of([one.read for one in found], settings.site, as_of_day(settings, now, shown), names)
    withheld = tuple(article for article in articles if not is_public(article, now))
    done = [(one, edit.read) for edit in found for one in edit.done]
    left_out = {_article_of(fault) for fault in faults}
    briefing, since = since_publication(briefing, done, settings.record, settings.root, withheld, left_out)
    renderer = Renderer((settings.templates,))
    pages = pages_of(briefing)
    files: dict[str, bytes] = dict(renderer.assets())
    for number, page in enumerate(pages, 1):
        files[page.url] = renderer.page(page)
        tell("render", number, len(pages))
    _refuse_collisions(files)
    warnings = (*_warnings(shown), *(fault for one in found for fault in one.vanished))
    return Built(files, briefing, withheld, tuple(faults), warnings, since)


def _article_of(fault: SitegenError) -> str:
    """The id of the article that a fault keeps away: its seed's name, also where its corrections are at fault."""
    name = Path(fault.place.path).name if fault.place else ""
    return name.removesuffix(CORRECTIONS) if name.endswith(CORRECTIONS) else Path(name).stem


def _warnings(articles: Iterable[Article]) -> Iterator[SeedError]:
    for article in articles:
        if article.published is None:
            message = "no publication date, so the days and years that count from it stay unknown"
            hint = "name the file 2024-06-04-name.txt, or add front matter with  published: 2024-06-04"
            yield SeedError(message, Place(article.path, 1, 1), hint)


def read_articles(settings: Settings) -> tuple[list[Article], list[SitegenError]]:
    """Every seed of the site that can be read, and every fault of those that cannot, in the order of their paths."""
    articles: list[Article] = []
    faults: list[SitegenError] = []
    if not settings.seeds.is_dir():
        hint = "run  sitegen init  for a new site, or set seeds under [folders]"
        raise OutputError("there is no folder of seeds", Place(str(settings.seeds)), hint)
    try:
        paths = find_seeds(settings.seeds)
    except OSError as fault:
        place = Place(_shown_path(Path(fault.filename), settings.root))
        raise Faults([SeedError(f"cannot be read: {fault.strerror}", place)]) from fault
    if not paths:
        hint = "put an article there: 2024-06-04-name.txt, pasted as it is"
        raise Faults([SeedError("there is no seed: no .md and no .txt", Place(settings.seeds.name), hint)])
    for path in paths:
        with _gathered(faults):
            articles.append(_read(_shown_path(path, settings.root), path.read_bytes(), settings.site.timezone))
    faults += _slug_faults(articles)
    return articles, faults


@contextmanager
def _gathered(faults: list[SitegenError]) -> Iterator[None]:
    try:
        yield
    except Faults as several:
        faults += several.errors
    except SitegenError as fault:
        faults.append(fault)
    except OSError as fault:
        faults.append(SeedError(f"cannot be read: {fault.strerror}", Place(str(fault.filename))))


def _shown_path(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _slug_faults(articles: Iterable[Article]) -> Iterator[SeedError]:
    first: dict[str, Article] = {}
    named: dict[str, Article] = {}
    for article in articles:
        # Facts are kept and linked by the name of their article's file: two of one name would share theirs.
        other = named.setdefault(article.id, article)
        if other is not article:
            message = f"its file has the name of {other.path}, and articles are told apart by these"
            yield SeedError(message, Place(article.path, 1, 1), "give one of the files another name")
            continue
        # File systems of macOS and Windows do not tell A from a.
        other = first.setdefault(article.slug.casefold(), article)
        if other is not article:
            message = f"its page would stand where that of {other.path} stands: a/{article.slug}/"
            yield SeedError(message, Place(article.path, 1, 1), "give one of them a  slug:  or another file name")


@lru_cache(maxsize=4096)
def _read(path: str, content: bytes, timezone: str) -> Article:
    return read_seed(path, content, timezone=timezone)


def extracted(article: Article, known: Known = NOTHING_KNOWN) -> ArticleFacts:
    """The facts of *article*, with what is *known* of the names in it; remembered while the process lives, for a
    preview that builds again and again."""
    return _extracted(article, known.forms_in(article.text))


@lru_cache(maxsize=4096)
def _extracted(article: Article, given: tuple[KnownForm, ...]) -> ArticleFacts:
    return facts_of(document_of(article), given)


def is_public(article: Article, now: datetime) -> bool:
    """Whether *article* may be shown at *now*: no draft, and its embargo has passed."""
    return not article.draft and (article.embargo is None or article.embargo <= now)


def as_of_day(settings: Settings, now: datetime, shown: Iterable[Article]) -> date | None:
    """The day that the pages call today."""
    if isinstance(settings.as_of, date):
        return settings.as_of
    if settings.as_of == "today":
        return now.astimezone(ZoneInfo(settings.site.timezone)).date()
    return max((article.published for article in shown if article.published), default=None)


def _refuse_collisions(files: Mapping[str, bytes]) -> None:
    seen: dict[str, str] = {}
    for address in files:
        other = seen.setdefault(address.casefold(), address)
        if other != address:
            raise OutputError(f"two pages would stand at one address on some file systems: {other}", Place(address))
