"""Names for addresses and files: safe on every system, stable, never empty."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.model.slug import is_slug, slug_of

NAMES = {
    "2024-06-04-kt-microsoft": "2024-06-04-kt-microsoft",
    "시의회, 예산안 “보류”…8월로": "시의회-예산안-보류-8월로",
    "KT·MS AX Deal": "kt-ms-ax-deal",
    "../../etc": "etc",
    "..\\..\\windows": "windows",
    ".hidden.md": "hidden-md",
    "가__나": "가-나",
    "Ünal": "Ünal",
    unicodedata.normalize("NFD", "새 청사"): "새-청사",
    "%2e%2e/x": "2e-2e-x",
}


@pytest.mark.parametrize("text", NAMES)
def test_names(text: str) -> None:
    """Letters and digits stay, ASCII in lower case, all else parts words."""
    assert slug_of(text) == NAMES[text]


def test_long_title_fits_and_stays_apart() -> None:
    """Ninety syllables give a name that file systems take; two that begin alike do not share it."""
    long = "가" * 90
    assert len(slug_of(long).encode()) <= 80
    assert len(slug_of(long, 200).encode()) <= 200
    assert slug_of(long) != slug_of(long + "나")
    assert slug_of(long) == slug_of(long)


@pytest.mark.parametrize("name", ["con", "NUL", "Com1", "lpt9", "aux"])
def test_devices_of_windows(name: str) -> None:
    """No name of a device comes out."""
    assert slug_of(name).startswith(name.lower() + "-")


@pytest.mark.parametrize("text", ["", "…!?", "../..", "---", "\u0301"])
def test_nothing_left(text: str) -> None:
    """A name is never empty: there is an error instead."""
    with pytest.raises(ValueError, match="no letter"):
        slug_of(text)
    assert not is_slug(text)


def test_limit() -> None:
    """A limit without room for the hash is refused."""
    with pytest.raises(ValueError, match="16"):
        slug_of("가", 15)


@given(st.text(max_size=60), st.integers(16, 120))
def test_any_text(text: str, limit: int) -> None:
    """Whatever comes in: short enough, NFC, no dots or slashes, and a name of a name is itself."""
    try:
        name = slug_of(text, limit)
    except ValueError:
        return
    assert 0 < len(name.encode()) <= limit
    assert not set(name) & set('./\\:*?"<>| \0')
    assert unicodedata.is_normalized("NFC", name)
    assert slug_of(name, limit) == name
