"""Pages at the other addresses of articles, which lead on to where the article stands now."""

from collections.abc import Iterator

from sitegen.compose.desk import Desk, article_url
from sitegen.compose.ld import at
from sitegen.model.site import Page
from sitegen.model.text import Article


def moved_pages(desk: Desk) -> Iterator[Page]:
    """A page for each other address of each article."""
    for read in desk.briefing.articles:
        for alias in read.article.aliases:
            if alias != read.article.slug:
                yield _page(desk, read.article, alias)


def alias_url(alias: str) -> str:
    """The address of the page that leads on from *alias*."""
    return f"a/{alias}/index.html"


def _page(desk: Desk, article: Article, alias: str) -> Page:
    target = article_url(article)
    return Page(
        alias_url(alias),
        "moved.html",
        {
            "language": desk.language,
            "w": desk.words,
            "url": alias_url(alias),
            "title": desk.title(article),
            "target": target,
            "canonical": at(desk, target),
        },
    )
