"""Deeds that a sentence tells in passing: 선고하고, 압수수색한 지, 연기할 때. No line is theirs, but other articles may tell
of them, and so they are known again."""

from collections.abc import Collection, Iterator

from sitegen.extract.event.clause import Clauses, Kind, Predicate
from sitegen.extract.event.theme import is_before_bound_noun
from sitegen.rules.rule import word_set

# Endings that go on from a deed; 면, 려면, 도록, 게 lead to one that is not done.
_GOING_ON = frozenset(
    {
        "고",
        "며",
        "면서",
        "어",
        "아",
        "어서",
        "아서",
        "자",
        "으나",
        "나",
        "지만",
        "는데",
        "ᆫ데",
        "은데",
        "다가",
        "고서",
        "고도",
        "으며",
        "으면서",
    }
)
_DONE = frozenset({"은", "ᆫ", "던"})
_PERFECTED = frozenset({"지", "내", "놓", "버리"})  # 넘겨지다, 찾아내다
_NO_DEED = frozenset({"VA", "XSA", "VCP", "VCN"})


def minor_parts(clauses: Clauses, main: Predicate, own: Collection[Predicate], end: int) -> Iterator[Predicate]:
    """The predicates before the token *end* that tell a deed, other than *main* and those with a day of their *own*."""
    for predicate in clauses.predicates:
        if predicate is main or predicate in own or predicate.last > end:
            continue
        words = clauses.tokens[predicate.first : predicate.last]
        if any(token.tag in _NO_DEED for token in words) or words[0].form in word_set("minor_not"):
            continue
        if predicate.kind is Kind.ADNOMINAL:
            told = is_before_bound_noun(clauses, predicate) or _tells_what_was_done(clauses, predicate)
        else:
            told = predicate.kind is Kind.JOINED and words[-1].form in _GOING_ON and not clauses.is_negated(predicate)
        if told:
            yield predicate


def _tells_what_was_done(clauses: Clauses, predicate: Predicate) -> bool:
    """Whether a clause before a noun tells a deed done before: 맺은 계약, 재판에 넘겨진 대표; not 맺는, 맺을."""
    words = clauses.tokens[predicate.first : predicate.last]
    return (
        words[-1].form in _DONE
        and words[0].form not in word_set("attribute_verbs")
        and not clauses.is_negated(predicate)
        and not _is_said_not_to_be(clauses, predicate)
        and all(token.form in _PERFECTED for token in words if token.tag == "VX")
    )


def _is_said_not_to_be(clauses: Clauses, predicate: Predicate) -> bool:
    """Whether the sentence denies what the clause tells: 규모 전체를 밝힌 것은 아니다."""
    after = clauses.tokens[predicate.last : predicate.last + 3]
    return bool(after) and after[0].form in ("것", "거") and any(token.tag == "VCN" for token in after)
