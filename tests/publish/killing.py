"""Publications that are killed: a process that sends one of two sites to a target, and a look at what readers see.

Run as ``python -m tests.publish.killing FOLDER TARGET`` it sends, for each number of a version on its input, that site to
a target of the settings, in a process of its own whose number it prints when that starts, and "ended" when it is over.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from sitegen.config import read_settings
from sitegen.publish.plan import Plan
from sitegen.publish.recipe import choose
from sitegen.publish.targets import Options, open_target
from tests.publish.conftest import NOW

TIMES = int(os.environ.get("SITEGEN_KILLS", "9"))  # thirty and more, with more patience
_PAGES = 24

Get = Callable[[str], bytes | None]


def version(number: int) -> dict[str, bytes]:
    """A site whose home page leads to all its pages, and each of these to its style sheet; no two versions share a
    file that is the same, and each has pages of its own."""
    style = f"assets/{number}.css"
    pages = [f"a/{page}/index.html" for page in range(_PAGES)] + [f"a/only-{number}/index.html"]
    site = {page: f"{style} {page} {'가' * 500}".encode() for page in pages}
    return {**site, style: b"p{}", "index.html": " ".join([str(number), *pages]).encode()}


def seen(get: Get) -> str:
    """The version that readers find at the home page, '' where there is none. What it leads to is there, else this
    fails."""
    home = get("index.html")
    if home is None:
        return ""
    number, *pages = home.decode().split(" ")
    assert len(pages) == _PAGES + 1
    for page in pages:
        content = get(page)
        assert content is not None, f"the home page of {number} leads to {page}, which is not there"
        assert get(content.decode().split(" ")[0]) is not None, f"{page} has no style"
    return number


def publish(root: Path, name: str, files: Mapping[str, bytes], options: Options | None = None) -> Plan:
    """*files* are sent to the target *name* of the settings in *root*; what was planned."""
    settings = read_settings(root)
    with open_target(settings, choose(settings.publish, name), options or Options()) as place:
        plan = place.plan(files)
        place.send(files, plan, NOW)
    return plan


def kills(root: Path, name: str) -> Iterator[int]:
    """Sends version 2 and 1 in turn, each broken off by SIGKILL, with all that it has started, at a random moment of its
    run; yields the version after each of `TIMES` kills."""
    chance = random.Random(20260601)
    command = [sys.executable, "-m", "tests.publish.killing", str(root), name]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as senders:
        assert senders.stdin is not None
        assert senders.stdout is not None

        def start(number: int) -> int:
            print(number, file=senders.stdin, flush=True)
            return int(senders.stdout.readline())

        lasts = 60.0  # seconds of a run, by the quickest of these; the first waits until all is loaded
        for number in (2, 1, 2, 1):
            start(number)
            begun = time.monotonic()
            assert senders.stdout.readline() == "ended 0\n"
            lasts = min(lasts, time.monotonic() - begun)
        killed = 0
        for turn in range(TIMES):
            number = 2 - turn % 2
            process = start(number)
            time.sleep(chance.random() * lasts)
            with suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)
            ended = senders.stdout.readline()
            assert ended in ("ended 0\n", "ended -9\n")
            killed += ended == "ended -9\n"
            yield number
        assert killed >= TIMES // 4, "most runs had ended before they were killed"


def main() -> None:
    root, name = Path(sys.argv[1]), sys.argv[2]
    settings = read_settings(root)
    open_target(settings, choose(settings.publish, name), Options())  # loads what the target needs
    for line in sys.stdin:
        process = os.fork()
        if not process:
            os.setsid()
            print(os.getpid(), flush=True)
            publish(root, name, version(int(line)))
            os._exit(0)
        print("ended", os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
