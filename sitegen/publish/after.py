"""The command of a target's ``after_publish``: it is told which addresses readers must get anew."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from sitegen.config import Settings, Target
from sitegen.errors import PublishError, SettingsError
from sitegen.publish.plan import Plan
from sitegen.publish.secrets import without_secrets

VARIABLE = "SITEGEN_CHANGED"


def command_of(target: Target, settings: Settings) -> list[str]:
    """The command and its arguments, [] where the target has none. Raises SettingsError where it cannot be run."""
    text = target.options.get("after_publish", "")
    try:
        words = shlex.split(text)
    except ValueError as fault:
        hint = "each quotation mark has a second one; there is no shell"
        raise SettingsError(f"after_publish of target '{target.name}': {fault}", None, hint) from fault
    if words and not settings.site.url:
        message = f"after_publish of target '{target.name}' is told addresses, and the site has none"
        raise SettingsError(message, None, 'write  url = "https://…"  under [site]')
    return words


def run_after(words: list[str], settings: Settings, plan: Plan, echo: Callable[[str], None]) -> PublishError | None:
    """Runs *words* in the folder of the site, and passes on what it prints. Returns its failure; the site is out.

    The addresses of *plan* are on its standard input, one a line, and in the file that SITEGEN_CHANGED names.
    """
    told = "".join(f"{url}\n" for url in urls_of(plan, settings.site.url))
    with tempfile.TemporaryDirectory(prefix="sitegen-after-") as folder:
        listed = Path(folder) / "changed.txt"
        listed.write_text(told, "utf-8")
        try:
            done = subprocess.run(
                words, cwd=settings.root, input=told.encode(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                env={**os.environ, VARIABLE: str(listed)}, check=False,
            )  # fmt: skip
        except OSError as fault:
            return _failure(words[0], f"cannot be run: {fault.strerror}")
    for line in done.stdout.decode(errors="replace").splitlines():
        echo(without_secrets(line))
    return _failure(words[0], f"ended with {done.returncode}") if done.returncode else None


def _failure(name: str, what: str) -> PublishError:
    hint = "the site is out; run the command by hand, or look at  after_publish"
    return PublishError(without_secrets(f"after_publish: {name} {what}"), None, hint)


def urls_of(plan: Plan, base: str) -> Iterator[str]:
    """The addresses of all that is new, changed or gone; of a page both that of its file and that of its folder."""
    for address in sorted((*plan.added, *plan.changed, *plan.removed)):
        if address == "index.html" or address.endswith("/index.html"):
            yield f"{base.rstrip('/')}/{quote(address.removesuffix('index.html'))}"
        yield f"{base.rstrip('/')}/{quote(address)}"
