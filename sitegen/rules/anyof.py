"""Any of many words as one pattern that fails at a first letter that none has, however many words there are."""

import re
from collections.abc import Iterable, Sequence

_FEW = 6  # so many branches are tried as fast as their first letters are looked up


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of *words*, the longest of those that fit first; to be put into a group."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_letter.setdefault(word[:1], []).append(re.escape(word[1:]))
    # Words of different first letters never both fit, so it is all the same in which order those stand.
    pattern = "|".join(re.escape(letter) + _either(rests) for letter, rests in by_letter.items())
    if len(by_letter) < _FEW or "" in by_letter or all(rests == [""] for rests in by_letter.values()):
        return pattern
    return f"(?=[{''.join(map(re.escape, by_letter))}])(?:{pattern})"


def _either(rests: Sequence[str]) -> str:
    return rests[0] if len(rests) == 1 else f"(?:{'|'.join(rests)})"
