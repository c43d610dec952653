"""Plans and what became of them, over two articles."""

import pytest

from tests.link.telling import related, told

KEPT = [
    # uttered, and done
    ("2025-03-12", "새길중공업은 11일 “이달 안에 비상대책위원회를 꾸리겠다”고 공시했다.", "공시했다",
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
    # whom they think of replacing goes
    ("2025-03-12", "새길중공업 이사회는 오세람 대표를 교체하는 방안을 논의하고 있다.", "교체하는 방안을 논의하고 있다",
     "2025-05-20", "오세람 대표는 19일 사임했다.", "사임했다"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "plan", "first", "later", "result", "second"), KEPT)
def test_a_plan_meets_what_became_of_it(day: str, plan: str, first: str, later: str, result: str, second: str) -> None:
    assert ("outcome", first, second) in related(told(day, plan), told(later, result))


NOT_KEPT = [
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
    # a promise not to do it
    ("2025-03-12", "오세람 대표는 11일 “항소하지 않겠다”고 말했다.", "2025-03-20", "검찰은 18일 항소했다."),
]  # fmt: skip


@pytest.mark.parametrize(("day", "plan", "later", "result"), NOT_KEPT)
def test_a_plan_does_not_meet_what_is_not_its_outcome(day: str, plan: str, later: str, result: str) -> None:
    assert not {one for one in related(told(day, plan), told(later, result)) if one[0] == "outcome"}
