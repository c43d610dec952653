"""Offices that have to do with many affairs tie none of them together."""

import pytest

from sitegen.link.agree import actors_shared
from sitegen.link.general import is_authority
from sitegen.link.letters import Letters
from sitegen.link.mention import mentions_of
from tests.link.corpus import article, brief

FIRST = (
    "한여울마켓 뚫렸다",
    "해커는 4일 서버에 들어가 고객 정보를 빼돌려 다크웹에 올렸다.",
    "개인정보보호위원회(개인정보위)는 카드번호와 비밀번호도 새 나갔는지 개인정보 유출을 조사한다.",
    "피해 고객은 119만명으로 집계됐다.",
)
SECOND = (
    "개인정보위, 늘솔쇼핑에 과징금",
    "개인정보보호위원회(개인정보위)가 고객 정보를 유출한 늘솔쇼핑에 과징금을 물렸다.",
    "카드번호와 비밀번호도 개인정보라고 개인정보위는 밝혔다.",
    "피해 고객은 368만명으로 확인됐다.",
)


def test_the_leaks_of_two_firms_before_one_commission_are_two() -> None:
    """Neither is one event with the other, nor do those harmed by the one become those harmed by the other."""
    briefing = brief(
        article(*FIRST, day="2025-03-05", source="참일보"), article(*SECOND, day="2025-05-20", source="너른신문")
    )
    assert [one for one in briefing.occurrences if len({ref.article for ref in one.facts}) > 1] == []
    assert briefing.relations == ()


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


@pytest.mark.parametrize(
    ("acts", "silent", "shared"),
    [
        ("개인정보보호위원회는 5일 늘솔쇼핑을 조사했다.", "한여울마켓 고객의 개인정보가 유출됐다.", None),
        ("은성시의회는 5일 예산안을 부결했다.", "시의회의 반대로 예산안이 부결됐다.", 1.0),
    ],
)
def test_what_an_office_is_for_is_not_the_office(acts: str, silent: str, shared: float | None) -> None:
    """개인정보 begins the name of its commission and does not act for it; 시의회 does for 은성시의회."""
    told = (article("늘솔쇼핑 소식", acts), article("한여울마켓 소식", silent, source="너른신문"))
    one, other = mentions_of(told, Letters(None))
    assert actors_shared(one, other) == shared
