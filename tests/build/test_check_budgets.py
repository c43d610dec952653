"""What is too large is told with its size and its limit; what runs where nothing may, too."""

import random
import string

import pytest

from sitegen.build.check import budgets
from sitegen.build.check.budgets import Budgets
from sitegen.build.check.reader import page_in, source_of


def noise(size: int, seed: int = 0) -> str:
    """Letters that cannot be compressed to less than three quarters of *size*."""
    return "".join(random.Random(seed).choices(string.ascii_letters + string.digits, k=size))


def faults(files: dict[str, str]) -> list[str]:
    contents = {address: text.encode() for address, text in files.items()}
    weighed = Budgets(contents, "output")
    found = []
    for address, content in sorted(contents.items()):
        if address.endswith(".html"):
            source = source_of(content)
            found += weighed.page_faults(address, source, page_in(source))
    return [str(fault) for fault in (*found, *weighed.site_faults())]


STYLED = '<link rel="stylesheet" href="../assets/site.css"><p>{}</p>'


def test_a_page_counts_with_its_style_sheets() -> None:
    """Neither is too much alone; a sheet that the page does not use does not count."""
    css = {"assets/site.css": f"/*{noise(6_000)}*/"}
    assert faults({"a/x.html": STYLED.format(noise(20_000, 1)), **css}) == []
    (told,) = faults({"a/x.html": STYLED.format(noise(22_000, 1)), **css})
    assert told.startswith("output/a/x.html: error: the page with its style sheets takes 2")
    assert told.endswith(" KB compressed (brotli), and may take 20")
    assert faults({"a/x.html": f"<p>{noise(22_000, 1)}</p>", **css}) == []


def test_a_list_may_be_longer() -> None:
    rows = '<li data-fact="f">' * 100
    assert faults({"a.html": noise(40_000) + rows}) == []
    assert "may take 50" in faults({"a.html": noise(80_000) + rows})[0]
    assert "may take 20" in faults({"a.html": noise(40_000) + rows.replace("<li", "", 1)})[0]


def test_all_styles_of_a_site_together() -> None:
    one, other = {"assets/a.css": noise(6_000)}, {"assets/b.css": noise(6_000, 1)}
    assert faults({**one}) == faults({**other}) == []
    (told,) = faults({**one, **other})
    assert told.startswith("output/assets/a.css: error: the style of the site takes ")


@pytest.mark.parametrize(
    ("script", "runs"),
    [
        ("<script>x()</script>", True),
        ('<script src="x.js" defer></script>', True),
        ('<script type="module">x()</script>', True),
        ('<script type="text/javascript">x()</script>', True),
        ('<script type="application/javascript">x()</script>', True),
        ('<script type="application/ld+json">{}</script>', False),
        ('<script type="application/json">{}</script>', False),
        ("<!-- <script>x()</script> -->", False),
    ],
)
def test_a_script_runs_on_no_page_but_the_search(script: str, runs: bool) -> None:
    told = ["output/a/x.html:2:1: error: a script runs here; pages other than the search have none"] if runs else []
    assert faults({"a/x.html": f"\n{script}"}) == told
    assert faults({"search/index.html": f"\n{script}"}) == []


def test_the_search_has_limits_of_its_own() -> None:
    page = '<script src="../assets/search.js"></script><script src="index.js"></script>'
    small = {"search/index.html": page, "assets/search.js": noise(8_000), "search/index.js": noise(150_000)}
    assert faults(small) == []
    assert faults({**small, "assets/search.js": noise(12_000)})[0].startswith(
        "output/search/index.html: error: the code of the search takes "
    )
    assert faults({**small, "search/2024.js": noise(220_000)})[0].startswith(
        "output/search/2024.js: error: the part of the search's index takes 1"
    )


def test_without_brotli_what_zlib_says_counts_and_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budgets, "_brotli", lambda: None)
    (told,) = faults({"a.html": noise(40_000)})
    assert told.endswith(" KB compressed (zlib), and may take 20")
