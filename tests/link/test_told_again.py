"""What is told again by its month, by its government, by the vote that was held; and tallies that run on."""

import pytest

from sitegen.model.facts import Event
from tests.link.telling import merged, related, told

AGAIN = [
    # a denial, by what was denied
    ("2025-04-17", "새길중공업은 16일 철근을 설계보다 적게 넣었다는 안전시민모임의 주장을 부인했다.", "부인했다",
     "2025-05-22", "새길중공업은 지난달 철근 누락 주장을 부인한 바 있다.", "부인한"),
    # a ministry, and the government
    ("2025-03-12", "농림축산식품부는 11일 가람시의 가축 이동제한을 해제했다.", "해제했다",
     "2025-05-22", "정부는 지난 3월 11일에야 가람시의 가축 이동제한을 해제했다.", "해제했다"),
    # an order, by two verbs
    ("2025-03-12", "가람시는 11일 농장에 48시간 이동중지 명령을 내렸다.", "내렸다",
     "2025-03-20", "가람시가 지난 11일 농장에 발령한 이동중지 명령은 이틀 만에 풀렸다.", "발령한"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "one", "first", "later", "other", "second"), AGAIN)
def test_it_is_told_again(day: str, one: str, first: str, later: str, other: str, second: str) -> None:
    assert frozenset({first, second}) in merged(told(day, one), told(later, other))


TWO = [
    # two denials of one firm
    ("2025-04-17", "새길중공업은 16일 철근을 설계보다 적게 넣었다는 안전시민모임의 주장을 부인했다.",
     "2025-05-22", "새길중공업은 지난달 임금 체불 주장을 부인한 바 있다."),
    # two ministries
    ("2025-03-12", "농림축산식품부는 11일 조선소 부지의 개발 제한을 해제했다.",
     "2025-05-22", "국토교통부는 지난 3월 조선소 부지의 개발 제한을 해제했다."),
    # the news of the day, and how rare it is
    ("2025-03-06", "새길중공업 농장에서 5일 구제역이 발생했다.",
     "2025-03-12", "11일에는 해온그룹 농장도 확진됐다. 해온그룹에서 구제역이 나온 것은 처음이다."),
    # two orders, two towns, two claims with a word in common
    ("2025-03-12", "가람시는 11일 이동중지 명령을 내렸다.", "2025-03-13", "가람시는 11일 영업정지 명령을 내렸다."),
    ("2025-03-12", "11일 가람시 농장에서 구제역이 나왔다.", "2025-03-13", "11일 은성시 농장에서 구제역이 나왔다."),
    ("2025-04-17", "새길중공업은 16일 철근을 설계보다 적게 넣었다는 모임의 주장을 부인했다.",
     "2025-05-22", "새길중공업은 지난달 철근 납품 담합 주장을 부인한 바 있다."),
]  # fmt: skip


@pytest.mark.parametrize(("day", "one", "later", "other"), TWO)
def test_it_is_another(day: str, one: str, later: str, other: str) -> None:
    assert not merged(told(day, one), told(later, other))


def test_what_was_planned_for_the_day_of_a_vote_is_the_vote_that_was_held() -> None:
    plan = told("2025-05-12", "선관위는 22일 가람시 주민소환투표를 실시하기로 했다.")
    held = told("2025-05-23", "새길중공업 오세람 대표가 22일 치러진 주민소환투표를 지켜봤다.")
    assert ("outcome", "실시하기로 했다", "치러진") in related(plan, held)


def test_a_vote_of_another_town_or_firm_is_not_it() -> None:
    for planned, came in (
        (
            "가람시 선관위는 22일 시장 보궐선거를 실시하기로 했다.",
            "홍길수 은성시장이 22일 치러진 은성시장 보궐선거에서 이겼다.",
        ),
        (
            "새길중공업은 22일 찬반투표를 실시하기로 했다.",
            "해온그룹 오세람 대표는 22일 치러진 찬반투표 결과를 받아들였다.",
        ),
    ):
        assert not related(told("2025-05-12", planned), told("2025-05-23", came))


def test_a_tally_runs_on_as_of_the_hour_told_before() -> None:
    one = told("2025-03-09", "가람시는 8일 오후 6시까지 확진 농장이 5곳으로 늘었다고 밝혔다. 살처분한 소는 934마리다.")
    other = told("2025-03-10", "정부는 8일 오후 6시 현재 살처분한 소가 756마리라고 9일 집계했다.", paper="b")
    assert ("conflict", "934마리", "756마리") in related(one, other)


def test_a_tally_of_another_paragraph_or_town_does_not() -> None:
    first = "가람시는 8일 오후 6시까지 확진 농장이 5곳으로 늘었다고 밝혔다."
    other = told("2025-03-10", "정부는 8일 오후 6시 현재 살처분한 소가 756마리라고 9일 집계했다.", paper="b")
    for rest in ((first, "살처분한 소는 934마리다."), (f"{first} 은성시 농장에서 살처분한 소는 934마리다.",)):
        assert ("conflict", "934마리", "756마리") not in related(told("2025-03-09", *rest), other)


def test_signatures_are_handed_in_once() -> None:
    one = told("2025-03-07", "노동조합이 낸 매각 반대 서명은 2만1천840명분이다.")
    other = told("2025-04-18", "노동조합이 지난달 6일 낸 매각 반대 서명은 2만1천480명분이었다.")
    assert {kind for kind, *_ in related(one, other)} == {"conflict"}


def test_two_bodies_hand_in_their_own_signatures() -> None:
    one = told("2025-03-07", "노동조합이 낸 매각 반대 서명은 2만1천840명분이다.")
    other = told("2025-03-08", "시민모임이 낸 매각 반대 서명은 3만명분이다.", paper="b")
    assert not related(one, other)


def test_a_goal_is_no_figure_of_the_row() -> None:
    one = told(
        "2025-02-12",
        "조선소 게임은 10일까지 74만장 팔렸다.",
        "오세람 대표는 “누적 판매량 100만장을 넘기겠다”고 말했다.",
    )
    other = told("2025-07-03", "조선소 게임이 지난달 30일까지 120만장 팔렸다.")
    found = related(one, other)
    assert ("series", "74만장", "120만장") in found
    assert not [row for row in found if "100만장" in row]


def test_those_who_saved_themselves_are_those_who_left_home() -> None:
    one = told("2025-03-06", "주민 214명은 학교 체육관으로 몸을 피했다.")
    other = told("2025-03-07", "집을 떠난 주민은 398명으로 늘었다.")
    assert ("series", "214명", "398명") in related(one, other)


def test_what_was_held_was_held_by_nobody_who_stands_before() -> None:
    facts = told("2025-05-23", "오세람 가람시장이 22일 치러진 주민소환투표에서 시장직을 잃었다.").facts
    found = {fact.surface: (fact.who, fact.theme) for fact in facts if isinstance(fact, Event)}
    assert found["치러진"] == ((), ("주민소환투표",))
    assert found["잃었다"] == (("오세람",), ("시장직",))


def test_two_bills_of_one_day_are_two() -> None:
    one = told("2025-03-12", "여당 의원들은 11일 조선소 지원법을 공동 발의했다.")
    assert not merged(one, told("2025-03-14", "야당 의원들은 11일 조선소 매각 반대 결의안을 발의했다.", paper="b"))
    assert merged(one, told("2025-03-14", "여당 의원들은 11일 조선소 지원 법안을 발의했다.", paper="b"))


ONE = [
    ("가람시는 11일 조선소 매각 방안을 발표했다.", "조선소 부지 활용 방안은 지난달 11일 공개한 방안보다 낫다."),
    ("오세람 새길중공업 대표는 11일 사임했다.", "3월 11일 물러난 오세람 전 대표의 후임은 정해지지 않았다."),
    ("조선소 지원법 제정안이 11일 국회 본회의를 통과했다.", "국회 본회의는 지난달 11일 이 법을 통과시켰다."),
    ("새길중공업은 11일 인수가를 3만원에서 3만4000원으로 올렸다.",
     "새길중공업이 지난달 11일 인수가를 3만4000원으로 올리자 노동조합이 반발했다."),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ONE)
def test_a_plan_a_resignation_a_law_a_raise_told_again(one: str, other: str) -> None:
    assert merged(told("2025-03-12", one), told("2025-04-14", other, paper="b"))


TWO = [
    ("오세람 새길중공업 대표는 11일 사임했다.", "3월 11일 물러난 한도윤 전 부사장은 오세람 대표의 측근이다."),
    ("국회 본회의는 11일 조선소 지원법 제정안을 의결했다.", "국회 본회의는 지난달 11일 이 예산안을 통과시켰다."),
    ("새길중공업은 11일 인수가를 3만원에서 3만4000원으로 올렸다.",
     "해온그룹은 지난달 11일 인수가를 3만4000원에서 3만8000원으로 올렸다."),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), TWO)
def test_another_resignation_law_or_raise_is_another(one: str, other: str) -> None:
    assert not merged(told("2025-03-12", one), told("2025-04-14", other, paper="b"))


def test_what_is_demanded_is_no_offer_and_an_acting_head_is_not_the_one_to_be_elected() -> None:
    offer = told("2025-03-12", "새길중공업은 기본급 7만2천원 인상안을 제시했다.")
    demand = told("2025-03-14", "노동조합 요구의 핵심은 기본급 18만원 인상이다.", paper="b")
    assert not {found for found in related(offer, demand) if found[0] in ("series", "conflict")}
    plan = told("2025-03-12", "새길중공업은 4월 이사회에서 새 대표를 뽑을 계획이다.")
    acting = told("2025-04-14", "새길중공업 이사회는 11일 한도윤 부사장을 대표 직무대리로 임명했다.", paper="b")
    assert not {found for found in related(plan, acting) if found[0] == "outcome"}
