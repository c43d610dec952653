"""What stands on a branch, and what is remembered of it: a commit never changes, so what it holds is asked only once."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a tree: its mode and the name of its content."""

    mode: str
    blob: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on the branch: its commit ('' where there is none), whether others came before that, its files, and
    the SHA-256 of those that we wrote."""

    commit: str = ""
    has_history: bool = False
    entries: Mapping[str, Entry] = field(default_factory=dict)
    ours: Mapping[str, str] = field(default_factory=dict)


def recall(path: Path, commit: str) -> Standing | None:
    """What was remembered in *path*, if that is of *commit*."""
    try:
        said = json.loads(path.read_bytes())
        if (said["sitegen_standing"], said["commit"]) != (_VERSION, commit):
            return None
        entries = {str(name): Entry(str(mode), str(blob)) for name, (mode, blob) in said["entries"].items()}
        return Standing(commit, bool(said["has_history"]), entries, {str(k): str(v) for k, v in said["ours"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def remember(path: Path, standing: Standing) -> None:
    """*standing* is remembered in *path*, if that can be written: it only saves time."""
    said = {
        "sitegen_standing": _VERSION, "commit": standing.commit, "has_history": standing.has_history,
        "entries": {name: [entry.mode, entry.blob] for name, entry in standing.entries.items()},
        "ours": dict(standing.ours),
    }  # fmt: skip
    with suppress(OSError):
        path.write_text(json.dumps(said), "ascii")
