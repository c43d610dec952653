"""The annotated stories: how far linking must agree, and that the scorer sees where it does not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SHARED
from tests.gold.links import STORIES, compared, rows_of, stories_in

LEAST = {
    "merge": (0.99, 0.60), "relation": (0.95, 0.60), "outcome": (0.95, 0.66), "series": (0.95, 0.58),
    "conflict": (0.95, 0.20), "denial": (0.95, 0.55), "entity": (0.97, 0.92), "alias": (0.97, 0.85),
    # Of what looks alike: read at all, and then never joined.
    "apart": (1.0, 0.90), "twain": (1.0, 0.80),
}  # fmt: skip
SHARED_STORIES = SHARED / "stories"
SHARED_LEAST = "merge=1.00/.80 relation=.95/.75 entity=.97/.90"


def test_the_program_agrees_with_the_stories() -> None:
    """All stories together, kind by kind."""
    found = compared().kinds
    figures = {kind: (round(one.precision, 3), round(one.recall, 3)) for kind, one in found.items()}
    assert figures.keys() == LEAST.keys()
    for kind, (precision, recall) in LEAST.items():
        assert found[kind].precision >= precision, (kind, figures)
        assert found[kind].recall >= recall, (kind, figures)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A folder of one story whose links may be spoiled."""
    shutil.copytree(STORIES / "moabot-launch", tmp_path / "moabot-launch")
    return tmp_path / "moabot-launch"


def _edit(story: Path, kind: str, prefix: str | None) -> int:
    """Puts *prefix* before the lines of *kind* in the links, or leaves them out for None; how many there were."""
    lines = (story / "links").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(f"{kind}\t") or prefix is not None]
    edited = [f"{prefix}{line}" if line.startswith(f"{kind}\t") else line for line in kept]
    (story / "links").write_text("\n".join(edited) + "\n", encoding="utf-8")
    return sum(line.startswith(f"{kind}\t") for line in lines)


def test_a_link_that_the_gold_has_not_costs_precision(story: Path) -> None:
    before = compared(story.parent).kinds["series"]
    assert before.right > 0
    assert _edit(story, "series", None) > 0
    after = compared(story.parent)
    assert (after.kinds["series"].gold, after.kinds["series"].right) == (0, 0)
    assert after.kinds["series"].read == before.right
    assert sum(line.startswith("extra\tseries") for line in after.differences) == before.right


def test_a_link_in_doubt_counts_neither_way(story: Path) -> None:
    assert compared(story.parent).kinds["outcome"].right > 0
    assert _edit(story, "outcome", "?") > 0
    outcome = compared(story.parent).kinds["outcome"]
    assert (outcome.gold, outcome.read, outcome.right) == (0, 0, 0)


def test_a_series_that_runs_backwards_is_none(story: Path) -> None:
    """A figure is replaced by the later one; the order of the places matters."""
    lines = (story / "links").read_text(encoding="utf-8").splitlines()
    turned = []
    for line in lines:
        kind, *places = line.split("\t")
        turned.append("\t".join((kind, *reversed(places))) if kind.endswith("series") else line)
    before = compared(story.parent).kinds["series"]
    (story / "links").write_text("\n".join(turned) + "\n", encoding="utf-8")
    after = compared(story.parent).kinds["series"]
    assert (after.gold, after.right) == (before.gold, 0)
    assert after.read >= before.right > 0


def test_two_that_look_alike_and_are_joined_are_told(story: Path) -> None:
    """A pair that is one event, called apart."""
    before = compared(story.parent)
    row = next(row for row in rows_of(story) if row.kind == "event" and not row.unsure)
    where = [line for line in before.differences if line.startswith("lost\tmerge")]
    first, second = next(
        (one, other) for one in row.places for other in row.places
        if one.article < other.article and not any(f"{one}\t{other}" in line for line in where)
    )  # fmt: skip
    with (story / "links").open("a", encoding="utf-8") as file:
        file.write(f"apart\t{first}\t{second}\n")
    after = compared(story.parent)
    assert after.kinds["apart"].read == before.kinds["apart"].read + 1
    assert after.kinds["apart"].right == before.kinds["apart"].right
    assert any(line.startswith("joined\tapart") for line in after.differences)


def test_a_place_that_is_not_there_is_named(story: Path) -> None:
    (story / "links").write_text(
        "# names\nseries\t2025-01-09-mirae-ces:189만원\t2025-01-09-mirae-ces:없는 말\n", "utf-8"
    )
    with pytest.raises(ValueError, match=r"moabot-launch/links:2: '없는 말' \(1\) is not in 2025-01-09-mirae-ces\.md"):
        rows_of(story)


@pytest.mark.parametrize("line", ["sequel\ta:b\tc:d", "series\t2025-01-09-mirae-ces:189만원", "event"])
def test_a_line_that_is_no_link_is_named(story: Path, line: str) -> None:
    (story / "links").write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="moabot-launch/links:1: no such link"):
        rows_of(story)


@pytest.mark.skipif(not SHARED_STORIES.is_dir(), reason="the stories that other programs are scored by are not here")
def test_links_reach_their_targets(tmp_path: Path) -> None:
    """``sitegen facts --linked`` over stories of others, scored by their own scorer."""
    stories = stories_in(SHARED_STORIES)
    assert stories
    for story in stories:
        said = subprocess.run(
            [sys.executable, "-m", "sitegen", "facts", "--format", "json", "--linked", *map(str, sorted(story.glob("*.md")))],
            capture_output=True, check=True, timeout=240,
        )  # fmt: skip
        (tmp_path / f"{story.name}.json").write_bytes(said.stdout)
    scored = subprocess.run(
        [sys.executable, str(SHARED_STORIES / "score_links.py"), str(SHARED_STORIES), str(tmp_path), "--misses",
         "--at-least", *SHARED_LEAST.split()],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert scored.returncode == 0, scored.stdout + scored.stderr
