"""The files of facts, plans and slides in a build that remembers the one before."""

from pathlib import Path

from sitegen.build import Options, build
from sitegen.config import read_settings
from tests.build.histories import NOW
from tests.build.small import NEW, OLD, lay

SERIAL = Options(executor="serial")
FILES = {"facts.json", "facts.csv", "facts.schema.json", "timeline.json", "upcoming.ics"}


def _built(root: Path, *editions: dict[str, str]) -> dict[str, bytes]:
    root.mkdir()
    settings = '[site]\nurl = "https://briefing.example/naru"\nall_facts = true\n'
    (root / "sitegen.toml").write_text(settings, encoding="utf-8")
    for seeds in editions:
        lay(root, seeds)
        build(read_settings(root), NOW, SERIAL)
    output = root / "output"
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def test_a_warm_build_leaves_the_files_of_a_cold_one(tmp_path: Path) -> None:
    """There and back and there again: byte for byte what one build of the last edition writes."""
    warm = _built(tmp_path / "warm", OLD, NEW, OLD, NEW)
    cold = _built(tmp_path / "cold", NEW)
    assert warm.keys() == cold.keys() >= FILES
    assert [address for address in warm if warm[address] != cold[address]] == []
    assert _built(tmp_path / "old", OLD)["facts.json"] != cold["facts.json"]
