"""What a clause is about: the words by which reports of one thing are known across articles."""

from collections.abc import Callable, Sequence

from sitegen.extract.event.clause import Clauses, Kind, Predicate
from sitegen.extract.event.phrases import NounPhrase
from sitegen.model.text import Span
from sitegen.rules.rule import word_set

_OBJECT = frozenset({("을",), ("를",), ("도",), ("까지",), ("만",)})
_GOAL = frozenset({("에",), ("에게",), ("으로",), ("로",)})
# Nouns that carry a clause and say nothing of their own: 개막할 예정인, 연기하는 방안을.
_BEARERS = frozenset(
    {
        "규모",
        "어치",
        "예정",
        "계획",
        "방침",
        "방안",
        "것",
        "방향",
        "뜻",
        "입장",
        "전망",
        "가능성",
        "바",
        "때",
        "뒤",
        "후",
    }
)
_BASES = frozenset(
    {"기반", "중심", "대상", "바탕", "계기", "목표", "주제", "근거", "조건", "이유", "전제", "상대", "토대"}
)
_IS_HELD = frozenset({"열리", "치러지"})
_ARE_HELD = frozenset({"치르", "개최", "거행", "실시"})
BOUND = frozenset(
    {"지", "때", "뒤", "후", "직후", "데", "바", "적", "채"}
)  # 한 지 사흘 만에, 할 때, 한 데 이어, 한 바 있다
# Of nouns, suffixes and signs those that are in no word: figures, verbs' suffixes, punctuation.
_AFTER = frozenset({"뒤", "후", "이후", "직후"})
_NO_WORDS = frozenset({"SN", "NR", "NNB", "SW", "XSV", "XSA", "SP", "SO", "SF", "SE"})


def theme_of(
    clauses: Clauses,
    phrases: Sequence[NounPhrase],
    predicate: Predicate,
    floor: int,
    skipped: Sequence[Span],
    acts: Callable[[NounPhrase], bool],
) -> tuple[str, ...]:
    """The words of what is acted on, or of what it happens to, its head last; () where no noun says it.

    *floor* is the first token of the clause; *skipped* are the words of its times and figures; *acts* tells whether a
    phrase names who does it.
    """
    phrase = _theme(clauses, phrases, predicate, floor, acts)
    if phrase is None or (phrase.josa not in _OBJECT and acts(phrase)):
        return ()
    last = phrase.last
    if phrase.first >= predicate.last:  # 지난 16일 일어난 이 사고의 사망자: the accident happened, not the dead
        last = next((n for n in range(phrase.first, last) if clauses.tokens[n].tag == "JKG"), last)
    return words_in(clauses, phrase.first, last, skipped)


def words_in(
    clauses: Clauses, first: int, last: int, skipped: Sequence[Span], bearers: bool = False
) -> tuple[str, ...]:
    """The nouns among the tokens [first, last), each 어절 one: 기업결합, 감들천, 제방; with 계획, 방안 if *bearers*."""
    found: list[str] = []
    words: dict[int, list[str]] = {}
    for token in clauses.tokens[first:last]:
        tag = token.tag
        if token.form in _AFTER and token.start > clauses.tokens[first].start:
            words.clear()  # 완공 뒤 520명을 채용한다: when, and not what
            continue
        if (tag[0] not in "NXS" and tag != "MM") or tag in _NO_WORDS:
            continue
        start = token.start
        for span in skipped:
            if span.start <= start < span.end:
                break
        else:
            words.setdefault(token.word, []).append(token.form)
    for forms in words.values():
        word = "".join(forms)
        if (len(word) > 1 and (bearers or word not in _BEARERS)) or word in word_set("theme_single"):
            found.append(word)
    return tuple(found)


def _theme(
    clauses: Clauses,
    phrases: Sequence[NounPhrase],
    predicate: Predicate,
    floor: int,
    acts: Callable[[NounPhrase], bool],
) -> NounPhrase | None:
    before = [p for p in phrases if floor <= p.first and p.after <= predicate.first]
    # Behind the last verb that stands before the predicate, and that may have taken what stands before it.
    taken = max(
        [p.first for p in clauses.predicates if p.last <= predicate.first and p.kind is not Kind.NOMINAL], default=-1
    )
    direct = [p for p in before if p.after > taken]
    objects = [
        p
        for p in before
        if p.josa in _OBJECT
        and not _is_bearer(p)
        and not _is_basis(phrases, p)
        and not _is_done_with(clauses, p, predicate)
    ]
    if objects and objects[-1] in direct:
        return objects[-1]
    carried = [p for p in direct if p.josa in _OBJECT and _is_bearer(p)]
    if carried and not _is_described(clauses, carried[-1]):
        return carried[-1]  # 이전 계획을 내놨다, 입장을 내겠다: not the object of another verb before
    head = next((p for p in phrases if p.first >= predicate.last and not _is_bearer(p)), None)
    bound = is_before_bound_noun(clauses, predicate)
    if (
        predicate.kind is Kind.ADNOMINAL
        and not bound
        and head is not None
        and not _verb_after(clauses, predicate, head)
    ):
        # 제방이 무너진 마을: the bank; 도 의원이 발의한 요구안: what he moved.
        subject = next((p for p in reversed(before) if p.is_subject), None)
        if subject is not None and acts(subject) and is_gathering(clauses, predicate):
            return head
        return subject if subject is not None and _is_alone(clauses, predicate) else head
    goals = [p for p in direct if p.josa in _GOAL]
    if goals and clauses.tokens[predicate.first].form in word_set("goal_verbs"):
        return goals[-1]
    if not _is_alone(clauses, predicate):
        # Who does it is not what it is about; a topic may stand for the object: 청약은 17일 실시한다.
        topics = [p for p in before if p.is_topic]
        if topics and objects and topics[-1].first >= objects[-1].after and not acts(topics[-1]):
            return topics[-1]  # 도로를 낸 단지는 내년에 넓힌다: not the object of a verb before
        near = objects or [p for p in direct if p.is_subject] or topics
        return near[-1] if near else None
    subject = next((p for p in reversed(direct) if p.is_subject), None)
    return subject or next((p for p in reversed(before) if p.is_topic), objects[-1] if objects else None)


def _is_basis(phrases: Sequence[NounPhrase], phrase: NounPhrase) -> bool:
    """Whether a phrase in 를 is what something else rests on or aims at: 석유를 기반으로, 시민을 대상으로."""
    after = next((p for p in phrases if p.first == phrase.after), None)
    return after is not None and after.word in _BASES and after.josa[:1] in (("로",), ("으로",))


def _is_done_with(clauses: Clauses, phrase: NounPhrase, predicate: Predicate) -> bool:
    """Whether a verb in 고 right behind the object has taken it: 협약을 체결하고 12월 착공할."""
    verb = next((p for p in clauses.predicates if p.first == phrase.after), None)
    if verb is None or verb is predicate or verb.last > predicate.first:
        return False
    deed = any(token.tag == "XSV" for token in clauses.tokens[verb.first : verb.last])
    return deed and clauses.tokens[verb.last - 1].tagged == "고/EC"


def _is_described(clauses: Clauses, phrase: NounPhrase) -> bool:
    """Whether a clause stands right before a noun and describes it: 새로 짓는 계획; not 검토한 뒤 입장."""
    before = any(p.kind is Kind.ADNOMINAL and p.last == phrase.first for p in clauses.predicates)
    return before and clauses.tokens[phrase.first].form not in BOUND


def is_before_bound_noun(clauses: Clauses, predicate: Predicate) -> bool:
    """Whether a clause stands before a noun that it does not describe: 구속된 뒤, 공시한 지."""
    following = clauses.tokens[predicate.last] if predicate.last < len(clauses.tokens) else None
    return following is not None and following.form in BOUND


def is_gathering(clauses: Clauses, predicate: Predicate) -> bool:
    """Whether a clause before a noun tells that it was held, as only gatherings and votes are: 22일 치러진 선거."""
    words = clauses.tokens[predicate.first : predicate.last]
    held = words[0].form in _IS_HELD or (
        words[0].form in _ARE_HELD and any(t.tagged in ("되/XSV", "지/VX") for t in words)
    )
    return predicate.kind is Kind.ADNOMINAL and held and not is_before_bound_noun(clauses, predicate)


def _is_alone(clauses: Clauses, predicate: Predicate) -> bool:
    """Whether a predicate needs no object: 무너지다, 개최되다."""
    words = clauses.tokens[predicate.first : predicate.last]
    return any(t.tagged in ("되/XSV", "지/VX", "당하/XSV") or t.form in word_set("alone_verbs") for t in words) or not (
        any(t.tagged in ("하/XSV", "시키/XSV") for t in words) or words[0].form in word_set("object_verbs")
    )


def _is_bearer(phrase: NounPhrase) -> bool:
    return phrase.word in _BEARERS


def _verb_after(clauses: Clauses, predicate: Predicate, head: NounPhrase) -> bool:
    """Whether a predicate that is no mere 예정인 stands between a clause and the noun behind it."""
    return any(
        predicate.last <= other.first and other.last <= head.first
        and clauses.tokens[other.first].form not in _BEARERS
        for other in clauses.predicates
    )  # fmt: skip
