"""Why facts were linked, as a reader reads it."""

import pytest

from sitegen.compose.reasons import reason_of
from sitegen.compose.words import words_of


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("same day, 체결, 2 of 2 actors", "같은 날 · 체결 · 행위자 2/2 일치"),
        ("same day, 체결, 2 of 2 actors, 협약", "같은 날 · 체결 · 행위자 2/2 일치 · 대상 ‘협약’"),
        ("the day lies in the time told, 제소, 소송", "알려진 기간에 든 날 · 제소 · 대상 ‘소송’"),
        ("same period, same thing, 1 of 2 actors", "같은 기간 · 같은 대상 · 행위자 1/2 일치"),
        ("told at the time, 연기, 처리", "때가 어긋나지 않음 · 연기 · 대상 ‘처리’"),
        ("told again, 협상", "앞선 일을 다시 전함 · 협상"),
        ("the same sentence, printed twice", "같은 문장을 옮겨 실음"),
        ("the same words of the same speaker", "같은 사람의 같은 말"),
        ("ends the plan: 연기하다", "계획을 미루거나 그만둔 일(‘연기하다’)"),
        ("planned and done: 체결", "계획한 일의 실행"),
        ("what came of it: 승인하다", "계획이 이른 결과(‘승인하다’)"),
        ("on the day planned", "계획한 바로 그날의 일"),
        ("the thing planned, at its time", "계획한 대상, 계획한 때"),
        ("재산 피해: a later figure", "‘재산 피해’의 뒤이은 수치"),
        ("사망: one time, two figures", "‘사망’, 같은 때의 다른 수치"),
        ("one event, two times", "같은 사건, 다른 시각"),
        ("one event, two counts", "같은 사건, 다른 수"),
        ("해온전력 denies it", "해온전력 부인"),
        ("somebody denies it", "부인"),
        (
            "3 conflict, 1 denial, 24 events, 7 outcome, 10 series",
            "공통 사건 24건, 계획의 결과 7건, 수치의 변화 10건, 엇갈린 보도 3건, 부인 1건",
        ),
        ("story: in the front matter", "기사 머리말이 같은 주제를 가리킵니다."),
        ("a reason of tomorrow", "a reason of tomorrow"),
        ("same day", "same day"),
        ("3 conflict, 2 of something", "3 conflict, 2 of something"),
        ("", ""),
    ],
)
def test_reasons_are_said_in_korean(reason: str, said: str) -> None:
    """Each pattern has its words; what is not known stands as it is."""
    assert reason_of(reason, words_of("ko")) == said


def test_reasons_are_said_in_english() -> None:
    """The other language has the same patterns."""
    assert (
        reason_of("same day, 체결, 2 of 2 actors, 협약", words_of("en"))
        == "same day · 체결 · 2 of 2 actors · about ‘협약’"
    )
    assert reason_of("2 events, 1 outcome", words_of("en")) == "events in common: 2, outcomes of plans: 1"
