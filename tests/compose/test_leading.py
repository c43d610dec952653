"""The figure that a line leads with: what the news is, and not what a thing was."""

import pytest

from sitegen.compose.desk import BASE


@pytest.mark.parametrize(
    "after", ["인 단가 상한을 1600원대로 올려 달라고", "에서 1530원으로", "보다 2명 많다", "이던 물량을"]
)
def test_what_a_thing_was_does_not_lead(after: str) -> None:
    assert BASE.match(after)


@pytest.mark.parametrize("after", ["을 들여 짓는다", "인 것으로 집계됐다", "이다", "인데, 시는 다음 달"])
def test_what_is_told_leads(after: str) -> None:
    assert not BASE.match(after)
