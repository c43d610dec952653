"""What the desk calls things, by the language of the site."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeskWords:
    """The words of one language. *kinds* are those of facts, *keys* their keys, *choices* the values of choices as a
    newsroom says them, *done* what an editor has done, *said* everything else."""

    kinds: Mapping[str, str]
    keys: Mapping[str, str]
    choices: Mapping[str, str]
    done: Mapping[str, str]
    said: Mapping[str, str]


_KO = DeskWords(
    kinds={
        "event": "사건", "amount": "수치", "person": "인물", "org": "기관", "quote": "인용", "alias": "약칭", "term": "용어",
        "time": "일시",
    },
    keys={
        "when": "언제", "who": "누가", "place": "어디서", "status": "상태", "basis": "누구의 말인지", "source": "출처",
        "headline": "내용", "low": "최소", "high": "최대", "unit": "단위", "of": "무엇의 수치", "approx": "어림", "name": "이름",
        "title": "직함", "org": "소속", "speaker": "말한 이", "full": "본말", "short": "약칭", "term": "용어", "gloss": "뜻풀이",
        "value": "일시",
    },
    choices={
        "happened": "일어난 일", "ongoing": "진행 중", "planned": "예정", "pursued": "추진", "considered": "검토",
        "expected": "전망", "estimated": "추정", "alleged": "주장", "denied": "부인", "dropped": "무산·연기", "stated": "설명",
        "writer": "기자 서술", "announced": "발표", "said": "발언", "claimed": "주장", "media": "보도", "unnamed": "익명",
        "analysis": "분석", "true": "예", "false": "아니요",
    },
    done={"hide": "숨김", "set": "고침", "add": "추가", "pin": "맨 앞으로", "accept": "확인"},
    said={
        "title": "사실 고치기", "skip": "사실 목록으로", "article": "기사 화면", "text": "원문", "facts": "사실 {count}건",
        "accepted": "확인함", "edited": "편집자 수정", "why": "까닭", "save": "저장", "cancel": "취소", "was_done": "편집자가 한 일",
        "accept": "확인", "hide": "숨기기", "fix": "고치기", "open": "편집기로 열기", "next": "다음·이전", "first": "맨 앞으로",
        "undo": "되돌리기", "no_article": "기사를 찾을 수 없습니다", "no_action": "알 수 없는 동작입니다",
        "no_text": "값은 글자여야 합니다",
    },
)  # fmt: skip
_EN = DeskWords(
    kinds={
        "event": "event", "amount": "figure", "person": "person", "org": "organisation", "quote": "quotation",
        "alias": "short name", "term": "term", "time": "time",
    },
    keys={
        "when": "when", "who": "who", "place": "where", "status": "status", "basis": "on whose word", "source": "source",
        "headline": "line", "low": "least", "high": "most", "unit": "unit", "of": "figure of", "approx": "about",
        "name": "name", "title": "title", "org": "organisation", "speaker": "speaker", "full": "full name",
        "short": "short name", "term": "term", "gloss": "meaning", "value": "time",
    },
    choices={
        "happened": "happened", "ongoing": "under way", "planned": "planned", "pursued": "pursued",
        "considered": "considered", "expected": "expected", "estimated": "estimated", "alleged": "alleged",
        "denied": "denied", "dropped": "dropped or put off", "stated": "statement", "writer": "the reporter's words",
        "announced": "announced", "said": "said", "claimed": "claimed", "media": "reported", "unnamed": "unnamed source",
        "analysis": "analysis", "true": "yes", "false": "no",
    },
    done={"hide": "hidden", "set": "corrected", "add": "added", "pin": "put first", "accept": "confirmed"},
    said={
        "title": "Correct facts", "skip": "Skip to the facts", "article": "The article's page", "text": "Text",
        "facts": "{count} facts", "accepted": "confirmed", "edited": "edited", "why": "why", "save": "Save",
        "cancel": "Cancel", "was_done": "What the editor has done", "accept": "Confirm", "hide": "Hide", "fix": "Correct",
        "open": "Open in the editor", "next": "next, previous", "first": "put first", "undo": "undo",
        "no_article": "there is no such article", "no_action": "there is no such action", "no_text": "values are text",
    },
)  # fmt: skip
DESK_WORDS: Mapping[str, DeskWords] = {"ko": _KO, "en": _EN}
