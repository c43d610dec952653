"""Whether a plan and what may be its outcome are of two things of one name."""

import re

from sitegen.link.agree import heads_meet
from sitegen.link.apart import towns_differ
from sitegen.link.deed import are_general, classes_of, noun_class
from sitegen.link.mention import Mention
from sitegen.link.timely import on_its_day
from sitegen.model.facts import ArticleFacts, Event
from sitegen.rules.rule import word_list, word_set

_SALES = frozenset({"매각", "인수", "매입"})
_HOLDING = frozenset({"개막", "소집", "개장"})  # 열다
_ANY_MEETING = frozenset({"임시", "정기", "전체", "긴급", "첫"})
_VOTES = ("주민투표", "국민투표", "소환투표", "선거")
_OFTEN = 2  # events of one article that may be about a thing without its being what the article is about


def are_of_two_things(plan: Mention, result: Mention) -> bool:
    """Whether the sale of two things is told: 자회사 매각은 그대로 간다, 사옥 매각은 포기했다."""
    ours, theirs = plan.event.theme, result.event.theme
    if len(ours) < 2 or len(theirs) < 2 or ours[-1] != theirs[-1] or not classes_of(ours[-1]) & _SALES:
        return False
    one, other = ours[-2], theirs[-2]
    return not heads_meet(one, other) and one not in result.sentence and other not in plan.sentence


def are_two_gatherings(plan: Mention, result: Mention) -> bool:
    """Whether gatherings of two sorts are held: 결의대회를 연다, 교섭을 열었다; and none is called by the other's name."""
    if not plan.theme or not result.theme or not plan.kinds & result.kinds & _HOLDING:
        return False
    one, other = plan.theme[-1], result.theme[-1]
    sorts = word_list("meetings")
    if not one.endswith(sorts) or not other.endswith(sorts) or heads_meet(one, other):
        return False
    return one[-2:] not in result.sentence and other[-2:] not in plan.sentence


def is_of_another_place(plan: Mention, result: Mention) -> bool:
    """Whether what anybody may do is done to a thing of one name that is another's: 시청사 이전지, 주차장 이전지."""
    ours, theirs = plan.event.theme, result.event.theme
    if len(ours) < 2 or len(theirs) < 2 or ours[-1] != theirs[-1] or not are_general(plan.kinds & result.kinds):
        return False
    if not plan.kinds & result.kinds or set(ours) & set(theirs[:-1]) or {*ours, *theirs} & (plan.cast | result.cast):
        return False
    one, other = ours[-2], theirs[-2]
    spoken = one in result.read.article.text or other in plan.read.article.text
    return not spoken and not heads_meet(one, other)


def sells_another(plan: Mention, result: Mention) -> bool:
    """Whether a thing is to be sold or bought, and the contract that is signed speaks of none such: 사옥을 매각할."""
    sale = plan.kinds & _SALES and not result.kinds & _SALES and "체결" in result.kinds
    return bool(sale and plan.theme) and plan.theme[-1] not in result.sentence


def of_two_matters(plan: Mention, result: Mention) -> bool:
    """Whether two meetings of one body are held on two matters: 소각장 공청회, 도시철도 공청회."""
    ours, theirs = (_matters(mention, plan.theme[-1]) for mention in (plan, result))
    return bool(ours and theirs) and not any(heads_meet(a, b) for a in ours for b in theirs)


def _matters(mention: Mention, head: str) -> list[str]:
    """What stands before a meeting's name: 소각장 공청회."""
    found = re.findall(rf"(?<![가-힣])([가-힣]{{2,}})\s{head}(?![가-힣]{{2}})", mention.sentence)
    spoken = {*mention.event.nouns, *mention.event.theme} - _ANY_MEETING - set(mention.event.who)
    return [word for word in found if word in spoken]


def speaks_of(plan: Mention, result: Mention) -> bool:
    return bool(set(plan.theme) & result.nouns or set(result.theme) & plan.nouns)


def posts(mention: Mention) -> frozenset[str]:
    """The posts that a clause speaks of: 새 사령탑을, 새 감독으로."""
    spoken = map(noun_class, (*mention.event.nouns, *mention.event.theme))
    return frozenset(word for word in spoken if word in word_set("posts"))


def is_same_thing(plan: Mention, result: Mention) -> bool:
    """Whether both are done to one thing that their articles do not speak of all the time."""
    if not plan.theme or not result.theme or plan.theme[-1] != result.theme[-1] or len(plan.theme[-1]) < 3:
        return False
    head = plan.theme[-1]
    return all(_uses(mention.read, head) <= _OFTEN for mention in (plan, result))


def _uses(read: ArticleFacts, head: str) -> int:
    return sum(1 for fact in read.facts if isinstance(fact, Event) and not fact.is_minor and fact.theme[-1:] == (head,))


def is_the_vote(plan: Mention, result: Mention) -> bool:
    """Whether a public vote is held on its day, whoever is named beside: A가 22일 치러진 선거에서 이겼다."""
    if towns_differ(plan, result):
        return False
    if not plan.theme or plan.theme[-1:] != result.theme[-1:] or not plan.theme[-1].endswith(_VOTES):
        return False
    ours, theirs = set(plan.theme), set(result.theme)
    told = result.event.embedded == "adnominal" and not result.event.who
    return told and (ours <= theirs or theirs <= ours) and on_its_day(plan, result)
