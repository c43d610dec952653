"""In what two mentions agree: actors, words, figures, clocks."""

import re
from functools import cache

from sitegen.link.deed import classes_of, is_known, noun_class
from sitegen.link.general import generals_of
from sitegen.link.measure import is_tally
from sitegen.link.mention import Mention
from sitegen.model.facts import Amount
from sitegen.rules.rule import words

_SORTS = frozenset({"법", "법안", "안", "안건", "의안"})  # by which a bill is pointed at
_MINUTES = 30  # clocks further apart than this, both exact, are of two events, or of two accounts
_TERM = re.compile(r"(?:징역|금고) ([0-9]+년(?: [0-9]+개월)?|[0-9]+개월)")
_PASSIVE = re.compile(r"되|된|됐|돼|될|받|당하|당한|당했|겨지|겨진|겨졌|붙잡[히힌혔]|풀려")


def actors_shared(one: Mention, other: Mention) -> float | None:
    """The share of the smaller set of actors that the other has, too; None where one of them has none."""
    if not one.event.who or not other.event.who:
        acting, silent = (one, other) if one.event.who else (other, one)
        return 1.0 if acting.event.who and _names_one_of(silent, acting) else None
    least, most = sorted((one, other), key=lambda mention: len(mention.event.who))
    shared = (one.own & other.actors) | (other.own & one.actors)
    direct = len(set(least.event.who) & set(most.event.who))
    found = max(direct, min(len(shared), len(least.event.who)))
    if not found and any(mention.event.embedded and not mention.acts_here for mention in (one, other)):
        return None  # 승인했다. 허가를 신청한 지: not he who was spoken of, then
    return found / len(least.event.who)


def _names_one_of(mention: Mention, acting: Mention) -> bool:
    """Whether a clause without an actor speaks of one of another's, if only in short: 시의회 for 은성시의회."""
    if not (mention.nouns - set(mention.event.theme)).isdisjoint(acting.own):
        return True  # by its full name, where the clause has it in short: 중부고법
    for noun in mention.event.nouns:
        if len(noun) > 1:
            begins = noun not in mention.event.theme  # 개인정보가 유출됐다: no 개인정보보호위원회
            for name in acting.actors:
                if name.endswith(noun) or (begins and name.startswith(noun)):
                    return True
    return not generals_of(mention.event.nouns).isdisjoint(acting.own)


def name_others(one: Mention, other: Mention) -> bool:
    """Whether each sentence names people or bodies, and none that the other names: 한빛전자 연구원, 누리소프트 연구원."""
    ours, theirs = (mention.named - generals_of(mention.named) for mention in (one, other))
    return bool(ours) and bool(theirs) and (ours | generals_of(ours)).isdisjoint(theirs | generals_of(theirs))


def meet_in_person(one: Mention, other: Mention) -> bool:
    """Whether both speak of one person, to whom it is done in one of them, and not each of another one beside."""
    ours, theirs = done_to(one), done_to(other)
    return (
        bool(ours & theirs)
        and bool(ours & other.people or theirs & one.people)
        and not (ours - theirs and theirs - ours)
    )


def done_to(mention: Mention) -> frozenset[str]:
    """The people that it may be done to: its object, the subject of a passive verb, else whom the clause names."""
    named = (mention.people | set(mention.event.who)) & set(mention.theme)
    if named:
        return named
    passive = mention.event.who and _PASSIVE.search(mention.event.surface)  # 대표에게 징역형이 선고됐다
    return frozenset(mention.event.who) if passive else mention.people


def nouns_shared(one: Mention, other: Mention) -> int:
    """How many nouns of the one clause the other has, too, if only as part of a longer word: 공청회, 시민공청회."""
    least, most = (one.nouns, other.nouns) if len(one.nouns) <= len(other.nouns) else (other.nouns, one.nouns)
    shared = least & most
    count = len(shared)
    # Loops, as this is asked of every plan with all that may have become of it.
    for noun in least:
        if len(noun) > 2 and noun not in shared:
            for word in most:
                if word.endswith(noun):
                    count += 1
                    break
    return count


def theme_shared(one: Mention, other: Mention) -> int | None:
    """How many words of what it is about two mentions share, the head counting for two; None where one tells none."""
    if not one.theme or not other.theme:
        return None
    meet = heads_meet(one.theme[-1], other.theme[-1]) or _is_called(one, other) or _is_called(other, one)
    count = len(set(one.theme) & set(other.theme)) + (1 if meet else 0)
    if not count and len(one.event.theme) > 1 and one.event.theme[-2:] == other.event.theme[-2:]:
        return 1  # 사고 조사 결과, 장애의 조사 결과
    if not count and bool(one.people & set(one.theme)) is not bool(other.people & set(other.theme)):
        return None  # 새 감독을 선임할 방침, 변재호를 선임했다
    if not count and _is_deed(one.theme[-1], one) is not _is_deed(other.theme[-1], other):
        return None  # 착공은 4월에 이뤄졌다, 공장을 착공했다
    return count


def theme_told(one: Mention, other: Mention) -> int | None:
    """`theme_shared`, and None also where one only points at what it is about: 제정안이 통과됐다, 이 법을 통과시켰다."""
    shared = theme_shared(one, other)
    return None if shared == 0 and (_points_at(one) or _points_at(other)) else shared


def _points_at(mention: Mention) -> bool:
    """Whether what it is about is only pointed at, by the name of its sort: 이 법을, 해당 안건을."""
    head = mention.theme[-1]
    if len(mention.theme) > 1 or head not in _SORTS:
        return False
    return re.search(rf"(?<![가-힣])(?:이|그|해당|이번) {head}(?![가-힣]{{2}})", mention.sentence) is not None


def _is_deed(noun: str, mention: Mention) -> bool:
    """Whether a noun of what it is about is the deed itself."""
    return is_known(noun) and not classes_of(noun).isdisjoint(mention.kinds)


def heads_meet(one: str, other: str) -> bool:
    """Whether two nouns are one, or one names the other more closely: 계약 and 본계약, 본계약 and 주식매매계약."""
    one, other = one.removeprefix("본"), other.removeprefix("본")
    if "재" + one == other or one == "재" + other:
        return False  # 입찰, 재입찰
    if one + "안" == other or one == other + "안":
        return True  # 통합을 승인했다, 통합안을 의결했다
    return one.endswith(other) or other.endswith(one) or noun_class(one) == noun_class(other)


def _is_called(short: Mention, named: Mention) -> bool:
    """Whether one speaks only of the sort of thing that the other calls by its name: 다리, 새섬대교; not 달산천 다리."""
    return len(short.theme) == 1 and named.theme[-1].endswith(_named_so(short.theme[-1]))


@cache
def _named_so(short: str) -> tuple[str, ...]:
    """How the names end of what is called *short*; none of any other noun."""
    return next((row[1:] for row in words("noun_called") if row[0] == short), ())


def figures_differ(one: Mention, other: Mention) -> bool:
    """Whether both tell a figure of one measure, or sums, and none is the same. Counts of things may be told apart."""
    if not one.figures or not other.figures:
        return False
    counted = any(map(is_tally, one.kinds & other.kinds))
    ours = {(told.unit, told.value) for told in one.figures if not is_tally(told.measure)}
    met = {told.unit for told in other.figures if (told.unit, told.value) in ours}
    for figure in one.figures:
        rivals = [told for told in other.figures if told.unit == figure.unit]
        if not rivals or any(told.value == figure.value for told in rivals):
            continue
        if figure.unit in met and not counted and not is_tally(figure.measure):
            continue  # 1450원에서 1600원으로 올리는 안을, 1600원 안을
        if counted and figure.unit == "명" and not (figure.measure and all(told.measure for told in rivals)):
            return True  # 3명이 숨지고, 2명도 끝내 숨졌다
        if any(is_tally(figure.measure) and told.measure == figure.measure for told in rivals):
            return True
        is_sum = len(figure.unit) == 3 or figure.unit in ("%", "%p", "㎜")
        if is_sum and all(not told.measure or not figure.measure or told.measure == figure.measure for told in rivals):
            return True
    return False


def terms_differ(one: Mention, other: Mention) -> bool:
    """Whether the sentences of both tell for how long somebody is to go to prison, and not for the same time."""
    ours, theirs = (set(_TERM.findall(mention.sentence)) for mention in (one, other))
    return bool(ours) and bool(theirs) and not ours & theirs


def counts_differ(one: Mention, other: Mention) -> bool:
    """Whether the sentences of both count things of one unit, and none comes to the same number."""
    ours, theirs = (
        {(fact.unit, fact.low) for fact in mention.beside if isinstance(fact, Amount) and fact.low is not None}
        for mention in (one, other)
    )
    return bool({unit for unit, _ in ours} & {unit for unit, _ in theirs}) and not ours & theirs


def figures_shared(one: Mention, other: Mention) -> int:
    """How many figures two mentions have in common."""
    if not one.figures or not other.figures:
        return 0
    return len({(told.unit, told.value) for told in one.figures} & {(told.unit, told.value) for told in other.figures})


def clocks_differ(one: Mention, other: Mention) -> bool:
    if one.clock is not None and other.clock is not None:
        rough = any(m.event.when is not None and m.event.when.mod == "APPROX" for m in (one, other))
        return abs(one.clock - other.clock) > (2 * _MINUTES if rough else _MINUTES)
    return bool(one.part and other.part and one.part != other.part)
