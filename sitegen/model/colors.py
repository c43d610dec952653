"""The colours of the look, by the names that settings call them, and how well two of them can be told apart."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Pair = tuple[str, str]  # in light and in dark surroundings: "#rrggbb"

# Those of templates/assets/site.css, in its order.
DEFAULT_COLORS: Mapping[str, Pair] = {
    "paper": ("#f6f8f7", "#0e1312"),
    "card": ("#ffffff", "#151c1a"),
    "ink": ("#111716", "#e9efed"),
    "meta": ("#47524f", "#a9b6b2"),
    "rule": ("#d5dcd9", "#2b3532"),
    "accent": ("#00625a", "#7fd6c6"),
    "planned": ("#2a46b8", "#a3b6ff"),
    "claimed": ("#7a3b8f", "#dba6ec"),
    "estimated": ("#785000", "#f0c36a"),
    "denied": ("#a3221a", "#ff9c92"),
    "mark": ("#ffe98a", "#5a4a00"),
}
SCHEMES = ("light", "dark")
LEAST_CONTRAST = 4.5  # of words on what is behind them: WCAG 2.2, 1.4.3
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
_WORDS = ("ink", "meta", "accent", "planned", "claimed", "estimated", "denied")
# Hairlines carry no meaning, and need none.
_READ_ON = (*((words, behind) for words in _WORDS for behind in ("paper", "card")), ("ink", "mark"))


def pair_of(value: object) -> Pair | None:
    """A colour of the settings: "#rgb" or "#rrggbb", or a list of two. None where *value* is no such."""
    match value if isinstance(value, list) else [value, value]:
        case [str(light), str(dark)] if _COLOR.fullmatch(light) and _COLOR.fullmatch(dark):
            return _six(light), _six(dark)
    return None


def _six(color: str) -> str:
    digits = color[1:].lower()
    return f"#{digits if len(digits) == 6 else ''.join(digit * 2 for digit in digits)}"


@dataclass(frozen=True, slots=True)
class Faint:
    """Words in the colour *words*, which cannot be read on *behind* in the surroundings *scheme*."""

    words: str
    behind: str
    scheme: str
    contrast: float


def contrast(one: str, other: str) -> float:
    """From 1 (alike) to 21 (black on white); the colours are "#rrggbb". Source: WCAG 2.2, contrast ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(int(color[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def faint_of(colors: Mapping[str, Pair]) -> Iterator[Faint]:
    """The pairs that cannot be read where *colors* take the places of the defaults; of those that hold none of *colors*
    nothing is said."""
    whole = {**DEFAULT_COLORS, **colors}
    for words, behind in _READ_ON:
        if words in colors or behind in colors:
            for number, scheme in enumerate(SCHEMES):
                found = contrast(whole[words][number], whole[behind][number])
                if found < LEAST_CONTRAST:
                    yield Faint(words, behind, scheme, found)
