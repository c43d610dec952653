"""``sitegen publish``: the plan, the question, the line of progress, and a report for machines."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen.cli.shared import moment_of, now_option, progress_line, readable, site_option
from sitegen.config import read_settings
from sitegen.errors import Faults, SettingsError, SitegenError

if TYPE_CHECKING:
    from sitegen.publish import PublishReport

_WIPE = "\r\x1b[K"


@click.command()
@site_option
@now_option
@click.argument("target", required=False)
@click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--max-deletes", type=click.IntRange(0), help="Allow this many deletions.  [default: 10 % or 50]")
@click.option("--adopt", is_flag=True, help="Take over what stands in the way and is not ours.")
@click.option("--break-lock", is_flag=True, help="Take the lock from whoever publishes there.")
@click.option("--verify", is_flag=True, help="Look at every file there, also where that takes long.")
@click.option("--rollback", "back", is_flag=True, help="Go back to the publication before; nothing is built.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON report for machines; does not ask.")
def publish(
    root: Path,
    now: str | None,
    target: str | None,
    dry_run: bool,
    yes: bool,
    max_deletes: int | None,
    back: bool,
    as_json: bool,
    **how: bool,
) -> None:
    """Builds the site anew and publishes it to TARGET, a [[publish]] of the settings.

    Exits with 1 where the content is at fault, 2 where the settings are, 3 where the target cannot be reached, 4 where it
    refuses, 5 where somebody else is publishing there.
    """
    try:
        if back:
            _roll_back(root, target, dry_run, as_json, how)
            return
        report = _published(root, now, target, dry_run, yes or as_json, max_deletes, as_json, how)
    except SitegenError as fault:
        if as_json:
            _print({"sitegen_publish": 1, "target": target, "dry_run": dry_run, "errors": _errors(fault)})
        else:
            click.echo(_safe(str(fault)), err=True)
        sys.exit(fault.exit_code)
    if report is None:
        raise click.Abort
    if as_json:
        _print(_json(report))
    elif report.failure:
        click.echo(_safe(str(report.failure)), err=True)
    if report.failure:
        sys.exit(report.failure.exit_code)


def _published(
    root: Path, now: str | None, target: str | None, dry_run: bool, yes: bool, max_deletes: int | None, quiet: bool,
    how: dict[str, bool],
) -> "PublishReport | None":  # fmt: skip
    from sitegen.publish import publish as publish_site
    from sitegen.publish.targets import Options

    settings = read_settings(root)
    moment = moment_of(now, settings)
    yes = yes or not sys.stdin.isatty()
    with progress_line(quiet) as progress:
        is_shown = progress is not None

        def echo(line: str) -> None:
            if is_shown:
                click.echo(_WIPE, nl=False, err=True)
            click.echo(_safe(line))

        def tell(line: str) -> None:
            click.echo(f"{_WIPE if is_shown else ''}{_safe(line)}", err=True)

        return publish_site(
            settings, target, now=moment, dry_run=dry_run, yes=yes, max_deletes=max_deletes,
            echo=(lambda line: None) if quiet else echo, options=Options(dry_run=dry_run, **how), progress=progress,
            tell=tell, ask=lambda: click.confirm("Publish this?"),
        )  # fmt: skip


def _roll_back(root: Path, target: str | None, dry_run: bool, as_json: bool, how: dict[str, bool]) -> None:
    from sitegen.publish import rollback
    from sitegen.publish.targets import Options

    if dry_run:
        raise SettingsError("--rollback and --dry-run say two things", None, "leave one of them out")
    said: list[str] = []
    revision = rollback(read_settings(root), target, echo=said.append, options=Options(**how))
    if as_json:
        _print({"sitegen_publish": 1, "target": target, "rolled_back_to": revision, "errors": []})
    else:
        click.echo(_safe("\n".join(said)))


def _json(report: "PublishReport") -> dict[str, Any]:
    return {
        "sitegen_publish": 1,
        "target": report.target,
        "place": report.place,
        "added": list(report.added),
        "changed": list(report.changed),
        "removed": list(report.removed),
        "unchanged": report.unchanged,
        "reasons": dict(report.reasons),
        "revision": report.revision,
        "dry_run": report.dry_run,
        "seconds": round(report.seconds, 3),
        "errors": _errors(report.failure) if report.failure else [],
    }


def _errors(fault: SitegenError) -> list[dict[str, Any]]:
    """As in the report of a build, each with the exit code that it alone would have."""
    from sitegen.build.report import fault_json

    several = fault.errors if isinstance(fault, Faults) else (fault,)
    return [{**fault_json(one), "exit_code": one.exit_code} for one in several]


def _safe(text: str) -> str:
    """*text* as it may be shown: it steers no terminal and tells no secret."""
    from sitegen.publish.secrets import without_secrets

    return readable(without_secrets(text))


def _print(content: dict[str, Any]) -> None:
    click.echo(_safe(json.dumps(content, ensure_ascii=False, indent=1)))
