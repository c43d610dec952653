"""Whether words are a foreign name, where it begins, and where it ends."""

import re
from collections.abc import Sequence

from sitegen.extract.names.book import OrgBook
from sitegen.extract.names.found import Found
from sitegen.extract.names.lexicon import (
    family_of,
    foreignness,
    is_foreign_name,
    is_plain_noun,
    is_strong_suffix,
    is_transcribed,
    morphs_at,
    suffix_kind,
)
from sitegen.model.text import Document, Sentence, Span
from sitegen.rules.rule import word_set

_IN_FIRMS = (
    "사장",
    "대표",
    "회장",
    "책임자",
    "이사",
    "전무",
    "상무",
    "총괄",
    "디렉터",
    "CEO",
    "CFO",
    "CTO",
    "COO",
    "CMO",
)
_ENDING = re.compile(r"[JE]")


def is_foreign(document: Document, sentence: Sentence, at: Span, base: Found, book: OrgBook, abroad: bool) -> bool:
    """Whether the tokens at *at* are all of one transcribed name, and none of an organisation beside it.

    Before an age, 씨 or the head of a country (*abroad*) somebody's name must end: only where it begins is open.
    """
    name = at.of(document.text)
    tokens = re.split(r"[ ·-]", name)
    first = word_set("person_first")
    if base.rule == "person.ssi" and not any(m.start == base.span.end - 1 for m in sentence.morphs):
        return False  # 로마 날씨
    if tokens[0].endswith(("에서", "에게", "에는", "으로", "까지", "부터", "보다")) and tokens[0] not in first:
        return False  # 아파트에서 송씨를
    if any(book.has(t) or t in word_set("org_city") or is_strong_suffix(t) for t in tokens):
        return False
    if book.has(name) or book.has(" ".join(tokens[-2:])):
        return False
    if base.rule in ("person.age", "person.ssi", "person.side") and _is_role(sentence, tokens, at):
        return False
    sure = abroad or base.rule in ("person.age", "person.ssi", "person.foreign_country")
    if sure and is_transcribed(tokens, morphs_at(sentence, at), abroad):
        return True
    if len(tokens) < 2 or len(tokens) > 3:
        return False
    if base.rule == "person.sport_foreign" and not (tokens[0] in first and _is_surname(sentence, tokens[1], at)):
        return False  # 라이언 킹스의 홈런: a club has such a name too; 브랜든 투수를
    if tokens[0] not in first and tokens[1] in first and not (len(tokens) == 2 and not base.org):
        return False  # 노르드벨 마르쿠스 레인홀트: the name begins with the second token
    if len(tokens) == 3 and not (tokens[0] in first and tokens[1] in first):
        return False
    if len(tokens) == 3 and base.title.endswith(_IN_FIRMS) and tokens[2] not in first and min(map(len, tokens)) > 1:
        return False  # 소피 베르나르 루메온 부사장: the third one is where she works
    return is_foreign_name(tokens, morphs_at(sentence, at))


def _is_surname(sentence: Sentence, word: str, at: Span) -> bool:
    """Whether the last *word* of the name at *at* is no word of the dictionary."""
    morphs = morphs_at(sentence, Span(at.end - len(word), at.end))
    return len(word) > 1 and not is_plain_noun(morphs) and any(m.oov or m.tag == "NNP" for m in morphs)


def _is_role(sentence: Sentence, tokens: Sequence[str], at: Span) -> bool:
    """Whether *tokens* are a Korean name and what its bearer does: 리더 하윤서, but not 쩐 반 꾸엉.

    An office among them ends what stands before it (구단이 내야수 하윤서), so that no name runs over it; before them it is
    no part of the name (타자 마르코 벨리니).
    """
    if len(tokens) > 2 and any(token in word_set("titles_before") for token in tokens[:-1]):
        return True
    if len(tokens) != 2 or not family_of(tokens[1]) or tokens[0] in word_set("person_first"):
        return False
    if not 2 <= len(tokens[1]) <= 4:
        return False
    morphs = morphs_at(sentence, Span(at.start, at.start + len(tokens[0])))
    listed = any(tokens[0] in word_set(name) for name in ("titles_before", "titles", "person_role", "person_unnamed"))
    return listed or (
        foreignness(tokens[1]) < 0.5
        and bool(morphs)
        and all(m.tag in ("NNG", "XSN", "XPN") and not m.oov for m in morphs)
    )


def without_particle(document: Document, sentence: Sentence, at: Span) -> Span:
    """*at* without the particle that Kiwi sees at its end; a name that no dictionary has keeps its last syllable."""
    end = at.end
    for morph in reversed(morphs_at(sentence, at)):
        if morph.tag[0] != "J" and morph.tag not in ("VCP", "EC", "EF"):
            break
        end = min(end, morph.start)
    if end == at.end and len(at) > 4 and document.text[end - 1] in "와를을는의":
        end -= 1  # no transcribed name ends so; Kiwi takes the particle into a name that it does not know
    tokens = document.text[at.start : end].split(" ")
    if len(tokens) == 3 and not tokens[2].strip():
        tokens.pop()
    return Span(at.start, end) if end - at.start >= 3 and tokens[-1] else at


def is_leader(sentence: Sentence, name: str, at: Span, book: OrgBook) -> bool:
    if name in word_set("place") or book.has(name) or name in word_set("titles") or suffix_kind(name):
        return False
    if name in word_set("person_not"):
        return False
    if family_of(name) and name not in word_set("person_first") and foreignness(name) < 0.5:
        return False
    tags = [m.tag for m in morphs_at(sentence, at)]
    return (
        foreignness(name) >= 0.3
        and tags not in (["NNG"], ["MM"], ["NNB"])
        and not _ENDING.match(tags[-1] if tags else "J")
    )
