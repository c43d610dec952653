"""A command of the user's as a target: it gets the built site as a folder, and sends it wherever it can."""

import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO
from urllib.parse import quote

from sitegen.build.run import FOLDER
from sitegen.config import Settings, Target
from sitegen.errors import Place, PublishError, SettingsError
from sitegen.publish.git import masked
from sitegen.publish.kept import kept_folder
from sitegen.publish.plan import UNFINISHED, Plan
from sitegen.publish.targets import Options
from sitegen.write import MANIFEST, parse_manifest, replace_file, write_site

OUTPUT = "{output}"
_SECRET = re.compile(r"PASS|SECRET|TOKEN|KEY|CREDENTIAL", re.IGNORECASE)
_LAST_WORDS = 5.0  # seconds; what a command has left running may hold its output open for good
_SHORTEST = 6  # what is shorter stands in words by chance


@dataclass(frozen=True, slots=True)
class _Sent:
    """What the command has sent: address to SHA-256; and what a run that did not end may have sent or not."""

    files: Mapping[str, str] = field(default_factory=dict)
    unfinished: frozenset[str] = frozenset()


class Command:
    """The command ``run`` of *target*, with ``{output}`` replaced by the folder of the site, as part of one argument.

    It is run in the folder of the site's settings, by no shell, and is told nothing on its input. Nobody asks what is at
    its other end: the plan is made by what was sent last, which is remembered by the site. With *verify* it is run also
    where nothing has changed, and may look for itself.
    """

    def __init__(self, settings: Settings, target: Target, *, verify: bool) -> None:
        self._root = settings.root
        self._run = target.options["run"]
        self._arguments = _arguments(target)
        self._verify = verify
        # A target's name may be any text.
        self._record = settings.root / FOLDER / "publish" / f"{quote(target.name, safe='')}.json"
        self._sent = _Sent()

    @property
    def name(self) -> str:
        return without_secrets(self._run)

    def __enter__(self) -> "Command":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was left open."""

    def plan(self, files: Mapping[str, bytes]) -> Plan:
        """What differs from what was sent last, and the command that would be run for it."""
        sent = self._sent = self._look()
        known = sent.files.keys() | sent.unfinished
        digests = _digests(files)
        wrong = [path for path in sorted(files) if path in sent.unfinished or sent.files.get(path) != digests[path]]
        added, changed = ([path for path in wrong if (path in known) == is_known] for is_known in (False, True))
        removed = sorted(known - files.keys())
        reasons = {path: UNFINISHED for path in (*wrong, *removed) if path in sent.unfinished}
        is_run = bool(wrong or removed or self._verify)
        return Plan(
            tuple(added), tuple(changed), tuple(removed), len(files) - len(wrong), len(known), reasons,
            notes=(f"run: {self.name}",) if is_run else (),
        )  # fmt: skip

    def send(self, files: Mapping[str, bytes], plan: Plan, now: datetime) -> str:
        """The command has been run and has succeeded, unless nothing had to be done. Returns ''.

        Raises PublishError with its exit code where it has not; then the next plan sends all that it was to send.
        """
        if plan.is_idle:
            return ""
        touched = {*plan.added, *plan.changed, *plan.removed, *self._sent.unfinished}
        self._remember(_Sent(self._sent.files, frozenset(touched)))
        with tempfile.TemporaryDirectory(prefix="sitegen-publish-", ignore_cleanup_errors=True) as temporary:
            output = Path(temporary) / "output"
            write_site(output, files)
            (output / MANIFEST).unlink()
            self._execute([argument.replace(OUTPUT, str(output)) for argument in self._arguments])
        self._remember(_Sent(_digests(files)))
        return ""

    def _execute(self, arguments: list[str]) -> None:
        shown = without_secrets(self._arguments[0])
        try:
            process = subprocess.Popen(
                arguments, cwd=self._root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
        except OSError as fault:
            hint = "is it installed, and may it be run?"
            raise PublishError(f"{shown} cannot be run: {fault.strerror}", None, hint) from fault
        assert process.stdout is not None
        assert process.stderr is not None
        pairs = ((process.stdout, sys.stdout), (process.stderr, sys.stderr))
        passing = [threading.Thread(target=_pass_on, args=pair, daemon=True) for pair in pairs]
        try:
            for thread in passing:
                thread.start()
            code = process.wait()
            for thread in passing:
                thread.join(_LAST_WORDS)
        except BaseException:
            process.kill()
            process.wait()
            raise
        if code:
            ended = f"was ended by signal {-code}" if code < 0 else f"ended with exit code {code}"
            hint = "what it says stands above; the next run gives it the whole site again"
            raise PublishError(f"{shown} {ended}", None, hint)

    def _look(self) -> _Sent:
        try:
            content = self._record.read_bytes()
            read = json.loads(content)
            # Another command may send to another place, of which we know nothing.
            if read["run"] != _digest(self._run.encode()):
                return _Sent()
            return _Sent(parse_manifest(content), frozenset(map(str, read["unfinished"])))
        except FileNotFoundError:
            return _Sent()
        except (OSError, ValueError, KeyError, TypeError) as fault:
            hint = "delete it: then the whole site is sent"
            raise PublishError(f"cannot be understood: {fault}", Place(str(self._record)), hint) from fault

    def _remember(self, sent: _Sent) -> None:
        hint = "what was sent is remembered there: make it writable"
        record = {"sitegen_manifest": 1, "files": dict(sorted(sent.files.items())),
                  "unfinished": sorted(sent.unfinished), "run": _digest(self._run.encode())}  # fmt: skip
        try:
            kept_folder(self._root)
        except OSError as fault:
            place = Place(str(self._record.parent))
            raise PublishError(f"cannot be written: {fault.strerror}", place, hint) from fault
        replace_file(self._record, json.dumps(record, ensure_ascii=False, indent=1).encode(), hint)


def _arguments(target: Target) -> list[str]:
    """The command in its parts. Raises SettingsError where it is none, or takes no site."""
    example = f"in target '{target.name}' write  run = \"rclone sync {OUTPUT} remote:path\""
    try:
        arguments = shlex.split(target.options["run"])
    except ValueError as fault:
        raise SettingsError(f"the command of target '{target.name}': {str(fault).lower()}", None, example) from fault
    if not any(OUTPUT in argument for argument in arguments[1:]):
        raise SettingsError(f"the command of target '{target.name}' takes no {OUTPUT}", None, example)
    return arguments


def _pass_on(source: IO[bytes], to: IO[str]) -> None:
    """What the command says, line by line, without secrets."""
    with source:
        for line in source:
            to.write(without_secrets(line.decode("utf-8", "replace")))
            to.flush()


def without_secrets(text: str) -> str:
    """*text* without the credentials of addresses, and without the values of variables that are named like secrets."""
    for name, value in os.environ.items():
        if _SECRET.search(name) and len(value) >= _SHORTEST and not Path(value).exists():
            text = text.replace(value, "***")
    return masked(text)


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {address: _digest(content) for address, content in files.items()}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def open_command(settings: Settings, target: Target, options: Options) -> Command:
    """The command of *target*, to be used in a ``with``."""
    return Command(settings, target, verify=options.verify)
