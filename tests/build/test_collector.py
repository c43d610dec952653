"""What a build does about memory: free memory goes back to the system, where that is possible."""

import ctypes
import platform
import subprocess
import sys

import pytest

from sitegen.build import collector

# Blocks too large for Python's own store and too small for a mapping each, and one behind them that stays.
_HELD = """
from sitegen.build.collector import give_back

def mebibytes():
    with open("/proc/self/smaps_rollup") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Rss:")) / 1024

held = [bytes(2000) for _ in range(50_000)]
last = bytes(2000)
del held
before = mebibytes()
give_back()
print(before - mebibytes())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps free memory, and can give it back")
def test_free_memory_goes_back() -> None:
    done = subprocess.run([sys.executable, "-c", _HELD], check=True, capture_output=True, text=True, timeout=60)
    assert float(done.stdout) > 50, "MiB of the 95 that were free"


@pytest.mark.parametrize("fault", [OSError, TypeError, AttributeError])
def test_elsewhere_nothing_is_done(monkeypatch: pytest.MonkeyPatch, fault: type[Exception]) -> None:
    def no_library(name: str | None) -> None:
        raise fault

    monkeypatch.setattr(ctypes, "CDLL", no_library)
    collector.give_back()
