"""A build that finds nothing to do does nothing, and loads nothing that it would do it with."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SEED = "해솔시는 오는 9일 해솔대교를 개통한다고 2일 밝혔다. 총사업비는 820억원이다.\n"
HEAVY = ("kiwipiepy", "numpy", "jinja2", "markdown", "nh3", "yaml", "PIL", "watchdog", "sitegen.extract", "sitegen.link",
         "sitegen.compose", "sitegen.analyse", "sitegen.render.engine")  # fmt: skip
_SCRIPT = """
import json, sys
from sitegen.cli import main
try:
    main(["build", "--now", "2026-06-01", "--json"])
except SystemExit as ended:
    assert not ended.code, ended.code
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "sitegen.toml").write_text('[site]\nurl = "https://briefing.sitegen.test"\n', encoding="utf-8")
    (tmp_path / "seeds" / "2026-03-02-bridge.txt").write_text(SEED, encoding="utf-8")
    return tmp_path


def build(root: Path) -> tuple[dict[str, object], list[str]]:
    """The report of a build in a process of its own, and the heavy modules that it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT], cwd=root, capture_output=True, text=True, check=True, timeout=240
    )
    loaded = json.loads(done.stderr.splitlines()[-1])
    return json.loads(done.stdout), [name for name in HEAVY if name in loaded]


def test_an_idle_build_loads_no_stage(root: Path) -> None:
    """Neither Kiwi nor Jinja2 nor Markdown, and the report is that of the build before."""
    first, loaded = build(root)
    assert {"kiwipiepy", "jinja2", "markdown", "PIL"} <= set(loaded)
    again, loaded = build(root)
    assert loaded == []
    assert (again["extracted"], again["rendered"], again["added"], again["changed"]) == (0, 0, [], [])
    assert {name: again[name] for name in ("articles", "facts", "files", "warnings")} == {
        name: first[name] for name in ("articles", "facts", "files", "warnings")
    }


def test_an_edit_of_a_template_loads_no_kiwi(root: Path) -> None:
    """What pages show is known; they are rendered anew, and nothing is read."""
    build(root)
    (root / "templates").mkdir()
    (root / "templates" / "about.html").write_text("{% extends 'base.html' %}", encoding="utf-8")
    report, loaded = build(root)
    assert "jinja2" in loaded
    assert "kiwipiepy" not in loaded
    assert (report["extracted"], report["rendered"], report["changed"]) == (0, 1, ["about/index.html"])


def test_a_file_that_somebody_changed_is_put_right_and_no_other_is_written(root: Path) -> None:
    build(root)
    pages = sorted((root / "output").rglob("*.html"))
    before = {page: (page.read_bytes(), page.stat().st_ino) for page in pages}
    spoilt = root / "output" / "about" / "index.html"
    spoilt.write_text("mine", encoding="utf-8")
    report, _ = build(root)
    assert (report["rendered"], report["changed"]) == (1, ["about/index.html"])
    assert {page: page.read_bytes() for page in pages} == {page: content for page, (content, _) in before.items()}
    assert [page for page in pages if page.stat().st_ino != before[page][1]] == [spoilt]


def test_times_of_files_decide_nothing(root: Path) -> None:
    """Every seed, template and page touched: nothing is read, rendered or written."""
    build(root)
    for path in root.rglob("*"):
        if path.is_file() and ".sitegen" not in path.parts:
            os.utime(path, (1, 1))
    report, loaded = build(root)
    assert loaded == []
    assert (report["extracted"], report["rendered"], report["changed"]) == (0, 0, [])
