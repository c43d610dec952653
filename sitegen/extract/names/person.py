"""People by name: titles anchor, the words beside them are read on the surface."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from sitegen.extract.names.book import OrgBook, split_title
from sitegen.extract.names.foreign import is_foreign, is_leader, without_particle
from sitegen.extract.names.found import Found, settled
from sitegen.extract.names.hint import matches_at_words
from sitegen.extract.names.lexicon import (
    END,
    family_of,
    foreignness,
    is_common_tail,
    is_framed_name,
    is_korean_name,
    is_place,
    is_plain_noun,
    is_sport,
    morphs_at,
    suffix_kind,
)
from sitegen.model.text import Document, Sentence, Span
from sitegen.rules.rule import Rule, load, word_set

_END = re.compile(END)
_WORD_BEFORE = re.compile(r"(?:^|[^가-힣])([가-힣]{2,10}) $")
_JOB_BEFORE = re.compile(
    r"(?<![가-힣])([가-힣]{2,8})[’'”\"]?(?:(?:으?로|이?라고?) (?:불리는|불린|불리던|알려진|꼽히는|기억되는))? $"
)
_MEMBER = re.compile(r"(?:^|(?<=, )|(?<=[,·])|(?<=[와과] ))[가-힣A-Za-z]{1,6}?(?=\(|,|·|[와과] |$)")
_SEPARATOR = re.compile(r"[·,] ?")
_AGAIN = frozenset({"family", "last", "again"})  # groups of the rules for later mentions
_OF_SPORT = frozenset({"sport", "player", "athlete"})  # what rules need that speak only in reports of matches
_AIDE = re.compile(r" (?:특사|특별대표|대변인|비서실장|보좌관|고문|측근|후보|부인|장남|차남|장녀)")
_TOPIC = re.compile(r"(?:은|는)(?![가-힣])")
_SAYS = re.compile(r"[“”\"]|(?:말|전|밝|했다|한다|설명|분석|조언|지적|내다|강조|주장|덧붙|답)")
_WORDS_IN_MO = frozenset({"이모", "고모", "부모", "사모", "장모", "주모", "유모", "계모", "규모", "공모", "음모"})
_TURNS = frozenset({"반면", "이날", "전날", "당시", "실제"})  # nouns that open a sentence as adverbs do
_PRIEST = "신부"  # a bride too, who stands before the name as well: 예비 신부 하윤서 씨
_HANJA = re.compile(r"\([一-鿿]")
# What cities and counties have, by the syllable that ends their names.
_SEATS = {
    "시": ("시장", "부시장", "제1부시장", "제2부시장", "시의원", "시의장", "국장", "과장", "팀장", "대변인", "주무관"),
    "군": ("군수", "부군수", "군의원"),
}
# Offices that a country has one of: 핀란드 대통령 behind a name says that the name ends there.
_HEADS = frozenset(
    [
        "대통령",
        "총리",
        "부통령",
        "국왕",
        "여왕",
        "왕세자",
        "외무장관",
        "국방장관",
        "외교장관",
        "재무장관",
        "국가주석",
        "주석",
    ]
)


def rules(without: str = "") -> tuple[Rule, ...]:
    """The person rules, but the one named *without*."""
    return tuple(rule for rule in load("person") if rule.name != without)


def persons_by_name(document: Document, book: OrgBook, table: Sequence[Rule]) -> list[Found]:
    """Everyone who stands with a full name and a proof (a title, 씨, an age), in text order, none overlapping."""
    sport = is_sport(document.text)
    named = [r for r in table if not r.groups & _AGAIN and (sport or r.args.get("needs") not in _OF_SPORT)]
    found: list[Found] = []
    for sentence in document.sentences:
        for rule, match in matches_at_words(named, document.text, sentence.span):
            found += _read(document, sentence, rule, match, book)
    return _full_names_only(settled(found, table))


def _full_names_only(found: list[Found]) -> list[Found]:
    """*found* without bare foreign surnames whose full name the article has: they are later mentions."""
    last = {one.family for one in found if " " in one.name}
    return [one for one in found if " " in one.name or one.name not in last]


def group(match: re.Match[str], *names: str) -> tuple[str, Span | None]:
    """The first of the named groups that took part, and where it stands; ("", None) where none did."""
    for name in names:
        if name in match.re.groupindex and match.group(name):
            return match.group(name), Span(*match.span(name))
    return "", None


def _read(document: Document, sentence: Sentence, rule: Rule, match: re.Match[str], book: OrgBook) -> Iterator[Found]:
    """The people that a match names, where the words in it bear it out."""
    title, title_span = group(match, "title", "title2")
    title = title.partition("(")[0]
    org_span = group(match, "org")[1]
    org = ""
    if rule.args.get("needs") == "player" and not (org_span and _is_team(org_span.of(document.text), book)):
        return
    if rule.args.get("needs") == "athlete" and not _is_athlete(document, sentence, Span(*match.span("name"))):
        return
    if rule.args.get("needs") == "life" and not _is_life(document, sentence, match):
        return
    if rule.args.get("needs") == "body" and org_span and not book.is_body(org_span.of(document.text)):
        return
    if rule.args.get("needs") == "speaks" and not _is_office(document, sentence, match, book):
        return
    if org_span:
        read = book.org_in(document, sentence, org_span)
        if read is None:
            return
        org, org_span = read
    if title and title_span:
        title, inner, inner_span = (title, "", None) if org else split_title(title, title_span.start, book)
        if inner:
            org, org_span = inner, inner_span
        if not _title_stands(sentence, title, title_span, bool(org)):
            return
    base = Found(
        Span(*match.span()), rule.name, sentence.index, title=title, org=org, org_span=org_span if org else None
    )
    yield from _named(document, sentence, match, base, book)


def _title_stands(sentence: Sentence, title: str, span: Span, has_org: bool) -> bool:
    """Whether a title word is one here: 시장에서 is a market, 신부 without a particle mostly a bride."""
    after = [m for m in sentence.morphs if m.start >= span.end]
    if title == _PRIEST and not (after and after[0].start == span.end and after[0].tag[0] == "J"):
        return False
    return not (title == "시장" and not has_org and after and after[0].form in ("에서", "에서는"))


def _named(document: Document, sentence: Sentence, match: re.Match[str], base: Found, book: OrgBook) -> Iterator[Found]:
    """Who is named in *match*: by a Korean name, a foreign one, one that is masked, or the name of a ruler alone."""
    readers = (("name", "name2"), _korean), (("foreign",), _foreign), (("masked",), _masked)
    for groups, reader in readers:
        name, at = group(match, *groups)
        if at:
            found = reader(document, sentence, match, base, book, name, at)
            if found is not None:
                yield found
            return
    name, at = group(match, "leader")
    if at and is_leader(sentence, name, at, book):
        yield replace(base, name=name, family=name)
        return
    name, at = group(match, "stage")
    if at:
        yield replace(base, name=name)
        return
    at = group(match, "members", "members2")[1]
    if at:
        yield from _members(document, sentence, match, base, book, at)
        return
    yield from _several(document, sentence, match, base, book)


def _members(
    document: Document, sentence: Sentence, match: re.Match[str], base: Found, book: OrgBook, at: Span
) -> Iterator[Found]:
    """도율, 리나, 채아 등 3명: as many names as are counted, each of them no word of the dictionary."""
    names = [Span(at.start + one.start(), at.start + one.end()) for one in _MEMBER.finditer(at.of(document.text))]
    if match["count"] and int(match["count"]) != len(names):
        return
    words = [one.of(document.text) for one in names]
    if any(book.has(word) or is_place(word, document.text) or word in word_set("titles") for word in words):
        return
    if any(is_plain_noun(morphs_at(sentence, one)) for one in names):
        return
    for one, word in zip(names, words, strict=True):
        yield replace(base, span=one, name=word, family="")


def _korean(
    document: Document, sentence: Sentence, match: re.Match[str], base: Found, book: OrgBook, name: str, at: Span
) -> Found | None:
    if base.rule == "person.before" and _ends_in_josa(sentence, at) and len(name) > 2:
        name, at = name[:-1], Span(at.start, at.end - 1)
        base = replace(base, span=Span(base.span.start, at.end))
    if _is_half(match, name, book):
        return None
    morphs = morphs_at(sentence, at)
    if base.rule in ("person.age", "person.ssi") and len(morphs) > 2 and morphs[-1].tag == "XSN":
        morphs = morphs[:-1]  # 하/춘/화(61)씨
    if name[-1] in _SEATS and base.title in _SEATS[name[-1]]:
        return None  # 가람시 부시장: a city
    framed = _is_framed(document, sentence, match, at, base) and is_framed_name(name, morphs)
    if not (is_korean_name(name, morphs) or framed) or book.has(name) or is_place(name, document.text):
        return None
    one = replace(base, name=name, family=family_of(name), masked=base.rule in ("person.ssi", "person.age"))
    one = replace(one, title=one.title or title_before(document, at.start))
    if base.rule == "person.before" and _is_compound(sentence, at, one.title):
        return None
    if base.rule == "person.before" and one.title in word_set("person_unnamed"):
        one = replace(one, title="")  # 피해자 나도윤: a part in the story, no office
    return _with_left_org(document, sentence, one, at, book)


def _foreign(
    document: Document, sentence: Sentence, match: re.Match[str], base: Found, book: OrgBook, name: str, at: Span
) -> Found | None:
    open_end = base.rule in ("person.before_foreign", "person.foreign_role")
    if not match.re.groupindex.get("title") or open_end:
        at = without_particle(document, sentence, at)
        start = at.start if base.rule == "person.foreign_role" else base.span.start
        base = replace(base, span=Span(start, at.end if open_end else max(at.end, base.span.end)))
    abroad = group(match, "org")[0] in word_set("place") and base.title in _HEADS
    if abroad and _AIDE.match(document.text, match.end()):
        return None  # 요르단 국왕 특사
    if not is_foreign(document, sentence, at, base, book, abroad):
        return None
    name = at.of(document.text)
    one = replace(base, name=name, family=re.split(r"[ ·-]", name)[-1])
    return _with_left_org(document, sentence, one, at, book)


def _masked(
    document: Document, sentence: Sentence, match: re.Match[str], base: Found, book: OrgBook, name: str, at: Span
) -> Found | None:
    name = name.replace(" ", "")
    if name in _WORDS_IN_MO and "(" not in match.group() and "씨" not in match.group():
        return None
    family = name.removesuffix("모").removesuffix("아무개")
    title = base.title or title_before(document, at.start)
    return replace(base, name=name, family=family, title=title, masked=True)


def _is_team(words_: str, book: OrgBook) -> bool:
    return book.has(words_) and book.kind(book.canonical(words_)) == "team"


def _is_athlete(document: Document, sentence: Sentence, at: Span) -> bool:
    """Whether a report of matches names somebody at *at*, and no club, which a city stands before: 광주 이글락."""
    before = re.finditer(rf"([가-힣]+) {at.of(document.text)}(?![가-힣]{{2}})", document.text)
    return _is_new_name(sentence, at) and not any(one[1] in word_set("org_city") for one in before)


def _is_life(document: Document, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a name and two years are somebody and that life: only behind what somebody does (화가, ‘산의 시인’),
    since ships, lines and papers have their years too."""
    years = int(match.group("died")) - int(match.group("born"))
    name = Span(*match.span("name"))
    before = _JOB_BEFORE.search(document.text, sentence.span.start, name.start)
    job = before[1] if before else ""
    works = any(job in word_set(words) for words in ("titles", "titles_before", "person_role"))
    return 15 <= years <= 110 and works and _is_new_name(sentence, name)


def _is_new_name(sentence: Sentence, at: Span) -> bool:
    """Whether Kiwi takes the three syllables at *at* for one proper noun that no dictionary has."""
    morphs = morphs_at(sentence, at)
    whole = len(at) == 3 and len(morphs) == 1 and morphs[0].oov and morphs[0].end - morphs[0].start == 3
    return whole and morphs[0].form[-1] not in "스츠즈고대시도파류"  # 나이츠, 진주고: clubs, schools and sorts


def _is_office(document: Document, sentence: Sentence, match: re.Match[str], book: OrgBook) -> bool:
    """Whether the word behind a name and a body, in no list of titles, is what that person does there."""
    name, title = match.group("name"), match.group("title")
    morphs = morphs_at(sentence, Span(*match.span("name")))
    proper = len(morphs) == 1 and (morphs[0].oov or morphs[0].tag == "NNP")
    lists = ("org_generic", "org_noun", "org_actor", "person_unnamed", "speaker_nouns", "speech_nouns", "place")
    if not proper or len(name) < 3 or suffix_kind(title) or any(title in word_set(words) for words in lists):
        return False
    tags = [m.tag for m in morphs_at(sentence, Span(*match.span("title")))]
    return bool(tags) and set(tags) <= {"NNG", "XSN", "XPN", "NNP", "SL"} and book.is_body(match.group("org"))


_MEMBERS = ("시의원", "도의원", "군의원", "구의원")  # with the place before them one word: 은성시의원


def _is_framed(document: Document, sentence: Sentence, match: re.Match[str], at: Span, base: Found) -> bool:
    """Whether a name alone can stand at *at*: a clause begins there, an organisation and a title with a topic's
    particle follow (or the title of who sits for a town), and somebody is quoted."""
    member = base.title.endswith(_MEMBERS) or (base.title == "의원" and base.org.endswith(("시", "도", "군", "구")))
    if not member and (base.rule != "person.name_org_title" or not base.org):
        return False
    text = document.text
    if not _TOPIC.match(text, match.end()) or not _SAYS.search(text, match.end(), sentence.span.end):
        return False
    before = [m for m in sentence.morphs if m.start < at.start]
    turns = len(before) == 1 and before[0].form in _TURNS
    return not before or turns or before[-1].tag[0] in "JS" or before[-1].tag in ("EC", "MAG", "MAJ")


def _is_half(match: re.Match[str], name: str, book: OrgBook) -> bool:
    """Whether what seems a name and an organisation is one foreign name: 브룩 하르트 사령관, 하라다 유키(原田有紀) 지사."""
    other = group(match, "org")[0]
    words_ = other.split(" ")
    if len(words_) >= 2 and foreignness(name) >= 0.3 and foreignness(words_[0]) >= 0.3:
        return not book.has(words_[0]) and not suffix_kind(words_[0])  # 아네트 볼프스부르거 헤르첼 부사장
    if len(words_) >= 2 and words_[1] in word_set("place"):
        foreign = group(match, "title")[0] in _HEADS or foreignness(words_[0]) >= 0.3
        return foreign and not book.has(words_[0]) and not suffix_kind(words_[0])  # 안야르 벨리니 태국 총리
    word = other.partition("(")[0]
    if not other or " " in other or book.has(word) or suffix_kind(word):
        return False
    return bool(_HANJA.search(other)) or (foreignness(name) >= 0.5 and foreignness(word) >= 0.5)


def _is_compound(sentence: Sentence, at: Span, title: str) -> bool:
    """Whether the words at *at* are a common noun and what is made of it: 피해자 구제책, 감독 경질설."""
    morphs = morphs_at(sentence, at)
    if not morphs or morphs[0].tag != "NNG" or morphs[0].oov or len(morphs[0].form) < 2:
        return False
    return title in word_set("person_unnamed") or is_common_tail(morphs[-1])


def _ends_in_josa(sentence: Sentence, at: Span) -> bool:
    morphs = morphs_at(sentence, at)
    return bool(morphs) and morphs[-1].tag[0] == "J"


def title_before(document: Document, start: int) -> str:
    """The title that stands bare before a masked name: 용인시장 정모(66)씨; "" where none does."""
    word = _WORD_BEFORE.search(document.text, max(0, start - 16), start)
    if not word:
        return ""
    job = word.group(1)
    if job == _PRIEST:
        return ""
    if job in word_set("titles") or job in word_set("titles_before") - word_set("person_unnamed"):
        return job
    return next((s for s in _long_first() if job.endswith(s) and len(job) > len(s)), "")


@cache
def _long_first() -> tuple[str, ...]:
    return tuple(sorted(word_set("title_suffixes"), key=lambda suffix: (-len(suffix), suffix)))


def _several(
    document: Document, sentence: Sentence, match: re.Match[str], base: Found, book: OrgBook
) -> Iterator[Found]:
    """나도윤·진해솔 의원: each name by itself, the title theirs in common."""
    joined, at = group(match, "names")
    if not at:
        return
    offset = at.start
    people = []
    for name in _SEPARATOR.split(joined):
        offset = document.text.index(name, offset)
        here = Span(offset, offset + len(name))
        if not is_korean_name(name, morphs_at(sentence, here)) or book.has(name):
            return
        people.append((name, here))
        offset = here.end
    for number, (name, here) in enumerate(people):
        span = Span(here.start, base.span.end) if number == len(people) - 1 else here
        yield replace(base, span=span, name=name, family=family_of(name))


def _with_left_org(document: Document, sentence: Sentence, one: Found, at: Span, book: OrgBook) -> Found:
    """*one*, with the organisation that stands bare before the name, if it has none and one does."""
    if one.org or not one.title or at.start != one.span.start:
        return one
    left = book.org_before(document, sentence, at.start)
    if left is None:
        return one
    org, span = left
    return replace(one, org=org, org_span=span, span=Span(span.start, one.span.end))
