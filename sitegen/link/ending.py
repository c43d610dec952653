"""Whether an event puts off, gives up or refuses what was planned."""

from sitegen.link.agree import actors_shared, heads_meet, theme_shared
from sitegen.link.deed import classes_of, is_known, noun_class, stem_of
from sitegen.link.mention import Mention
from sitegen.link.timely import ends_before, had_been_planned, speaks_of_its_time
from sitegen.model.facts import Status

ENDS = frozenset({"연기", "취소", "결렬", "부결", "불허"})  # classes of what ends a plan without fulfilling it
GOES, LEAVES = "해임", "사임"
_COMES = frozenset({"나오다", "공개", "발표", "출시", "이뤄지다", "열리다", "개막", "개장", "마련"})
_CHANGES = frozenset({"개정", "교환", "연장"})
MEETINGS = ("총회", "주총", "회의", "이사회", "회견", "대회", "행사", "공청회", "간담회", "설명회")
_WHEN = ("시점", "시기", "일정", "날짜", "기한", "시한", "출시일", "개막일", "종결일", "마감")


def deed_of(mention: Mention) -> str:
    """The stem of its predicate."""
    return stem_of(mention.event.predicate)


def is_dropped(result: Mention) -> bool:
    """Whether something planned is put off, given up or refused."""
    if result.is_refused:
        return not result.kinds & (ENDS | _CHANGES)  # 목표를 바꾸지 않기로 했다: the plan stands
    return result.event.certainty.status is Status.DROPPED or bool(result.kinds & ENDS)


def _is_of_that_matter(plan: Mention, result: Mention) -> bool:
    """Whether what is put off is told to be of the plan's matter, in its sentence or before it: 감사 결과, 여론조사 결과."""
    matters = plan.theme[:-1]
    end = result.event.evidence.span.end
    before = f"{result.read.article.title} {result.read.article.text[:end]}"
    named = [word for word in result.theme[:-1] if word not in plan.sentence and not is_known(word)]
    return not named and (not matters or any(matter in before for matter in matters))


def ends_plan(plan: Mention, result: Mention) -> bool:
    """Whether *result* puts off or drops what was planned: the deed itself, or the thing it was to be done to."""
    if plan.kinds & result.kinds:
        return result.is_refused or bool(plan.kinds & ENDS and theme_shared(plan, result))
    deed, thing = stem_of(plan.event.predicate), plan.theme[-1] if plan.theme else ""
    spoken = {deed, deed.removeprefix("재"), "재" + deed} & result.nouns
    head = result.theme[-1] if result.theme else ""
    if head and not head.endswith(_WHEN):
        if head == deed or (is_known(head) and classes_of(head) & plan.kinds):
            theirs = actors_shared(plan, result) == 1.0 or not plan.actors.isdisjoint(result.nouns)
            named = thing in result.nouns or any(heads_meet(thing, word) for word in result.theme)
            named = named or (len(plan.theme) > 1 and plan.theme[-2] == result.theme[0])  # 통합법인 ‘새벽생명’
            others = [word for word in result.theme[:-1] if word != deed and word not in plan.sentence]
            return (theirs and not others and speaks_of_its_time(plan, result)) or not thing or named
        if thing and heads_meet(head, thing):
            return True
        # 총회를 열어 안건을 처리할, 총회를 연기했다
        held = head.endswith(MEETINGS) and any(noun_class(noun) == noun_class(head) for noun in plan.nouns)
        return held and actors_shared(plan, result) == 1.0 and ends_before(plan, result)
    if deed in result.event.theme and actors_shared(plan, result) == 1.0 and speaks_of_its_time(plan, result):
        return _is_of_that_matter(plan, result)  # 5월 말로 예고한 결과 발표를 미뤘다
    return bool(spoken) or (bool(thing) and thing in result.nouns and bool(head))


def is_never_done(plan: Mention, result: Mention) -> bool:
    """Whether the result names the plan as one that had been made, and says that nothing came of it: 5월에 내기로 했던
    보고서는 나오지 않았다, 대표를 맡기로 했던 그는 사임했다."""
    if result.event.is_minor or plan.event.certainty.status is Status.EXPECTED or not had_been_planned(plan, result):
        return False
    if ends_before(plan, result) and plan.is_told and result.last != plan.last:
        return False  # its time has not come yet
    comes = result.is_not_so and bool(result.kinds & _COMES) and bool(plan.theme) and bool(result.theme)
    if comes and heads_meet(plan.theme[-1], result.theme[-1]):
        return plan.theme[-2:-1] == result.theme[-2:-1] or not (plan.theme[:-1] and result.theme[:-1])
    leaves = bool(result.kinds & {LEAVES, GOES}) and not plan.kinds & result.kinds
    return leaves and bool(set(plan.event.who) & set(result.event.who))


def is_retold(plan: Mention, result: Mention) -> bool:
    """Whether the result only tells the plan again: 27일로 예정했던, 애초 5월 안에 끝내려던."""
    if not result.event.embedded or result.kinds & ENDS:
        return False
    return result.event.certainty.status is Status.DROPPED or result.event.surface.endswith("던")
