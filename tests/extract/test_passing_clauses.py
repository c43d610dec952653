"""Clauses told in passing, and whose time, actor and thing are told around them."""

from datetime import date

import pytest

from sitegen.model.facts import Event
from tests.extract.events import all_traced

NOVEMBER = date(2025, 11, 20)


def _event(text: str, surface: str) -> Event:
    (found,) = [one.event for one in all_traced(text, NOVEMBER) if one.event.surface.startswith(surface)]
    return found


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("노조가 지난달 12일 연 집회에는 3천명이 모였다.", "연"),
        ("회사는 8월 30일 결함을 찾아내고도 사흘 뒤에야 알렸다.", "찾아내고도"),
        ("회사는 내년 3월로 늦춘 준공 일정은 바꾸지 않았다.", "늦춘"),
    ],
)
def test_a_deed_in_passing_is_told(text: str, surface: str) -> None:
    assert _event(text, surface).is_minor or _event(text, surface).embedded


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("공시는 금액에 관한 것으로, 규모 전체를 밝힌 것은 아니다.", "밝힌"),
        ("파업이 하루 이어질 때마다 손실이 생긴다는 계산이다.", "이어질"),
        ("금리는 연 3%로 올랐다.", "연"),
    ],
)
def test_what_is_no_deed_is_not_told(text: str, surface: str) -> None:
    assert not [one for one in all_traced(text, NOVEMBER) if one.event.surface.startswith(surface)]


@pytest.mark.parametrize(
    ("text", "surface", "day"),
    [
        # what it is held for has no day
        ("노조는 다음 달 9일 합병에 반대하는 집회를 열 예정이다.", "열", "2025-12-09"),
        # who takes part has none either
        ("회사는 다음 달 18일 시민이 참여하는 협의체를 출범시킬 예정이다.", "출범시킬", "2025-12-18"),
        # a topical time is the main clause's
        ("내년 하반기에는 크기를 줄인 제품을 내놓기로 했다.", "내놓기로", "2026-H2"),
        # what takes place by itself has its day
        ("시장은 다음 달 8일 열리는 공청회에 나온다.", "열리는", "2025-12-08"),
    ],
)
def test_a_time_stands_with_its_verb(text: str, surface: str, day: str) -> None:
    when = _event(text, surface).when
    assert when is not None
    assert when.value == day


@pytest.mark.parametrize(
    ("text", "surface", "theme"),
    [
        ("회사는 보고서를 검토한 뒤 입장을 내겠다고 했다.", "내겠다고", ()),
        ("시는 지난달 12일 병원 이전 계획을 내놨다.", "내놨다", ("병원", "이전")),
        ("시는 협약을 체결하고 12월 착공할 계획이다.", "착공할", ()),
        ("석유를 기반으로 한 새 소재는 내년에 내놓는다.", "내놓는다", ("소재",)),
        ("회사가 새 모델 ‘새벽(DAWN)’을 19일 출시했다.", "출시했다", ("모델", "새벽")),
    ],
)
def test_what_a_verb_is_done_to(text: str, surface: str, theme: tuple[str, ...]) -> None:
    assert _event(text, surface).theme == theme


@pytest.mark.parametrize(
    ("text", "surface", "who"),
    [
        # what the topic did to the noun behind
        ("새벽바다해운은 지난달 12일 연 집회에서 요구안을 밝혔다.", "연", ("새벽바다해운",)),
        # a fronted object has whoever is spoken of
        ("새벽바다해운은 조사에 착수했다. 결과는 다음 달 발표할 예정이다.", "발표할", ("새벽바다해운",)),
        # a thing passes, and not who brought it in
        ("새벽바다해운은 지난달 10일 본회의를 통과한 법안에 반대했다.", "통과한", ()),
    ],
)
def test_who_does_it(text: str, surface: str, who: tuple[str, ...]) -> None:
    assert _event(text, surface).who == who
