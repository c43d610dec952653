"""A build that is under way: what it was asked for, and what it works with."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sitegen.build.cache import Cache
from sitegen.build.digests import Digests
from sitegen.build.memory import Memory
from sitegen.build.profile import Profile
from sitegen.build.report import Progress
from sitegen.config import Settings

FOLDER = ".sitegen"  # of what a site remembers


@dataclass(frozen=True, slots=True)
class Options:
    """How a build goes about it; none of these changes a byte of the site.

    *executor* as `sitegen.build.executors.crew_of` reads it: "" are the processes of this machine, where they are worth
    it. With *strict* warnings are faults; with *keep_going* seeds that cannot be read, or not be corrected, are left
    out; with *clean* what is remembered is forgotten first. With *single_file* the briefing stands there besides, as one
    page.
    """

    strict: bool = False
    keep_going: bool = False
    clean: bool = False
    executor: str = ""
    single_file: Path | None = None


DEFAULTS = Options()


@dataclass(frozen=True, slots=True)
class Run:
    """One build. *memory* is what is remembered of the one before; *now* decides the fate of embargoes."""

    settings: Settings
    now: datetime
    options: Options
    cache: Cache
    digests: Digests
    memory: Memory
    profile: Profile
    progress: Progress

    @property
    def today(self) -> date | None:
        """The day that pages call today, where the settings leave that to the clock."""
        return today_of(self.settings, self.now)


def today_of(settings: Settings, now: datetime) -> date | None:
    """The day that pages call today, where the settings leave that to the clock."""
    return now.astimezone(ZoneInfo(settings.site.timezone)).date() if settings.as_of == "today" else None
