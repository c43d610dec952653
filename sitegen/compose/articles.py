"""Every article that is shown, the newest first: the way to those of which no other page tells a fact."""

from collections.abc import Iterable, Sequence

from sitegen.compose.desk import Desk
from sitegen.compose.frame import page_of
from sitegen.model.site import Page
from sitegen.model.text import Article

MOST_ARTICLES = 300  # of one page of the list
_URL = "a/index.html"  # no slug begins with an underscore


def article_list_pages(desk: Desk) -> Iterable[Page]:
    """The list of articles. A long one is cut from its oldest end, so that a new article changes the first page alone."""
    words = desk.words
    oldest = [read.article for read in reversed(desk.briefing.articles)]
    parts = [oldest[start : start + MOST_ARTICLES] for start in range(0, len(oldest), MOST_ARTICLES)] or [[]]
    urls = [*(f"a/_{number}/index.html" for number in range(1, len(parts))), _URL]
    labels = [_since(desk, some) for some in parts] if len(parts) > 1 else []
    for url, some in zip(urls, parts, strict=True):
        yield page_of(
            desk,
            url,
            "articles.html",
            words["articles"],
            words["articles_description"],
            "articles",
            articles=[desk.article_link(one) for one in reversed(some)],
            pages=[
                {"label": label, "url": other, "current": other == url}
                for label, other in zip(reversed(labels), reversed(urls), strict=False)
            ],
        )


def _since(desk: Desk, articles: Sequence[Article]) -> str:
    """The first day of some articles, the oldest first; those without a day are older than all others."""
    day = next((one.published for one in articles if one.published is not None), None)
    return desk.words["since"].format(day=desk.day(day)) if day else desk.words["undated"]
