"""When an event is, and which of a sentence's days are another's: tables of sentence, predicate and value."""

from datetime import date

import pytest

from tests.extract.events import event, events

DATED = [
    ("한빛전자는 지난 3일 공급 계약을 맺었다.", "맺었다", "2024-06-03"),
    # 목적어에 딸린 해가 아니라 부사어가 사건의 날이다.
    ("새론은행은 이날 보고서에서 올해 물가 상승률 전망치를 2.3%로 올렸다.", "올렸다", "2024-06-04"),
    # 회의를 연 날이 정한 날이다.
    ("새론시는 3일 회의를 열고 요금을 올리기로 했다.", "올리기로 했다", "2024-06-03"),
    # 꾸미는 말의 날이 그 자리의 날이기도 하다.
    ("홍 대표는 지난 2월 부산에서 열린 전시회에서 “곧 만나자”고 말했다.", "말했다", "2024-02"),
    ("한빛전자는 3일 협약을 맺었다고 4일 밝혔다.", "맺었다고", "2024-06-03"),
    ("4일 새론시에 따르면 지난 1일 새 역이 문을 열었다.", "열었다", "2024-06-01"),
    # 예정이었던 날도 그 일의 날이다.
    ("당초 지난해 10월 착공할 예정이었으나 허가가 늦어졌다.", "착공할", "2023-10"),
    ("한빛전자는 작년 10월 새 모형을 공개하는 등 시장에 뛰어든 상태다.", "공개하는", "2023-10"),
    ("태풍이 상륙한 3일 오전 6시께 다리가 무너져 2명이 다쳤다.", "다쳤다", "2024-06-03T06:00"),
    ("이씨는 3일 서울중앙지법에서 열린 재판에 출석했다.", "출석했다", "2024-06-03"),
    ("두 회사의 계약 기간은 2030년까지다.", "2030년까지다", "../2030"),
    ("개통 목표는 2031년 상반기다.", "상반기다", "2031-H1"),
    ("시장은 지난해 2조원에서 2030년 9조원으로 커질 전망이다.", "커질", "2030"),
    ("오션테크는 2022년 설립된 수소 기업이다.", "설립된", "2022"),
    ("새 누리집은 오는 10일부터 쓸 수 있다.", "쓸 수 있다", "2024-06-10/.."),
    # 열려던 날도 그 일의 날이다.
    ("한빛전자는 오는 30일 열려던 총회를 다음 달 14일로 미뤘다.", "열려던", "2024-06-30"),
    # 안에 담긴 것에는 날이 없다.
    ("새론시는 지난 1일 규제를 담은 대책을 내놓았다.", "내놓았다", "2024-06-01"),
    ("새론시는 지난 1일 감축 의무를 명시한 조례를 공포한 의회에 감사했다.", "공포한", "2024-06-01"),
    # 앞마디의 날이 뜻 없는 뒤의 해에 밀리지 않는다.
    ("한빛전자는 지난달 30일 이사회를 열고 올해 주택 5천가구를 사들이는 계획을 의결했다.", "의결했다", "2024-05-30"),
    ("홍 의원은 이날 “그런 일 없다”면서 자신을 비판한 사람을 고소했다.", "고소했다", "2024-06-04"),
    ("새론시에 따르면 지난해 병원은 425곳으로 2014년(641곳)보다 33% 줄었다.", "줄었다", "2023"),
    ("관측소는 3일 새벽 강릉에 비가 20㎜ 내렸다고 밝혔다.", "내렸다고 밝혔다", "2024-06-03TNI"),
    ("새론시는 당시 이듬해까지 카메라를 달겠다고 발표했다.", "달겠다고 발표했다", "../2025"),
    ("새론시는 다음 주 요금을 올리는 방안을 추진하고 있다.", "올리는 방안을 추진하고 있다", "2024-W24"),
    ("새론시의회는 18일 회의를 열어 세부 내용을 보고받는다.", "보고받는다", "2024-06-18"),
    ("시는 3일 회의를 열고 축제를 11월로 연기했다.", "연기했다", "2024-06-03"),
    ("접속이 지난 2일 밤부터 멈춰 선 데 이어 정보까지 새 나간 것으로 드러났다.", "멈춰 선", "2024-06-02TNI/.."),
    ("홍씨는 3일 오전 2시 부산을 떠나 14시간 넘게 운전한 것으로 조사됐다.", "떠나", "2024-06-03T02:00"),
    (
        "새론리서치가 지난 1~2일 성인 1000명을 조사한 결과를 보면, 홍 의원은 34%, 민 의원은 31%의 지지를 얻었다.",
        "조사한",
        "2024-06-01/2024-06-02",
    ),
    ("한빛전자는 오는 9월 공장을 열고 내년 3월 생산을 시작한다.", "열고", "2024-09"),
    ("새론시는 4일 오는 10일부터 신청을 받는다고 밝혔다.", "받는다고 밝혔다", "2024-06-10/.."),
    ("새론시는 지난 2일 주민에게 알렸다며 “사실과 다르다”고 반박했다.", "알렸다며", "2024-06-02"),
    ("한빛전자는 지난달 30일 오션테크가 특허를 베꼈다며 소송을 냈다.", "냈다", "2024-05-30"),
    ("새론시는 지난달 용역에 착수해 오는 12월까지 계획을 마련하기로 했다.", "착수해", "2024-05"),
    ("한빛전자는 3일 오션테크와 계약을 체결.", "체결", "2024-06-03"),
]

UNDATED = [
    ("새론시는 기본계획을 확정했다고 4일 밝혔다.", "확정했다고", "밝힌 날이다"),
    ("4일 새론시에 따르면 새 역이 문을 열었다.", "열었다", "전한 날이다"),
    ("한빛전자는 4일 신제품을 공개한다고 밝혔다.", "공개한다고 밝혔다", "밝힌 날인지 공개할 날인지 알 수 없다"),
    ("하늘타임스는 3일 오션테크가 협상을 벌이고 있다고 보도했다.", "벌이고 있다고 보도했다", "보도한 날이다"),
    ("시는 축제를 오는 11월로 연기했다.", "연기했다", "미룬 날이 아니라 새로 잡은 날이다"),
    ("지난해 11월 전망보다 0.2%포인트 높은 수치다.", "수치다", "견주는 때다"),
    ("지난해 7월 이후 여섯 차례 연속 동결이다.", "동결이다", "세기 시작한 때다"),
    ("노조는 지난 1일과 3일 부분 파업을 벌였다.", "벌였다", "이틀이다"),
    ("올해 성장률은 상반기 1.5%, 하반기 2.1%로 내다봤다.", "내다봤다", "늘어놓은 때다"),
    ("새론은행은 이 물량을 3년 만에 모두 팔았다.", "팔았다", "길이다"),
    ("11일 개막할 예정이던 축제가 취소됐다.", "취소됐다", "개막하려던 날이다"),
    ("정부는 5일까지 안을 내지 않으면 지원을 끊겠다고 밝혔다.", "끊겠다고 밝혔다", "조건의 날이다"),
    ("홍씨는 3일 오전 2시 부산을 떠나 14시간 넘게 운전했다.", "운전했다", "떠난 때다"),
    ("이는 2015년 금융 위기 때와 비슷한 수준이다.", "수준이다", "견주는 때다"),
    ("이 병원은 2019년 3월 개원 이후 5년 만에 문을 닫았다.", "닫았다", "세기 시작한 때다"),
    ("노조는 지난 3일 합의를 어겼다며 파업을 벌였다.", "벌였다", "어긴 때인지 벌인 때인지 알 수 없다"),
    ("노조는 10일까지 답을 달라고 요구했다.", "요구했다", "답할 때다"),
    ("출시는 2분기를 넘겨 미뤄졌다.", "미뤄졌다", "넘긴 때다"),
    ("새 법인을 세울 때로 잡은 1분기가 끝나기까지는 두 달이 남았다.", "남았다", "끝나는 때다"),
    ("두 나라는 내년까지 관세를 없애기 위해 협의하고 있다.", "협의하고 있다", "이루려는 때다"),
]


@pytest.mark.parametrize(("text", "predicate", "value"), DATED)
def test_a_clause_is_dated_by_its_own_words(text: str, predicate: str, value: str) -> None:
    found = event(text, predicate)
    assert found.when is not None
    assert found.when.value == value
    assert found.when_span is not None
    assert len(found.when_span)


@pytest.mark.parametrize(("text", "predicate", "why"), UNDATED)
def test_a_day_that_is_not_the_events_does_not_date_it(text: str, predicate: str, why: str) -> None:
    found = event(text, predicate)
    assert found.when is None, why


def test_each_conjunct_with_a_day_of_its_own_is_an_event() -> None:
    found = events("1단계 공사는 내년 하반기 설계에 들어가 2027년 4분기 착공한다.")
    assert [(e.surface, e.when.value if e.when else "") for e in found] == [
        ("들어가", "2025-H2"),
        ("착공한다", "2027-Q4"),
    ]


def test_a_scene_is_no_event_of_its_own() -> None:
    """회견을 열고 only says where and when the words were said."""
    found = events("노조는 3일 부산 본사 앞에서 기자회견을 열고 “더는 물러설 곳이 없다”고 밝혔다.")
    assert [(e.surface, e.when.value if e.when else "", e.place) for e in found] == [
        ("밝혔다", "2024-06-03", "부산 본사 앞")
    ]


def test_nothing_happened_after_publication() -> None:
    """A day behind the article's own cannot be the day of what it reports as done."""
    assert event("새론시는 내년 예산안을 의회에 냈다.", "냈다").when is None


def test_an_unknown_publication_day_raises_nothing() -> None:
    found = event("한빛전자는 지난 3일 공급 계약을 맺었다.", "맺었다", None)
    assert found.when is None or found.when.value.startswith("XXXX")


def test_a_pact_signed_is_an_event_beside_the_plan_it_made() -> None:
    found = events("한빛전자는 지난달 31일 오션테크와 협약을 맺고 전지를 함께 개발하기로 했다.", date(2024, 6, 4))
    assert [(e.surface, e.certainty.status.value) for e in found] == [
        ("맺고", "happened"),
        ("개발하기로 했다", "planned"),
    ]


def test_a_plan_agreed_on_stays_one_before_what_was_done() -> None:
    found = events("한빛전자는 2027년까지 3조원을 투자하기로 하고 3일 협약서에 서명했다.")
    assert [(e.surface, e.certainty.status.value, e.when.value if e.when else "") for e in found] == [
        ("투자하기로 하고", "planned", "../2027"),
        ("서명했다", "happened", "2024-06-03"),
    ]


def test_the_hour_of_a_scene_makes_no_plan() -> None:
    assert event("새벽 5시, 어부들이 항구로 모여든다.", "모여든다").certainty.status.value == "stated"


def test_what_did_not_come_to_pass_is_no_event_of_its_day() -> None:
    """The clause before 지만 has a day of its own, and nothing that happened on it."""
    found = events("두 회사는 3일 투자액을 밝히지 않았지만, 업계에선 3조원에 달할 것으로 추정한다.")
    assert [e.surface for e in found] == ["달할"]
