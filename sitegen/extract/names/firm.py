"""Firms by how they end, and which endings are businesses as well: what a text must say before a word is a firm."""

import re

from sitegen.extract.names.doer import named
from sitegen.extract.names.lexicon import (
    foreignness,
    is_coined,
    is_new,
    is_strong_suffix,
    known,
    morphs_at,
    suffix_kind,
)
from sitegen.model.text import Document, Sentence, Span
from sitegen.rules.rule import word_set

FINANCE = ("금융", "옥션", "투자자문", "기술투자")  # businesses as well as firms
_ITEM = r"(?:[가-힣]{2,6} )?[가-힣A-Za-z0-9&]{3,15}"
_WITHIN = r"(?:(?![^ ]*[은는이가고자며면지서니,] )[^ .“”\"]+ ){0,6}?"  # words of the same clause
_BUSINESS = (
    r"(?: (?:관계자|측(?![가-힣])|대표(?:이사)?(?:[는가의]| [가-힣]{3}|\()|회장|사장|주가|노조|직원|본사|이사회|임직원"
    r"|지분|주식|계열사|자회사|지점)"
    r"|은 (?:(?![^ ]*[은는] )[^ .“”\"]+ ){0,12}?[^ .“”\"]*고 (?:[0-9]{1,2}일 |이날 )?(?:밝혔|공시했)다"
    rf"|[은이] {_WITHIN}(?:(?:지분|지점|직원|계약|협약|자회사|유상증자|회사채)[을를] "
    r"|(?:공시|인수|합병|매각|감원|상장)(?:하|해|했|한다|된))"
    r"|[은이] [0-9.]+% (?:오른|내린|떨어진|상승한|하락한) [0-9만천,]+원)"
)


def firm(document: Document, sentence: Sentence, span: Span) -> Span | None:
    """A word that ends as companies do and that no dictionary explains."""
    word = span.of(document.text)
    ends = word_set("org_suffix") | word_set("org_firm_end")
    stem = next((word[:-n] for n in range(len(word) - 1, 0, -1) if word[-n:] in ends), "")
    if len(stem) < 2 or not named(document, sentence, span):
        return None
    if suffix_kind(word) != "company" and not word.endswith(tuple(word_set("org_firm_end"))):
        return None
    morphs = morphs_at(sentence, span)
    strange = is_new(morphs) or is_coined(morphs) or foreignness(stem) >= 0.5
    lists = ("org_prefix_not", "person_unnamed", "speaker_nouns", "noun_common")
    sort = any(stem in word_set(name) for name in lists) or (
        word.endswith(FINANCE) and stem in word_set("org_finance_not")
    )
    proved = not word.endswith(FINANCE) or word in known() or is_in_business(document, word)
    return span if strange and proved and not sort else None


def is_in_business(document: Document, word: str) -> bool:
    """Whether somewhere in the text *word*, which may be a sort of business, has or does what only a firm can, or
    stands in a list with two firms."""
    at = rf"(?<![가-힣A-Za-z0-9]){re.escape(word)}"
    if re.search(at + _BUSINESS, document.text):
        return True
    listed = re.search(rf"{at}(?:[와과]|[,·]) ?({_ITEM})(?:[와과]|[,·]) ?({_ITEM})", document.text)
    return listed is not None and all(_has_firm(item) for item in listed.groups())


def _has_firm(item: str) -> bool:
    """Whether a word of *item* ends as firms do, a particle aside."""
    return any(is_strong_suffix(word) or is_strong_suffix(word[:-1]) for word in item.split())
