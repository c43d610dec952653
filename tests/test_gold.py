"""Facts against annotated articles: the scorer's own figures, and the least that each may be."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SHARED

GOLD = SHARED / "gold"
LEAST = (
    "block=.92/.92 time=.92/.88 amount=.92/.88 person=.92/.82 org=.88/.60 alias=.92/.80 quote=.92/.85 term=.80/.55 "
    "event=0/.85 event.status=.85 event.basis=.85 event.when=.85 event.who=.70 key@5=.65"
)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated articles are not here")
def test_facts_reach_their_targets(tmp_path: Path) -> None:
    """`sitegen facts` over the annotated articles, scored by their own scorer."""
    seeds = [path for path in sorted(GOLD.iterdir()) if path.with_suffix(".facts").exists() and path.suffix != ".facts"]
    said = subprocess.run(
        [sys.executable, "-m", "sitegen", "facts", "--format", "json", *map(str, seeds)],
        capture_output=True, check=True, timeout=240,
    )  # fmt: skip
    predicted = tmp_path / "predicted.json"
    predicted.write_bytes(said.stdout)
    scored = subprocess.run(
        [sys.executable, str(GOLD / "score.py"), str(GOLD), str(predicted), "--at-least", *LEAST.split()],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    print(scored.stdout)
    assert scored.returncode == 0, scored.stdout + scored.stderr
