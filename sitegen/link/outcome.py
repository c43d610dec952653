"""Plans and what became of them: fulfilled, postponed or dropped."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from sitegen.link.agree import (
    actors_shared,
    figures_shared,
    heads_meet,
    meet_in_person,
    name_others,
    nouns_shared,
    theme_shared,
)
from sitegen.link.bond import TO_PEOPLE
from sitegen.link.deed import are_general, classes_of, is_known, is_light, noun_class, stem_of
from sitegen.link.mention import Mention, overlap
from sitegen.link.promise import promised
from sitegen.link.related import Related
from sitegen.link.window import Phase
from sitegen.link.wording import likeness
from sitegen.model.facts import ArticleFacts, Event, Status, Time
from sitegen.model.site import Relation, RelationType
from sitegen.rules.rule import word_set, words

_SLACK = 20  # days by which a plan may be early or late and still be that plan
_ENDS = frozenset({"연기", "취소", "결렬", "부결", "불허"})  # classes of what ends a plan without fulfilling it

_CHANGES = frozenset({"개정", "교환", "연장"})
_HAD_BEEN = re.compile(r"려(?:고|던|다|\s)|던$|던\s|기로\s?한|기로\s?했던|예정이던")
_DELIBERATE = frozenset({"검토", "논의", "협의", "심사", "심의", "확정", "말", "발표"})
_LATE = 120  # days by which the very same deed may come late
_VOTED_DOWN = frozenset({"부결", "불허"})
_RUNS = frozenset({"착수", "종료", "폐막", "재개", "착공"})  # 배송을 끝냈다: the deed is in the object
_CLOSES, _PROLONGS = frozenset({"종료", "폐막"}), frozenset({"연장"})  # 19일 마칠 검사를 22일까지 연장했다
_ANY_PLAN = _RUNS | _PROLONGS | {"체결"}  # may come of a plan of another kind
_BEARERS = frozenset({"목표", "계획", "예정", "방침", "구상", "목표다"})  # what is planned, the clause before them says
_TELLING = 4  # letters of a thing that hardly any other plan is about: 인사청문요청안
_MEETINGS = ("총회", "주총", "회의", "이사회", "회견", "대회", "행사", "공청회", "간담회", "설명회")
_GOT = frozenset({"의결", "수상", "종료"})  # 안전인증을 통과했다, 허가를 얻었다
_WHEN = ("시점", "시기", "일정", "날짜", "기한", "시한", "출시일", "개막일", "종결일", "마감")
_SHOWN = frozenset({"발표", "마련"})
_OFTEN = 2  # events of one article that may be about a thing without its being what the article is about

_REPRINT = 0.8  # two sentences so much alike are one agency's

Group = Sequence[Mention]


@dataclass(frozen=True, slots=True)
class _Fit:
    score: float
    reason: str
    is_deed: bool = False  # whether it is the very deed that was planned


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
        if plan.phase is not Phase.PLAN or plan.event.predicate in _BEARERS:
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
                found[plan.article, plan.event.evidence.sentence, result.article] = relation
                yield relation
    for plan, result, relation in leading:
        # 헬기를 띄워 수색을 시작할 계획: the way to a plan is told with the plan itself.
        if (plan.article, plan.event.evidence.sentence, result.article) not in found and not result.event.is_minor:
            yield relation


def _only_leads(plan: Mention) -> bool:
    """Whether a clause is only the way to what is planned: 헬기를 띄워 수색을 시작할 계획이다."""
    return plan.event.embedded == "joined" and not plan.event.surface.rstrip(" ,").endswith(("고", "며", "면서"))


def _is_borne(plan: Mention) -> bool:
    """Whether what the sentence itself says is only that this is planned: 2026년 9월 준공하는 것이 목표다."""
    return any(isinstance(fact, Event) and not fact.embedded and fact.predicate in _BEARERS for fact in plan.beside)


def _became(plan: Mention, results: Iterable[tuple[Group, bool]]) -> Iterator[tuple[Mention, _Fit]]:
    """What became of *plan*: of all that fits, the first told; of those told in one article, the best.

    Of a plan that was put off, also what fulfilled it in the end.
    """
    fitting = []
    for group, closely in results:
        first = group[0]
        likely = [mention for mention in group if _may_fit(plan, mention)]
        if not likely or not all(_is_told_later(plan, mention) for mention in group):
            continue
        fits = [fit for mention in likely if (fit := _fit(plan, mention, closely))]
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
    since = result.first if result.is_span else result.last
    return not (result.is_told and since is not None and since < published)


def _fit(plan: Mention, result: Mention, closely: bool) -> _Fit | None:
    """Whether *result*, which may be it, is what became of *plan*, and how. *closely*: whether their articles are
    close."""
    actors = actors_shared(plan, result)
    if _is_decided(plan, result) and plan.is_told and result.is_told and overlap(plan, result):
        return _Fit(3.2 + (actors or 0.0), f"what was decided: {result.event.predicate}")
    if actors is None and plan.people & set(result.event.who) and not plan.event.who:
        actors = 1.0  # 대표의 변호인은 항소할 뜻을 밝혔다
    met = plan.kinds & result.kinds & TO_PEOPLE and meet_in_person(plan, result)
    if met:
        actors = actors or None  # 대표를 소환할, 대표는 조사를 받았다
    if actors == 0 or _is_retold(plan, result) or (actors is None and name_others(plan, result)):
        return None
    if plan.people and result.people and not (plan.people | plan.actors) & (result.people | result.actors):
        return None
    theme = theme_shared(plan, result)
    if met:
        theme = max(theme or 0, 1)
    timely, on_day = _is_timely(plan, result), _on_its_day(plan, result)
    if not on_day and "재개" not in plan.kinds and result.is_again and not plan.is_again:
        return None  # 두 번째 합의안
    shared = nouns_shared(plan, result) + figures_shared(plan, result)
    shared += 2 * (_deed(plan) in result.nouns) + (_deed(result) in plan.nouns) + len(_cast_shared(plan, result))
    extra = (
        (0.0 if result.event.is_minor else 0.5)
        + (0.8 if on_day else 0.0)
        + min(theme or 0, 3) * 0.5
        + min(shared, 4) * 0.2
        + (actors or 0.0)
    )
    dropped = is_dropped(result)
    if dropped and plan.event.certainty.status is not Status.EXPECTED:  # what may come is nobody's to put off
        later = result.is_told or plan.read.article.published != result.read.article.published
        if result.is_refused and plan.last is not None and result.last is not None and result.last > plan.last:
            return None  # what is given up lies ahead, and the plan's day had passed
        if later and not result.event.is_minor and _names_its_day(plan, result):
            return _Fit(6.5 + extra, f"ends the plan of that day: {result.event.predicate}")
        if later and _ends(plan, result) and (timely or _ends_before(plan, result)):
            return _Fit(4.5 + extra, f"ends the plan: {result.event.predicate}")
    if result.kinds & _PROLONGS and plan.kinds & _CLOSES and timely and theme:
        return _Fit(4.5 + extra, f"ends the plan: {result.event.predicate}")
    same = _deed(plan) == _deed(result)
    kinds = plan.deeds & result.deeds or frozenset({_deed(plan)} if same and not is_light(_deed(plan)) else ())
    if plan.kinds & _RUNS and result.kinds & _RUNS and not plan.kinds & result.kinds:
        return None  # to begin a thing, and to end it
    vague = len(plan.kinds) > 3 or len(result.kinds) > 3
    if vague and are_general(kinds) and theme == 1 and not heads_meet(plan.theme[-1], result.theme[-1]):
        theme, kinds = 0, frozenset()  # 세부 협력 내용을 내놓을, 협력의 청사진을 내놨다
    if result.event.embedded == "adnominal" and are_general(kinds) and not theme:
        kinds = frozenset()  # 30일 밝힌 규모: anything may be made known
    known = closely and timely and theme != 0 and not are_general(kinds)
    known = known and (bool(theme or actors) or not result.event.is_minor)
    if not dropped and kinds and (known or _is_the_deed(plan, result, actors, theme, shared, timely)):
        return _Fit(4.0 + extra, f"planned and done: {min(kinds)}", is_deed=True)
    if _is_decided(plan, result) and timely and (actors or plan.is_told or on_day):
        return _Fit(3.2 + extra, f"what was decided: {result.event.predicate}")
    ends = _may_end_as(plan.kinds, _head(plan)) & result.kinds
    if plan.kinds & _SHOWN and "체결" in result.kinds and len(set(plan.event.who) & set(result.event.who)) > 1:
        ends |= {"체결"}  # 두 회사는 9월까지 세부 내용을 내놓기로 했다, 9월 27일 계약을 맺었다
    if ends and _is_its_end(plan, result, actors, theme, shared, timely):
        return _Fit(3.0 + extra, f"what came of it: {result.event.predicate}")
    if dropped and not result.kinds & _VOTED_DOWN:
        return None
    runs = result.kinds & _RUNS and _deed(plan) in result.nouns and overlap(plan, result, slack=_LATE)
    if runs and (actors or shared > 3):
        return _Fit(3.5 + extra, f"planned and done: {_deed(plan)}")
    if on_day and (shared > 1 or (theme or 0) > 1 or ((kinds or same) and shared)):
        return _Fit(2.5 + extra, "on the day planned")
    dated = plan.is_told and result.is_told
    is_got = result.kinds & _GOT or len(result.theme[-1] if result.theme else "") > _TELLING
    if timely and theme and dated and is_got and _is_same_thing(plan, result):
        return _Fit(1.5 + extra, "the thing planned, at its time")
    return None


def _may_fit(plan: Mention, result: Mention) -> bool:
    """Whether the two have anything of that for which one may be the outcome of the other: two of three have not, and
    need not be looked at closely. Every way in which `_fit` finds one is here."""
    if plan.is_told and result.is_told:
        return True  # a day in common
    return (
        not plan.deeds.isdisjoint(result.deeds)
        or _deed(plan) == _deed(result)
        or is_dropped(result)
        or not result.kinds.isdisjoint(_ANY_PLAN)
        or not result.kinds.isdisjoint(_may_end_as(plan.kinds, _head(plan)))
        or plan.event.theme[-1:] == ("여부",)
    )


def _head(plan: Mention) -> str:
    return plan.theme[-1] if plan.theme else ""


def _is_the_deed(
    plan: Mention, result: Mention, actors: float | None, theme: int | None, shared: int, timely: bool
) -> bool:
    """Whether a deed of the plan's kind is the very one."""
    if actors == 1.0 and theme is None and timely and not are_general(plan.kinds & result.kinds):
        post = bool(plan.kinds & TO_PEOPLE) and not plan.people and bool(_posts(plan) & _posts(result))
        if post or (not plan.is_told and not plan.theme and overlap(plan, result, slack=_LATE)):
            return True
    if _deed(plan) == _deed(result) and actors == 1.0 and plan.is_told and plan.last == result.day is not None:
        return True  # 17일까지 재공시하겠다고 했다, 17일 재공시했다
    if theme == 0 and not (timely and actors and shared > 0 and _speaks_of(plan, result)):
        return False
    if are_general(plan.deeds & result.deeds) and not theme and shared < 1:
        return False
    if _is_begun(plan, result) and actors == 1.0 and theme is None and shared > 0 and timely:
        return True
    is_other_day = plan.last is not None and result.day is not None and not overlap(plan, result)
    is_theirs = (theme or 0) > (1 if shared > 1 else 2) or (theme and _cast_shared(plan, result))
    if is_other_day and actors is None and not is_theirs:
        return False  # another day, and nobody who says that it is theirs
    if timely and plan.is_told and result.is_told:
        return bool(theme) or bool(actors) or (_on_its_day(plan, result) and shared > 0) or shared > 2
    early = plan.first is not None and result.last is not None and result.last < plan.first
    if not timely and (early or not overlap(plan, result, slack=_LATE)):
        return False
    return bool(theme) and (bool(actors) or shared > 1) and (timely or (theme or 0) > 2 or actors == 1.0)


def _is_begun(plan: Mention, result: Mention) -> bool:
    """Whether a deed without a day of its own is told soon after the day planned: 5일 착수하기로 했다, 들어갔고."""
    if plan.day is None or result.last is None or result.is_told:
        return False
    return (result.last - plan.day).days <= _SLACK


def _cast_shared(plan: Mention, result: Mention) -> frozenset[str]:
    """Whom both clauses speak of, where they act in neither."""
    return plan.nouns & result.nouns & plan.cast & result.cast


def _is_its_end(
    plan: Mention, result: Mention, actors: float | None, theme: int | None, shared: int, timely: bool
) -> bool:
    """Whether what came about in other words is the end of the plan: 심사를 마칠, 승인했다."""
    if theme and (actors or shared > 1):
        return timely or (theme or 0) > 1
    if not plan.is_told:
        return False
    names_it = _deed(plan) in result.nouns or bool(set(plan.theme) & result.nouns)
    direct = bool(set(plan.event.who) & set(result.event.who)) and result.day is not None
    return (timely and direct and not result.kinds & _ENDS) or (bool(actors) and names_it and shared > 1)


def _deed(mention: Mention) -> str:
    return stem_of(mention.event.predicate)


def _speaks_of(plan: Mention, result: Mention) -> bool:
    return bool(set(plan.theme) & result.nouns or set(result.theme) & plan.nouns)


def _is_retold(plan: Mention, result: Mention) -> bool:
    """Whether the result only tells the plan again: 27일로 예정했던, 애초 5월 안에 끝내려던."""
    if not result.event.embedded or result.kinds & _ENDS:
        return False
    return result.event.certainty.status is Status.DROPPED or result.event.surface.endswith("던")


def is_dropped(result: Mention) -> bool:
    """Whether something planned is put off, given up or refused."""
    if result.is_refused:
        return not result.kinds & (_ENDS | _CHANGES)  # 목표를 바꾸지 않기로 했다: the plan stands
    return result.event.certainty.status is Status.DROPPED or bool(result.kinds & _ENDS)


def _ends(plan: Mention, result: Mention) -> bool:
    """Whether *result* puts off or drops what was planned: the deed itself, or the thing it was to be done to."""
    if plan.kinds & result.kinds:
        return result.is_refused or bool(plan.kinds & _ENDS and theme_shared(plan, result))
    deed, thing = stem_of(plan.event.predicate), plan.theme[-1] if plan.theme else ""
    spoken = {deed, deed.removeprefix("재")} & result.nouns
    head = result.theme[-1] if result.theme else ""
    if head and not head.endswith(_WHEN):
        if head == deed or (is_known(head) and classes_of(head) & plan.kinds):
            theirs = actors_shared(plan, result) == 1.0 or not plan.actors.isdisjoint(result.nouns)
            named = thing in result.nouns or any(heads_meet(thing, word) for word in result.theme)
            named = named or (len(plan.theme) > 1 and plan.theme[-2] == result.theme[0])  # 통합법인 ‘새벽생명’
            return (theirs and _speaks_of_its_time(plan, result)) or not thing or named
        if thing and heads_meet(head, thing):
            return True
        # 총회를 열어 안건을 처리할, 총회를 연기했다
        held = head.endswith(_MEETINGS) and any(noun_class(noun) == noun_class(head) for noun in plan.nouns)
        return held and actors_shared(plan, result) == 1.0 and _ends_before(plan, result)
    return bool(spoken) or (bool(thing) and thing in result.nouns and bool(head))


def _speaks_of_its_time(plan: Mention, result: Mention) -> bool:
    """Whether the sentence of *result* names the time of the plan: 2027년 12월이던 개원 시기도 늦췄다."""
    when = plan.event.when
    return (
        when is not None
        and when.latest is not None
        and any(isinstance(fact, Time) and fact.when.latest == when.latest for fact in result.beside)
    )


def _names_its_day(plan: Mention, result: Mention) -> bool:
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


def _posts(mention: Mention) -> frozenset[str]:
    """The posts that a clause speaks of: 새 사령탑을, 새 감독으로."""
    spoken = map(noun_class, (*mention.event.nouns, *mention.event.theme))
    return frozenset(word for word in spoken if word in word_set("posts"))


def _is_decided(plan: Mention, result: Mention) -> bool:
    """Whether *result* does, or does not do, that of which it was to be decided whether: 보석 여부를 결정할."""
    raw = plan.event.theme
    if len(raw) < 2 or raw[-1] != "여부" or result.kinds & _DELIBERATE or result.phase is not Phase.PAST:
        return False
    thing = raw[-2]
    return thing in (*result.nouns, *result.theme, _deed(result)) or bool(
        is_known(thing) and classes_of(thing) & result.kinds
    )


def _ends_before(plan: Mention, result: Mention) -> bool:
    """Whether a plan was ended before its day."""
    return result.last is not None and (plan.last is None or result.last <= plan.last)


def _on_its_day(plan: Mention, result: Mention) -> bool:
    """Whether both lie on one very day: also where the plan begins on it (22일부터)."""
    starts = plan.first if plan.is_told and plan.is_span else plan.day
    begun = result.first if result.is_told and result.is_span else result.day
    return starts is not None and begun == starts


def _is_same_thing(plan: Mention, result: Mention) -> bool:
    """Whether both are done to one thing that their articles do not speak of all the time."""
    if not plan.theme or not result.theme or plan.theme[-1] != result.theme[-1] or len(plan.theme[-1]) < 3:
        return False
    head = plan.theme[-1]
    return all(_uses(mention.read, head) <= _OFTEN for mention in (plan, result))


def _uses(read: ArticleFacts, head: str) -> int:
    return sum(1 for fact in read.facts if isinstance(fact, Event) and not fact.is_minor and fact.theme[-1:] == (head,))


def _is_timely(plan: Mention, result: Mention) -> bool:
    """Whether the result lies where the plan was put, give or take; a plan without a day is always met in time."""
    return not plan.is_told or overlap(plan, result, slack=_SLACK if result.is_told else _LATE)


@cache
def _endings() -> dict[str, frozenset[str]]:
    return {row[0]: frozenset(row[1:]) for row in words("outcome_class")}


@cache
def _may_end_as(kinds: frozenset[str], head: str) -> frozenset[str]:
    """Classes of what a plan of these *kinds* may come to; *head* of what it is about, "" where it does not tell."""
    every = kinds | (classes_of(head) if head else frozenset())
    return frozenset().union(*(_endings().get(kind, frozenset()) for kind in every))


def _plan_keys(plan: Mention) -> set[str]:
    return {*plan.actors, *plan.theme, *plan.nouns, *plan.people, _deed(plan), *_kin(plan)}


def _result_keys(result: Mention) -> set[str]:
    return {*result.actors, *result.theme, *result.nouns, *result.people, *_kin(result)}


def _kin(mention: Mention) -> Iterator[str]:
    """What a thing may be called elsewhere, too: 축제 for 물빛축제."""
    yield from map(noun_class, mention.theme)
    yield from ["=" + kind for kind in mention.deeds if kind not in word_set("kind_general")]
    if mention.theme:
        yield "~" + mention.theme[-1][-2:]
