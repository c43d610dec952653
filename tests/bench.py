"""Speed and memory as ratios measured in one run: ``make bench``. Prints a table; asserts nothing.

The corpus is the sample site's articles, each copied under other dates, so that every run on every machine reads the
same text. Each measure runs in a process of its own; the figure is the median of the runs.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

SAMPLE = Path(__file__).parents[1] / "seeds"


def corpus(folder: Path, number: int) -> None:
    """*number* seeds in ``folder/seeds``: the sample's raw texts under running dates."""
    texts = [
        _prose(path.read_text(encoding="utf-8")) for path in sorted(SAMPLE.glob("20*")) if "draft" not in path.name
    ]
    (folder / "seeds").mkdir()
    for index in range(number):
        day = date(2015, 1, 1) + timedelta(days=index)
        path = folder / "seeds" / f"{day.isoformat()}-article-{index:05}.txt"
        path.write_text(texts[index % len(texts)], encoding="utf-8")


def _prose(text: str) -> str:
    return text.split("\n---\n", 1)[1].lstrip() if text.startswith("---\n") else text


def kiwi_alone(folder: Path) -> None:
    """Kiwi splits and tags every line of the corpus, on one core: the floor of a build."""
    from sitegen.analyse.kiwi import sentences_of

    for path in sorted((folder / "seeds").iterdir()):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                sentences_of(line)


def cold_build(folder: Path) -> None:
    """The whole site into an empty output folder."""
    from sitegen.build import build
    from sitegen.config import read_settings

    build(read_settings(folder), datetime(2030, 1, 1, tzinfo=UTC))


def second_build(folder: Path) -> None:
    """The same site once more, with nothing changed."""
    cold_build(folder)


def extraction(folder: Path) -> tuple[float, float]:
    """Seconds of processor time that Kiwi's analysis takes, and that all facts of the same sentences take beyond it.

    Loading is left out: both have read a text before. Article by article in turns, so that a machine whose speed
    drifts slows both alike.
    """
    from sitegen.analyse import document_of
    from sitegen.extract import facts_of
    from sitegen.read import read_seed

    paths = sorted((folder / "seeds").iterdir())
    articles = [read_seed(path.name, path.read_bytes()) for path in paths]
    facts_of(document_of(articles[0]))
    analysed = read = 0.0
    for article in articles:
        start = time.process_time()
        document = document_of(article)
        middle = time.process_time()
        facts_of(document)
        analysed += middle - start
        read += time.process_time() - middle
    return analysed, read


MEASURES: dict[str, Callable[[Path], None]] = {
    "Kiwi alone": kiwi_alone,
    "cold build": cold_build,
    "second build": second_build,
}


def _extraction(folder: Path) -> float:
    """What all facts of a text cost over Kiwi's analysis of it, in a new process."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--measure", "extraction", "--folder", str(folder)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    analysed, read = json.loads(done.stdout.splitlines()[-1])
    return float(read / analysed)


def _measured(name: str, folder: Path) -> tuple[float, float]:
    """Seconds and peak MiB of one measure in a new process."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--measure", name, "--folder", str(folder)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    result = json.loads(done.stdout.splitlines()[-1])
    return result["seconds"], result["mib"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--measure", choices=[*MEASURES, "extraction"])
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    if options.measure == "extraction":
        print(json.dumps(extraction(options.folder)))
        return
    if options.measure:
        start = time.perf_counter()
        MEASURES[options.measure](options.folder)
        seconds = time.perf_counter() - start
        mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "mib": mib}))
        return
    rows: dict[str, list[tuple[float, float]]] = {name: [] for name in MEASURES}
    beyond: list[float] = []
    for _ in range(options.runs):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            corpus(folder, options.articles)
            for measure, results in rows.items():
                results.append(_measured(measure, folder))
            beyond.append(_extraction(folder))
    base = statistics.median(seconds for seconds, _ in rows["Kiwi alone"])
    print(f"{options.articles} articles, median of {options.runs}\n")
    print("| measure | seconds | over Kiwi alone | peak MiB |\n|---|--:|--:|--:|")
    for measure, results in rows.items():
        seconds = statistics.median(s for s, _ in results)
        print(f"| {measure} | {seconds:.2f} | {seconds / base:.2f} | {max(m for _, m in results):.0f} |")
    print(
        f"\nExtraction costs {statistics.median(beyond):.2f} times Kiwi's analysis of the same text (processor time)."
    )


if __name__ == "__main__":
    main()
