"""Bodies that their sort alone stands for: 시는, 의료원은, 회사 측은."""

import pytest

from tests.extract.events import all_traced, event

# 앞글, 뒷글, 뒷글의 서술어, 그 일을 한 이
ONE = [
    ("해림시는 3일 청사 이전 계획을 내놨다.", "시는 지난달 12일 주민설명회를 열었다.", "열었다", "해림시"),
    # 이름은 자리를 가리키는 데만 나왔어도 그 시다.
    ("공청회는 2일 해림시 문화예술회관에서 열렸다.", "시는 다음 달 예산을 늘린다.", "늘린다", "해림시"),
    ("달산군이 3일 축제를 연다.", "지난달 군은 예산을 늘렸다.", "늘렸다", "달산군"),
    ("달산군이 3일 축제를 연다.", "지난 5월 군의회가 예산을 깎았다.", "깎았다", "달산군의회"),
    ("해림시의회 우금천 의원은 2일 시장을 만났다.", "시의회는 지난달 조례를 고쳤다.", "고쳤다", "해림시의회"),
    ("해림시의회는 2일 조례를 의결했다.", "시는 오는 11월 다리를 놓는다.", "놓는다", "해림시"),
    ("해림시의료원은 3일 병동을 늘렸다.", "의료원은 1978년 문을 열었다.", "열었다", "해림시의료원"),
    ("해림시의료원은 3일 병동을 늘렸다.", "이 병원은 지난달 응급실을 닫았다.", "닫았다", "해림시의료원"),
    ("새론은행은 3일 금리를 올렸다.", "은행 측은 지난달 지점을 닫았다.", "닫았다", "새론은행"),
    ("한빛FC는 3일 감독을 뽑았다.", "구단은 지난달 선수 두 명을 내보냈다.", "내보냈다", "한빛FC"),
    ("강원소방본부는 3일 수색을 시작했다.", "소방본부는 4일 잠수사를 투입했다.", "투입했다", "강원소방본부"),
    ("한빛전자 노동조합은 2일 교섭을 끝냈다.", "노조는 3일 출정식을 열었다.", "열었다", "한빛전자 노동조합"),
    ("한빛전자는 3일 새 카드를 내놨다.", "회사 측은 지난달 서버를 바꿨다.", "바꿨다", "한빛전자"),
    ("한빛전자는 3일 새 카드를 내놨다.", "사측은 지난달 공장을 닫았다.", "닫았다", "한빛전자"),
    ("한빛전자는 3일 새 카드를 내놨다.", "이 업체는 지난달 서버를 바꿨다.", "바꿨다", "한빛전자"),
    (
        "한빛전자는 3일 오션테크에 부품을 판다고 밝혔다. 금융감독원은 2일 조사에 나섰다. 시장은 조용하다.",
        "회사는 지난달 공장을 닫았다.",
        "닫았다",
        "한빛전자",
    ),
]

NOBODY = [
    # 둘이 똑같이 맞는다.
    ("해림시와 여울시는 3일 다리를 놓기로 했다.", "시는 지난달 예산을 늘렸다.", "늘렸다"),
    ("해림시의료원과 여울시의료원은 3일 힘을 합친다.", "의료원은 지난달 병동을 늘렸다.", "늘렸다"),
    # 뒤에 가서야 이름이 나온다.
    ("의료원은 지난달 병동을 늘렸다.", "해림시의료원 앞에는 3일 버스가 선다.", "늘렸다"),
    # 무엇이 꾸미면 다른 것이다.
    ("한빛전자는 3일 새 카드를 내놨다.", "건설 업체는 지난달 공장을 닫았다.", "닫았다"),
    # 어느 업체라도 업체다.
    ("한빛전자는 3일 새 카드를 내놨다.", "업체는 500만원의 과태료를 문다.", "문다"),
    # 값인 시가는 시가 아니다.
    ("해림시는 3일 땅을 샀다.", "시가 100억원어치 땅이 팔렸다.", "팔렸다"),
    # 기사의 회사라 할 것이 둘이다.
    (
        "한빛전자는 3일 값을 내렸다. 오션테크는 값을 올렸다. 금융감독원은 조사에 나섰다. 소비자는 기다린다.",
        "회사는 지난달 공장을 닫았다.",
        "닫았다",
    ),
    # 도시와 연구는 시도 구도 아니다.
    ("신도시는 3일 문을 연다. 위성도시는 낡았다.", "시는 지난달 예산을 늘렸다.", "늘렸다"),
    # 이름 없는 사람들이 한 일이다.
    ("해림시는 3일 공청회를 열었다.", "시는 지난달 공청회를 막은 주민들을 고발했다.", "막은"),
    # 구단이 밝혔을 뿐이다.
    ("한빛FC는 3일 감독을 뽑았다.", "구단이 밝힌 이적료는 200만유로다. 계약 기간은 3년으로 전해졌다.", "전해졌다"),
]


@pytest.mark.parametrize(("before", "text", "predicate", "who"), ONE)
def test_a_sort_alone_is_the_one_body_so_named_before(before: str, text: str, predicate: str, who: str) -> None:
    start = len(before) + 1
    found = [t.event for t in all_traced(f"{before}\n{text}") if t.event.evidence.span.start >= start]
    assert [e.who for e in found if e.surface == predicate] == [(who,)]


@pytest.mark.parametrize(("before", "text", "predicate"), NOBODY)
def test_a_sort_that_fits_nobody_or_two_is_nobody(before: str, text: str, predicate: str) -> None:
    found = [t.event.who for t in all_traced(f"{before}\n{text}") if t.event.surface == predicate]
    assert set(found) <= {()}


def test_the_clause_before_a_noun_has_the_sort_for_its_subject() -> None:
    text = "한빛전자는 4월 2일 유출 사실을 알렸다. 회사가 유출을 공개한 지 80일 만이다."
    assert [t.event.who for t in all_traced(text) if t.event.surface == "공개한"] == [("한빛전자",)]


def test_a_place_whose_sort_acts_acts_itself() -> None:
    """Kiwi and the lists do not know 은솔시: that 시는 follows proves it to be a body."""
    assert event("은솔시가 3일 개장을 미뤘다. 시는 지난달 배관을 모두 바꿨다.", "미뤘다").who == ("은솔시",)


def test_the_speaker_acts_in_the_telling_alone() -> None:
    text = "한빛전자는 지난달 27일 서버가 해킹을 당해 31만명의 정보가 유출됐다고 2일 밝혔다."
    assert {t.event.who for t in all_traced(text) if t.event.surface != "밝혔다"} == {()}
