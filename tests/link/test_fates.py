"""Counts by what became of what they count: burnt woods and houses, people in shelters, bribes, signatures."""

import pytest

from tests.link.telling import related, told

GROW = [
    # burnt, by any name
    ("산림청은 12일 오전 5시까지 조선소 뒷산의 산림 85㏊가 탔다고 밝혔다.", "85㏊", "산불로 탄 면적은 640㏊로 늘었다.", "640㏊"),
    ("이 불로 주택 12채가 불에 탔고 주민들이 대피했다.", "12채", "불탄 산림은 640㏊, 주택은 97채다.", "97채"),
    ("이 폭우로 주택 31채가 물에 잠겼다.", "31채", "침수된 주택은 64채로 집계됐다.", "64채"),
    # those who have left their homes, and those who have not gone back
    ("대피한 주민은 1천850명으로 늘었다.", "1천850명", "대피소에 남은 주민은 640명으로 줄었다.", "640명"),
    ("대피소에 남은 주민은 640명으로 줄었다.", "640명", "대피소에는 아직 주민 310명이 머물고 있다.", "310명"),
    # signatures
    ("노동조합은 매각 반대 서명에 주민 4천200명이 참여했다고 밝혔다.", "4천200명", "매각 반대 서명은 1만1천명을 넘었다.", "1만1천명"),
    # a level that is set against another
    ("조선소 총사업비는 3200억원으로 추산된다.", "3200억원",
     "조선소 총사업비는 3450억원으로 이달 초 알려진 3200억원보다 250억원 많다.", "3450억원"),
    ("공모 주식은 480만주다.", "480만주", "공모 주식은 500만주다.", "500만주"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "first", "other", "second"), GROW)
def test_what_became_of_them_is_counted_on(one: str, first: str, other: str, second: str) -> None:
    assert ("series", first, second) in related(told("2025-03-12", one), told("2025-03-14", other, paper="b"))


ABOUT_BRIBES = "오세람 대표는 뇌물을 받은 혐의로 수사를 받고 있다."


@pytest.mark.parametrize(
    ("one", "first", "other", "second"),
    [
        ("오세람 대표의 영장에 적힌 액수는 3억2000만원이다.", "3억2000만원",
         "오세람 대표의 공소장에 적힌 수수액은 2억8000만원이다.", "2억8000만원"),
        ("검찰은 오세람 대표가 받은 돈이 3억원에 이르는 것으로 보고 있다.", "3억원",
         "오세람 대표의 영장에 적힌 액수는 3억2000만원이다.", "3억2000만원"),
    ],
)  # fmt: skip
def test_what_one_is_said_to_have_taken_is_followed(one: str, first: str, other: str, second: str) -> None:
    found = related(told("2025-03-12", ABOUT_BRIBES, one), told("2025-06-12", ABOUT_BRIBES, other))
    assert ("series", first, second) in found


NOT_SO = [
    # no fire; planted; of another year; other patients
    ("산림청은 산림 85㏊를 새로 가꿨다.", "조선소 부지 면적은 640㏊다."),
    ("이 불로 주택 12채가 불에 탔다.", "가람시는 임대주택 97채를 공급했다."),
    ("지난해 조선소 병원을 찾은 환자는 2만6천명이다.", "조선소 병원의 입원 환자는 143명이다."),
    # embezzled
    ("오세람 대표는 회삿돈을 횡령하고 뇌물을 받은 혐의를 받는다. 영장에 적힌 액수는 3억원이다.",
     "오세람 대표의 공소장에 적힌 수수액은 2억8000만원이다."),
    # other houses than those that burnt; not burnt; a part; built instead
    ("이 불로 주택 3채가 불에 탔다.", "창고가 불에 타면서 주택 40채에 전기가 끊겼다."),
    ("이 불로 주택 120채가 불에 탔다.", "불에 타지 않은 주택은 300채다."),
    ("이 불로 주택 38채가 불에 탔다.", "푸른마을에서 주택 14채가 불에 탔다."),
    ("이 불로 주택 38채가 불에 탔다.", "불에 탄 주택 대신 지은 주택은 52채다."),
    # another kind of harm; sick, and near the sick; other goods; the other side
    ("주택 32채가 침수됐다.", "산사태로 주택 4채가 무너졌다."),
    ("설사 증상을 보인 학생은 52명이다.", "증상을 보인 학생과 접촉한 사람은 340명이다."),
    ("새길중공업은 두부 3만개를 회수했다.", "새길중공업은 만두 1만2천개를 회수했다."),
    ("소각장 반대 서명에 주민 4천200명이 참여했다.", "소각장 유치 서명에 주민 3천100명이 참여했다."),
    # residents who do something else
    ("대피한 주민은 1천850명으로 늘었다.", "주민 310명이 대피소 앞에서 집회를 열었다."),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), NOT_SO)
def test_counts_of_other_things_are_apart(one: str, other: str) -> None:
    found = related(told("2025-03-12", one), told("2025-03-14", other, paper="b"))
    assert not {relation for relation in found if relation[0] in ("series", "conflict")}


def test_one_time_is_that_of_the_sentence_before() -> None:
    """같은 시각 is the hour told before it: two figures of it exclude each other."""
    one = told("2025-03-12", "소방당국은 11일 오후 6시까지 1명이 숨졌다고 밝혔다. 같은 시각 불탄 산림은 640㏊다.")
    other = told(
        "2025-03-12", "가람시는 11일 오후 6시까지 1명이 숨졌다고 밝혔다. 같은 시각까지 탄 산림은 710㏊다.", paper="b"
    )
    assert {("conflict", "640㏊", "710㏊"), ("conflict", "710㏊", "640㏊")} & related(one, other)


def test_a_level_of_the_next_day_is_no_conflict() -> None:
    one = told("2025-03-12", "조선소 주가는 5만1000원으로 올랐다.")
    other = told("2025-03-13", "조선소 주가는 5만2700원이다.", paper="b")
    assert not {relation for relation in related(one, other) if relation[0] == "conflict"}
