"""Offices that have to do with many affairs tie none of them together."""

import pytest

from sitegen.link.general import is_authority
from tests.link.corpus import article, brief

LEAKS = (
    ("한여울마켓 고객 명단 샜다", "한여울마켓은 4일 고객의 개인정보가 유출됐다고 밝혔다.",
     "개인정보보호위원회는 카드번호도 샜는지 조사하기로 했다."),
    ("개인정보위, 늘솔쇼핑에 과징금", "개인정보보호위원회(개인정보위)는 고객 정보를 유출한 늘솔쇼핑에 과징금을 물렸다.",
     "개인정보위는 카드번호도 개인정보라고 밝혔다."),
)  # fmt: skip


def test_the_leaks_of_two_firms_before_one_commission_are_two() -> None:
    first, second = LEAKS
    briefing = brief(
        article(*first, day="2025-03-05", source="참일보"), article(*second, day="2025-08-05", source="너른신문")
    )
    assert [one for one in briefing.occurrences if len({ref.article for ref in one.facts}) > 1] == []


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("개인정보보호위원회", True),
        ("서울중앙지법", True),
        ("가람경찰서", True),
        ("새길중공업", False),
        ("한뜰은행", False),
        ("오세람", False),
    ],
)
def test_an_authority_is_known_by_its_name(name: str, office: bool) -> None:
    assert is_authority(name) is office
