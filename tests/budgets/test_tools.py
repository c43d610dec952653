"""CI installs what the tests name."""

from pathlib import Path

import pytest

from tests.budgets.tools import VERSIONS

_CI = (Path(__file__).parents[2] / ".ci" / "run").read_text("utf-8")


@pytest.mark.parametrize(("package", "version"), VERSIONS.items())
def test_ci_installs_the_same_version(package: str, version: str) -> None:
    """One version in both places."""
    assert f"{package}@{version})" in _CI
