"""What several commands have in common."""

from pathlib import Path

import click

from sitegen.errors import SitegenError

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
