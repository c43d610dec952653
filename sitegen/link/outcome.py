"""Plans and what became of them: fulfilled, postponed or dropped."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sitegen.link.mention import Mention, Phase, classes_of, stem_of
from sitegen.link.same import actors_shared, heads_meet, overlap, theme_shared
from sitegen.model.facts import Status
from sitegen.model.site import Relation, RelationType
from sitegen.rules.rule import words

_SLACK = 20  # days by which a plan may be early or late and still be that plan
_ENDS = frozenset({"연기", "취소", "결렬", "부결", "불허"})  # classes of what ends a plan without fulfilling it

Group = Sequence[Mention]


@dataclass(frozen=True, slots=True)
class _Fit:
    score: float
    reason: str


def outcomes_of(groups: Sequence[Group]) -> Iterator[Relation]:
    """One relation a plan: from the mention that told it first to the first mention of what became of it."""
    results: defaultdict[tuple[str, str], list[Group]] = defaultdict(list)
    for group in groups:
        if group[0].phase is Phase.PAST and not group[0].said:
            for key in {key for mention in group for key in _result_keys(mention)}:
                results[key].append(group)
    for group in groups:
        plan = group[0]
        if plan.phase is not Phase.PLAN:
            continue
        found: dict[int, Group] = {}
        for key in _plan_keys(plan):
            for other in results.get(key, ()):
                found.setdefault(id(other), other)
        best = _best(plan, found.values())
        if best is not None:
            result, fit = best
            yield Relation(RelationType.OUTCOME, plan.ref, result.ref, fit.reason)


def _best(plan: Mention, results: Iterable[Group]) -> tuple[Mention, _Fit] | None:
    """What became of *plan*: of all that fits, the first told; of those told in one article, the best."""
    fitting = []
    for group in results:
        first = group[0]
        fit = max((fit for fit in (_fit(plan, mention) for mention in group) if fit), key=lambda f: f.score, default=None)
        if fit is not None and _is_told_later(plan, first):
            fitting.append((first.read.article.published, -fit.score, first.order, first, fit))
    if not fitting:
        return None
    fitting.sort(key=lambda one: one[:3])  # type: ignore[arg-type, return-value]
    return fitting[0][3], fitting[0][4]


def _is_told_later(plan: Mention, result: Mention) -> bool:
    """Whether the result is told in a later article, and lies not before the plan was told."""
    ours, theirs = plan.read.article, result.read.article
    if ours.id == theirs.id or ours.published is None or theirs.published is None or theirs.published < ours.published:
        return False
    return not (result.is_told and result.last is not None and result.last < ours.published)


def _fit(plan: Mention, result: Mention) -> _Fit | None:
    """Whether *result* is what became of *plan*, and how."""
    actors, theme = actors_shared(plan, result), theme_shared(plan, result)
    if actors == 0:
        return None
    timely = _is_timely(plan, result)
    shared = len(plan.nouns & result.nouns)
    if _ends(plan, result):
        if not timely and plan.is_told and result.is_told and not _ends_before(plan, result):
            return None
        return _Fit(3.0 + shared * 0.2 + (actors or 0.0), f"ends the plan: {result.event.predicate}")
    if plan.kinds & result.kinds and not _is_dropped(result):
        about = bool(theme) or (theme is None and (actors or 0.0) > 0 and shared > 0)
        if theme == 0 or not about:
            return None
        if not timely and (theme or 0) < 2:
            return None
        if actors is None and shared < 2 and (theme or 0) < 2:
            return None
        kind = min(plan.kinds & result.kinds)
        return _Fit(4.0 + (theme or 0) * 0.5 + shared * 0.2 + (actors or 0.0), f"planned and done: {kind}")
    if timely and plan.is_told and _may_end_as(plan) & result.kinds and (actors or theme):
        if theme or shared or plan.theme == () or _names_the_deed(plan, result) or (actors == 1.0):
            return _Fit(2.0 + (theme or 0) * 0.5 + shared * 0.2, f"what came of it: {result.event.predicate}")
    return None


def _is_dropped(result: Mention) -> bool:
    return result.event.certainty.status is Status.DROPPED or bool(result.kinds & _ENDS)


def _ends(plan: Mention, result: Mention) -> bool:
    """Whether *result* puts off or drops what was planned: the deed itself, or the thing it was to be done to."""
    if not _is_dropped(result) or plan.kinds & result.kinds & _ENDS:
        return False
    planned = {*plan.theme, stem_of(plan.event.predicate)}
    return any(heads_meet(word, other) for word in result.theme for other in planned if len(other) > 1)


def _ends_before(plan: Mention, result: Mention) -> bool:
    """Whether a plan was ended before its day."""
    return result.last is not None and (plan.last is None or result.last <= plan.last)


def _is_timely(plan: Mention, result: Mention) -> bool:
    """Whether the result lies where the plan was put, give or take; a plan without a day is always met in time."""
    return not plan.is_told or not result.is_told or overlap(plan, result, slack=_SLACK)


def _names_the_deed(plan: Mention, result: Mention) -> bool:
    return stem_of(plan.event.predicate) in result.nouns


@cache
def _endings() -> dict[str, frozenset[str]]:
    return {row[0]: frozenset(row[1:]) for row in words("outcome_class")}


def _may_end_as(plan: Mention) -> frozenset[str]:
    """Classes of what a plan of this kind may come to."""
    kinds = plan.kinds | (classes_of(plan.theme[-1]) if plan.theme else frozenset())
    return frozenset().union(*(_endings().get(kind, frozenset()) for kind in kinds))


def _plan_keys(plan: Mention) -> Iterator[tuple[str, str]]:
    anchors = {*plan.actors, *plan.theme, *plan.nouns}
    for anchor in sorted(anchors):
        for kind in sorted(plan.kinds | _may_end_as(plan)):
            yield (kind, anchor)
    for word in sorted({*plan.theme, stem_of(plan.event.predicate)}):
        yield ("", word)


def _result_keys(result: Mention) -> Iterator[tuple[str, str]]:
    for anchor in {*result.actors, *result.theme, *result.nouns}:
        for kind in result.kinds:
            yield (kind, anchor)
    if _is_dropped(result):
        for word in {*result.theme, *result.nouns}:
            yield ("", word)


