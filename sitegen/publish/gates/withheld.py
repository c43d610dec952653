"""No trace of a draft or of an article under embargo."""

from collections.abc import Iterator, Mapping

from sitegen.build import Built
from sitegen.build.check.withheld import leaks
from sitegen.errors import Place, PublishError


def withheld_faults(built: Built, files: Mapping[str, bytes]) -> Iterator[PublishError]:
    """A fault for each withheld article whose title, slug or id stands in one of *files* or in an address.

    The build leaves such articles out before anything is read in them; this looks at what came out of it. Passed over
    is what proves nothing: what is short, what a public article says too, and the words of the theme.
    """
    public = "\n".join((built.briefing.site.title, *_words_of(read.article for read in built.briefing.articles)))
    theme = b"\n".join(content for address, content in sorted(files.items()) if _is_theme(address))
    for article in built.withheld:
        marks = [mark for mark in _marks(article) if mark not in public and mark.encode() not in theme]
        leak = _leak(marks, files)
        if leak:
            message = f"it is withheld, yet '{leak[0]}' would be published in {leak[1]}"
            hint = "nothing was published; if these words stand there by chance, give the seed another title or slug"
            yield PublishError(message, Place(article.path), hint)


def _is_theme(address: str) -> bool:
    """Whether a file is the same whatever the articles say."""
    return address.endswith(".css") or address in ("404.html", "about/index.html")


def _words_of(articles: Iterable[Article]) -> Iterator[str]:
    for article in articles:
        yield from (article.text, article.title, article.slug, article.id, article.path, *article.aliases)


def _marks(article: Article) -> Iterator[str]:
    """The strings by which *article* is known."""
    if len(article.title) >= _SHORTEST:
        yield article.title
    for name in sorted({article.slug, article.id}):
        # A name that is one plain word or a day may stand on any page: only an address made of it is a trace.
        mark = f"/{name}/" if _COMMON.fullmatch(name) else name
        if len(name) >= _SHORTEST:
            yield mark


def _leak(marks: Iterable[str], files: Mapping[str, bytes]) -> tuple[str, str] | None:
    """The first of *marks* that stands in an address or a file, in any of the ways a page may write it."""
    for mark in marks:
        needles = {form.encode() for form in _forms(mark)}
        for address, content in sorted(files.items()):
            if f"/{address}".find(mark) >= 0 or any(needle in content for needle in needles):
                return mark, address
    return None


def _forms(mark: str) -> Iterator[str]:
    yield mark
    yield html.escape(mark)
    yield html.escape(mark, quote=False)
    yield html.escape(mark).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")
    yield json.dumps(mark)[1:-1]
    plain = json.dumps(mark, ensure_ascii=False)[1:-1]
    yield plain
    yield plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")  # inside a page
    yield quote(mark)
    """A fault for each withheld article of which a name or words stand in one of *files* or in an address."""
    briefing = built.briefing
    for leak in leaks(built.withheld, (read.article for read in briefing.articles), files, briefing.site.title):
        message = f"it is withheld, yet '{leak.words}' would be published in {leak.address}"
        hint = "nothing was published; if these words stand there by chance, give the seed another title or slug"
        yield PublishError(message, Place(leak.article.path), hint)
