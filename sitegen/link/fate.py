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
_DOES = re.compile(r"[은이]\s")
_SHELTER = re.compile(r"(?:대피소|대피 시설|체육관|임시 ?(?:주거|숙소|거처)|마을회관|경로당)[가-힣]*에")
_STAYS = frozenset({"머물다", "남다", "지내다", "묵다", "생활하다"})
_STAYING = re.compile(r"(?:남은|남아 있는|머무는|머문|머물고 있는|지내는) 주민$")
_AREAS = frozenset({"㏊", "ha", "헥타르"})
_WOODS = re.compile(r"(?:산림|숲|임야|면적|구역)$")
_FIRE = re.compile(r"산불|불[이에은길]|불탄|불타|화재|[가이] 탔|탄 산림|소실")
_BUILT = {
    "주택": "주택",
    "가옥": "주택",
    "집": "주택",
    "민가": "주택",
    "건물": "건물",
    "비닐하우스": "비닐하우스",
    "차량": "차량",
}
_HARM = re.compile(
    r"불에 ?[타탄탔]|불[타탄탔]|전소|소실|침수|잠[기긴겼]|물에 잠|무너[지진졌져]|파손|부서[지진졌져]|매몰"
)
_SIGNS = re.compile(r"서명(?:운동)?에 (?:[가-힣]+ )?$")
_JOIN = frozenset({"참여하다", "동참하다", "참가하다"})
_TAKEN = re.compile(r"(?:받은|건네받은|챙긴|받아 챙긴) (?:돈|금품|뒷돈)[은이가] (?:모두 |약 )?$")
_TAKES = re.compile(r"[을를] (?:건네)?받(?:은|았|아 챙긴)")
_CHARGED = re.compile(r"영장|공소장|기소|혐의|재판부")
_BRIBERY = re.compile(r"뇌물|금품|수뢰|수수|뒷돈")
_OTHER_CRIMES = re.compile(r"횡령|배임|사기|탈세")
_MAY_BE = frozenset({Status.HAPPENED, Status.STATED})


def fate_of(amount: Amount, event: Event | None, text: str, sentence: str) -> str:
    """The measure that a figure is one of by what became of what it counts; "" where that is not told.

    *text* is the article's, *sentence* the one that holds the figure."""
    if _is_leaked(amount, event, text):
        return _LEAKED_ONES
    if _have_fled(amount, event, text) or _are_sheltered(amount, event, text, sentence):
        return _FLED
    if _is_bribe(amount, text, sentence):
        return BRIBES
    start = amount.evidence.span.start
    if (
        amount.unit == "명"
        and event is not None
        and event.predicate in _JOIN
        and _SIGNS.search(text[max(0, start - _LEAST_BEFORE) : start])
    ):
        return "서명"
    if event is not None and event.certainty.status not in _MAY_BE:
        return ""
    head = amount.of.split()[-1] if amount.of else ""
    if amount.unit in _AREAS:
        return _BURNT if _WOODS.search(head) and _FIRE.search(sentence) else ""
    return f"피해 {_BUILT[head]}" if head in _BUILT and amount.unit != "명" and _HARM.search(sentence) else ""


def _is_leaked(amount: Amount, event: Event | None, text: str) -> bool:
    """Whether so many people's data have got out: how many are harmed, by any name."""
    start = amount.evidence.span.start
    if amount.unit == "명" and _LEAKED_BEFORE.search(text, max(0, start - _LEAST_BEFORE), start):
        return True
    out = event is not None and "유출" in classes_of(stem_of(event.predicate))
    return out and amount.unit == "명" and _LEAKED.match(text, amount.evidence.span.end) is not None


def _is_bribe(amount: Amount, text: str, sentence: str) -> bool:
    """Whether so much was taken, in an article of bribery alone: 받은 돈은 3억원이다, 공소장에 적힌 액수는 2억8천만원이다."""
    if amount.unit != "KRW" or not _BRIBERY.search(text) or _OTHER_CRIMES.search(text):
        return False
    span = amount.evidence.span
    if amount.of == "액수":
        return _CHARGED.search(sentence) is not None
    taken = _TAKEN.search(text, max(0, span.start - _LEAST_BEFORE), span.start)
    return not amount.of and (taken is not None or _TAKES.match(text, span.end) is not None)


def _have_fled(amount: Amount, event: Event | None, text: str) -> bool:
    """Whether so many of those who live there have left their homes: 주민 300명이 학교로 대피했다."""
    if event is None or amount.unit != "명" or not _RESIDENTS.search(amount.of):
        return False
    done = event.certainty.status is Status.HAPPENED and not event.is_minor
    stem = stem_of(event.predicate)
    fled = "대피" in classes_of(stem) or phrase_class(stem, event.nouns) == "대피"
    return done and fled and _DOES.match(text, amount.evidence.span.end) is not None


def _are_sheltered(amount: Amount, event: Event | None, text: str, sentence: str) -> bool:
    """Whether so many have not gone home again: 대피소에 남은 주민은 640명이다, 체육관에 주민 310명이 머물고 있다."""
    if amount.unit != "명" or _SHELTER.search(sentence) is None:
        return False
    if _STAYING.search(amount.of):
        return True
    stays = event is not None and event.predicate in _STAYS and event.certainty.status is not Status.PLANNED
    return stays and bool(_RESIDENTS.search(amount.of)) and _DOES.match(text, amount.evidence.span.end) is not None
