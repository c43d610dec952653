"""The site is that of the seeds as they are, and will stand where readers look for it."""

import re
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from sitegen.build.digests import Digests
from sitegen.build.inputs import parts_of
from sitegen.config import SETTINGS_FILE, Settings
from sitegen.errors import Place, PublishError

# Names that lead nobody to a site: those that stand in examples, and those of one's own machine.
_NOWHERE = re.compile(r"(?:.*\.)?(?:localhost|localdomain|example|invalid|test|example\.(?:com|net|org))")
_TABLE = re.compile(r"^[ \t]*\[(?:tool\.sitegen\.)?site\]", re.MULTILINE)
_URL = re.compile(r"^[ \t]*(url)[ \t]*=", re.MULTILINE)


class Witness:
    """Has seen what a site is made of, and tells what of it is not so any more. Make it before the site is built."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._before = self._look()

    def faults(self) -> Iterator[PublishError]:
        """A file that was saved, added or deleted since: the site that was built does not know of it."""
        after = self._look()
        for name in sorted(self._before.keys() | after.keys()):
            if self._before.get(name) != after.get(name):
                what = "was deleted" if name not in after else "was added" if name not in self._before else "was saved"
                message = f"{what} while the site was built; nothing was published"
                yield PublishError(message, Place(self._shown(name)), "run the command again")

    def _look(self) -> dict[str, bytes]:
        with suppress(OSError):  # told by the build itself, with its line
            return dict(parts_of(self._settings, Digests()))
        return {}

    def _shown(self, name: str) -> str:
        """The path of a part, as the user calls it."""
        settings = self._settings
        known = {"names": settings.seeds / "entities.toml", "record": settings.record}
        path = known.get(name) or Path(name.partition(" ")[2] or name)
        root = settings.root
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def address_faults(settings: Settings) -> Iterator[PublishError]:
    """A ``site.url`` that is an example, or this machine: feeds and links of the site would lead readers there."""
    name = (urlsplit(settings.site.url).hostname or "").rstrip(".")
    if name and (_NOWHERE.fullmatch(name) or _is_local(name)):
        hint = f'write the address at which readers will find the site, or  url = ""  (now {settings.site.url})'
        yield PublishError(f"no reader comes to '{name}'", _place(settings.root), hint)


def _is_local(name: str) -> bool:
    with suppress(ValueError):
        address = ip_address(name)
        return address.is_loopback or address.is_unspecified
    return False


def _place(root: Path) -> Place:
    """Where the settings say it."""
    path = root / SETTINGS_FILE if (root / SETTINGS_FILE).is_file() else root / "pyproject.toml"
    text = path.read_text("utf-8-sig") if path.is_file() else ""
    table = _TABLE.search(text)  # targets may have a url, too
    found = _URL.search(text, table.end() if table else 0)
    if not found:
        return Place(path.name)
    line_start = text.rfind("\n", 0, found.start(1)) + 1
    return Place(path.name, text.count("\n", 0, found.start(1)) + 1, found.start(1) - line_start + 1)
