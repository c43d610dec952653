"""How many did one thing on one day: two articles that count differently are at odds, two deeds are not."""

import pytest

from tests.link.telling import related, told

AT_ODDS = [
    ("가람시의회는 11일 본회의에서 매각안을 찬성 14명으로 의결했다.", "14명",
     "가람시의회는 지난달 11일 찬성 12명으로 매각안을 통과시켰다.", "12명"),
    ("이사회는 11일 매각을 의결했다. 이사 9명 가운데 6명이 찬성했다.", "6명",
     "이사회가 지난달 11일 매각을 의결할 때 이사 7명이 찬성했다.", "7명"),
    ("점검반은 11일 조선소 정기 점검에서 크레인 볼트 31개가 풀린 것을 발견했다.", "31개",
     "지난달 11일 정기 점검 때 풀린 채 발견된 크레인 볼트도 47개로 확인됐다.", "47개"),
    ("주민 설명회가 11일 가람시청에서 열렸다. 설명회에는 주민 210명이 참석했다.", "210명",
     "지난달 11일 가람시청에서 연 주민 설명회에는 주민 80명이 참석했다.", "80명"),
    ("노동조합은 11일 오전 9시 현재 조합원 2천140명이 임금 파업에 참가했다고 밝혔다.", "2천140명",
     "새길중공업은 지난달 11일 오전 9시 기준 임금 파업 참가자를 1천580명으로 집계했다.", "1천580명"),
    ("의원 38명이 지난 2월 매각 금지 법안을 공동 발의했다.", "38명",
     "이 매각 금지 법안은 지난 2월 10일 여당 의원 41명이 함께 발의했다.", "41명"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "first", "other", "second"), AT_ODDS)
def test_two_counts_of_one_deed_are_at_odds(one: str, first: str, other: str, second: str) -> None:
    found = related(told("2025-03-12", one), told("2025-04-14", other, paper="b"))
    assert ("conflict", first, second) in found
    assert len([relation for relation in found if relation[0] == "conflict"]) == 1


VOTE = "가람시의회는 11일 본회의에서 매각안을 찬성 14명으로 의결했다."
RAID = "경찰은 11일 조선소를 압수수색해 휴대전화 7대를 확보했다."
TESTED = "가람시는 11일 검체 24건 가운데 5건에서 균이 나왔다고 밝혔다."
STRIKE = "노동조합은 11일 파업에 들어갔다. 파업에는 조합원 2640명이 참가했다."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # another body, another matter, another firm; the same count with those against
        (VOTE, "가람시의회 운영위원회는 지난달 11일 찬성 5명으로 매각안을 통과시켰다."),
        (VOTE, "가람시의회는 지난달 11일 예산안을 찬성 12명으로 의결했다."),
        ("새길중공업 주주총회에서 11일 주주 78.4%가 합병에 찬성했다.",
         "해온그룹 주주총회에서는 지난달 11일 주주 91.2%가 합병에 찬성했다."),
        (VOTE, "가람시의회는 지난달 11일 매각안을 찬성 14명, 반대 7명으로 의결했다."),
        # another day; a gathering in the strike; some of them
        (STRIKE, "노동조합은 지난달 12일 파업을 이어갔다. 파업에는 조합원 1890명이 참가했다."),
        (STRIKE, "노동조합이 지난달 11일 벌인 파업 집회에는 조합원 1500명이 참가했다."),
        ("경찰은 11일 집회에서 조합원 12명을 연행했다.", "경찰은 지난달 11일 연행한 조합원 3명을 송치했다."),
        # other things; out of others; of a part of it
        (RAID, "경찰은 지난달 11일 조선소를 압수수색해 노트북 9대를 확보했다."),
        (TESTED, "가람시는 지난달 11일 두부 검체 3건에서 균이 나왔다고 밝혔다."),
        ("해온그룹은 11일 공개매수에 538만주가 응모했다고 공시했다.",
         "해온그룹은 지난달 11일 공개매수에 소액주주 지분 120만주가 응모했다고 공시했다."),
        ("가람시는 11일 제설 차량 30대를 투입했다.", "가람시는 지난달 11일 조선소에 버스 20대를 투입했다."),
        # what many take part in
        ("개발에는 새길중공업 연구원 2209명과 가람대 연구진이 11일부터 참여했다.",
         "개발에는 해온그룹 연구원 389명과 가람대 연구진이 지난달 11일부터 참여했다."),
        # a poll, and another
        ("여론조사에서 시민 61%가 매각에 찬성했다. 조사는 11일 이뤄졌다.",
         "지난달 11일 다른 조사에서는 시민 48%가 매각에 찬성했다."),
    ],
)  # fmt: skip
def test_counts_of_two_deeds_are_apart(one: str, other: str) -> None:
    found = related(told("2025-03-12", one), told("2025-04-14", other, paper="b"))
    assert not {relation for relation in found if relation[0] == "conflict"}
