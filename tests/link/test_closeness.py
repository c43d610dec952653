"""Which articles speak of one affair, and how closely."""

import pytest

from sitegen.link.letters import Letters
from sitegen.link.related import Related
from sitegen.model.facts import ArticleFacts
from tests.link.corpus import article

FIRE = article(
    "강원 솔내 야산서 큰불…산림 85㏊ 타",
    "4일 오후 2시 20분쯤 강원 솔내군 남면의 한 야산에서 불이 났다. 산림청은 산림 85㏊가 탔다고 밝혔다.",
    "주택 12채가 불에 탔고 주민 420명이 체육관으로 대피했다.",
)


def _related(*articles: ArticleFacts) -> tuple[bool, bool]:
    """Whether two articles are of one affair, and whether closely."""
    found = Related(articles, Letters(None))
    one, other = (read.article.id for read in articles)
    assert (other in found.near(one)) is (one in found.near(other))
    return other in found.near(one), found.closely(one, other)


def test_articles_of_one_disaster_need_no_name_in_common() -> None:
    later = article(
        "솔내 산불 640㏊로 번져…1명 숨져",
        "도는 솔내군 산불로 1명이 숨졌다고 밝혔다. 이번 불은 4일 오후 솔내군 남면에서 시작됐다.",
        "대피한 주민은 1천850명으로 늘었다. 불에 탄 주택은 38채다.",
        day="2025-03-06",
        source="둘신문",
    )
    assert _related(FIRE, later) == (True, True)


@pytest.mark.parametrize(
    ("title", "text", "day"),
    [
        ("물빛 산불 640㏊로 번져", "4일 물빛군에서 불이 나 1명이 숨졌다. 불탄 산림은 640㏊다.", "2025-03-06"),
        ("솔내서 또 산불", "5일 솔내군 서면에서 불이 나 1명이 숨졌다. 불탄 산림은 640㏊다.", "2025-03-06"),
        ("솔내군 산불 훈련", "솔내군은 4일 산불이 난 상황을 가정해 훈련을 했다. 주민 200명이 대피했다.", "2025-03-06"),
        ("들불축제 불놓기", "솔내군은 4일 들불축제를 열었다. 불은 4일 오후 시작됐다.", "2025-03-06"),
        ("솔내군 도서관 개관", "솔내군은 6일 새 도서관을 개관했다. 주민 120명이 참석했다.", "2025-03-06"),
    ],
    ids=["another place", "another day", "a drill", "a festival", "no disaster"],
)
def test_other_disasters_and_other_news_of_the_place_are_apart(title: str, text: str, day: str) -> None:
    assert _related(FIRE, article(title, text, day=day, source="둘신문")) == (False, False)


def test_two_plants_that_burn_in_one_town_are_two_affairs() -> None:
    one = article("솔내 늘찬화학 공장 화재", "4일 솔내시 늘찬화학 공장에서 불이 났다. 늘찬화학은 생산을 중단했다.")
    other = article(
        "솔내 도울섬유 공장 화재",
        "5일 솔내시 도울섬유 공장에서 불이 났다. 도울섬유는 생산을 중단했다.",
        day="2025-03-06",
        source="둘신문",
    )
    assert _related(one, other)[1] is False


def test_a_clock_to_the_minute_ties_two_articles() -> None:
    one = article(
        "다리 난간에 부딪힌 유람선", "4일 오후 2시 23분쯤 솔내시에서 유람선이 다리 난간에 부딪혔다. 승객들은 구조됐다."
    )
    other = article(
        "유람선 승객 구조 끝나",
        "4일 오후 2시 23분쯤 솔내시에서 다리 난간에 부딪힌 유람선의 승객들이 모두 구조됐다.",
        day="2025-03-06",
        source="둘신문",
    )
    assert _related(one, other)[1]


@pytest.mark.parametrize(
    "text",
    [
        "4일 오후 2시 23분쯤 물빛시에서 유람선이 다리 난간에 부딪혔다. 승객들은 구조됐다.",
        "4일 오후 2시 23분 현재 솔내시에서 유람선을 기다리는 승객은 다리 난간까지 늘어섰다.",
    ],
    ids=["another town", "the hour of a count"],
)
def test_a_clock_shared_by_chance_ties_nothing(text: str) -> None:
    one = article(
        "다리 난간에 부딪힌 유람선", "4일 오후 2시 23분쯤 솔내시에서 유람선이 다리 난간에 부딪혔다. 승객들은 구조됐다."
    )
    assert not _related(one, article("유람선 승객 구조", text, day="2025-03-06", source="둘신문"))[1]


def test_a_magnitude_has_no_unit() -> None:
    """And breaks nothing: 규모 4.1의 지진."""
    text = "4일 솔내군에서 규모 4.1의 지진이 났다. 코스피는 2,723.12로 거래를 마쳤다."
    one = article("솔내 지진", text, source="둘신문")
    assert _related(one, FIRE) == (False, False)


def test_a_firm_is_that_of_its_union() -> None:
    one = article(
        "새길중공업 노조 파업 가결", "새길중공업 노조는 4일 찬반투표에서 파업을 가결했다. 노조는 임금 인상을 요구했다."
    )
    other = article(
        "새길중공업 노사 교섭 재개",
        "새길중공업은 15일 노조와 임금 교섭을 재개했다. 새길중공업은 파업에 유감을 밝혔다.",
        day="2025-03-16",
        source="둘신문",
    )
    assert _related(one, other)[0]


def test_a_short_name_that_another_article_explains_is_a_name() -> None:
    """다온셈 is said to be 다온셈소재 in one article alone."""
    aliases = {"다온셈": "다온셈소재"}
    one = article("다온셈 증자", "다온셈은 5일 유상증자를 결정했다.", "차도윤 다온셈 연구소장은 주식을 팔았다.")
    other = article("다온셈 해명", "다온셈은 9일 입장문을 냈다.", "차도윤 연구소장은 “세금을 냈다”고 말했다.",
                    day="2025-03-09")  # fmt: skip
    with_it = Related((one, other), Letters(None), aliases)
    assert with_it.closely(one.article.id, other.article.id)
    assert not Related((one, other), Letters(None)).closely(one.article.id, other.article.id)
