"""The console script, and ``python -m sitegen``."""

import atexit
import gc

from sitegen.cli import main


def run() -> None:
    """One command, and the process ends: what lives by then is not walked once more in search of cycles."""
    gc.set_threshold(100_000, 50, 50)
    atexit.register(gc.freeze)
    main()


if __name__ == "__main__":
    run()
