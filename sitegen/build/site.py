"""A build as the command runs it: alone, from what is remembered, and without loading a stage where nothing changed."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sitegen.build.cache import Cache
from sitegen.build.digests import Digests, time_of
from sitegen.build.inputs import Inputs, inputs_of
from sitegen.build.lock import alone
from sitegen.build.memory import Memory, recall, remember, told_again
from sitegen.build.profile import Profile
from sitegen.build.report import Progress, Report, silent
from sitegen.build.run import DEFAULTS, FOLDER, Options, Run
from sitegen.build.single import check_place
from sitegen.config import Settings
from sitegen.write import MANIFEST, STAGE, Written, check_output, manifest_of


def build(
    settings: Settings,
    now: datetime,
    options: Options = DEFAULTS,
    *,
    progress: Progress | None = None,
    tell: Callable[[str], None] = lambda words: None,
) -> Report:
    """The site stands in the output folder. Raises Faults, and then the last good site stays as it was.

    *tell* is told in a line what the build waits for, and what it goes on without.
    """
    sources = {"seeds": settings.seeds, "templates": settings.templates}
    check_output(settings.output, sources, Path.home())
    if options.single_file:
        check_place(options.single_file, settings)
    if options.executor:
        _refuse_unknown(options.executor)
    folder = settings.root / FOLDER
    with alone(folder, tell), Cache(folder) as cache:
        is_kept = cache.is_kept
        if not is_kept:
            tell(f"nothing can be remembered in {folder}: every build starts from nothing")
        if options.clean:
            cache.clear()
        memory = recall(cache, settings.output)
        report = _built(
            Run(settings, now, options, cache, Digests(memory.noted), memory, Profile(), progress or silent)
        )
        if is_kept and not cache.is_kept:
            tell(f"not all could be remembered in {folder}: the next build reads it again")
        return report


def _built(run: Run) -> Report:
    """The site stands in the output folder, and what is to be remembered of it is."""
    with run.profile.stage("look"):
        inputs = _inputs(run.settings, run.digests)
        # The one page of the briefing is made of what the seeds say together, which nobody remembers.
        is_known = not run.options.single_file and _shows_the_same(run, inputs)
        is_idle = is_known and _is_idle(run, inputs)
    if is_idle:
        if run.digests.read:
            _remember(run, run.memory)
        return told_again(run.memory, Written((), (), (), len(run.memory.pages)), run.profile)
    from sitegen.build.recipe import build_anew, render_anew

    found = render_anew(run) if is_known else None
    report, memory = found or build_anew(run)
    # A file that was saved meanwhile, or left out for its faults, is read by the next build.
    is_whole = not report.faults and _is_still(run.settings, inputs)
    listed = manifest_of({address: one.sha256 for address, one in memory.pages.items()})
    manifest = hashlib.sha256(listed).hexdigest()
    _remember(run, replace(memory, inputs=inputs if is_whole else Inputs(), manifest=manifest))
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


def _shows_the_same(run: Run, inputs: Inputs) -> bool:
    """Whether the pages would show what they showed, and there is nothing to say against it."""
    memory = run.memory
    return (
        bool(inputs.shown)
        and memory.inputs.shown == inputs.shown
        and not (run.options.strict and memory.told.warnings)
        and memory.holds_at(run.now, run.today)
    )


def _is_idle(run: Run, inputs: Inputs) -> bool:
    """Whether the site that stands is the one that would be built, where its pages show what they showed."""
    memory, output = run.memory, run.settings.output
    return (
        memory.inputs.all == inputs.all
        and not (output / STAGE).exists()
        and _stands(output, MANIFEST, memory.manifest, run.digests)
        and all(_stands(output, address, one.sha256, run.digests) for address, one in memory.pages.items())
    )


def _stands(output: Path, address: str, digest: str, digests: Digests) -> bool:
    try:
        return digests.of(f"{output}/{address}").hex() == digest
    except OSError:
        return False


def _remember(run: Run, memory: Memory) -> None:
    """From now on *memory* is what is known of the site, with what is known of its files."""
    with run.profile.stage("remember"):
        try:
            noted = run.digests.notes(time_of(run.settings.root / FOLDER))
        except OSError:
            noted = {}
        remember(run.cache, run.settings.output, replace(memory, noted=noted))
        run.cache.trim()
