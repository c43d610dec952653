"""Bodies that are named by whose they are or by their cause: 늘봄대 교수협의회, 하천 매립 반대 대책위원회."""

import re

from sitegen.extract.names.lexicon import is_korean_name, is_new, is_strong_suffix, known, morphs_at
from sitegen.model.text import Document, Sentence, Span
from sitegen.rules.rule import word_set

_ENDING = re.compile(r"J|E[TCF]")
_OWNERS = re.compile(r".*(?:[시도군구]의회|지구|[가-힣]대|의대|로스쿨|아파트|시장|마을|[0-9]동)")


_OWNER_BEFORE = re.compile(r"(?<![가-힣A-Za-z0-9])([가-힣A-Za-z0-9&]{2,12}(?: [가-힣]{1,4}대)?) $")


def owned(document: Document, sentence: Sentence, span: Span) -> Span | None:
    """A body with the name before it that says whose it is; its own name says only what it does."""
    owner, _, body = span.of(document.text).rpartition(" ")
    at = Span(span.start, span.start + len(owner))
    morphs = morphs_at(sentence, Span(span.end - len(body), span.end))
    plain = all(m.tag in ("NNG", "XSN", "XPN", "NNB") and not m.oov for m in morphs) or _is_sort(body)
    owners = morphs_at(sentence, at)
    if not plain or body in known() or not owners or _ENDING.match(owners[-1].tag):
        return None
    if owner in word_set("org_generic") or owner.endswith("반대"):
        return None
    if owner.endswith(("당", "연대", "연합")):
        return None  # a party's own committees go by the party
    named = owner in known() or is_strong_suffix(owner) or _OWNERS.fullmatch(owner)
    return span if named or (is_new(owners) and not is_korean_name(owner, owners)) else None


def with_owner(document: Document, sentence: Sentence, body: Span) -> Span:
    """*body* with the name before it that says whose it is (늘봄대 교수협의회); alone where none belongs to it."""
    if not body.of(document.text).endswith(tuple(word_set("org_owned_end"))):
        return body
    before = _OWNER_BEFORE.search(document.text, sentence.span.start, body.start)
    return (before and owned(document, sentence, Span(before.start(1), body.end))) or body


def _is_sort(body: str) -> bool:
    """Whether *body* says only what sort of body it is, also where Kiwi takes it for a name: 통합노동조합."""
    return any(body == sort + end for end in word_set("org_owned_end") for sort in word_set("org_prefix_not"))


def by_cause(document: Document, sentence: Sentence, span: Span) -> Span | None:
    """A body that is named by what it is for or against, from where a phrase or a quotation begins: before bare nouns
    nobody could say which of them is the first of the name."""
    lead = span.of(document.text).split(" ")[:-1]
    if span.of(document.text).endswith("공동행동") and not _ACTS.match(document.text, span.end, sentence.span.end):
        return None  # what is done together, not who does it
    if document.text[span.start - 1 : span.start] in _OPENING and span.start:
        return span if document.text[span.end : span.end + 1] in _CLOSING else None
    before = [m for m in sentence.morphs if m.end <= span.start]
    begins = not before or before[-1].tag[0] in "JES"
    if not begins or re.search(r"\d", span.of(document.text)):
        return None
    lists = ("speaker_times", "speaker_nouns", "person_unnamed", "org_generic")
    if any(word in _AROUND or word.endswith("들") or any(word in word_set(words) for words in lists) for word in lead):
        return None
    inside = morphs_at(sentence, span)
    return span if all(m.tag in ("NNG", "NNP", "XSN", "XPN", "SL") for m in inside) else None


# What a body does and no deed: it says so, or gathers, or asks.
_ACTS = re.compile(
    r"[’'”\"]?(?:측(?![가-힣])| (?:관계자|대표|공동대표|집행위원장|활동가)(?![가-힣])|(?:은|는|이|가) (?:(?![^ ]*[은는] )[^ .]+ )*?[^ .]*"
    r"(?:밝혔|말했|주장했|촉구했|요구했|비판했|규탄했|지적했|강조했|반발했|호소했|성명|논평|기자회견|집회를|서명))"
)
_AROUND = frozenset({"인근", "일대", "주변", "현지", "지역", "전역", "곳곳", "앞", "옆", "인접"})
_OPENING = ("‘", "'", "“", '"')
_CLOSING = ("’", "'", "”", '"')
