"""Names that are safe in addresses and on every file system."""

import hashlib
import unicodedata

# Device names of Windows: a folder or file of this name cannot be made there, whatever its suffix.
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))]
)
_HASH_LETTERS = 8


def slug_of(text: str, limit: int = 80) -> str:
    """*text* as a name of letters and digits joined by single hyphens, at most *limit* UTF-8 bytes long.

    NFC; Hangul and other letters stay, ASCII letters are lower-cased, all else (dots, slashes, blanks) parts words.
    A longer name is cut between two letters and ends in a short hash of the whole, so that two long names that begin
    alike stay apart; so does the name of a Windows device. A name that is a slug already comes back unchanged.
    Raises ValueError where no letter or digit is left, and unless limit >= 16.
    """
    if limit < 16:
        raise ValueError("a limit under 16 bytes leaves no room for a name and its hash")
    name = _joined(unicodedata.normalize("NFC", text))
    if not name:
        raise ValueError("no letter or digit to make a name of")
    if len(name.encode()) <= limit and name not in _DEVICES:
        return name
    suffix = "-" + hashlib.sha256(name.encode()).hexdigest()[:_HASH_LETTERS]
    kept = name.encode()[: limit - len(suffix)].decode(errors="ignore").rstrip("-")
    return kept + suffix


def is_slug(text: str) -> bool:
    """Whether *text* can stand as a name just as it is."""
    try:
        return slug_of(text) == text
    except ValueError:
        return False


def _joined(text: str) -> str:
    """The letters and digits of *text*, hyphens between words; "" where there are none."""
    letters: list[str] = []
    for char in text:
        kind = unicodedata.category(char)
        if kind[0] == "L" or kind == "Nd":
            letters.append(char.lower() if char.isascii() else char)
        elif kind[0] == "M" and letters and letters[-1] != "-":
            letters.append(char)  # a vowel sign or accent belongs to the letter before it
        elif letters and letters[-1] != "-":
            letters.append("-")
    # Once more: H with a line below has no single code point, h with a line below has.
    return unicodedata.normalize("NFC", "".join(letters)).strip("-")
