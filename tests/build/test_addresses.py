"""Other addresses of articles: pages that lead on, and what is said where something stands there already."""

from pathlib import Path

import pytest

from sitegen.build import make
from sitegen.build.check import check_site
from sitegen.config import read_settings
from sitegen.errors import Faults
from tests.build.histories import NOW, difference
from tests.build.histories import tree as tree_of
from tests.build.small import built, lay, run
from tests.site.tree import tree

URL = '[site]\nurl = "https://news.sitegen.test/desk"\n'
BODY = "윤슬시는 12일 새 도서관을 착공했다.\n"


def seed(title: str, *more: str) -> str:
    return "\n".join(["---", f"title: {title}", "published: 2026-03-12", *more, "---", "", BODY])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "sitegen.toml").write_text(URL, "utf-8")
    return tmp_path


def faults(root: Path) -> str:
    with pytest.raises(Faults) as caught:
        built(root)
    return str(caught.value)


def test_an_old_address_leads_on(root: Path) -> None:
    """By itself, by a link, and for search engines by the address that counts; no search engine lists it."""
    lay(root, {"library.md": seed("윤슬시, 새 도서관 착공 <b>", "aliases: [old-library, 옛-도서관]")})
    built(root)
    for alias in ("old-library", "옛-도서관"):
        page = tree((root / "output" / "a" / alias / "index.html").read_bytes())
        metas = [node.attributes for node in page.all("meta")]
        assert {"http-equiv": "refresh", "content": "0; url=../library/index.html"} in metas
        assert {"name": "robots", "content": "noindex"} in metas
        assert [node.attributes["href"] for node in page.all("a")] == ["../library/index.html"]
        (canonical,) = [node.attributes["href"] for node in page.all("link")]
        assert canonical == "https://news.sitegen.test/desk/a/library/"
        assert page.all("h1")[0].text == "윤슬시, 새 도서관 착공 <b>"
    assert "old-library" not in (root / "output" / "sitemap.xml").read_text("utf-8")
    assert check_site(read_settings(root), NOW).faults == ()


def test_without_an_address_of_the_site_it_leads_on_as_well(root: Path) -> None:
    (root / "sitegen.toml").write_text("", "utf-8")
    lay(root, {"library.md": seed("윤슬시, 새 도서관 착공", "aliases: old-library")})
    built(root)
    page = tree((root / "output" / "a" / "old-library" / "index.html").read_bytes())
    assert page.all("link") == []
    assert page.all("a")[0].attributes["href"] == "../library/index.html"


def test_an_address_that_is_taken_is_told_with_its_line(root: Path) -> None:
    """By another article's page, or by what leads to another one; each fault where the alias is written."""
    lay(
        root,
        {
            "library.md": seed("새 도서관", "slug: taken"),
            "museum.md": seed("새 박물관", "aliases: [museum-old, taken]"),
            "theatre.md": seed("새 극장", "aliases:", "  - museum-old"),
        },
    )
    assert faults(root).splitlines() == [
        "seeds/museum.md:4:23: error: its other address a/taken/ is taken by seeds/library.md",
        "  hint: delete 'taken' from the aliases of one of them",
        "seeds/theatre.md:5:5: error: its other address a/museum-old/ is taken by seeds/museum.md",
        "  hint: delete 'museum-old' from the aliases of one of them",
    ]


def test_an_article_may_come_back_to_an_old_address(root: Path) -> None:
    """Its page stands there, and nothing leads to itself."""
    lay(root, {"library.md": seed("새 도서관", "slug: library", "aliases: [library, books]")})
    built(root)
    assert 'http-equiv="refresh"' not in (root / "output/a/library/index.html").read_text("utf-8")
    assert 'http-equiv="refresh"' in (root / "output/a/books/index.html").read_text("utf-8")


def test_nothing_of_what_is_withheld_is_in_any_file(root: Path) -> None:
    """A draft and an article under embargo, with marks that nothing else says: no feed, no map, no picture, no address."""
    lay(
        root,
        {
            "library.md": seed("새 도서관"),
            "draft.md": seed("카나리아하나", "status: draft", "aliases: canary-one", "slug: canary-slug-one"),
            "later.md": seed("카나리아둘", "embargo: 2026-06-15", "aliases: canary-two", "slug: canary-slug-two"),
        },
    )
    built(root)
    for address, content in tree_of(root / "output").items():
        assert "canary" not in address
        assert b"canary" not in content, address
        assert "카나리아".encode() not in content, address
    assert sorted(path.name for path in (root / "output").rglob("*.png")) == ["briefing.png", "picture.png", "site.png"]


def test_files_for_machines_are_remembered_as_pages_are(root: Path) -> None:
    """After edits, a build that remembers leaves the bytes of one that does not; what shows the same is not made again."""
    lay(root, {"library.md": seed("새 도서관", "aliases: old"), "museum.md": seed("새 박물관")})
    built(root)
    lay(root, {"library.md": seed("새 도서관", "aliases: older"), "museum.md": seed("새 박물관, 12억원 들여 연다")})
    report = built(root)
    changed = {*report.written.added, *report.written.changed}
    assert {"a/older/index.html", "a/museum/picture.png", "feed.xml", "feed.json", "news-sitemap.xml"} <= changed
    assert not {"a/library/picture.png", "site.png", "sitemap.xml", "robots.txt"} & changed
    assert report.written.removed == ("a/old/index.html",)
    warm = tree_of(root / "output")
    built(root, clean=True)
    assert difference(warm, tree_of(root / "output")) == []
    in_memory = make(read_settings(root), NOW).files
    assert {address: warm[address] for address in in_memory} == dict(in_memory)


def test_a_missing_address_is_told_once_and_is_no_error(tmp_path: Path) -> None:
    """On each build in one line with its hint, also where nothing has changed and where warnings are errors."""
    lay(tmp_path, {"library.md": seed("새 도서관"), "museum.md": seed("새 박물관")})
    said = (
        "sitegen.toml: warning: 'url' is not set: feeds, sitemaps, canonical links and pictures of shared links are left out\n"
        '  hint: write where the site will stand:  [site]  url = "https://…"\n'
    )
    for arguments in (("build",), ("build",), ("build", "--strict")):
        done = run(tmp_path, *arguments)
        assert (done.returncode, done.stderr) == (0, said), arguments
    (tmp_path / "sitegen.toml").write_text(URL, "utf-8")
    assert run(tmp_path, "build").stderr == ""
