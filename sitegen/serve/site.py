"""The site that is shown: swapped as a whole, so that nobody ever sees half of one."""

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Shown:
    """A moment of the preview: the files of the last good build, and what is wrong since, if anything."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    digest: str = ""  # of all files; empty before the first good build
    fault: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.digest


def digest_of(files: Mapping[str, bytes]) -> str:
    """A short name for exactly these files."""
    whole = hashlib.sha256()
    for address, content in sorted(files.items()):
        name = address.encode()
        whole.update(b"%d %d\n%b%b" % (len(name), len(content), name, content))
    return whole.hexdigest()[:16]


class Stage:
    """What is shown now. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._shown = Shown()
        self._closed = False

    @property
    def shown(self) -> Shown:
        return self._shown

    @property
    def is_closed(self) -> bool:
        return self._closed

    def show(self, files: Mapping[str, bytes]) -> None:
        """From now on *files* are the site, and nothing is wrong."""
        self._put(Shown(dict(files), digest_of(files)))

    def show_fault(self, fault: str) -> None:
        """From now on *fault* is shown over the last good pages."""
        self._put(replace(self._shown, fault=fault))

    def close(self) -> None:
        """Whoever waits for a change is let go."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def wait(self, seen: Shown, seconds: float) -> Shown:
        """What is shown once it is no longer *seen*, or after that time, or when the stage is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._shown is not seen, seconds)
            return self._shown

    def _put(self, shown: Shown) -> None:
        with self._changed:
            self._shown = shown
            self._changed.notify_all()
