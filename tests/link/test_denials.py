"""Claims, and who denied them."""

import pytest

from tests.link.telling import related, told

DENIED = [
    ("2025-03-12", "새길중공업이 허가량의 두 배에 이르는 용제를 저장했다는 주장이 나왔다.", "나왔다",
     "2025-03-14", "새길중공업은 허가량을 넘겨 용제를 저장했다는 의혹을 부인했다.", "부인했다"),
    ("2025-03-12", "해온그룹이 새길중공업에 양극재 공급 계약을 해지하겠다고 통보한 것으로 12일 확인됐다.", "확인됐다",
     "2025-03-14", "새길중공업은 13일 “해온그룹에서 양극재 공급 계약 해지를 통보받은 사실이 없다”고 답변했다.", "답변했다"),
    # whose claim it is, the denial says
    ("2025-03-12", "해온그룹은 새길중공업이 11일 오후에야 화재를 통보했다고 주장했다.", "통보했다고 주장했다",
     "2025-03-14", "새길중공업은 늑장 통보라는 해온그룹의 주장을 반박했다.", "반박했다"),
    # a charge, by its verb
    ("2025-03-12", "오세람 대표는 납품을 도운 대가로 8000만원을 받은 혐의를 받는다.", "받은",
     "2025-03-14", "오세람 대표는 금품을 받았다는 혐의를 부인했다.", "부인했다"),
    # what somebody without a name says
    ("2025-03-12", "시 관계자는 “오세람 대표가 연말까지 물러나는 방안을 검토하고 있다”고 전했다.", "전했다",
     "2025-03-14", "오세람 대표는 연말까지 물러나는 방안을 검토한다는 말을 부인했다.", "부인했다"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "claim", "first", "later", "denial", "second"), DENIED)
def test_a_denial_meets_its_claim(day: str, claim: str, first: str, later: str, denial: str, second: str) -> None:
    assert ("denial", first, second) in related(told(day, claim), told(later, denial))


NOT_DENIED = [
    # another matter
    ("2025-03-12", "새길중공업이 용제를 저장했다는 주장이 나왔다.", "2025-03-14", "새길중공업은 임금 체불 의혹을 부인했다."),
    # the denial was first
    ("2025-03-14", "새길중공업이 허가량을 넘겨 용제를 저장했다는 주장이 나왔다.",
     "2025-03-12", "새길중공업은 허가량을 넘겨 용제를 저장했다는 의혹을 부인했다."),
    # another claim of theirs
    ("2025-03-12", "해온그룹은 새길중공업이 협상 자료를 유출했다고 주장했다.",
     "2025-03-14", "새길중공업은 협상에 임하지 않았다는 해온그룹의 주장을 반박했다."),
    # another's charge, another charge, and what somebody with a name says
    ("2025-03-12", "오세람 대표는 납품을 도운 대가로 8000만원을 받은 혐의를 받는다.",
     "2025-03-14", "차도윤 이사는 금품을 받았다는 혐의를 부인했다."),
    ("2025-03-12", "오세람 대표는 납품을 도운 대가로 8000만원을 받은 혐의를 받는다.",
     "2025-03-14", "오세람 대표는 설계도를 빼돌렸다는 혐의를 부인했다."),
    ("2025-03-12", "시 관계자는 “오세람 대표가 조선소를 둘러보는 방안을 검토하고 있다”고 전했다.",
     "2025-03-14", "오세람 대표는 연말까지 물러난다는 말을 부인했다."),
    # what is no claim
    ("2025-03-12", "새길중공업은 11일 용제 저장 시설을 개장했다.", "2025-03-14", "새길중공업은 용제 저장 의혹을 부인했다."),
]  # fmt: skip


@pytest.mark.parametrize(("day", "claim", "later", "denial"), NOT_DENIED)
def test_a_denial_of_something_else_is_none_of_it(day: str, claim: str, later: str, denial: str) -> None:
    assert not {one for one in related(told(day, claim), told(later, denial)) if one[0] == "denial"}


AT_ONCE = [
    "새길일보는 해온그룹이 조선소 인수 가격을 낮춰 달라고 요구했다고 12일 보도했다. 해온그룹은 “그런 요구를 한 적이 없다”고 부인했다.",
    "노조는 사측이 용제를 몰래 버렸다고 주장했다. 이에 대해 사측은 “용제는 모두 위탁 처리했다”고 반박했다.",
]


@pytest.mark.parametrize("paragraph", AT_ONCE)
def test_a_denial_right_behind_a_claim_is_its_own(paragraph: str) -> None:
    assert [one[0] for one in related(told("2025-03-14", paragraph))] == ["denial"]


NOT_AT_ONCE = [
    # another matter
    "새길일보는 해온그룹이 조선소를 인수한다고 12일 보도했다. 새길중공업은 “임금을 체불한 적이 없다”고 부인했다.",
    # the denial says itself what it denies
    "노조는 새길중공업이 임금을 체불했다고 주장했다. 새길중공업은 해온그룹 인수설을 부인했다.",
    "노조는 새길중공업이 안전 점검을 미뤘다고 주장했다. 가람시는 안전 예산을 줄였다는 지적을 부인했다.",
    # another paragraph
    "새길일보는 해온그룹이 값을 낮춰 달라고 요구했다고 12일 보도했다.\n\n해온그룹은 “그런 요구를 한 적이 없다”고 부인했다.",
    # nobody claims: the paper itself tells it as a fact
    "해온그룹은 11일 값을 낮춰 달라고 요구했다. 해온그룹은 “그 이상은 요구한 적이 없다”고 부인했다.",
]  # fmt: skip


@pytest.mark.parametrize("paragraph", NOT_AT_ONCE)
def test_what_stands_behind_a_claim_may_be_no_answer(paragraph: str) -> None:
    assert not [one for one in related(told("2025-03-14", paragraph)) if one[0] == "denial"]


NOT_THAT_CLAIM = [
    # another deed; another thing taken; another deed done with the thing
    ("한 관계자는 “새길중공업이 4월 안에 지분을 넘기는 방안을 검토하고 있다”고 전했다.",
     "새길중공업은 14일 직원을 4월 안에 줄이는 방안을 검토한다는 말을 부인했다."),
    ("오세람 대표는 협력업체에서 현금 7000만원을 받은 혐의를 받는다.",
     "오세람 대표는 14일 회계사에게 부당한 조언을 받았다는 혐의를 부인했다."),
    ("새길중공업 관계자는 “해온그룹이 설계 도면을 빼돌린 증거를 확보했다”고 말했다.",
     "해온그룹은 14일 설계 도면을 외국에 넘겼다는 소문을 부인했다."),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "denial"), NOT_THAT_CLAIM)
def test_another_deed_is_not_what_is_denied(claim: str, denial: str) -> None:
    assert not [one for one in related(told("2025-03-12", claim), told("2025-03-14", denial)) if one[0] == "denial"]
