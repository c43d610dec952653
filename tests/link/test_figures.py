"""Figures that replace each other, and figures that exclude each other."""

import pytest

from sitegen.model.facts import ArticleFacts
from sitegen.model.site import RelationType
from tests.link.corpus import article, brief
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
    # the later one says itself what it was, by any name
    ("2025-03-12", "해온그룹은 기금 4조2천억원을 쌓는다.", "4조2천억원",
     "2025-06-12", "기금 규모는 4조2천억원에서 3조6천억원으로, 대상은 35곳에서 29곳으로 줄었다.", "3조6천억원"),
    ("2025-03-12", "해마다 62만명이 찾는 조선소로 키운다.", "62만명",
     "2025-06-12", "62만명으로 예상했던 연간 이용객은 48만명으로 낮춰 잡았다.", "48만명"),
    ("2025-03-12", "조선소에 연 5만t을 만드는 설비를 들인다.", "5만t",
     "2025-06-12", "설비를 연 5만t에서 3만5000t 규모로 줄여 짓기로 했다.", "3만5000t"),
    # tallies in other words
    ("2025-03-12", "이 사고로 주민 210명이 마을회관으로 대피했다.", "210명",
     "2025-03-13", "집을 떠나 몸을 피한 주민은 90명으로 줄었다.", "90명"),
    # what a thing costs, told by its deed, by its bill and as an estimate
    ("2025-03-12", "설비 철거에는 240억원이 들 것으로 추산된다.", "240억원",
     "2025-06-12", "철거 비용은 310억원으로 불어났다.", "310억원"),
    ("2025-03-12", "설비 철거에는 최대 240억원이 들 것으로 내다봤다.", "최대 240억원",
     "2025-06-12", "설비 철거에는 모두 175억원이 들었다.", "175억원"),
    ("2025-03-12", "매각 대가로는 한 주에 3200원이 거론된다.", "3200원",
     "2025-06-12", "매각 대가는 한 주에 4100원으로 정해졌다.", "4100원"),
    # what one is said to have taken, and what a court finds
    ("2025-03-12", "오세람 대표는 납품을 도운 대가로 8000만원을 받은 혐의를 받는다.", "8000만원",
     "2025-06-12", "오세람 대표의 재판이 12일 열렸다. 재판부는 5500만원을 뇌물로 인정했다.", "5500만원"),
    # of one label, and the later says that it replaces
    ("2025-03-12", "조선소 매각을 맡을 자문단은 6명으로 구성된다.", "6명",
     "2025-06-12", "자문단은 9명으로 늘었다.", "9명"),
    ("2025-03-12", "조선소는 블록을 한 해 24만t 만든다.", "24만t",
     "2025-06-12", "조선소의 연간 생산 능력은 18만t으로 줄었다.", "18만t"),
    # planned so much, and done so much
    ("2025-03-12", "새길중공업은 6월 10일 견습생 30명의 명단을 발표할 예정이다.", "30명",
     "2025-06-12", "새길중공업은 10일 24명의 명단을 발표했다.", "24명"),
    ("2025-03-12", "배터리 과열 신고 37건이 접수됐다.", "37건", "2025-06-12", "과열 신고는 54건으로 늘었다.", "54건"),
    # of one issue by any label; as of a day long ago; lower by 아지다
    ("2025-03-12", "새길중공업은 11일 이사회에서 2500억원 규모의 유상증자를 결의했다.", "2500억원",
     "2025-06-12", "새길중공업은 11일 유상증자 규모를 2000억원으로 줄였다.", "2000억원"),
    ("2025-03-12", "지난해 9월 말 현재 새길중공업의 부채는 1조8천억원이다.", "1조8천억원",
     "2025-06-12", "지난해 말 현재 새길중공업의 부채는 2조1천억원으로 불어났다.", "2조1천억원"),
    ("2025-03-12", "조선소의 계약 금액은 1조3200억원이다.", "1조3200억원",
     "2025-06-12", "조선소의 계약 금액은 8800억원으로 낮아졌다.", "8800억원"),
    # put into a thing, and given to each
    ("2025-03-12", "새길중공업은 10월까지 안전 설비에 200억원을 투자하기로 했다.", "200억원",
     "2025-11-12", "새길중공업은 지난달까지 안전 설비에 150억원을 투자했다.", "150억원"),
    # who came by then, and by now
    ("2025-03-12", "조선소 분향소에는 11일까지 820명이 다녀갔다.", "820명",
     "2025-03-15", "조선소 분향소에는 14일까지 2천140명이 다녀갔다.", "2천140명"),
    # what was spent on one thing
    ("2025-03-12", "조선소 인건비에 들어간 돈은 500억원이다.", "500억원",
     "2025-06-12", "조선소 광고에 들어간 돈은 30억원, 인건비에 들어간 돈은 620억원이다.", "620억원"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "one", "first", "later", "other", "second"), FOLLOW)
def test_a_later_figure_replaces_the_former(
    day: str, one: str, first: str, later: str, other: str, second: str
) -> None:
    assert ("series", first, second) in related(told(day, one), told(later, other))


APART = [
    # what is meant to be; the costs of two deeds; a place, and no deed
    ("2025-03-12", "새길중공업의 선박은 71척이다.", "2025-06-12", "오세람 대표는 “선박을 80척으로 늘리겠다”고 말했다."),
    ("2025-03-12", "설비 철거에는 240억원이 들었다.", "2025-06-12", "소송 비용은 310억원으로 불어났다."),
    # two who are said to have taken money
    (
        "2025-03-12",
        "오세람 대표는 납품을 도운 대가로 8000만원을 받은 혐의를 받는다.",
        "2025-06-12",
        "맹도윤 시장은 인허가를 도운 대가로 5500만원을 받은 혐의를 받는다.",
    ),
    # of a plan, some; and some more; and people questioned one by one
    (
        "2025-03-12",
        "새길중공업은 6월 10일 크레인 30대를 들여올 예정이다.",
        "2025-06-12",
        "새길중공업은 10일 30대 가운데 12대를 들여왔다.",
    ),
    (
        "2025-03-12",
        "경찰은 6월 10일 새길중공업 임원 6명을 소환할 예정이다.",
        "2025-06-12",
        "경찰은 10일 새길중공업 임원 2명을 소환했다.",
    ),
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
    # of the same value, and another's; another measure; years ago
    (
        "2025-03-12",
        "새길중공업의 영업이익은 1500억원이다.",
        "2025-06-12",
        "해온그룹의 영업이익은 1500억원에서 900억원으로 줄었다.",
    ),
    (
        "2025-03-12",
        "해온그룹은 인수가로 8500억원을 제시했다.",
        "2025-06-12",
        "해온그룹은 대출 한도를 8500억원에서 7000억원으로 낮췄다.",
    ),
    (
        "2025-03-12",
        "새길중공업의 직원은 3500명이다.",
        "2025-06-12",
        "새길중공업은 2019년 직원을 3500명에서 3000명으로 줄였다.",
    ),
    (
        "2025-03-12",
        "새길중공업은 벌금이 3억원이라고 밝혔다.",
        "2025-06-12",
        "법원은 보석금을 3억원에서 2억원으로 줄였다.",
    ),
    # a fine of years ago, and that of today
    (
        "2025-03-12",
        "새길중공업은 2021년 11월에도 도면 3만장을 유출해 과징금 2억원을 물었다.",
        "2025-06-12",
        "새길중공업은 지난 5일 과징금 97억원을 납부했다.",
    ),
    # two who bid for one firm
    (
        "2025-03-12",
        "새길중공업은 한여울조선 주식 420만주를 매수하는 절차에 착수했다.",
        "2025-03-28",
        "해온그룹은 이사회를 열어 한여울조선 주식 310만주를 매수하기로 결의했다.",
    ),
    (
        "2025-03-12",
        "새길중공업은 한여울조선을 인수한다. 대금은 3200억원이다.",
        "2025-03-28",
        "해온그룹은 한여울조선을 사들이기로 했다. 대금은 2700억원이다.",
    ),
    # what one pays for one thing, and gets for another
    (
        "2025-03-12",
        "새길중공업은 한여울조선을 인수한다. 인수 대금은 3200억원이다.",
        "2025-06-12",
        "새길중공업은 늘솔항공을 810억원에 매각했다.",
    ),
    # what one holds, and wants; what he will have if it comes about; what two hold together
    (
        "2025-03-12",
        "새길중공업은 한여울조선 지분 30%를 사들일 계획이다.",
        "2025-03-28",
        "새길중공업의 한여울조선 보유 지분은 8%다.",
    ),
    ("2025-03-12", "새길중공업의 지분은 29%다.", "2025-03-28", "거래가 성사되면 새길중공업의 지분은 41%다."),
    ("2025-03-12", "새길중공업의 지분은 29%다.", "2025-03-28", "새길중공업과 해온그룹의 지분은 모두 49%다."),
    # victims of two kinds
    ("2025-03-12", "조선소 화재 피해자는 20명이다.", "2025-06-12", "개인정보 유출 피해자는 3만명이다."),
    # what is cut off is not what it becomes
    (
        "2025-03-12",
        "가람시는 조선소 예산 78억원을 신청했다.",
        "2025-06-12",
        "가람시가 제출한 78억원에서 18억원이 잘렸다.",
    ),
    # what one side wants
    ("2025-03-12", "병상은 320개다.", "2025-06-12", "의사들은 병상을 320개에서 300개로 줄여야 한다고 주장했다."),
    # a supplementary budget is another than what all costs
    (
        "2025-03-12",
        "조선소 총사업비는 798억원이다.",
        "2025-06-12",
        "가람시의회는 조선소 추경 예산을 60억원으로 의결했다.",
    ),
    # some who act, and how many there are
    ("2025-03-12", "피해자 1200명은 소송을 내기로 했다.", "2025-03-14", "피해 고객은 104만명이다."),
    # two votes
    ("2025-03-12", "찬성률은 87.4%였다.", "2025-06-14", "찬성률은 61.2%였다."),
    # those who came to two gatherings
    (
        "2025-03-12",
        "노동조합은 11일 가람시청 앞에서 집회를 열었다. 집회에는 3천명이 모였다.",
        "2025-06-12",
        "노동조합은 11일 가람시청 앞에서 집회를 열었다. 집회에는 1천명이 모였다.",
    ),
    # put into two things; given to each and to all; not given; given by two
    (
        "2025-03-12",
        "새길중공업은 안전 설비에 200억원을 투자하기로 했다.",
        "2025-06-12",
        "새길중공업은 기숙사에 50억원을 투자했다.",
    ),
    (
        "2025-03-12",
        "가람시는 조선소 협력업체마다 2천만원을 지원하기로 했다.",
        "2025-06-12",
        "가람시는 조선소 협력업체에 30억원을 지원하기로 했다.",
    ),
    (
        "2025-03-12",
        "가람시는 조선소에 30억원을 지원하기로 했다.",
        "2025-06-12",
        "가람시는 조선소에 50억원을 지원할 수 없다고 밝혔다.",
    ),
    # spent on two things; borrowed and paid back; of years ago
    ("2025-03-12", "조선소 교육에 들어간 돈은 12억원이다.", "2025-06-12", "조선소 광고에 들어간 돈은 30억원이다."),
    ("2025-03-12", "회사채로 빌린 돈은 2000억원이다.", "2025-06-12", "회사채로 갚은 돈은 500억원이다."),
    (
        "2025-03-12",
        "새길중공업은 11일 2500억원 규모의 유상증자를 결의했다.",
        "2025-06-12",
        "새길중공업이 2021년 유상증자로 조달한 돈은 1200억원이었다.",
    ),
    # a goal, and what was reached
    (
        "2025-03-12",
        "조선소의 예산은 3200억원이다.",
        "2025-06-12",
        "조선소의 예산은 3200억원이지만 지금까지 쓴 건 300억원에 그쳤다.",
    ),
    # by how much it differs from a figure that was told
    (
        "2025-03-12",
        "가람시는 2400억원을 들여 조선소를 짓는다.",
        "2025-06-12",
        "지난 3월 발표한 2400억원보다 350억원 불어났다.",
    ),
    # another's; the row says that it went the other way
    (
        "2025-03-12",
        "경찰은 수사를 이어 갔다. 경찰이 파악한 투자 피해자는 560명, 피해액은 450억원이다.",
        "2025-03-20",
        "해온그룹의 피해액은 230억원, 피해자는 340명으로 파악됐다.",
    ),
    ("2025-03-12", "조선소 가동률은 32%다.", "2025-06-12", "조선소 가동률은 27%로 올랐다."),
    # rounded
    ("2025-03-12", "횡령액은 210억원이다.", "2025-03-14", "횡령액은 200억여원이다."),
]


@pytest.mark.parametrize(("day", "one", "later", "other"), APART)
def test_figures_of_two_things_do_not_follow_each_other(day: str, one: str, later: str, other: str) -> None:
    assert not {one for one in related(told(day, one), told(later, other)) if one[0] == "series"}


def test_a_level_told_beside_another_is_no_change() -> None:
    """22%로 계획보다 낮다 is as far as it has come."""
    one = told("2025-03-12", "지난달 말 기준 조선소 공정률은 18%다.")
    other = told("2025-03-17", "지난달 말 조선소 공정률은 22%로 계획보다 5%포인트 낮았다.", paper="b")
    assert ("conflict", "18%", "22%") in related(one, other)


def test_two_counts_of_one_time_are_at_odds() -> None:
    one = told("2025-03-12", "소방당국은 12일 오전 6시 기준으로 15명이 다친 것으로 집계했다.")
    other = told("2025-03-12", "가람시는 12일 오전 6시까지 이번 사고로 14명이 다쳤다고 밝혔다.", paper="b")
    kinds = {kind for kind, *surfaces in related(one, other) if set(surfaces) == {"15명", "14명"}}
    assert kinds == {"conflict"}


def test_a_figure_set_against_a_report_contradicts_it() -> None:
    """새길일보가 보도한 … 보다: the two cannot both be right; the next figure follows the one it is compared with."""
    first = told("2025-03-12", "새길중공업 유출 피해자가 112만명에 이르는 것으로 12일 확인됐다.")
    second = told(
        "2025-03-14", "피해 고객은 104만명이라고 새길중공업은 밝혔다. 새길일보가 보도한 112만명보다 8만명 적다."
    )
    third = told("2025-06-12", "유출 피해자는 119만명으로 확인됐다. 새길중공업이 밝힌 104만명보다 15만명 많다.")
    found = {one for one in related(first, second, third) if one[0] in ("conflict", "series")}
    assert found == {("conflict", "112만명", "104만명"), ("series", "104만명", "119만명")}


def test_people_whose_data_leak_are_those_harmed() -> None:
    first = told("2025-03-12", "새길중공업에서 고객 38만명의 개인정보가 유출됐다.")
    assert ("series", "38만명", "112만명") in related(first, told("2025-06-12", "유출 피해자는 112만명으로 확인됐다."))


def _fire(day: str, firm: str, count: str) -> ArticleFacts:
    """An article on a fire at *firm*'s plant, which names nobody else."""
    return article(
        f"{firm} 공장 화재, {count}",
        f"가람시 {firm} 공장에서 큰불이 나 소방당국이 진화에 나섰다.",
        f"{count}.",
        f"불은 {firm} 공장의 창고에서 시작됐다.",
        day=day,
        source=f"{firm}일보{day}",
    )


def _series_of(*articles: ArticleFacts) -> set[RelationType]:
    return {one.type for one in brief(*articles).relations if one.type is RelationType.SERIES}


def test_the_dead_of_one_firm_s_fire_are_counted_in_any_words() -> None:
    first = _fire("2025-03-12", "늘찬화학", "이 불로 2명이 숨졌다")
    assert _series_of(first, _fire("2025-03-13", "늘찬화학", "숨진 사람은 4명으로 늘었다"))


def test_the_dead_of_two_firms_fires_are_counted_apart() -> None:
    first = _fire("2025-03-12", "늘찬화학", "이 불로 2명이 숨졌다")
    assert not _series_of(first, _fire("2025-03-13", "도울섬유", "숨진 사람은 4명으로 늘었다"))


NOT_ONE_THING = [
    # two accidents of one firm; people of two disasters
    ("조선소 1공장에서 12일 폭발이 일어났다. 이 사고로 2명이 숨졌다.", "조선소 2공장에서 14일 불이 났다. 숨진 사람은 5명으로 집계됐다."),
    ("가람시 솔숲산에서 12일 산불이 났다. 주민 180명이 학교로 대피했다.", "가람시 공장에서 14일 불이 났다. 인근 주민 70명이 학교로 대피했다."),
    # what two works cost
    ("가람시는 12일 물빛대교를 철거하기로 했다. 철거에는 210억원이 들 것으로 추산된다.",
     "가람시는 14일 시민회관을 철거했다. 철거에는 모두 45억원이 들었다."),
    ("가람시는 12일 물빛대교를 놓기로 했다. 사업비는 210억원이다.", "가람시는 14일 시민회관을 짓기로 했다. 사업비는 80억원이다."),
    # two bribes of one man, and of two
    ("오세람 대표는 납품을 도운 대가로 8000만원을 받은 혐의를 받는다.", "오세람 대표는 직원을 뽑은 대가로 2000만원을 받은 혐의를 받는다."),
    ("오세람 대표의 재판이 11일 열렸다. 재판부는 5500만원을 뇌물로 인정했다.", "차도윤 이사의 재판이 12일 열렸다. 재판부는 700만원을 뇌물로 인정했다."),
    # users who do one thing, and who undergo another
    ("이용자 1240명이 새길중공업을 공정거래위원회에 신고했다.", "이용자 27만명이 새길중공업에서 돈을 돌려받았다."),
    # two plants
    ("새길중공업 가람공장은 블록을 한 해 3만t 만든다.", "새길중공업 늘솔공장은 강판을 한 해 9만t 생산한다."),
    # two owners
    ("1군 코치진은 4명이다.", "유소년팀의 코치진은 7명으로 늘었다."),
    ("매각을 맡을 자문단은 6명으로 구성된다.", "노동조합의 자문단은 9명으로 늘었다."),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), NOT_ONE_THING)
def test_figures_of_two_accidents_works_or_owners_are_apart(one: str, other: str) -> None:
    found = related(told("2025-03-12", one), told("2025-03-14", other, paper="b"))
    assert not {relation for relation in found if relation[0] in ("series", "conflict")}


NOT_KEPT_SO = [
    ("가람시는 6월 10일 길이 700m의 물빛대교를 착공할 예정이다.", "가람시가 10일 폭 25m의 물빛대교를 착공했다."),
    ("가람시는 6월 10일 임대주택 300가구를 공급할 예정이다.", "가람시는 10일 1차로 임대주택 90가구를 공급했다."),
    ("가람시는 6월 10일 안전 인력 200명을 두고 물빛축제를 개최할 예정이다.", "가람시는 10일 4000명이 모인 가운데 물빛축제를 개최했다."),
    ("새길중공업은 6월 10일 면적 7000㎡의 연구소를 착공할 예정이다.", "새길중공업은 10일 정원 400㎡를 갖춘 연구소를 착공했다."),
]  # fmt: skip


@pytest.mark.parametrize(("plan", "deed"), NOT_KEPT_SO)
def test_a_deed_s_other_figure_is_not_the_one_planned(plan: str, deed: str) -> None:
    found = related(told("2025-03-04", plan), told("2025-06-11", deed))
    assert not {relation for relation in found if relation[0] == "series"}


def test_two_who_spend_on_one_thing_do_not_contradict_each_other() -> None:
    one = told("2025-03-12", "가람시가 조선소 안전 점검에 쓴 돈은 12억원이다.")
    other = told("2025-03-12", "새길중공업이 조선소 안전 점검에 쓴 돈은 80억원이다.", paper="b")
    assert not {found for found in related(one, other) if found[0] in ("conflict", "series")}


def test_what_lay_between_two_figures_stays_in_the_row() -> None:
    articles = (
        told("2025-03-12", "조선소 총사업비는 2400억원이다."),
        told("2025-04-12", "조선소 총사업비는 2600억원으로 늘었다."),
        told("2025-06-12", "조선소 총사업비는 애초 2400억원에서 2750억원으로 늘었다."),
    )
    found = related(*articles)
    assert {("series", "2400억원", "2600억원"), ("series", "2600억원", "2750억원")} <= found
    assert ("series", "2400억원", "2750억원") not in found


def test_what_a_text_says_itself_goes_before_labels() -> None:
    """1870억원에서 2110억원으로: not from what was told before that."""
    articles = (
        told("2025-03-12", "조선소 공사비는 1940억원이다."),
        told("2025-04-12", "가람시와 한빛건설은 11일 조선소 공사 계약을 1870억원에 체결했다."),
        told("2025-06-12", "조선소 공사비는 계약 때의 1870억원에서 2110억원으로 늘었다."),
    )
    found = related(*articles)
    assert ("series", "1870억원", "2110억원") in found
    assert ("series", "1940억원", "2110억원") not in found


RALLY = "노동조합은 11일 가람시청 앞에서 조선소 매각에 반대하는 집회를 열었다."


@pytest.mark.parametrize(
    "other",
    [
        f"{RALLY} 경찰은 이 집회에 1천200명이 모인 것으로 추산했다.",
        "조합원들은 지난 11일 시청 앞에서 매각 반대 집회를 벌였다. 경찰은 이 집회에 1천200명이 모인 것으로 추산했다.",
    ],
)
def test_two_counts_of_one_gathering_are_at_odds(other: str) -> None:
    one = told("2025-03-12", f"{RALLY} 노동조합은 집회에 3천명이 모였다고 밝혔다.")
    assert ("conflict", "3천명", "1천200명") in related(one, told("2025-03-14", other, paper="b"))


@pytest.mark.parametrize(
    "other",
    [
        # another day; for it; some of them; rounded; by the same source
        "노동조합은 13일 가람시청 앞에서 조선소 매각에 반대하는 집회를 열었다. 경찰은 집회에 1천200명이 모인 것으로 추산했다.",
        "새길중공업은 11일 가람시민회관에서 매각 설명 집회를 열었다. 경찰은 집회에 1천200명이 모인 것으로 추산했다.",
        f"{RALLY} 집회에서는 조합원 3천명 가운데 1천200명이 모였다.",
        f"{RALLY} 경찰은 집회에 2천950명이 모인 것으로 추산했다.",
        f"{RALLY} 노동조합은 집회에 1천200명이 모였다고 밝혔다.",
        # the police itself; others beside; last year's; all over the country; on the net; said not to be so
        f"{RALLY} 현장에는 경찰 400명이 나왔다.",
        f"{RALLY} 맞은편에는 매각에 찬성하는 200명이 모였다.",
        f"{RALLY} 경찰은 지난해 집회에 5천명이 모인 것으로 추산했다.",
        f"{RALLY} 경찰은 이날 전국에서 열린 집회에 1만2천명이 모인 것으로 추산했다.",
        f"{RALLY} 경찰은 집회에는 온라인으로 500명이 참가했다고 밝혔다.",
        f"{RALLY} 경찰은 집회에 5천명이 모였다는 주장은 사실이 아니라고 밝혔다.",
    ],
)
def test_counts_of_two_gatherings_are_apart(other: str) -> None:
    one = told("2025-03-12", f"{RALLY} 노동조합은 집회에 3천명이 모였다고 밝혔다.")
    assert not {found for found in related(one, told("2025-03-14", other, paper="b")) if found[0] == "conflict"}
