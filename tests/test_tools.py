"""CI installs what the tests name."""

import re
from pathlib import Path

import pytest

from tests.tools import VERSIONS

_CI = (Path(__file__).parents[1] / ".ci" / "run").read_text("utf-8")


@pytest.mark.parametrize(("package", "version"), VERSIONS.items())
def test_ci_installs_the_same_version(package: str, version: str) -> None:
    """One version in both places."""
    assert re.search(rf"[( ]{re.escape(package)}@{re.escape(version)}[) ]", _CI)
