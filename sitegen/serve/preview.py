"""The live preview: build, show, watch, and again."""

import threading
import traceback
import unicodedata
import webbrowser
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from sitegen.build.clipping import announced
from sitegen.build.live import Live, LiveBuild, Superseded
from sitegen.build.recipe import is_public, opened_archive
from sitegen.compose.desk import article_url
from sitegen.config import SETTINGS_FILE, Settings, read_settings
from sitegen.errors import Faults, SitegenError
from sitegen.model.site import FactRef
from sitegen.model.text import Article
from sitegen.read import CORRECTIONS, own_seed
from sitegen.serve.desk import LiveDesk
from sitegen.serve.gains import gains_between
from sitegen.serve.harm import desks_of, harms_of, withheld_pages
from sitegen.serve.notes import Notes
from sitegen.serve.server import Server
from sitegen.serve.site import Stage
from sitegen.serve.watch import Sources, Watcher

Echo = Callable[[str], None]
_WITHHELD = {
    "ko": {"draft": "초안 · 공개 전", "embargo": "엠바고 · {time}까지 공개 금지"},
    "en": {"draft": "Draft · not public", "embargo": "Embargo · not public before {time}"},
}
_BEFORE, _EXCERPT = 60, 100  # letters of a line that are told of a fault
_SUFFIXES = (".md", ".txt")


def serve(
    settings: Settings,
    *,
    port: int,
    now: Callable[[], datetime],
    open_browser: bool,
    poll: bool,
    echo: Echo,
    stop: threading.Event | None = None,
) -> None:
    """The site is shown at 127.0.0.1 until Ctrl-C or *stop*, anew on every save; a build that fails is shown over it.

    Nothing is written but what a build remembers. Port 0 takes any free one. Raises SettingsError where the port is taken.
    """
    stage = Stage()
    stop = stop or threading.Event()
    with ExitStack() as stack:
        live = Live(stack.enter_context(opened_archive(settings)))
        preview = Preview(settings, stage, now, echo, live)
        server = stack.enter_context(Server(stage, port, LiveDesk(live, lambda: preview.settings)))
        # Whoever looks while the first build runs sees that it does, and then the site.
        threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
        # The analyser takes seconds to load: the first save must not wait for it.
        threading.Thread(target=live.warm, daemon=True).start()
        try:
            with Watcher(preview.sources, poll=poll, echo=echo) as watcher:
                preview.build()
                address = f"http://127.0.0.1:{server.port}/"
                echo(f"serving {address}  (Ctrl-C ends)")
                if open_browser:
                    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
                stack.enter_context(preview)
                while not stop.is_set():
                    if watcher.changed(0.2, preview.show_early):
                        preview.rebuild()
                        watcher.follow(preview.sources)
        except KeyboardInterrupt:
            echo("stopped")
        finally:
            stage.close()
            server.shutdown()


class Preview:
    """Builds what is shown, and says what came of it. In a ``with`` it builds on a thread of its own, so that what has
    just been saved can be shown while an archive is still being linked."""

    def __init__(self, settings: Settings, stage: Stage, now: Callable[[], datetime], echo: Echo, live: Live) -> None:
        self._settings = settings
        self._stage = stage
        self._now = now
        self._echo = echo
        self._live = live
        self._unread: SitegenError | None = None  # what is wrong with the settings as they are written now
        self._warned: frozenset[str] = frozenset()
        self._age = 0  # counts the saves
        self._wanted = threading.Event()
        self._ends = False
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> "Preview":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends = True
        self._age += 1  # what is being built is not wanted any more
        self._wanted.set()
        self._thread.join()

    @property
    def settings(self) -> Settings:
        """Those that hold now."""
        return self._settings

    @property
    def sources(self) -> Sources:
        """What a save of which asks for a build."""
        root = self._settings.root
        # Resolved: events of a folder that is a link come from where it leads.
        folders = (self._settings.seeds.resolve(), self._settings.templates.resolve())
        files = (root / SETTINGS_FILE, root / "pyproject.toml", self._settings.record)
        return Sources(folders, files, apart=self._settings.output.resolve())

    def show_early(self, saved: Iterable[Path]) -> None:
        """The articles whose seeds or corrections have been *saved* are shown by what they say themselves."""
        self._age += 1
        age = self._age
        seeds = [seed for path in saved for seed in _seeds_of(path, self._settings.seeds)]
        pages = self._live.early(self._settings, seeds) if seeds else {}
        if pages:
            added = announced(self._settings, pages)
            contents = {page.url: page.content for page in pages.values()}
            now = self._now()
            withheld = self._withheld(page.article for page in pages.values() if not is_public(page.article, now))
            self._stage.show_early(contents, age, withheld, opened=pages[added].url if added else "")

    def _withheld(self, articles: Iterable[Article]) -> dict[str, str]:
        site = self._settings.site
        return withheld_pages(articles, _WITHHELD[site.language], site.timezone)

    def rebuild(self) -> None:
        """The site is built anew, with the settings as they are written now, as soon as what is being built is done."""
        self._age += 1
        try:
            self._settings = read_settings(self._settings.root)
        except SitegenError as fault:
            self._unread = fault
        else:
            self._unread = None
            self._stage.show_building()
        # Also told by who builds: the build that is under way would hide it.
        self._wanted.set()

    def _work(self) -> None:
        while True:
            self._wanted.wait()
            if self._ends:
                return
            self._wanted.clear()
            self.build()

    def build(self) -> None:
        """The site is shown as its sources are now, or the fault over the last good one. Only Ctrl-C is raised."""
        if self._unread is not None:
            self._fail(self._unread)
            return
        age, before = self._age, self._live.last
        try:
            built = self._live.build(self._settings, self._now(), lambda: self._ends)
        except Superseded:
            return
        except SitegenError as fault:
            self._fail(fault)
        except Exception as fault:
            # A fault of ours, or of a template's: the preview outlives it, or the writer would lose the page.
            self._echo(traceback.format_exc())
            self._fail(f"{type(fault).__name__}: {fault}")
        else:
            notes = _notes(built, before, self._withheld(built.briefed.withheld), self._settings.root)
            self._stage.show(built.pages, notes, age=age, opened=self._opened(built))
            self._warn(built)
            if before is not None:
                added, changed, gone = built.pages.changed_from(before.pages)
                self._echo(
                    f"built: +{added} ~{changed} -{gone}" if added or changed or gone else "built: nothing changed"
                )

    def _opened(self, built: LiveBuild) -> str:
        """The address of the page of a seed that has been added while it was built; else of one opened early."""
        articles = {self._settings.root / read.article.path: read.article for read in built.desk.briefing.articles}
        added = announced(self._settings, articles)
        return article_url(articles[added]) if added else self._stage.shown.opened

    def _warn(self, built: LiveBuild) -> None:
        """Each warning is told once, and again when it was gone and is back."""
        words = [str(warning).replace(": error: ", ": warning: ", 1) for warning in built.briefed.warnings]
        for line in (*map(str, built.briefed.faults), *words):
            if line not in self._warned:
                self._echo(line)
        self._warned = frozenset(words)

    def _fail(self, fault: SitegenError | str) -> None:
        self._echo(str(fault))
        self._stage.show_fault(told_at_length(fault, self._settings.root) if isinstance(fault, SitegenError) else fault)


def _seeds_of(path: Path, folder: Path) -> list[Path]:
    """The seed of *folder* that a saved file is, or has the corrections of."""
    home = folder.resolve()
    if not path.is_relative_to(home):
        return []
    # Named as a build names it, also where the folder is a link.
    path = folder / path.relative_to(home)
    stem = path.name.removesuffix(CORRECTIONS)
    found = [path.with_name(stem + suffix) for suffix in _SUFFIXES] if path.name.endswith(CORRECTIONS) else [path]
    return [seed for seed in found if own_seed(folder, seed)]


def told_at_length(fault: SitegenError, root: Path) -> str:
    """Everything that is wrong, each with the line that it stands in and a mark below its column."""
    told = []
    for one in fault.errors if isinstance(fault, Faults) else (fault,):
        head, *hint = str(one).split("\n")
        told.append("\n".join([head, *_excerpt(one, root), *hint]))
    return "\n\n".join(told)


def _excerpt(fault: SitegenError, root: Path) -> list[str]:
    if not fault.place or not fault.place.line:
        return []
    try:
        lines = (root / fault.place.path).read_text("utf-8", errors="replace").splitlines()
        line = lines[fault.place.line - 1]
    except (OSError, IndexError, ValueError):
        return []
    start = max(0, fault.place.column - _BEFORE)
    words = line[start : start + _EXCERPT]
    # Hangul is two columns wide in a fixed font.
    width = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line[start : fault.place.column - 1])
    return [f"  │ {words}", f"  │ {' ' * width}^"]


def _accepted(built: LiveBuild) -> frozenset[FactRef]:
    return frozenset(
        FactRef(one.read.article.id, fact) for one in built.briefed.edits.values() for fact in one.accepted
    )


def _notes(built: LiveBuild, before: LiveBuild | None, withheld: Mapping[str, str], root: Path) -> Notes:
    articles = built.desk.briefing.articles
    faults = built.briefed.faults
    return Notes(
        seconds=built.seconds,
        articles=len(articles),
        facts=sum(len(read.facts) for read in articles),
        fault=told_at_length(Faults(faults), root) if faults else "",
        changes=gains_between(before.desk.briefing.articles, articles) if before else (),
        harms=harms_of(built, _accepted(built)),
        withheld=withheld,
        desks=desks_of(articles),
    )
