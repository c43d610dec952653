"""What a word on its own says: whether it can be a Korean name, a transcribed one, an organisation's."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from sitegen.model.text import Morph, Sentence, Span
from sitegen.rules.rule import expand, word_set, words

# Particles (and the copula) as they stand after a name, for boundaries on the surface: Kiwi splits unknown names.
JOSA = expand("(?:들|팀|측)?<person_josa>?", {})
TAIL = rf"{JOSA}(?![가-힣A-Za-z0-9])"  # nothing but a particle up to the end of the word
END = rf"(?={TAIL})"

_SPORT = re.compile(
    r"축구|야구|농구|배구|골프|승리|경기(?!도|북|남|·|[ ]?(?:지역|침체|부양|회복|둔화|동향))|리그|선수|구단|홈런|득점|감독|승점|시즌|골을|우승"
)
_ENDINGS = re.compile(r"[JE]")
_COMMON_TAGS = frozenset({"NNG", "MAG", "MAJ", "MM", "NP", "NR", "NNB", "IC", "VV", "VA", "XR", "XSN", "SN"})
_NOT_NAME_END = frozenset("당사파적외차회측팀들등씩급률점")
_FUSED = re.compile(r"[\u11a8-\u11c2]")  # a particle inside a syllable: newsrooms do not write 모터는 as 모턴
_OBJECT = "\u11af"  # 을 as a final consonant: no journalist writes 소율 for 소유를, a name may end so
# Syllables that end common compounds: 영업이익, 점유율, 주력상품.
_COMMON_TAILS = frozenset(
    "률율사업비자원품권력액량금가수기점전후간별측팀장진단회체법형용식성화적주인물차선안건대부실국서소식표값씨익설론난"
)


def morphs_at(sentence: Sentence, span: Span) -> list[Morph]:
    """The morphemes of *sentence* that stand in *span* with at least one code point."""
    start, end = span.start, span.end
    return [m for m in sentence.morphs if m.start < end and (m.end > start or m.start >= start)]


def is_new(morphs: Sequence[Morph]) -> bool:
    """Whether a word holds a part that no dictionary has."""
    return bool(morphs) and any(m.oov and m.end - m.start >= 2 for m in morphs)


@cache
def _pair_surnames() -> frozenset[str]:
    return frozenset(name for name in word_set("surnames") if len(name) == 2)


def family_of(name: str) -> str:
    """The surname of a Korean name: 남궁 of 남궁결, 김 of 김영섭; "" where it begins with none."""
    if name[:2] in _pair_surnames() and len(name) > 2:
        return name[:2]
    return name[:1] if name[:1] in word_set("surnames") else ""


def is_korean_name(name: str, morphs: Sequence[Morph]) -> bool:
    """Whether *name* can be a person's full Korean name: a surname, one or two syllables, and no common word.

    *morphs* are those that Kiwi sees there. It splits rare names at will, so only a single common noun, and a
    particle or an ending at the end, speak against a name.
    """
    family = family_of(name)
    new = len(morphs) == 1 and morphs[0].oov
    if not _is_name_shaped(name, any_end=new):
        return False
    if len(morphs) == 1:
        return new or morphs[0].tag not in _COMMON_TAGS
    if morphs and morphs[0].tag in ("NP", "MM") and len(morphs) == 2 and morphs[1].tag != "NNP":
        # 이/경서, 한/지원: before a noun, the determiners 이 and 한 are written with a space.
        if morphs[0].tagged == "한/MM":
            return morphs[1].form in word_set("person_given")
        return morphs[0].tagged == "이/MM" and morphs[1].tag == "NNG" and len(morphs[1].form) == 2
    if morphs and morphs[0].tag == "XPN" and (len(morphs) < 3 or any(len(m.form) > 1 for m in morphs)):
        return False  # 신/기술, but not 최/판/동
    if any(m.oov for m in morphs):
        return morphs[-1].tag[0] != "J"
    if len(name) == 3 and _is_no_word(morphs):
        return True
    if morphs and morphs[-1].tagged == f"{_OBJECT}/JKO" and len(name) - len(family) == 2:
        return True
    return not morphs or not (_ENDINGS.match(morphs[-1].tag) or morphs[-1].tag == "XSN")


def _is_no_word(morphs: Sequence[Morph]) -> bool:
    """Whether what Kiwi reads into three syllables is never written as one word: 길/도/열ᆫ, 민/하어준.

    Behind an adverb or a particle, and between a noun and its verb, stands a space; 을 and 를 are left aside, as the press forgets
    the space there.
    """
    tags = [m.tag for m in morphs]
    if morphs[-1].tagged == "\u11b7/EF" and len(tags) > 3:
        return True  # 주하/이/라고/하/-m: no journalist exclaims
    if tags == ["MAG", "NNG", "XSN"]:
        return True  # 채/문/경: an adverb keeps a space
    if len(tags) < 3 or tags[0] not in ("NNG", "NNP", "NNB") or tags[-1] != "ETM":
        return False
    return tags[1:3] in (["JX", "VV"], ["JKS", "VV"]) or (tags[1:3] == ["VV", "EC"] and morphs[1].form == "하")


def is_framed_name(name: str, morphs: Sequence[Morph]) -> bool:
    """Whether *name*, which stands where only a name can, may be one though Kiwi reads it as other words.

    고운은 새벽증권 연구원은: no second topic stands there. What acts (주최한 늘봄대 교수는) or could speak
    itself (정부는 새벽전자 대표는 …고 봤다) is still none.
    """
    if not _is_name_shaped(name) or len(name) - len(family_of(name)) != 2 or not morphs:
        return False
    tags = [m.tag for m in morphs]
    if len(tags) == 1 and (tags != ["NNG"] or suffix_kind(name) or name.endswith(_job_tails())):
        return False  # 도서원 is a name there; 위원회, 변호사 are none
    split = tags[0] in ("NNG", "NNP", "XR") and tags[1:2] == ["VV"]  # 채/담은: a noun before its verb keeps a space
    if (tags[0] == "NNB" or tags[0][0] == "J") and len(tags) > 2:  # nor does one begin with a particle: 도/하/어/주/ᆫ
        return True  # 채/시/온: no phrase begins with what only counts
    acts = any(tag in ("XSV", "VX", "EP") for tag in tags) or ("VV" in tags and not split)
    if acts and tags[-1] not in ("JX", "JKS"):
        return False
    if tags[-1] in ("JKG", "JC", "JKO", "JKB", "XSN", "NNB", "SN") or tags[0] in ("NP", "MM", "XPN", "SN"):
        return False
    stem = name[: morphs[-1].start - morphs[0].start] if tags[-1][0] == "J" else name
    speaks = word_set("speaker_nouns") | word_set("org_actor") | word_set("org_generic") | word_set("speech_nouns")
    speaks |= word_set("speaker_times") | word_set("time_season")
    if name in word_set("person_describing") or name[-1] == "는":
        return False  # 유명한, 이유는: no name ends so
    if tags[-2:] == ["VCP", "ETM"] and name.removesuffix("인").endswith(_part_tails()):
        return False  # 장남인, 고문인
    return not (stem in speaks or stem in word_set("person_not") or stem in word_set("titles") or stem in known())


@cache
def _job_tails() -> tuple[str, ...]:
    return tuple(sorted(word_set("title_suffixes") | word_set("titles") | word_set("person_unnamed")))


@cache
def _part_tails() -> tuple[str, ...]:
    """Words for what somebody is to somebody: before 인 they describe, and name nobody."""
    lists = ("titles", "title_suffixes", "person_unnamed", "person_role", "titles_before", "speaker_nouns", "org_actor")
    kin = ("장남", "차남", "장녀", "차녀", "막내", "남편", "아내", "부인", "동생", "사위", "며느리", "주인", "주역")
    return tuple(sorted({*kin, "자", "인", "원", "측"}.union(*map(word_set, lists))))


def _is_name_shaped(name: str, any_end: bool = False) -> bool:
    """Whether *name* is a surname and one or two syllables, and in no list of other words.

    A word that no dictionary has may end (*any_end*) in a syllable that makes common nouns: 조은률.
    """
    family = family_of(name)
    if not family or not 1 <= len(name) - len(family) <= 2:
        return False
    if name in word_set("person_not") or name in word_set("place") or name in word_set("org_city"):
        return False
    if name in known() or name in word_set("titles") or (name[-1] in _NOT_NAME_END and len(name) == 3 and not any_end):
        return False
    if name in word_set("person_first"):
        return False
    if name[-1] == "씨" or name in _pair_surnames():
        return False
    if name[-1] in "도전행발" and name[:-1] in word_set("org_city"):
        return False  # 평택도 후보에 올랐다, 부산전: the city too, the match against it
    return not (name[-1] in "의은는이가을를과와도에전행발" and name[:-1] in word_set("place"))


def foreignness(word: str) -> float:
    """The share of syllables that transcriptions use and Korean words hardly do."""
    syllables = word_set("person_syllables")
    return sum(letter in syllables for letter in word) / max(1, len(word))


def is_foreign_name(tokens: Sequence[str], morphs: Sequence[Morph] = ()) -> bool:
    """Whether two or three Hangul tokens are a transcribed personal name: 카트린 모로."""
    for token in tokens:
        if (
            token in word_set("place")
            or token in known()
            or token in word_set("titles")
            or token in word_set("org_noun")
        ):
            return False
        if token in word_set("org_generic") or token in word_set("person_modifiers"):
            return False
        if (suffix_kind(token) or (len(token) > 2 and token[-1] == "대")) and token not in word_set("person_first"):
            return False
    if any(token in word_set("person_unnamed") for token in tokens) or _has_particle(tokens, morphs):
        return False
    joined = "".join(tokens)
    common = any(len(word) == 1 and word[0].tag == "NNG" and not word[0].oov for word in _by_word(morphs).values())
    if tokens[0] in word_set("person_first"):
        new = all(m.tag == "NNP" or m.oov for m in (list(_by_word(morphs).values()) or [[]])[-1])
        return foreignness(joined) >= 0.3 or bool(morphs and new)
    return not common and foreignness(joined) >= 0.5 and all(foreignness(token) >= 0.3 for token in tokens)


def is_transcribed(tokens: Sequence[str], morphs: Sequence[Morph], leader: bool = False) -> bool:
    """Whether *tokens*, which end in somebody's name, are that name from their first one on: 쩐 반 꾸엉(31).

    One token alone must look foreign; of several none may be a common word, a place, a title or carry a particle.
    A *leader* of a country has two names at least, so that the first may happen to be a common word (노래).
    """
    whole = "".join(tokens)
    if leader and (len(tokens) != 2 or foreignness(tokens[1]) < 0.5 or tokens[0][-1] in _COMMON_TAILS):
        leader = False
    if len(tokens) == 1 and (len(whole) < 4 or foreignness(whole) < 0.5):
        return False
    for token in tokens:
        if token in word_set("place") or token in word_set("titles") or token in word_set("person_unnamed"):
            return False
        if token in word_set("person_modifiers") or token in word_set("person_not") or suffix_kind(token):
            return False
    words_ = list(_by_word(morphs).values())
    for token, word in zip(tokens, words_, strict=False):
        common = len(token) > 1 and all(m.tag in _COMMON_TAGS and not m.oov for m in word)
        if (common and not leader and foreignness(token) == 0) or (
            _ENDINGS.match(word[-1].tag) and not any(m.oov for m in word) and foreignness(token) < 0.5
        ):
            return False
    new = sum(m.oov for m in morphs)
    return foreignness(whole) >= 0.4 or (foreignness(whole) >= 0.2 and new > 0) or (len(tokens) > 2 and new > 1)


def _by_word(morphs: Iterable[Morph]) -> dict[int, list[Morph]]:
    grouped: dict[int, list[Morph]] = {}
    for morph in morphs:
        grouped.setdefault(morph.word, []).append(morph)
    return grouped


def _has_particle(tokens: Sequence[str], morphs: Iterable[Morph]) -> bool:
    """Whether Kiwi sees a particle or an ending at the end of one of *tokens*, and none of its parts is new to it."""
    return any(
        _ENDINGS.match(word[-1].tag)
        and not _FUSED.match(word[-1].form)
        and not any(m.oov for m in word)
        and token not in word_set("person_first")
        for token, word in zip(tokens, _by_word(morphs).values(), strict=False)
    )


@lru_cache(maxsize=4)
def is_sport(text: str) -> bool:
    """Whether a text reports of matches."""
    return len(_SPORT.findall(text)) >= 2


@cache
def known() -> dict[str, tuple[str, str]]:
    """Organisations that every reader knows: as written -> (kind, full name; "" where this is the full one)."""
    return {row[0]: (row[1], row[2] if len(row) > 2 else "") for row in words("org_known")}


@cache
def _suffixes() -> dict[str, tuple[str, bool]]:
    return {row[0]: (row[1], row[2] == "strong") for row in words("org_suffix")}


@cache
def suffix_kind(word: str) -> str:
    """The kind of organisation that *word*'s ending says; "" where it says none or the word names a mere sort."""
    found = _suffix(word)
    return found[0] if found else ""


def is_org_shaped(word: str) -> bool:
    """Whether *word* is a well-known body's name or ends as bodies' names do."""
    return word in known() or bool(suffix_kind(word))


@cache
def is_strong_suffix(word: str) -> bool:
    """Whether *word*'s ending alone proves an organisation."""
    found = _suffix(word)
    return bool(found and found[1])


def _suffix(word: str) -> tuple[str, bool] | None:
    if word in word_set("org_generic") or word in word_set("org_noun") or word in word_set("org_class"):
        return None
    for length in range(min(8, len(word) - 2), 0, -1):
        found = _suffixes().get(word[-length:])
        if found:
            return found
    return None


def is_acronym(word: str) -> bool:
    """Whether *word* is written with Latin capitals and can name an organisation."""
    latin = re.match(r"[A-Z][A-Za-z0-9&]*", word)
    if not latin or (len(latin.group()) == 1 and not re.fullmatch(r"[A-Z][가-힣]{2,}", word)):
        return False
    if latin.group() != word and re.fullmatch(
        r"[A-Z]?(?:씨|군|양|모|사|은|는|이|가|교수|의원).*", word[len(latin.group()) - 1 :]
    ):
        return False
    return latin.group() not in word_set("org_acronym_not") and word not in word_set("org_acronym_not")


def is_proper(word: str, morphs: Sequence[Morph]) -> bool:
    """Whether *word* looks like a name of its own, as far as letters and Kiwi tell."""
    if word in word_set("org_generic") or word in word_set("org_noun") or word in word_set("person_unnamed"):
        return False
    if word in word_set("place") or word in word_set("org_actor") or word in word_set("titles"):
        return False
    if word in known() or suffix_kind(word) or is_acronym(word):
        return True
    if re.search(r"\d", word) or len(word) < 2:
        return False
    if len(word) >= 3 and foreignness(word) >= 0.5:
        return True
    return any(m.oov or (m.tag == "NNP" and m.form not in word_set("place")) for m in morphs)


def is_coined(morphs: Sequence[Morph]) -> bool:
    """Whether Kiwi's dictionary cannot explain a word as a common compound: 윤슬산업, but not 조선산업."""
    if any(m.tag == "NNP" and (m.oov or (len(m.form) > 1 and m.form not in word_set("place"))) for m in morphs):
        return True
    if len(morphs) > 2 and morphs[0].tag in ("MM", "MAG") and morphs[0].form != "각" and len(morphs[1].form) == 1:
        return True  # 한/별/산업
    if len(morphs) > 2 and morphs[0].tag in ("VA", "VV") and morphs[1].tag == "ETM":
        return True  # 바르/ᆫ/자치
    if len(morphs) > 2 and all(m.tag in ("NNG", "NNP") and len(m.form) == 1 for m in morphs[:2]):
        return True  # 라/온/자동차
    if len(morphs) == 2 and morphs[0].tag in ("MM", "MAG") and morphs[1].form in word_set("org_firm_end"):
        return True  # 모두/마트
    last = morphs[-1] if morphs else None
    odd = last is not None and last.tag in ("NNG", "NNP") and len(last.form) == 1 and last.form not in _COMMON_TAILS
    return odd and len(morphs) > 1 and all(m.tag in ("NNG", "NNP", "SL") for m in morphs)


def is_plain_noun(morphs: Sequence[Morph]) -> bool:
    """Whether Kiwi's dictionary has a word as nothing but common nouns: 팬, 소속사, 이상. What it cuts into syllables is
    none: 리/안."""
    common = all(m.tag in ("NNG", "NNB", "NR", "NP", "XPN", "XSN") and not m.oov for m in morphs)
    return common and (len(morphs) == 1 or any(m.end - m.start > 1 for m in morphs))


def is_place(name: str, text: str) -> bool:
    """Whether *name* is a place by general knowledge, or because *text* lets something happen there."""
    return name in word_set("place") or name in word_set("org_city") or f"{name}에서" in text


def is_common_tail(morph: Morph) -> bool:
    """Whether a morpheme is a syllable that makes common nouns of others: 설 of 경질설."""
    return morph.tag == "XSN" or (len(morph.form) == 1 and morph.form in _COMMON_TAILS)
