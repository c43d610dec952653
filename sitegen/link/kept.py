"""Figures of plans, and of what became of them: 26명의 명단을 발표할 계획이다, 27명의 명단을 발표했다."""

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from sitegen.link.agree import heads_meet
from sitegen.link.bond import TO_PEOPLE
from sitegen.link.ending import deed_of
from sitegen.link.measure import is_tally
from sitegen.link.mention import Mention, Told
from sitegen.model.facts import Amount
from sitegen.model.site import FactRef, Relation, RelationType

_NOT_SIZES = frozenset({"%p", "차례", "번", "회", "위", "년", "개월"})
_CLAUSE = 8  # letters before a figure that say that it is only a part
_PART = re.compile(r"(?:가운데|중|먼저|우선|이미|추가로|나머지) (?:약 )?$")
_MORE = re.compile(r"[을를]?\s?(?:추가|더\s|씩|꼴|단위|이상|이하)")
_PARTLY = re.compile(r"[0-9]차로?\s|[0-9]단계|일부|남은|나머지|절반|길이|폭\s|높이|너비")
_HELD = re.compile(r"(?:의|짜리)?\s([가-힣]+?)(?:[을를]|이|가)?(?![가-힣])")
_LED = re.compile(r"([가-힣]+)\s$")
_ROUND = 20  # parts of a figure by one of which an approximate one may differ


def kept_of(
    outcomes: Collection[Relation], known: Collection[Relation], mentions: Mapping[FactRef, Mention]
) -> Iterator[Relation]:
    """From the one figure of a plan to the other one of its unit with which it was carried out.

    A figure has one earlier and one later: what *known* says goes before.
    """
    earlier = {one.earlier for one in known if one.type is RelationType.SERIES}
    later = {one.later for one in known if one.type is RelationType.SERIES}
    for outcome in sorted(outcomes, key=lambda one: (one.later.article, one.later.fact, one.earlier.article)):
        plan, result = mentions.get(outcome.earlier), mentions.get(outcome.later)
        if plan is None or result is None or not _is_carried_out(plan, result):
            continue
        for old in plan.figures:
            new = _only_other(old, plan, result)
            if new is None:
                continue
            one, other = FactRef(plan.article, old.fact), FactRef(result.article, new.fact)
            if one not in earlier and other not in later:
                earlier.add(one)
                later.add(other)
                yield Relation(RelationType.SERIES, one, other, "planned so much, and done so much")


def _is_carried_out(plan: Mention, result: Mention) -> bool:
    """Whether the deed that was planned is done, and to the same thing; people may be charged and heard one by one."""
    kinds = plan.deeds & result.deeds
    if result.is_not_so or result.is_refused or kinds & TO_PEOPLE or (not kinds and deed_of(plan) != deed_of(result)):
        return False
    if not plan.theme or not result.theme:
        return False
    return heads_meet(plan.theme[-1], result.theme[-1])


def _only_other(old: Told, plan: Mention, result: Mention) -> Told | None:
    """The figure of the result that stands for *old*: both are the only ones of their unit, and they differ."""
    if old.unit in _NOT_SIZES or is_tally(old.measure):
        return None
    for mention in (plan, result):
        if sum(1 for told in mention.figures if told.unit == old.unit) != 1:
            return None
    new = next(told for told in result.figures if told.unit == old.unit)
    if not _are_of_one_thing(old, new, plan, result) or _PARTLY.search(plan.sentence + result.sentence):
        return None
    if new.value == old.value or _is_part(new, result) or _is_part(old, plan) or _is_rounded(old, new):
        return None
    return new


def _are_of_one_thing(old: Told, new: Told, plan: Mention, result: Mention) -> bool:
    """Whether both figures have one label, or stand before the very thing that it is done to: 26명의 명단을, 27명의 명단을;
    not 길이 800m의 다리를, 폭 24m의 다리를."""
    ours, theirs = _amount(old, plan), _amount(new, result)
    if ours is None or theirs is None:
        return False
    things = {plan.theme[-1], result.theme[-1]}
    one, other = _labels(ours, plan), _labels(theirs, result)
    if one[0] and other[0] and one[0] != other[0] and not {one[0], other[0]} & things:
        return False  # 선수 26명의 명단을, 심판 12명의 명단을
    return bool(one[0] and one[0] == other[0]) or bool(one[1] and one[1] == other[1] and one[1] in things)


def _labels(amount: Amount, mention: Mention) -> tuple[str, str]:
    """What stands before a figure, and what behind it."""
    text, span = mention.read.article.text, amount.evidence.span
    start = mention.read.sentences[amount.evidence.sentence].start
    before, behind = _LED.search(text, start, span.start), _HELD.match(text, span.end)
    head = amount.of.split()[-1:] or ([before[1]] if before and before[1] in (mention.theme[-1:]) else [""])
    return head[0], behind[1] if behind else ""


def _amount(told: Told, mention: Mention) -> Amount | None:
    found = (fact for fact in mention.beside if fact.id == told.fact)
    return next((fact for fact in found if isinstance(fact, Amount)), None)


def _is_part(told: Told, mention: Mention) -> bool:
    """Whether a figure says itself that it is some of them, or some more: 40명 가운데 12명을, 30대를 추가로."""
    amount = _amount(told, mention)
    if amount is None:
        return True
    text, span = mention.read.article.text, amount.evidence.span
    return bool(_PART.search(text[max(0, span.start - _CLAUSE) : span.start]) or _MORE.match(text, span.end))


def _is_rounded(old: Told, new: Told) -> bool:
    one, other = old.value[0], new.value[0]
    if not (old.approx or new.approx) or not isinstance(one, Decimal) or not isinstance(other, Decimal):
        return False
    return abs(one - other) * _ROUND <= max(abs(one), abs(other))
