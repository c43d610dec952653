"""The kinds of targets, and what opens each.

A kind of somebody else's is an entry point of the group ``sitegen.targets``: its name is the kind, its object an `Open`.
Which options each kind of ours has in the settings, `sitegen.config` knows.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.metadata import entry_points
from typing import Protocol

from sitegen.config import TARGET_GROUP, Settings, Target
from sitegen.errors import SettingsError
from sitegen.publish.plan import Plan


@dataclass(frozen=True, slots=True)
class Options:
    """How a publication goes about it. *adopt*: what is not ours may be taken over; *break_lock*: a lock is taken from
    who holds it; *verify*: every file is looked at, also where that takes long."""

    dry_run: bool = False
    adopt: bool = False
    break_lock: bool = False
    verify: bool = False


class Destination(Protocol):
    """Where a site is published to, while a ``with`` lasts. *name* holds no password."""

    @property
    def name(self) -> str: ...

    def plan(self, files: Mapping[str, bytes]) -> Plan:
        """What `send` would do; nothing is written anywhere. Raises PublishError."""

    def send(self, files: Mapping[str, bytes], plan: Plan, now: datetime) -> str:
        """The target holds *files*. Returns a name of what it holds now, if it has one: a commit, a release."""


Open = Callable[[Settings, Target, Options], AbstractContextManager[Destination]]


def _late(module: str, name: str) -> Open:
    """What opens a target, loaded when it is needed: most need a library that few have."""

    def opened(settings: Settings, target: Target, options: Options) -> AbstractContextManager[Destination]:
        found: Open = getattr(import_module(f"sitegen.publish.{module}"), name)
        return found(settings, target, options)

    return opened


KINDS: Mapping[str, Open] = {
    "git": _late("branch", "open_branch"),
    "folder": _late("folder", "open_folder"),
    "zip": _late("archive", "open_zip"),
    "s3": _late("cloud", "open_s3"),
    "gcs": _late("cloud", "open_gcs"),
    "azure": _late("cloud", "open_azure"),
    "rsync": _late("releases", "open_rsync"),
    "sftp": _late("sftp", "open_sftp"),
    "webdav": _late("webdav", "open_webdav"),
    "command": _late("command", "open_command"),
}


def open_target(settings: Settings, target: Target, options: Options) -> AbstractContextManager[Destination]:
    """*target*, to be used in a ``with``. Raises SettingsError where its kind cannot be had here."""
    opener = KINDS.get(target.kind) or _of_others(target)
    return opener(settings, target, options)


def _of_others(target: Target) -> Open:
    found = entry_points(group=TARGET_GROUP, name=target.kind)
    try:
        opener: Open = next(iter(found)).load()
    except Exception as fault:  # somebody else's module may do anything when it is imported
        raise SettingsError(f"the kind '{target.kind}' of target '{target.name}' cannot be loaded: {fault}") from fault
    return opener
