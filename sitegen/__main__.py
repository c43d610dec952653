"""The console script, and ``python -m sitegen``."""

import atexit
import gc

from sitegen.cli import main


def run() -> None:
    """One command, and the process ends: what lives by then is not walked once more in search of cycles."""
    gc.set_threshold(100_000, 50, 50)
    atexit.register(gc.freeze)
    try:
        main()
    finally:
        # Python dies of the signal, and not with our exit code, where Ctrl-C fell into a text that it was executing (a
        # dataclass is made of one), though we caught it. Whatever it executes next takes that back.
        exec("")


if __name__ == "__main__":
    run()
