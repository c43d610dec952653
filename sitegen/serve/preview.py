"""The live preview: build, show, watch, and again."""

import threading
import traceback
import webbrowser
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import datetime
from functools import partial

from sitegen.build import Built, make
from sitegen.build.recipe import opened_archive
from sitegen.config import SETTINGS_FILE, Settings, read_settings
from sitegen.errors import SitegenError
from sitegen.serve.server import Server
from sitegen.serve.site import Stage
from sitegen.serve.watch import Sources, Watcher

Make = Callable[[Settings, datetime], Built]
Echo = Callable[[str], None]


def serve(
    settings: Settings,
    *,
    port: int,
    now: Callable[[], datetime],
    open_browser: bool,
    poll: bool,
    echo: Echo,
    stop: threading.Event | None = None,
    make: Make | None = None,
) -> None:
    """The site is shown at 127.0.0.1 until Ctrl-C or *stop*, anew on every save; a build that fails is shown over it.

    Nothing is written but what a build remembers. Port 0 takes any free one. Raises SettingsError where the port is taken.
    """
    stage = Stage()
    stop = stop or threading.Event()
    with ExitStack() as stack:
        server = stack.enter_context(Server(stage, port))
        # Whoever looks while the first build runs sees that it does, and then the site.
        threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
        desk = _Desk(settings, stage, now, echo, make or _remembering(settings, stack))
        try:
            with Watcher(desk.sources, poll=poll, echo=echo) as watcher:
                desk.build()
                address = f"http://127.0.0.1:{server.port}/"
                echo(f"serving {address}  (Ctrl-C ends)")
                if open_browser:
                    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
                while not stop.is_set():
                    if watcher.changed(0.2):
                        desk.rebuild()
                        watcher.follow(desk.sources)
        except KeyboardInterrupt:
            echo("stopped")
        finally:
            stage.close()
            server.shutdown()


def _remembering(settings: Settings, stack: ExitStack) -> Make:
    """`make` with one archive, until *stack* is left: a save reads one article, and renders what shows it."""
    return partial(make, archive=stack.enter_context(opened_archive(settings)))


class _Desk:
    """Builds what is shown, and says what came of it."""

    def __init__(self, settings: Settings, stage: Stage, now: Callable[[], datetime], echo: Echo, make: Make) -> None:
        self._settings = settings
        self._stage = stage
        self._now = now
        self._echo = echo
        self._make = make
        self._warned: frozenset[str] = frozenset()

    @property
    def sources(self) -> Sources:
        """What a save of which asks for a build."""
        root = self._settings.root
        # Resolved: events of a folder that is a link come from where it leads.
        folders = (self._settings.seeds.resolve(), self._settings.templates.resolve())
        files = (root / SETTINGS_FILE, root / "pyproject.toml", self._settings.record)
        return Sources(folders, files, apart=self._settings.output.resolve())

    def rebuild(self) -> None:
        """As `build`, with the settings as they are written now."""
        try:
            self._settings = read_settings(self._settings.root)
        except SitegenError as fault:
            self._fail(str(fault))
        else:
            self.build()

    def build(self) -> None:
        """The site is shown as its sources are now, or the fault over the last good one. Only Ctrl-C is raised."""
        try:
            built = self._make(self._settings, self._now())
        except SitegenError as fault:
            self._fail(str(fault))
        except Exception as fault:
            # A fault of ours, or of a template's: the preview outlives it, or the writer would lose the page.
            self._echo(traceback.format_exc())
            self._fail(f"{type(fault).__name__}: {fault}")
        else:
            before = self._stage.shown
            self._stage.show(built.files)
            self._warn(built)
            if not before.is_empty:
                self._echo("built: " + _difference(before.files, built.files))

    def _warn(self, built: Built) -> None:
        """Each warning is told once, and again when it was gone and is back."""
        words = [str(warning).replace(": error: ", ": warning: ", 1) for warning in built.warnings]
        for line in words:
            if line not in self._warned:
                self._echo(line)
        self._warned = frozenset(words)

    def _fail(self, fault: str) -> None:
        self._echo(fault)
        self._stage.show_fault(fault)


def _difference(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> str:
    changed = sum(1 for address in old.keys() & new.keys() if old[address] != new[address])
    added, removed = len(new.keys() - old.keys()), len(old.keys() - new.keys())
    return f"+{added} ~{changed} -{removed}" if added or changed or removed else "nothing changed"
