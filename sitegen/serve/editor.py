"""A seed in the editor's own editor, at the line and the column."""

import os
import re
import shlex
import shutil
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from sitegen.errors import Place, SettingsError

_HINT = "set SITEGEN_EDITOR, for instance:  SITEGEN_EDITOR='code -g {file}:{line}:{column}'"
_BLANK = re.compile(r"\{(file|line|column)\}")
# How editors with a window of their own are told where to open a file; one in the terminal would fight for ours.
_KNOWN: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(("code", "code-insiders", "codium", "cursor", "windsurf"), ("-g", "{file}:{line}:{column}")),
    **dict.fromkeys(("subl", "zed"), ("{file}:{line}:{column}",)),
    **dict.fromkeys(("idea", "pycharm", "webstorm"), ("--line", "{line}", "--column", "{column}", "{file}")),
    "kate": ("-l", "{line}", "-c", "{column}", "{file}"),
    "gedit": ("+{line}:{column}", "{file}"),
    "gnome-text-editor": ("{file}",),
    "gvim": ("+call cursor({line},{column})", "{file}"),
    "mate": ("-l", "{line}:{column}", "{file}"),
}


def command_for(path: Path, line: int, column: int, environ: Mapping[str, str] = os.environ) -> list[str]:
    """The command that opens *path* there: SITEGEN_EDITOR, with {file}, {line} and {column} or the name of a known
    editor, else the first known editor that is installed. Raises SettingsError where there is none."""
    words = shlex.split(environ.get("SITEGEN_EDITOR", ""))
    if not words:
        installed = next((name for name in _KNOWN if shutil.which(name, path=environ.get("PATH"))), None)
        if installed is None:
            raise SettingsError("no editor is known here", None, _HINT)
        words = [installed]
    if not any("{file}" in word for word in words):
        words += _KNOWN.get(Path(words[0]).stem.lower(), ("{file}",))
    given = {"file": str(path), "line": str(line), "column": str(column)}
    # At once: a file may be named {line}.
    return [_BLANK.sub(lambda blank: given[blank[1]], word) for word in words]


def open_editor(path: Path, line: int, column: int, root: Path, environ: Mapping[str, str] = os.environ) -> None:
    """Opens the file at *path*, which must lie below *root*, links followed. Returns at once. Raises SettingsError."""
    real = path.resolve()
    if not real.is_relative_to(root.resolve()) or not real.is_file():
        raise SettingsError("lies outside the folder of the site", Place(path.as_posix()))
    command = command_for(real, line, column, environ)
    try:
        # Without a shell: a file's name is a word and never a command.
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    except OSError as fault:
        raise SettingsError(f"the editor does not start: {command[0]}: {fault.strerror}", None, _HINT) from fault
    # Somebody must ask how it ended, or each editor that was closed would stay in the table of processes.
    threading.Thread(target=process.wait, daemon=True).start()
