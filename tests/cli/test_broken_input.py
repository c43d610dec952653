"""Broken input: a message that says where, a hint that says what to do, and the last good site untouched."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import GOOD, Run, tree


@pytest.fixture
def built(sitegen: Run, site: Path) -> Path:
    """A site with a good build in its output."""
    assert sitegen("build").returncode == 0
    return site


BROKEN_SEEDS = {
    "unknown key": (
        b"---\ntitle: A\npublishd: 2025-03-14\n---\n\nx\n",
        "seeds/bad.md:3:1: error:",
        "published",
    ),
    "bad date": (b"---\ntitle: A\npublished: 2025-02-30\n---\n\nx\n", "seeds/bad.md:3:12: error:", "2025-02-30"),
    "bad YAML": (b"---\ntitle: A\ntags: [a, b\n---\n\nx\n", "seeds/bad.md:", "error:"),
    "no known encoding": (b"\xff\xfe\x00\x81\x20", "seeds/bad.md:", "error:"),
    "empty": (b"", "seeds/bad.md:1:1: error:", "hint:"),
    "title of punctuation only": (
        "---\ntitle: …!?\npublished: 2025-03-14\n---\n\n회사는 문을 열었다.\n".encode(),
        "seeds/bad.md:2:",
        "error:",
    ),
}


@pytest.mark.parametrize("name", BROKEN_SEEDS)
def test_a_broken_seed_is_named_and_the_site_stays(sitegen: Run, built: Path, name: str) -> None:
    content, place, words = BROKEN_SEEDS[name]
    before = tree(built / "output")
    (built / "seeds" / "bad.md").write_bytes(content)
    failed = sitegen("build")
    assert failed.returncode == 1
    assert place in failed.stderr
    assert words in failed.stderr
    assert "Traceback" not in failed.stderr
    assert tree(built / "output") == before


def test_bad_yaml_counts_its_line_from_the_top_of_the_file(sitegen: Run, site: Path) -> None:
    (site / "seeds" / "bad.md").write_text("---\ntitle: A\npublished: 2025-03-14\nauthor: 'x\n---\n\nx\n", "utf-8")
    assert "seeds/bad.md:4:" in sitegen("build").stderr


def test_all_faults_are_told_at_once(sitegen: Run, site: Path) -> None:
    """Two bad seeds, three faults: one run tells all of them."""
    (site / "seeds" / "bad.md").write_text("---\ntitel: A\npublished: soon\n---\n\nx\n", "utf-8")
    (site / "seeds" / "empty.txt").write_text("", "utf-8")
    told = sitegen("build").stderr
    assert told.count(": error: ") >= 3
    assert told.count("hint:") >= 3
    assert "seeds/bad.md:2:1" in told
    assert "seeds/bad.md:3:12" in told
    assert "seeds/empty.txt:1:1" in told


def test_keep_going_leaves_out_what_cannot_be_read(sitegen: Run, site: Path) -> None:
    """The rest is built, the fault is named, and the exit code says that something is wrong."""
    (site / "seeds" / "empty.txt").write_text("", "utf-8")
    kept = sitegen("build", "--keep-going")
    assert kept.returncode == 1
    assert "seeds/empty.txt:1:1: error:" in kept.stderr
    assert (site / "output" / "index.html").is_file()


def test_two_seeds_with_one_slug(sitegen: Run, built: Path) -> None:
    before = tree(built / "output")
    for name in ("one", "two"):
        (built / "seeds" / f"{name}.md").write_text(
            GOOD.replace("source:", f"slug: same\nauthor: {name}\nsource:"), "utf-8"
        )
    failed = sitegen("build")
    assert failed.returncode == 1
    assert "seeds/two.md:" in failed.stderr
    assert "seeds/one.md" in failed.stderr
    assert tree(built / "output") == before


def test_a_template_error_names_its_line(sitegen: Run, built: Path) -> None:
    before = tree(built / "output")
    (built / "templates").mkdir()
    (built / "templates" / "about.html").write_text("<p>\n{{ no_such_name }}\n", "utf-8")
    failed = sitegen("build")
    assert failed.returncode == 1
    assert "about.html:2:" in failed.stderr
    assert "no_such_name" in failed.stderr
    assert tree(built / "output") == before


def test_a_template_that_is_no_jinja_names_its_line(sitegen: Run, built: Path) -> None:
    (built / "templates").mkdir()
    (built / "templates" / "about.html").write_text("<p>\n\n{% if %}\n", "utf-8")
    failed = sitegen("build")
    assert failed.returncode == 1
    assert "about.html:3:" in failed.stderr


@pytest.mark.parametrize("output", ["seeds", ".", "seeds/out", "templates"])
def test_an_output_that_would_lose_something_is_refused(sitegen: Run, site: Path, output: str) -> None:
    (site / "sitegen.toml").write_text(f'[folders]\noutput = "{output}"\n', "utf-8")
    before = tree(site)
    failed = sitegen("build")
    assert failed.returncode == 2
    assert "error: the output folder" in failed.stderr
    assert tree(site) == before


def test_an_output_with_foreign_files_keeps_them(sitegen: Run, site: Path) -> None:
    (site / "output").mkdir()
    (site / "output" / "CNAME").write_text("briefing.example", "utf-8")
    assert sitegen("build").returncode == 0
    assert sitegen("build").returncode == 0
    assert (site / "output" / "CNAME").read_text("utf-8") == "briefing.example"


def test_a_title_of_ninety_syllables_gets_a_name_that_file_systems_take(sitegen: Run, site: Path) -> None:
    title = "가나다라마바사아자" * 10
    (site / "seeds" / f"{title[:60]}.md").write_text(GOOD.replace("윤슬시, 새 도서관 착공", title), "utf-8")
    built = sitegen("build")
    assert built.returncode == 0, built.stderr
    names = [part for path in tree(site / "output") for part in Path(path).parts]
    assert max(len(name.encode()) for name in names) <= 200
    assert any(title[:20] in page.decode() for name, page in tree(site / "output").items() if name.endswith("html"))


# Data in the head, in which nothing can open a tag; and the search's files.
_OWN_SCRIPTS = re.compile(
    r'<script type="application/ld\+json">[^<]*</script>|<script src="[./a-z0-9-]*\.js" defer></script>'
)


def test_a_hostile_seed_is_shown_harmless(sitegen: Run, site: Path) -> None:
    """Script, handlers, script links and template syntax are words on the page, or nothing at all."""
    (site / "seeds" / "hostile.md").write_text(
        GOOD.replace("윤슬시, 새 도서관 착공", "<script>alert(1)</script>윤슬시 {{ config }}")
        + "\n<script>alert(2)</script>\n\n<img src=x onerror=alert(3)>\n\n[누르세요](javascript:alert(4))\n\n"
        "{{ config }} {% raw %} {{ 7*7 }} 회사는 13일 문을 열었다.\n",
        "utf-8",
    )
    built = sitegen("build")
    assert built.returncode == 0, built.stderr
    pages = {
        name: _OWN_SCRIPTS.sub("", page.decode())
        for name, page in tree(site / "output").items()
        if name.endswith(".html")
    }
    for name, page in pages.items():
        assert "<script" not in page, name
        assert "onerror" not in page.replace("&lt;img src=x onerror=alert(3)&gt;", ""), name
        assert "javascript:" not in page, name
    (shown,) = [page for name, page in pages.items() if "hostile" in name]
    assert "{{ config }}" in shown
    assert "49" not in shown


def test_no_seeds_says_what_to_do(sitegen: Run, tmp_path: Path) -> None:
    failed = sitegen("build")
    assert failed.returncode == 2
    assert "hint: run  sitegen init" in failed.stderr


def test_two_seeds_of_one_name(sitegen: Run, built: Path) -> None:
    """Articles are known by their files' names: two of one name in two folders would share their facts and a page."""
    before = tree(built / "output")
    for folder in ("one", "two"):
        (built / "seeds" / folder).mkdir()
        (built / "seeds" / folder / "same.md").write_text(GOOD.replace("source:", f"slug: {folder}\nsource:"), "utf-8")
    failed = sitegen("build")
    assert failed.returncode == 1
    assert "seeds/two/same.md:1:1: error: its file has the name of seeds/one/same.md" in failed.stderr
    assert tree(built / "output") == before


def test_broken_input_as_json(sitegen: Run, built: Path) -> None:
    """A machine that asked for JSON gets it also where the build fails."""
    (built / "seeds" / "empty.txt").write_text("", "utf-8")
    failed = sitegen("build", "--json")
    assert failed.returncode == 1
    (fault,) = json.loads(failed.stdout)["errors"]
    assert (fault["path"], fault["line"], fault["message"]) == ("seeds/empty.txt", 1, "the file is empty")
    assert failed.stderr == ""


@pytest.mark.parametrize("what", ["seeds/nope.md:3", "seeds/nope.md", "seeds/2025-03-14-library.md"])
def test_explain_takes_no_file_for_a_sentence(sitegen: Run, site: Path, what: str) -> None:
    failed = sitegen("explain", what)
    assert failed.returncode in (1, 2)
    assert what.removesuffix(":3") in failed.stderr
    assert "Traceback" not in failed.stderr


@pytest.mark.parametrize("what", ["윤슬시는 새 도서관을 착공했다. " * 20, "seeds/2025-03-14-library.md:²"])
def test_explain_takes_any_words(sitegen: Run, site: Path, what: str) -> None:
    """Words longer than any path, and figures that are no number."""
    shown = sitegen("explain", what)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith("sentence")
