"""How each generator keeps an article: where its file lies and how its front matter is written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.corpus import Article


@dataclass(frozen=True, slots=True)
class Layout:
    """*path* is that of an article's file in the site's folder, with ``{name}`` in it; *text* is all that it holds."""

    path: str
    text: Callable[[Article], str]


def write(site: Path, layout: Layout, articles: Iterable[Article]) -> None:
    """Puts *articles* into the folder *site*."""
    for article in articles:
        path = site / layout.path.format(name=article.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(layout.text(article), encoding="utf-8")


def _yaml(article: Article, **keys: str) -> str:
    """Front matter between lines of three dashes: the title, *keys* and the tags as a list."""
    lines = [f'title: "{article.title}"', *(f"{key}: {value}" for key, value in keys.items())]
    return "\n".join(("---", *lines, f"tags: [{', '.join(article.tags)}]", "---", "", ""))


def _sitegen(article: Article) -> str:
    return _yaml(article, published=f"{article.published:%Y-%m-%d}", source=article.source) + article.body


def _dated(article: Article) -> str:
    return _yaml(article, date=f"{article.published:%Y-%m-%d}") + article.body


def _mkdocs(article: Article) -> str:
    """MkDocs shows no title of the front matter on the page."""
    return _yaml(article) + f"# {article.title}\n\n{article.body}"


def _pelican(article: Article) -> str:
    keys = {"Title": article.title, "Date": f"{article.published:%Y-%m-%d %H:%M}", "Slug": article.name}
    return (
        "".join(f"{key}: {value}\n" for key, value in keys.items())
        + f"Tags: {', '.join(article.tags)}\n\n{article.body}"
    )


def _nikola(article: Article) -> str:
    """Its own front matter: that in YAML needs one more package."""
    keys = {
        "title": article.title, "slug": article.name, "date": f"{article.published:%Y-%m-%d %H:%M:%S} UTC+09:00",
        "tags": ", ".join(article.tags),
    }  # fmt: skip
    return "<!--\n" + "".join(f".. {key}: {value}\n" for key, value in keys.items()) + f"-->\n\n{article.body}"


def _lektor(article: Article) -> str:
    keys = {
        "_model": "post", "title": article.title, "published": f"{article.published:%Y-%m-%d}",
        "tags": ", ".join(article.tags),
    }  # fmt: skip
    return "".join(f"{key}: {value}\n---\n" for key, value in keys.items()) + f"body:\n\n{article.body}"


LAYOUTS = {
    "sitegen": Layout("seeds/{name}.md", _sitegen),
    "hugo": Layout("content/posts/{name}.md", _dated),
    "eleventy": Layout("src/posts/{name}.md", _dated),
    "astro": Layout("src/content/posts/{name}.md", _dated),
    "mkdocs": Layout("docs/posts/{name}.md", _mkdocs),
    "pelican": Layout("content/{name}.md", _pelican),
    "nikola": Layout("posts/{name}.md", _nikola),
    "lektor": Layout("content/posts/{name}/contents.lr", _lektor),
}
