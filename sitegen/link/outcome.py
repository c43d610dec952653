"""Plans and what became of them: fulfilled, postponed or dropped."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sitegen.link.deed import noun_class
from sitegen.link.ending import MEETINGS, deed_of
from sitegen.link.fit import Fit, fit_of, may_fit
from sitegen.link.mention import Mention
from sitegen.link.promise import promised
from sitegen.link.related import Related
from sitegen.link.window import Phase
from sitegen.link.wording import likeness
from sitegen.model.facts import ArticleFacts, Event, Status
from sitegen.model.site import Relation, RelationType
from sitegen.rules.rule import word_set

_BEARERS = frozenset({"목표", "계획", "예정", "방침", "구상", "목표다"})  # what is planned, the clause before them says
_FIXES = frozenset({"잡다", "정하다", "예정하다", "예고하다", "계획하다"})
_COSTS = frozenset({"들다", "소요되다"})
_REPRINT = 0.8  # two sentences so much alike are one agency's
Group = Sequence[Mention]


@dataclass(slots=True)
class _Results:
    """What an article tells as done, by what it may share with a plan."""

    read: ArticleFacts
    by_key: dict[str, list[Group]] = field(default_factory=dict)


def outcomes_of(groups: Sequence[Group], related: Related) -> Iterator[Relation]:
    """One relation a plan: from the mention that told it first to the first mention of what became of it.

    What became of it is looked for in *related* articles."""
    results: dict[str, _Results] = {}  # by article
    for group in groups:
        if group[0].phase is Phase.PAST and not group[0].said:
            by_key = results.setdefault(group[0].article, _Results(group[0].read)).by_key
            for key in set().union(*map(_result_keys, group)):
                by_key.setdefault(key, []).append(group)
    later: dict[str, list[tuple[dict[str, list[Group]], bool]]] = {}  # what is told near an article, and not before it
    found: dict[tuple[str, int, str], Relation] = {}
    leading: list[tuple[Mention, Mention, Relation]] = []
    uttered = [(plan,) for plan in promised([mention for group in groups for mention in group[:1]])]
    for group in (*groups, *uttered):
        plan = group[0]
        is_plan = plan.phase is Phase.PLAN and plan.event.predicate not in _BEARERS
        if not is_plan or _only_fixes(plan) or _is_figure(plan):
            continue
        if plan.event.is_minor and not _only_leads(plan) and not _is_borne(plan):
            continue
        if plan.article not in later:
            later[plan.article] = [
                (told.by_key, related.closely(plan.article, article))
                for article in related.near(plan.article)
                if (told := results.get(article)) is not None and _may_tell_outcome(plan.read, told.read)
            ]
        near: list[tuple[Group, bool]] = []
        keys = _plan_keys(plan)
        for by_key, closely in later[plan.article]:
            # Sets meet at once: to ask for key by key takes longer than all that follows.
            shared: set[Group] = set().union(*[by_key[key] for key in keys & by_key.keys()])
            near += [(other, closely) for other in shared]
        for result, fit in _became(plan, near):
            relation = Relation(RelationType.OUTCOME, plan.ref, result.ref, fit.reason)
            if _only_leads(plan):
                leading.append((plan, result, relation))
            else:
                for mention in group:
                    found[mention.article, mention.event.evidence.sentence, result.article] = relation
                yield relation
    for plan, result, relation in leading:
        # 헬기를 띄워 수색을 시작할 계획: the way to a plan is told with the plan itself.
        if (plan.article, plan.event.evidence.sentence, result.article) not in found and not result.event.is_minor:
            yield relation


def _is_figure(plan: Mention) -> bool:
    """Whether it is only expected how much something will cost: the bill is no deed, and figures are followed as such."""
    return plan.event.certainty.status is Status.EXPECTED and plan.event.predicate in _COSTS


def _only_leads(plan: Mention) -> bool:
    """Whether a clause is only the way to what is planned: 헬기를 띄워 수색을 시작할 계획이다."""
    return plan.event.embedded == "joined" and not plan.event.surface.rstrip(" ,").endswith(("고", "며", "면서"))


def _only_fixes(plan: Mention) -> bool:
    """Whether a clause tells no deed, but on which day one was to be: 17일로 잡았던 집회."""
    return plan.event.embedded == "adnominal" and plan.event.predicate in _FIXES


def _is_borne(plan: Mention) -> bool:
    """Whether what the sentence itself says is only that this is planned: 2026년 9월 준공하는 것이 목표다."""
    return any(isinstance(fact, Event) and not fact.embedded and fact.predicate in _BEARERS for fact in plan.beside)


def _became(plan: Mention, results: Iterable[tuple[Group, bool]]) -> Iterator[tuple[Mention, Fit]]:
    """What became of *plan*: of all that fits, the first told; of those told in one article, the best.

    Of a plan that was put off, also what fulfilled it in the end.
    """
    fitting = []
    for group, closely in results:
        first = group[0]
        likely = [mention for mention in group if may_fit(plan, mention)]
        if not likely or not all(_is_told_later(plan, mention) for mention in group):
            continue
        fits = [fit for mention in likely if (fit := fit_of(plan, mention, closely))]
        if fits:
            fit = max(fits, key=lambda one: one.score)
            fitting.append((first.read.article.published, -fit.score, first.order, first, fit))
    fitting.sort(key=lambda one: one[:3])
    if fitting:
        *_, end, fit = fitting[0]
        yield end, fit
        if "연기" in end.kinds:
            yield from next(
                (((one, fit),) for *_, one, fit in fitting if one.article != end.article and fit.is_deed), ()
            )


def _may_tell_outcome(ours: ArticleFacts, theirs: ArticleFacts) -> bool:
    """Whether an article is another than *ours*, which tells of a plan, and no older."""
    if ours.article.id == theirs.article.id or ours.article.published is None or theirs.article.published is None:
        return False
    return theirs.article.published >= ours.article.published


def _is_told_later(plan: Mention, result: Mention) -> bool:
    """Whether the result is told in a later article, and lies not before the plan was told."""
    published = plan.read.article.published
    if published is None or not _may_tell_outcome(plan.read, result.read):
        return False
    if plan.event.surface == result.event.surface and likeness(plan.letters, result.letters) > _REPRINT:
        return False  # the plan itself, printed again
    if result.is_not_so and not result.is_told and _failed_before(result, published):
        return False
    since = result.first if result.is_span else result.last
    return not (result.is_told and since is not None and since < published)


def _failed_before(result: Mention, published: date) -> bool:
    """Whether the clause that leads to a failure has a day, and that lay before *published*: 27일 설명회를 마련했으나 열지
    못했다."""
    led = [
        fact.when.latest
        for fact in result.beside
        if isinstance(fact, Event)
        and fact.embedded == "joined"
        and fact.when is not None
        and fact.evidence.span.end <= result.event.evidence.span.start
    ]
    return bool(led) and all(day is not None and day < published for day in led)


def _plan_keys(plan: Mention) -> set[str]:
    return {*plan.actors, *plan.theme, *plan.nouns, *plan.people, deed_of(plan), *_kin(plan)}


def _result_keys(result: Mention) -> set[str]:
    meetings = [noun_class(noun) for noun in result.nouns if noun.endswith(MEETINGS)]
    return {*result.actors, *result.theme, *result.nouns, *result.people, *_kin(result), *meetings}


def _kin(mention: Mention) -> Iterator[str]:
    """What a thing may be called elsewhere, too: 축제 for 물빛축제."""
    yield from map(noun_class, mention.theme)
    yield from ["=" + kind for kind in mention.deeds if kind not in word_set("kind_general")]
    if mention.theme:
        yield "~" + mention.theme[-1][-2:]
