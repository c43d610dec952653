"""Pages into the output: what is made of the same as before is neither rendered nor written."""

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice

from sitegen.build import codec, versions, work
from sitegen.build.cache import Cache, key_of
from sitegen.build.crowd import Died, each
from sitegen.build.executors import OpenCrew
from sitegen.build.faults import place_of
from sitegen.build.memory import Made
from sitegen.build.profile import Profile
from sitegen.build.report import Progress
from sitegen.build.work import Sheet
from sitegen.errors import Faults, OutputError, Place, TemplateError
from sitegen.model.site import Page
from sitegen.render import Renderer
from sitegen.write import Writing

_SHARED = "w"  # what is the same in every context
_FEW = 200  # pages that one process renders before another one has begun


@dataclass(slots=True)
class Press:
    """Makes the pages of one build; *before* is what is remembered of those of the last one, by address.

    Contexts are kept in *cache*, so that other templates can show them without anything being read or linked again:
    each by itself, and what all pages have in common, the words of the site's language, once under the key *shared*.
    """

    site: Writing
    renderer: Renderer
    before: Mapping[str, Made]
    cache: Cache
    open_crew: OpenCrew | None
    progress: Progress
    profile: Profile
    shared: bytes = b""
    _shared: bytes = b""
    _tried: set[str] = field(default_factory=set)  # templates
    _faults: list[TemplateError] = field(default_factory=list)

    def put(self, pages: Iterable[Page]) -> dict[str, Made]:
        """Every file of the site is put or kept; what each was made of, by address.

        Raises Faults with everything that is wrong in the templates, and OutputError where two would stand at one
        address.
        """
        return self._put(self._sheets(pages))

    def put_again(self) -> dict[str, Made] | None:
        """The same for the pages of the last build, under templates that may be others; None where what they show is
        not known any more."""
        pages = {url: one for url, one in self.before.items() if one.template}
        shared = self.cache.get([self.shared]).get(self.shared)
        if shared is None:
            return None
        self._shared = shared
        standing = {url for url, one in pages.items() if self._stands(url, one.template, one.context)}
        known = self.cache.get(one.context for url, one in pages.items() if url not in standing)
        try:
            sheets = [
                Sheet(one.template, url, codec.grown(known[one.context]))
                for url, one in pages.items()
                if url not in standing
            ]
        except (KeyError, ValueError):
            return None
        for url in standing:
            self._keep(url)
        return {url: pages[url] for url in standing} | self._put(sheets)

    def _sheets(self, pages: Iterable[Page]) -> Iterator[Sheet]:
        for page in pages:
            if not self._shared:
                self._shared = codec.encode_context({_SHARED: page.context[_SHARED]})
                self.shared = key_of("shared", self._shared)
                self.cache.put(self.shared, self._shared)
            own = {name: value for name, value in page.context.items() if name != _SHARED}
            yield Sheet(page.template, page.url, codec.encode_context(own))

    def _put(self, sheets: Iterable[Sheet]) -> dict[str, Made]:
        made = {url: Made("", b"", b"", self.site.put(url, content)) for url, content in self.renderer.assets().items()}
        with closing(self._rendered(self._wanted(sheets, made))) as results:
            self._take(results, made)
        refuse(self._faults, self.renderer)
        refuse_collisions(made)
        return made

    def _take(self, results: Iterable[tuple[Sheet, work.Result | Died]], made: dict[str, Made]) -> None:
        """Puts what was rendered, and notes why something was not. Raises TemplateError where a process ends."""
        for sheet, result in results:
            if isinstance(result, Died):
                raise TemplateError(
                    f"the process that renders {sheet.url} ends: {result.reason}", Place(sheet.template)
                )
            for fault in result.faults:
                self._faults.append(TemplateError(fault[0], place_of(fault), fault[4]))
            if result.faults:
                continue
            self.profile.pages[sheet.url] = result.seconds
            context = _context_key(sheet)
            before = self.before.get(sheet.url)
            if before is not None and before.context == context:
                self.cache.use([context])
            else:
                self.cache.put(context, codec.shrunk(sheet.context))
            key = self._page_key(sheet.template, context)
            made[sheet.url] = Made(sheet.template, context, key, self.site.put(sheet.url, result.content))
            self.progress("render", len(self.profile.pages), 0)

    def _wanted(self, sheets: Iterable[Sheet], made: dict[str, Made]) -> Iterator[Sheet]:
        """Those of *sheets* that do not stand as they must; the others are kept."""
        for sheet in sheets:
            if self._stands(sheet.url, sheet.template, _context_key(sheet)):
                made[sheet.url] = self._keep(sheet.url)
            elif not self._faults or sheet.template not in self._tried:
                # Nothing will be written where a template is wrong: of the others, one page each is looked at.
                self._tried.add(sheet.template)
                yield sheet

    def _stands(self, url: str, template: str, context: bytes) -> bool:
        before = self.before.get(url)
        key = self._page_key(template, context)
        return before is not None and before.made_of == key and self.site.holds(url, before.sha256)

    def _keep(self, url: str) -> Made:
        self.site.keep(url, self.before[url].sha256)
        self.cache.use([self.before[url].context])
        return self.before[url]

    def _page_key(self, template: str, context: bytes) -> bytes:
        return key_of("page", versions.rendering(), self.renderer.digest(template), context, self.shared)

    def _rendered(self, sheets: Iterator[Sheet]) -> Generator[tuple[Sheet, work.Result | Died]]:
        first = list(islice(sheets, _FEW + 1))  # and with the first it is known what all share
        crew = self.open_crew if len(first) > _FEW else None
        render = partial(
            work.render, folders=self.renderer.folders, templates=self.renderer.digest_of_all(), shared=self._shared
        )
        return each(chain(first, sheets), render, crew)


def _context_key(sheet: Sheet) -> bytes:
    return key_of("context", sheet.context)


def refuse(faults: Collection[TemplateError], renderer: Renderer) -> None:
    """Raises what pages have met in their templates, and with it what is wrong in those that no page has come to."""
    if not faults:
        return
    # A template that several extend is wrong once.
    told = {(fault.place, fault.message): fault for fault in (*faults, *renderer.syntax_faults())}
    raise Faults(told.values())


def refuse_collisions(files: Iterable[str]) -> None:
    """Raises OutputError where two addresses are one on a file system that does not tell A from a."""
    seen: dict[str, str] = {}
    for address in files:
        other = seen.setdefault(address.casefold(), address)
        if other != address:
            raise OutputError(f"two pages would stand at one address on some file systems: {other}", Place(address))
