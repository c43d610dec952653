"""Where the pages of articles stand: no two at one place, whichever file system the site comes to lie on."""

from collections.abc import Iterable, Iterator

from sitegen.errors import Place, SeedError
from sitegen.model.text import Article


def name_faults(articles: Iterable[Article]) -> Iterator[SeedError]:
    """Articles whose files or whose pages have one name."""
    first: dict[str, Article] = {}
    named: dict[str, Article] = {}
    for article in articles:
        # Facts are kept and linked by the name of their article's file: two of one name would share theirs.
        other = named.setdefault(article.id, article)
        if other is not article:
            message = f"its file has the name of {other.path}, and articles are told apart by these"
            yield SeedError(message, Place(article.path, 1, 1), "give one of the files another name")
            continue
        # File systems of macOS and Windows do not tell A from a.
        other = first.setdefault(article.slug.casefold(), article)
        if other is not article:
            message = f"its page would stand where that of {other.path} stands: a/{article.slug}/"
            yield SeedError(message, Place(article.path, 1, 1), "give one of them a  slug:  or another file name")


def alias_faults(articles: Iterable[Article]) -> Iterator[SeedError]:
    """Other addresses of articles at which something stands already: the page of another one, or what leads to it."""
    articles = list(articles)
    pages = {article.slug.casefold(): article for article in reversed(articles)}
    leading: dict[str, Article] = {}
    for article in articles:
        for alias in article.aliases:
            other = pages.get(alias.casefold()) or leading.setdefault(alias.casefold(), article)
            if other is not article:
                message = f"its other address a/{alias}/ is taken by {other.path}"
                yield SeedError(message, _place(article, alias), f"delete '{alias}' from the aliases of one of them")


def _place(article: Article, alias: str) -> Place:
    """Where the front matter says *alias*."""
    start = article.text.find("aliases")
    found = article.text.find(alias, max(start, 0))
    return Place(article.path, *article.position(max(found, start, 0)))
