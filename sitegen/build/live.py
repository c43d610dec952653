"""A site that is built again and again while somebody edits it: its pages are made when they are asked for."""

import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter

from sitegen.build import codec
from sitegen.build.archive import Archive, extracted
from sitegen.build.cache import key_of
from sitegen.build.collector import without_collector
from sitegen.build.corrections import Edited, corrections_beside, edited
from sitegen.build.known import known_names
from sitegen.build.press import refuse, refuse_collisions
from sitegen.build.recipe import NO_STAND_INS, Briefed, brief
from sitegen.compose.desk import Desk, desk_of
from sitegen.compose.early import early_page
from sitegen.compose.site import pages_from
from sitegen.config import Settings
from sitegen.errors import TemplateError
from sitegen.link import Memory, briefing_of
from sitegen.model.facts import ArticleFacts
from sitegen.model.site import Page
from sitegen.model.text import Article
from sitegen.read import own_seed, read_seed
from sitegen.render import Renderer


class Superseded(Exception):
    """What was being built is out of date before it is done."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page that can be rendered: its template, the digest of its context, and the context, shrunk."""

    template: str
    digest: bytes
    context: bytes


class Pages(Mapping[str, bytes]):
    """The files of a site by their address. A page is rendered when it is asked for, and forgotten: an archive's pages
    would fill the memory. Asking raises TemplateError where its template is wrong."""

    def __init__(self, renderer: Renderer, sheets: Mapping[str, _Sheet], assets: Mapping[str, bytes]) -> None:
        self._renderer, self._sheets, self._assets = renderer, sheets, assets

    def __getitem__(self, address: str) -> bytes:
        if address in self._assets:
            return self._assets[address]
        sheet = self._sheets[address]
        context = codec.decode_context(zlib.decompress(sheet.context))
        return self.rendered(Page(address, sheet.template, context))

    def rendered(self, page: Page) -> bytes:
        """A page by the templates of this build."""
        return self._renderer.page(page)

    def __iter__(self) -> Iterator[str]:
        yield from self._assets
        yield from self._sheets

    def __len__(self) -> int:
        return len(self._assets) + len(self._sheets)

    def __contains__(self, address: object) -> bool:
        return address in self._assets or address in self._sheets

    def faults(self) -> Iterator[TemplateError]:
        """What one page of each template meets: where that is nothing, the templates are right as far as anybody can
        say."""
        samples: dict[str, str] = {}
        for address, sheet in self._sheets.items():
            samples.setdefault(sheet.template, address)
        for address in samples.values():
            try:
                self[address]
            except TemplateError as fault:
                yield fault

    def changed_from(self, before: "Pages") -> tuple[int, int, int]:
        """How many pages have come, show something else, have gone."""
        ours, theirs = self._sheets, before._sheets
        both = ours.keys() & theirs.keys()
        changed = sum(1 for address in both if ours[address].digest != theirs[address].digest)
        return len(ours.keys() - theirs.keys()), changed, len(theirs.keys() - ours.keys())


@dataclass(frozen=True, slots=True)
class LiveBuild:
    """A build that can be looked at."""

    pages: Pages
    briefed: Briefed
    desk: Desk
    seconds: float


@dataclass(frozen=True, slots=True)
class EarlyPage:
    """The page of an *article* that has just been saved: its address and its bytes."""

    url: str
    content: bytes
    article: Article


@dataclass(slots=True)
class Live:
    """Builds the site of *archive* anew on each change, with drafts and what is under embargo: nobody but its editor
    sees it."""

    archive: Archive
    last: LiveBuild | None = None
    _sheets: dict[str, _Sheet] = field(default_factory=dict)
    _linked: Memory = field(default_factory=Memory)
    _early_edits: dict[str, Edited] = field(default_factory=dict)  # by article id: newer than the last build
    _lock: threading.Lock = field(default_factory=threading.Lock)  # of those: saves come while a build runs

    def build(self, settings: Settings, now: datetime, superseded: Callable[[], bool]) -> LiveBuild:
        """The site as its sources are now. Raises what `brief` raises, Faults where a page of some template cannot be
        rendered, and Superseded when *superseded* says so meanwhile.

        A seed that cannot be read is shown as it was when it could; what is wrong with it, ``briefed.faults`` tell.
        """
        start = perf_counter()
        with self._lock:
            known_before = dict(self._early_edits)
        with without_collector():
            before = self.last.briefed.edits if self.last else NO_STAND_INS
            briefed = brief(
                settings, now, self.archive, keep_going=True, with_withheld=True, stand_ins=before, memory=self._linked
            )  # fmt: skip
            if superseded():
                raise Superseded
            renderer = Renderer((settings.templates,))
            desk = desk_of(briefed.briefing)
            sheets: dict[str, _Sheet] = {}
            for page in pages_from(desk):
                if superseded():
                    raise Superseded
                sheets[page.url] = self._sheet(page)
            pages = Pages(renderer, sheets, renderer.assets())
            refuse_collisions(pages)
            refuse(list(pages.faults()), renderer)
        self._sheets = sheets
        built = LiveBuild(pages, briefed, desk, perf_counter() - start)
        with self._lock:
            # What was saved while this was built is newer than it.
            self._early_edits = {id_: one for id_, one in self._early_edits.items() if known_before.get(id_) is not one}
            self.last = built
        return built

    def warm(self) -> None:
        """Loads what reads an article."""
        extracted(read_seed("seeds/2024-01-01-warm.txt", "한 사람이 말했다.\n".encode()))

    def _sheet(self, page: Page) -> _Sheet:
        content = codec.encode_context(page.context)
        digest = key_of("live", page.template, content)
        known = self._sheets.get(page.url)
        return known if known and known.digest == digest else _Sheet(page.template, digest, codec.shrunk(content))

    def early(self, settings: Settings, seeds: Iterable[Path]) -> dict[Path, EarlyPage]:
        """The pages of the articles whose *seeds* have just been saved, before the archive is linked anew, by the seed:
        of those only that can be made. What is wrong with the others, the build tells."""
        found: dict[Path, EarlyPage] = {}
        if self.last is None:
            return found
        with without_collector():
            for saved in seeds:
                seed = own_seed(settings.seeds, saved)
                if seed is None:
                    continue
                try:
                    page, article = self._early(settings, seed, self.last)
                    found[seed] = EarlyPage(page.url, self.last.pages.rendered(page), article)
                except Exception:
                    continue  # it is only a foretaste
        return found

    def edit_of(self, article: str) -> Edited | None:
        """The facts of an article as last read, with what an editor has done to them; None where there is no such."""
        with self._lock:
            early, last = self._early_edits.get(article), self.last
        if early is not None:
            return early
        edits = last.briefed.edits.values() if last else ()
        return next((one for one in edits if one.read.article.id == article), None)

    def by_rule(self, settings: Settings, seed: Path) -> ArticleFacts:
        """The facts of *seed* as it is now, without what an editor has done to them. Raises SeedError and OSError."""
        shown = seed.relative_to(settings.root).as_posix() if seed.is_relative_to(settings.root) else seed.as_posix()
        article = read_seed(shown, seed.read_bytes(), timezone=settings.site.timezone)
        known, _ = known_names(settings.seeds, settings.root)
        return extracted(article, known)

    def _early(self, settings: Settings, seed: Path, last: LiveBuild) -> tuple[Page, Article]:
        one = edited(self.by_rule(settings, seed), corrections_beside(seed))
        alone = briefing_of([one.read], settings.site, last.briefed.briefing.as_of)
        page = early_page(last.desk, one.read, alone, one.done)
        with self._lock:
            self._early_edits[one.read.article.id] = one
        return page, one.read.article
