"""What several commands have in common."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from sitegen.config import Settings
from sitegen.errors import SettingsError, SitegenError

site_option = click.option(
    "--site", "root", type=click.Path(path_type=Path, file_okay=False), default=".",
    help="Folder of the site: where sitegen.toml and seeds/ are.  [default: here]",
)  # fmt: skip


def readable(text: str) -> str:
    """*text* without control characters: words of a seed must not steer the terminal."""
    return "".join(char if char.isprintable() or char == "\n" else "�" for char in text)


def as_warning(warning: SitegenError) -> str:
    """*warning* as it is told."""
    return str(warning).replace(": error: ", ": warning: ", 1)


now_option = click.option("--now", metavar="TIME", help="The moment that decides drafts and embargoes.  [default: now]")


def moment_of(text: str | None, settings: Settings) -> datetime:
    """The moment that ``--now`` says; a time without a zone is in that of the site."""
    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as fault:
        raise SettingsError(f"no such time: '{text}'", None, "write  --now 2024-06-04T09:00") from fault
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(settings.site.timezone))


@contextmanager
def progress_line(quiet: bool) -> Iterator[Any]:
    """One line on a terminal that says what is done and what is left; nothing in a pipe."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    starts: dict[str, float] = {}

    def tell(stage: str, done: int, total: int) -> None:
        passed = time.monotonic() - starts.setdefault(stage, time.monotonic())
        left = passed / done * (total - done)
        of_all = f"/{total}" if total else ""
        rest = f", {left:.0f} s left" if left >= 1 else ""
        click.echo(f"\r{stage} {done}{of_all}{rest}\x1b[K", nl=False, err=True)

    try:
        yield tell
    finally:
        click.echo("\r\x1b[K", nl=False, err=True)
