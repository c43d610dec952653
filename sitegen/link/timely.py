"""Whether what became of a plan lies where the plan was put, and whether it tells of that time."""

import re
from datetime import date

from sitegen.link.agree import heads_meet
from sitegen.link.deed import classes_of, stem_of
from sitegen.link.mention import Mention, overlap
from sitegen.model.facts import Event, Precision, Time, When

SLACK = 20  # days by which a plan may be early or late and still be that plan
LATE = 120  # days by which the very same deed may come late
_YEAR = re.compile(r"[0-9]{4}년|내년|이듬해|다음\s?해|내후년")
_HAD_BEEN = re.compile(r"려(?:고|던|다|\s)|던$|던\s|기로\s?한|기로\s?했던|예정이던")


def speaks_of_its_time(plan: Mention, result: Mention) -> bool:
    """Whether the sentence of *result* names the time of the plan: 2027년 12월이던 개원 시기도 늦췄다; no other year's."""
    when = plan.event.when
    return (
        when is not None
        and when.latest is not None
        and any(
            isinstance(fact, Time)
            and _is_that_day(fact.when.latest, when.latest)
            and (fact.when.latest == when.latest or not _YEAR.search(fact.surface))
            for fact in result.beside
        )
    )


def _is_that_day(told: date | None, planned: date) -> bool:
    """Whether a time is the one planned. Told without its year when it has passed, it may be read as the next one."""
    return (
        told is not None
        and (told.month, told.day) == (planned.month, planned.day)
        and (told.year - planned.year in (0, 1))
    )


def names_its_day(plan: Mention, result: Mention) -> bool:
    """Whether the sentence of *result* tells the plan itself with its day: 24일로 잡혔던 청문회는 미뤄졌다."""
    when = plan.event.when
    if when is None or not plan.is_told:
        return False
    for fact in result.beside:
        if (
            isinstance(fact, Event)
            and fact.when is not None
            and (fact.when.value == when.value or _holds(fact.when, when))
            and _HAD_BEEN.search(fact.surface)
        ):
            same = classes_of(stem_of(fact.predicate)) & plan.kinds
            thing = plan.theme and fact.theme and heads_meet(plan.theme[-1], fact.theme[-1])
            stem = stem_of(plan.event.predicate)
            deed = fact.theme[-1:] in ((stem,), ("재" + stem,) if plan.is_again else ())  # 6월로 잡았던 착공
            more = fact.when.value != when.value and _tells_more(plan, fact)
            return bool(same or thing or deed) and not more and not _names_another(plan, fact)
    return False


def _holds(month: When, day: When) -> bool:
    """Whether a month named later is that of a day planned: 5월 12일, 지난달로 잡았던."""
    if month.precision is not Precision.MONTH or day.precision is not Precision.DAY:
        return False
    return day.value.startswith(month.value) and "/" not in day.value


def _tells_more(plan: Mention, fact: Event) -> bool:
    """Whether a clause tells its thing by a word that the plan has not: 임금 교섭을 열 예정이다, 열기로 했던 산업안전 교섭."""
    stem = stem_of(plan.event.predicate)
    more = set(fact.theme) - {*plan.theme, stem, "재" + stem}
    return any(not any(heads_meet(word, told) for told in plan.theme) for word in more)


def _names_another(plan: Mention, fact: Event) -> bool:
    """Whether that to which the deed is to be done is told of both, and two things: 연구소 착공, 조선소를 착공할."""
    things = [word for word in fact.theme if word != stem_of(plan.event.predicate)]
    return bool(things and plan.theme) and not any(heads_meet(a, b) for a in things for b in plan.theme)


def _is_another_matter(plan: Mention, fact: Event) -> bool:
    """Whether a clause that tells of a plan speaks of other things than it: 국정감사에 참석하기로 했던, 토론회에 참석할."""
    stem = stem_of(fact.predicate)
    told = {word for word in (*fact.nouns, *fact.theme) if word != stem} - plan.cast - set(plan.event.who)
    return bool(told) and not any(word in plan.read.article.text for word in told)


def had_been_planned(plan: Mention, result: Mention) -> bool:
    """Whether the sentence of *result* tells the plan itself as one that had been made, with no other time than its
    own: 5월에 펴내기로 했던 백서는, 대표를 맡기로 했던 그는."""
    when = plan.event.when
    for fact in result.beside:
        if not isinstance(fact, Event) or not _HAD_BEEN.search(fact.surface) or fact.id == result.event.id:
            continue
        if not classes_of(stem_of(fact.predicate)) & plan.kinds and fact.predicate != plan.event.predicate:
            continue
        if _is_another_matter(plan, fact):
            return False
        if fact.when is None or when is None or when.latest is None or fact.when.latest is None:
            return fact.when is None
        return fact.when.latest.month == when.latest.month and fact.when.latest.year - when.latest.year in (0, 1)
    return False


def ends_before(plan: Mention, result: Mention) -> bool:
    """Whether a plan was ended before its day."""
    return result.last is not None and (plan.last is None or result.last <= plan.last)


def on_its_day(plan: Mention, result: Mention) -> bool:
    """Whether both lie on one very day: also where the plan begins on it (22일부터)."""
    starts = plan.first if plan.is_told and plan.is_span else plan.day
    begun = result.first if result.is_told and result.is_span else result.day
    return starts is not None and begun == starts


def is_timely(plan: Mention, result: Mention) -> bool:
    """Whether the result lies where the plan was put, give or take; a plan without a day is always met in time."""
    return not plan.is_told or overlap(plan, result, slack=SLACK if result.is_told else LATE)
