"""The commands. The only place that knows the clock, the terminal and the exit codes."""

import io
import json
import os
import re
import shlex
import sys
from contextlib import nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen.cli.add import add
from sitegen.cli.publish import publish
from sitegen.cli.shared import as_warning, moment_of, now_option, progress_line, readable, site_option
from sitegen.config import Settings, read_settings
from sitegen.errors import Faults, OutputError, Place, SeedError, SettingsError, SitegenError

if TYPE_CHECKING:
    from sitegen.build import Report

# Heavy stages are imported inside the commands that need them: `sitegen --help` must not load Kiwi.


class _Commands(click.Group):
    """Commands in the order in which a newcomer needs them; the one catcher of our errors."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return ["init", "add", "build", "serve", "publish", "diff", "facts", "explain", "check", "cache"]

    def invoke(self, ctx: click.Context) -> Any:
        for stream in (sys.stdout, sys.stderr):
            # A console of another encoding shows \u2192 for an arrow, and no traceback.
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except SitegenError as fault:
            click.echo(str(fault), err=True)
            sys.exit(fault.exit_code)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sitegen")
def main() -> None:
    """Turns a folder of Korean news articles into a briefing site, each fact linked to its sentence."""


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
def init(folder: Path) -> None:
    """Makes a new site in FOLDER: settings, one seed, a place for templates. Files that exist stay."""
    from sitegen.build.starter import start_site

    for path, is_new in start_site(folder):
        click.echo(f"{'+' if is_new else '='} {path.as_posix()}{'' if is_new else '  (was there, kept)'}")
    where = "" if folder == Path(".") else f" --site {shlex.quote(folder.as_posix())}"
    nexts = {
        "serve": "see the site; every save shows at once",
        "add": "paste an article",
        "build": "write it to output/",
    }
    for number, (command, does) in enumerate(nexts.items()):
        click.echo(
            f"{'      ' if number else chr(10) + 'Next: '} {f'sitegen {command}{where}':<{16 + len(where)}}{does}"
        )


main.add_command(add)


@main.command()
@site_option
@now_option
@click.option("--strict", is_flag=True, help="Warnings are errors.")
@click.option("--keep-going", is_flag=True, help="Leave out seeds that cannot be read, and build the rest.")
@click.option("--clean", is_flag=True, help="Forget what earlier builds have read, and read everything anew.")
@click.option("--workers", type=click.IntRange(1, 1000), help="Processes that read the seeds.  [default: one a core]")
@click.option("--executor", metavar="NAME",
              help="Who reads the seeds: serial, processes[:N], tcp://HOST:PORT (Dask) or module:factory.")  # fmt: skip
@click.option("--single-file", is_flag=False, flag_value="", metavar="[FILE]",
              help="Write the briefing as one page besides, for mail and messengers.  [FILE: briefing.html of the site]")  # fmt: skip
@click.option("--profile", "with_profile", is_flag=True, help="Tell where the time went.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON report for machines.")
def build(
    root: Path,
    now: str | None,
    strict: bool,
    keep_going: bool,
    clean: bool,
    workers: int | None,
    executor: str | None,
    single_file: str | None,
    with_profile: bool,
    as_json: bool,
) -> None:
    """Builds the site. A seed that fails stops it, and the last good site stays."""
    from sitegen.build import Options
    from sitegen.build import build as build_site
    from sitegen.build.report import faults_json, report_json

    settings = read_settings(root)
    moment = moment_of(now, settings)
    if workers and executor:
        raise SettingsError("--workers and --executor say two things", None, f"write  --executor processes:{workers}")
    single = None if single_file is None else Path(single_file) if single_file else settings.root / "briefing.html"
    options = Options(strict, keep_going, clean, executor or (f"processes:{workers}" if workers else ""), single)
    try:
        with progress_line(as_json) as progress:
            report = build_site(settings, moment, options, progress=progress, tell=_remark)
    except SitegenError as fault:
        if not as_json:
            raise
        failed = {"sitegen_build": 1, "output": settings.output.as_posix(), "errors": faults_json(fault)}
        click.echo(json.dumps(failed, ensure_ascii=False, indent=1))
        sys.exit(fault.exit_code)
    if as_json:
        click.echo(json.dumps(report_json(report, settings, with_profile=with_profile), ensure_ascii=False, indent=1))
    else:
        _tell(report, settings)
        for line in report.profile.lines() if with_profile else ():
            click.echo(line)
    if report.faults:
        sys.exit(1)


def _remark(words: str) -> None:
    click.echo(f"sitegen: {words}", err=True)


def _tell(report: "Report", settings: Settings) -> None:
    from sitegen.build.report import notes_of

    for fault in report.faults:
        click.echo(str(fault), err=True)
    for warning in (*report.warnings, *notes_of(settings)):
        click.echo(as_warning(warning), err=True)
    written = report.written
    held = f", {len(report.withheld)} withheld" if report.withheld else ""
    click.echo(f"{report.articles} articles{held}, {report.facts} facts, {report.files} files")
    if written.is_idle:
        click.echo("nothing changed")
    else:
        click.echo(f"+{len(written.added)} ~{len(written.changed)} -{len(written.removed)}")
    if report.files:
        click.echo((settings.output / "index.html").as_posix())
    if report.single_file:
        click.echo(report.single_file.as_posix())


@main.command()
@site_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--poll", is_flag=True, help="Look at the files every second instead of waiting for events.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in the browser.")
def serve(root: Path, port: int, poll: bool, open_browser: bool) -> None:
    """Shows the site on 127.0.0.1 and the page anew on every save."""
    from sitegen.serve import serve as serve_site

    settings = read_settings(root)
    serve_site(settings, port=port, now=lambda: datetime.now(UTC), open_browser=open_browser, poll=poll,
               echo=click.echo)  # fmt: skip


main.add_command(publish)


@main.command()
@site_option
@now_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON report for machines.")
@click.option("--accept", is_flag=True, help="Record the site as published, for who copies output/ by hand.")
@click.option("--exit-code", "as_exit_code", is_flag=True, help="Exit with 1 if anything differs.")
def diff(root: Path, now: str | None, as_json: bool, accept: bool, as_exit_code: bool) -> None:
    """Prints what has changed since the last publication: lines new, changed, withdrawn, and plans fulfilled."""
    from sitegen.build.diff import diff_json, diff_lines
    from sitegen.build.recipe import brief, opened_archive
    from sitegen.build.record import write_record

    settings = read_settings(root)
    with progress_line(as_json) as progress, opened_archive(settings, progress, is_guest=True) as archive:
        briefed = brief(settings, moment_of(now, settings), archive)
    shown = settings.record.name
    if as_json:
        click.echo(json.dumps(diff_json(briefed), ensure_ascii=False, indent=1))
    elif briefed.since.changes is not None:
        click.echo(readable("\n".join(diff_lines(briefed))))
    elif not accept:
        click.echo(f"there is no record of a publication yet ({shown})")
        click.echo("  hint: sitegen publish  writes it; so does  sitegen diff --accept, for a site that is already out")
    if accept:
        is_new = write_record(settings.record, briefed.since.record)
        click.echo(f"{'recorded' if is_new else 'was recorded already'}: {shown}", err=as_json)
    if as_exit_code and briefed.since.changes:
        sys.exit(1)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--published", metavar="DATE", help="Publication date of files that do not say theirs.")
@click.option("--against", type=click.Path(path_type=Path), metavar="JSON",
              help="Print what differs from an earlier --format json: gained, lost and changed facts.")  # fmt: skip
@click.option("--linked", is_flag=True,
              help="Add what the files say together: entities, events told by several, plans and outcomes, series.")  # fmt: skip
def facts(files: tuple[Path, ...], form: str, published: str | None, against: Path | None, linked: bool) -> None:
    """Prints the facts of FILES, by their corrections and the entities.toml of their site; writes nothing."""
    from sitegen.build.archive import extracted
    from sitegen.build.compare import differences, read_facts, report
    from sitegen.build.corrections import corrections_beside, edited
    from sitegen.build.known import known_for
    from sitegen.build.linked import linked_json, linked_table
    from sitegen.extract.report import facts_table
    from sitegen.model.contract import facts_json

    day = _day(published) if published else None
    before = read_facts(against) if against else None
    known = known_for(files)
    read = []
    faults: list[SitegenError] = []
    warnings: list[SitegenError] = []
    for path in files:
        try:
            one = edited(extracted(_article(path, day), known[path.as_posix()]), corrections_beside(path))
            read.append(one.read)
            faults += one.unclear
            warnings += one.vanished
        except Faults as several:
            faults += several.errors
        except SitegenError as fault:
            faults.append(fault)
    for warning in warnings:
        click.echo(as_warning(warning), err=True)
    if faults:
        raise Faults(faults)
    if before is not None:
        click.echo(readable(report(differences(before, facts_json(read)))))
    elif form == "json":
        content = linked_json(read, known) if linked else facts_json(read)
        click.echo(json.dumps(content, ensure_ascii=False, indent=1))
    else:
        click.echo(readable(facts_table(read) + (f"\n\n{linked_table(read, known)}" if linked else "")))


def _article(path: Path, published: date | None) -> Any:
    from sitegen.read import read_seed

    try:
        content = path.read_bytes()
    except OSError as fault:
        raise SeedError(f"cannot be read: {fault.strerror}", Place(path.as_posix())) from fault
    return read_seed(path.as_posix(), content, published=published)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise SettingsError(f"no such day: '{text}'", None, "write  --published 2024-06-04") from fault


@main.command()
@click.argument("what", metavar="FILE:LINE|SENTENCE")
@click.option("--published", metavar="DATE", help="Publication date of a sentence, or of a file without one.")
def explain(what: str, published: str | None) -> None:
    """Shows which rules fired in a line of a seed or in a sentence, which lost, and why."""
    from sitegen.build.explain import explain_line, explain_sentence
    from sitegen.build.known import known_for

    day = _day(published) if published else None
    path, _, line = what.rpartition(":")
    if re.fullmatch(r"[0-9]{1,9}", line) and _names_a_seed(path):
        seed = Path(path)
        known = known_for([seed])[seed.as_posix()]
        click.echo(readable(explain_line(_article(seed, day), int(line), known)))
    elif _names_a_seed(what):
        raise SettingsError("which line?", Place(what), f"write  sitegen explain {what}:1")
    else:
        click.echo(readable(explain_sentence(what, day)))


def _names_a_seed(words: str) -> bool:
    """Whether *words* are the path of a file, or look like that of a seed and like no sentence."""
    # os.path: a sentence can be longer than any path, and pathlib raises where it is.
    return os.path.isfile(words) or re.fullmatch(r"\S+\.(?:md|txt)", words, re.IGNORECASE) is not None


@main.command()
@site_option
@now_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON report for machines.")
def check(root: Path, now: str | None, as_json: bool) -> None:
    """Checks the seeds, their corrections, colours and templates, and in the built site every link, anchor and piece of
    evidence, its markup, its sizes, and that it holds no word of what must not be shown yet."""
    from sitegen.build.check import check_site
    from sitegen.build.report import fault_json

    settings = read_settings(root)
    result = check_site(settings, moment_of(now, settings))
    if as_json:
        report = {"sitegen_check": 1, "checked": result.counts, "errors": [fault_json(f) for f in result.faults]}
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
        sys.exit(1 if result.faults else 0)
    if result.faults:
        raise Faults(result.faults)
    click.echo(", ".join(f"{number} {what}" for what, number in result.counts.items()) + ": all well")


@main.command()
@site_option
@click.option("--clear", is_flag=True, help="Forget it all: the next build reads everything anew.")
def cache(root: Path, clear: bool) -> None:
    """Says where the site keeps what earlier builds have read, and how much that is."""
    from sitegen.build.cache import Cache
    from sitegen.build.lock import alone
    from sitegen.build.run import FOLDER

    folder = read_settings(root).root / FOLDER
    if not folder.is_dir():
        click.echo(f"{folder}: nothing is remembered")
        return
    # Nothing is taken away from a build that goes on.
    with alone(folder, _remark) if clear else nullcontext(), Cache(folder) as kept:
        if not kept.path:
            raise OutputError("cannot be written", Place(str(folder)), "make the folder writable")
        if clear:
            kept.clear()
        number, size = kept.size()
        click.echo(f"{kept.path}: {number} entries, {size / 1e6:.1f} MB")
