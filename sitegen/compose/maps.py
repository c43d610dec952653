"""What search engines are handed: the addresses of all pages, the news of two days, and where both are."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from sitegen.compose.addresses import absolute
from sitegen.compose.desk import Desk, article_url
from sitegen.compose.moments import published_on
from sitegen.model.site import Page

MOST_ADDRESSES = 10_000  # of one sitemap: sitemaps.org allows five times as many, whose making takes 100 MiB
_MOST_NEWS = 1000  # by Google
_NEWS_AGE = timedelta(days=2)
_NEWS = "news-sitemap.xml"
_LANGUAGE = "ko"  # of the articles


def entry_of(page: Page) -> tuple[str, str] | None:
    """The absolute address of a page and the day of its last change, "" where that is not known; None for what no search
    engine should keep: files, pages that lead on, the page of what is missing."""
    share = page.context.get("share") if page.template.endswith(".html") else None
    return (share["canonical"], share["changed"]) if share and share["canonical"] else None


def map_pages(desk: Desk, entries: Sequence[tuple[str, str]]) -> Iterator[Page]:
    """The sitemaps of the pages in *entries*, the news sitemap, and robots.txt, which names them; nothing where nobody
    knows where the site will stand."""
    root = desk.briefing.site.url
    if not root:
        return
    parts = [entries[start : start + MOST_ADDRESSES] for start in range(0, len(entries), MOST_ADDRESSES)]
    several = len(parts) > 1
    names = [f"sitemap-{number}.xml" if several else "sitemap.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield Page(name, "sitemap", {"urls": [{"loc": loc, "lastmod": changed} for loc, changed in part]})
    if several:
        yield Page("sitemap.xml", "sitemap_index", {"maps": [absolute(root, name) for name in names]})
    news = _news(desk)
    if news:
        yield Page(_NEWS, "sitemap", {"urls": news})
    named = ["sitemap.xml", *([_NEWS] if news else ())]
    # Read at the root of a host alone: a site below a path is told to search engines by hand.
    yield Page("robots.txt", "robots", {"sitemaps": [absolute(root, name) for name in named]})


def _news(desk: Desk) -> list[dict[str, Any]]:
    """The articles of the two days up to the reference day, newest first."""
    site, as_of = desk.briefing.site, desk.as_of
    if as_of is None:
        return []
    articles = (read.article for read in desk.briefing.articles)
    wanted = [one for one in articles if one.published and timedelta(0) <= as_of - one.published < _NEWS_AGE]
    return [
        {
            "loc": absolute(site.url, article_url(article)),
            "lastmod": "",
            "news": {
                "name": site.title,
                "language": _LANGUAGE,
                "date": published_on(article),
                "title": desk.title(article),
            },
        }
        for article in wanted[:_MOST_NEWS]
    ]
