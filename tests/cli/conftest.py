"""A site in a folder of its own, and the command run as a user runs it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

# What a build says of a site that has no settings, on its second line how to mend it.
NO_ADDRESS = """\
sitegen.toml: warning: 'url' is not set: feeds, sitemaps, canonical links and pictures of shared links are left out
  hint: write where the site will stand:  [site]  url = "https://…"
"""
GOOD = """\
---
title: 윤슬시, 새 도서관 착공
published: 2025-03-14
source: 표본
---

윤슬시는 12일 새 도서관을 착공했다. 총사업비는 86억원이다.
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site folder with one good seed."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "2025-03-14-library.md").write_text(GOOD, encoding="utf-8")
    return tmp_path


@pytest.fixture
def sitegen(tmp_path: Path) -> Run:
    """Runs ``sitegen`` as a process of its own; the home is empty, the clock is the machine's."""

    def run(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        home = tmp_path.parent / f"{tmp_path.name}-home"
        home.mkdir(exist_ok=True)
        return subprocess.run(
            [sys.executable, "-m", "sitegen", *arguments],
            cwd=cwd or tmp_path,
            env={**os.environ, "HOME": str(home), "PYTHONWARNINGS": "error::UserWarning", **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=240,
            check=False,
        )

    return run


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under *folder* with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
