"""The order of a Korean index: Hangul by first consonant, then Latin letters, then the rest."""

from collections.abc import Mapping

_CONSONANTS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"  # of the 19 leads; doubled ones stand with the plain
_SIGNS = "‘’“”'\"<>《》〈〉()[] "
_FIRST, _LAST, _PER_LEAD = ord("가"), ord("힣"), 21 * 28


def initial_of(word: str, words: Mapping[str, str]) -> str:
    """The heading that *word* stands under: ㄱ … ㅎ, A … Z, or the word for the rest."""
    head = word.lstrip(_SIGNS)[:1]
    if head and _FIRST <= ord(head) <= _LAST:
        return _CONSONANTS[(ord(head) - _FIRST) // _PER_LEAD]
    if head.isascii() and head.isalpha():
        return head.upper()
    return words["other_initial"]


def index_key(word: str) -> tuple[int, str, str]:
    """Sorts 가나다, then a–z regardless of case, then the rest."""
    word = word.lstrip(_SIGNS)
    head = word[:1]
    group = 0 if head and _FIRST <= ord(head) <= _LAST else 1 if head.isascii() and head.isalpha() else 2
    return (group, word.casefold(), word)
