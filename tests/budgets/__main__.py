"""Prints what the pages weigh on the wire, compressed by brotli, the heaviest of each kind: ``python -m tests.budgets``."""

import tempfile
from pathlib import Path

from tabulate import tabulate

from tests.budgets import sites
from tests.budgets.sites import kind_of
from tests.budgets.weights import KB, rows_in, style_of, weight_of


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        of = [*sites.made_by_hand(), sites.built(Path(folder) / "site")]
    heaviest: dict[str, tuple[float, int]] = {}
    for site in of:
        for url, content in site.pages.items():
            weight = (style_of(site) + weight_of(content)) / KB
            rows = rows_in(content) if url.startswith("timeline/") else 0
            kind = f"{kind_of(url)}, more than 100 rows" if rows > 100 else kind_of(url)
            heaviest[kind] = max(heaviest.get(kind, (0.0, 0)), (weight, len(content)))
    shown = [(kind, f"{weight:.1f}", f"{size / KB:.0f}") for kind, (weight, size) in sorted(heaviest.items())]
    print(tabulate(shown, ("page", "with its style, KB", "as a file, KB"), "github", disable_numparse=True))
    print(f"\nstyle sheets: {max(map(style_of, of)) / KB:.1f} KB at most")


if __name__ == "__main__":
    main()
