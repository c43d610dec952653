"""Bodies and people who stand without a name: who is meant, and when nobody can be said to be."""

import pytest

from sitegen.extract.alias import aliases_of
from sitegen.extract.names import names_of
from tests.extract.events import document


def means(words: str, text: str) -> tuple[str, ...]:
    """Whom the last mention written *words* means; () for nobody."""
    read = document(text)
    found = [m for m in names_of(read, aliases_of(read)).mentions if m.span.of(read.text) == words]
    return found[-1].names if found else ()


PORT = """\
국내 2위 선사 한바다해운의 선원 노조가 승선 거부를 미뤘다. 노사는 협상 시한을 늦췄다.
한바다해운과 한바다해원노동조합(이하 해원노조)은 11일 이같이 합의했다. 노조는 12일부터 배에 오르지 않을 예정이었다.
부산하역노조는 연대할지 13일 결정한다. 노사는 12일 회의를 연다."""


def test_of_two_unions_the_one_told_of_is_meant() -> None:
    assert means("노사", PORT) == ("한바다해운", "한바다해원노동조합")
    assert means("노조", PORT) == ("한바다해원노동조합",)


def test_of_a_trades_union_nobody_is_the_employer() -> None:
    """부산하역 is no firm that anybody has named."""
    assert means("노사", "부산하역노조는 4일 파업했다. 노사는 5일 만난다.") == ()


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (
            "소속사",
            "가수 넷은 소속사 가람엔터테인먼트(이하 가람)에 해지를 통보했다. 법무법인 나래는 입장을 냈다. 소속사는 반박했다.",
        ),
        ("시공사", "시공사인 가람엔터테인먼트가 공사를 멈췄다. 시공사는 비용이 올랐다고 했다."),
    ],
)
def test_the_part_that_a_body_plays_stands_for_it(part: str, text: str) -> None:
    assert means(part, text) == ("가람엔터테인먼트",)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("소속사", "소속사 가람엔터테인먼트와 소속사 나래엔터테인먼트가 다퉜다. 소속사는 말이 없다."),
        ("시공사", "시공사 가람건설이 공사를 멈췄다. 대형 시공사는 반발했다."),
        ("소속사", "가람엔터테인먼트는 4일 음반을 냈다. 소속사는 말이 없다."),
        # who was it once, and who may be it now
        ("소속사", "배우 나도윤은 전 소속사 가람엔터테인먼트와 다퉜다. 소속사는 말이 없다."),
        ("시공사", "조합은 시공사 가람건설과 갈라서고 나래건설을 뽑았다. 시공사는 다음 달 공사를 시작한다."),
        ("시공사", "시공사 가람건설은 공사를 멈췄다. 시공사가 정해지면 공사를 시작한다."),
    ],
)
def test_a_part_that_two_play_or_that_nobody_was_given_is_nobody(part: str, text: str) -> None:
    assert means(part, text) == ()


def test_self_is_the_topic_of_the_sentence() -> None:
    told = "제갈온 의장은 출마를 저울질하는 것으로 알려졌으나 본인은 “때가 아니다”라고 말했다."
    assert means("본인", f"나도윤 시장은 웃었다. {told}") == ("제갈온",)
    assert means("본인", "나도윤 시장은 웃었다. 본인은 “모른다”고 말했다.") == ()
    assert means("본인", "나도윤 시장은 비서의 출장을 몰랐다고 했고 비서 본인은 “지시를 받았다”고 말했다.") == ()
    assert means("본인", "나도윤 서장은 피의자가 도주했다가 본인이 “자수하겠다”고 했다고 말했다.") == ()


def test_of_two_unions_that_both_act_nobody_knows_which() -> None:
    told = (
        "새벽자동차 노조는 4일 파업했다. 새벽자동차 노조는 임금 인상을 요구했다. 한빛조선 노조는 4일 협상을 타결했다."
    )
    assert means("노사", f"{told} 노사는 4일 만났다.") == ()


MATCH = """\
프로야구 인천 웨일러스가 연패를 끊었다. 인천은 4일 홈 경기에서 대구 팔콘스를 6-4로 꺾었다.
4위 인천(53승 47패)은 3위 수원 타이탄스를 바짝 뒤쫓았다. 대구는 6위로 내려앉았다."""


@pytest.mark.parametrize("words", ["두 팀", "두 구단", "양 팀"])
def test_two_teams_are_those_of_the_match(words: str) -> None:
    """Neither the third of the table nor a newspaper is one of them."""
    told = f"{MATCH} 일간 엘디아만테는 인천이 투수를 찾는다고 보도했다. {words}은 5일 다시 만난다."
    assert means(words, told) == ("인천 웨일러스", "대구 팔콘스")


def test_two_public_bodies_are_no_parties() -> None:
    told = "새론시와 새론시의회가 예산을 두고 다퉜다. 의석은 가람당 13석, 나래당 7석이다. 더불어민주당은 말이 없다. 두 기관은 22일 만난다."
    assert means("두 기관", told) == ("새론시", "새론시의회")


def test_two_parties_are_parties() -> None:
    told = "더불어민주당과 국민의힘은 새론시의회에서 4일 만났다. 새론시는 안을 냈다. 양당은 예산안에 합의했다."
    assert means("양당", told) == ("더불어민주당", "국민의힘")


def test_two_teams_of_the_sentence_before_are_those() -> None:
    told = (
        "프로축구 토트넘은 아스널을 3-1로 이겼다. 토트넘은 4연승이다. 아스널은 졌다. 리버풀은 3일 첼시와 1-1로 비겼다."
    )
    assert means("두 팀", f"{told} 두 팀은 승점 1씩 나눠 가졌다.") == ("리버풀", "첼시")
