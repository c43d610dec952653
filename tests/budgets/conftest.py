"""The sites and one browser for all that is measured here."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.budgets import sites
from tests.budgets.browser import chromium
from tests.budgets.sites import Site
from tests.once import alone_in


@pytest.fixture(scope="session")
def every_site(tmp_path_factory: pytest.TempPathFactory) -> list[Site]:
    """Made by hand, and built by the command: once, however many workers there are."""
    with alone_in(tmp_path_factory, "budgets") as folder:
        built = sites.built(folder)
    return [*sites.made_by_hand(), built]


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    with chromium() as opened:
        yield opened
