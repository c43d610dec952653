"""What keeps two mentions of one kind apart though they look alike: places, charges, courts, causes, owners."""

import re
from collections.abc import Callable

from sitegen.link.agree import heads_meet, nouns_shared
from sitegen.link.mention import Mention
from sitegen.model.facts import Person
from sitegen.rules.rule import word_set

_CITY = re.compile(r"(?<![가-힣])([가-힣]{2,4}[시군구])(?:청|\s[시군구]청)(?![가-힣]장)")
_TOWN = re.compile(r"(?<![가-힣])([가-힣]{2,3})[시군](?=장?(?:[은는이가의에과와]|\s))")
_NO_TOWNS = frozenset({"반드", "특별", "광역", "후보", "선수"})  # 반드시, 후보군
_SITE = re.compile(
    r"(?<![가-힣0-9])([가-힣0-9]{1,8}(?:공장|지구|조선소|발전소|호기|도크|광산|탄광|터널|대교|산단|물류센터))(?![가-힣]{3})"
)
_NUMBERED = re.compile(r"(?<![0-9])(\d{1,2}(?:공장|호기|도크|공구|단지|지구))")
_CRIME = re.compile(
    r"배임|횡령|뇌물|사기|살인|살해|폭행|추행|강간|강도|절도|마약|탈세|음주|뺑소니|과실치사상?|명예훼손|허위사실|직권남용|직무유기"
    r"|알선수재|청탁|선거법|정치자금|개인정보|입찰\s?방해|담합|방화|협박|감금|위증|내란|도박|밀수|시세조종|분식|[가-힣]+\s비리"
)
_CHARGED = re.compile(r"혐의|죄|사건|기소")
_SECOND, _FIRST = re.compile(r"항소심|2심|고법|고등법원|상고"), re.compile(r"1심|지법|지방법원|항소(?!심)")
_NO_CAUSE = ("서", "가운데", "들")  # 시청 앞에서 규탄 집회를
_ORDINAL = re.compile(r"(?<![0-9])([0-9]{1,2})(?:차|심|단계)(?![가-힣]*\s?례)(?=\s|[가-힣])")
_HALLS = frozenset({"시청", "군청", "구청", "도청", "시의회", "군의회", "구의회", "도의회"})
_VENUE = re.compile(r"([가-힣0-9]{2,})(?:\s본사|\s청사)?\s(?:앞|광장|앞마당|정문)에서")
_CAUSE = re.compile(
    r"(?:([가-힣]+)\s)?([가-힣]+?)(?:에|을|를|의|이|가)?\s(반대|찬성|요구|촉구|규탄|항의|지지|철회|저지)"
)
_TEAM = re.compile(r"(여자|남자|여성|남성)\s?(?:[가-힣A-Z0-9]+\s)?대표팀")
_AGAINST = frozenset({"반대", "규탄", "저지", "항의"})
_TRIALS = frozenset({"공판", "심문"})
_SENTENCES = frozenset({"선고", "구형"})
_SEARCHES = frozenset({"압수수색"})
_MOVES = frozenset({"하락", "상승"})
_ON_BILLS = frozenset({"발의", "의결", "부결", "상정"})
_ANY_BILL = (
    "법안",
    "제정안",
    "개정안",
    "수정안",
    "안건",
    "특별법",
    "동의안",
    "정부안",
    "여당안",
    "야당안",
    "최종안",
    "초안",
)
_STOCK = "주가"


def look_alike_only(one: Mention, other: Mention, kinds: frozenset[str], *, is_plan: bool = False) -> bool:
    """Whether two mentions of deeds of these *kinds* tell that they are of two events. *is_plan*: the one is planned, and
    need not tell whose trial it will be."""
    if _differ(one, other, _cities) or _sites_differ(one, other) or _differ(one, other, _teams):
        return True
    if "감염" in kinds and towns_differ(one, other):
        return True
    if kinds & (_TRIALS | _SENTENCES | _SEARCHES) and _differ(one, other, _charges):
        return True
    if kinds & (_TRIALS | _SENTENCES):
        others = (kinds & _SENTENCES and _differ(one, other, _courts)) or _defendants_differ(one, other)
        return bool(others) or not (is_plan or _is_one_trial(one, other))
    if kinds & _MOVES:
        return _is_of_two_firms(one, other)
    if kinds & _ON_BILLS and _bills_differ(one, other):
        return True
    if "집회" in kinds:
        return _venues_differ(one, other) or _causes_differ(one, other)
    return kinds == {"합의"} and _differ(one, other, _agreed) and not nouns_shared(one, other)


def _bills_differ(one: Mention, other: Mention) -> bool:
    """Whether two bills are brought in or voted on: 지원법 제정안, 예산안; not 제정안, 법안, which any is."""
    ours, theirs = _bill(one), _bill(other)
    pieces = {ours[at : at + 2] for at in range(len(ours) - 1)} & {theirs[at : at + 2] for at in range(len(theirs) - 1)}
    return bool(ours) and bool(theirs) and not pieces


def _bill(mention: Mention) -> str:
    """The name of a bill, if only its last word; "" where it is none, or has none."""
    named = [word for word in mention.event.theme[-2:] if not word.endswith(_ANY_BILL)]
    return named[-1] if named and len(named[-1]) > 2 and named[-1].endswith(("법", "안")) else ""


def of_two_matters(one: Mention, other: Mention) -> bool:
    """Whether one deed is told of two things of one name: 임금 교섭, 산업안전 교섭; 1차 공청회, 3차 공청회."""
    ours, theirs = one.event.theme, other.event.theme
    if not ours or not theirs or ours[-1] != theirs[-1]:
        return False
    if _differ(one, other, lambda mention: frozenset(_ORDINAL.findall(mention.sentence))):
        return True
    if len(ours) < 2 or len(theirs) < 2 or heads_meet(ours[-2], theirs[-2]):
        return False
    return ours[-2] not in other.sentence and theirs[-2] not in one.sentence


def towns_differ(one: Mention, other: Mention) -> bool:
    """Whether the sentences name towns, and none in common: 가람시 농장에서, 은성군 농장에서."""
    return _differ(one, other, lambda mention: frozenset(_TOWN.findall(mention.sentence)) - _NO_TOWNS)


def _differ(one: Mention, other: Mention, told: Callable[[Mention], frozenset[str]]) -> bool:
    """Whether both tell something, and nothing in common."""
    ours = told(one)
    return bool(ours) and bool(theirs := told(other)) and ours.isdisjoint(theirs)


def _clause(mention: Mention) -> str:
    return mention.event.clause.of(mention.read.article.text)


def _beside(mention: Mention, step: int) -> str:
    """The sentence so many behind that of *mention*; "" where there is none."""
    number, sentences = mention.event.evidence.sentence + step, mention.read.sentences
    return sentences[number].of(mention.read.article.text) if 0 <= number < len(sentences) else ""


def _cities(mention: Mention) -> frozenset[str]:
    return frozenset(_CITY.findall(_clause(mention)))


def _teams(mention: Mention) -> frozenset[str]:
    if "대표팀" not in mention.sentence:
        return frozenset()
    found = _TEAM.findall(mention.sentence) or _TEAM.findall(mention.read.article.text)
    return frozenset(sex[0] for sex in found)


def _sites_differ(one: Mention, other: Mention) -> bool:
    """Whether the clauses name two plants or quarters, or the sentences two numbers of one: 1공장, 2공장."""
    if _differ(one, other, lambda mention: frozenset(_NUMBERED.findall(mention.sentence))):
        return True
    ours, theirs = (frozenset(_SITE.findall(_clause(mention))) for mention in (one, other))
    return bool(ours) and bool(theirs) and not any(a.endswith(b) or b.endswith(a) for a in ours for b in theirs)


def _charges(mention: Mention) -> frozenset[str]:
    """Of what somebody is charged: as its sentence tells, or the one behind or before it."""
    found = frozenset(_CRIME.findall(mention.sentence))
    if found:
        return found
    for step in (1, -1):
        beside = _beside(mention, step)
        if _CHARGED.search(beside) and "다른 사건" not in beside and (found := frozenset(_CRIME.findall(beside))):
            return found
    return frozenset()


def _courts(mention: Mention) -> frozenset[str]:
    """Whether it is of a first or of a second court, as far as it is told."""
    for text in (mention.sentence, _beside(mention, 1), _beside(mention, -1), mention.read.article.title):
        if _SECOND.search(text):
            return frozenset({"2심"})
        if _FIRST.search(text):
            return frozenset({"1심"})
    return frozenset()


def _is_one_trial(one: Mention, other: Mention) -> bool:
    """Whether both name somebody who is tried, the same one, or, where one names nobody, the same charge."""
    ours, theirs = _tried(one), _tried(other)
    if ours and theirs:
        return not ours.isdisjoint(theirs)
    return not _charges(one).isdisjoint(_charges(other))


def _defendants_differ(one: Mention, other: Mention) -> bool:
    """Whether each trial is of somebody, and not of the same: 임원의 공판, 하청업체 사장의 재판."""
    ours, theirs = one.theme[:-1], other.theme[:-1]
    if not ours or not theirs or not _differ(one, other, _charges_or_tried):
        return False
    return not any(a.endswith(b) or b.endswith(a) for a in ours for b in theirs)


def _charges_or_tried(mention: Mention) -> frozenset[str]:
    return _tried(mention) | _charges(mention) or frozenset({mention.article})


def _tried(mention: Mention) -> frozenset[str]:
    """Whom the sentence names, else the title."""
    persons = {fact.name for fact in mention.read.facts if isinstance(fact, Person)}
    named = frozenset(persons & (mention.named | mention.people | set(mention.event.who)))
    return named or frozenset(name for name in persons if name in mention.read.article.title)


def _is_of_two_firms(one: Mention, other: Mention) -> bool:
    """Whether it is the stock of two firms, or of a firm that one does not name."""
    if _STOCK not in one.sentence or _STOCK not in other.sentence:
        return False
    return not _firms(one) or _firms(one) != _firms(other)


def _firms(mention: Mention) -> str:
    """Whose stock it is: who is named last before it in its sentence, in the one before, in the title."""
    for text in (mention.sentence, _beside(mention, -1), mention.read.article.title):
        before = text.partition(_STOCK)[0]
        named = [(before.rfind(name), len(name), name) for name in mention.cast if name in before]
        if named:
            return max(named)[-1]
    return ""


def _venues_differ(one: Mention, other: Mention) -> bool:
    """Whether two rallies are held at two places: 춘천시청 앞 and 시청 앞 are one."""
    ours, theirs = (set(_VENUE.findall(mention.sentence)) for mention in (one, other))
    if not ours or not theirs or ours & theirs:
        return False
    return not any(
        _is_short_for(a, b, one.sentence) or _is_short_for(b, a, other.sentence) for a in ours for b in theirs
    )


def _is_short_for(name: str, other: str, sentence: str) -> bool:
    """Whether a *name* in *sentence* is that of the *other* without its town's, and has none before it: 시청, 춘천시청."""
    return name in _HALLS and other.endswith(name) and re.search(rf"(?:^|[은는이가일께] ){name}", sentence) is not None


def _causes_differ(one: Mention, other: Mention) -> bool:
    """Whether two rallies are held for two things, or one for and one against it."""
    ours, theirs = _causes(one), _causes(other)
    if not ours or not theirs:
        return False
    sides = (
        [{thing for thing, stance in told if (stance in _AGAINST) is against} for told in (ours, theirs)]
        for against in (True, False)
    )
    return all(one_side.isdisjoint(other_side) for one_side, other_side in sides)


def _causes(mention: Mention) -> frozenset[tuple[str, str]]:
    """The things that a rally is for or against, each with the word for that: 트램 건설에 반대하는 is of 트램 and of 건설."""
    return frozenset(
        (thing, stance)
        for before, last, stance in _CAUSE.findall(mention.sentence)
        if not last.endswith(_NO_CAUSE)
        for thing in (before, last)
        if thing and not thing.endswith((*_NO_CAUSE, "은", "는"))
    )


def _agreed(mention: Mention) -> frozenset[str]:
    """What is agreed on, as far as it is told."""
    return mention.nouns - mention.cast - word_set("idiom_objects") - {"합의", "합의안", "잠정"}
