"""Which sentences of two articles tell of one event, and which only look alike."""

import pytest

from sitegen.analyse import document_of
from sitegen.extract import facts_of
from sitegen.read import read_seed
from tests.link.telling import merged, told

# Two days, two sentences, the words by which each tells the event.
ONE_EVENT = [
    # a clause that describes a noun
    ("2025-03-12", "새길중공업은 11일 해온그룹과 공급 계약을 체결했다.", "체결했다",
     "2025-04-20", "새길중공업이 지난달 11일 해온그룹과 맺은 공급 계약의 물량이 줄었다.", "맺은"),
    ("2025-03-12", "검찰은 11일 오세람 새길중공업 대표를 횡령 혐의로 구속기소했다.", "구속기소했다",
     "2025-06-20", "횡령 혐의로 재판에 넘겨진 오세람 새길중공업 대표가 법정에 나왔다.", "넘겨진"),
    # an accident by its name, and in short
    ("2025-03-12", "11일 가람시 늘솔터널 앞에서 화물열차가 탈선했다.", "탈선했다",
     "2025-05-02", "지난 3월 11일 늘솔터널 앞에서 일어난 사고로 2명이 다쳤다.", "일어난"),
    ("2025-03-12", "11일 가람시 늘솔터널 앞에서 화물열차가 탈선했다.", "탈선했다",
     "2025-03-14", "화물열차는 11일 늘솔터널을 앞두고 선로를 이탈했다.", "이탈했다"),
    # what goes on from a day is told of that day
    ("2025-03-12", "경찰은 11일 오전 10시부터 3시간 동안 조선소에서 합동감식을 벌였다.", "벌였다",
     "2025-03-20", "1차 감식은 지난 11일 이뤄졌다.", "이뤄졌다"),
    # who does it here is whom it is done to there
    ("2025-03-12", "새길중공업은 11일 이사회를 열어 오세람 대표를 해임했다.", "해임했다",
     "2025-05-20", "오세람 대표는 지난 3월 해임됐다.", "해임됐다"),
    # 경찰 is 가람경찰서
    ("2025-03-12", "가람경찰서는 11일 새길중공업을 압수수색했다.", "압수수색했다",
     "2025-04-01", "경찰이 지난달 11일 새길중공업을 압수수색한 지 21일 만이다.", "압수수색한"),
    # the deed that a day began
    ("2025-03-12", "새길중공업 노동조합은 11일 파업에 들어갔다.", "들어갔다",
     "2025-04-01", "지난달 11일 시작된 파업은 나흘 만에 끝났다.", "시작된"),
    # asked for, with the words passed on
    ("2025-03-12", "가람시는 11일 새길중공업에 조선소의 안전 자료를 보완하라고 요구했다.", "요구했다",
     "2025-05-02", "가람시는 지난 3월 조선소의 안전 자료를 더 내라고 요구하면서 허가를 미뤘다.", "요구하면서"),
    # what was news, named again by its object
    ("2025-11-12", "새길중공업은 11일 조선소 착공을 내년 3월로 연기했다.", "연기했다",
     "2026-04-02", "새길중공업이 착공을 연기할 때 든 이유는 자재값이었다.", "연기할"),
    # one statement of a union, by the verb of a newsroom
    ("2025-03-12", "노동조합은 11일 매각에 반대하는 성명을 발표했다.", "발표했다",
     "2025-03-20", "노동조합은 지난 11일 매각에 반대하는 성명을 냈다.", "냈다"),
    # what one agency writes of how things are, in two papers
    ("2025-03-12", "가람시는 조선소 부두가 낡아 고쳐 쓰기 어렵고 새로 지어야 하는 곳이 많은 것이 사실이라고 설명했다.", "사실이라고 설명했다",
     "2025-03-13", "가람시는 조선소 부두가 낡아 고쳐 쓰기 어렵고 새로 지어야 하는 곳이 많은 것이 사실이라고 설명했다.", "사실이라고 설명했다"),
    # what begins again
    ("2025-04-09", "노동조합은 8일 파업 공청회를 다시 열었다.", "열었다",
     "2025-05-20", "노동조합이 지난달 8일 재개한 공청회는 무사히 끝났다.", "재개한"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "one", "first", "later", "other", "second"), ONE_EVENT)
def test_one_event_is_known_in_other_words(day: str, one: str, first: str, later: str, other: str, second: str) -> None:
    assert frozenset({first, second}) in merged(told(day, one), told(later, other))


LOOK_ALIKE = [
    # two people, one charge, one day
    ("2025-03-12", "검찰은 11일 오세람 대표를 구속기소했다.", "2025-03-12", "검찰은 11일 차도윤 이사를 구속기소했다."),
    # two days
    ("2025-03-12", "경찰은 11일 새길중공업을 압수수색했다.", "2025-03-20", "경찰은 19일 새길중공업을 압수수색했다."),
    # two things
    ("2025-03-12", "새길중공업은 11일 잠수함 설계도를 공개했다.", "2025-03-12", "새길중공업은 11일 임금 인상안을 공개했다."),
    # the blast, and the fall of the wall after it
    ("2025-03-12", "11일 가람시 조선소에서 탱크가 폭발했다.", "2025-03-12", "11일 가람시 조선소에서 담장이 무너졌다."),
    # two matches of one day
    ("2025-03-12", "가람경찰서는 11일 새길중공업을 압수수색했다.", "2025-03-12", "해온경찰서는 11일 새길중공업을 압수수색했다."),
    ("2025-03-12", "가람FC는 11일 한여울FC에 2-1로 이겼다.", "2025-03-12", "해온FC는 11일 늘솔FC에 3-0으로 이겼다."),
    # two votes of one day
    ("2025-03-12", "가람지회의 파업 찬반투표는 11일 가결됐다.", "2025-03-12", "해온지회의 임금 협약 투표는 11일 부결됐다."),
    # what is said to be so, and not to be so
    ("2025-03-12", "새길중공업은 잠수함 설계도가 유출되지 않았다고 설명했다.",
     "2025-08-12", "새길중공업은 지난 3월 잠수함 설계도가 유출됐다고 발표했다."),
    ("2025-03-12", "노동조합은 11일 조선소에서 파업 집회를 열지 않았다.", "2025-03-12", "노동조합은 11일 조선소에서 파업 집회를 열었다."),
    ("2025-03-12", "가람경찰서는 11일 조선소에서 도면을 찾지 못했다.", "2025-03-12", "가람경찰서는 11일 조선소에서 도면을 찾았다."),
    # two counts
    ("2025-03-12", "가람시가 파악한 조선소 피해 주민은 412명이다.", "2025-06-12", "가람시는 지난 3월 조선소 피해 주민을 397명으로 집계했다."),
    # a first ruling and that of the second court
    ("2025-03-12", "가람지법은 11일 오세람 대표에게 징역 3년을 선고했다.",
     "2025-08-12", "가람고법은 11일 오세람 대표에게 징역 2년을 선고했다."),
]  # fmt: skip


@pytest.mark.parametrize(("day", "one", "later", "other"), LOOK_ALIKE)
def test_two_events_that_look_alike_stay_apart(day: str, one: str, later: str, other: str) -> None:
    assert merged(told(day, one), told(later, other, paper="b")) == set()


def test_a_recap_that_fits_two_days_fits_none() -> None:
    raids = [told(f"2025-0{month}-12", "경찰은 11일 새길중공업을 압수수색했다.") for month in (3, 4)]
    assert merged(*raids, told("2025-06-01", "경찰이 앞서 새길중공업을 압수수색한 바 있다.")) == set()


def test_a_recap_of_another_affair_is_not_merged() -> None:
    text = "달빛극장 개관\n\n경찰이 앞서 압수수색한 바 있는 달빛극장이 문을 열었다. 관객과 배우들이 무대를 찾았다.\n"
    other = facts_of(document_of(read_seed("seeds/2025-04-01-b.txt", text.encode(), timezone="Asia/Seoul")))
    assert merged(told("2025-03-12", "경찰은 11일 새길중공업을 압수수색했다."), other) == set()
