"""The colours of the style sheet, as far apart as eyes need them: computed from its tokens."""

import re
from itertools import product

import pytest

from tests.site.conftest import rendered

_TOKEN = re.compile(r"--(\w+): light-dark\(#(\w+), #(\w+)\)")
_LETTERS = ("ink", "meta", "jade", "plan", "claim", "guess", "deny")
_LEAST = 6.5  # of letters on paper; WCAG asks for 4.5 at AA and 7 at AAA


def _tokens(scheme: str) -> dict[str, str]:
    css = rendered("ko")["assets/site.css"].decode()
    return {name: light if scheme == "light" else dark for name, light, dark in _TOKEN.findall(css)}


def _luminance(colour: str) -> float:
    """Of WCAG 2.2: 0 is black, 1 is white."""
    full = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Of two colours: from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_counted_as_wcag_does() -> None:
    """Black on white is 21, and the grey that just passes AA is 4.5."""
    assert contrast("000", "fff") == pytest.approx(21)
    assert contrast("767676", "ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_letter_stands_off_its_ground(scheme: str) -> None:
    """Every colour that letters have, on both grounds, by day and by night."""
    tokens = _tokens(scheme)
    pairs = {
        f"{letter} on {ground}": contrast(tokens[letter], tokens[ground])
        for letter, ground in product(_LETTERS, ("paper", "card"))
    }
    assert {pair: round(found, 1) for pair, found in pairs.items() if found < _LEAST} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_evidence_is_read_through_its_mark(scheme: str) -> None:
    """Letters on the highlighter."""
    tokens = _tokens(scheme)
    assert contrast(tokens["ink"], tokens["mark"]) >= _LEAST


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_stand_off_their_ground(scheme: str) -> None:
    """Bars and the lines of the ledger: 3 to 1 for what must be seen (WCAG 1.4.11)."""
    tokens = _tokens(scheme)
    assert min(contrast(tokens[bar], tokens["card"]) for bar in ("jade", "plan", "ink")) >= 3
