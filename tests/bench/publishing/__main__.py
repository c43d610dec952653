"""``python -m tests.bench.publishing --over s3|ssh|git``: medians in seconds, and what part of a rival's they are."""

import argparse
import tempfile
import time
from importlib import import_module
from pathlib import Path

from tests.bench.publishing.turns import Race, measure, table


def main() -> None:
    options = argparse.ArgumentParser(description="Measures publications.")
    options.add_argument("--over", choices=("s3", "ssh", "git"), default="s3")
    options.add_argument("--files", type=int, default=1000)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--round-trips", type=float, nargs="+", metavar="MS")
    options.add_argument("--only", nargs="+", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    race: Race = import_module(f"tests.bench.publishing.to_{chosen.over}").RACE
    if chosen.only:
        publisher, folder, *words = chosen.only
        work = race.in_python[publisher](Path(folder), words)
        start = time.perf_counter()
        work()
        print(time.perf_counter() - start)
        return
    print(f"{chosen.files} files of 10 KB, median of {chosen.runs}{race.note()}\n")
    for round_trip in chosen.round_trips or race.round_trips:
        with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as scratch:
            taken = measure(race, chosen.over, chosen.files, chosen.runs, round_trip, Path(scratch))
            print(table(race, taken, round_trip), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
