"""From a folder of seeds to a site. `make` holds it in memory, `build_anew` writes it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sitegen.build import codec
from sitegen.build.archive import Archive, Seed
from sitegen.build.cache import Cache, key_of
from sitegen.build.collector import without_collector
from sitegen.build.corrections import corrections_of, edited
from sitegen.build.digests import Digests
from sitegen.build.executors import RENDERING, SERIAL, crew_of
from sitegen.build.faults import as_errors, as_fault
from sitegen.build.inputs import Inputs
from sitegen.build.known import known_names
from sitegen.build.memory import Memory, Told
from sitegen.build.press import Press, refuse_collisions
from sitegen.build.profile import Profile
from sitegen.build.report import Progress, Report
from sitegen.build.since import NEVER_PUBLISHED, Since, since_publication
from sitegen.build.site import FOLDER, Options, today_of
from sitegen.compose import pages_of
from sitegen.config import Settings
from sitegen.errors import Faults, OutputError, Place, SeedError, SitegenError
from sitegen.link import briefing_of
from sitegen.model.site import Briefing
from sitegen.model.text import Article
from sitegen.read import CORRECTIONS, find_seeds
from sitegen.render import Renderer
from sitegen.write import Written, writing


@dataclass(frozen=True, slots=True)
class Briefed:
    """What the seeds say together, before any page is made of it."""

    briefing: Briefing
    withheld: tuple[Article, ...]  # drafts and articles under embargo: in no byte of the site
    faults: tuple[SitegenError, ...] = ()  # seeds left out with keep_going
    warnings: tuple[SitegenError, ...] = ()  # what a reader will miss, though nothing is wrong
    since: Since = NEVER_PUBLISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Built(Briefed):
    """A site in memory: the *files* by their address, and what they were made from."""

    files: Mapping[str, bytes]


def build_anew(
    settings: Settings,
    now: datetime,
    options: Options,
    cache: Cache,
    digests: Digests,
    memory: Memory,
    profile: Profile,
    progress: Progress | None = None,
) -> tuple[Report, Memory]:
    """The site stands in the output folder, and this is what is to be remembered of its pages.

    *memory* is of the build before: a page that is made of the same is neither rendered nor written. Raises Faults, and
    then the last good site stays as it was.
    """
    crew = crew_of(options.executor or "processes")
    archive = Archive(cache, crew, bool(options.executor), progress or _silent, digests)
    with without_collector():
        briefed = brief(settings, now, archive, keep_going=options.keep_going, profile=profile)
        if options.strict and briefed.warnings:
            raise Faults(briefed.warnings)
        with pressing(settings, options, cache, digests, memory, profile, progress) as press:
            pages = press.put(profile.each("compose", pages_of(briefed.briefing)))
            with profile.stage("write"):
                written = press.site.finish()
    _forget(digests, settings.output, written)
    profile.seeds.update(archive.seconds)
    shown, facts = briefed.briefing.articles, sum(len(read.facts) for read in briefed.briefing.articles)
    withheld = tuple(article.path for article in briefed.withheld)
    told = Told(len(shown), facts, withheld, tuple(map(as_fault, briefed.warnings)))
    report = Report(len(shown), facts, withheld, len(pages), written, briefed.faults, briefed.warnings,
                    archive.extracted, len(profile.pages), profile)  # fmt: skip
    since, until = _moments((*(read.article for read in shown), *briefed.withheld), now)
    return report, Memory(Inputs(), since, until, today_of(settings, now), told, press.shared, pages=pages)


def render_anew(
    settings: Settings,
    options: Options,
    cache: Cache,
    digests: Digests,
    memory: Memory,
    profile: Profile,
    progress: Progress | None = None,
) -> tuple[Report, Memory] | None:
    """The same for a site whose pages show what they showed, under templates that may be others, or with files that
    somebody else has changed; None where it is not known any more what they showed."""
    with without_collector(), pressing(settings, options, cache, digests, memory, profile, progress) as press:
        pages = press.put_again()
        if pages is None:
            return None
        with profile.stage("write"):
            written = press.site.finish()
    _forget(digests, settings.output, written)
    told = memory.told
    report = Report(told.articles, told.facts, told.withheld, len(pages), written, (),
                    tuple(as_errors(told.warnings)), 0, len(profile.pages), profile)  # fmt: skip
    return report, replace(memory, pages=pages)


@contextmanager
def pressing(
    settings: Settings,
    options: Options,
    cache: Cache,
    digests: Digests,
    memory: Memory,
    profile: Profile,
    progress: Progress | None,
) -> Iterator[Press]:
    """What makes the pages, while nobody else writes to the output."""
    crew = None if options.executor == SERIAL else crew_of("processes", RENDERING)
    renderer = Renderer((settings.templates,))
    with writing(settings.output, lambda path: digests.of(path).hex()) as site, profile.stage("render"):
        yield Press(site, renderer, memory.pages, cache, crew, progress or _silent, profile, memory.shared)


def _forget(digests: Digests, output: Path, written: Written) -> None:
    for address in (*written.added, *written.changed):
        digests.forget(output / address)


def make(
    settings: Settings,
    now: datetime,
    *,
    keep_going: bool = False,
    progress: Progress | None = None,
    archive: Archive | None = None,
) -> Built:
    """The whole site, in memory; *now* (with a zone) decides the fate of embargoed articles and "today", no more.

    *archive* remembers for who makes it again; without one the site's own cache does, if there is one. Raises what `brief` raises, and
    Faults with what is wrong in the templates.
    """
    if archive is None:
        with opened_archive(settings, progress, is_guest=True) as opened:
            return make(settings, now, keep_going=keep_going, archive=opened)
    with without_collector():
        briefed = brief(settings, now, archive, keep_going=keep_going)
        renderer = Renderer((settings.templates,))
        files = dict(renderer.assets())
        known, archive.pages = archive.pages, {}
        for number, page in enumerate(pages_of(briefed.briefing), 1):
            key = key_of("made", renderer.digest(page.template), page.url, codec.encode_context(page.context))
            content = known[page.url][1] if known.get(page.url, (b"",))[0] == key else renderer.page(page)
            files[page.url] = content
            archive.pages[page.url] = key, content
            archive.progress("render", number, 0)
        refuse_collisions(files)
    return Built(briefed.briefing, briefed.withheld, briefed.faults, briefed.warnings, briefed.since, files=files)


@contextmanager
def opened_archive(
    settings: Settings, progress: Progress | None = None, *, is_guest: bool = False
) -> Iterator[Archive]:
    """The archive of the site, with its cache; with *is_guest* none is begun where there is none."""
    folder = settings.root / FOLDER
    with Cache(None if is_guest and not folder.is_dir() else folder) as cache:
        yield Archive(cache, crew_of("processes"), progress=progress or _silent)


def brief(
    settings: Settings,
    now: datetime,
    archive: Archive,
    *,
    keep_going: bool = False,
    profile: Profile | None = None,
) -> Briefed:
    """What the seeds say together *now*.

    Raises Faults with everything that is wrong in the seeds and their corrections, and SettingsError where the record
    of the last publication cannot be read. With *keep_going* seeds that cannot be read, or not be corrected, are left
    out and named in the result.
    """
    profile = profile or Profile()
    with profile.stage("read"):
        articles, faults = read_articles(settings, archive)
    corrections = corrections_of(settings.seeds, settings.root)
    known, wrong = known_names(settings.seeds, settings.root)
    faults += (*corrections.faults, *wrong)
    articles = [article for article in articles if not corrections.breaks(settings.root / article.path)]
    if faults and not (keep_going and articles):
        raise Faults(faults)
    public = [article for article in articles if is_public(article, now)]
    with profile.stage("extract"):
        read, broken = archive.facts(public, known)
    found = [edited(one, corrections.of(settings.root / one.article.path)) for one in read]
    faults += (*broken, *(fault for one in found for fault in one.unclear))
    found = [one for one in found if not one.unclear]
    if faults and not (keep_going and (found or not public)):
        raise Faults(faults)
    shown = [one.read.article for one in found]
    names = {article.path: known for article in shown}
    with profile.stage("link"):
        briefing = briefing_of([one.read for one in found], settings.site, as_of_day(settings, now, shown), names)
    withheld = tuple(article for article in articles if not is_public(article, now))
    done = [(one, edit.read) for edit in found for one in edit.done]
    left_out = {_article_of(fault) for fault in faults}
    with profile.stage("compare"):
        briefing, since = since_publication(briefing, done, settings.record, settings.root, withheld, left_out)
    warnings = (*_warnings(shown), *(fault for one in found for fault in one.vanished))
    return Briefed(briefing, withheld, tuple(faults), warnings, since)


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody looks on."""


def _moments(articles: Iterable[Article], now: datetime) -> tuple[datetime | None, datetime | None]:
    """The moments between which the same of *articles* are under embargo: the last that has passed, the next."""
    ends = [article.embargo for article in articles if article.embargo is not None]
    return max((one for one in ends if one <= now), default=None), min((one for one in ends if one > now), default=None)


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


def read_articles(settings: Settings, archive: Archive) -> tuple[list[Article], list[SitegenError]]:
    """Every seed of the site that can be read, and every fault of those that cannot, in the order of their paths."""
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
    seeds = []
    faults: list[SitegenError] = []
    for path in paths:
        shown = _shown_path(path, settings.root)
        try:
            seeds.append(Seed(shown, path, archive.digests.of(path)))
        except OSError as fault:
            faults.append(SeedError(f"cannot be read: {fault.strerror}", Place(shown)))
    articles, wrong = archive.articles(seeds, settings.site.timezone)
    faults += (*wrong, *_slug_faults(articles))
    return articles, faults


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
