"""Mentions without a name: 두 회사, 노사, 회사, 시는, 그는, 이 관계자, 정부. Each is resolved to what was named
before it, or, where that is not one alone, left out."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from functools import cache

from sitegen.extract.names.book import OrgBook
from sitegen.extract.names.hint import words_of
from sitegen.extract.names.lexicon import END, morphs_at
from sitegen.extract.names.mention import Mention
from sitegen.extract.names.pairs import NO_COMPANY, REPORTS, SUBJECT, two
from sitegen.extract.names.told import Story
from sitegen.model.text import Document, Span
from sitegen.rules.rule import Rule, word_set

# Patterns for a mention at the beginning of a word.
_COLLECTIVE = "<org_collective>" + END
_WORKERS = "(?:노사)(?:는|가|의|도|를|에|와|간|)(?![가-힣])"
_COMPANY = r"(?:이 |해당 )?(?:회사|사측(?=도|이|은))" + END
_UNION = "노조" + END
_PART = r"(?P<part><org_part>)(?= ?측?(?:은|는|에 따르면)(?![가-힣]))"
_SELF = r"본인(?=은 (?:[^ “\"”]+ ){0,3}[“\"])"  # 본인은 “…”라고 했다
_BODY = r"(?P<suffix>시|도|군|구)(?=(?:는|가|도|은|이|의|와|과|에 따르면)(?![가-힣]))"
_BARE = (
    r"(?P<body>협회|공사|공단|재단|조합|연맹|병원|박물관|미술관|대학|은행|거래소|학회|위원회|대책위|구단|학교|연구원|연구소|의회)"
    r"(?=(?:은|는|이|가|도|와|과|측은|측이|에 따르면|에 의하면)(?![가-힣]))"
)
_HE = r"그(?:녀)?(?=(?:는|가|의|도|에게|를)(?![가-힣]))"
_THIS_SOURCE = r"(?:이|그) (?P<noun>관계자|당국자|소식통|고위관계자)" + END
_SOURCE = re.compile(
    r"(?<![가-힣A-Za-z0-9&·])(?:[가-힣A-Za-z0-9&·]+ ){1,3}(?P<noun>관계자|당국자|소식통|고위관계자)" + END
)
_ACTOR = "<org_actor>" + END
_COUNTRY = r"(?:한국|북한|<org_country>)(?=(?:은|는|이|가|과|와)(?![가-힣]))"
_CITY = r"(?P<city><org_city>)(?=(?:\([^()\n]{1,20}\))?(?:은|는|이|가|을|를|와|과|도|에|의|전에서)(?![가-힣]))"
_UNION_NAME = re.compile(r"(?P<company>.+?)(?: (?:통합|직원|새))? ?(?:노동조합|노조)$")
_TRADES = ("전국", "한국", "민주", "공공", "금속", "건설", "보건", "화물", "학교비정규직")  # unions of many firms
_BODY_ENDS = r"(?:공사|공단|공업|그룹|주식회사|교통공사|재단|병원|대학교)"
_PARTED = re.compile("나와|떠나|떠난|1인 기획사|둥지|옮겼|옮긴|이적")  # of somebody and his agency
_OFTEN = 4  # times that the firm of an article has been named before another, just named, is not 회사
_TRADE = re.compile(
    r"(?:해원|선원|승무원|조종사|기관사|운전기사|사무직|생산직|연구직|판매직|배달)$"
)  # whose union it is
_INSTANCE = re.compile(r"(?<![가-힣0-9])(?:[1-3]심|항소심|상고심|파기환송심)$")
_Read = Callable[[Story, re.Match[str]], None]


def roles_of(
    document: Document, book: OrgBook, mentions: Sequence[Mention], employers: Mapping[str, str]
) -> tuple[Mention, ...]:
    """*mentions* and the nameless ones that can be resolved, in text order, none overlapping."""
    if not document.sentences:
        return tuple(mentions)
    story = Story(document, book, employers)
    for mention in mentions:
        if not any(mention.span.overlaps(other.span) for other in story.mentions[-2:]):
            story.mentions.append(mention)
    text = document.text
    done: dict[Rule, int] = {}
    for start in words_of(text, Span(0, len(text))):
        for rule, read in _by_letter().get(text[start], ()):
            match = rule.pattern.match(text, start) if start >= done.get(rule, 0) else None
            if match:
                done[rule] = match.end()
                read(story, match)
    return tuple(story.mentions)


@cache
def _by_letter() -> dict[str, list[tuple[Rule, _Read]]]:
    """The nameless mentions and who reads them, by the letters that they can begin with: few words begin with one."""
    readers: tuple[tuple[str, _Read], ...] = (
        (_CITY, _team),
        (_BODY, _city_hall),
        (_UNION, _union),
        (_ACTOR, _actor),
        (_THIS_SOURCE, _this_source),
        (_WORKERS, _workers),
        (_COMPANY, _company),
        (_PART, _part),
        (_SELF, _self),
        (_BARE, _bare_body),
        (_COUNTRY, _country),
        (_HE, _he),
        (_COLLECTIVE, two),
    )
    found: dict[str, list[tuple[Rule, _Read]]] = {}
    for pattern, read in readers:
        rule = Rule("", "", "", pattern)
        for letter in rule.letters.first or ():
            found.setdefault(letter, []).append((rule, read))
    return found


def _team(story: Story, match: re.Match[str]) -> None:
    """여수는, in an article of one team of 여수, is that team."""
    team = story.book.team_of(match.group("city"))
    if team:
        story.add(Span(*match.span()), (team,), "org")


def _city_hall(story: Story, match: re.Match[str]) -> None:
    """시는 is the one city named so far, or of several the one of the sentence before."""
    suffix = match.group("suffix")
    here = story.sentence(match.start())
    halls = [
        (story.sentence(m.span.start), name)
        for m in story.before(match.start())
        for name in m.names
        if m.kind == "org" and name.endswith(suffix) and story.book.kind(name) == "city"
    ]
    for chosen in ({name for _, name in halls}, {name for index, name in halls if index in (here - 1, here)}):
        if len(chosen) == 1:
            story.add(Span(*match.span()), (chosen.pop(),), "org")
            return


def _unions(book: OrgBook) -> list[tuple[str, str]]:
    """(company, union) for every union of a company that the article names."""
    found = {}
    for name in book.names.values():
        match = _UNION_NAME.fullmatch(name)
        if match and len(match.group("company")) > 1 and not match.group("company").startswith(_TRADES):
            found[name] = match.group("company")
    return sorted((company, union) for union, company in found.items())


def _meant_by_union(book: OrgBook) -> list[tuple[str, str]]:
    """(company, union) for the unions that 노조 alone can mean: another that has a short name of its own (통합노조) is
    called by that."""
    unions = _unions(book)
    own = {full for short, full in book.names.items() if re.fullmatch(r"[가-힣]{2,4}노조", short) and short != full}
    return unions if len(unions) == 1 else [one for one in unions if one[1] not in own]


def _meant(story: Story, offset: int) -> tuple[str, str] | None:
    """The (company, union) that 노조 means at *offset*: the one union of the article; of several the one told of twice as
    often as any other so far, or, where none is yet, the one that it is told of first."""
    unions = {union: company for company, union in _unions(story.book)}
    sure = _meant_by_union(story.book)
    if len(unions) == 1 or (len(sure) == 1 and not _has_firm_of_none(story.book, sure[0][0])):
        return sure[0]
    told = [name for m in story.before(offset) for name in m.names if name in unions]
    told = told or [name for m in story.mentions for name in m.names if name in unions][:1]
    (first, often), *others = Counter(told).most_common(2) or [("", 0)]
    # One told of in passing, once, takes nothing from the other; of two that both do things the last one may be meant.
    clear = not others or often >= 4 * others[0][1] or (often >= 2 * others[0][1] and told[-1] == first)
    return (unions[first], first) if first and clear else None


def _has_firm_of_none(book: OrgBook, company: str) -> bool:
    """Whether what stands before 노조 is no firm that the article names: a trade's union, 부산항운노조."""
    return company not in book.names and company not in book.names.values()


def _union(story: Story, match: re.Match[str]) -> None:
    meant = _meant(story, match.start())
    if meant and not _is_modified(story.document, match.start()):
        story.add(Span(*match.span()), (meant[1],), "org")


def _workers(story: Story, match: re.Match[str]) -> None:
    """노사 is the company and its union; nobody where that is not sure of both."""
    meant = None if _is_modified(story.document, match.start()) else _meant(story, match.start())
    employer = _employer(story, *meant) if meant else ""
    if meant and employer:
        story.add(Span(match.start(), match.start() + 2), (employer, meant[1]), "group")


def _employer(story: Story, company: str, union: str) -> str:
    """The full name of a *union*'s *company*, which the union's own name cuts short: 서해철도공사 of 서해철도노동조합; of a
    union that names its trade (한바다해원노조), the one firm that shares its beginning. "" where that is none."""
    book = story.book
    longer = {name for name in book.names.values() if re.fullmatch(re.escape(company) + _BODY_ENDS, name)}
    if len(longer) == 1:
        return longer.pop()
    if not _has_firm_of_none(book, company):
        return book.canonical(company)
    stem = _TRADE.sub("", company)
    firms = {
        name
        for name in book.names.values()
        if name != union and book.kind(name) not in NO_COMPANY and stem != company and name.startswith(stem)
    }
    return firms.pop() if len(firms) == 1 and len(stem) > 1 else ""


def _actor(story: Story, match: re.Match[str]) -> None:
    """A body without a name stands as written, 베트남 정부 with its country."""
    span = Span(*match.span())
    before = story.document.text[max(0, span.start - 12) : span.start].rstrip()
    instance = _INSTANCE.search(before)
    if instance and match.group() == "재판부":
        span = Span(span.start - len(instance.group()) - 1, span.end)
        story.add(span, (f"{instance.group()} 재판부",), "org")
        return
    country = re.search(r"(?<![가-힣])[가-힣A-Z]+$", before)
    name = match.group()
    if country and name == "당국" and country.group() in word_set("org_authority"):
        span = Span(span.start - len(country.group()) - 1, span.end)
        story.add(span, (f"{country.group()} {name}",), "org")
        return
    if country and country.group() in word_set("place") and name in ("정부", "법원", "검찰", "의회", "당국", "경찰"):
        span = Span(span.start - len(country.group()) - 1, span.end)
        name = f"{country.group()} {name}"
    story.add(span, (name,), "org")


def _this_source(story: Story, match: re.Match[str]) -> None:
    """이 관계자 is the last source so called."""
    noun = match.group("noun")
    last = ""
    for found in _SOURCE.finditer(story.document.text, 0, match.start()):
        if found.group("noun") == noun and not re.match(r"(?:이|그) ", found.group()):
            last = found.group()
    from sitegen.extract.names.mention import own_words

    if last:
        story.add(Span(*match.span()), (own_words(last),), "source")


def _company(story: Story, match: re.Match[str]) -> None:
    """회사 is the company of the union's article, else the one just named, else the one the article is about."""
    if _is_modified(story.document, match.start()) and not match.group().startswith(("이 ", "해당 ")):
        return
    employers = {company for company, _ in _unions(story.book)}
    if len(employers) == 1:
        story.add(Span(*match.span()), (story.book.canonical(employers.pop()),), "org")
        return
    if "사측" in match.group():
        return
    here = story.sentence(match.start())
    if match.group().startswith(("이 ", "해당 ")):
        near_by = [
            m for m in story.before(match.start())
            if m.kind == "org" and len(m.names) == 1 and 0 <= here - story.sentence(m.span.start) <= 1
            and story.book.kind(m.names[0]) not in NO_COMPANY and m.names[0] not in word_set("org_actor")
            and not (story.sentence(m.span.start) == here and REPORTS.search(story.document.text, match.end()))
        ]  # fmt: skip
        if near_by:
            story.add(Span(*match.span()), near_by[-1].names, "org")
            return
    companies = [
        (story.sentence(m.span.start), name)
        for m in story.before(match.start())
        for name in m.names
        if m.kind == "org" and story.book.kind(name) not in NO_COMPANY and name not in word_set("org_actor")
    ]
    near = {name for index, name in companies if index in (here - 1, here)}
    ranked = Counter(name for _, name in companies).most_common(2)
    main = ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]) else ""
    if len(near) == 1 and (main in near or not main or ranked[0][1] < _OFTEN):
        story.add(Span(*match.span()), (near.pop(),), "org")
    elif main and (not near or _is_its_article(story, main, ranked[0][1], near)):
        story.add(Span(*match.span()), (main,), "org")


def _part(story: Story, match: re.Match[str]) -> None:
    """소속사 is the one body that the article has called so (소속사 가람엔터테인먼트), where no other firm has come since:
    it may have taken the part."""
    if _is_modified(story.document, match.start()):
        return
    text, part = story.document.text, re.escape(match.group("part"))
    introduced = re.compile(rf"(?<!전 )(?<!옛 )(?<!원 )(?<!당시 )(?<!기존 )(?<![가-힣A-Za-z0-9]){part}(?:인)? [‘']?$")
    firms = [
        m for m in story.before(match.start())
        if m.kind == "org" and len(m.names) == 1 and story.book.kind(m.names[0]) not in NO_COMPANY
        and not m.names[0].startswith("법무법인")
    ]  # fmt: skip
    called = [m for m in firms if introduced.search(text, max(0, m.span.start - 16), m.span.start)]
    beside = text.startswith(("’ ", "” ", "' ", '" '), max(0, match.start() - 2)) or any(
        m.span.end == match.start() - 1 for m in story.before(match.start())
    )
    if beside or not called or re.search(rf"(?:새|다른|전|옛|원|당시|기존|이전|신임) {part}", text):
        return
    if _PARTED.search(story.document.sentence_at(called[0].span.start).span.of(text)):
        return
    known = {m.names for m in firms if m.span.start <= called[0].span.start}
    if {m.names for m in called} == {called[0].names} and {m.names for m in firms} <= known:
        story.add(Span(*match.span("part")), called[0].names, "org")


def _self(story: Story, match: re.Match[str]) -> None:
    """본인 is the one person who is the topic of the same sentence: 홍 의장은 …고 알려졌으나 본인은 …."""
    if _is_modified(story.document, match.start()):
        return  # 비서 본인은
    here = story.sentence(match.start())
    people = [m for m in story.before(match.start()) if story.sentence(m.span.start) == here and m.kind == "person"]
    topics = {m.names for m in people if SUBJECT.match(story.document.text[m.span.end : m.span.end + 20])}
    if len(topics) == 1 and len({m.names for m in people}) == 1:
        story.add(Span(*match.span()), topics.pop(), "person")


def _is_its_article(story: Story, main: str, often: int, near: Set[str]) -> bool:
    """Whether an article is so much of its *main* firm that another, named once right before 회사, is not meant."""
    text = story.document.text
    return (
        often >= 2 * _OFTEN - 2 and main in story.document.article.title and all(text.count(one) == 1 for one in near)
    )


def _country(story: Story, match: re.Match[str]) -> None:
    """A country that acts: 한국이 협상을 시작했다."""
    story.add(Span(*match.span()), (match.group(),), "country")


def _bare_body(story: Story, match: re.Match[str]) -> None:
    """협회 is the one body named before that ends so, or the one that the article names far more often."""
    if _is_modified(story.document, match.start()):
        return
    noun = match.group("body")
    named = Counter(
        name
        for m in story.before(match.start())
        for name in m.names
        if m.kind == "org" and name != noun and name.endswith(noun)
    ).most_common(2)
    if named and (len(named) == 1 or named[0][1] >= 2 * named[1][1]):
        story.add(Span(*match.span("body")), (named[0][0],), "org")


def _is_modified(document: Document, offset: int) -> bool:
    """Whether the word at *offset* belongs to the one before it: 건설 회사, 잘나가던 회사."""
    sentence = document.sentence_at(offset)
    before = morphs_at(sentence, Span(max(sentence.span.start, offset - 2), offset)) if offset else []
    return (
        bool(before)
        and before[-1].end <= offset
        and before[-1].tag in ("NNG", "NNP", "ETM", "JKG", "XSN", "SL", "SN", "NNB", "MM")
    )


def _he(story: Story, match: re.Match[str]) -> None:
    """그 is the person spoken of last, where the sentence before speaks of one alone or makes one its subject."""
    here = morphs_at(story.document.sentence_at(match.start()), Span(*match.span()))
    if here and here[0].tag == "MM":
        return
    people = [m for m in story.before(match.start()) if m.kind == "person" and len(m.names) == 1]
    if not people:
        return
    last = story.sentence(people[-1].span.start)
    if story.sentence(match.start()) - last > 1 and _is_passing(people):
        return
    near = [m for m in people if story.sentence(m.span.start) == last]
    subjects = [m for m in near if SUBJECT.match(story.document.text[m.span.end : m.span.end + 20])]
    chosen = subjects if subjects else near
    if len({m.names for m in chosen}) == 1:
        story.add(Span(*match.span()), chosen[-1].names, "person")


def _is_passing(people: Sequence[Mention]) -> bool:
    """Whether who was spoken of last is named once, and another of *people* ever so often: 그 may be that one."""
    often = Counter(m.names for m in people)
    (_, most), *_ = often.most_common(1)
    return often[people[-1].names] == 1 and most > 2
