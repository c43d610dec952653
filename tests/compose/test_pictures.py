"""What stands on the picture of a page: its own words, a figure that is the headline's, a day where there is none."""

from dataclasses import replace
from datetime import date

import pytest

from sitegen.compose import pages_of
from sitegen.model.site import Briefing
from tests.compose.sample import briefing, denial, plant


def pictures(source: Briefing) -> dict[str, tuple[str, str, str, str]]:
    """Site, headline, what stands large, and foot, by address."""
    return {
        page.url: tuple(page.context[name] for name in ("site", "headline", "large", "foot"))
        for page in pages_of(source)
        if page.template == "picture"
    }  # type: ignore[misc]


def test_each_page_has_its_words() -> None:
    found = pictures(briefing())
    site = "나루 브리핑"
    assert found["site.png"] == ("", "", site, "briefing.example")
    assert found["briefing.png"] == (
        site, "해온전력, 나루항에 1조2000억원 들여 수소발전소 건설 (예정 · 발표)", "1조2000억원", "2026년 3월 12일 목요일 기준",
    )  # fmt: skip
    assert found["a/2026-03-12-haeon-plant/picture.png"] == (
        site, plant().article.title, "1조2000억원", "새나루일보 · 2026년 3월 12일",
    )  # fmt: skip
    assert found["a/2026-03-09-naru-rumor/picture.png"] == (site, denial().article.title, "2026년 3월 9일", "항만경제")
    assert found["a/clip-without-date/picture.png"] == (site, "가온바이오, 9월 공장 증설", "", "")
    assert found["s/naru-hydrogen/picture.png"] == (
        site, "나루항 수소발전소", "2026년 3월 12일", "기사 2건 · 사실 12건",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "large"),
    [
        ("나루항에 240MW 수소발전소", "240MW"),
        ("나루항에 1240MW 수소발전소", "1조2000억원"),
        ("나루항에 1.240MW 수소발전소", "1조2000억원"),
        ("나루항에 200~240MW 수소발전소", "1조2000억원"),
        ("240MW에서 줄인 나루항 수소발전소", "1조2000억원"),
        ("나루항에 수소발전소", "1조2000억원"),
    ],
)
def test_of_several_figures_the_headlines_own_is_shown(title: str, large: str) -> None:
    """240MW stands in the article, and in no line that the picture shows, unless the headline says just that."""
    source = briefing()
    read = replace(plant(), article=replace(plant().article, title=title))
    found = pictures(replace(source, articles=(read, *source.articles[1:])))
    assert found["a/2026-03-12-haeon-plant/picture.png"][2] == large


def test_the_picture_of_the_briefing_has_its_day() -> None:
    empty = replace(briefing(), entries=(), stories=(), as_of=date(2026, 3, 12))
    assert pictures(empty)["briefing.png"] == ("나루 브리핑", "", "2026년 3월 12일 목요일 기준", "")
    assert pictures(replace(empty, as_of=None))["briefing.png"] == ("나루 브리핑", "", "", "")


def test_a_site_without_an_address_has_no_pictures() -> None:
    """Nobody could name them."""
    assert pictures(replace(briefing(), site=replace(briefing().site, url=""))) == {}
