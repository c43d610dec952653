"""The figures of an article: what leads, what stands in the table, and what is no size of the news."""

from datetime import date
from typing import Any

from sitegen.analyse import document_of
from sitegen.compose import pages_of
from sitegen.extract import facts_of
from sitegen.link import briefing_of
from sitegen.model.identity import Site
from sitegen.read import read_seed

TEXT = """\
늘봄전자가 국내 1위 배터리 업체인 새벽셀과 손잡았다.

늘봄전자는 3일 새벽셀과 15억달러(약 2조원) 규모 투자 협약을 맺었다. 늘봄전자는 14개의 공장을 운영하고 있다. 두 회사는 10억달러 규모 펀드를 설립할 예정이다.
"""


def context(template: str, published: date | None = date(2024, 6, 4)) -> dict[str, Any]:
    article = read_seed("clip.txt", TEXT.encode(), published=published)
    briefing = briefing_of([facts_of(document_of(article))], Site(), published)
    (page,) = [page for page in pages_of(briefing) if page.template == template]
    return dict(page.context)


def test_the_table_says_what_each_figure_measures_and_how_sure_it_is() -> None:
    rows = {row["words"]: row for row in context("article.html")["figures"]}
    assert rows["15억달러"]["of"] == "투자 협약"
    assert rows["15억달러"]["converted"] == "약 2조원"
    assert rows["14개"]["of"] == "공장"
    assert [badge["word"] for badge in rows["10억달러"]["badges"]] == ["예정"]
    assert "약 2조원" not in rows
    assert all(row["evidence"]["url"] for row in rows.values())


def test_a_rank_is_not_the_size_of_the_news() -> None:
    """1위 is somebody's place in a list: no big number of a headline, no line of the box, no row of the table."""
    assert all(row["words"] != "1위" for row in context("article.html")["figures"])
    figures = [row["figure"]["digits"] for row in context("index.html")["headlines"] if row["figure"]]
    assert "1" not in figures
    assert "15" in figures
    box = [
        line["figure"]["digits"] for row in context("article.html")["box"] for line in row["lines"] if line["figure"]
    ]
    assert "1" not in box


def test_a_briefing_without_a_date_has_its_timeline_all_the_same() -> None:
    """The steps stand in the order of the words, and say that the year is unknown."""
    steps = context("index.html", None)["flow"]
    assert [step["when"]["note"] for step in steps] == ["연도 미상"]


def test_the_table_says_from_what_and_against_when_a_figure_moved() -> None:
    text = "늘봄전자는 지난해 같은 기간보다 매출이 1조2000억원 줄었다. 직원 정원을 1200명에서 900명으로 줄였다.\n"
    article = read_seed("clip.txt", text.encode(), published=date(2024, 6, 4))
    briefing = briefing_of([facts_of(document_of(article))], Site(), date(2024, 6, 4))
    (page,) = [page for page in pages_of(briefing) if page.template == "article.html"]
    rows = {row["words"]: row["change"] for row in page.context["figures"]}
    assert rows["1조2000억원"] == {
        "start": "", "against": "지난해 같은 기간 대비", "direction": "down", "way": "줄거나 내림",
    }  # fmt: skip
    assert rows["900명"] == {"start": "1200명", "against": "", "direction": "down", "way": "줄거나 내림"}
    assert "1200명" not in rows
