"""Files of npm's packages, in ``.tools`` beside the project, where ``.ci/run`` puts them."""

from pathlib import Path

import pytest

MODULES = Path(__file__).parents[2] / ".tools" / "node_modules"


def npm_file(path: str) -> Path:
    """A file of a package; without it the test is skipped."""
    found = MODULES / path
    if not found.is_file():
        pytest.skip(f"there is no {found}: .ci/run installs it")
    return found
