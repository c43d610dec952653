"""How much a word itself must bear out before a rule makes it an organisation: its ending, its letters, its morphemes."""

import re
from collections.abc import Callable, Sequence

from sitegen.extract.names.club import team
from sitegen.extract.names.doer import fined, named, reports
from sitegen.extract.names.firm import FINANCE, firm, is_in_business
from sitegen.extract.names.lexicon import (
    END,
    family_of,
    foreignness,
    is_acronym,
    is_coined,
    is_korean_name,
    is_new,
    is_proper,
    is_strong_suffix,
    known,
    morphs_at,
    suffix_kind,
)
from sitegen.extract.names.owner import by_cause, owned
from sitegen.model.text import Document, Morph, Sentence, Span
from sitegen.rules.rule import word_set

_NAME_BEFORE = re.compile(r"(?<![가-힣])([가-힣]{3}) (?:전 |현 )?$")
_WIDE = re.compile(r"(?:전국|한국|대한|세계|국제)[가-힣]{2,}(?:연대|연합|동맹|포럼)")
_CIVIC = re.compile(r"([가-힣]{2,4}?)(?:환경|참여자치|참여|자치|시민|여성|인권|교육|노동|평화|복지)(?:연대|연합)")
_NATIONAL = re.compile(r"(?:한국|대한|국립)..")
_NATIONAL_BODY = re.compile(r"(?:한국|국립)[가-힣]{3,}(?:원|관|재단|센터)")
_POLITICS = re.compile(r"의석|총선|대선|선거|여당|야당|원내|득표|지지율|공천|당원|국회|의원|연정")
_MEASURES = re.compile(r" (?:프로그램|가이드라인|정책|제도|지수|공시|방안|계획|사업|프로젝트|펀드|지원|정보)")
_CHARITIES = ("재단법인 ", "사단법인 ", "의료법인 ")
_ENDING = re.compile(r"J|E[TCF]")
_ARTICLE = re.compile(r"(?:더|르|디|엘|라) ")  # 더 노스 포스트
_END_RE = re.compile(END)


def _strong(document: Document, sentence: Sentence, span: Span) -> Span | None:
    word = span.of(document.text)
    strong = is_strong_suffix(word) or bool(suffix_kind(word) and _NATIONAL.match(word))
    if not strong and _NATIONAL_BODY.fullmatch(word):
        return span
    if word.endswith(FINANCE) and word not in known() and not is_in_business(document, word):
        return None
    return span if strong and _is_own_name(word, morphs_at(sentence, span)) else None


def _body(document: Document, sentence: Sentence, span: Span) -> Span | None:
    word = span.of(document.text)
    morphs = morphs_at(sentence, span)
    fits = word in known() or suffix_kind(word) or is_acronym(word)
    named_ = is_coined(morphs) or _WIDE.match(word) or _is_of_town(document, word)
    if not fits or (_is_vague_ending(word) and not named_):
        return None
    if word.endswith(FINANCE) and word not in known() and not is_in_business(document, word):
        return None
    return span if _is_body(word, morphs) and not _is_common(sentence, span) else None


def _is_of_town(document: Document, word: str) -> bool:
    """Whether *word* is the civic group of a town that everybody knows or that the text has a council of:
    구미환경연대."""
    group = _CIVIC.fullmatch(word)
    town = group[1] if group else ""
    return bool(town) and (
        town in word_set("org_city") or re.search(rf"(?<![가-힣]){town}[시군](?:의회|청)", document.text) is not None
    )


def _is_vague_ending(word: str) -> bool:
    """Whether a word ends as sorts of things do no less than names: 조선산업, 정책연대."""
    return word.endswith(("산업", "연대", "연합", "동맹", "포럼", "코리아"))


def _proper(document: Document, sentence: Sentence, span: Span) -> Span | None:
    word = span.of(document.text)
    morphs = morphs_at(sentence, span)
    return span if is_proper(word, morphs) and _is_body(word, morphs) and not _is_common(sentence, span) else None


def _legal(document: Document, sentence: Sentence, span: Span) -> Span | None:
    span = without_particle(document, sentence, span)
    word = span.of(document.text)
    own = Span(span.start + word.index(" ") + 1, span.end)
    tags = [m.tag for m in morphs_at(sentence, own)]
    if own.of(document.text) in word_set("titles") | word_set("person_unnamed") | word_set("legal_not"):
        return None  # 한 회계법인 대표는, 법무법인 관계자는
    if word.startswith(_CHARITIES) and suffix_kind(own.of(document.text)):
        span = own  # whose name says what it is goes by it alone
    return span if tags and not _ENDING.match(tags[-1]) and tags[0] not in ("MM", "NR", "SN", "MAG") else None


def _union(document: Document, sentence: Sentence, span: Span) -> Span | None:
    body = span.of(document.text).rsplit(" ", 1)[0]
    at = Span(span.start, span.start + len(body))
    firm = suffix_kind(body) == "company" and not _is_vague_ending(body)
    fits = body in known() or firm or is_strong_suffix(body) or is_acronym(body) or is_new(morphs_at(sentence, at))
    return span if fits and body not in word_set("org_noun") and body not in word_set("place") else None


def party(document: Document, sentence: Sentence, span: Span) -> Span | None:
    """A party's name: nothing that the list says is none, no particle inside, no place of meeting."""
    word = span.of(document.text)
    nots = word_set("org_party_not")
    morphs = morphs_at(sentence, span)
    apart = len(word) > 4 and len(morphs) > 1 and morphs[-1].form == "당"  # 푸른내일/당 is paid no 일당
    no_party = word in nots or (not apart and any(word.endswith(end) for end in nots))
    if no_party or not word.endswith(("당", "연대", "연합")):
        return None
    tags = [m.tag for m in morphs]
    return None if not tags or any(_ENDING.match(tag) for tag in tags[:1]) or tags[0] in ("SN", "NP") else span


def _party_often(document: Document, sentence: Sentence, span: Span) -> Span | None:
    """A party by its name alone, where the text is about parties and names it again."""
    word = span.of(document.text)
    if len(word) < 3 or document.text.count(word) < 2 or len(_POLITICS.findall(document.text)) < 2:
        return None
    morphs = morphs_at(sentence, span)
    whole = len(morphs) == 1 and morphs[0].tag == "NNG" and not morphs[0].oov
    return None if whole or not party(document, sentence, span) else span


def _mayor(document: Document, sentence: Sentence, span: Span) -> Span | None:
    """A new city by the name of its mayor before it, where Kiwi knows no such market."""
    before = _NAME_BEFORE.search(document.text, max(sentence.span.start, span.start - 8), span.start)
    morphs = morphs_at(sentence, span)
    if before is None or not morphs or not (morphs[0].oov or morphs[0].tag == "NNP"):
        return None
    name = Span(*before.span(1))
    return span if is_korean_name(name.of(document.text), morphs_at(sentence, name)) else None


def coined(document: Document, sentence: Sentence, span: Span) -> Span | None:
    """A new word that stands where a company's name does, and is no person's."""
    word = span.of(document.text)
    morphs = morphs_at(sentence, span)
    if word in word_set("place") or word in word_set("titles") or word in word_set("person_not"):
        return None
    if is_korean_name(word, morphs) and foreignness(word) < 0.3:
        return None
    return span if is_coined(morphs) and not any(_ENDING.match(m.tag) for m in morphs) else None


def _city(document: Document, sentence: Sentence, span: Span) -> Span | None:
    """A city that no map has: its mayor by name, its council or its hall stands in the same article."""
    word = span.of(document.text)
    morphs = morphs_at(sentence, span)
    if len(morphs) == 1 and morphs[0].tag != "NNP" and not morphs[0].oov:
        return None
    if len(morphs) == 2 and morphs[1].tagged in ("시/NNG", "시/NNP") and morphs[0].tag in ("NNG", "NNP"):
        return span  # 보람/시: Kiwi hears the city in it
    head = "시장" if word.endswith("시") else "군수"
    proof = rf"(?<![가-힣]){word}(?:의회|청)(?![가-힣]{{3}})|[가-힣]{{3}} (?:전 )?{word[:-1]}{head}(?!에서)"
    return span if word[-2:] != "도시" and re.search(proof, document.text) else None


def may_stand(word: str, rule: str) -> bool:
    """Whether an otherwise unproved *word* may be what *rule* says: 침대 is no university."""
    if rule == "org.university":
        return not re.match(r"\d", word) and word not in _NO_UNIVERSITY
    return True


_NO_UNIVERSITY = frozenset(
    [
        "침대",
        "세대",
        "시대",
        "상대",
        "군대",
        "부대",
        "연대",
        "증대",
        "확대",
        "최대",
        "반대",
        "무대",
        "절대",
        "토대",
        "고대",
        "현대",
        "후대",
        "차세대",
        "기성세대",
        "미래세대",
    ]
)


def _is_body(word: str, morphs: Sequence[Morph]) -> bool:
    """Whether a proper word can be an organisation by its shape: no lone surname, no person, no counted thing."""
    if len(morphs) > 1 and not any(m.oov for m in morphs) and foreignness(word) < 0.5:
        return bool(word in known() or suffix_kind(word) or is_acronym(word))
    if word in known() or suffix_kind(word) or is_acronym(word):
        return True
    if any(word.endswith(job) for job in word_set("title_suffixes")):
        return False
    if re.search(r"\d", word) or (family_of(word) and len(word) <= 3):
        return False
    return len(word) >= 3 and word not in word_set("person_first") and (len(word) >= 4 or foreignness(word) >= 0.5)


def _is_own_name(word: str, morphs: Sequence[Morph]) -> bool:
    """Whether what stands before an organisation's ending can be its own name: 새벽증권, but not 내부공사."""
    if len(morphs) == 1 and not morphs[0].oov and morphs[0].tag == "NNG":
        return False
    if word[0].isdigit():
        return False
    kind = suffix_kind(word)
    if kind == "court":
        return any(word.startswith(city) for city in word_set("org_city")) or word in known()
    if word.endswith(("주", "시")) and kind == "company" and foreignness(word[:-2]) >= 0.5:
        return False
    prefix = next(word[:-n] for n in range(len(word) - 2, 0, -1) if word[-n:] in word_set("org_suffix"))
    sorts = word_set("org_prefix_not")
    if kind == "union" and (prefix in sorts or re.fullmatch(r"제?\d", prefix)):
        return False  # 통합노조, 제3노조: whose it is stands before it
    if word.endswith("연구소"):
        sorts = sorts | word_set("org_institute_not")
    if word.endswith(FINANCE):
        sorts = sorts | word_set("org_finance_not")
    twofold = any(prefix[:n] in sorts and prefix[n:] in sorts for n in range(1, len(prefix)))
    return not (prefix in sorts or twofold) or (len(morphs) > 1 and any(m.oov for m in morphs))


def _is_common(sentence: Sentence, span: Span) -> bool:
    """Whether Kiwi's dictionary has the whole word as one common noun that the ending only happens to end."""
    morphs = morphs_at(sentence, span)
    if len(morphs) == 1:
        return morphs[0].tag == "NNG" and len(span) <= 4
    return bool(morphs) and morphs[0].tag in ("MM", "VV", "VA", "SN") and morphs[-1].tag in ("XSN", "NNB")


def named_after_sort(document: Document, sentence: Sentence, span: Span) -> Span | None:
    """The name after 업체 or 매체: one word, or two where both look transcribed."""
    article = _ARTICLE.match(document.text, span.start, span.end)
    if article:
        rest = named_after_sort(document, sentence, Span(article.end(), span.end))
        return Span(span.start, rest.end) if rest else None
    words = [Span(*m.span()) for m in re.finditer(r"\S+", span.of(document.text))]
    spans = [Span(span.start + word.start, span.start + word.end) for word in words]
    first = spans[0].of(document.text)
    if first in word_set("org_noun") or first in word_set("org_class") or re.match(r"\d", first):
        return None
    if first in word_set("place") or first in word_set("titles") or first in word_set("person_unnamed"):
        return None
    quoted = span.start > 0 and document.text[span.start - 1] in "‘'"
    whole = without_particle(document, sentence, span)
    if quoted and not any(mark in whole.of(document.text) for mark in "’"):
        return whole if len(whole) > 1 else None
    head = without_particle(document, sentence, spans[0])
    if _MEASURES.match(document.text[head.end :]):
        return None  # 기업 밸류업 프로그램
    if _is_movement(document, sentence, head):
        return head
    if len(spans) == 2 and head == spans[0]:
        parts = [first, Span(spans[1].start, whole.end).of(document.text)]
        if parts[1] in word_set("org_suffix") and is_new(morphs_at(sentence, spans[0])):
            return whole  # 마켓와이어 데일리
        if (
            not suffix_kind(first)
            and all(foreignness(part) >= 0.3 for part in parts)
            and foreignness("".join(parts)) >= 0.4
        ):
            return whole
    word = head.of(document.text)
    morphs = morphs_at(sentence, head)
    if is_korean_name(word, morphs) and re.match(r" ?씨| ?\(", document.text[head.end :]):
        return None
    if is_acronym(word) or word in known() or suffix_kind(word) or is_new(morphs):
        return head
    if len(morphs) == 1 and morphs[0].tag == "NNG":
        return None  # 애플리케이션
    proper = len(morphs) == 1 and morphs[0].tag == "NNP" and not word.endswith(("시", "도", "군", "구"))
    proper = proper or (is_coined(morphs) and not any(_ENDING.match(m.tag) for m in morphs))
    return head if len(word) >= 3 and (foreignness(word) >= 0.5 or proper) else None


def _is_movement(document: Document, sentence: Sentence, span: Span) -> bool:
    """Whether a word after 시민단체 is that body's name though it is made of common nouns: 안전사회행동."""
    before = document.text[max(sentence.span.start, span.start - 8) : span.start].rstrip("‘'“ ")
    word = span.of(document.text)
    morphs = morphs_at(sentence, span)
    return (
        before.endswith("단체")
        and len(word) >= 4
        and len(morphs) > 1
        and all(m.tag in ("NNG", "NNP", "XSN", "SL") for m in morphs)
        and morphs[-1].form not in word_set("person_unnamed") | word_set("speaker_nouns")
        and not word.endswith(tuple(word_set("title_suffixes")))
        and re.match(r"[은는이가도]", document.text[span.end : span.end + 1]) is not None
    )


def without_particle(document: Document, sentence: Sentence, span: Span) -> Span:
    """*span* cut before the particle that Kiwi sees at its end."""
    morphs = [m for m in sentence.morphs if span.start <= m.start < span.end]
    end = span.end
    for morph in reversed(morphs):
        if morph.tag[0] != "J" and morph.tag not in ("VCP", "EC", "EF", "ETM"):
            break
        end = morph.start
    word = Span(span.start, end).of(document.text)
    return Span(span.start, end) if len(word.split(" ")[-1]) >= 2 else span


def _act(document: Document, sentence: Sentence, span: Span) -> Span | None:
    """The name of performers: after 그룹, which is a firm's too, only in a text that tells of music."""
    span = without_particle(document, sentence, span)
    if re.match(r" ?씨(?![가-힣])| ?\(\d|[’′]? (?:멤버|총수|회장)", document.text[span.end : span.end + 6]):
        quoted = document.text[span.end : span.end + 4].endswith("멤버")
        if not quoted:
            return None
    morphs = morphs_at(sentence, span)
    new = is_new(morphs) or is_coined(morphs)
    wide = len(morphs) > 1 and len(span) > 2 and all(m.tag in ("NNG", "NNP", "SL") for m in morphs)
    if document.text[: span.start].rstrip("‘' ").endswith(" 그룹") or document.text.startswith("그룹 ", span.start - 3):
        wide = wide and len(_MUSIC.findall(document.text)) > 1
        new = new and bool(_MUSIC.search(document.text))
    tail = bool(morphs) and morphs[-1].form in _ABOUT_ACTS
    return named(document, sentence, span) if (new or wide) and not tail else None


_MUSIC = re.compile(r"음반|앨범|소속사|데뷔|가요|가수|콘서트|음원|멤버|아이돌|신곡|무대|공연|노래|팬")
_ABOUT_ACTS = frozenset(
    ["멤버", "리더", "팬", "공연", "음악", "활동", "무대", "노래", "데뷔", "보컬", "출신", "공연장", "연주", "대표"]
)


def _new(document: Document, sentence: Sentence, span: Span) -> Span | None:
    """One word that no dictionary has, too foreign or too long for a Korean's name."""
    word = span.of(document.text)
    morphs = morphs_at(sentence, span)
    if len(morphs) != 1 or not morphs[0].oov or not named(document, sentence, span):
        return None
    foreign = foreignness(word) >= 0.5
    return span if foreign or (len(word) > 4 and not is_korean_name(word, morphs)) else None


NEEDS: dict[str, Callable[[Document, Sentence, Span], Span | None]] = {
    "strong": _strong,
    "body": _body,
    "proper": _proper,
    "legal": _legal,
    "union": _union,
    "team": team,
    "party": party,
    "party_often": _party_often,
    "owned": owned,
    "cause": by_cause,
    "city": _city,
    "mayor": _mayor,
    "named": named,
    "reports": reports,
    "fined": fined,
    "act": _act,
    "firm": firm,
    "new": _new,
}
