"""``sitegen add``: a clipping from a file, a pipe or the keyboard becomes a seed."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO
from zoneinfo import ZoneInfo

import click

from sitegen.cli.shared import as_warning, readable, site_option
from sitegen.config import Settings, is_site, read_settings
from sitegen.errors import Place, SeedError, SettingsError, SitegenError

if TYPE_CHECKING:
    from sitegen.build.clipping import Added
    from sitegen.read.clipping import Clipping

_STDIN = "stdin"
_ENDS = (b"", b"\x04", b"\0")  # a terminal that is gone; what Ctrl-D sends; what is kept of one typed too early


@click.command()
@click.argument("file", required=False, metavar="[FILE|-]")
@site_option
@click.option("--published", metavar="DATE", help="Day of publication, 2024-06-04, or with a time.")
@click.option("--source", metavar="NAME", help="Who published it.")
@click.option("--url", metavar="URL", help="Where it stands.")
@click.option("--title", metavar="TITLE", help="Its title.  [default: the text's own]")
@click.option("--story", metavar="NAME", help="Articles of one story stand on one page.")
@click.option("--body", type=click.Choice(["full", "evidence", "none"]), help="How much of it the site may show.")
@click.option("--draft", is_flag=True, help="It appears nowhere yet.")
@click.option("--name", metavar="NAME", default="", help="Name of the file, no suffix.  [default: day and title]")
def add(root: Path, file: str | None, draft: bool, name: str, **said: str | None) -> None:
    """Adds a clipping to the seeds: FILE, what is piped in (-), or what you paste.

    On a terminal it asks for what no option says; Enter skips. The last line printed is the path of the seed.
    """
    from sitegen.build.clipping import add_clipping
    from sitegen.read.clipping import read_clipping

    settings = read_settings(root)
    if not is_site(root):
        where = "" if root == Path(".") else f" {root.as_posix()}"
        raise SettingsError("there is no site here", Place(root.as_posix()), f"run  sitegen init{where}  to make one")
    keys = {key: said[key] or "" for key in ("title", "published", "source", "url", "story", "body") if said[key]}
    if draft:
        keys["status"] = "draft"
    is_typed = file in (None, "-") and _is_terminal(sys.stdin)
    if file in (None, "-"):
        clipping = read_clipping(_STDIN, _typed() if is_typed else _piped(), None)
        day = None
    else:
        path = Path(str(file))
        markdown = path.suffix.lower() in (".md", ".markdown")
        clipping = read_clipping(path.as_posix(), _content(path), markdown)
        day = _day_of(path.stem)
    with _answers(is_typed) as answers:
        if answers:
            keys |= _asked(answers, settings, clipping, keys, day)
    _tell(add_clipping(settings, clipping, keys, name, day), clipping, settings, root)


def _day_of(name: str) -> date | None:
    from sitegen.read.seed import day_of_name

    with suppress(ValueError):
        return day_of_name(name)
    return None


def _content(path: Path) -> bytes:
    from sitegen.read.clipping import LARGEST

    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise SeedError(f"cannot be read: {reason}", Place(path.as_posix())) from fault


def _piped() -> bytes:
    from sitegen.read.clipping import LARGEST

    try:
        return sys.stdin.buffer.read(LARGEST + 1)
    except (OSError, AttributeError) as fault:  # closed: sitegen add <&-
        raise SeedError("cannot be read", Place(_STDIN), "name a file:  sitegen add FILE") from fault


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _typed() -> bytes:
    """What is pasted into the terminal up to Ctrl-D."""
    try:
        import termios
    except ImportError:
        click.echo("paste the article, then Ctrl-Z and Enter", err=True)
        return _piped()
    from sitegen.read.clipping import LARGEST

    # A terminal that edits lines drops what is longer than 4,095 bytes: a paragraph of 1,400 syllables. Ours does not.
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    plain: list[Any] = list(before)
    plain[3] &= ~(termios.ICANON | termios.ECHOCTL)  # and a new line shows as one, not as ^J
    content = bytearray()
    try:
        termios.tcsetattr(terminal, termios.TCSADRAIN, plain)
        click.echo("paste the article, then Ctrl-D", err=True)
        # Byte by byte: what is typed behind the end answers the questions.
        with suppress(OSError):  # a terminal that is closed has ended, too
            while len(content) <= LARGEST and (byte := os.read(terminal, 1)) not in _ENDS:
                content += byte
    finally:
        with suppress(termios.error):
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    click.echo(err=True)
    return _erased(bytes(content))


def _erased(content: bytes) -> bytes:
    """*content* as the backspaces in it have left it."""
    if b"\x7f" not in content:
        return content
    letters: list[str] = []
    for letter in content.decode("utf-8", "surrogateescape"):
        if letter != "\x7f":
            letters.append(letter)
        elif letters and letters[-1] != "\n":
            letters.pop()
    return "".join(letters).encode("utf-8", "surrogateescape")


@contextmanager
def _answers(is_typed: bool) -> Iterator[TextIO | None]:
    """Where answers are read from; None where nobody can be asked. After a clipping that was typed it is the terminal
    itself: what was read of it may have ended with it."""
    if not is_typed:
        yield sys.stdin if _is_terminal(sys.stdin) and _is_terminal(sys.stderr) else None
        return
    try:
        terminal = open("/dev/tty", encoding="utf-8", errors="replace")  # noqa: SIM115 - what follows may raise OSError
    except OSError:
        yield None
        return
    with terminal:
        yield terminal if _is_terminal(sys.stderr) else None


def _asked(
    answers: TextIO, settings: Settings, clipping: "Clipping", keys: dict[str, str], day: date | None
) -> dict[str, str]:
    """What is answered of that which neither *keys* nor the clipping's own front matter says."""
    from sitegen.build.clipping import article_of

    article = article_of(settings, clipping, keys)
    said = {"published": article.published, "source": article.source, "url": article.url, "title": keys.get("title")}
    stamped = day or clipping.stamped(ZoneInfo(settings.site.timezone))
    guesses = {"published": stamped.isoformat() if stamped else "", "title": article.title}
    told: dict[str, str] = {}
    click.echo("Enter takes what stands in brackets, or skips; - says none", err=True)
    for key in (key for key, value in said.items() if not value):

        def check(answer: str, key: str = key) -> None:
            article_of(settings, clipping, {**keys, **told, key: answer})

        answer = _answer(answers, key, guesses.get(key, ""), check)
        if answer is None:
            break
        if answer and not (key == "title" and answer == article.title):
            told[key] = answer
    return told


def _answer(answers: TextIO, key: str, guess: str, check: Callable[[str], None]) -> str | None:
    """The answer to one question, "" for none; None where no more answers come. *check* raises where it is wrong."""
    while True:
        click.echo(f"{key}{f' [{readable(guess)}]' if guess else ''}: ", nl=False, err=True)
        line = answers.readline()
        if not line:
            click.echo(err=True)
            return None
        answer = line.strip() or guess
        if answer in ("", "-"):
            return ""
        try:
            check(answer)
        except SitegenError as fault:
            click.echo(str(fault), err=True)
        else:
            return answer


def _tell(added: "Added", clipping: "Clipping", settings: Settings, root: Path) -> None:
    inside = added.path.is_relative_to(settings.root)
    path = readable((root / added.path.relative_to(settings.root) if inside else added.path).as_posix())
    article = added.article
    if added.is_new and article.published is None:
        message = "no publication date, so the days and years that count from it stay unknown"
        stamped = clipping.stamped(ZoneInfo(settings.site.timezone))
        says = f"its text says {stamped}: " if stamped else ""
        hint = f"{says}begin the file's name with the day, {stamped or '2024-06-04'}-…"
        click.echo(as_warning(SeedError(message, Place(path), hint)), err=True)
    click.echo(f"{'+' if added.is_new else '='} {path}{'' if added.is_new else '  (has this text already, kept)'}")
    click.echo(f"{readable(article.title)} ({article.published or 'no date'})")
    click.echo(path)
