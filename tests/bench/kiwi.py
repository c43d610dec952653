"""Kiwi alone: every line of the seeds in a folder to morphemes, on all cores: ``python -m tests.bench.kiwi FOLDER``.

No build that reads the texts can be quicker. Kiwi is loaded once, with the dictionaries that sitegen loads, and the
process forks into a worker a core, each of which reads as many of the articles as the others.
"""

import argparse
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiwipiepy import Kiwi


@cache
def kiwi() -> "Kiwi":
    """Kiwi, ready to read: what it does at the first sentence is done, too."""
    from kiwipiepy import Kiwi

    loaded = Kiwi(num_workers=1, load_multi_dict=False)
    loaded.tokenize("읽을 준비를 한다.")
    return loaded


def lines_of(seed: Path) -> list[str]:
    """The lines of a seed below its front matter that hold words."""
    body = seed.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    return [line for line in body.split("\n") if line.strip()]


def count(seeds: list[Path]) -> int:
    """How many morphemes the seeds have."""
    return sum(len(kiwi().tokenize(line)) for seed in seeds for line in lines_of(seed))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    seeds = sorted(parser.parse_args().folder.glob("*.md"))
    cores = len(os.sched_getaffinity(0))
    kiwi()  # before the process forks
    with ProcessPoolExecutor(cores, multiprocessing.get_context("fork")) as workers:
        morphemes = sum(workers.map(count, [seeds[core::cores] for core in range(cores)]))
    print(f"{len(seeds)} articles, {morphemes} morphemes")


if __name__ == "__main__":
    main()
