"""Whether the words look ahead: the tense of the predicate that a time belongs to."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from sitegen.model.text import Document, Morph, Sentence, Span
from sitegen.rules.rule import word_set

_PLAN = frozenset({"예정", "계획", "방침", "전망", "목표", "예상"})
_TOLD_AHEAD = frozenset({"예고", "예약", "제안", "약속", "통보"})  # 14일 파업을 예고했다: said before that day
_PUT_OFF = frozenset({"연기", "미루", "늦추", "앞당기", "늦춰지", "미뤄지", "변경"})
_FINAL = frozenset({"XSV", "EC", "VX", "EP", "EF", "SF", "SSC"})
_LONG_AGO = re.compile(r"지난달|지난해|당시|앞서|이미|임기|때\s")
_CLAUSE = 14  # morphemes: 9월로, 가동은 2029년 초로 미뤄졌다
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|”[^“]*“")
_BRACKETED = re.compile(r"\([^()]*\)")
_PUT_BACK = frozenset({"연기", "미루", "늦추", "늦춰지", "미뤄지"})
_SET_BEFORE = re.compile(r"로 (?:잡|예정|정하|정해|정한|계획|예고)[^ ]*(?:던|한|된|은|인) ")
_PROPOSED = frozenset({"방안", "계획", "방침"})
_PURSUED = frozenset({"추진", "준비", "검토", "조율", "협의", "논의", "계획", "타진", "모색"})
_EARLY = re.compile(r"(?:이르면|빠르면|늦어도)\s*$")
_HELD = re.compile(r"\s연\s[가-힣]")  # 4일 연 간담회: Kiwi takes 연 for a year
_REPORT = re.compile(r"^\s?[가-힣A-Za-z0-9·& ]{0,24}?(?:에|의 \S{1,8}에) 따르면")


class Outlook(StrEnum):
    """Where a time lies that does not say so itself."""

    PAST = "past"
    FUTURE = "future"
    NEAREST = "nearest"  # a plan that may be past, an embedded present
    NONE = "none"  # no predicate says


def quotes_in(document: Document, sentence: Sentence) -> tuple[Span, ...]:
    """The stretches of *sentence* between double quotation marks, marks included."""
    text = sentence.span.of(document.text)
    base = sentence.span.start
    return tuple(Span(base + m.start(), base + m.end()) for m in _QUOTED.finditer(text) if m.group()[0] != "”")


def is_report(document: Document, sentence: Sentence, end: int) -> bool:
    """Whether the day that ends at *end* is that of a report: `4일 국세청에 따르면`."""
    return _REPORT.match(document.text[end : sentence.span.end]) is not None


def outlook_of(document: Document, sentence: Sentence, span: Span, quotes: tuple[Span, ...]) -> tuple[Outlook, bool]:
    """The outlook of the time at *span*, and whether the first predicate after it is embedded (…한 회의)."""
    own = next((quote for quote in quotes if span in quote), None)
    end = own.end if own else sentence.span.end
    masked = [quote for quote in quotes if quote != own]
    masked += [
        Span(span.end + m.start(), span.end + m.end()) for m in _BRACKETED.finditer(document.text[span.end : end])
    ]
    if is_report(document, sentence, span.end):
        return Outlook.PAST, False
    if _HELD.match(document.text, span.end):
        return Outlook.PAST, True
    start = span.end
    after = [morph for morph in sentence.morphs if start <= morph.start < end]
    if masked:
        after = [morph for morph in after if not any(mask.start <= morph.start < mask.end for mask in masked)]
    found, embedded = _walk(after, document, since=document.text.endswith("부터", span.start, span.end))
    ending = next((morph.form for morph in after if morph.tag in ("ETM", "EC", "EF")), "")
    if found is Outlook.PAST and ending == "려던" and re.search(r"월 ?\d", span.of(document.text)):
        found = Outlook.NEAREST  # 12월 5일 열려던 공연을 미뤘다: it may lie ahead
    if found is Outlook.FUTURE and "월" in span.of(document.text) and _is_told_of(after):
        found = Outlook.NEAREST  # 5월 13일 회견에서 사겠다고 밝힌 바 있다: it may be the day of the saying
    early = _EARLY.search(document.text[sentence.span.start : span.start])
    if early and found is not Outlook.PAST:
        found = Outlook.FUTURE
    until = document.text.endswith("까지", span.start, span.end)
    ago = _LONG_AGO.search(document.text, sentence.span.start, sentence.span.end)
    if until and not ago and found is Outlook.PAST and _is_prolonged(after):
        return Outlook.NEAREST, embedded  # 접수를 23일까지 연장했다
    if found is Outlook.FUTURE and document.text.startswith("보다", span.end):
        return Outlook.NEAREST, embedded  # 3분기 이익은 2분기보다 줄겠지만: what it is compared with may be past
    return _moved(after, found), embedded


def _is_told_of(after: Sequence[Morph]) -> bool:
    """Whether the first intention in *after* is what somebody said before: 사겠다고 밝힌 바 있다."""
    will = next((number for number, morph in enumerate(after) if morph.tagged == "겠/EP"), len(after))
    reported = will + 1 < len(after) and after[will + 1].tagged in ("다고/EC", "다며/EC", "다면서/EC")
    return reported and any(morph.tagged in ("었/EP", "았/EP") or morph.form == "바" for morph in after[will + 2 :])


def is_put_off(sentence: Sentence, end: int) -> bool:
    """Whether something is put off to the time that ends at *end*: 개장을 10월로 미뤘다; not 10월로 예정된 개장을 미뤘다."""
    after = [morph for morph in sentence.morphs if morph.start >= end][:_CLAUSE]
    if not after or after[0].form not in ("로", "으로"):
        return False
    upto = next((number for number, morph in enumerate(after) if morph.tag in ("ETM", "EC", "EF")), len(after))
    put_off = any(morph.form in _PUT_BACK for morph in after[:upto])
    return put_off and not (upto < len(after) and after[upto].form == "던")


def is_put_back(document: Document, sentence: Sentence, span: Span) -> bool:
    """Whether something is put off to the time at *span* from one named before: 내년 3월로 잡았던 개장을 10월로 미뤘다."""
    before = document.text[sentence.span.start : span.start]
    return is_put_off(sentence, span.end) and _SET_BEFORE.search(before) is not None


def _moved(after: list[Morph], found: Outlook) -> Outlook:
    """*found*, unless the time is what something was set to (9월로 잡았다) or put off to (11월로 연기했다)."""
    words = [morph.form for morph in after if morph.form != "이후"]
    if words[:1] == ["에서"] and found is Outlook.PAST:
        clause = words[1:_CLAUSE]
        to = next((number for number, form in enumerate(clause) if form in ("로", "으로")), len(clause))
        put = next((number for number, form in enumerate(clause[to:], to) if form in _PUT_OFF), None)
        ends = put is not None and all(morph.tag in _FINAL for morph in after[put + 2 :])
        return Outlook.NEAREST if ends else found  # 7월 1일에서 10월 1일로 늦춰졌다; not 연기된 뒤 문을 열었다
    if words[:1] not in (["로"], ["으로"]) or after[0].tag not in ("JKB", "NNG"):
        return found
    clause = words[1:_CLAUSE]
    if "던" in clause:
        clause = clause[: clause.index("던")]  # 7월 초로 잡았던 개장을 미뤘다: the old date, not the new one
    if _PUT_OFF & set(clause):
        return Outlook.FUTURE
    return Outlook.NEAREST if found is Outlook.PAST else found


def _is_prolonged(after: Sequence[Morph]) -> bool:
    """Whether the sentence ends in that something was made to last longer, to the time that *after* begins behind. What
    follows may tell that it is over: 25일까지 연장됐다가 끝났다."""
    forms = [morph.form for morph in after if morph.tag not in ("SF", "SS", "SSC", "SE")]
    return len(forms) == 4 and forms[0] == "연장" and forms[1] in ("하", "되") and forms[2] == "었" and forms[3] == "다"


@cache
def _statives() -> frozenset[str]:
    return word_set("time_stative")


def _walk(after: list[Morph], document: Document, *, since: bool) -> tuple[Outlook, bool]:
    """The first tense that a predicate in *after* shows, from left to right; *since* the time it has gone on."""
    weak = embedded = False
    if len(after) > 1 and after[0].tag == "VCP" and after[1].tag in ("EF", "EC"):
        return Outlook.FUTURE, False  # 다음 회의는 27일이다: what is over would be 27일이었다
    is_topic = "".join(morph.form for morph in after[:2]).startswith(("에는", "엔"))
    for number, morph in enumerate(after):
        if is_topic and morph.tag == "ETM" and morph.form in ("ᆫ", "은", "던"):
            continue  # 하반기에는 크기를 줄인 제품을 내놓기로 했다: the main clause says when
        if morph.form == "던" and any(
            m.tag == "EC" and m.form in ("면", "으면") for m in after[number + 1 : number + _CLAUSE]
        ):
            return Outlook.FUTURE, embedded  # 6월 말까지 쓰던 기기를 반납하면
        if not since and _is_pursued(after, number):
            weak = embedded = True
            continue
        found = _tense(after, number, document)
        if found is _GO_ON_WEAKLY:
            weak = embedded = True
        elif isinstance(found, Outlook):
            embedded = embedded or morph.tag == "ETM"
            if found is Outlook.PAST and weak:
                found = Outlook.NEAREST
            return found, embedded
        elif found is _STOP:
            break
    if weak:
        return Outlook.NEAREST, embedded
    last = [morph for morph in after if morph.tag not in ("SF", "SSC", "SS", "SP", "SE")]
    if last and last[-1].form in _PLAN:
        return Outlook.FUTURE, embedded
    return Outlook.NONE, embedded


_STOP = "stop"
_GO_ON = "go on"
_GO_ON_WEAKLY = "go on weakly"


def _is_pursued(after: list[Morph], number: int) -> bool:
    """Whether the 중 at *number* is that of 하반기 추진 중인 회담: what is under way is the plan, not the talks."""
    around = [morph.tag for morph in after[number : number + 3]]
    return (
        number > 0
        and after[number].form == "중"
        and around == ["NNB", "VCP", "ETM"]
        and after[number - 1].form in _PURSUED
    )


def _tense(after: list[Morph], number: int, document: Document) -> Outlook | str:
    morph = after[number]
    following = after[number + 1] if number + 1 < len(after) else None
    match morph.tag:
        case "EP":
            if morph.form == "겠":
                return Outlook.FUTURE
            if following and following.form.startswith("다가"):
                return _GO_ON  # 올라갔다가 다시 내려올 것으로 보인다: the main clause says when
            return Outlook.PAST if morph.form in ("었", "았", "였", "었었") else _GO_ON
        case "NNG":
            return _noun(after, number)
        case "VV" if morph.form == "앞두":
            return Outlook.FUTURE
        case "NNB":
            ends = following is not None and following.tag in ("VCP", "SF")
            return Outlook.PAST if morph.form == "중" and ends else _GO_ON
        case "ETM":
            return _adnominal(after, number, document)
        case "ETN":
            future = morph.form == "기" and following and following.form == "로" and following.tag == "JKB"
            if future and [(m.form, m.tag) for m in after[number + 2 : number + 4]] == [("하", "VV"), ("ᆫ", "ETM")]:
                return Outlook.NEAREST  # 6월 30일 열기로 한 공청회: it may be over
            return Outlook.FUTURE if future else _GO_ON
        case "EC" | "EF":
            return _ending(after, number)
    return _GO_ON


def _noun(after: list[Morph], number: int) -> Outlook | str:
    morph = after[number]
    rest = [m.form for m in after[number + 1 : number + 4]]
    if morph.form in _TOLD_AHEAD and rest[:1] in (["하"], ["되"]):
        return Outlook.NEAREST
    if morph.form == "키" and rest[:2] == ["로", "하"]:
        return Outlook.FUTURE
    if morph.form in _PLAN and rest[:1] in (["이"], ["되"], ["이다"], ["다"], ["."]):
        return Outlook.NEAREST if rest[1:2] in (["었"], ["던"]) else Outlook.FUTURE
    return _GO_ON


def _adnominal(after: list[Morph], number: int, document: Document) -> Outlook | str:
    morph = after[number]
    before = after[number - 1] if number else None
    following = after[number + 1] if number + 1 < len(after) else None
    if morph.form in ("ᆯ", "을"):
        if following and following.form in ("때", "만큼", "정도", "당시", "뿐"):
            return _GO_ON
        if following and following.form == "수":
            return _GO_ON_WEAKLY  # 볼 수 있었다, 신청할 수 있다
        planned = [m.form for m in after[number + 1 : number + 4]]
        dropped = planned[:1] and planned[0] in _PLAN and planned[1:2] == ["이"] and planned[2:3] in (["었"], ["던"])
        return Outlook.NEAREST if dropped else Outlook.FUTURE
    if morph.form == "던":
        return Outlook.PAST
    if before is None or before.tag not in ("VV", "XSV", "VX"):
        return _GO_ON
    told = morph.form in ("ᆫ다는", "는다는") or (morph.form == "는" and following and following.form == "만큼")
    if told and _happens(after, number - 1):
        return Outlook.FUTURE  # 맺는다는 목표로, 닫히는 만큼
    if morph.form in ("ᆫ", "은"):
        if document.text[morph.start : morph.start + 2] in ("만", "지만") or before.form == "말":
            return _GO_ON_WEAKLY  # Kiwi reads 열지만 as 열/VV 지/EC 말/VX ᆫ/ETM
        if following and following.form in ("뒤", "후", "다음", "이후"):
            return _GO_ON  # 연휴가 끝난 뒤 공개한다: the main clause says when
        if before.form in ("위하", "대하", "관하", "의하"):
            return _GO_ON
        # 27일 노조가 낸 소송을 선고할 예정이다: the day may be that of either verb.
        own = any(m.tagged in ("이/JKS", "가/JKS") for m in after[:number])
        return Outlook.NEAREST if own and _is_planned(after) else Outlook.PAST
    if morph.form == "는" and following and following.form in _PROPOSED and before.form not in ("있", "없", "따르"):
        return Outlook.FUTURE  # 하반기에 예산을 올리는 방안을 검토하고 있다
    if morph.form == "는" and following and following.form not in ("등", "것", "데", "만큼", "반면", "동안", "가운데"):
        return _GO_ON if before.form in ("있", "없", "따르") else _GO_ON_WEAKLY
    return _GO_ON


def _is_planned(after: list[Morph]) -> bool:
    """Whether the sentence ends as a plan does: 선고할 예정이다."""
    last = [m.form for m in after if m.tag not in ("SF", "SS", "SSC", "SE")][-3:]
    return bool(_PLAN & set(last)) and last[-1:] == ["다"]


def _ending(after: list[Morph], number: int) -> Outlook | str:
    morph = after[number]
    following = after[number + 1] if number + 1 < len(after) else None
    if morph.form == "고" and following and following.tag == "VX" and following.form == "있":
        return Outlook.PAST
    if morph.form.startswith(("ᆫ다", "는다")) and _happens(after, number - 1):
        return Outlook.FUTURE
    ordered = number and after[number - 1].tag in ("VV", "XSV", "VX") and morph.form in ("라고", "으라고", "자고")
    if ordered:
        return Outlook.FUTURE  # 30일까지 띄우지 말라고 지시했다
    if morph.form in ("지만", "으나", "나") and _happens(after, number - 1):
        return Outlook.FUTURE
    return _STOP if morph.tag == "EF" else _GO_ON


def _happens(after: list[Morph], number: int) -> bool:
    """Whether the present tense of the verb at *number* tells an event to come; of 말한다 and 해당한다 it does not."""
    if number < 0 or after[number].tag not in ("VV", "XSV", "VX"):
        return False
    verb = after[number]
    if verb.tag == "XSV" and number:
        verb = after[number - 1]
    return verb.tagged not in _statives()
