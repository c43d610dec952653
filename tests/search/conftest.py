"""Sites to search: the sample seeds of the repository with some that are hard to show, and the whole corpus."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.once import alone_in
from tests.search.site import Searched, indexed, small
from tests.serve.tabs import chromium

ARTICLES = 1000


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of the small site."""
    return small(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Searched:
    """The search of the sample seeds and a thousand made articles."""
    with alone_in(tmp_path_factory, "searched") as folder:
        return indexed(folder, ARTICLES)


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """Debian's Chromium; closed before others open one, as there can be one in a process."""
    with chromium() as found:
        yield found
