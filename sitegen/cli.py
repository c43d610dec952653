"""The commands. The only place that knows the clock, the terminal and the exit codes."""

import json
from pathlib import Path

import click


@click.group()
def main() -> None:
    """Turns a folder of Korean news articles into a briefing site."""


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
def facts(files: tuple[Path, ...], form: str) -> None:
    """Prints the facts of FILES; writes nothing."""
    from sitegen.analyse import document_of
    from sitegen.extract import facts_of
    from sitegen.extract.report import facts_json
    from sitegen.read import read_seed

    read = [facts_of(document_of(read_seed(path.as_posix(), path.read_bytes()))) for path in files]
    click.echo(json.dumps(facts_json(read), ensure_ascii=False, indent=1))
