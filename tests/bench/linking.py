"""How linking grows: a folder of seeds linked in part and as a whole, processor time and memory.

``python -m tests.bench.linking FOLDER [--parts 1000 10000]``. The facts are extracted first and kept beside the folder
(FOLDER.facts), so that a second run measures linking alone. Prints a table; asserts nothing.
"""

import argparse
import pickle
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from sitegen.analyse import document_of
from sitegen.extract import facts_of
from sitegen.link import briefing_of
from sitegen.model.facts import ArticleFacts
from sitegen.model.identity import Site
from sitegen.read import find_seeds, read_seed


def facts_beside(folder: Path) -> Path:
    """The file with the facts of every seed of *folder*, made where it is not there."""
    path = folder.with_suffix(".facts")
    if not path.exists():
        with path.open("wb") as file:
            for seed in find_seeds(folder):
                article = read_seed(f"seeds/{seed.name}", seed.read_bytes(), timezone="Asia/Seoul")
                pickle.dump(facts_of(document_of(article)), file)
    return path


def facts_in(path: Path, number: int) -> Iterator[ArticleFacts]:
    """The first *number* articles of a file of facts."""
    with path.open("rb") as file:
        for _ in range(number):
            try:
                yield pickle.load(file)
            except EOFError:
                return


def link(path: Path, number: int) -> None:
    """Links so many articles and prints: articles, seconds of the processor, MiB of the facts, MiB at the peak."""
    articles = list(facts_in(path, number))
    before = _mebibytes()
    start = time.process_time()
    briefing = briefing_of(articles, Site(), None)
    seconds = time.process_time() - start
    merged = sum(1 for one in briefing.occurrences if len(one.facts) > 1)
    print(f"{len(articles)}\t{seconds:.2f}\t{before:.0f}\t{_mebibytes():.0f}\t{merged}\t{len(briefing.relations)}")


def _mebibytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measures each part in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--parts", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--only", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    path = facts_beside(options.folder)
    if options.only:
        link(path, options.only)
        return
    rows = []
    for part in options.parts:
        command = [sys.executable, "-m", "tests.bench.linking", str(options.folder), "--only", str(part)]
        rows.append(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
    print("articles  seconds  MiB of facts  MiB at the peak  merged  relations")
    for row in rows:
        print("  ".join(row))
    print(
        f"ratio of the times: {float(rows[-1][1]) / float(rows[0][1]):.1f} for {int(rows[-1][0]) / int(rows[0][0]):.1f} times the articles"
    )


if __name__ == "__main__":
    main()
