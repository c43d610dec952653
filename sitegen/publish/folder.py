"""A folder as a target: a disk that a web server reads, a mounted share."""

import hashlib
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sitegen.config import Settings, Target
from sitegen.errors import Faults, OutputError, Place, PublishError
from sitegen.publish.plan import ADOPTED, ALTERED, MISSING, UNFINISHED, Plan
from sitegen.publish.targets import Options
from sitegen.write import MANIFEST, STAGE, Written, check_output, plan_site, read_manifest, write_site


class Folder:
    """The folder of *target*. What is in it and not ours is never touched, but for what is in the way, with *adopt*.

    Everything new lies beside its place before the first page is replaced, then what pages need comes before them, and
    the pages by which readers come in come last: who reads the folder meanwhile finds no page that leads nowhere.
    """

    def __init__(self, settings: Settings, target: Target, *, adopt: bool) -> None:
        self._adopt = adopt
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
        """What `send` would do. Raises Faults where a file that is not ours is in the way."""
        try:
            would = plan_site(self._path, files, adopt=self._adopt)
        except Faults as faults:
            hint = "move it away, or let it be replaced with  --adopt"
            raise Faults(
                PublishError(one.message, one.place, hint if "not ours" in one.message else one.hint)
                for one in faults.errors
            ) from faults
        ours = read_manifest(self._path)
        there = {path.relative_to(self._path).as_posix() for path in self._path.rglob("*") if not path.is_dir()}
        foreign = [path for path in there - ours.keys() - {MANIFEST} if not path.startswith(f"{STAGE}/")]
        reasons = self._reasons(would, files, ours)
        return Plan(would.added, would.changed, would.removed, would.kept, len(ours), reasons, len(foreign))

    def _reasons(self, would: Written, files: Mapping[str, bytes], ours: Mapping[str, str]) -> dict[str, str]:
        was_broken_off = (self._path / STAGE).exists()
        reasons = {}
        for address in (*would.added, *would.changed):
            if address not in ours:
                if address in would.changed:
                    reasons[address] = ADOPTED
            elif ours[address] == hashlib.sha256(files[address]).hexdigest():
                change = MISSING if address in would.added else ALTERED
                reasons[address] = UNFINISHED if was_broken_off else change
        return reasons

    def send(self, files: Mapping[str, bytes], plan: Plan, now: datetime) -> str:
        """The folder holds *files*. It has no revision: returns ''."""
        write_site(self._path, files, adopt=self._adopt)
        return ""


def open_folder(settings: Settings, target: Target, options: Options) -> Folder:
    """The folder of *target*, to be used in a ``with``."""
    return Folder(settings, target, adopt=options.adopt)
