"""From a folder of seeds to a site. `make` holds it in memory, `build_anew` writes it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from sitegen.build.archive import Archive, Seed
from sitegen.build.cache import Cache
from sitegen.build.collector import give_back, without_collector
from sitegen.build.corrections import Edited, corrections_of, edited
from sitegen.build.executors import RENDERING, SERIAL, crew_of
from sitegen.build.faults import as_fault
from sitegen.build.inputs import Inputs
from sitegen.build.known import known_names
from sitegen.build.memory import Memory, Told, told_again
from sitegen.build.places import alias_faults, name_faults
from sitegen.build.press import Press, refuse, refuse_collisions
from sitegen.build.profile import Profile
from sitegen.build.report import Progress, Report, silent
from sitegen.build.run import FOLDER, Run, today_of
from sitegen.build.since import NEVER_PUBLISHED, Since, since_publication
from sitegen.build.single import check_mark, put_single
from sitegen.compose import pages_of
from sitegen.compose.desk import Desk, desk_of
from sitegen.compose.single import single_page
from sitegen.compose.site import pages_from
from sitegen.config import Settings
from sitegen.errors import Faults, OutputError, Place, SeedError, SitegenError, TemplateError
from sitegen.link import Memory as LinkMemory
from sitegen.link import briefing_of
from sitegen.model.site import Briefing
from sitegen.model.text import Article
from sitegen.read import CORRECTIONS, find_seeds, own_seed
from sitegen.render import Renderer
from sitegen.write import Written, writing

NO_STAND_INS: Mapping[str, Edited] = {}


@dataclass(frozen=True, slots=True)
class Briefed:
    """What the seeds say together, before any page is made of it."""

    briefing: Briefing
    withheld: tuple[Article, ...]  # drafts and articles under embargo: in no byte of the site
    faults: tuple[SitegenError, ...] = ()  # seeds left out with keep_going
    warnings: tuple[SitegenError, ...] = ()  # what a reader will miss, though nothing is wrong
    since: Since = NEVER_PUBLISHED
    edits: Mapping[str, Edited] = field(default_factory=dict)  # by the article's path, where drafts are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Built(Briefed):
    """A site in memory: the *files* by their address, and what they were made from."""

    files: Mapping[str, bytes]


def build_anew(run: Run) -> tuple[Report, Memory]:
    """The site stands in the output folder, and this is what is to be remembered of its pages.

    A page that is made of the same as in the build before is neither rendered nor written. Raises Faults, and then the
    last good site stays as it was.
    """
    executor = run.options.executor
    archive = Archive(run.cache, executor or "processes", bool(executor), run.progress, run.digests)
    with without_collector():
        briefed = brief(run.settings, run.now, archive, keep_going=run.options.keep_going, profile=run.profile)
        if run.options.strict and briefed.warnings:
            raise Faults(briefed.warnings)
        archive.forget()
        give_back()
        told, faults, warnings = _told(briefed), briefed.faults, briefed.warnings
        since, until = _moments((*_shown(briefed), *briefed.withheld), run.now)
        with _pressing(run) as press:
            desk = desk_of(briefed.briefing)
            pages = press.put(run.profile.each("compose", pages_from(desk)))
            single = _single(press.renderer, desk) if run.options.single_file else b""
            del briefed, desk  # an archive's facts are most of the memory, and what is left to do needs some
            written = _finished(run, press)
        if run.options.single_file:
            put_single(run.options.single_file, single)
    run.profile.seeds.update(archive.seconds)
    memory = Memory(Inputs(), since, until, run.today, told, press.shared, pages=pages)
    report = told_again(memory, written, run.profile)
    report = replace(report, faults=faults, warnings=warnings, extracted=archive.extracted)
    return replace(report, single_file=run.options.single_file), memory


def _shown(briefed: Briefed) -> list[Article]:
    return [read.article for read in briefed.briefing.articles]


def _told(briefed: Briefed) -> Told:
    """What is said at the end of a build."""
    return Told(
        articles=len(briefed.briefing.articles),
        facts=sum(len(read.facts) for read in briefed.briefing.articles),
        withheld=tuple(article.path for article in briefed.withheld),
        warnings=tuple(map(as_fault, briefed.warnings)),
    )


def render_anew(run: Run) -> tuple[Report, Memory] | None:
    """The same for a site whose pages show what they showed, under templates that may be others, or with files that
    somebody else has changed; None where it is not known any more what they showed."""
    with without_collector(), _pressing(run) as press:
        pages = press.put_again()
        if pages is None:
            return None
        written = _finished(run, press)
    memory = replace(run.memory, pages=pages)
    return told_again(memory, written, run.profile), memory


def _single(renderer: Renderer, desk: Desk) -> bytes:
    """The briefing as one page. Raises TemplateError."""
    page = single_page(desk)
    content = renderer.page(page)
    check_mark(content, page.template)
    return content


@contextmanager
def _pressing(run: Run) -> Iterator[Press]:
    """What makes the pages, while nobody else writes to the output."""
    crew = None if run.options.executor == SERIAL else crew_of("processes", RENDERING)
    renderer = Renderer((run.settings.templates,))
    with (
        writing(run.settings.output, lambda path: run.digests.of(path).hex()) as site,
        run.profile.stage("render"),
    ):
        memory = run.memory
        yield Press(site, renderer, memory.pages, run.cache, crew, run.progress, run.profile, memory.shared)


def _finished(run: Run, press: Press) -> Written:
    """What the write did, once the new site stands."""
    with run.profile.stage("write"):
        written = press.site.finish()
    for address in (*written.added, *written.changed):
        run.digests.forget(run.settings.output / address)
    return written


def make(
    settings: Settings,
    now: datetime,
    *,
    keep_going: bool = False,
    progress: Progress | None = None,
    archive: Archive | None = None,
) -> Built:
    """The whole site, in memory; *now* (with a zone) decides the fate of embargoed articles and "today", no more.

    Without an *archive* the site's own cache remembers, if there is one. Raises what `brief` raises, and Faults with
    everything that is wrong in the templates.
    """
    if archive is None:
        with opened_archive(settings, progress, is_guest=True) as opened:
            return make(settings, now, keep_going=keep_going, archive=opened)
    with without_collector():
        briefed = brief(settings, now, archive, keep_going=keep_going)
        renderer = Renderer((settings.templates,))
        files = dict(renderer.assets())
        wrong: dict[str, TemplateError] = {}  # by template
        for number, page in enumerate(pages_of(briefed.briefing), 1):
            try:
                if page.template not in wrong:
                    files[page.url] = renderer.page(page)
            except TemplateError as fault:
                wrong[page.template] = fault
            archive.progress("render", number, 0)
        refuse(wrong.values(), renderer)
        refuse_collisions(files)
    return Built(
        briefed.briefing, briefed.withheld, briefed.faults, briefed.warnings, briefed.since, briefed.edits, files=files
    )


@contextmanager
def opened_archive(
    settings: Settings, progress: Progress | None = None, *, is_guest: bool = False
) -> Iterator[Archive]:
    """The archive of the site, with its cache; with *is_guest* none is begun where there is none."""
    folder = settings.root / FOLDER
    with Cache(None if is_guest and not folder.is_dir() else folder) as cache:
        yield Archive(cache, "processes", progress=progress or silent)


def brief(
    settings: Settings,
    now: datetime,
    archive: Archive,
    *,
    keep_going: bool = False,
    with_withheld: bool = False,
    stand_ins: Mapping[str, Edited] = NO_STAND_INS,
    memory: LinkMemory | None = None,
    profile: Profile | None = None,
) -> Briefed:
    """What the seeds say together *now*; *with_withheld*: also drafts and what is under embargo. *stand_ins*, by path, take
    the places of seeds that cannot be read; *memory* is that of the linking before.

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
    public = [article for article in articles if with_withheld or is_public(article, now)]
    with profile.stage("extract"):
        read, broken = archive.facts(public, known)
    found = [edited(one, corrections.of(settings.root / one.article.path)) for one in read]
    faults += (*broken, *(fault for one in found for fault in one.unclear))
    found = [one for one in found if not one.unclear]
    told = {one.read.article.id for one in found}
    found += [
        one
        for path, one in stand_ins.items()
        if one.read.article.id not in told and own_seed(settings.seeds, settings.root / path)
    ]
    if faults and not (keep_going and (found or not public)):
        raise Faults(faults)
    shown = [one.read.article for one in found]
    names = {article.path: known for article in shown}
    with profile.stage("link"):
        today = as_of_day(settings, now, shown)
        reads = [one.read for one in found]
        briefing = briefing_of(reads, settings.site, today, names, with_occurrences=False, memory=memory)
    withheld = tuple(article for article in articles if not is_public(article, now))
    done = [(one, edit.read) for edit in found for one in edit.done]
    left_out = {_article_of(fault) for fault in faults}
    with profile.stage("compare"):
        briefing, since = since_publication(briefing, done, settings.record, settings.root, withheld, left_out)
    warnings = (*settings.warnings, *_warnings(shown), *(fault for one in found for fault in one.vanished))
    # Only who shows drafts is an editor's; a build of an archive has better use for the memory.
    edits = {one.read.article.path: one for one in found} if with_withheld else {}
    return Briefed(briefing, withheld, tuple(faults), warnings, since, edits)


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
    faults += (*wrong, *name_faults(articles), *alias_faults(articles))
    return articles, faults


def _shown_path(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def is_public(article: Article, now: datetime) -> bool:
    """Whether *article* may be shown at *now*: no draft, and its embargo has passed."""
    return not article.draft and (article.embargo is None or article.embargo <= now)


def as_of_day(settings: Settings, now: datetime, shown: Iterable[Article]) -> date | None:
    """The day that the pages call today."""
    if isinstance(settings.as_of, date):
        return settings.as_of
    if today := today_of(settings, now):
        return today
    return max((article.published for article in shown if article.published), default=None)
