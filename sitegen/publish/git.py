"""``git``, run so that it neither asks, nor reads a repository that is not ours, nor tells a password."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from sitegen.errors import PublishError

# Of the environment only what says how to connect: GIT_DIR and its like would lead us into the user's repository.
_KEPT = re.compile(r"GIT_(SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|SSL_.*|HTTP_.*|PROXY_.*|ALLOW_PROTOCOL"
                   r"|CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+))")  # fmt: skip
_CREDENTIALS = re.compile(r"(?<=://)[^\s/@]*(?:@[^\s/@]*)*@")


class GitFailed(Exception):
    """A command of git failed; its words, without credentials."""


def masked(text: str) -> str:
    """*text* without the credentials of the addresses in it."""
    return _CREDENTIALS.sub("***@", text)


def environment() -> dict[str, str]:
    """The environment that git gets."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or _KEPT.fullmatch(key)}
    # Its messages are read here, so they are English.
    return kept | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "LANGUAGE": "C"}


class Git:
    """A bare repository in *folder*; relative remotes count from *base*."""

    def __init__(self, folder: Path, base: Path) -> None:
        self.folder = folder
        self._base = base

    def run(self, *arguments: str, given: bytes = b"", also: Mapping[str, str] | None = None) -> bytes:
        """What ``git arguments`` prints. Raises GitFailed where it fails, PublishError where there is no git."""
        # No hooks and no templates of the user's: they expect a repository of his.
        fixed: tuple[str, ...] = (
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "gc.autoDetach=false",
            "-c",
            "core.quotePath=false",
        )
        # A host that says nothing for two minutes has gone.
        fixed += ("-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=120")
        own = {"GIT_DIR": str(self.folder), **(also or {})}
        return _run((*fixed, *arguments), self._base, own, given)

    def make(self) -> None:
        """The repository is there, and is one."""
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self.run("rev-parse", "--git-dir")
        except GitFailed:
            shutil.rmtree(self.folder)
            self.folder.mkdir()
            self.run("init", "--quiet", "--bare", "--template=", str(self.folder))

    def asked(self, *arguments: str) -> str:
        """What git says of the repository that the site itself lies in, if it does; '' where it says nothing."""
        try:
            return _run(arguments, self._base, {}, b"").decode(errors="replace").strip()
        except GitFailed:
            return ""


def _run(arguments: tuple[str, ...], base: Path, own: Mapping[str, str], given: bytes) -> bytes:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=base, env={**environment(), **own}, input=given, capture_output=True, check=False
        )
    except FileNotFoundError as fault:
        raise PublishError("git is not installed", None, "install it: https://git-scm.com/downloads") from fault
    if done.returncode:
        raise GitFailed(masked(done.stderr.decode(errors="replace").strip()))
    return done.stdout
