"""No trace of a draft or of an article under embargo: neither its names nor five words of it that follow each other."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from sitegen.build.check.texts import texts_of
from sitegen.model.text import FACT_ROLES, Article, Span

Run = tuple[str, ...]

_SHORTEST = 6  # letters of a name; what is shorter may stand anywhere by chance
_RUN = 5  # words
_RUN_LETTERS = 12  # in them; likewise
_COMMON = re.compile(r"[A-Za-z]+|[\d._-]+")


@dataclass(frozen=True, slots=True)
class Leak:
    """*words* of a withheld *article*, or its name, stand in the file at *address* or are its name."""

    article: Article
    words: str
    address: str


def leaks(
    withheld: Sequence[Article], public: Iterable[Article], files: Mapping[str, bytes], title: str
) -> Iterator[Leak]:
    """The first trace of each *withheld* article in *files*, which are decompressed; *title* is the site's.

    The build leaves such articles out before anything is read in them; this looks at what came out of it. Passed over
    is what proves nothing: what is short, what a *public* article says too, and the words of the theme.
    """
    if not withheld:
        return
    public = tuple(public)
    theme = {address: content for address, content in files.items() if _is_theme(address)}
    said = "\n".join((title, *_words_of(public)))
    bare = b"\n".join(content for _, content in sorted(theme.items()))
    known = set(_runs(said)).union(*(_runs(text) for one in sorted(theme.items()) for text in texts_of(*one)))
    runs = {run: article for article in reversed(withheld) for run in _rare_runs(article) if run not in known}
    found = dict(_run_leaks(runs, files))
    for article in withheld:
        marks = [mark for mark in _marks(article) if mark not in said and mark.encode() not in bare]
        leak = _leak(article, marks, files) or found.get(article.path)
        if leak:
            yield leak


def _is_theme(address: str) -> bool:
    """Whether a file is the same whatever the articles say."""
    return address.endswith(".css") or address in ("404.html", "about/index.html")


def _words_of(articles: Iterable[Article]) -> Iterator[str]:
    for article in articles:
        yield from (article.text, article.title, article.slug, article.id, article.path, *article.aliases)
        if article.cuts:  # as pages show it, without Markdown's marks
            yield _plain(article, Span(0, len(article.text)))


def _plain(article: Article, span: Span) -> str:
    return "".join(article.text[offset] for offset in article.words_in(span))


def _runs(text: str) -> Iterator[Run]:
    words = text.split()
    return zip(*(words[number:] for number in range(_RUN)), strict=False)


def _rare_runs(article: Article) -> Iterator[Run]:
    for block in article.blocks:
        if block.role in FACT_ROLES:
            for run in _runs(_plain(article, block.span)):
                if sum(map(len, run)) >= _RUN_LETTERS:
                    yield run


def _run_leaks(runs: Mapping[Run, Article], files: Mapping[str, bytes]) -> Iterator[tuple[str, Leak]]:
    """The path of each article of which a run stands somewhere, with the last place, so that the first one stays."""
    if not runs:
        return
    for address, content in sorted(files.items(), reverse=True):
        for text in texts_of(address, content):
            if not runs.keys().isdisjoint(_runs(text)):
                for run in _runs(text):
                    if run in runs:
                        yield runs[run].path, Leak(runs[run], " ".join(run), address)


def _marks(article: Article) -> Iterator[str]:
    """The strings by which *article* is known."""
    if len(article.title) >= _SHORTEST:
        yield article.title
    for name in sorted({article.slug, article.id}):
        # A name that is one plain word or a day may stand on any page: only an address made of it is a trace.
        mark = f"/{name}/" if _COMMON.fullmatch(name) else name
        if len(name) >= _SHORTEST:
            yield mark


def _leak(article: Article, marks: Iterable[str], files: Mapping[str, bytes]) -> Leak | None:
    """The first of *marks* that stands in an address or a file, in any of the ways a page may write it."""
    for mark in marks:
        needles = {form.encode() for form in _forms(mark)}
        for address, content in sorted(files.items()):
            if f"/{address}".find(mark) >= 0 or any(needle in content for needle in needles):
                return Leak(article, mark, address)
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
