"""The sample site, rendered once in each language."""

from functools import cache

import pytest

from sitegen.compose import pages_of
from sitegen.render import Renderer
from tests.compose.sample import briefing


@cache
def rendered(language: str) -> dict[str, bytes]:
    """Every file of the sample site by its address."""
    renderer = Renderer()
    files = dict(renderer.assets())
    for page in pages_of(briefing(language)):
        files[page.url] = renderer.page(page)
    return files


@pytest.fixture(params=["ko", "en"])
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """The sample site in Korean, then in English."""
    return rendered(request.param)
