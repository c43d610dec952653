"""From a folder of seeds to a published site: build anew, look once more, plan, guard, send, record, tell."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Protocol, runtime_checkable

from sitegen.build import Built, make
from sitegen.build.record import write_record
from sitegen.build.report import Progress, silent
from sitegen.config import SETTINGS_FILE, Settings, Target
from sitegen.errors import Faults, Place, PublishError, SettingsError, SitegenError
from sitegen.publish.after import command_of, run_after
from sitegen.publish.gates import Witness, faults_of
from sitegen.publish.hosts import for_host, host_of
from sitegen.publish.plan import Plan, refuse_deletions
from sitegen.publish.targets import Options, open_target

Make = Callable[[Settings, datetime], Built]
Ask = Callable[[], bool]

_SHOWN = 40  # lines of the plan before a run that goes on

_COMMIT = 40  # digits
_EXAMPLE = """add to sitegen.toml:
    [[publish]]
    name = "pages"
    kind = "git"
    remote = "git@host:me/briefing.git"
    branch = "gh-pages\""""


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What a publication did, or with *dry_run* would do: addresses, each sorted."""

    target: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    revision: str  # the commit or release that the target now holds; '' for a folder, and in a dry run
    dry_run: bool
    place: str = ""  # what the user calls the target, without a password
    reasons: Mapping[str, str] = field(default_factory=dict)  # by address, where the plan has one
    seconds: float = 0.0
    failure: PublishError | None = None  # of the command after it; the site is out


@runtime_checkable
class _Telling(Protocol):
    """A destination that tells how many of its files are done."""

    told: Callable[[int, int], None]


@runtime_checkable
class _Reversible(Protocol):
    """A destination that keeps what it held before."""

    def rollback(self) -> str:
        """It holds again what it held before; the name of that."""


def publish(
    settings: Settings,
    target_name: str | None,
    *,
    now: datetime,
    dry_run: bool,
    yes: bool,
    max_deletes: int | None,
    echo: Callable[[str], None],
    options: Options | None = None,
    make: Make | None = None,
    ask: Ask = lambda: True,
    progress: Progress | None = None,
    tell: Callable[[str], None] | None = None,
) -> PublishReport | None:
    """The target holds the site as its seeds are *now*, built anew: never what an older build left in a folder.

    *echo* gets the plan, a line a file, and what came of it. Unless *yes*, *ask* decides whether the plan is done; None
    where it is not. Once the site has arrived it is recorded as what readers know, and the target's command is run; *tell*
    gets what that says. With *dry_run* nothing is written anywhere. Raises Faults of the seeds, and all that the gates
    find; PublishError where the target refuses, holds what is not ours, or would lose too much; SettingsError where no
    target is meant.
    """
    started = time.monotonic()
    target = choose(settings.publish, target_name)
    host, after = host_of(target), command_of(target, settings)
    witness = Witness(settings)
    built = (make or partial(_make, progress=progress))(settings, now)
    public = tuple(read.article for read in built.briefing.articles)
    files = for_host(built.files, public, settings, target, host)
    options = replace(options or Options(), dry_run=dry_run)
    faults = list(faults_of(settings, built, files, host, witness, progress or silent))
    if faults:
        raise Faults([*faults, *_deletions(settings, target, replace(options, dry_run=True), files, max_deletes)])
    with open_target(settings, target, options) as place:
        plan = place.plan(files)
        _show(plan, None if dry_run else _SHOWN, echo)
        refuse_deletions(plan, max_deletes)
        if not (dry_run or yes or plan.is_idle or ask()):
            return None
        if isinstance(place, _Telling):
            place.told = partial(progress or silent, "send")
        revision = "" if dry_run else place.send(files, plan, now)
        echo(_summary(target, place.name, plan, revision, dry_run))
        shown = place.name
    failure = None
    if not dry_run:
        write_record(settings.record, built.since.record)
        if after and not plan.is_idle:
            failure = run_after(after, settings, plan, tell or echo)
    return PublishReport(
        target.name, plan.added, plan.changed, plan.removed, plan.unchanged, revision, dry_run, shown, plan.reasons,
        time.monotonic() - started, failure,
    )  # fmt: skip


def _make(settings: Settings, now: datetime, progress: Progress | None) -> Built:
    return make(settings, now, progress=progress)


def _deletions(
    settings: Settings, target: Target, options: Options, files: Mapping[str, bytes], most: int | None
) -> Iterator[SitegenError]:
    """What the guard against deletions says of a publication that does not take place, if the target can be asked."""
    with suppress(SitegenError), open_target(settings, target, options) as place:
        plan = place.plan(files)
        try:
            refuse_deletions(plan, most)
        except PublishError as fault:
            yield fault


def _show(plan: Plan, most: int | None, echo: Callable[[str], None]) -> None:
    lines = list(plan.lines())
    for line in lines[:most]:
        echo(line)
    if most is not None and len(lines) > most:
        echo(f"… and {len(lines) - most} more;  --dry-run  shows them all")


def rollback(settings: Settings, target_name: str | None, *, echo: Callable[[str], None], options: Options) -> str:
    """The target holds again what it held before its last publication; the name of that. Builds nothing.

    Raises PublishError where the target keeps nothing to go back to.
    """
    target = choose(settings.publish, target_name)
    with open_target(settings, target, options) as place:
        if not isinstance(place, _Reversible):
            message = f"target '{target.name}' keeps no earlier publication to go back to"
            raise PublishError(message, None, "take the seeds back to what they were and publish them again")
        revision = place.rollback()
        echo(f"{target.name}: back at {revision}  ({place.name})")
    echo(f"{settings.record.name} still tells of the publication that was taken back: take that file back as well")
    return revision


def choose(targets: tuple[Target, ...], name: str | None) -> Target:
    """The target of that *name*, or the only one. Raises SettingsError, which lists what there is."""
    if not targets:
        raise SettingsError("there is no target to publish to", Place(SETTINGS_FILE), _EXAMPLE)
    names = ", ".join(target.name for target in targets)
    if name is None:
        if len(targets) == 1:
            return targets[0]
        raise SettingsError("which target?", None, f"write  sitegen publish {targets[0].name};  targets: {names}")
    for target in targets:
        if target.name == name:
            return target
    raise SettingsError(f"no such target: '{name}'", None, f"targets: {names}")


def _summary(target: Target, place: str, plan: Plan, revision: str, dry_run: bool) -> str:
    # Of a commit the first digits are enough; a release goes by its name.
    revised = f" at {revision[:10] if len(revision) == _COMMIT else revision}" if revision else ""
    foreign = f", {plan.foreign} of others left alone" if plan.foreign else ""
    rest = "; a dry run, nothing was written" if dry_run else ""
    return f"{target.name}: {plan}{foreign}  ({place}{revised}){rest}"
