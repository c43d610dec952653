"""Prints how far the program agrees with the annotated articles and stories: ``make gold``."""

import argparse
from pathlib import Path

from tests.gold.links import STORIES, compared, stories_in, table
from tests.gold.score import KEYS, differences, scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    parser.add_argument("--misses", action="store_true", help="print every difference")
    options = parser.parse_args()
    if stories_in(options.folder):
        _print_links(options.folder, misses=options.misses)
        return
    if options.misses:
        for line in differences(options.folder):
            print(line)
        print()
    _print_facts(options.folder)
    if options.folder == Path(__file__).parent:
        print()
        _print_links(STORIES, misses=options.misses)


def _print_links(folder: Path, *, misses: bool) -> None:
    result = compared(folder)
    if misses:
        print("\n".join((*result.differences, "")))
    print("\n".join(table(result)))


def _print_facts(folder: Path) -> None:
    found = scores(folder)
    print("| kind | gold | precision | recall |\n|---|--:|--:|--:|")
    for kind, score in found.kinds.items():
        # Only main clauses and dated ones are annotated, so a further event is no fault.
        precision = "–" if kind == "event" else f"{score.precision:.3f}"
        print(f"| {kind} | {score.gold} | {precision} | {score.recall:.3f} |")
    for key in KEYS:
        right, total = found.keys.get(key, (0, 0))
        if total:
            print(f"| event.{key} | {total} | | {right / total:.3f} |")
    right, total = found.first_five
    print(f"| must not be missed, among the first five | {total} | | {right / total if total else 0:.3f} |")


if __name__ == "__main__":
    main()
