"""From a folder of seeds to a published site: build anew, look once more, plan, guard, send, record."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sitegen.build import Built, make
from sitegen.build.record import write_record
from sitegen.config import SETTINGS_FILE, Settings, Target
from sitegen.errors import Place, SettingsError
from sitegen.publish.gate import refuse_withheld
from sitegen.publish.plan import Plan, refuse_deletions
from sitegen.publish.targets import Options, open_target

Make = Callable[[Settings, datetime], Built]

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
    make: Make = make,
) -> PublishReport:
    """The target holds the site as its seeds are *now*, built anew: never what an older build left in a folder.

    Once it has arrived it is recorded as what readers know. With *dry_run* nothing is written anywhere. *yes* is the
    caller's, who asks: here nothing is asked. Raises Faults of the seeds; PublishError where the target refuses, holds
    what is not ours, would lose too much, or would get a trace of what is withheld; SettingsError where no target is
    meant.
    """
    target = choose(settings.publish, target_name)
    built = make(settings, now)
    refuse_withheld(built)
    with open_target(settings, target, replace(options or Options(), dry_run=dry_run)) as place:
        plan = place.plan(built.files)
        if dry_run:
            for line in plan.lines():
                echo(line)
        refuse_deletions(plan, max_deletes)
        revision = "" if dry_run else place.send(built.files, plan, now)
        echo(_summary(target, place.name, plan, revision, dry_run))
    if not dry_run:
        write_record(settings.record, built.since.record)
    return PublishReport(target.name, plan.added, plan.changed, plan.removed, plan.unchanged, revision, dry_run)


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
    commit = f" at {revision[:10] if len(revision) == _COMMIT else revision}" if revision else ""
    rest = "; a dry run, nothing was written" if dry_run else ""
    return f"{target.name}: {plan}  ({place}{commit}){rest}"
