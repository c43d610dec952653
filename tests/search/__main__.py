"""Measures the search: ``python -m tests.search [--articles 1000] [--pagefind] [--misses]``.

Builds the sample seeds and a made corpus as one site, asks the site's own script the queries of ``tests.search.queries``,
and prints recall and precision by kind of query, sizes and times. With ``--pagefind`` the same pages are indexed by
Pagefind, from npm, and asked the same.
"""

import argparse
import gzip
import statistics
import tempfile
import time
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import brotli
from playwright.sync_api import sync_playwright

from tests.search.pagefind import CHROMIUM, FLAGS, VERSION, pagefind
from tests.search.queries import HELD_OUT, TUNED, Query
from tests.search.score import Scored, asked, by_kind, means, scores
from tests.search.site import Searched, searched

_TIMED = """(typed) => typed.map((one) => {
  const start = performance.now();
  sitegenSearch.search(one);
  return performance.now() - start;
})"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.search", description=__doc__)
    parser.add_argument("--articles", type=int, default=1000, help="of the made corpus")
    parser.add_argument("--pagefind", action="store_true", help="measure Pagefind beside it")
    parser.add_argument("--misses", action="store_true", help="tell each query that missed or found too much")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        site = searched(Path(folder), given.articles)
        print(f"{len(site.texts)} articles, built in {time.perf_counter() - began:.0f} s")
        _tell_sizes(site.output)
        for title, queries in (("tuned", TUNED), ("held out", HELD_OUT)):
            answer = asked(site, queries)
            times = sorted(one["ms"] for one in answer["results"])
            print(f"\n{title}: {len(queries)} queries; the index loaded in {answer['loaded']:.0f} ms, a query in "
                  f"{statistics.median(times):.1f} ms (worst {times[-1]:.1f}), in Node")  # fmt: skip
            _tell(scores(site, queries, answer["results"]), given.misses)
        _tell_browser(site.output, [*TUNED, *HELD_OUT])
        if given.pagefind:
            _compare(site, Path(folder))


def _tell_browser(output: Path, queries: Sequence[Query]) -> None:
    """How long a reader waits in Chromium, for a page that is opened with a query and for those that follow."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.goto(f"{(output / 'search/index.html').as_uri()}?q=특허")
        page.wait_for_function("document.querySelector('#found').textContent.includes('특허')", timeout=120_000)
        first = page.evaluate("performance.now()")
        times = sorted(page.evaluate(_TIMED, [query.typed for query in queries]))
        browser.close()
    print(f"\nin Chromium: a page with a query is whole in {first:.0f} ms, a query more takes "
          f"{statistics.median(times):.1f} ms (worst {times[-1]:.1f})")  # fmt: skip


def _compare(site: Searched, work: Path) -> None:
    """One table: both beside each other, by kind of query."""
    queries = [*TUNED, *HELD_OUT]
    ours = by_kind(scores(site, queries, asked(site, queries)["results"]))
    found, seconds, size = pagefind(site, queries, work)
    theirs = by_kind(found)
    print(f"\n{'recall, precision':16} {'':3}  sitegen       Pagefind {VERSION}")
    for kind, some in [*ours.items(), ("all", list(chain(*ours.values())))]:
        other = theirs.get(kind, found)
        (recall, precision), (its_recall, its_precision) = means(some), means(other)
        print(f"  {kind:16} {len(some):3}  {recall:.3f} {precision:.3f}   {its_recall:.3f} {its_precision:.3f}")
    print(f"Pagefind's index: {size} bytes gzip, made in {seconds:.1f} s")


def _tell(found: Sequence[Scored], misses: bool) -> None:
    for kind, some in by_kind(found).items():
        recall, precision = means(some)
        print(f"  {kind:16} {len(some):3}  recall {recall:.3f}  precision {precision:.3f}")
    recall, precision = means(found)
    print(f"  {'all':16} {len(found):3}  recall {recall:.3f}  precision {precision:.3f}")
    for one in found if misses else ():
        if one.recall < 1 or one.precision < 1:
            print(f"    {_told(one.query)}: {one.recall:.2f} {one.precision:.2f} "
                  f"-{len(one.missing)} {one.missing[:2]} +{len(one.extra)} {one.extra[:2]}")  # fmt: skip


def _told(query: Query) -> str:
    return f"{query.kind} {query.typed}"


def _tell_sizes(output: Path) -> None:
    scripts = sorted((output / "search").glob("*.js"))
    for title, paths in (("code", [output / "assets/search.js"]), ("first index", [output / "search/index.js"])):
        content = b"".join(path.read_bytes() for path in paths)
        print(f"{title}: {len(brotli.compress(content))} bytes brotli, {len(gzip.compress(content))} gzip")
    sizes = [(len(gzip.compress(path.read_bytes())), path) for path in scripts]
    small = [len(brotli.compress(path.read_bytes())) for path in scripts]
    largest = max(sizes)
    print(f"{len(scripts)} parts: {sum(small)} bytes brotli, {sum(size for size, _ in sizes)} gzip in all; the largest is "
          f"{largest[1].name}, {max(small)} brotli, {largest[0]} gzip")  # fmt: skip


if __name__ == "__main__":
    main()
