"""The seeds, what was read in them, and the output as it stands: everything that is wrong, at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sitegen.build.archive import Archive
from sitegen.build.check.budgets import Budgets
from sitegen.build.check.evidence import evidence_faults
from sitegen.build.check.links import address_faults, page_faults
from sitegen.build.check.markup import markup_faults
from sitegen.build.check.reader import PageRead, page_in, source_of
from sitegen.build.check.texts import decompressed
from sitegen.build.check.withheld import leaks
from sitegen.build.corrections import corrections_of, edited
from sitegen.build.known import known_names
from sitegen.build.recipe import is_public, opened_archive, read_articles
from sitegen.config import Settings
from sitegen.errors import CheckError, Faults, Place, SitegenError
from sitegen.model.text import Article
from sitegen.render import Renderer
from sitegen.write import read_manifest


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, by kind, and everything that is wrong."""

    counts: Mapping[str, int]
    faults: tuple[SitegenError, ...]


def check_site(settings: Settings, now: datetime) -> Checked:
    """Looks at the seeds, their corrections, the known names, the templates, and the output as it stands; changes none of
    them."""
    with opened_archive(settings, is_guest=True) as archive:
        return _checked(settings, now, archive)


def _checked(settings: Settings, now: datetime, archive: Archive) -> Checked:
    try:
        articles, faults = read_articles(settings, archive)
    except Faults as several:
        articles, faults = [], list(several.errors)
    except SitegenError as fault:
        articles, faults = [], [fault]
    faults = [*faults, *settings.warnings, *Renderer((settings.templates,)).syntax_faults()]
    facts, wrong = _fact_faults(settings, archive, articles)
    faults += wrong
    manifest = read_manifest(settings.output)
    if not manifest:
        hint = "run  sitegen build"
        faults.append(CheckError("there is no built site", Place(_shown(settings)), hint))
    files: dict[str, bytes] = {}
    for address in manifest:
        try:
            files[address] = (settings.output / address).read_bytes()
        except OSError:
            place = Place(f"{_shown(settings)}/{address}")
            faults.append(CheckError("is in the manifest and not in the folder", place, "run  sitegen build"))
    pages, wrong = _output_faults(settings, files)
    faults += wrong
    public = [article for article in articles if is_public(article, now)]
    withheld = [article for article in articles if not is_public(article, now)]
    for leak in leaks(withheld, public, decompressed(files), settings.site.title):
        message = f"holds words of {leak.article.path}, which must not be shown yet: '{leak.words}'"
        faults.append(CheckError(message, Place(f"{_shown(settings)}/{leak.address}"), "run  sitegen build"))
    counts = {
        "seeds": len(articles),
        "facts": facts,
        "pages": len(pages),
        "links": sum(len(page.links) for page in pages.values()),
        "files": len(files),
        "withheld": len(withheld),
    }
    return Checked(counts, tuple(sorted(faults, key=lambda fault: fault.place or Place(""))))


def _fact_faults(settings: Settings, archive: Archive, articles: Sequence[Article]) -> tuple[int, list[SitegenError]]:
    """How many facts there are, and what is wrong with them, their corrections and the known names."""
    corrections = corrections_of(settings.seeds, settings.root)
    known, wrong = known_names(settings.seeds, settings.root)
    read, broken = archive.facts(articles, known)
    faults: list[SitegenError] = [*corrections.faults, *wrong, *broken]
    facts = 0
    for found in read:
        one = edited(found, corrections.of(settings.root / found.article.path))
        facts += len(one.read.facts)
        faults += [*evidence_faults(one.read), *one.vanished, *one.unclear]
    return facts, faults


def _output_faults(settings: Settings, files: Mapping[str, bytes]) -> tuple[dict[str, PageRead], list[SitegenError]]:
    """The pages of the output, and what is wrong with them and beside them."""
    shown = _shown(settings)
    pages: dict[str, PageRead] = {}
    faults: list[SitegenError] = []
    budgets = Budgets(files, shown)
    for address, content in sorted(files.items()):
        if address.endswith(".html"):
            source = source_of(content)
            page = pages[address] = page_in(source)
            faults += markup_faults(source, page, f"{shown}/{address}")
            faults += budgets.page_faults(address, source, page)
    faults += budgets.site_faults()
    faults += page_faults(pages, set(files), shown, urlsplit(settings.site.url).path)
    faults += address_faults(files, pages, set(files), shown, settings.site.url)
    return pages, faults


def _shown(settings: Settings) -> str:
    output, root = settings.output, settings.root
    return output.relative_to(root).as_posix() if output.is_relative_to(root) else output.as_posix()
