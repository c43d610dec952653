"""What became of the people and things that a figure counts, by whatever name: leaked data, those who fled, what burnt."""

import re

from sitegen.link.affair import BRIBES
from sitegen.link.deed import classes_of, phrase_class, stem_of
from sitegen.model.facts import Amount, Event, Status

_LEAST_BEFORE = 24  # letters before a figure that tell what it counts
_LEAKED = re.compile(r"의 (?:개인|고객|회원)?\s?정보[가를는] ")  # 고객 38만명의 개인정보가 유출됐다
_LEAKED_BEFORE = re.compile(
    r"(?<!까지 )(?<!도 )(?:유출된|새어 나간) (?:고객|회원|이용자|가입자)[은는이가](?: 모두| 총)? $"
)
_LEAKED_ONES, _FLED, _BURNT = "유출 피해자", "이재민", "소실 면적"
_RESIDENTS = re.compile(r"(?:^|\s)(?:인근|마을|주변|일대)?\s?주민$")
_SAVES = re.compile(r"몸을 (?:[가-힣]+ )?$")
_DOES = re.compile(r"[은이]\s")
_SHELTER = re.compile(
    r"(?:^|[은는이가을를에서] )(?:대피소|대피 시설|임시 ?(?:주거 시설|숙소|거처))에"
)  # not one that has a name
_STAYS = frozenset({"머물다", "남다", "지내다", "묵다", "생활하다"})
_STAYING = re.compile(r"(?:남은|남아 있는|머무는|머문|머물고 있는|지내는) 주민$")
_AREAS = frozenset({"㏊", "ha", "헥타르"})
_WOODS = re.compile(r"(?:산림|숲|임야|면적)$")
_BUILT = {"주택": "주택", "가옥": "주택", "집": "주택", "민가": "주택", "건물": "건물"}
_HARMS = {
    "불": r"(?:(?:완전히 |모두 )?불에 타|(?:완전히 |모두 )?불에 탔|불[타탔]|전소[되됐]|소실[되됐]|탔)",
    "물": r"(?:물에 잠[기겼]|침수[되됐])",
    "붕괴": r"(?:무너[지졌져]|붕괴[되됐]|부서[지졌]|파손[되됐])",
}
_HARMED = {
    "불": r"(?:불에 탄|불탄|탄|전소된|소실된)",
    "물": r"(?:물에 잠긴|침수된)",
    "붕괴": r"(?:무너진|붕괴된|부서진|파손된)",
}
# Of another time or another place, built anew, or only meant: no count of what is harmed now.
_ELSEWHERE = re.compile(
    r"(?:[0-9]+|몇|수|십여) ?년 전|당시|그때|때는|지난해|작년|올해|전국|연간|누적|평균|훈련|가정|가상|예방|조성|가꾸|심[기은었]|대신|새로|지은"
    r"|공급|임시|[가-힣](?:면|읍|동|리|마을|곳)에서[는만]?|가운데|않은"
)
_SOME = re.compile(r"(?:가운데|중) (?:[가-힣]+ )?$|(?<!대피)(?<!피)[한던] $")  # 거동이 불편한 주민 12명
_SIGNS = re.compile(r"서명(?:운동)?에 (?:[가-힣]+ )?$")
_SIGNING = re.compile(r"^서명(?:한|에 (?:참여|동참)한) [가-힣]+$")
_SIGNED = re.compile(r"(?:의|이) (?:[가-힣]+ ){0,2}서명(?:부|지)?[을이에]")
_JOIN = frozenset({"참여하다", "동참하다", "참가하다"})
_TAKEN = re.compile(r"(?:장|표|원|관|수|사)[이가] (?:건네)?받은 (?:돈|금품|뒷돈)[은이가] (?:모두 |약 )?$")
_CHARGED = re.compile(r"영장|공소장|기소|혐의|재판부")
_BRIBERY = re.compile(r"뇌물|금품|수뢰|수수|뒷돈")
_OTHER_CRIMES = re.compile(r"횡령|배임|사기|탈세")
_PEOPLE = re.compile(r"(?:학생|주민|사람|손님|직원|어린이|아동|원아|승객|관람객|교사|급식 이용자|이용객)$")
_IN_HOSPITAL = re.compile(r"입원(?:한|해 있는|하고 있는|했던)? ?(?:환자|학생|주민|사람|어린이|승객)?$")
_MANY_THINGS = frozenset({"개", "대", "병", "봉", "상자", "포", "통", "마리", "t"})
_TAKEN_BACK = re.compile(r"[을를] (?:모두 |이미 )?(?:거둬들[이여인]|회수(?:했|해 |를 마)|수거(?:했|해 ))")
_TO_BE_TAKEN_BACK = re.compile(
    r"[을를] (?:모두 |스스로 )?(?:회수하(?:라|기로)|회수할|리콜하(?:라|기로)|리콜할|회수 명령)"
)
_MAY_BE = frozenset({Status.HAPPENED, Status.STATED})


def fate_of(amount: Amount, event: Event | None, text: str, sentence: str) -> str:
    """The measure that a figure is one of by what became of what it counts; "" where that is not told.

    *text* is the article's, *sentence* the one that holds the figure."""
    if _is_leaked(amount, event, text):
        return _LEAKED_ONES
    if _have_fled(amount, event, text) or _are_sheltered(amount, event, text, sentence):
        return "" if _ELSEWHERE.search(sentence) or _is_some(amount, text) else _FLED
    if _is_bribe(amount, text, sentence):
        return BRIBES
    if amount.unit == "명" and _have_signed(amount, event, text):
        return "서명"
    if amount.unit == "명" and _IN_HOSPITAL.search(amount.of):
        return "입원"
    if _ELSEWHERE.search(sentence):
        return ""
    if amount.unit == "명" and _is_ill(amount, text):
        return "유증상자"
    if amount.unit in _MANY_THINGS and amount.of and _TAKEN_BACK.match(text, amount.evidence.span.end):
        return f"{amount.of} 회수"
    if amount.unit in _MANY_THINGS and amount.of and _TO_BE_TAKEN_BACK.match(text, amount.evidence.span.end):
        return f"{amount.of} 리콜"
    if event is not None and event.certainty.status not in _MAY_BE:
        return ""
    head = amount.of.split()[-1] if amount.of else ""
    if amount.unit in _AREAS:
        return _BURNT if _WOODS.search(head) and _is_harmed(amount, head, "불", text, sentence) else ""
    if head not in _BUILT or amount.unit == "명":
        return ""
    harm = next((harm for harm in _HARMS if _is_harmed(amount, head, harm, text, sentence)), "")
    return f"{harm} 피해 {_BUILT[head]}" if harm else ""


def _is_harmed(amount: Amount, head: str, harm: str, text: str, sentence: str) -> bool:
    """Whether that became of what is counted, and of nothing else: 주택 12채가 불에 탔다, 불에 탄 주택은 38채다; in a list
    also 불탄 산림은 640㏊, 주택은 97채다."""
    if re.match(rf"[가이은는] {_HARMS[harm]}", text[amount.evidence.span.end :]):
        return True
    label = re.escape(head)
    return (
        re.search(rf"{_HARMED[harm]} (?:[가-힣]+[은는] [0-9.,천만]+[㏊가-힣]*, )?{label}[은는이가] ", sentence)
        is not None
    )


def _is_leaked(amount: Amount, event: Event | None, text: str) -> bool:
    """Whether so many people's data have got out: how many are harmed, by any name."""
    start = amount.evidence.span.start
    if amount.unit == "명" and _LEAKED_BEFORE.search(text, max(0, start - _LEAST_BEFORE), start):
        return True
    out = event is not None and "유출" in classes_of(stem_of(event.predicate))
    return out and amount.unit == "명" and _LEAKED.match(text, amount.evidence.span.end) is not None


def _is_ill(amount: Amount, text: str) -> bool:
    """Whether so many fell ill: 학생 46명이 설사 증세를 보였다, 증세를 보인 학생은 134명이다."""
    if re.search(r"증(?:세|상)[을를] (?:보인|호소한) [가-힣]+$", amount.of):
        return True
    told = text[amount.evidence.span.end :][:40]
    return (
        bool(_PEOPLE.search(amount.of))
        and re.match(r"이 (?:[가-힣]+[과와]? ){0,3}증(?:세|상)[을를] (?:보|호소)", told) is not None
    )


def _have_signed(amount: Amount, event: Event | None, text: str) -> bool:
    """Whether so many have signed: 반대 서명에 주민 4천200명이 참여했다, 서명한 주민은 3400명이다, 8200명의 반대 서명을 냈다."""
    span = amount.evidence.span
    joins = event is not None and event.predicate in _JOIN
    if joins and _SIGNS.search(text[max(0, span.start - _LEAST_BEFORE) : span.start]):
        return True
    return bool(_SIGNING.search(amount.of) or _SIGNED.match(text, span.end))


def _is_bribe(amount: Amount, text: str, sentence: str) -> bool:
    """Whether so much was taken, in an article of bribery alone: 받은 돈은 3억원이다, 공소장에 적힌 액수는 2억8천만원이다."""
    if amount.unit != "KRW" or not _BRIBERY.search(text) or _OTHER_CRIMES.search(text):
        return False
    span = amount.evidence.span
    if amount.of == "액수":
        return _CHARGED.search(sentence) is not None
    taken = _TAKEN.search(text, max(0, span.start - _LEAST_BEFORE), span.start)
    return not amount.of and taken is not None


def _have_fled(amount: Amount, event: Event | None, text: str) -> bool:
    """Whether so many of those who live there have left their homes: 주민 300명이 학교로 대피했다."""
    if event is None or amount.unit != "명" or not _RESIDENTS.search(amount.of):
        return False
    done = event.certainty.status is Status.HAPPENED and not event.is_minor
    stem = stem_of(event.predicate)
    start = event.evidence.span.start
    saves = event.predicate == "피하다" and _SAVES.search(text[max(0, start - _LEAST_BEFORE) : start]) is not None
    fled = saves or "대피" in classes_of(stem) or phrase_class(stem, event.nouns) == "대피"
    return done and fled and _DOES.match(text, amount.evidence.span.end) is not None


def _is_some(amount: Amount, text: str) -> bool:
    """Whether the words before a label say that only some of those are counted: 이 가운데 주민 80명."""
    start = amount.evidence.span.start
    label = text.rfind(amount.of, max(0, start - _LEAST_BEFORE), start) if amount.of else start
    return _SOME.search(text, max(0, label - _LEAST_BEFORE), label) is not None


def _are_sheltered(amount: Amount, event: Event | None, text: str, sentence: str) -> bool:
    """Whether so many have not gone home again: 대피소에 남은 주민은 640명이다, 대피소에 주민 310명이 머물고 있다."""
    if amount.unit != "명" or _SHELTER.search(sentence) is None:
        return False
    if _STAYING.search(amount.of):
        return True
    stays = event is not None and event.predicate in _STAYS and event.certainty.status is not Status.PLANNED
    return stays and bool(_RESIDENTS.search(amount.of)) and _DOES.match(text, amount.evidence.span.end) is not None
