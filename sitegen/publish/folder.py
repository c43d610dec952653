"""A folder as a target: a disk that a web server reads, a mounted share."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sitegen.config import Settings, Target
from sitegen.errors import OutputError, Place, PublishError
from sitegen.publish.plan import Plan
from sitegen.publish.targets import Options
from sitegen.write import check_output, plan_site, read_manifest, write_site


class Folder:
    """The folder of *target*. What is in it and not ours is never touched."""

    def __init__(self, settings: Settings, target: Target) -> None:
        self._settings = settings
        self._path = Path(os.path.normpath(settings.root / Path(target.options["path"]).expanduser()))
        self._hint = f"choose a folder of its own: path = \"…\" of target '{target.name}'"
        self.name = self._path.as_posix()

    def __enter__(self) -> "Folder":
        settings = self._settings
        sources = {"seeds": settings.seeds, "templates": settings.templates, "built site": settings.output}
        try:
            check_output(self._path, sources, Path.home())
        except OutputError as fault:
            message = fault.message.replace("the output folder", "the target", 1)
            raise PublishError(message, Place(self.name), self._hint) from fault
        if self._path.resolve() in (settings.root, *settings.root.parents):
            raise PublishError("the target is the folder of the site or holds it", Place(self.name), self._hint)
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was left open."""

    def plan(self, files: Mapping[str, bytes]) -> Plan:
        """What `send` would do. Raises OutputError where a file that is not ours is in the way."""
        would = plan_site(self._path, files)
        return Plan(would.added, would.changed, would.removed, would.kept, len(read_manifest(self._path)))

    def send(self, files: Mapping[str, bytes], plan: Plan, now: datetime) -> str:
        """The folder holds *files*. It has no revision: returns ''."""
        write_site(self._path, files)
        return ""


def open_folder(settings: Settings, target: Target, options: Options) -> Folder:
    """The folder of *target*, to be used in a ``with``."""
    return Folder(settings, target)
