"""Plans and what became of them, over two articles."""

from datetime import date

import pytest

from sitegen.compose.desk import desk_of
from sitegen.link import briefing_of
from sitegen.model.facts import Quote
from sitegen.model.identity import Site
from sitegen.model.site import RelationType
from tests.link.telling import related, told

KEPT = [
    # uttered, and done
    ("2025-03-12", "새길중공업은 11일 “이달 안에 비상대책위원회를 꾸리겠다”고 공시했다.", "이달 안에 비상대책위원회를 꾸리겠다",
     "2025-03-27", "새길중공업은 26일 비상대책위원회를 출범시켰다.", "출범시켰다"),
    # it was to be decided whether
    ("2025-03-12", "해온그룹은 이달 안에 파업 손실 보상 여부를 결정하기로 했다.", "결정하기로 했다",
     "2025-04-02", "해온그룹은 지난달 28일 파업 손실을 보상했다.", "보상했다"),
    # the plan, named with its day, is put off
    ("2025-03-12", "가람시는 24일 공청회를 개최하기로 했다.", "개최하기로 했다",
     "2025-03-30", "애초 24일로 잡혔던 공청회는 닷새 미뤄졌다.", "미뤄졌다"),
    # what the sentence says of it is only that it is planned
    ("2025-03-12", "조선소는 2025년 9월 준공하는 것이 목표다.", "준공하는",
     "2025-10-02", "조선소가 지난달 20일 완공됐다.", "완공됐다"),
    # before the deadline; a day late; put off, named by its month; prolonged
    ("2025-03-12", "새길중공업은 4월 13일까지 재공시할 예정이다.", "재공시할",
     "2025-04-12", "새길중공업은 11일 이를 재공시했다.", "재공시했다"),
    ("2025-03-12", "조선소는 7월 7일 다시 가동할 예정이다.", "가동할",
     "2025-07-09", "새길중공업이 8일 조선소를 다시 가동했다.", "가동했다"),
    ("2025-03-12", "새길중공업은 5월 12일 조선소를 다시 가동할 예정이다.", "가동할",
     "2025-06-02", "새길중공업은 지난달로 잡았던 조선소 재가동을 미뤘다.", "미뤘다"),
    ("2025-03-12", "가람시는 16일까지 분향소를 운영하기로 했다.", "운영하기로 했다",
     "2025-03-14", "가람시는 분향소 운영을 23일까지 연장했다.", "연장했다"),
    # somebody for a post
    ("2025-03-12", "새길중공업은 이달 안에 새 사장을 선임할 방침이다.", "선임할",
     "2025-03-28", "새길중공업이 새 사장으로 도해찬 전무를 선임했다.", "선임했다"),
    # who is called in comes
    ("2025-03-12", "검찰은 오세람 새길중공업 대표를 다음 달 초 소환할 예정이다.", "소환할",
     "2025-04-20", "오세람 새길중공업 대표는 지난 3일 검찰에 나와 조사를 받았다.", "받았다"),
    # a meeting is put off, and with it what it was to decide
    ("2025-03-12", "새길중공업과 해온그룹은 24일 주주총회를 열어 합병안을 처리할 계획이다.", "처리할",
     "2025-03-20", "새길중공업과 해온그룹은 19일 주주총회를 다음 달 28일로 연기했다.", "연기했다"),
    # whatever is spoken of, at the time that is named
    ("2025-03-12", "새길중공업은 2027년 12월 새 조선소의 문을 연다는 목표다.", "연다는",
     "2025-06-20", "새길중공업은 2027년 12월이던 개장 시기도 2028년 6월로 늦췄다.", "늦췄다"),
    # it stays, and goes
    ("2025-03-12", "오세람 새길중공업 대표는 내년 3월까지인 임기를 지킬 계획이다.", "지킬",
     "2025-06-20", "오세람 새길중공업 대표는 19일 물러났다.", "물러났다"),
    # what both were to show
    ("2025-03-12", "새길중공업과 해온그룹은 6월까지 세부 협력 내용을 내놓을 예정이다.", "내놓을",
     "2025-06-20", "새길중공업과 해온그룹은 19일 공급 계약을 체결했다.", "체결했다"),
    # asked for again, and given up
    ("2025-03-12", "검찰은 오세람 이사의 영장을 재청구하는 방안을 검토하고 있다.", "재청구하는 방안을 검토하고 있다",
     "2025-04-10", "검찰은 오세람 이사의 영장을 다시 청구하는 방안을 접었다.", "접었다"),
    # what is brought to an end late
    ("2025-03-12", "가람시는 이달 말까지 조사를 마무리할 계획이다.", "마무리할",
     "2025-05-20", "가람시는 조사를 지난달 25일 마쳤다.", "마쳤다"),
    # at last, though it had been put off before
    ("2025-03-12", "새길중공업은 4월 7일 조선박물관을 개관할 계획이다.", "개관할",
     "2025-05-15", "두 차례 미뤄졌던 조선박물관이 지난달 7일 문을 열었다.", "열었다"),
    # again
    ("2025-03-12", "새길중공업은 4월 말 사전예약을 다시 받을 계획이다.", "받을",
     "2025-06-20", "새길중공업은 4월 27일 사전예약을 재개했다.", "재개했다"),
    # had been planned, and nothing came
    ("2025-03-12", "새길중공업은 5월 15일까지 안전 보고서를 내기로 했다.", "내기로 했다",
     "2025-06-20", "새길중공업이 5월에 내기로 한 안전 보고서는 아직 나오지 않았다.", "나오지 않았다"),
    # the plan is named with its day, or by its deed, and put off
    ("2025-03-12", "가람시는 5월 말까지 조사 결과를 발표할 계획이다.", "발표할",
     "2025-06-20", "가람시는 5월 말로 예고한 결과 발표를 이달 말로 미뤘다.", "미뤘다"),
    ("2025-03-12", "새길중공업은 6월 새 조선소를 착공할 예정이다.", "착공할",
     "2025-11-15", "새길중공업은 6월로 잡았던 새 조선소 착공을 연기했다.", "연기했다"),
    # who is to come is called in; a team is to be gathered, and comes; a court will rule, and its division does
    ("2025-03-12", "오세람 대표는 19일 검찰에 출석할 예정이다.", "출석할",
     "2025-03-20", "검찰은 19일 오 대표를 불러 9시간 동안 조사했다.", "조사했다"),
    ("2025-03-12", "해온그룹은 17일 협상단을 소집할 계획이다.", "소집할",
     "2025-03-20", "협상단은 예정보다 하루 늦은 18일 가람시에 모였다.", "모였다"),
    # what was to be published is made known by then
    ("2025-03-12", "가람소방서는 이달 말까지 감식 결과를 내놓을 예정이다.", "내놓을",
     "2025-03-28", "가람소방서는 27일 감식을 마치고 불이 낡은 배관 때문에 일어났다고 발표했다.", "일어났다고 발표했다"),
    # of two days planned in one sentence, the one that has come
    ("2025-03-04", "오세람 대표는 10일 취임식을 열고 17일 협상단을 소집할 계획이다.", "열고",
     "2025-03-11", "오세람 대표가 10일 조선소에서 취임식을 열었다.", "열었다"),
    # whom they think of replacing goes
    ("2025-03-12", "새길중공업 이사회는 오세람 대표를 교체하는 방안을 논의하고 있다.", "교체하는 방안을 논의하고 있다",
     "2025-05-20", "오세람 대표는 19일 사임했다.", "사임했다"),
    # a bridge by its name; later than planned, as it says itself
    ("2025-03-12", "가람시는 내년 5월 30일 다리를 개통할 예정이다.", "개통할",
     "2026-06-01", "가람시가 지난달 30일 물빛대교를 개통했다.", "개통했다"),
    ("2025-03-12", "가람시는 6월까지 조선소 매각 조례를 확정할 계획이다.", "확정할",
     "2025-10-02", "조선소 매각 조례는 예정보다 보름 늦은 7월 14일 확정됐다.", "확정됐다"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "plan", "first", "later", "result", "second"), KEPT)
def test_a_plan_meets_what_became_of_it(day: str, plan: str, first: str, later: str, result: str, second: str) -> None:
    assert ("outcome", first, second) in related(told(day, plan), told(later, result))


NOT_KEPT = [
    # a gathering of another sort; another's place
    ("2025-03-05", "노동조합은 11일 가람시청 앞에서 결의대회를 연다.",
     "2025-03-09", "노동조합은 9일 새길중공업 본사에서 5차 본교섭을 열었지만 결렬됐다."),
    ("2025-03-12", "가람시는 상반기 안에 시청사 이전지를 발표할 계획이다.",
     "2025-03-21", "가람시는 20일 공영주차장 이전지를 발표했다."),
    # what was not done before the plan was told; another thing that is handed in
    ("2025-03-28", "가람시는 다음 달 10일 조선소 설명회를 다시 개최하기로 했다.",
     "2025-04-08", "가람시는 지난달 27일 조선소 설명회를 마련했으나 주민들에게 막혀 열지 못했다."),
    ("2025-03-12", "소비자 단체는 18일 새길중공업을 상대로 손해배상 소송을 낼 계획이다.",
     "2025-03-24", "새길중공업은 입장문을 내고 주장을 부인했다."),
    # another's deed
    ("2025-03-12", "새길중공업은 26일 비상대책위원회를 꾸릴 계획이다.", "2025-03-28", "가람시는 26일 관광위원회를 꾸렸다."),
    # another thing
    ("2025-03-12", "새길중공업은 이달 안에 잠수함을 공개할 계획이다.", "2025-03-28", "새길중공업은 27일 임금안을 공개했다."),
    # before the plan was told
    ("2025-03-12", "가람시는 24일 공청회를 개최하기로 했다.", "2025-03-30", "가람시는 지난 2월 24일 공청회를 개최했다."),
    # the plan, told again
    ("2025-03-12", "가람시는 24일 공청회를 개최하기로 했다.", "2025-03-20", "가람시는 24일 공청회를 개최하기로 했다."),
    # it is not put off
    ("2025-03-12", "가람시는 2028년 상반기에 새 조선소를 개장할 계획이다.",
     "2025-03-20", "가람시는 2028년 상반기로 잡은 개장 목표는 바꾸지 않기로 했다."),
    # what goes on is no plan
    ("2025-03-12", "해외 업체도 지난해 6월부터 비슷한 제품을 내놓고 있어 경쟁은 피하기 어려울 전망이다.",
     "2025-03-20", "새길중공업은 19일 새 제품을 공개했다."),
    # what may come is nobody's to drop
    ("2025-03-12", "파업의 여파도 클 것으로 보인다.", "2025-03-20", "노동조합은 19일 파업을 철회했다."),
    # what it is to be done to does the same to others
    ("2025-03-12", "가람시는 해온그룹을 6월 고발할 계획이다.", "2025-06-12", "해온그룹은 노조를 고발했다."),
    # another thing goes on again
    ("2025-03-12", "새길중공업은 4월 임금 교섭을 다시 진행할 계획이다.", "2025-06-12", "새길중공업은 공장 가동을 재개했다."),
    # who is to go dismisses another
    ("2025-03-12", "새길중공업은 오세람 대표를 교체할 계획이다.", "2025-06-12", "오세람 대표는 새 공장장을 해임했다."),
    # what somebody claims that others did
    ("2025-03-12", "오세람 대표는 11일 “조선소 사장을 공정하게 뽑겠다”고 말했다.",
     "2025-03-20", "노동조합은 회사가 새 조선소 사장을 이미 내정했다고 주장했다."),
    # what was done on another day than that of the plan, and to another thing
    ("2025-03-04", "오세람 대표는 17일 협상단을 소집할 계획이다.",
     "2025-03-11", "오세람 대표가 10일 조선소에서 취임식을 열었다."),
    # of what was to come out, another thing has not; another meeting of the day; another is heard; others gather
    ("2025-03-12", "새길중공업은 5월 15일까지 안전 보고서를 내기로 했다.",
     "2025-06-20", "새길중공업이 5월에 내기로 한 안전 보고서를 두고 정부 지침은 나오지 않았다."),
    ("2025-03-12", "가람시의회는 27일 본회의를 열 예정이다.", "2025-03-28", "해온그룹은 27일 이사회를 열어 증자를 의결했다."),
    ("2025-03-12", "오세람 대표는 19일 검찰에 출석할 예정이다.", "2025-03-20", "검찰은 19일 차도윤 이사를 불러 조사했다."),
    ("2025-03-12", "해온그룹은 17일 협상단을 소집할 계획이다.", "2025-03-20", "자문단은 18일 가람시에 모였다."),
    # the body makes something else known
    ("2025-03-12", "가람소방서는 이달 말까지 감식 결과를 내놓을 예정이다.",
     "2025-03-28", "가람소방서는 27일 소방차가 12대로 늘었다고 발표했다."),
    # what a thing is expected to cost is no plan
    ("2025-03-12", "설비 철거에는 최대 240억원이 들 것으로 내다봤다.", "2025-06-12", "설비 철거에는 모두 175억원이 들었다."),
    # another report has not come; it is not due yet; he was to go elsewhere
    ("2025-03-12", "새길중공업은 5월 15일까지 안전 보고서를 내기로 했다.",
     "2025-06-20", "새길중공업이 5월에 내기로 했던 환경 보고서는 나오지 않았다."),
    ("2025-03-12", "새길중공업은 9월 15일까지 안전 보고서를 내기로 했다.",
     "2025-06-20", "새길중공업이 내기로 했던 안전 보고서는 아직 나오지 않았다."),
    ("2025-03-12", "오세람 대표는 5월 20일 주민 토론회에 참석하기로 했다.",
     "2025-06-20", "국정감사에 참석하기로 했던 오세람 대표는 20일 사임했다."),
    # another thing is put off: another building, another result, that of another year
    ("2025-03-12", "새길중공업은 6월 새 조선소를 착공할 예정이다.", "2025-06-15", "새길중공업은 6월로 잡았던 기숙사 착공을 연기했다."),
    ("2025-03-12", "새길중공업은 6월 본사 사옥을 매각할 계획이다.", "2025-06-12", "새길중공업은 6월로 잡았던 자회사 매각이 9월로 밀렸다."),
    ("2025-03-12", "가람시는 5월 말까지 보조금 감사 결과를 발표할 계획이다.",
     "2025-06-20", "가람시는 여론조사를 마쳤다. 가람시는 5월 말로 예고한 결과 발표를 이달 말로 미뤘다."),
    ("2025-03-12", "가람시는 5월 말까지 보조금 감사 결과를 발표할 계획이다.",
     "2025-04-20", "가람시는 내년 5월 말로 예고한 결과 발표를 9월로 미뤘다."),
    # others are heard, without a name; others are tried; other meetings
    ("2025-03-12", "오세람 대표는 19일 검찰에 출석할 예정이다.", "2025-03-20", "검찰은 19일 조선소 임원 2명을 불러 조사했다."),
    ("2025-03-12", "가람지법은 19일 조선소 임원들의 공판을 열 예정이다. 배임 혐의다.",
     "2025-03-20", "가람지법은 19일 협력업체 사장들의 재판을 진행했다. 뇌물 혐의다."),
    ("2025-03-12", "가람시는 27일 물가 회의를 열 예정이다.", "2025-03-28", "가람시는 27일 노선 회의를 열어 노선을 확정했다."),
    ("2025-03-12", "가람시는 5월 20일 솔숲지구에 임대주택 300가구를 공급할 예정이다.",
     "2025-05-21", "가람시는 20일 물빛지구에 임대주택 90가구를 공급했다."),
    ("2025-03-12", "축구협회는 17일 여자 대표팀을 소집할 계획이다.", "2025-03-20", "남자 대표팀은 18일 가람시에 모였다."),
    # the body makes known what it did, and not what it found
    ("2025-03-12", "가람소방서는 이달 말까지 조선소 화재의 감식 결과를 내놓을 예정이다.",
     "2025-03-28", "가람소방서는 조선소에서 27일 대피 훈련을 마쳤다고 발표했다."),
    # another thing lasts longer; others look for others; another thing is done again; another's plant runs again
    ("2025-03-12", "가람시는 20일부터 조선소 피해 신고를 접수할 예정이다.",
     "2025-03-20", "가람시는 조선소 이전 찬반 의견 접수를 30일까지 연장했다."),
    ("2025-03-12", "해경은 13일부터 실종자를 수색할 예정이다.",
     "2025-03-20", "소방당국은 산사태 실종자 수색을 25일까지 연장했다."),
    ("2025-03-12", "새길중공업은 4월 12일까지 재공시할 예정이다.", "2025-04-01", "새길중공업은 31일 유상증자 일정을 재공시했다."),
    ("2025-07-04", "새길중공업 조선소는 7일 다시 가동할 예정이다.", "2025-07-10", "협력사인 한빛정밀은 9일 공장을 다시 가동했다."),
    ("2025-03-12", "새길중공업과 노동조합은 5월 12일 임금 교섭을 열 예정이다.",
     "2025-06-02", "새길중공업은 지난달로 잡았던 산업안전 공청회를 미뤘다."),
    # another thing is sold, and a contract for another
    ("2025-03-12", "새길중공업은 자회사 매각은 그대로 추진하기로 했다.", "2025-06-12", "새길중공업은 사옥 매각은 포기했다."),
    ("2025-03-12", "새길중공업은 6월 말까지 서울 사옥을 매각할 예정이다.",
     "2025-06-12", "새길중공업과 해온그룹은 11일 한빛자원의 주식매매계약을 체결했다."),
    # a promise not to do it
    ("2025-03-12", "오세람 대표는 11일 “항소하지 않겠다”고 말했다.", "2025-03-20", "검찰은 18일 항소했다."),
]  # fmt: skip


@pytest.mark.parametrize(("day", "plan", "later", "result"), NOT_KEPT)
def test_a_plan_does_not_meet_what_is_not_its_outcome(day: str, plan: str, later: str, result: str) -> None:
    assert not {one for one in related(told(day, plan), told(later, result)) if one[0] == "outcome"}


def test_what_was_not_done_is_not_told_as_done() -> None:
    plan = told("2025-03-12", "가람시의회는 20일 조선소 관광세 조례안을 의결할 예정이다.")
    result = told("2025-03-21", "가람시의회는 20일 조선소 관광세 조례안을 의결하지 않았다.")
    briefing = briefing_of((plan, result), Site(), date(2025, 12, 31))
    assert [one.reason for one in briefing.relations if one.type is RelationType.OUTCOME] == ["was not done: 의결하다"]


def test_a_suit_is_to_be_withdrawn_and_is() -> None:
    plan = told("2025-03-28", "해온그룹은 주민들에 대한 고소를 취하하기로 했다.")
    result = told("2025-04-07", "해온그룹은 6일 주민들에 대한 고소를 취하했다.")
    assert ("outcome", "취하하기로 했다", "취하했다") in related(plan, result)


def test_a_plan_in_a_quotation_is_linked_by_its_words_and_shown_by_its_saying() -> None:
    plan = told("2025-03-12", "새길중공업은 11일 “이달 안에 비상대책위원회를 꾸리겠다”고 공시했다.")
    result = told("2025-03-27", "새길중공업은 26일 비상대책위원회를 출범시켰다.")
    briefing = briefing_of((plan, result), Site(), date(2025, 12, 31))
    (outcome,) = [one for one in briefing.relations if one.type is RelationType.OUTCOME]
    facts = briefing.facts()
    assert isinstance(facts[outcome.earlier], Quote)
    linked = desk_of(briefing).linked
    (answered,) = [relation for relations in linked.outcomes.values() for relation in relations]
    assert facts[answered.earlier].surface == "공시했다"
    assert answered.later == outcome.later
