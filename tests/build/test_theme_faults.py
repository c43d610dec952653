"""Templates that are wrong: all of them are told at once, and nothing is written."""

from pathlib import Path

import pytest

from sitegen.build import Options, build
from sitegen.build.recipe import make
from sitegen.config import read_settings
from sitegen.errors import Faults
from tests.build.histories import BODIES, FRONTS, NOW, tree

WRONG = {
    "about.html": "\n{{ nobody }}",
    "article.html": '{% extends "base.html" %}\n\n{% block main %}{{ article.nothing }}{% endblock %}',
    "index.html": "{% if %}",
    "unused.html": "\n\n{% for %}",
}
TOLD = [
    ("about.html", 2, "'nobody' is undefined"),
    ("article.html", 3, "'dict object' has no attribute 'nothing'"),
    ("index.html", 1, "not a template: Expected an expression, got 'end of statement block'"),
    ("unused.html", 3, "not a template: Expected an expression, got 'end of statement block'"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    for number, body in enumerate(BODIES):
        (tmp_path / "seeds" / f"2026-03-0{number + 1}.md").write_text(FRONTS[0] + body, encoding="utf-8")
    return tmp_path


def wrong(root: Path) -> None:
    (root / "templates").mkdir()
    for name, text in WRONG.items():
        (root / "templates" / name).write_text(text, encoding="utf-8")


def told(faults: Faults) -> list[tuple[str, int, str]]:
    return [(Path(one.place.path).name, one.place.line, one.message) for one in faults.errors if one.place]


@pytest.mark.parametrize("executor", ["serial", "processes:2"])
def test_a_build_tells_every_template_that_is_wrong_once(root: Path, executor: str) -> None:
    """Also where the pages stood already, and only their templates are others."""
    build(read_settings(root), NOW, Options(executor="serial"))
    before = tree(root / "output")
    wrong(root)
    with pytest.raises(Faults) as caught:
        build(read_settings(root), NOW, Options(executor=executor))
    assert told(caught.value) == TOLD
    assert all(fault.hint for fault in caught.value.errors)
    assert tree(root / "output") == before


def test_so_does_a_site_in_memory(root: Path) -> None:
    wrong(root)
    with pytest.raises(Faults) as caught:
        make(read_settings(root), NOW)
    assert told(caught.value) == TOLD
