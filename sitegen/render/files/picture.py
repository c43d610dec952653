"""A page's words to the picture that messengers and networks show beside its link: 1200 × 630, PNG.

Letters are drawn from the font beside this module, never from the machine's: with one version of Pillow the bytes are the
same everywhere.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from PIL import Image, ImageColor, ImageDraw, ImageFont

SIZE = (1200, 630)  # px
LINES = 4  # of a headline, at most
_LONGEST = 400  # letters of a text that are looked at: a picture holds fewer
_FONT, _LETTERS = "NotoSansCJKkr-Bold-subset.otf", "letters.txt"
# Of the style sheet, in light. Letters of one colour have a few shades between it and the paper: their edges are smooth,
# and one byte holds two pixels.
_PAPER, _COLOURS, _SHADES = "#f6f8f7", {"ink": "#111716", "meta": "#47524f", "jade": "#00625a"}, 5

_LEFT, _RIGHT = 72, SIZE[0] - 72  # px
_HEADLINES = (80, 74, 68, 62, 56, 52, 48)  # px: the largest in which the headline fits is taken
_SITE, _LARGE, _FOOT = 34, 90, 30  # px
_LEADING = 1.28  # of the lines, in sizes
_BODY = 0.88  # of a letter above its base line, in sizes
_SITE_TOP, _MAST, _TOP, _BOTTOM, _FOOT_TOP = 48, 112, 150, 540, 562  # px from above

# 3 명: a number and the short word that it counts stay together.
_COUNTED = re.compile(r"(?<=\d) (?=[^\s\d]{1,3}(?:\s|$))")
# Lines end at spaces, and where Korean headlines put … for a full stop.
_BREAKS = re.compile(r"(?<= )|(?<=…)(?=[^ …”’])")
_LIKE = str.maketrans({"∼": "～", "\u00a0": " "})  # what the font draws with another sign


def write(picture: Mapping[str, Any]) -> bytes:
    """The picture of ``site headline large foot``, texts of which each may be "".

    A text with a letter that the font lacks is left out as a whole: with a hole in it, it would be another text.
    """
    site, headline, large, foot = (drawable(picture[name]) for name in ("site", "headline", "large", "foot"))
    sheet = _Sheet()
    sheet.words(_SITE_TOP, _clipped(site, _SITE), _SITE, "ink")
    sheet.bar(_MAST, 6, "jade")
    bottom = _BOTTOM - 20
    if large:
        size = next((size for size in range(_LARGE, _SITE, -6) if _width(large, size) <= _RIGHT - _LEFT), _SITE)
        bottom -= round(size * _LEADING)
        sheet.words(bottom, _clipped(large, size), size, "jade")
        bottom -= 8
    size, lines = lines_of(headline, bottom - _TOP)
    for number, line in enumerate(lines):
        sheet.words(_TOP + round(number * size * _LEADING), line, size, "ink")
    sheet.bar(_BOTTOM, 2, "meta", shade=1)
    sheet.words(_FOOT_TOP, _clipped(foot, _FOOT), _FOOT, "meta")
    return sheet.png()


def drawable(text: str) -> str:
    """*text* in one line, without what cannot be seen and what no picture holds; "" where the font lacks one of its letters."""
    seen = (
        sign
        for sign in unicodedata.normalize("NFC", text[:_LONGEST]).translate(_LIKE)
        if unicodedata.category(sign) != "Cf"
    )
    words = " ".join("".join(seen).split())
    return words if _letters().issuperset(words) else ""


def lines_of(headline: str, height: int) -> tuple[int, list[str]]:
    """The size and the lines of *headline* in *height* px: the largest size in which it has at most four lines and no word
    is broken, else the smallest, cut off. Its lines are about as long as each other."""
    pieces = _BREAKS.split(_COUNTED.sub("\u00a0", headline)) if headline else []
    for size in _HEADLINES:
        width = _RIGHT - _LEFT
        lines = _filled(pieces, size, width)
        most = min(LINES, int(height / (size * _LEADING)))
        whole = all(_width(piece.rstrip(), size) <= width for piece in pieces)
        if len(lines) <= most and (whole or size == _HEADLINES[-1]):
            return size, _balanced(pieces, size, lines)
    kept = lines[:most]
    return size, [*kept[:-1], _clipped(f"{kept[-1]}…", size)]


def _balanced(pieces: Sequence[str], size: int, lines: list[str]) -> list[str]:
    """The same number of lines in the smallest width."""
    low, high = 0, _RIGHT - _LEFT
    while high - low > 8:
        width = (low + high) // 2
        narrower = _filled(pieces, size, width)
        if len(narrower) == len(lines) and all(_width(piece.rstrip(), size) <= width for piece in pieces):
            high, lines = width, narrower
        else:
            low = width
    return lines


def _filled(pieces: Sequence[str], size: int, width: int) -> list[str]:
    """*pieces* in lines of at most *width* px; what is longer by itself is broken between two letters."""
    lines: list[str] = []
    line = ""
    for piece in pieces:
        if line and _width(line + piece.rstrip(), size) > width:
            lines.append(line)
            line = ""
        line += piece
        while _width(line.rstrip(), size) > width and len(line) > 1:
            cut = next(
                number for number in range(len(line) - 1, 0, -1) if number == 1 or _width(line[:number], size) <= width
            )
            lines.append(line[:cut])
            line = line[cut:]
    return [one.replace("\u00a0", " ").strip() for one in (*lines, line) if one.strip()]


def _clipped(words: str, size: int) -> str:
    """*words* as far as one line holds them, cut at a space where there is one, and ended by … where they are longer.

    A number is never cut: 20 of 200억원 is another figure.
    """
    if _width(words, size) <= _RIGHT - _LEFT:
        return words
    kept = words
    while _width(f"{kept}…", size) > _RIGHT - _LEFT:
        kept = kept[:-1]
    if words[len(kept)] not in " …":
        kept = kept.rpartition(" ")[0] or kept.rstrip("0123456789.,")
    return f"{kept.rstrip(' …')}…"


class _Sheet:
    """The picture while it is drawn; *top* counts in px from above."""

    def __init__(self) -> None:
        self.image = Image.new("P", SIZE, 0)

    def words(self, top: int, words: str, size: int, colour: str) -> None:
        if not words:
            return
        base = _first(colour) - 1
        tile = Image.new("L", (round(_width(words, size)) + 2 * _OVER, 2 * size), 0)
        ImageDraw.Draw(tile).text((_OVER, round(size * _BODY) + _OVER), words, 255, _font(size), anchor="ls")
        shades = [round(grey * _SHADES / 255) for grey in range(256)]
        letters = tile.point([base + shade for shade in shades])
        self.image.paste(letters, (_LEFT - _OVER, top - _OVER), tile.point([255 if shade else 0 for shade in shades]))

    def bar(self, top: int, height: int, colour: str, shade: int = _SHADES) -> None:
        self.image.paste(_first(colour) + shade - 1, (_LEFT, top, _RIGHT, top + height))

    def png(self) -> bytes:
        self.image.putpalette(_palette())
        content = BytesIO()
        self.image.save(content, "PNG", bits=4, compress_level=6)
        return content.getvalue()


_OVER = 8  # px that a letter may reach beyond its place


def _first(colour: str) -> int:
    """The number of the lightest shade of *colour*; 0 is the paper."""
    return 1 + list(_COLOURS).index(colour) * _SHADES


@cache
def _palette() -> list[int]:
    paper = ImageColor.getrgb(_PAPER)
    found = [*paper]
    for colour in _COLOURS.values():
        for shade in range(1, _SHADES + 1):
            ends = zip(paper, ImageColor.getrgb(colour), strict=True)
            found += [round(start + (end - start) * shade / _SHADES) for start, end in ends]
    return found


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    # The plain layout: whether the other one is there depends on the machine.
    content = BytesIO(_beside(_FONT))
    return ImageFont.truetype(content, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _letters() -> frozenset[str]:
    """What the font can draw."""
    return frozenset(_beside(_LETTERS).decode("utf-8")) - {"\n"} | {" "}


@cache
def _beside(name: str) -> bytes:
    return files("sitegen.render.files").joinpath("fonts", name).read_bytes()


@cache
def _advance(letter: str, size: int) -> float:
    return _font(size).getlength(letter)


def _width(words: str, size: int) -> float:
    """The width of *words* in px: the font has no kerning, each letter is as wide as it is alone."""
    return sum(_advance(" " if letter == "\u00a0" else letter, size) for letter in words)
