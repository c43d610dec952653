"""The parts of the index: MiniSearch's own form, small enough, and nothing in them that no page shows."""

import gzip
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import brotli
import pytest

from sitegen.build.run import Options
from sitegen.build.site import build
from sitegen.compose.desk import desk_of
from sitegen.compose.search import search_pages
from sitegen.config import read_settings
from sitegen.render import Renderer
from sitegen.render.files.search_index import write
from tests.bench.generators import ROOT
from tests.compose.sample import briefing
from tests.search.queries import Query
from tests.search.score import asked
from tests.search.site import HARD, NOW, Searched, small

_KIB = 1024
_LIMIT = 150 * 1000
_CODE = 8 * _KIB
_FIELDS = ["title", "text"]
_LOAD = """
const { readFileSync } = require("node:fs");
const MiniSearch = require("node:module").createRequire(process.argv[1])("minisearch");
const json = JSON.stringify(JSON.parse(readFileSync(0, "utf8")));
const options = { fields: ["title", "text"], tokenize: (text) => [text], processTerm: (term) => term };
const loaded = MiniSearch.loadJSON(json, options);
const found = loaded.search("담수화").map((one) => one.t).sort();
process.stdout.write(JSON.stringify({ again: JSON.parse(JSON.stringify(loaded)), found, count: loaded.documentCount }));
"""


def _index(script: bytes) -> tuple[dict[str, Any], dict[str, str]]:
    """The index and the surfaces that a part hands to the search."""
    text = script.decode().removeprefix("sitegenSearch.add(").removesuffix(");\n")
    index, end = json.JSONDecoder().raw_decode(text)
    return index, json.loads(text[end + 1 :])


def _modules() -> Path:
    """The folder of npm's packages that the tests use."""
    found = shutil.which("esbuild", path=str(ROOT / ".tools/node_modules/.bin")) or shutil.which("esbuild")
    if found is None or shutil.which("node") is None:
        pytest.skip("there is no esbuild")
    return Path(found).parent.parent


def test_minisearch_reads_what_is_written(sample: Path) -> None:
    """The library itself, as npm has it, loads a part, finds in it, and would write the same."""
    index, _ = _index((sample / "search/index.js").read_bytes())
    command = ["node", "-e", _LOAD, str(_modules() / "tests.cjs")]
    done = subprocess.run(command, input=json.dumps(index), capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    assert answer["count"] == index["documentCount"] == len(index["storedFields"])
    assert len(answer["found"]) > 4
    again = answer["again"]
    assert dict(again.pop("index")) == dict(index.pop("index"))
    assert again == index


def test_the_script_is_what_its_sources_make() -> None:
    """The bundle that the site has is that of ``sitegen/render/client/`` and of the pinned library."""
    done = subprocess.run(
        ["node", str(ROOT / "sitegen/render/client/bundle.mjs"), "--check", str(_modules())], check=False
    )
    assert done.returncode == 0, "run  node sitegen/render/client/bundle.mjs"


def test_code_is_small(sample: Path) -> None:
    """All that a browser loads before the index, and the licence of what is in it beside it."""
    assert len(brotli.compress((sample / "assets/search.js").read_bytes())) <= _CODE
    assert "Luca Ongaro" in (sample / "assets/minisearch.LICENSE").read_text()
    assert "assets/search.js" not in (sample / "index.html").read_text()


def test_the_sample_is_one_small_part(sample: Path) -> None:
    """A small site has one file, though it has all kinds of things to find."""
    assert [path.name for path in (sample / "search").glob("*.js")] == ["index.js"]
    content = (sample / "search/index.js").read_bytes()
    assert len(gzip.compress(content)) <= _LIMIT
    assert {one["k"] for one in _index(content)[0]["storedFields"].values()} == {"a", "n", "s", "t"}


def test_no_part_of_a_large_site_is_large(corpus: Searched) -> None:
    """Also as gzip, which more hosts send than brotli; the first has names alone."""
    parts = {path.name: path.read_bytes() for path in (corpus.output / "search").glob("*.js")}
    assert max(len(gzip.compress(content)) for content in parts.values()) <= _LIMIT
    kinds = {name: {one["k"] for one in _index(script)[0]["storedFields"].values()} for name, script in parts.items()}
    assert kinds.pop("index.js") == {"n", "s", "t"} - ({"t"} - kinds.get("index.js", {"t"}))
    articles = [url for name, script in parts.items() for url in _articles(script)]
    assert sorted(articles) == sorted(corpus.texts)
    assert len(articles) == len(set(articles))


def _articles(script: bytes) -> list[str]:
    return [one["u"] for one in _index(script)[0]["storedFields"].values() if one["k"] == "a"]


def test_what_no_page_shows_is_in_no_part(sample: Path) -> None:
    """Words of an article whose text is not shown, of sentences that are not cited, of a draft."""
    pages = "".join(path.read_text() for path in sample.rglob("*.html"))
    parts = "".join(path.read_text() for path in (sample / "search").glob("*.js"))
    for word in ("은백나무", "그늘", "노을빛", "창가", "두루미항공"):
        assert word not in pages, word
        assert word not in parts, word
    index, _ = _index((sample / "search/index.js").read_bytes())
    words = {word for word, _ in index["index"]}
    assert {"가람정밀", "공장", "준공", "금리", "내리다", "소나무은행"} <= words


def test_a_title_that_is_hostile_is_data(sample: Path) -> None:
    """It is a string of the script, and what it is in the seed."""
    index, _ = _index((sample / "search/index.js").read_bytes())
    titles = [one["t"] for one in index["storedFields"].values()]
    assert any("<img src=x onerror=alert(1)>" in title and "</script><script>" in title for title in titles)


def test_no_query_keeps_a_browser_busy(sample: Path) -> None:
    """However long it is in an address, and in however many ways it can be taken apart."""
    typed = ("에서" * 60, "으로는" * 40, "가 " * 400, "ㅋ" * 500, "rk" * 300, "1," * 200, "하" * 99, "은" * 99)
    results = asked(Searched(sample, {}), [Query("no result", one) for one in typed])["results"]
    assert max(one["ms"] for one in results) < 2000


def test_line_ends_of_old_scripts_are_escaped() -> None:
    """U+2028 ends a line in old browsers' scripts, and a string with it."""
    script = write({"documents": [{"title": "a", "text": "", "shown": {"k": "n", "t": "a\u2028b\u2029c", "u": ""}}]})
    assert "\u2028".encode() not in script
    assert "\u2029".encode() not in script
    assert _index(script)[0]["storedFields"]["0"]["t"] == "a\u2028b\u2029c"


def test_a_warm_build_writes_what_a_cold_one_does(tmp_path: Path) -> None:
    """After a change, a new article and one that is gone; the part of what has not changed is not written again."""
    output = small(tmp_path / "site", HARD)
    seeds = tmp_path / "site/seeds"
    fixed = seeds / "2026-04-01-hostile.md"
    fixed.write_text(fixed.read_text().replace("71억원", "72억원"))
    (seeds / "2026-04-03-cited.md").unlink()
    (seeds / "2026-05-01-new.md").write_text(
        "---\ntitle: 새벽시 다리 개통\npublished: 2026-05-01\n---\n새벽시는 1일 다리를 개통했다.\n"
    )
    settings = read_settings(tmp_path / "site")
    build(settings, NOW, Options(executor="serial"))
    warm = {path.name: path.read_bytes() for path in (output / "search").iterdir() if path.is_file()}
    build(settings, NOW, Options(executor="serial", clean=True))
    assert warm == {path.name: path.read_bytes() for path in (output / "search").iterdir() if path.is_file()}
    assert "72억원" in warm["index.js"].decode()
    assert "새벽시" in warm["index.js"].decode()
    assert "소나무은행" not in warm["index.js"].decode()


def test_an_edit_changes_the_part_of_its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts are cut by the calendar, not by number: what is older or newer stays as it was."""
    monkeypatch.setattr("sitegen.compose.search._MOST", 300)
    pages = {page.url: page for page in search_pages(desk_of(briefing()))}
    scripts = [url for url in pages if url.endswith(".js")]
    assert "search/2026.js" not in scripts
    assert "search/2026-02.js" in scripts
    assert scripts == list(pages["search/index.html"].context["parts_of_index"])
    dated = [url for url in scripts if url.startswith("search/20")]
    assert dated == sorted(dated, key=lambda url: url.split(".")[0].split("-")[:2], reverse=True)
    renderer = Renderer()
    for url in scripts:
        assert _index(renderer.page(pages[url]))[0]["serializationVersion"] == 2
