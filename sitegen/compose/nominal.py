"""The deed of a clause as a noun, as headlines end: 체결하다 is 체결, 맺다 too, 물러나다 is 물러남."""

import re

from sitegen.model.facts import Event

_SUFFIX = re.compile(r"(?:하|되|시키|당하|받)다$")
_NEGATED = re.compile(r"(?:지\s?(?:는|도)?\s?|질\s?)(?:않|못|아니|말)")
# The nouns that newsrooms use for native verbs; others end in -음.
_NOUNS = {
    "맺다": "체결",
    "열다": "개최",
    "열리다": "개최",
    "내놓다": "공개",
    "선보이다": "공개",
    "마치다": "마무리",
    "끝내다": "마무리",
    "끝나다": "종료",
    "미루다": "연기",
    "미뤄지다": "연기",
    "늦추다": "연기",
    "늦춰지다": "연기",
    "줄이다": "축소",
    "늘리다": "확대",
}
_FIRST, _LAST = "가", "힣"
_TAILS = 28
_L, _M, _LM = 8, 16, 10  # places of ㄹ, ㅁ and ㄻ among the final consonants
_CHANGING = {17, 19, 7}  # ㅂ, ㅅ, ㄷ: whether they change before -음 (돕다, 짓다, 묻다), the letters do not tell


def nominal_of(event: Event) -> tuple[str, str]:
    """The stem of the predicate and its noun. The noun is "" where the clause says no (승인하지 않았다), or where no
    rule makes one."""
    predicate = event.predicate
    stem = _SUFFIX.sub("", predicate)
    if stem == predicate:
        stem = predicate.removesuffix("다")
    if _NEGATED.search(event.surface) or not stem or any(not _FIRST <= letter <= _LAST for letter in stem):
        return stem, ""
    if predicate in _NOUNS:
        return stem, _NOUNS[predicate]
    if not predicate.endswith("다"):
        return stem, ""
    if _SUFFIX.search(predicate) and len(stem) > 1:
        return stem, stem
    return stem, _in_m(predicate.removesuffix("다"))


def _in_m(stem: str) -> str:
    """A verb's stem with -ㅁ or -음."""
    letter = ord(stem[-1]) - ord(_FIRST)
    tail = letter % _TAILS
    if tail in _CHANGING:
        return ""
    if tail in (0, _L):
        return stem[:-1] + chr(ord(stem[-1]) - tail + (_LM if tail else _M))
    return stem + "음"
