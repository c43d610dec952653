"""A build as the command runs it: alone, from what is remembered, and without loading a stage where nothing changed."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sitegen.build.cache import Cache
from sitegen.build.digests import Digests, time_of
from sitegen.build.faults import as_errors
from sitegen.build.inputs import Inputs, inputs_of
from sitegen.build.lock import alone
from sitegen.build.memory import Memory, recall, remember
from sitegen.build.profile import Profile
from sitegen.build.report import Progress, Report
from sitegen.config import Settings
from sitegen.write import MANIFEST, STAGE, Written, check_output, manifest_of

FOLDER = ".sitegen"  # of what a site remembers


@dataclass(frozen=True, slots=True)
class Options:
    """How a build goes about it; none of these changes a byte of the site.

    *executor* as `sitegen.build.executors.crew_of` reads it: "" are the processes of this machine, where they are worth
    it. With *strict* warnings are faults; with *keep_going* seeds that cannot be read, or not be corrected, are left
    out; with *clean* what is remembered is forgotten first.
    """

    strict: bool = False
    keep_going: bool = False
    clean: bool = False
    executor: str = ""


def build(
    settings: Settings,
    now: datetime,
    options: Options = Options(),
    *,
    progress: Progress | None = None,
    tell: Callable[[str], None] = lambda words: None,
) -> Report:
    """The site stands in the output folder. Raises Faults, and then the last good site stays as it was.

    *tell* is told in a line what the build waits for, and what it goes on without.
    """
    sources = {"seeds": settings.seeds, "templates": settings.templates}
    check_output(settings.output, sources, Path.home())
    if options.executor:
        _refuse_unknown(options.executor)
    profile = Profile()
    with alone(settings.root / FOLDER, tell), Cache(settings.root / FOLDER) as cache:
        is_kept = cache.is_kept
        if not is_kept:
            tell(f"nothing can be remembered in {settings.root / FOLDER}: every build starts from nothing")
        if options.clean:
            cache.clear()
        with profile.stage("look"):
            memory = recall(cache, settings.output)
            digests = Digests(memory.noted)
            inputs = _inputs(settings, digests)
            is_idle = _is_idle(settings, now, options, memory, inputs, digests)
        if is_idle:
            report = _told_again(memory, profile)
        else:
            from sitegen.build.recipe import build_anew, render_anew

            found = None
            if _shows_the_same(settings, now, options, memory, inputs):
                found = render_anew(settings, options, cache, digests, memory, profile, progress)
            report, memory = found or build_anew(settings, now, options, cache, digests, memory, profile, progress)
            # A file that was saved meanwhile, or left out for its faults, is read by the next build.
            is_whole = not report.faults and _is_still(settings, inputs)
            listed = manifest_of({address: one.sha256 for address, one in memory.pages.items()})
            manifest = hashlib.sha256(listed).hexdigest()
            memory = replace(memory, inputs=inputs if is_whole else Inputs(), manifest=manifest)
        if not is_idle or digests.read:
            with profile.stage("remember"):
                _remember(settings, cache, memory, digests)
        if is_kept and not cache.is_kept:
            tell(f"not all could be remembered in {settings.root / FOLDER}: the next build reads it again")
        return report


def _refuse_unknown(executor: str) -> None:
    """Raises SettingsError where *executor* means nothing, also where nothing is to be done."""
    from sitegen.build.executors import crew_of

    crew_of(executor)


def _inputs(settings: Settings, digests: Digests) -> Inputs:
    """What the site is made of; nothing where that cannot be said, and all is read anew."""
    try:
        return inputs_of(settings, digests)
    except OSError:
        return Inputs()


def _is_still(settings: Settings, inputs: Inputs) -> bool:
    """Whether the site is still made of the same; every file is read again."""
    return _inputs(settings, Digests()) == inputs


def _shows_the_same(settings: Settings, now: datetime, options: Options, memory: Memory, inputs: Inputs) -> bool:
    """Whether the pages would show what they showed, and there is nothing to say against it."""
    return (
        bool(inputs.shown)
        and memory.inputs.shown == inputs.shown
        and not (options.strict and memory.told.warnings)
        and memory.holds_at(now, today_of(settings, now))
    )


def _is_idle(
    settings: Settings, now: datetime, options: Options, memory: Memory, inputs: Inputs, digests: Digests
) -> bool:
    """Whether the site that stands is the one that would be built."""
    return (
        _shows_the_same(settings, now, options, memory, inputs)
        and memory.inputs.all == inputs.all
        and not (settings.output / STAGE).exists()
        and _stands(settings.output, MANIFEST, memory.manifest, digests)
        and all(_stands(settings.output, address, one.sha256, digests) for address, one in memory.pages.items())
    )


def _stands(output: Path, address: str, digest: str, digests: Digests) -> bool:
    try:
        return digests.of(f"{output}/{address}").hex() == digest
    except OSError:
        return False


def today_of(settings: Settings, now: datetime) -> date | None:
    """The day that pages call today, where the settings leave that to the clock."""
    return now.astimezone(ZoneInfo(settings.site.timezone)).date() if settings.as_of == "today" else None


def _told_again(memory: Memory, profile: Profile) -> Report:
    told = memory.told
    written = Written((), (), (), len(memory.pages))
    warnings = tuple(as_errors(told.warnings))
    return Report(told.articles, told.facts, told.withheld, len(memory.pages), written, (), warnings, profile=profile)


def _remember(settings: Settings, cache: Cache, memory: Memory, digests: Digests) -> None:
    try:
        noted = digests.notes(time_of(settings.root / FOLDER))
    except OSError:
        noted = {}
    remember(cache, settings.output, replace(memory, noted=noted))
    cache.trim()
