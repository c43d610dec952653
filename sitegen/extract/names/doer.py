"""Organisations by where they stand: who reports, whom an authority fines."""

import re

from sitegen.extract.names.lexicon import is_korean_name, is_new, morphs_at, suffix_kind
from sitegen.model.text import Document, Sentence, Span
from sitegen.rules.rule import word_list, word_set

_ENDING = re.compile(r"J|E[TCF]")
_REPORTED = re.compile(r"[이가] (?:[0-9가-힣]+ )?보도한")
# What names of firms end in that common words make up: 두레마켓. Beside the words of `org_firm_end`.
_FIRMS = ("마켓", "페이", "톡", "랩스", "스토어", "쇼핑", "닷컴", "장터")


def named(document: Document, sentence: Sentence, span: Span) -> Span | None:
    """A word where nothing but a name stands: no sort, title or place, and no single common noun."""
    word = span.of(document.text)
    lists = ("org_generic", "org_noun", "org_class", "org_actor", "titles", "titles_before", "person_role")
    if any(word in word_set(name) for name in (*lists, "person_unnamed", "person_not", "place", "speech_nouns")):
        return None
    if any(word.endswith(job) for job in word_set("title_suffixes")) or re.match(r"\d", word):
        return None
    morphs = morphs_at(sentence, span)
    common = len(morphs) == 1 and morphs[0].tag in ("NNG", "MAG", "NP", "NR") and not morphs[0].oov
    return None if common or (morphs and morphs[-1].tag in ("XSN", "NNB")) else span


def reports(document: Document, sentence: Sentence, span: Span) -> Span | None:
    """Who reports: the first subject of the sentence, its whole name behind nothing, a particle or an adverb."""
    word = span.of(document.text)
    before = [m for m in sentence.morphs if m.start < span.start]
    if before and before[-1].tag[0] not in "JS" and before[-1].tag not in ("EC", "MAG", "MAJ"):
        return None
    own = _REPORTED.match(document.text, span.end)  # 새벽경제가 4일 보도한: the clause is its own
    if not own and any(m.tag == "JKS" or (m.tag == "JX" and m.form in ("은", "는")) for m in before):
        return None
    morphs = morphs_at(sentence, span)
    if _is_sort(word) or any(_ENDING.match(m.tag) for m in morphs):
        return None
    if not (suffix_kind(word) == "media" or word.endswith(word_list("line_outlet"))) and (
        not is_new(morphs) or is_korean_name(word, morphs)
    ):
        return None
    if not any(m.tag[0] == "J" for m in morphs_at(sentence, Span(span.end, span.end + 1))):
        return None  # 노르웨|이
    return named(document, sentence, span)


def fined(document: Document, sentence: Sentence, span: Span) -> Span | None:
    """Whom an authority fines, where that is a name: neither a sort of firm nor several."""
    word = span.of(document.text)
    morphs = morphs_at(sentence, span)
    if _is_sort(word) or re.search(r"\d", word) or any(m.tag in ("NR", "SN", "NP") for m in morphs):
        return None
    own = suffix_kind(word) or word.endswith((*_FIRMS, *word_set("org_firm_end")))
    if not own and (not is_new(morphs) or is_korean_name(word, morphs)):
        return None  # 입찰담합, 전동킥보드
    return named(document, sentence, span)


def _is_sort(word: str) -> bool:
    """Whether a word says what sort of body it means, or that it means several: 배달업체, 경제지들."""
    sorts = word_set("org_noun") | word_set("org_class") | word_set("speaker_nouns") | word_set("org_generic")
    return word.endswith(("들", "개사", "사업자", *sorts))
