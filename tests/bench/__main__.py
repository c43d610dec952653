"""Measures sitegen beside what a user would pick instead, in one run, and prints a table: ``make bench``.

A sample is the wall time of one whole command in a process of its own, or the time from a save to the answer of a
development server that shows it; the table gives the medians. Within a size of the corpus the commands take turns, so that
a machine whose speed drifts slows all alike, and one server runs at a time. Programs, results and the sites
while they are measured are in one folder, ``.bench/`` of the project; a program that is there is not installed again.
"""

import argparse
import json
import re
import signal
import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatch
from pathlib import Path

from tests.bench.corpus import EDITED
from tests.bench.generators import ROOT, NotHere
from tests.bench.measures import LARGE, MEASURES, Measure, Row, as_json, rows_of, saved, sized, table
from tests.bench.results import Result, Results
from tests.bench.run import Failed, Sample
from tests.bench.trials import Bench, Save, Trial

Tell = Callable[[str], None]


def in_order(measures: Iterable[Measure]) -> list[list[Trial]]:
    """Every trial once, those of one size together: small ones first."""
    trials = {trial.name: trial for measure in measures for trial in measure.trials}
    sizes = sorted({trial.articles for trial in trials.values()})
    return [[trial for trial in trials.values() if trial.articles == size] for size in sizes]


def measure(groups: Sequence[Sequence[Trial]], runs: int, bench: Bench, results: Results, tell: Tell) -> None:
    """Takes the samples of *runs* runs of each trial; one that fails is not tried again."""
    for trial in (trial for group in groups for trial in group):
        results.start(Result(trial.name, trial.articles))
    for group in groups:
        for number in range(1, runs + 1):
            for trial in group:
                result = results[trial.name]
                if not result.why:
                    before = len(result.samples)
                    _sample(trial, result, bench)
                    results.keep(result)
                    tell(f"{trial.name}, {number} of {runs}: {result.why or _said(result.samples[before:])}")
        bench.clear()


def _said(samples: Sequence[Sample]) -> str:
    """What the samples of one run are."""
    seconds = sorted(sample.seconds for sample in samples)
    of = f" (median of {len(seconds)}, worst {seconds[-1]:.3f} s)" if len(seconds) > 1 else ""
    return f"{statistics.median(seconds):.3f} s{of}, {samples[-1].mib:.0f} MiB"


def _sample(trial: Trial, result: Result, bench: Bench) -> None:
    try:
        result.version = bench.program(trial.generator).version
        result.samples.extend(trial.take(bench))
    except NotHere as fault:
        result.why = f"not here: {fault}"
    except Failed as fault:
        result.samples.clear()
        result.why = f"failed: {fault}"


def with_table(readme: str, table: str) -> str:
    """*readme* with *table* between its marks."""
    marks = re.compile(r"(<!-- bench -->\n).*?(<!-- /bench -->)", re.DOTALL)
    return marks.sub(lambda found: f"{found[1]}\n{table}\n\n{found[2]}", readme)


def report(rows: Sequence[Row]) -> str:
    """The table, and below it of how many samples its numbers are the medians."""
    both = [pair for row in rows for pair in ((row.measure.ours, row.ours), (row.measure.theirs, row.theirs))]
    counts = [(isinstance(trial, Save), len(result.samples)) for trial, result in both if result and result.samples]
    runs, saves = ([number for is_save, number in counts if is_save is wanted] for wanted in (False, True))
    of = [_counted(runs, "run")] if runs or not saves else []
    return f"{table(rows)}\n\nMedians of {' or '.join(of + ([_counted(saves, 'save')] if saves else []))}."


def _counted(numbers: Sequence[int], what: str) -> str:
    """From the least to the most of *numbers*: ``3 to 5 runs``, ``1 run``, ``no runs``."""
    of = " to ".join(dict.fromkeys(f"{number}" for number in (min(numbers), max(numbers)))) if numbers else "no"
    return f"{of} {what}{'' if of == '1' else 's'}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="runs of each trial (default: 5)")
    parser.add_argument(
        "--saves", type=int, metavar="N", help="saves of each server in a run (default: 10, or 2 where one takes long)"
    )
    parser.add_argument("--only", metavar="NAME", action="append", help="only measures of this name; * for any letters")
    parser.add_argument(
        "--large", action="store_true", help="the growth to 10,000 articles, too, of builds and saves: takes long"
    )
    parser.add_argument("--articles", type=int, help="this many articles in all trials: to see that everything works")
    parser.add_argument("--kept", action="store_true", help="measure nothing; show what earlier runs have kept")
    parser.add_argument("--work", type=Path, default=ROOT / ".bench", help="the folder to work in (default: .bench)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows to FILE, for machines")
    parser.add_argument("--write", action="store_true", help="put the table into the README, between its marks")
    parser.add_argument("--list", action="store_true", help="name the measures and stop")
    options = parser.parse_args()
    if options.write and (options.articles or options.only):
        parser.error("--write is for the whole table: without --only and --articles")
    if (
        options.runs < 1
        or (options.saves is not None and options.saves < 1)
        or (options.articles is not None and options.articles <= EDITED)
    ):
        parser.error(f"at least one run and one save, and more than {EDITED} articles: one of them is edited")
    return options


def _chosen(options: argparse.Namespace) -> list[Measure]:
    """What is to be measured, or of what is kept to be shown."""
    large = LARGE if options.large or options.only or options.kept else ()
    measures = sized(MEASURES, options.articles) if options.articles else [*MEASURES, *large]
    if options.saves is not None:
        measures = saved(measures, options.saves)
    wanted = options.only or ["*"]
    return [one for one in measures if any(fnmatch(one.name, name) for name in wanted)]


def main() -> int:
    options = _options()
    for number in (signal.SIGTERM, signal.SIGHUP):  # as Ctrl-C does, but without a table: no program is left running
        signal.signal(number, lambda *_: sys.exit(1))
    measures = _chosen(options)
    if options.list or not measures:
        print("\n".join(one.name for one in (*MEASURES, *LARGE)))
        return 0 if options.list else 2
    work = options.work.resolve()
    results = Results(work / "results")
    is_whole = True
    if not options.kept:
        try:
            measure(in_order(measures), options.runs, Bench(work), results, lambda line: print(line, file=sys.stderr))
        except KeyboardInterrupt:
            is_whole = False
            print("stopped: this is what there is; --kept shows it again", file=sys.stderr)
    rows = rows_of(measures, results)
    if options.kept:
        rows = [row for row in rows if row.ours]
    print(report(rows))
    if options.json:
        options.json.write_text(
            json.dumps([as_json(row) for row in rows], ensure_ascii=False, indent=1), encoding="utf-8"
        )
    if options.write and is_whole:
        readme = ROOT / "README.md"
        readme.write_text(with_table(readme.read_text(encoding="utf-8"), report(rows)), encoding="utf-8")
    return 0 if is_whole and not any(row.why.startswith("failed") for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
