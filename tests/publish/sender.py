"""A publication in a process of its own, which a test can kill: ``python -m tests.publish.sender ROOT COUNT VERSION``.

ROOT has the settings. It says ``sending`` when it begins, and ends with the exit code of ``sitegen publish``.
"""

import sys
from pathlib import Path

from sitegen.config import read_settings
from sitegen.errors import SitegenError
from sitegen.publish import publish
from sitegen.publish.targets import Options
from tests.publish.conftest import NOW, built
from tests.publish.sample import site


def main(root: str, count: str, version: str) -> int:
    settings = read_settings(Path(root))
    files = site(int(count), int(version))
    print("sending", flush=True)
    try:
        publish(
            settings, None, now=NOW, dry_run=False, yes=True, max_deletes=len(files), echo=print,
            options=Options(break_lock="broken" in sys.argv), make=lambda settings, now: built(files),
        )  # fmt: skip
    except SitegenError as fault:
        print(fault, file=sys.stderr)
        return fault.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
