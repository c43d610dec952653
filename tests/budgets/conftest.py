"""The sites and one browser for all that is measured here."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from filelock import FileLock

from tests.budgets import sites
from tests.budgets.browser import chromium
from tests.budgets.sites import Site


@pytest.fixture(scope="session")
def every_site(tmp_path_factory: pytest.TempPathFactory) -> list[Site]:
    """Made by hand, and built by the command: once, however many workers there are."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with FileLock(folder / "budgets.lock"):
        built = sites.built(folder / "budgets")
    return [*sites.made_by_hand(), built]


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    with chromium() as opened:
        yield opened
