"""Whether an event is what became of a plan: its deed, its end, or that it was put off or dropped."""

import re
from dataclasses import dataclass
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
from sitegen.link.apart import look_alike_only
from sitegen.link.bond import TO_PEOPLE
from sitegen.link.deed import are_general, classes_of, is_known, is_light, noun_class
from sitegen.link.ending import ENDS, GOES, LEAVES, MEETINGS, deed_of, ends_plan, is_dropped, is_never_done, is_retold
from sitegen.link.matters import (
    are_of_two_things,
    are_two_gatherings,
    is_of_another_place,
    is_same_thing,
    is_the_vote,
    of_two_matters,
    posts,
    sells_another,
    speaks_of,
)
from sitegen.link.mention import Mention, overlap
from sitegen.link.timely import LATE, SLACK, ends_before, is_timely, names_its_day, on_its_day
from sitegen.link.window import Phase
from sitegen.model.facts import Basis, Status
from sitegen.rules.rule import words

_ACTING = re.compile(r"(?:직무\s?대[리행]|권한\s?대행)(?:으)?로 ")  # 직무대리로 임명됐다
_OPENS = frozenset({"개장", "개막", "준공", "출범"})  # what is opened opens
_AGAIN = frozenset({"재개"})
_DELIBERATE = frozenset({"검토", "논의", "협의", "심사", "심의", "확정", "말", "발표"})
_VOTED_DOWN = frozenset({"부결", "불허"})
_RUNS = frozenset({"착수", "종료", "폐막", "재개", "착공"})  # 배송을 끝냈다: the deed is in the object
_CLOSES, _PROLONGS = frozenset({"종료", "폐막"}), frozenset({"연장"})  # 19일 마칠 검사를 22일까지 연장했다
_ANY_PLAN = _RUNS | _PROLONGS | {"체결", LEAVES, GOES}  # may come of a plan of another kind
_TELLING = 4  # letters of a thing that hardly any other plan is about: 인사청문요청안
_HELD = frozenset({"개막", "소집", "회동", "공판"})
_GOT = frozenset({"의결", "수상", "종료"})  # 안전인증을 통과했다, 허가를 얻었다
_SHOWN = frozenset({"발표", "마련"})
_SAYS_NOTHING = frozenset({"이런", "해당", "같은"})
_FOUND = re.compile(r"원인|결과|때문에|탓에|탓으로|비롯")
_LATE_OR_EARLY = re.compile(
    r"(?:예정|계획|당초|애초|목표)(?:했던 것)?보다 (?:[가-힣0-9]+ ){0,2}(?:늦|이르|일찍|빨리|앞당|앞서)"
)
_WEEK, _FEW = 7, 3  # days


@dataclass(frozen=True, slots=True)
class Fit:
    score: float
    reason: str
    is_deed: bool = False  # whether it is the very deed that was planned


@dataclass(frozen=True, slots=True)
class _Pair:
    """A plan and what may be its outcome, with what they have in common."""

    plan: Mention
    result: Mention
    closely: bool
    actors: float | None
    theme: int | None
    shared: int  # nouns and figures
    timely: bool
    on_day: bool

    @property
    def dropped(self) -> bool:
        return is_dropped(self.result)

    def fit(self, score: float, reason: str, *, is_deed: bool = False) -> Fit:
        """A fit of so much by its sort, and more by what the two share."""
        extra = (
            (0.0 if self.result.event.is_minor else 0.2 if self.result.event.embedded == "adnominal" else 0.5)
            + (0.8 if self.on_day else 0.0)
            + min(self.theme or 0, 3) * 0.5
            + min(self.shared, 4) * 0.2
            + (self.actors or 0.0)
        )
        return Fit(score + extra, reason, is_deed)


def fit_of(plan: Mention, result: Mention, closely: bool) -> Fit | None:
    """Whether *result*, which may be it, is what became of *plan*, and how. *closely*: whether their articles are
    close."""
    actors = actors_shared(plan, result)
    if _is_decided(plan, result) and plan.is_told and result.is_told and overlap(plan, result):
        return Fit(3.2 + (actors or 0.0), f"what was decided: {result.event.predicate}")
    if _is_others_claim(plan, result) or (_ACTING.search(result.sentence) and not _ACTING.search(plan.sentence)):
        return None  # 총장을 뽑을, 학장이 직무대리로 임명됐다
    pair = _pair_of(plan, result, closely, actors)
    if pair is None or _is_given_up_later(pair) or _are_of_two(plan, result):
        return None
    ended = _ended(pair)
    if ended is not None or (plan.kinds & _RUNS and result.kinds & _RUNS and not plan.kinds & result.kinds):
        return ended  # to begin a thing, and to end it, are two deeds
    return _done(pair)


def _are_of_two(plan: Mention, result: Mention) -> bool:
    held = bool(plan.theme) and plan.theme[-1].endswith(MEETINGS) and of_two_matters(plan, result)
    things = are_of_two_things(plan, result) or sells_another(plan, result) or are_two_gatherings(plan, result)
    things = things or is_of_another_place(plan, result)
    return (
        held
        or things
        or _is_of_others(plan, result)
        or look_alike_only(plan, result, plan.kinds & result.kinds, is_plan=True)
    )


def _is_of_others(plan: Mention, result: Mention) -> bool:
    """Whether somebody is to come, and others than he are heard, who have no name: 대표는 출석할, 임원 2명을 불러."""
    if "소환" not in plan.kinds & result.kinds or not plan.voices or result.people or not result.event.theme:
        return False
    return result.event.theme[-1] not in plan.sentence and plan.voices.isdisjoint((*result.event.who, *result.nouns))


def _pair_of(plan: Mention, result: Mention, closely: bool, actors: float | None) -> _Pair | None:
    """The two beside each other; None where others act, or other people are spoken of."""
    if actors is None and plan.people & set(result.event.who) and not plan.event.who:
        actors = 1.0  # 대표의 변호인은 항소할 뜻을 밝혔다
    met = plan.kinds & result.kinds & TO_PEOPLE and (meet_in_person(plan, result) or _is_heard(plan, result))
    # 대표를 교체할, 대표는 사임했다; 박물관을 개관할, 박물관이 문을 열었다
    met = met or (GOES in plan.kinds and LEAVES in result.kinds and plan.people & set(result.event.who))
    itself = bool(result.event.who) and set(plan.event.theme) >= set(result.event.who)
    itself = itself and not result.theme and bool(plan.kinds & result.kinds & _OPENS)
    if met or (actors == 0 and itself):
        actors = actors or None  # 대표를 소환할, 대표는 조사를 받았다
    others = actors is None and name_others(plan, result) and not is_the_vote(plan, result)
    if actors == 0 or is_retold(plan, result) or others:
        return None
    if plan.people and result.people and not (plan.people | plan.actors) & (result.people | result.actors):
        return None
    theme = theme_shared(plan, result)
    if met or itself:
        theme = max(theme or 0, 1)
    timely, on_day = is_timely(plan, result), on_its_day(plan, result)
    if not on_day and "재개" not in plan.kinds and result.is_again and not plan.is_again:
        return None  # 두 번째 합의안
    shared = nouns_shared(plan, result) + figures_shared(plan, result)
    shared += 2 * (deed_of(plan) in result.nouns) + (deed_of(result) in plan.nouns) + len(_cast_shared(plan, result))
    return _Pair(plan, result, closely, actors, theme, shared, timely, on_day)


def _is_heard(plan: Mention, result: Mention) -> bool:
    """Whether a body hears, on that day, him who was to come to it, and names nobody else: 검찰에 출석할, 검찰은 불러."""
    nobody = not result.people and (not result.event.theme or result.event.theme[-1] in plan.sentence)
    return nobody and on_its_day(plan, result) and bool(plan.nouns & result.actors) and bool(plan.event.who)


def _is_others_claim(plan: Mention, result: Mention) -> bool:
    """Whether the result is only what somebody claims that others did: 뽑겠다고 말했다, 이미 내정했다고 주장했다."""
    certainty = result.event.certainty
    return certainty.basis is Basis.CLAIMED and certainty.source not in plan.event.who


def _is_droppable(pair: _Pair) -> bool:
    # What may come is nobody's to put off.
    return pair.dropped and pair.plan.event.certainty.status is not Status.EXPECTED


def _is_given_up_later(pair: _Pair) -> bool:
    """Whether what is given up lies ahead, and the plan's day had passed."""
    plan, result = pair.plan, pair.result
    lies_ahead = plan.last is not None and result.last is not None and result.last > plan.last
    return _is_droppable(pair) and result.is_refused and lies_ahead


def _ended(pair: _Pair) -> Fit | None:
    """How the result puts off, drops or prolongs the plan."""
    plan, result = pair.plan, pair.result
    if is_never_done(plan, result):
        return pair.fit(3.5, f"was not done: {result.event.predicate}")
    if _is_droppable(pair):
        later = result.is_told or plan.read.article.published != result.read.article.published
        other = result.is_not_so and not result.kinds & plan.kinds  # 20일 열기로 한 공청회의 장소를 정하지 못했다
        if later and not other and not result.event.is_minor and names_its_day(plan, result):
            return pair.fit(6.5, f"ends the plan of that day: {result.event.predicate}")
        if later and ends_plan(plan, result) and (pair.timely or ends_before(plan, result)):
            # 두 차례 미뤄졌던 다리가 12일 열렸다: it is the deed that answers, where it is told beside.
            had_been = result.event.surface.endswith("던") and not result.is_told
            by_silence = result.is_not_so and not result.is_refused  # what was done beside it answers first
            in_time = 1.0 if plan.day and result.day and result.day <= plan.day else 0.0  # and not what was done after
            return pair.fit(
                3.0 if had_been or by_silence else 4.5 + in_time, f"ends the plan: {result.event.predicate}"
            )
    runs_on = plan.kinds & _CLOSES or _is_prolonged(pair)
    if result.kinds & _PROLONGS and runs_on and pair.timely and pair.theme:
        return pair.fit(4.5, f"ends the plan: {result.event.predicate}")
    return None


def _is_prolonged(pair: _Pair) -> bool:
    """Whether the deed that was planned is to last longer, done by the same to the same: 16일까지 분향소를 운영하기로 했다,
    분향소 운영을 23일까지 연장했다."""
    plan, result = pair.plan, pair.result
    if deed_of(plan) not in result.theme or not plan.theme or plan.theme[-1] not in result.theme or pair.actors != 1.0:
        return False
    return (result.named - result.actors) <= (plan.named | plan.actors)


def _done(pair: _Pair) -> Fit | None:
    """How the result fulfils the plan, or is what it came to."""
    plan, result, timely, on_day = pair.plan, pair.result, pair.timely, pair.on_day
    kinds, theme = _in_common(pair)
    known = pair.closely and timely and theme != 0 and not are_general(kinds)
    known = known and (bool(theme or pair.actors) or not result.event.is_minor)
    known = known and (bool(theme) or bool(plan.deeds & result.deeds))  # 소송을 낼, 입장문을 내고
    is_deed = kinds and (known or _is_the_deed(plan, result, pair.actors, theme, pair.shared, timely))
    if is_deed and result.is_not_so and not pair.dropped:
        return pair.fit(3.5, f"was not done: {result.event.predicate}")
    if is_deed and not pair.dropped:
        return pair.fit(4.0, f"planned and done: {min(kinds)}", is_deed=True)
    if _is_decided(plan, result) and timely and (pair.actors or plan.is_told or on_day):
        return pair.fit(3.2, f"what was decided: {result.event.predicate}")
    ends = _may_end_as(plan.kinds, _head(plan)) & result.kinds
    if plan.kinds & _SHOWN and "체결" in result.kinds and len(set(plan.event.who) & set(result.event.who)) > 1:
        ends |= {"체결"}  # 두 회사는 9월까지 세부 내용을 내놓기로 했다, 9월 27일 계약을 맺었다
    if ends and _is_its_end(plan, result, pair.actors, theme, pair.shared, timely):
        return pair.fit(3.0, f"what came of it: {result.event.predicate}")
    if pair.dropped and not result.kinds & _VOTED_DOWN:
        return None
    runs = result.kinds & _RUNS and deed_of(plan) in result.nouns and overlap(plan, result, slack=LATE)
    if runs and (pair.actors or pair.shared > 3):
        return pair.fit(3.5, f"planned and done: {deed_of(plan)}")
    alike = bool(kinds) or deed_of(plan) == deed_of(result)
    if on_day and (pair.shared > 1 or (theme or 0) > 1 or (alike and pair.shared)):
        return pair.fit(2.5, "on the day planned")
    if on_day and actors_shared(plan, result) != 0 and _is_meeting_of(plan, result):
        return pair.fit(2.5, "at the meeting of that day")
    if _is_made_known(pair):
        return pair.fit(2.0, "made known by the day planned")
    dated = plan.is_told and result.is_told
    is_got = result.kinds & _GOT or len(_head(result)) > _TELLING
    if timely and theme and dated and is_got and is_same_thing(plan, result):
        return pair.fit(1.5, "the thing planned, at its time")
    return None


def _is_meeting_of(plan: Mention, result: Mention) -> bool:
    """Whether what was to be held is where it was done: 주총을 27일 열 예정이다, 27일 주주총회를 열어 의결했다."""
    head = noun_class(_head(plan))
    held = head.endswith(MEETINGS) and bool(plan.kinds & _HELD)
    return held and any(noun_class(noun) == head for noun in (*result.nouns, *result.theme))


def _is_made_known(pair: _Pair) -> bool:
    """Whether who was to publish what he found does so by then, as his word tells: 감식 결과를 9월 말까지 내놓을."""
    plan, result = pair.plan, pair.result
    if "발표" not in plan.kinds or plan.event.theme[-1:] != ("결과",) or len(plan.event.theme) < 2:
        return False
    said = result.event.certainty.basis is Basis.ANNOUNCED and not result.event.embedded and not result.event.is_minor
    theirs = bool(set(plan.event.who) & {*result.event.who, result.event.certainty.source})
    told = plan.is_told and result.day is not None and overlap(plan, result, slack=SLACK)
    found = plan.event.theme[-2] in result.sentence or _FOUND.search(result.sentence) is not None
    return said and theirs and told and found and plan.event.theme[-2] in result.read.article.text


def _in_common(pair: _Pair) -> tuple[frozenset[str], int | None]:
    """The classes of deed that the two share, and how much of what they are about, as far as either says anything."""
    plan, result, theme = pair.plan, pair.result, pair.theme
    same = deed_of(plan) == deed_of(result) and not is_light(deed_of(plan))
    kinds = plan.deeds & result.deeds or frozenset({deed_of(plan)} if same else ())
    vague = len(plan.kinds) > 3 or len(result.kinds) > 3
    if vague and are_general(kinds) and theme == 1 and not heads_meet(plan.theme[-1], result.theme[-1]):
        return frozenset(), 0  # 세부 협력 내용을 내놓을, 협력의 청사진을 내놨다
    if kinds == _AGAIN and not theme:
        return frozenset(), 0  # 교섭을 다시 진행할, 가동을 재개했다
    dated = pair.timely and plan.is_told and result.is_told and pair.actors == 1.0 and not plan.theme
    if result.event.embedded == "adnominal" and are_general(kinds) and not theme and not dated:
        return frozenset(), theme  # 30일 밝힌 규모: anything may be made known
    return kinds, theme


def may_fit(plan: Mention, result: Mention) -> bool:
    """Whether the two have anything of that for which one may be the outcome of the other: two of three have not, and
    need not be looked at closely. Every way in which `fit_of` finds one is here."""
    if plan.is_told and result.is_told:
        return True  # a day in common
    return (
        not plan.deeds.isdisjoint(result.deeds)
        or deed_of(plan) == deed_of(result)
        or is_dropped(result)
        or result.is_not_so
        or not result.kinds.isdisjoint(_ANY_PLAN)
        or not result.kinds.isdisjoint(_may_end_as(plan.kinds, _head(plan)))
        or plan.event.theme[-1:] == ("여부",)
    )


def _head(mention: Mention) -> str:
    return mention.theme[-1] if mention.theme else ""


def _is_the_deed(
    plan: Mention, result: Mention, actors: float | None, theme: int | None, shared: int, timely: bool
) -> bool:
    """Whether a deed of the plan's kind is the very one."""
    if actors == 1.0 and theme is None and timely and not are_general(plan.kinds & result.kinds):
        post = bool(plan.kinds & TO_PEOPLE) and not plan.people and bool(posts(plan) & posts(result))
        if post or (not plan.is_told and not plan.theme and overlap(plan, result, slack=LATE)):
            return True
    if deed_of(plan) == deed_of(result) and actors == 1.0 and plan.is_told and result.day is not None:
        things = [word for word in (*plan.theme, *result.theme) if word not in _SAYS_NOTHING]
        once = deed_of(plan).startswith("재") and plan.is_span and timely and not things
        if plan.last == result.day or once:
            return True  # 17일까지 재공시하겠다고 했다, 15일 재공시했다
    if theme == 0 and not (timely and actors and shared > 0 and speaks_of(plan, result)):
        return False
    if theme == 0 and plan.day is not None and result.day is not None and plan.day != result.day:
        return False  # 10일 취임식을 열고 17일 대표팀을 소집할
    if are_general(plan.deeds & result.deeds) and not theme and shared < 1:
        return False
    ending = plan.kinds & result.kinds & _RUNS
    if ending and actors == 1.0 and (plan.deeds - plan.kinds) & (result.deeds - result.kinds):
        return overlap(plan, result, slack=LATE)  # 6월 말까지 조사를 마무리할, 조사를 지난달 25일 마쳤다
    if _is_begun(plan, result) and actors == 1.0 and theme is None and shared > 0 and timely:
        return True
    is_other_day = plan.last is not None and result.day is not None and not overlap(plan, result)
    if is_other_day and actors is None and (theme or 0) > 1 and _LATE_OR_EARLY.search(result.sentence):
        return overlap(plan, result, slack=LATE)  # 6월까지 확정할, 예정보다 보름 늦은 7월 14일 확정됐다
    is_theirs = (theme or 0) > (1 if shared > 1 else 2) or (theme and _cast_shared(plan, result))
    if is_other_day and actors is None and not is_theirs and not _is_a_day_off(plan, result, theme):
        return False  # another day, and nobody who says that it is theirs
    if timely and plan.is_told and result.is_told:
        return bool(theme) or bool(actors) or (on_its_day(plan, result) and shared > 0) or shared > 2
    early = plan.first is not None and result.last is not None and result.last < plan.first
    if not timely and (early or not overlap(plan, result, slack=LATE)):
        return False
    return bool(theme) and (bool(actors) or shared > 1) and (timely or (theme or 0) > 2 or actors == 1.0)


def _is_a_day_off(plan: Mention, result: Mention, theme: int | None) -> bool:
    """Whether what is done to one thing comes a few days late: 공장은 7월 7일 다시 가동할, 8일 여수공장을 다시 가동했다."""
    if not theme or plan.last is None or result.day is None or not plan.kinds & result.kinds & _AGAIN:
        return False
    if not set(result.event.who) <= plan.cast:
        return False  # the partner's plant
    return 0 < (result.day - plan.last).days <= _FEW


def _is_begun(plan: Mention, result: Mention) -> bool:
    """Whether a deed without a day of its own is told soon after the day planned: 5일 착수하기로 했다, 들어갔고."""
    if plan.day is None or result.last is None or result.is_told:
        return False
    return (result.last - plan.day).days <= SLACK


def _cast_shared(plan: Mention, result: Mention) -> frozenset[str]:
    """Whom both clauses speak of, where they act in neither."""
    return plan.nouns & result.nouns & plan.cast & result.cast


def _is_its_end(
    plan: Mention, result: Mention, actors: float | None, theme: int | None, shared: int, timely: bool
) -> bool:
    """Whether what came about in other words is the end of the plan: 심사를 마칠, 승인했다."""
    if theme and (actors or shared > 1):
        return timely or (theme or 0) > 1
    if (theme or 0) > 1 and plan.day and result.day and abs((plan.day - result.day).days) <= _WEEK:
        return True  # 대표팀을 17일 소집할, 대표팀은 18일 모였다
    if not plan.is_told:
        return False
    names_it = deed_of(plan) in result.nouns or bool(set(plan.theme) & result.nouns)
    direct = bool(set(plan.event.who) & set(result.event.who)) and result.day is not None
    return (timely and direct and not result.kinds & ENDS) or (bool(actors) and names_it and shared > 1)


def _is_decided(plan: Mention, result: Mention) -> bool:
    """Whether *result* does, or does not do, that of which it was to be decided whether: 보석 여부를 결정할."""
    raw = plan.event.theme
    if len(raw) < 2 or raw[-1] != "여부" or result.kinds & _DELIBERATE or result.phase is not Phase.PAST:
        return False
    thing = raw[-2]
    return thing in (*result.nouns, *result.theme, deed_of(result)) or bool(
        is_known(thing) and classes_of(thing) & result.kinds
    )


@cache
def _endings() -> dict[str, frozenset[str]]:
    return {row[0]: frozenset(row[1:]) for row in words("outcome_class")}


@cache
def _may_end_as(kinds: frozenset[str], head: str) -> frozenset[str]:
    """Classes of what a plan of these *kinds* may come to; *head* of what it is about, "" where it does not tell."""
    every = kinds | (classes_of(head) if head else frozenset())
    return frozenset().union(*(_endings().get(kind, frozenset()) for kind in every))
