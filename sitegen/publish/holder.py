"""Who holds a lock of ours: what others are told of him, and whether that process still runs."""

import getpass
import hashlib
import os
import platform
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")
_STATE, _STARTED = 0, 19  # of /proc/PID/stat, counted from behind the name
_ENDED = frozenset("ZX")  # it has ended, and nobody has asked how


def holder() -> str:
    """Who holds a lock of ours, as others are told: user, machine, process."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = "somebody"
    return f"{user}@{platform.node()} (process {os.getpid()})"


def process() -> str:
    """The name of this process, which no other ever has: where it runs, its number, the moment of its start. "" where the
    system does not tell."""
    with suppress(OSError, IndexError):
        return f"{_world()}-{os.getpid()}-{_stat(os.getpid())[_STARTED]}"
    return ""


def has_ended(name: str) -> bool:
    """Whether the process *name* ran where it could be seen from here, and does so no more."""
    world, _, rest = name.partition("-")
    number, _, started = rest.partition("-")
    try:
        if world != _world() or not number.isdecimal():
            return False
    except OSError:
        return False
    try:
        found = _stat(int(number))
    except (FileNotFoundError, ProcessLookupError):
        return True
    except OSError:
        return False
    return found[_STATE] in _ENDED or found[_STARTED] != started


def _world() -> str:
    """One machine from its start to its end; in a container of it, that container; and one user, whose processes are never
    hidden from himself. Without what that is, as a lock may be read by anybody."""
    boot = (_PROC / "sys/kernel/random/boot_id").read_text("ascii").strip()
    return hashlib.sha256(f"{boot} {os.readlink(_PROC / 'self/ns/pid')} {os.getuid()}".encode()).hexdigest()[:16]


def _stat(number: int) -> list[str]:
    """What the system tells of a process, from behind its name, which may hold anything."""
    return (_PROC / str(number) / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
