"""Who acts: the subject of a predicate, its partner, and the topic that runs on where a clause has no subject."""

import re
from functools import cache

from sitegen.extract.event.clause import Clauses, Kind, Predicate
from sitegen.extract.event.phrases import NounPhrase
from sitegen.extract.names import Names
from sitegen.model.text import Span
from sitegen.rules.rule import expand, word_list, word_set

_PARTNER = (("와",), ("과",), ("와", "의"), ("과", "의"))
_DIVISION = re.compile(
    r"(?:제|민사|형사|행정|특별|가사|회생|파산|공공|반부패|강력|금융|조세|여성|공정거래|마약|합의|항소|중대|수사|조사|단독|\d)*\d*부|전원합의체|\d부"
)
_RULINGS = frozenset({"승인", "허가", "인가", "불허", "부과", "기소"})
AUTHORITY = re.compile(
    r"(?:위원회|[가-힣]위|[가-힣\d]부|[가-힣]처|[가-힣]청|법원|[가-힣]법|검찰|[가-힣]검|[가-힣][시군])$"
)
_SAME_ONE = re.compile(r"(?:고|고서|면서|으면서)/EC 도/JX|(?:고도|고서도|면서도|으면서도)/EC")
_EACH = frozenset({"모두", "각각", "함께", "등", "들", "서로"})
# After these a clause has ended: what stands before is no subject of what follows.
_WHILE = frozenset(
    {"가운데", "뒤", "후", "때", "동안", "사이", "상황", "데", "채", "만큼", "탓", "덕분", "전", "직후", "끝", "중"}
)


# Nouns that only say when or how the clause before them is meant.
SPELLS = _WHILE | {"반면", "대신", "것", "이상", "즉시", "다음", "이후", "바"}
# After these the same one goes on where no other subject follows: A가 X한 뒤 Y했다.
_GOES_ON = frozenset({"뒤", "후", "채", "끝", "직후"})


@cache
def _together() -> re.Pattern[str]:
    return re.compile(
        "(?:함께|같이|나란히)/MAG|공동/NNG 으로/JKB|(?:손잡/VV|손/NNG 을/JKO (?:맞)?잡/VV|힘/NNG 을/JKO (?:합치|모으)/VV"
        "|(?:협력|제휴|합작|협업|공조)/NNG 하/XSV) (?:고|어)/EC"
    )


@cache
def _reciprocal() -> re.Pattern[str]:
    return re.compile(expand("^(?:[^ ]+/(?:XPN|NNG|MAG) )*<reciprocal>", {}))


def named(names: Names, clauses: Clauses, phrase: NounPhrase) -> tuple[str, ...]:
    """The canonical actors that a phrase's head names; () for 관계자, 주가 and whatever is nobody's name."""
    unnamed = clauses.tokens[phrase.last - 1].form in word_set("speech_unnamed")
    if unnamed and not any(m.kind == "person" for m in names.mentions_in(phrase.span)):
        return ()  # 시장 is the market, 진 시장 a mayor
    end = phrase.last
    while end - 1 > phrase.first and clauses.tokens[end - 1].form in _EACH:
        end -= 1
    if end - 1 > phrase.first and clauses.tokens[end - 1].form == "측" and _is_body(names, clauses, end - 2):
        end -= 1
    if clauses.tokens[end - 1].tag == "JKG":
        return ()
    span = _after_genitive(clauses, phrase, end)
    end = _before_division(clauses, phrase, end)
    last = clauses.tokens[end - 1]
    mentions = names.mentions_in(span)
    if not any(mention.span.start <= last.start < mention.span.end for mention in mentions):
        return ()
    actors = names.actors_in(span) or tuple(
        name for m in mentions if m.span.start <= last.start < m.span.end for name in m.names if end < phrase.last
    )
    joined = any(token.form in ("·", ",", "및") for token in clauses.tokens[phrase.first : phrase.last])
    group = any(m.span in span and len(m.names) > 1 for m in mentions)
    return actors if joined or group else actors[-1:]


def _is_body(names: Names, clauses: Clauses, at: int) -> bool:
    """Whether the token *at* ends the name of an organisation: what its side does, it does."""
    end = clauses.tokens[at].end
    return any(m.kind == "org" and m.span.end == end for m in names.mentions_in(clauses.span(at, at + 1)))


def _before_division(clauses: Clauses, phrase: NounPhrase, end: int) -> int:
    """The token after a court's or a prosecution's own name: 서울고법 | 형사7부, 서울중앙지검 | 반부패수사2부."""
    words = clauses.tokens[phrase.first : end]
    first = next((n for n, t in enumerate(words) if n and t.word != words[n - 1].word), 0)
    division = "".join(token.form for token in words[first:])
    return phrase.first + first if first and _DIVISION.fullmatch(division) else end


def subject_of(
    clauses: Clauses,
    phrases: tuple[NounPhrase, ...],
    predicate: Predicate,
    floor: int = 0,
    reported: bool = False,
    by_media: bool = False,
) -> tuple[NounPhrase, ...]:
    """The phrases that are the subject of *predicate*, its own 이/가 before its topic; () where none is written.

    *floor* is the first token that may belong to its clause. *reported* tells that the topic may be who says so,
    *by_media* that it is: the press reports of others.
    """
    before = [p for p in phrases if floor <= p.first and p.after <= predicate.first]
    topics = [p for p in before if p.is_topic]
    own = [p for p in before if p.is_subject and _reaches(clauses, p, predicate, bool(topics), tuple(before))]
    if reported and topics and not own:
        least = 1 if by_media else 2
        own = [
            p for p in before
            if p.is_subject and p.first > topics[0].first
            and (_far(clauses, phrases, p, predicate, least) or _goes_on(clauses, p, predicate))
        ]  # fmt: skip
    if own and not (topics and own[-1].first < topics[0].first):
        lasts = [own[-1]]
        # A가 X에, B가 Y에 각각 발탁됐다: gapped, both are.
        for phrase in reversed(own[:-1]):
            if not _verb_between(clauses, phrase.after, lasts[0].first) and clauses.tokens[phrase.after].form == ",":
                lasts.insert(0, phrase)
        return tuple(lasts)
    if topics:
        if _are_gapped(clauses, topics):
            return tuple(topics)
        return (topics[-1],) if _is_contrast(clauses, topics) else (topics[0],)
    return _other_subject(clauses, before, predicate)


def _other_subject(clauses: Clauses, before: list[NounPhrase], predicate: Predicate) -> tuple[NounPhrase, ...]:
    """A subject without 은/는 and without 이/가 of its own: A도, 양측 모두, a body with 에서도; else the first 이/가."""
    first = next((p for p in before if not p.is_spell), None)
    if first is not None and first.josa in (("도",), ("측", "도"), ("마저",), ("까지도",)):
        return (first,)
    # What is so, and not done, goes on with no doer: 시가 발표한 112만명보다 8만명 적다.
    is_state = any(t.tag in ("VCP", "VA") for t in clauses.tokens[predicate.first : predicate.last])
    subjects = [p for p in before if p.is_subject and not _cut_off(clauses, p, predicate)]
    if subjects and not is_state:
        return (subjects[0],)
    return ()


def unmarked_subject(
    names: Names, clauses: Clauses, phrases: tuple[NounPhrase, ...], predicate: Predicate, floor: int = 0
) -> tuple[str, ...]:
    """The actors of a clause whose subject wears no 이/가: 양측 모두 …, a body with 에서도."""
    before = [p for p in phrases if floor <= p.first and p.after <= predicate.first]
    if before and not before[0].josa:
        following = clauses.tokens[before[0].after].form if before[0].after < len(clauses.tokens) else ""
        if before[0].word in _EACH or following in _EACH:
            return named(names, clauses, before[0])
    bodies = [p for p in before if p.josa in (("에서", "도"), ("에서", "는"))]
    last = bodies[-1] if bodies else None
    if last is None or not _reaches(clauses, last, predicate):
        return ()
    orgs = {name for m in names.mentions_in(last.span) if m.kind == "org" for name in m.names}
    return tuple(name for name in named(names, clauses, last) if name in orgs)


def _far(
    clauses: Clauses, phrases: tuple[NounPhrase, ...], phrase: NounPhrase, predicate: Predicate, least: int
) -> bool:
    """Whether an 이/가 that a clause before a noun stands behind is the subject of what is reported all the same.

    Between it and that clause's verb stand at least *least* phrases: A가 B 지분을 C에 사들이는 협상을 벌인다.
    """
    verb = next((p for p in clauses.predicates if p.first >= phrase.after), None)
    if clauses.tokens[predicate.first].form in _RULINGS and not AUTHORITY.search(phrase.word):
        topic = next((p for p in phrases if p.is_topic), phrase)
        if AUTHORITY.search(topic.word):
            return False  # 공정위는 A가 B를 취득하는 기업결합을 승인했다고 밝혔다: it rules on what others do
    if verb is None or verb.last > predicate.first or _cut_off(clauses, phrase, predicate):
        return False
    return sum(p.first >= phrase.after and p.after <= verb.first for p in phrases) >= least


def _goes_on(clauses: Clauses, phrase: NounPhrase, predicate: Predicate) -> bool:
    """Whether the subject of a conjunct is that of what is reported behind it: A는 B가 알고도 늦게 신고했다고 봤다."""
    between = [p for p in clauses.predicates if phrase.after <= p.first and p.last <= predicate.first]
    return bool(between) and all(
        p.kind is Kind.JOINED and _SAME_ONE.match(clauses.words(p.last - 1, p.last + 1)) for p in between
    )


def with_joined(
    clauses: Clauses, phrases: tuple[NounPhrase, ...], subjects: tuple[NounPhrase, ...]
) -> tuple[NounPhrase, ...]:
    """*subjects* with the phrases that 와, 과 join to them: A와 B는."""
    found: list[NounPhrase] = []
    for subject in subjects:
        at = phrases.index(subject)
        chain = [subject]
        while at > 0 and _joins(phrases[at - 1], chain[0]):
            at -= 1
            chain.insert(0, phrases[at])
        found += chain
    return tuple(dict.fromkeys(found))


def _joins(left: NounPhrase, right: NounPhrase) -> bool:
    """Whether *left* and *right* are one list: A와 B; A, B."""
    if left.josa in (("와",), ("과",)):
        return left.after == right.first
    return not left.josa and left.comma and left.after + 1 == right.first


def partners_of(
    names: Names, clauses: Clauses, phrases: tuple[NounPhrase, ...], predicate: Predicate, floor: int = 0
) -> tuple[str, ...]:
    """The actors that a reciprocal predicate is done with: B of A가 B와 맺었다."""
    words = clauses.words(predicate.first, predicate.last)
    if not _reciprocal().search(words):
        return ()
    near = [
        p for p in phrases
        if p.josa in _PARTNER and not _opens_topic(phrases, p) and floor <= p.first and p.after <= predicate.first
        and not _cut_off(clauses, p, predicate) and not _shared_before(clauses, p, predicate)
    ]  # fmt: skip
    return tuple(name for p in with_joined(clauses, phrases, tuple(near[-1:])) for name in named(names, clauses, p))


def _shared_before(clauses: Clauses, phrase: NounPhrase, predicate: Predicate) -> bool:
    """Whether a verb between a partner and *predicate* is itself done with somebody: B와 맺은 계약을 공개했다."""
    return any(
        phrase.after <= p.first and p.last <= predicate.first and _reciprocal().search(clauses.words(p.first, p.last))
        for p in clauses.predicates
    )


def allies_of(
    names: Names, clauses: Clauses, phrases: tuple[NounPhrase, ...], predicate: Predicate, floor: int = 0
) -> tuple[str, ...]:
    """The actors that a predicate is done together with: B of A가 B와 손잡고 …, A가 B와 함께 …."""
    subjects = [p.first for p in phrases if (p.is_subject or p.is_topic) and p.after <= predicate.first]
    near = [
        p for p in phrases
        if p.josa in (("와",), ("과",)) and floor <= p.first and p.after < predicate.first and not p.comma
        and p.first > max(subjects, default=-1)  # A는 B와 공조해 잡았고, C는 풀려났다
        and _together().match(clauses.words(p.after, predicate.first))
    ]  # fmt: skip
    if not near or any(
        p.kind is Kind.ADNOMINAL
        and near[-1].after <= p.first
        and p.last <= predicate.first
        and not _is_light(clauses, p)
        for p in clauses.predicates[:1]
    ):
        return ()
    return named(names, clauses, near[-1])


def _opens_topic(phrases: tuple[NounPhrase, ...], phrase: NounPhrase) -> bool:
    """Whether 와 joins a phrase to the topic right after it: 한빛전자와 오션테크는 …"""
    return any(p.first == phrase.after and p.is_topic for p in phrases)


def circle_of(phrases: tuple[NounPhrase, ...]) -> NounPhrase | None:
    """The circle that says so in 업계에서는, 증권가에서는."""
    for phrase in phrases:
        if phrase.josa[:1] in (("에서",), ("에선",), ("서",)) and phrase.word.endswith(word_list("speech_circle")):
            return phrase
    return None


def _reaches(
    clauses: Clauses,
    phrase: NounPhrase,
    predicate: Predicate,
    has_topic: bool = False,
    phrases: tuple[NounPhrase, ...] = (),
) -> bool:
    """Whether no predicate that takes the subject for itself stands between it and *predicate*.

    A clause before a noun that has a subject of its own among *phrases* takes none: A가 B가 하는 식당에서 결제했다고.
    """
    for other in clauses.predicates:
        if phrase.after <= other.first and other.last <= predicate.first:
            if other.kind is Kind.ADNOMINAL and not _is_light(clauses, other):
                if any(p.is_subject and phrase.after <= p.first and p.after <= other.first for p in phrases):
                    continue
                return False
            if other.kind is Kind.JOINED and has_topic and not _is_light(clauses, other):
                return False  # the conjunct's own: A는 B가 X하면서 Y했다
            if other.kind is Kind.JOINED and any(t.tag == "EP" for t in clauses.tokens[other.first : other.last]):
                return False
            if other.kind in (Kind.FINAL, Kind.REPORTED):
                return False
    if clauses.tokens[phrase.after - 1].form == "의":
        return True
    return not _small_clause(clauses, phrase, predicate)


def _small_clause(clauses: Clauses, phrase: NounPhrase, predicate: Predicate) -> bool:
    """Whether the subject belongs to a noun with 으로 and a comma: 협약이 대표적으로, …"""
    words = clauses.words(phrase.after, predicate.first)
    return bool(re.match(r"(?:[^ ]+/(?:NNG|NNB|XSN|SN|NR|SW|MAG) )+(?:으로|로)/JKB ,/SP", words))


def _cut_off(clauses: Clauses, phrase: NounPhrase, predicate: Predicate) -> bool:
    """Whether the clause of a subject ends before *predicate*: 빅테크가 늘리는 가운데, …"""
    for other in clauses.predicates:
        if phrase.after <= other.first and other.last <= predicate.first:
            after = clauses.tokens[other.last] if other.last < len(clauses.tokens) else None
            if other.kind is Kind.ADNOMINAL and after is not None and after.form in _WHILE - _GOES_ON:
                return True
            if other.kind is Kind.JOINED and any(t.tag == "EP" for t in clauses.tokens[other.first : other.last]):
                return True
            if other.kind is Kind.NOMINAL and (after is None or after.form != "위하"):
                return True
    return _small_clause(clauses, phrase, predicate)


def _is_contrast(clauses: Clauses, topics: list[NounPhrase]) -> bool:
    """Whether a second topic opens a clause of its own: A는 줄었지만 B는 늘었다."""
    return any(
        (other.kind is Kind.JOINED or _ends_in_contrast(clauses, other))
        and topics[0].after <= other.first
        and other.last <= topics[-1].first
        for other in clauses.predicates
    )


def _are_gapped(clauses: Clauses, topics: list[NounPhrase]) -> bool:
    """Whether two topics share one predicate, said once: A는 5% 인상을, B는 2% 인상을 각각 고수했다."""
    if len(topics) != 2:
        return False
    between = clauses.tokens[topics[0].after : topics[1].first]
    verbs = any(
        p.kind is not Kind.ADNOMINAL for p in clauses.predicates if topics[0].after <= p.first < topics[1].first
    )
    comma = max((number for number, token in enumerate(between) if token.form == ","), default=0)
    return not verbs and comma > 0 and between[comma - 1].tag in ("JKO", "JKB")


def _ends_in_contrast(clauses: Clauses, predicate: Predicate) -> bool:
    """Whether a clause before a noun is set against the next one: A는 줄어든 반면 B는 늘었다."""
    after = clauses.tokens[predicate.last].form if predicate.last < len(clauses.tokens) else ""
    return predicate.kind is Kind.ADNOMINAL and after in ("반면", "데", "대신", "가운데", "사이", "동안")


def is_spell(clauses: Clauses, phrase: NounPhrase) -> bool:
    """Whether a phrase opens with a noun that only says when or how its clause is meant: 뒤, 반면, 것."""
    return clauses.tokens[phrase.first].form in SPELLS


def _is_light(clauses: Clauses, predicate: Predicate) -> bool:
    words = clauses.words(predicate.first, predicate.last - 1)
    return words in word_set("stative_light")


def _verb_between(clauses: Clauses, first: int, last: int) -> bool:
    return any(first <= p.first < last for p in clauses.predicates)


def _after_genitive(clauses: Clauses, phrase: NounPhrase, end: int) -> Span:
    """The words of a phrase behind its last 의, up to the token *end*, which no 의 precedes."""
    first = phrase.first
    for index in range(phrase.first, end):
        if clauses.tokens[index].tag == "JKG":
            first = index + 1
    return clauses.span(first, end)
