"""Times as a reader would write them down: what is none first, then values, then the days that context gives."""

from datetime import date

import pytest

from sitegen.analyse import document_of
from sitegen.extract.time import times_in, times_of
from sitegen.model.facts import Time
from sitegen.model.text import Span
from sitegen.read import read_seed

JUNE_4 = date(2024, 6, 4)  # a Tuesday


def read(text: str, published: date | None = JUNE_4) -> tuple[Time, ...]:
    return times_of(document_of(read_seed("x.txt", f"{text}\n".encode(), published=published)))


def shown(text: str, published: date | None = JUNE_4) -> list[str]:
    """Each time of *text* as `surface=value@mod`."""
    return [
        f"{time.surface}={time.when.value}" + (f"@{time.when.mod}" if time.when.mod else "")
        for time in read(text, published)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "조례 제3조 제2항을 읽었다.",
        "3·1절 기념식에 200명이 왔다.",
        "12·3 계엄과 9·11 테러를 견줬다.",
        "만 18세 이상이면 누구나 된다.",
        "천안과 춘천에서 온 손님이다.",
        "일 욕심이 많은 사람이다.",
        "10년물 국채 금리가 올랐다.",
        "배는 3시 방향으로 돌았다.",
        "1기 신도시 주민이 모였다.",
        "5년 만기 예금이 팔렸다.",
        "전반 27분 가람고가 앞서 나갔다.",
        "후반 추가시간 4분에 골이 터졌다.",
        "창립 20주년 잔치를 벌였다.",
        "최근 들어 손님이 줄었고 앞으로 더 줄 것이라고 당시 그는 말했다.",
        "관람객은 전년 동기보다 적었다.",
        "값은 49달러였다.",
        "보통주 10주를 샀다.",
        "분기탱천한 상인이 따졌다.",
        "주말농장에 다녀왔다.",
        "그는 3년 차 목수다.",
        "입장료는 1일 1회만 받는다.",
        "이 달라진 점을 보라.",
        "총무는 편지를 전달했다.",
        "생후 5개월 아기를 안았다.",
        "전체의 3분의 1이 찬성했다.",
        "오늘날 도시는 크다.",
        "20대 남성과 90년대생이 왔다.",
        "‘내일도 맑음’이라는 노래다.",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        # A bare day lies behind, unless the words look ahead.
        ("구청은 3일 도서관을 열었다.", JUNE_4, ["3일=2024-06-03"]),
        ("구청은 28일 예산안을 의결했다.", JUNE_4, ["28일=2024-05-28"]),
        ("구청은 12일 도서관을 연다.", JUNE_4, ["12일=2024-06-12"]),
        ("개관식은 7일 열릴 예정이다.", JUNE_4, ["7일=2024-06-07"]),
        ("노조는 11일 파업에 들어가기로 했다.", JUNE_4, ["11일=2024-06-11"]),
        ("당초 3일 열릴 예정이던 회의를 5일로 미뤘다.", JUNE_4, ["3일=2024-06-03", "5일=2024-06-05"]),
        ("구청은 이르면 10일 재개하는 방안을 검토하고 있다.", JUNE_4, ["10일=2024-06-10"]),
        ("구청은 2일 위원 9명을 임명하는 등 인사를 마쳤다.", JUNE_4, ["2일=2024-06-02"]),
        ("노조는 5일 집회를 열겠다고 했다.", date(2025, 12, 31), ["5일=2026-01-05"]),
        # What is put off goes to a later time; what is set in December to the second half is next year's.
        ("구는 내년 2월로 잡았던 개관을 하반기로 미룬다.", date(2024, 10, 4), ["내년 2월=2025-02", "하반기=2025-H2"]),
        ("구는 도서관 개관을 하반기로 늦출 방침이다.", date(2024, 12, 4), ["하반기=2025-H2"]),
        ("구는 상반기로 잡았던 개관을 하반기로 미뤘다.", JUNE_4, ["상반기=2024-H1", "하반기=2024-H2"]),
        ("하반기에 이용객이 늘었다.", date(2024, 12, 4), ["하반기=2024-H2"]),
        ("하반기까지 공사를 마칠 예정이다.", date(2024, 12, 4), ["하반기까지=../2024-H2"]),
        # A plan under way lies ahead; what has been under way since then does not.
        ("9월 준비 중인 음악제의 출연진이 공개됐다.", JUNE_4, ["9월=2024-09"]),
        ("9월부터 준비 중인 음악제의 출연진이 공개됐다.", JUNE_4, ["9월부터=2023-09/.."]),
        # 오는, 지난 before a day count from today, whatever year the other end names.
        ("구는 오는 20일부터 내년 2월 3일까지 전시를 연다.", JUNE_4,
         ["오는 20일부터 내년 2월 3일까지=2024-06-20/2025-02-03"]),
        ("구는 지난 2일부터 내년 2월 3일까지 전시를 연다.", JUNE_4,
         ["지난 2일부터 내년 2월 3일까지=2024-06-02/2025-02-03"]),
        ("시장은 31일 문을 닫았다.", date(2024, 1, 3), ["31일=2023-12-31"]),
        # Nobody calls a day of the last month by its number alone when it is tomorrow's, too.
        ("교육청은 5일 학교 37곳에 휴업을 권했다.", JUNE_4, ["5일=2024-06-05"]),
        ("구청은 29일 학교 37곳에 휴업을 권했다.", JUNE_4, ["29일=2024-05-29"]),
        # What is weighed lies ahead; what was promised may have been promised on that day.
        ("구는 상반기에 예산을 올리는 방안을 검토하고 있다.", date(2024, 10, 4), ["상반기=2025-H1"]),
        ("앞서 구청장은 5월 13일 회견에서 버스를 사겠다고 밝힌 바 있다.", JUNE_4, ["5월 13일=2024-05-13"]),
        ("구는 9월 13일 축제를 열겠다고 밝혔다.", JUNE_4, ["9월 13일=2024-09-13"]),
        ("지난 29일 비가 왔다.", date(2024, 2, 29), ["지난 29일=2024-02-29"]),
        ("시는 접수를 23일까지 연장했다.", date(2024, 4, 14), ["23일까지=../2024-04-23"]),
        ("시는 접수를 지난달 31일까지 연장했다.", date(2024, 4, 14), ["지난달 31일까지=../2024-03-31"]),
        ("직원들은 23일까지 연장 근무를 했다.", date(2024, 4, 14), ["23일까지=../2024-03-23"]),
        ("청약은 23일까지 연장됐다가 끝났다.", date(2024, 4, 14), ["23일까지=../2024-03-23"]),
        ("23일까지 연장했던 접수를 끝냈다.", date(2024, 4, 25), ["23일까지=../2024-04-23"]),
        ("접수는 31일까지 받는다.", date(2024, 2, 29), ["31일까지=../2024-03-31"]),
        ("다음 회의는 27일이다.", date(2025, 3, 10), ["27일=2025-03-27"]),
        ("기준일은 31일.", date(2025, 3, 10), ["31일=2025-03-31"]),
        ("내년에는 3월과 9월 두 차례 연다.", JUNE_4, ["내년=2025", "3월=2025-03", "9월=2025-09"]),
        ("이사회를 12일 앞두고 있다.", JUNE_4, ["12일=2024-06-12"]),
        ("노조는 14일 파업을 예고했다.", JUNE_4, ["14일=2024-06-14"]),
        ("5월로 잡았던 개장을 미루기로 했다.", JUNE_4, ["5월=2024-05"]),
        ("착공은 9월로, 준공은 2029년 초로 미뤄졌다.", date(2026, 3, 26), ["9월=2026-09", "2029년 초=2029@START"]),
        ("추석 연휴가 끝난 뒤 공개한다.", date(2025, 10, 2), ["추석 연휴=2025-10-03/2025-10-09"]),
        # Months, quarters and halves without a year.
        ("공장은 지난 6월 섰다.", JUNE_4, ["지난 6월=2023-06"]),
        ("새 역은 오는 3월 문을 연다.", JUNE_4, ["오는 3월=2025-03"]),
        ("12월 수출이 늘었다.", date(2024, 1, 15), ["12월=2023-12"]),
        ("4분기 실적을 곧 낸다.", date(2024, 1, 15), ["4분기=2023-Q4"]),
        ("행사는 1월 2일 열린다.", date(2023, 12, 28), ["1월 2일=2024-01-02"]),
        ("하반기 채용을 시작한다.", JUNE_4, ["하반기=2024-H2"]),
        # What the words before lend.
        ("그는 작년 3월과 5월 두 번 왔다.", JUNE_4, ["작년 3월=2023-03", "5월=2023-05"]),
        ("조사는 지난달 3일과 15일 있었다.", JUNE_4, ["지난달 3일=2024-05-03", "15일=2024-05-15"]),
        ("지난 1일과 4일 멈춰 섰다.", date(2024, 6, 5), ["지난 1일=2024-06-01", "4일=2024-06-04"]),
        ("오는 7일과 14일 문을 연다.", JUNE_4, ["오는 7일=2024-06-07", "14일=2024-06-14"]),
        ("올해 성장률은 상반기 1.5%, 하반기 2.1%다.", JUNE_4, ["올해=2024", "상반기=2024-H1", "하반기=2024-H2"]),
        ("내년 일정은 1분기 설계, 5~6월 설명회 순이다.", JUNE_4, ["내년=2025", "1분기=2025-Q1", "5~6월=2025-05/2025-06"]),
        ("7·8·10월 문을 닫는다.", JUNE_4, ["7=2024-07", "8=2024-08", "10월=2024-10"]),
        ("2월 3일 청구했고 15일 기소했다.", JUNE_4, ["2월 3일=2024-02-03", "15일=2024-02-15"]),
        # Intervals.
        ("전시는 27~28일 열렸다.", date(2024, 3, 1), ["27~28일=2024-02-27/2024-02-28"]),
        ("2월 27일부터 3월 2일까지 쉬었다.", date(2024, 3, 5), ["2월 27일부터 3월 2일까지=2024-02-27/2024-03-02"]),
        ("지난해 12월부터 올해 2월까지 막았다.", JUNE_4, ["지난해 12월부터 올해 2월까지=2023-12/2024-02"]),
        ("2022년 11월부터 이듬해 4월까지 옮겼다.", JUNE_4, ["2022년 11월부터 이듬해 4월까지=2022-11/2023-04"]),
        ("그는 2021년 입사했다. 12월부터 이듬해 2월까지 빼돌렸다.", JUNE_4, ["2021년=2021", "12월부터 이듬해 2월까지=2021-12/2022-02"]),
        ("2019년 3월부터 같은 해 7월까지 열렸다.", JUNE_4, ["2019년 3월부터 같은 해 7월까지=2019-03/2019-07"]),
        ("11월 말까지 쓰던 기기를 반납하면 35만원을 준다.", JUNE_4, ["11월 말까지=../2024-11@END"]),
        ("11월까지 쓰던 사무실을 비웠다.", JUNE_4, ["11월까지=../2023-11"]),
        ("11월부터 내년 2월까지 막는다.", JUNE_4, ["11월부터 내년 2월까지=2024-11/2025-02"]),
        (
            "1일 오후 9시부터 다음 날 오전 6시까지 막았다.",
            JUNE_4,
            ["1일 오후 9시부터 다음 날 오전 6시까지=2024-06-01T21:00/2024-06-02T06:00"],
        ),
        ("문은 오전 9시부터 오후 6시까지다.", JUNE_4, ["오전 9시부터 오후 6시까지=T09:00/T18:00"]),
        ("물량은 지난해 말부터 줄었다.", JUNE_4, ["지난해 말부터=2023/..@END"]),
        ("1995∼96년 근무했다.", JUNE_4, ["1995∼96년=1995/1996"]),
        # Clock times.
        ("사고는 3일 밤 12시에 났다.", JUNE_4, ["3일 밤 12시=2024-06-04T00:00"]),
        ("사고는 31일 자정 났다.", date(2024, 1, 1), ["31일 자정=2024-01-01T00:00"]),
        ("3일 오후 2시께 모였다가 4시 30분쯤 흩어졌다.", JUNE_4,
         ["3일 오후 2시께=2024-06-03T14:00@APPROX", "4시 30분쯤=2024-06-03T16:30@APPROX"]),
        # Weeks and days of them.
        ("다음 주 떠난다.", date(2024, 12, 27), ["다음 주=2025-W01"]),
        ("이달 둘째 주 토요일 열린다.", JUNE_4, ["이달 둘째 주 토요일=2024-06-15"]),
        ("토요일인 1일 모였다.", JUNE_4, ["토요일인 1일=2024-06-01"]),
        # Lengths.
        ("회의는 1시간 반 걸렸다.", JUNE_4, ["1시간 반=PT1H30M"]),
        ("향후 5년간 짓고 최근 3년 줄었다.", JUNE_4, ["향후 5년간=P5Y", "최근 3년=P3Y"]),
        ("2~3일 뒤 안다.", JUNE_4, ["2~3일=P2D/P3D"]),
        ("2박 3일 머물렀다.", JUNE_4, ["2박 3일=P3D"]),
        ("3년짜리 적금을 깼다.", JUNE_4, ["3년=P3Y"]),
        ("약 20년 살았고 30여 년 일했다.", JUNE_4, ["약 20년=P20Y@APPROX", "30여 년=P30Y@APPROX"]),
        ("매주 화·목요일 연다.", JUNE_4, ["매주 화·목요일=P1W"]),
        ("매년 5월 5일 열린다.", JUNE_4, ["매년 5월 5일=XXXX-05-05"]),
    ],
)  # fmt: skip
def test_values(text: str, published: date, expected: list[str]) -> None:
    assert shown(text, published) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 이날 is the day of the event, not that of the report.
        ("위원회는 3일 회의를 열었다고 4일 밝혔다. 이날 회의는 길었다.", "이날=2024-06-03"),
        ("지난달 20일 불이 났다. 이날 세 집이 탔다.", "이날=2024-05-20"),
        # A plan, and a day that only qualifies a noun, are not what the story is telling of.
        ("가람시는 4일 예산안을 냈다. 오는 10일 심사한다. 이날 주민들도 왔다.", "이날=2024-06-04"),
        ("가람시는 3일 회의를 열고 지난 1월 5일 맺은 약속을 깼다. 이날 주민들도 왔다.", "이날=2024-06-03"),
        # 전날 does not move the story, 다음 날 and 같은 날 follow the last day named.
        ("경기는 3일 열렸다. 전날 비가 왔다. 이날은 맑았다.", "이날=2024-06-03"),
        ("경기는 3일 열렸다. 전날 비가 왔다. 같은 날 바람도 불었다.", "같은 날=2024-06-02"),
        ("지난달 30일 잡혔다. 다음 날 풀려났다.", "다음 날=2024-05-31"),
        ("회의는 3일 밤 열렸다. 회의는 4일 새벽까지 이어졌다. 이날 결과가 나왔다.", "이날=2024-06-04"),
        # The price of the day is that of the news.
        ("회사는 4일 공시했다. 지난달 23일 계약했다. 이날 주가는 3% 올라 장을 마감했다.", "이날=2024-06-04"),
        # Inside a quotation the day of speaking counts.
        ("나래 이사는 3일 “내일 다시 오겠다”고 했다.", "내일=2024-06-04"),
        ("누리 이사는 “어제 들었다”고 2일 전했다.", "어제=2024-06-01"),
        ("누리 이사는 “3일 밤 나왔고 다음 날 갔다”고 했다.", "다음 날=2024-06-04"),
        ("작년 12월 3일 무너졌다. 이후 14일 다시 섰다.", "14일=2023-12-14"),
        # Months and years that stand in for one named before.
        # A mishap lends its day to what happened on it, though it was told in other words.
        ("배가 1일 밤 암초에 부딪혔다. 해경은 3일 선장을 구속했다. 사고 당일 오후 6시 선장은 자고 있었다.",
         "당일 오후 6시=2024-06-01T18:00"),
        ("1일 오전 5시 창고에 불이 났다. 경찰은 3일 주인을 조사했다. 이날 화재로 두 명이 다쳤다.", "이날=2024-06-01"),
        # A day before a noun that says where or by what things came to pass dates the sentence.
        ("지난 2일 난 화재로 창고 세 동이 탔다. 이날 불길은 거셌다.", "이날=2024-06-02"),
        ("가람시는 3일 지난 1일 열린 회의에서 뽑힌 위원을 만났다. 이날 비가 왔다.", "이날=2024-06-03"),
        # 앞서 looks back without moving the story.
        ("가람시는 4일 예산안을 냈다. 앞서 시의회는 지난 1일 심사를 미뤘다. 의장은 이날 사과했다.", "이날=2024-06-04"),
        # Who comments does so on the day of the story, who goes on does so where the story was.
        ("교육청은 3일 감사를 마쳤다. 감사는 지난 3월 4일 시작됐다. 교사들은 이날 “늦었다”고 했다.", "이날=2024-06-03"),
        ("두 회사는 3일 공시했다. 계약은 지난 3월 4일 맺었다. 두 회사는 이날 “함께 간다”고 했다.", "이날=2024-03-04"),
        # Two sentences later 전날 counts from the day of the story again.
        ("구청은 4일 사과했다. 상인회는 2일 민원을 냈다. 조례는 보상을 정하고 있다. 구청은 전날 조사에 들어갔다.",
         "전날=2024-06-03"),
        ("구청은 3일 조례를 냈다. 조례는 지난 3월 4일 처음 나왔다. 상인들은 이날 거리로 나섰다.", "이날=2024-06-03"),
        ("구청은 3일 대책을 냈다. 지난 4월 4일 공장에 불이 났다. 소방대는 이날 밤 불을 껐다.", "이날 밤=2024-04-04TNI"),
        ("경찰은 3일 지모씨를 가뒀다고 밝혔다. 지씨는 지난달 8일 밤 이웃을 때린 혐의를 받는다. 지씨는 이날 취해 있었다.",
         "이날=2024-05-08"),
        # A day that only says which noun is meant, and one put beside it, are other days.
        ("구청은 3일 회의를 열었다. 업체는 1일 낸 신청을 이날 거뒀다.", "이날=2024-06-03"),
        ("경찰은 3일 지씨를 불렀다. 경찰은 지난 1일에 이어 이날 두 번째로 물었다.", "이날=2024-06-03"),
        # What lies ahead is told of in the words of what lies ahead.
        ("구청은 오는 20일 축제를 연다. 이날 축제에서는 불꽃을 쏜다.", "이날=2024-06-20"),
        ("오는 11일 시험이 치러진다. 전날까지 예비소집을 한다.", "전날까지=../2024-06-10"),
        # 전날 and 다음 날 count from the noun before them, and from what the words behind say.
        ("1일 버스가 추락했다. 경찰은 3일 회사를 뒤졌다. 사고 전날 기사는 밤새 일했다.", "전날=2024-05-31"),
        ("추석 전날 문을 닫는다.", "추석 전날=2024-09-16"),
        ("선거 전날 표를 셌다.", ""),
        ("주민들은 하루 묵은 뒤 이튿날인 2일 돌아왔다.", "이튿날=2024-06-02"),
        # A day in turn belongs to the month of the one before; a day of the news does not.
        ("지난달 3일 첫 모임이 열렸다. 5일에는 두 번째 모임이 있었다.", "5일=2024-05-05"),
        ("지난 3월 11일 신고가 들어왔다. 14일 조사가 시작됐다.", "14일=2024-03-14"),
        ("축제는 다음 달 1일부터 사흘간 열린다. 첫날인 1일에는 줄을 당긴다.", "1일=2024-07-01"),
        ("지난달 2일 첫 모임이 열렸다. 시는 3일 결과를 냈다.", "3일=2024-06-03"),
        ("지난달 2일 첫 모임이 열렸다. 3일 시는 결과를 냈다.", "3일=2024-06-03"),
        # What a plan is compared with is past.
        ("3분기 이익은 1분기보다 줄겠지만 4분기에 다시 늘 것이다.", "1분기=2024-Q1"),
        # From what and to what something is moved.
        ("시행일은 7월 1일에서 10월 1일로 늦춰졌다.", "7월 1일=2024-07-01"),
        ("시행일은 7월 1일에서 10월 1일로 늦춰졌다.", "10월 1일=2024-10-01"),
        ("개통은 8월 1일에서 9월 1일로 연기된 뒤 지난 3월 이뤄졌다.", "8월 1일=2023-08-01"),
        ("공사는 2021년 12월 시작해 이듬해 2월 끝났다.", "이듬해 2월=2022-02"),
        ("그는 2021년 3월 2일 들어와 같은 달 30일 나갔다.", "같은 달 30일=2021-03-30"),
        ("사고 당일(5월 20일) 비가 왔다.", "당일=2024-05-20"),
        ("코스피는 전날 떨어졌다.", "전날=2024-06-03"),
    ],
)  # fmt: skip
def test_anchors(text: str, expected: str) -> None:
    """The day is read; none at all where none is expected, since its noun has no day."""
    assert expected in shown(text) if expected else shown(text) == []


def test_the_day_of_the_news_holds_where_a_paragraph_names_none() -> None:
    text = "가람시는 3일 새 도서관을 열었다.\n\n주민 300명이 찾았다. 이날 시장도 왔다."
    assert shown(text)[-1] == "이날=2024-06-03"


def test_a_paragraph_without_a_day_has_the_latest_day_of_the_story() -> None:
    """Not the first that was told of, nor a foreign, a caption's or a plan's."""
    text = (
        "나래전자는 지난 2일(현지시간) 오슬로에서 계약을 맺었다고 3일 공시했다. 오는 10일 공장을 연다.\n\n"
        "직원 300명이 일한다. 한 연구원은 이날 보고서를 냈다. 나래전자 주가는 이날 2% 올라 장을 마감했다."
    )
    assert [one for one in shown(text) if one.startswith("이날")] == ["이날=2024-06-03"] * 2


def test_a_look_back_does_not_reach_the_next_paragraph() -> None:
    text = "가람시는 4일 예산안을 냈다. 시는 지난달 20일 공청회를 열었다.\n\n시장은 이날 시의회에 나왔다."
    assert shown(text)[-1] == "이날=2024-06-04"


def test_an_interval_heeds_what_blurs_each_of_its_ends() -> None:
    (time,) = read("지난달 중순부터 이달 초까지 비가 왔다.")
    assert (time.when.value, time.when.mod) == ("2024-05/2024-06", None)
    assert (time.when.earliest, time.when.latest) == (date(2024, 5, 11), date(2024, 6, 10))


def test_nothing_is_guessed_where_the_publication_day_is_unknown() -> None:
    text = (
        "4일 나래전자에 따르면 두 회사는 지난 3일 만났다. 이날 값은 밝히지 않았다. 오는 9월 공개한다. "
        "지난 4월 맺은 약속이다. 지난 2월에도 만났다. 작년 10월 시작했다. 2023년 3월 5일 세웠다."
    )
    times = read(text, None)
    assert [time.when.value for time in times] == [
        "XXXX-XX-04", "XXXX-XX-03", "XXXX-XX-03", "XXXX-09", "XXXX-04", "XXXX-02", "XXXX-10", "2023-03-05",
    ]  # fmt: skip
    assert {(time.when.earliest, time.when.latest) for time in times[:-1]} == {(None, None)}
    assert times[-1].when.earliest == date(2023, 3, 5)


def test_the_order_that_the_words_imply_holds_without_a_publication_day() -> None:
    text = (
        "4일 나래전자에 따르면 두 회사는 지난 3일 만났다. 오는 9월 공개한다. 지난 4월 맺은 약속이다. "
        "지난 2월에도 만났다. 작년 10월 시작했다."
    )
    ordered = sorted(read(text, None), key=lambda time: time.when.order)
    assert [time.surface for time in ordered] == ["작년 10월", "지난 2월", "지난 4월", "지난 3일", "4일", "오는 9월"]


def test_the_day_of_the_news_is_found_without_a_publication_day() -> None:
    text = "나래전자는 30일 공시했다. 앞서 한 신문은 지난 27일 보도했다.\n\n31일 이사회를 연다. 이날 주가는 올랐다."
    assert shown(text, None)[-1] == "이날=XXXX-XX-30"


def test_february_keeps_its_hole_where_the_year_is_unknown() -> None:
    assert shown("2월 28일 청구했고 다음 날 기각됐다.", None)[1] == "다음 날=XXXX-XX-XX"
    assert shown("6월 30일 청구했고 다음 날 기각됐다.", None)[1] == "다음 날=XXXX-07-01"


def test_times_of_an_article_sort_by_their_beginning_and_the_coarse_ones_last() -> None:
    times = read("올해 문을 열었다. 1월 1일 새벽 2시에 열었다. 1월 1일 열었다. 1월에 열었다. 지난해 말 열었다.")
    ordered = [time.surface for time in sorted(times, key=lambda time: time.when.order)]
    assert ordered == ["지난해 말", "1월 1일 새벽 2시", "1월 1일", "1월", "올해"]


def test_a_third_of_a_month_is_shown_as_ten_days() -> None:
    (time,) = read("이달 말 끝난다.")
    assert (time.when.earliest, time.when.latest) == (date(2024, 6, 21), date(2024, 6, 30))


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("두 회사는 지난 3일 만났다.", "‘지난 3일’ — 발행일 2024-06-04 기준"),
        ("지난달 20일 불이 났다. 이날 세 집이 탔다.", "‘이날’ — 앞에 나온 2024-05-20 기준"),
        ("조합은 2019년 섰다.", "‘2019년’ — 적힌 대로"),
        ("그는 작년 3월과 5월 왔다.", "‘5월’ — 앞말의 2023-03에 이어서"),
    ],
)
def test_the_basis_says_what_a_time_was_counted_from(text: str, basis: str) -> None:
    assert read(text)[-1].when.basis == basis


def test_durations_and_sets_are_no_points_of_a_timeline() -> None:
    assert [time.when.is_point for time in read("매년 사흘간 2019년부터 열린다.")] == [False, False, True]


def test_times_in_gives_those_inside_a_span() -> None:
    times = read("지난해 시작해 올해 끝났다.")
    assert [time.surface for time in times_in(times, Span(0, 8))] == ["지난해"]
    assert times_in(times, Span(1, 3)) == ()
