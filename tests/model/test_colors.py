"""The colours of settings are those of the look, and what is hard to read is found."""

import re

import pytest

from sitegen.model.colors import DEFAULT_COLORS, contrast, faint_of
from sitegen.render import default_templates


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    """The values that its own tools give; the order does not matter."""
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_the_defaults_are_those_of_the_style_sheet() -> None:
    """One value for each custom property, in its order; white is written short there."""
    css = (default_templates() / "assets" / "site.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--\w+: light-dark\((#\w+), (#\w+)\);", css)
    assert [tuple("#ffffff" if one == "#fff" else one for one in pair) for pair in pairs] == [*DEFAULT_COLORS.values()]


def test_the_defaults_can_be_read() -> None:
    assert list(faint_of(DEFAULT_COLORS)) == []


def test_of_what_is_not_set_nothing_is_said() -> None:
    """The pair of the settings and the default beside it counts, in the surroundings where it is faint."""
    found = [(one.words, one.behind, one.scheme) for one in faint_of({"denied": ("#ffb0b0", "#ff9c92")})]
    assert found == [("denied", "paper", "light"), ("denied", "card", "light")]
    assert list(faint_of({"rule": ("#f6f8f7", "#0e1312")})) == []
    assert [one.words for one in faint_of({"mark": ("#111716", "#5a4a00")})] == ["ink"]
