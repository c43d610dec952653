"""What a build did, for people and for machines."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sitegen.build.profile import Profile
from sitegen.config import SETTINGS_FILE, Settings
from sitegen.errors import Faults, Place, SettingsError, SitegenError
from sitegen.write import Written

Progress = Callable[[str, int, int], None]  # stage, done, of how many; 0: nobody knows


def silent(stage: str, done: int, total: int) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did. *extracted* articles and *rendered* pages were not known from before."""

    articles: int
    facts: int
    withheld: tuple[str, ...]  # paths
    files: int
    written: Written
    faults: tuple[SitegenError, ...] = ()  # seeds left out with keep_going
    warnings: tuple[SitegenError, ...] = ()
    extracted: int = 0
    rendered: int = 0
    profile: Profile = field(default_factory=Profile)
    single_file: Path | None = None  # the briefing as one page, where it was asked for


def notes_of(settings: Settings) -> list[SitegenError]:
    """What a site goes without by its settings. It may be meant so: `--strict` makes no error of it."""
    if settings.site.url:
        return []
    message = "'url' is not set: feeds, sitemaps, canonical links and pictures of shared links are left out"
    return [SettingsError(message, Place(SETTINGS_FILE), 'write where the site will stand:  [site]  url = "https://…"')]


def report_json(report: Report, settings: Settings, *, with_profile: bool = False) -> dict[str, Any]:
    """``{"sitegen_build": 1, …}``: what was done, what is wrong, and on demand where the time went."""
    written = report.written
    told = {
        "sitegen_build": 1,
        "output": settings.output.as_posix(),
        "articles": report.articles,
        "withheld": list(report.withheld),
        "facts": report.facts,
        "files": report.files,
        "extracted": report.extracted,
        "rendered": report.rendered,
        "added": list(written.added),
        "changed": list(written.changed),
        "removed": list(written.removed),
        "errors": [fault_json(fault) for fault in report.faults],
        "warnings": [fault_json(fault) for fault in report.warnings],
        "notes": [fault_json(note) for note in notes_of(settings)],
    }
    single = {"single_file": report.single_file.as_posix()} if report.single_file else {}
    return told | single | ({"profile": report.profile.json()} if with_profile else {})


def faults_json(fault: SitegenError) -> list[dict[str, Any]]:
    """A fault, or each of several."""
    return [fault_json(one) for one in (fault.errors if isinstance(fault, Faults) else (fault,))]


def fault_json(fault: SitegenError) -> dict[str, Any]:
    """``path line column message hint``; 0 where a line or a column is not known."""
    place = fault.place or Place("")
    return {"path": place.path, "line": place.line, "column": place.column, "message": fault.message,
            "hint": fault.hint}  # fmt: skip
