"""Whether what became of a plan lies where the plan was put, and whether it tells of that time."""

import re

from sitegen.link.agree import heads_meet
from sitegen.link.deed import classes_of, stem_of
from sitegen.link.mention import Mention, overlap
from sitegen.model.facts import Event, Time

SLACK = 20  # days by which a plan may be early or late and still be that plan
LATE = 120  # days by which the very same deed may come late
_HAD_BEEN = re.compile(r"려(?:고|던|다|\s)|던$|던\s|기로\s?한|기로\s?했던|예정이던")


def speaks_of_its_time(plan: Mention, result: Mention) -> bool:
    """Whether the sentence of *result* names the time of the plan: 2027년 12월이던 개원 시기도 늦췄다."""
    when = plan.event.when
    return (
        when is not None
        and when.latest is not None
        and any(isinstance(fact, Time) and fact.when.latest == when.latest for fact in result.beside)
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
            and fact.when.value == when.value
            and _HAD_BEEN.search(fact.surface)
        ):
            same = classes_of(stem_of(fact.predicate)) & plan.kinds
            thing = plan.theme and fact.theme and heads_meet(plan.theme[-1], fact.theme[-1])
            return bool(same or thing)
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
