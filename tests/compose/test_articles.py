"""The list of all articles."""

from dataclasses import replace
from datetime import date, timedelta

from sitegen.compose import pages_of
from sitegen.compose.articles import MOST_ARTICLES
from sitegen.model.facts import ArticleFacts
from sitegen.model.site import Briefing, Page
from sitegen.model.text import Article
from tests.compose.sample import briefing

FIRST = date(2020, 1, 1)


def lists(source: Briefing) -> dict[str, Page]:
    return {page.url: page for page in pages_of(source) if page.template == "articles.html"}


def many(count: int) -> Briefing:
    """Articles of a day each, the newest first."""
    articles = tuple(
        ArticleFacts(Article(f"n{number}", f"seeds/n{number}.md", "", f"기사 {number}", FIRST + timedelta(number), (), f"n{number}"), ())
        for number in reversed(range(count))
    )  # fmt: skip
    return replace(briefing(), articles=articles, entities=(), entries=(), stories=(), changes=())


def test_every_article_is_listed_the_newest_first() -> None:
    """Also one without a fact, to which no other page leads."""
    (page,) = lists(briefing()).values()
    assert page.url == "a/index.html"
    assert [one["url"] for one in page.context["articles"]] == [
        f"a/{read.article.slug}/index.html" for read in briefing().articles
    ]
    assert page.context["pages"] == []


def test_a_new_article_changes_the_first_page_of_a_long_list_alone() -> None:
    """Pages are filled from the oldest article on."""
    old, new = lists(many(2 * MOST_ARTICLES + 5)), lists(many(2 * MOST_ARTICLES + 6))
    assert [len(page.context["articles"]) for page in new.values()] == [MOST_ARTICLES, MOST_ARTICLES, 6]
    assert {url for url in new if old[url] != new[url]} == {"a/index.html"}
    assert [one["label"] for one in new["a/index.html"].context["pages"]] == [
        "2021년 8월 23일부터",
        "2020년 10월 27일부터",
        "2020년 1월 1일부터",
    ]
