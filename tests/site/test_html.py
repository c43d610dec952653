"""Every page keeps the promises of the look: sound HTML, evidence everywhere, nothing that runs, small bytes."""

import gzip
import itertools
import posixpath
import re
from urllib.parse import unquote, urlsplit

import pytest

from sitegen.compose import pages_of
from sitegen.compose.timeline import MOST_ROWS
from sitegen.render import Renderer
from tests.compose.sample import briefing
from tests.site.conftest import rendered
from tests.site.tree import Node, tree

PAGES = sorted(url for url in rendered("ko") if url.endswith(".html"))
_HEADINGS = re.compile(r"h[1-6]")


def _pages(files: dict[str, bytes]) -> list[tuple[str, Node]]:
    return [(url, tree(files[url])) for url in PAGES]


def test_pages_are_sound(files: dict[str, bytes]) -> None:
    """One h1, headings that skip no level, one main, a skip link that works, a title, a description, a language."""
    for url, page in _pages(files):
        levels = [int(node.tag[1]) for node in page.walk() if _HEADINGS.fullmatch(node.tag)]
        assert levels.count(1) == 1, url
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), (url, levels)
        assert [node.attributes["id"] for node in page.all("main")] == ["main"], url
        assert page.all(klass="skip")[0].attributes["href"] == "#main"
        assert page.all("title")[0].text.strip(), url
        assert [node for node in page.all("meta") if node.attributes.get("name") == "description"], url
        assert page.all("html")[0].attributes["lang"] in ("ko", "en")


def test_ids_are_unique(files: dict[str, bytes]) -> None:
    """An anchor means one place."""
    for url, page in _pages(files):
        ids = [node.attributes["id"] for node in page.walk() if "id" in node.attributes]
        assert sorted(ids) == sorted(set(ids)), url
        assert all(ids), url


def test_every_link_leads_somewhere(files: dict[str, bytes]) -> None:
    """Each internal link names a file of the site, and each anchor stands on it."""
    trees = dict(_pages(files))
    anchors = {url: {node.attributes.get("id") for node in page.walk()} for url, page in trees.items()}
    for url, page in trees.items():
        for node in page.walk():
            address = node.attributes.get("href")
            if address is None or address.startswith(("http://", "https://", "mailto:")):
                continue
            parts = urlsplit(address)
            path = unquote(parts.path)
            if url == "404.html":
                assert path.startswith("/naru/") or (not path and address == "#main"), address
                path = path.removeprefix("/naru/")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(url), path)) if path else url
            assert target in files, f"{url}: {address}"
            assert not parts.fragment or unquote(parts.fragment) in anchors[target], f"{url}: {address}"
            assert not path or posixpath.basename(target).count("."), f"{url}: {address} names no file"


def test_no_fact_without_evidence(files: dict[str, bytes]) -> None:
    """Every line of every timeline, list, box, glossary and quotation links to the words it was read in."""
    for url, page in _pages(files):
        lines = [item for day in page.all("li", "day") for item in day.all("li")[1:]]
        lines += [item for top in page.all("ol") if {"lead", "up"} & set(top.classes) for item in top.all("li")]
        lines += [line for box in page.all(klass="box") for line in box.all("dd")]
        lines += [line for glossary in page.all(klass="terms") for line in glossary.all("dd")]
        lines += page.all("figure", "q")
        for line in lines:
            links = [node for node in line.all("a", "ev") if "#" in node.attributes["href"]]
            assert links, f"{url}: {line.text.split()}"
        if "/2026" in url:
            assert page.all(klass="box")[0].all("dd"), url


def test_numbers_lead_there_and_back() -> None:
    """A mark's number leads to the line of the box that cites it, whose link leads to the mark."""
    page = tree(rendered("ko")["a/2026-03-12-haeon-plant/index.html"])
    by_id = {node.attributes["id"]: node for node in page.walk() if "id" in node.attributes}
    numbers = [node.all("a")[0] for node in page.all("sup")]
    assert [node.text for node in numbers] == [str(number) for number in range(1, len(numbers) + 1)]
    for number in numbers:
        line = by_id[number.attributes["href"].removeprefix("#")]
        assert line.text == f"근거 {number.text}"
        target = by_id[line.attributes["href"].removeprefix("#")]
        assert any(node is target for mark in page.all("mark") for node in mark.walk())


def test_every_sentence_has_its_anchor() -> None:
    """Sentences are numbered through; each anchor holds that sentence's words."""
    read = next(read for read in briefing().articles if read.article.id == "2026-03-12-haeon-plant")
    page = tree(rendered("ko")["a/2026-03-12-haeon-plant/index.html"])
    by_id = {node.attributes["id"]: node for node in page.all(klass="s") if "id" in node.attributes}
    assert list(by_id) == [f"s{number}" for number in range(1, len(read.sentences) + 1)]
    for number, span in enumerate(read.sentences, 1):
        words = span.of(read.article.text).lstrip("◇")
        assert re.sub(r"\d+$", "", by_id[f"s{number}"].text)[:12] == words[:12]


def test_nothing_runs_and_nothing_is_styled_in_place(files: dict[str, bytes]) -> None:
    """A strict content security policy holds on every page, whatever the seeds hold."""
    for url, page in _pages(files):
        for node in page.walk():
            assert node.tag not in ("style", "iframe", "object", "embed", "img", "base"), url
            # Data of search engines stands in an element that is named after what it is not.
            is_data = node.tag == "script" and node.attributes == {"type": "application/ld+json"}
            # The search alone is more than a page: its script is a file of the site's own.
            assert is_data or node.tag not in ("script", "form") or url == "search/index.html", url
            assert is_data or node.tag != "script" or (node.attributes["src"], node.text) == ("../assets/search.js", "")
            for name, value in node.attributes.items():
                assert name != "style", url
                assert not name.startswith("on"), url
                assert not re.match(r"\s*(javascript|data|vbscript):", value, re.IGNORECASE), url
        assert not any(node.attributes.get("target") for node in page.all("a"))


def test_jinja_of_a_seed_is_never_run(files: dict[str, bytes]) -> None:
    """{{ 7*7 }} in a title is a title."""
    page = tree(files["a/2026-03-10-hostile/index.html"])
    assert "{{ 7*7 }}" in page.all("h1")[0].text
    assert "{{ config }}" in page.all("main")[0].text


def test_tables_say_what_they_are(files: dict[str, bytes]) -> None:
    """Every table has a caption and scopes; every table of a seed does, too."""
    tables = 0
    for url, page in _pages(files):
        for table in page.all("table"):
            tables += 1
            assert table.all("caption")[0].text.strip(), url
            assert all("scope" in head.attributes for head in table.all("th")), url
    assert tables >= 8


def test_dates_for_machines_are_valid(files: dict[str, bytes]) -> None:
    """`datetime` holds a day, a month, a year or a moment."""
    shape = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d([+-]\d\d:\d\d)?)?)?)?")
    for url, page in _pages(files):
        for node in page.all("time"):
            assert shape.fullmatch(node.attributes["datetime"]), url


def test_the_korean_site_speaks_korean() -> None:
    """What the pages say themselves holds no word of the other language, and the other way round."""
    for url in ("index.html", "about/index.html", "timeline/index.html"):
        foot = tree(rendered("ko")[url]).all("footer")[0].text + tree(rendered("ko")[url]).all("nav")[0].text
        assert not re.search("[A-Za-z]", foot), url
        foot = tree(rendered("en")[url]).all("footer")[0].text + tree(rendered("en")[url]).all("nav")[0].text
        assert not re.search("[가-힣]", foot), url


def test_budget_of_the_style_sheet() -> None:
    """At most 6 KB compressed (gzip; brotli is smaller)."""
    assert len(gzip.compress(rendered("ko")["assets/site.css"], 9)) <= 6 * 1024


@pytest.mark.parametrize("url", PAGES)
def test_budget_of_a_page(url: str) -> None:
    """HTML and CSS together are at most 20 KB compressed."""
    files = rendered("ko")
    assert len(gzip.compress(files[url], 9)) + len(gzip.compress(files["assets/site.css"], 9)) <= 20 * 1024


def test_budget_of_a_full_timeline() -> None:
    """A timeline of 200 rows is at most 50 KB compressed."""
    source = briefing()
    rows = [entry for entry in source.entries if entry.when is not None]
    from dataclasses import replace

    many = tuple(
        replace(rows[number % len(rows)], id=f"x/{number}", headline=f"{rows[number % len(rows)].headline} {number}")
        for number in range(MOST_ROWS)
    )
    page = next(p for p in pages_of(replace(source, entries=many)) if p.url == "timeline/index.html")
    assert len(gzip.compress(Renderer().page(page), 9)) <= 50 * 1024


def test_lines_of_the_briefing_say_their_story_once() -> None:
    """The story stands over the first of several lines that belong to it, and over no line that has none."""
    page = tree(rendered("ko")["index.html"])
    lead = page.all("ol", "lead")[0].all("li")
    said = [[link.text for kick in line.all("p", "kick") for link in kick.all("a")] for line in lead]
    assert said[0] == ["나루항 수소발전소"]
    assert sum(len(one) for one in said) < len(lead)
    rows = next(page for page in pages_of(briefing()) if page.url == "index.html").context["headlines"]
    stories = [row["story"]["title"] if row["story"] else "" for row in rows]
    before = ["", *stories]
    assert said == [[own] if own and own != last else [] for own, last in zip(stories, before, strict=False)]
