"""Figures that replace each other, and figures that exclude each other."""

import pytest

from tests.link.telling import related, told

FOLLOW = [
    ("2025-03-12", "가람시는 612억원을 들여 경기장을 짓고 있다.", "612억원",
     "2025-06-12", "경기장 사업비는 648억원으로 불어났다.", "648억원"),
    ("2025-03-12", "새길중공업은 3200억원을 투자해 조선소를 짓는다.", "3200억원",
     "2025-06-12", "조선소 투자비는 3650억원으로 늘었다.", "3650억원"),
    ("2025-03-12", "새길중공업은 300명을 새로 채용할 계획이다.", "300명",
     "2025-06-12", "채용 계획은 210명으로 축소했다.", "210명"),
    ("2025-03-12", "소액주주들은 95억원을 물어내라는 손해배상 소송을 냈다.", "95억원",
     "2025-06-12", "청구액은 131억원으로 늘었다.", "131억원"),
    ("2025-03-12", "다친 승객은 31명으로 집계됐다.", "31명", "2025-03-14", "부상자는 39명으로 늘었다.", "39명"),
    ("2025-03-12", "홈 평균 관중은 5천195명이다.", "5천195명", "2025-06-12", "홈 평균 관중은 6천352명으로 늘었다.", "6천352명"),
    # a list, and a change in a list
    ("2025-03-12", "원고는 83명, 청구액은 42억원이다.", "83명",
     "2025-06-12", "원고는 127명, 청구액은 61억원이 됐다.", "127명"),
    ("2025-03-12", "조선소 총사업비는 1천840억원으로 확정됐다.", "1천840억원",
     "2025-06-12", "총사업비는 2260억원으로 늘었다.", "2260억원"),
    ("2025-03-12", "배터리 과열 신고 37건이 접수됐다.", "37건", "2025-06-12", "과열 신고는 54건으로 늘었다.", "54건"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "one", "first", "later", "other", "second"), FOLLOW)
def test_a_later_figure_replaces_the_former(
    day: str, one: str, first: str, later: str, other: str, second: str
) -> None:
    assert ("series", first, second) in related(told(day, one), told(later, other))


APART = [
    # two places
    ("2025-03-12", "가람시의 강수량은 120㎜다.", "2025-03-14", "논산시의 강수량은 341㎜다."),
    # what one side asks for
    ("2025-03-12", "수수료 상한은 12%로 정해졌다.", "2025-03-14", "오세람 대표는 상한을 8%로 낮춰야 한다고 주장했다."),
    # the share that was sold is not what is held
    ("2025-03-12", "해온그룹은 지금도 지분 31%를 가진 2대 주주다.", "2025-03-14", "해온그룹은 지분 6%를 매각했다."),
    # how many more
    (
        "2025-03-12",
        "가람시는 전세버스 120대를 투입할 계획이다.",
        "2025-03-14",
        "가람시는 전세버스 30대를 추가로 투입하기로 했다.",
    ),
    # two votes
    ("2025-03-12", "찬성률은 87.4%였다.", "2025-06-14", "찬성률은 61.2%였다."),
    # rounded
    ("2025-03-12", "횡령액은 210억원이다.", "2025-03-14", "횡령액은 200억여원이다."),
]


@pytest.mark.parametrize(("day", "one", "later", "other"), APART)
def test_figures_of_two_things_do_not_follow_each_other(day: str, one: str, later: str, other: str) -> None:
    assert not {one for one in related(told(day, one), told(later, other)) if one[0] == "series"}


def test_two_counts_of_one_time_are_at_odds() -> None:
    one = told("2025-03-12", "소방당국은 12일 오전 6시 기준으로 15명이 다친 것으로 집계했다.")
    other = told("2025-03-12", "가람시는 12일 오전 6시까지 이번 사고로 14명이 다쳤다고 밝혔다.", paper="b")
    kinds = {kind for kind, *surfaces in related(one, other) if set(surfaces) == {"15명", "14명"}}
    assert kinds == {"conflict"}
