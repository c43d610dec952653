"""A canary: no word of a draft or of an article under embargo in a byte of the output, and where there is one it is told."""

import gzip
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import brotli
import pytest

from sitegen.build import Options, build
from sitegen.build.check import check_site
from sitegen.build.check.texts import decompressed
from sitegen.build.check.withheld import leaks
from sitegen.config import read_settings
from sitegen.read import read_seed
from tests.build.histories import BODIES, FRONTS, NOW
from tests.build.small import run
from tests.build.test_check_budgets import noise

TITLE = "카나리아시, 앵무교 개통 앞당긴다"
LINES = (
    "카나리아시는 다음 달 9일로 잡았던 앵무교 개통을 나흘 앞당긴다.",
    "늘어나는 공사비 731억원은 시가 모두 대기로 했다고 밝혔다.",
)
HELD = (
    f"---\ntitle: {TITLE}\npublished: 2026-05-02\nslug: canary-bridge\nembargo: 2030-01-01T00:00+09:00\n---\n\n"
    + "\n\n".join(LINES)
)
OPEN = "가람시는 2일 새 다리를 놓는다고 밝혔다. 늘어나는 공사비 500억원은 도가 모두 대기로 했다.\n"


def found(
    files: Mapping[str, bytes | str] | dict[str, bytes], *, public: str = OPEN, held: str = HELD
) -> list[tuple[str, str]]:
    withheld = read_seed("seeds/2026-05-02-canary.md", held.encode())
    shown = read_seed("seeds/2026-05-01-open.md", public.encode())
    contents = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
    return [(leak.words, leak.address) for leak in leaks([withheld], [shown], contents, "브리핑")]


FIVE = "달 9일로 잡았던 앵무교 개통을"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("index.html", f"<p>다음 <mark>{FIVE}</mark> 어쩌고</p>"),
        ("index.html", "<p>" + FIVE.replace("앵무교", "<b>앵무</b>교") + "</p>"),
        ("index.html", "<p>\n" + FIVE.replace(" ", "\n ") + "\n</p>"),
        ("index.html", f'<meta name="description" content="{FIVE}">'),
        ("index.html", f"<p>\n<!--\n{FIVE}\n-->\n</p>"),
        ("feed.xml", f"<entry><content>&lt;p&gt;\n{FIVE}\n&lt;/p&gt;</content></entry>"),
        ("facts.json", json.dumps({"facts": [{"words": FIVE}]})),
        ("facts.csv", f"a,b\n1, {FIVE} ,2\n"),
        ("search/index.js", f'x(" {FIVE} ")'),
    ],
)
def test_five_words_are_found_wherever_a_reader_can_read_them(name: str, content: str) -> None:
    assert found({"about/index.html": "<p>만든 방법</p>", name: content}) == [(FIVE, name)]


@pytest.mark.parametrize("name", ["index.html", "feed.xml", "facts.json", "x.txt", "picture.png"])
def test_its_names_are_found_in_any_file(name: str) -> None:
    assert found({name: f"\x00 {TITLE} \x00"}) == [(TITLE, name)]
    assert found({name: json.dumps({"t": TITLE})}) == [(TITLE, name)]
    assert found({name: "a/canary-bridge/"}) == [("canary-bridge", name)]
    assert found({f"a/canary-bridge/{name}": ""}) == [("canary-bridge", f"a/canary-bridge/{name}")]


def test_what_proves_nothing_is_passed_over() -> None:
    """Four words, words that a public article says too, the words of the theme, what is short."""
    assert found({"index.html": "<p>9일로 잡았던 앵무교 개통을</p>"}) == []
    assert found({"index.html": f"<p>{FIVE}</p>"}, public=OPEN + LINES[0]) == []
    assert found({"index.html": f"<p>{FIVE}</p>", "about/index.html": f"<li>{FIVE}</li>"}) == []
    short = HELD.replace(LINES[1], "이 날 한 번 더 왔다.")
    assert found({"index.html": "<p>이 날 한 번 더 왔다.</p>"}, held=short) == []
    assert found({"index.html": "<p>나</p>"}) == []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "2026-03-02-bridge.md").write_text(FRONTS[1] + BODIES[0], encoding="utf-8")
    (tmp_path / "seeds" / "2026-05-02-canary.md").write_text(HELD, encoding="utf-8")
    draft = HELD.replace("embargo: 2030-01-01T00:00+09:00", "status: draft").replace("canary", "draft")
    (tmp_path / "seeds" / "2026-05-03-draft.md").write_text(draft.replace("앵무", "잉꼬"), encoding="utf-8")
    return tmp_path


def checked(root: Path, now: datetime = NOW) -> list[str]:
    return [str(fault) for fault in check_site(read_settings(root), now).faults]


def test_a_site_that_was_built_has_no_trace_and_is_well(root: Path) -> None:
    build(read_settings(root), NOW, Options(executor="serial"))
    assert checked(root) == []
    for path in (root / "output").rglob("*"):
        if path.is_file():
            content = path.read_bytes().decode("utf-8", "replace")
            assert not [
                word for word in ("카나리아", "앵무교", "잉꼬교", "731억", "canary", "draft-bridge") if word in content
            ]


def test_what_an_output_still_holds_is_told_with_its_file(root: Path) -> None:
    """A site that was built when the embargo had passed, and is looked at before."""
    build(read_settings(root), datetime.fromisoformat("2031-01-01T00:00+09:00"), Options(executor="serial"))
    (told,) = checked(root)
    assert f"holds words of seeds/2026-05-02-canary.md, which must not be shown yet: '{TITLE}'" in told
    assert told.startswith("output/")
    assert told.endswith("hint: run  sitegen build")


@pytest.mark.parametrize(("name", "pack"), [("facts.json.gz", gzip.compress), ("facts.json.br", brotli.compress)])
def test_a_compressed_file_is_opened(name: str, pack: Callable[[bytes], bytes]) -> None:
    assert found(decompressed({name: pack(json.dumps({"a": FIVE}).encode())})) == [(FIVE, name)]
    assert found(decompressed({name: pack(b"{}")})) == []


def test_everything_is_told_at_once_with_one_summary(root: Path) -> None:
    """Each room with a fault of its own, by the command; and a line of what was looked at where all is well."""
    (root / "sitegen.toml").write_text(
        '[site]\nurl = "https://briefing.naru.kr"\n[colors]\nink = "#f0f0f0"\n', encoding="utf-8"
    )
    (root / "templates").mkdir()
    base = '{% extends "sitegen/base.html" %}{% block main %}\n'
    (root / "templates" / "about.html").write_text(
        base
        + f'<h3>가</h3><a href="gone.html">나</a><script src="x.js"></script><b>{noise(40_000)}</b>{{% endblock %}}',
        encoding="utf-8",
    )
    (root / "templates" / "unused.html").write_text("{% if %}", encoding="utf-8")
    assert run(root, "build", "--now", NOW.isoformat()).returncode == 0
    page = root / "output" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("</h1>", f" {TITLE}</h1>"), encoding="utf-8")
    done = run(root, "check", "--now", NOW.isoformat())
    assert done.returncode == 1
    for words in (
        "sitegen.toml:4:1: error: 'ink' is hard to read on 'paper' in light surroundings: contrast 1.0, readers need 4.5",
        "templates/unused.html:1:1: error: not a template: ",
        ": error: the first heading is <h3>",
        ": error: the link leads nowhere: gone.html",
        ": error: a script runs here; pages other than the search have none",
        "output/about/index.html: error: the page with its style sheets takes 3",
        f"output/index.html: error: holds words of seeds/2026-05-02-canary.md, which must not be shown yet: '{TITLE}'",
    ):
        assert words in done.stderr, words
    for path in ("templates/about.html", "templates/unused.html", "sitegen.toml"):
        (root / path).unlink()
    assert run(root, "build", "--now", NOW.isoformat()).returncode == 0
    done = run(root, "check", "--now", NOW.isoformat())
    assert (done.returncode, done.stderr) == (0, "")
    pages = len([*(root / "output").rglob("*.html")])
    assert re.fullmatch(
        rf"3 seeds, \d+ facts, {pages} pages, [1-9]\d+ links, \d+ files, 2 withheld: all well\n", done.stdout
    )
