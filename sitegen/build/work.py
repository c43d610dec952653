"""What a worker is asked to do, in this process or another one: bytes in, bytes out, no state, no files.

A text of the world never raises; where our own code does, or a seed is wrong, the result says so and the others of the
same call are not touched.
"""

import socket
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.build import codec, versions
from sitegen.build.faults import Fault, as_fault
from sitegen.errors import Faults, SettingsError, SitegenError
from sitegen.model.facts import ArticleFacts
from sitegen.model.known import KnownForm
from sitegen.model.site import Page
from sitegen.model.text import Article

if TYPE_CHECKING:
    from sitegen.render import Renderer

_FIRST = """\
윤슬시는 12일 새 도서관을 착공했다. 총사업비는 86억원이다. 김가람 윤슬시장은 “내년 3월까지 문을 열겠다”고 말했다.
한편 누리전자(NE)는 지난 3일 매출이 전년보다 12% 늘었다고 밝혔다.
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one item: *content* as the cache keeps it, or the faults; and the *seconds* that it took."""

    content: bytes = b""
    faults: tuple[Fault, ...] = ()
    seconds: float = 0.0


def read(seeds: Sequence[tuple[str, bytes]], timezone: str, expected: bytes = b"") -> list[Result]:
    """The articles in the bytes of *seeds* (path, content), encoded.

    *expected* is the digest of the code that the asker has: a worker of another version would answer otherwise.
    Raises SettingsError where it has another.
    """
    from sitegen.read import read_seed

    _refuse_another(versions.reading(), expected)
    found = []
    for path, content in seeds:
        start = time.perf_counter()
        try:
            result = Result(codec.encode_article(read_seed(path, content, timezone=timezone)))
        except Faults as several:
            result = Result(faults=tuple(as_fault(fault) for fault in several.errors))
        except SitegenError as fault:
            result = Result(faults=(as_fault(fault),))
        except Exception as fault:
            result = Result(faults=(_of_ours(path, fault),))
        found.append(Result(result.content, result.faults, time.perf_counter() - start))
    return found


def extract(articles: Sequence[tuple[bytes, tuple[KnownForm, ...]]], expected: bytes = b"") -> list[Result]:
    """The facts of encoded *articles*, each with the names that an editor knows in it; encoded.

    *expected* as for `read`. Raises SettingsError where the worker has another version.
    """
    _refuse_another(versions.extracting(), expected)
    load()
    found = []
    for content, forms in articles:
        start = time.perf_counter()
        article = codec.decode_article(content)
        assert article is not None
        try:
            result = Result(codec.encode_facts(facts_in(article, forms)))
        except Exception as fault:
            result = Result(faults=(_of_ours(article.path, fault),))
        found.append(Result(result.content, result.faults, time.perf_counter() - start))
    return found


def facts_in(article: Article, forms: tuple[KnownForm, ...] = ()) -> ArticleFacts:
    """The facts of *article* with the words that a search finds it by, of one analysis."""
    from sitegen.analyse import document_of, words_of
    from sitegen.extract import facts_of

    document = document_of(article)
    return facts_of(document, forms).with_words(words_of(document))


@cache
def load() -> None:
    """Kiwi, the rules and their patterns are loaded, so that the first article takes no longer than the others."""
    from sitegen.read import read_seed

    facts_in(read_seed("2025-03-14-first.txt", _FIRST.encode()))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page before it is rendered, its context encoded."""

    template: str
    url: str
    context: bytes


def render(sheets: Sequence[Sheet], folders: tuple[Path, ...], templates: bytes, shared: bytes) -> list[Result]:
    """The bytes of the pages, by the templates in *folders*, of which *templates* is the digest; *shared* is what the
    contexts of all pages hold besides."""
    renderer = _renderer(folders, templates)
    common = codec.decode_context(shared)
    found = []
    for sheet in sheets:
        start = time.perf_counter()
        try:
            content = renderer.page(Page(sheet.url, sheet.template, common | codec.decode_context(sheet.context)))
            result = Result(content)
        except SitegenError as fault:
            result = Result(faults=(as_fault(fault),))
        found.append(Result(result.content, result.faults, time.perf_counter() - start))
    return found


@lru_cache(maxsize=1)
def _renderer(folders: tuple[Path, ...], templates: bytes) -> "Renderer":
    from sitegen.render import Renderer

    return Renderer(folders)


def _refuse_another(here: bytes, expected: bytes) -> None:
    if expected and here != expected:
        message = f"a worker on {socket.gethostname()} runs another version of sitegen, of Kiwi or of Python"
        raise SettingsError(message, None, "install on the workers what is installed here, and start them anew")


def _of_ours(path: str, fault: Exception) -> Fault:
    where = traceback.extract_tb(fault.__traceback__)[-1]
    message = (
        f"cannot be read, by a fault of sitegen: {type(fault).__name__}: {fault} ({where.name}, line {where.lineno})"
    )
    return message, path, 0, 0, "please report it with the seed; meanwhile  sitegen build --keep-going  builds the rest"
