"""Claims, and who denied them."""

import pytest

from tests.link.telling import related, told

DENIED = [
    ("2025-03-12", "새길중공업이 허가량의 두 배에 이르는 용제를 저장했다는 주장이 나왔다.", "나왔다",
     "2025-03-14", "새길중공업은 허가량을 넘겨 용제를 저장했다는 의혹을 부인했다.", "부인했다"),
    ("2025-03-12", "해온그룹이 새길중공업에 양극재 공급 계약을 해지하겠다고 통보한 것으로 12일 확인됐다.", "확인됐다",
     "2025-03-14", "새길중공업은 13일 “해온그룹에서 양극재 공급 계약 해지를 통보받은 사실이 없다”고 답변했다.", "답변했다"),
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
    # what is no claim
    ("2025-03-12", "새길중공업은 11일 용제 저장 시설을 개장했다.", "2025-03-14", "새길중공업은 용제 저장 의혹을 부인했다."),
]  # fmt: skip


@pytest.mark.parametrize(("day", "claim", "later", "denial"), NOT_DENIED)
def test_a_denial_of_something_else_is_none_of_it(day: str, claim: str, later: str, denial: str) -> None:
    assert not {one for one in related(told(day, claim), told(later, denial)) if one[0] == "denial"}
