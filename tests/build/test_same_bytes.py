"""The bytes of a site depend on its seeds, templates and settings, and on nothing else."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "seeds"


def _build(folder: Path, **environment: str) -> dict[str, bytes]:
    shutil.copytree(SAMPLE, folder / "seeds")
    # With an address there are pictures, too, and letters must not come from the machine.
    (folder / "sitegen.toml").write_text('[site]\nurl = "https://briefing.sitegen.test"\n', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "sitegen", "build", "--now", "2026-06-01T00:00+09:00"],
        cwd=folder, env={**os.environ, "HOME": str(folder), **environment}, capture_output=True, text=True,
        timeout=280, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    output = folder / "output"
    return {p.relative_to(output).as_posix(): p.read_bytes() for p in sorted(output.rglob("*")) if p.is_file()}


def test_two_machines_build_the_same_site(tmp_path: Path) -> None:
    """Another folder, time zone, locale and hash seed: the same files, byte for byte."""
    one, two = tmp_path / "one", tmp_path / "other" / "deeper"
    one.mkdir()
    two.mkdir(parents=True)
    first = _build(one, TZ="America/Los_Angeles", LC_ALL="C", PYTHONHASHSEED="1")
    second = _build(two, TZ="Asia/Seoul", LC_ALL="C.UTF-8", LANG="ko_KR.UTF-8", PYTHONHASHSEED="2")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert "briefing.png" in first
