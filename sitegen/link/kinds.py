"""What kind of deed an event tells, from its verb with its object: 첫 삽을 뜨다, 조사를 받다, 회의를 다시 열다."""

import re
from collections.abc import Sequence
from functools import cache

from sitegen.link.deed import classes_of, has_phrases, is_known, is_light, phrase_class, stem_of
from sitegen.link.window import SPEAKING
from sitegen.model.facts import ArticleFacts, Event, Status
from sitegen.rules.rule import word_set

ACCIDENT = "사고"  # what any accident is called in short
_OCCURS = "발생"
_TAKES = frozenset({"받다", "입다"})
_BEGINS = frozenset({"착수", "개막", "개장"})
_RUNS_AGAIN = frozenset({"받다", "돌리다", "가동하다", "진행하다", "판매하다"})  # behind 다시
_ONCE_MORE = re.compile(r"(?<![가-힣])(?:다시|재차)\s?$")
_OBJECT = re.compile(r"(?<![가-힣])([가-힣]{1,4})[을를]\s$")
_RESOLVED, _BY_VOTE = "의결", frozenset({"임명", "해임"})  # who is voted in or out is so by the vote
_DECIDED = re.compile(r"([가-힣]{1,6})기로\s(?:[가-힣]+[을를]\s)?$")  # 처리하기로 방침을 정했다: the deed
_WHEN_ENDS = ("시점", "시기", "일정", "날짜", "기한", "시한")
_RUMMAGES = "뒤지다"
_INVESTIGATES, _LOST = re.compile(r"지검|검찰|경찰|특검|공수처|수사"), re.compile(r"실종|(?<!압수)수색|구조대|찾기 위")
_DAY_OF = re.compile(r"(..+)(?:일|식)$")
_DIVISION = re.compile(r"(?:형사|민사|행정|가사|합의|단독|항소|수사|조사)+\d*부$")


def kinds_of(event: Event, theme: Sequence[str], read: ArticleFacts) -> frozenset[str]:
    """The classes of what *event* of *read* tells; *theme* is what it is about, without its actors."""
    kinds = _kinds(event, theme, read)
    if event.certainty.status is Status.PLANNED and (decided := _DECIDED.search(_before(event, read, 24))):
        stem = stem_of(decided[1].removesuffix("하") + ("다" if not decided[1].endswith("하") else "하다"))
        kinds |= classes_of(stem) if is_known(stem) else frozenset()
    begins = not kinds.isdisjoint(_BEGINS) or event.predicate in _RUNS_AGAIN
    if begins and _ONCE_MORE.search(_before(event, read, 4)):
        kinds |= {"재개"}
    if _OCCURS in kinds and event.theme:
        kinds |= _what_occurred(event.theme)
    elif not kinds.isdisjoint(_accidents()):
        kinds |= {ACCIDENT}
    if event.certainty.status is Status.DENIED:
        kinds |= {"부인"}
    if event.embedded in ("adnominal", "joined"):
        return kinds  # 연기하고 …라고 보도했다: the saying is the sentence's own
    spoken = SPEAKING.get(event.certainty.basis)
    return kinds | spoken if spoken else kinds


def _before(event: Event, read: ArticleFacts, letters: int) -> str:
    start = event.evidence.span.start
    return read.article.text[max(0, start - letters) : start]


def _kinds(event: Event, theme: Sequence[str], read: ArticleFacts) -> frozenset[str]:
    stem = stem_of(event.predicate)
    if stem == _RUMMAGES and not _is_search(event, read):
        return frozenset()
    head = event.theme[-1:]
    light = is_light(stem)
    if has_phrases(stem):
        beside = [noun for noun in event.nouns if noun not in event.theme]  # 맹 대표를 재판에 넘기다
        if not head and (idiom := _OBJECT.search(_before(event, read, 8))):
            beside.append(idiom[1])  # 합병에 뜻을 모은: an object that says nothing alone
        named = phrase_class(stem, head if light and head else (*head, *beside))
        if named:
            return frozenset({named})
    if light:
        done = (*head, *theme[-1:])[:1]
        return classes_of(done[0]) if done else frozenset()
    if stem in _TAKES and head and not head[0].endswith("상"):
        return classes_of(stem) | classes_of(head[0])  # 검사를 받다: the test
    kinds = classes_of(stem)
    if _RESOLVED in kinds and head and head[0].endswith("안") and is_known(head[0][:-1]):
        return kinds | (classes_of(head[0][:-1]) & _BY_VOTE)  # 이사회는 선임안을 통과시켰다
    return kinds


def _is_search(event: Event, read: ArticleFacts) -> bool:
    """Whether who rummages a place looks for evidence, and not for somebody who is lost."""
    number = event.evidence.sentence
    here = [span.of(read.article.text) for span in read.sentences[number : number + 2]] if number >= 0 else []
    return bool(here) and bool(_INVESTIGATES.search(here[0])) and not any(map(_LOST.search, here))


def _what_occurred(theme: Sequence[str]) -> frozenset[str]:
    """What came about, from its name: 화재가 발생하다, 탈선 사고가 나다."""
    named = [word for word in theme[-2:] if is_known(word)]
    found = frozenset[str]().union(*(classes_of(word) for word in named))
    return found | {ACCIDENT} if theme[-1].endswith(("사고", "참사")) or found & _accidents() else found


@cache
def _accidents() -> frozenset[str]:
    return word_set("accidents")


def is_any_accident(kinds: frozenset[str]) -> bool:
    """Whether only an accident is told of, and not which: 사고가 나다."""
    return {ACCIDENT, _OCCURS} <= kinds and not kinds & _accidents()


def is_division(noun: str) -> bool:
    """Whether a noun names a court's or a prosecution's division: 형사합의부."""
    return noun.endswith("부") and bool(_DIVISION.search(noun))


def about(theme: Sequence[str]) -> tuple[str, ...]:
    """*theme* without its last word where that only carries the verb or the time: 첫 삽, 막; 준공 시기, 출시일."""
    words = [word for word in theme if not is_division(word)]
    if len(words) == 1 and words[0].removesuffix("들") in word_set("collective_actors"):
        return ()  # 노조는 예고했다: who does it, and not what it is about
    while words and words[-1] in word_set("idiom_objects"):
        words.pop()
    if len(words) > 1 and words[-1].endswith(_WHEN_ENDS):
        words.pop()
    if words and words[-1].endswith(("일", "식")) and (day := _DAY_OF.fullmatch(words[-1])) and is_known(day[1]):
        words[-1] = day[1]
    return tuple(words)
