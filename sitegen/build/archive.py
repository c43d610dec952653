"""The articles of a site and their facts, read anew only where something that they were read from has changed."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from sitegen.build import codec, versions, work
from sitegen.build.cache import Cache, key_of
from sitegen.build.crowd import Died, each
from sitegen.build.digests import Digests
from sitegen.build.executors import EXTRACTING, READING, SERIAL, OpenCrew, crew_of
from sitegen.build.faults import as_errors
from sitegen.build.report import Progress, silent
from sitegen.errors import Place, SeedError, SitegenError
from sitegen.model.facts import ArticleFacts
from sitegen.model.known import NOTHING_KNOWN, Known, KnownForm
from sitegen.model.text import Article

_FEW = 24  # articles that one process reads before another one has loaded what it needs

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seed:
    """A seed as found: its *shown* path, where it is, and the SHA-256 of its bytes."""

    shown: str
    path: Path
    digest: bytes


@dataclass(slots=True)
class Archive:
    """Remembers in *cache*, and while it lives in memory what the last call of each method has given.

    What *executor* names (`crew_of`) does the work where there is much of it, or with *always* any of it.
    """

    cache: Cache
    executor: str = SERIAL
    always: bool = False
    progress: Progress = silent
    digests: Digests = field(default_factory=Digests)
    seconds: dict[str, float] = field(default_factory=dict)  # by path, of what had to be read
    extracted: int = 0  # articles whose facts were not known
    _articles: dict[bytes, Article] = field(default_factory=dict)
    _facts: dict[bytes, ArticleFacts] = field(default_factory=dict)
    _keys: dict[str, bytes] = field(default_factory=dict)  # of the articles, by path

    def articles(self, seeds: Sequence[Seed], timezone: str) -> tuple[list[Article], list[SitegenError]]:
        """The articles of *seeds*, in their order, and every fault of those that cannot be read."""
        keys = {seed.shown: _article_key(seed.shown, seed.digest, timezone) for seed in seeds}
        found = {key: article for key in keys.values() if (article := self._articles.get(key))}
        for key, content in self.cache.get(key for key in keys.values() if key not in found).items():
            article = codec.decode_article(content)
            if article is not None:
                found[key] = article
        faults = self._read([seed for seed in seeds if keys[seed.shown] not in found], keys, timezone, found)
        self._articles = {key: found[key] for key in keys.values() if key in found}
        self._keys = keys
        return [found[keys[seed.shown]] for seed in seeds if keys[seed.shown] in found], faults

    def _read(
        self, seeds: Iterable[Seed], keys: dict[str, bytes], timezone: str, found: dict[bytes, Article]
    ) -> list[SitegenError]:
        faults: list[SitegenError] = []
        contents = []
        for seed in seeds:
            try:
                contents.append((seed.shown, seed.path.read_bytes()))
            except OSError as fault:
                faults.append(SeedError(f"cannot be read: {fault.strerror}", Place(seed.shown)))
        read = partial(work.read, timezone=timezone, expected=versions.reading())
        with self._asked("read", contents, read, READING) as results:
            for (path, content), result in results:
                if isinstance(result, Died):
                    faults.append(_killer(path, result))
                    continue
                self.seconds[path] = result.seconds
                faults += as_errors(result.faults)
                article = codec.decode_article(result.content) if result.content else None
                if article is not None:
                    # By the bytes that were read: the file may have changed since it was found.
                    key = _article_key(path, hashlib.sha256(content).digest(), timezone)
                    self.cache.put(key, result.content)
                    found[key] = article
                    keys[path] = key
        return faults

    def facts(self, articles: Sequence[Article], known: Known) -> tuple[list[ArticleFacts], list[SitegenError]]:
        """The facts of *articles*, which `articles` has given, in their order; and what kept away those of others."""
        forms = {article.path: known.forms_in(article.text) for article in articles}
        keys = {path: _facts_key(self._keys[path], given) for path, given in forms.items()}
        by_key = {keys[article.path]: article for article in articles}
        found = {key: read for key in by_key if (read := self._facts.get(key))}
        for key, content in self.cache.get(key for key in by_key if key not in found).items():
            read = codec.decode_facts(content, by_key[key])
            if read is not None:
                found[key] = read
        wanted = [article for article in articles if keys[article.path] not in found]
        faults, given = self._extract(wanted, forms, keys)
        # Only now: while the workers are there, their models take the memory.
        for key, content in given:
            read = codec.decode_facts(content, by_key[key])
            if read is not None:
                found[key] = read
        self._facts = found
        return [found[keys[article.path]] for article in articles if keys[article.path] in found], faults

    def forget(self) -> None:
        """Leaves what the last calls have given to those who hold it: nobody will ask for it again."""
        self._articles, self._facts = {}, {}

    def _extract(
        self,
        articles: Sequence[Article],
        forms: dict[str, tuple[KnownForm, ...]],
        keys: dict[str, bytes],
    ) -> tuple[list[SitegenError], list[tuple[bytes, bytes]]]:
        """What keeps away the facts of some of *articles*; the key of those of each other, and what the cache has."""
        faults: list[SitegenError] = []
        given: list[tuple[bytes, bytes]] = []
        items = [(codec.encode_article(article), forms[article.path]) for article in articles]
        homes = {content: article for (content, _), article in zip(items, articles, strict=True)}
        extract = partial(work.extract, expected=versions.extracting())
        with self._asked("extract", items, extract, EXTRACTING) as results:
            for item, result in results:
                article = homes[item[0]]
                if isinstance(result, Died):
                    faults.append(_killer(article.path, result))
                    continue
                self.extracted += 1
                self.seconds[article.path] = self.seconds.get(article.path, 0.0) + result.seconds
                faults += as_errors(result.faults)
                if result.content:
                    self.cache.put(keys[article.path], result.content)
                    given.append((keys[article.path], result.content))
        return faults, given

    @contextmanager
    def _asked(
        self, stage: str, items: Sequence[T], ask: Callable[[Sequence[T]], Sequence[work.Result]], loads: Sequence[str]
    ) -> Iterator[Iterator[tuple[T, work.Result | Died]]]:
        """Every item with its result; what was put into the cache by then is written, also after Ctrl-C."""
        # Closed at once, and not when somebody forgets it: the workers end with it.
        with closing(each(items, ask, self._crew(len(items), loads))) as results:
            try:
                yield self._counted(stage, results, len(items))
            finally:
                self.cache.flush()

    def _counted(
        self, stage: str, results: Iterable[tuple[T, work.Result | Died]], total: int
    ) -> Iterator[tuple[T, work.Result | Died]]:
        for number, result in enumerate(results, 1):
            self.progress(stage, number, total)
            yield result

    def _crew(self, items: int, loads: Sequence[str]) -> OpenCrew | None:
        return crew_of(self.executor, loads) if items > _FEW or (self.always and items) else None


def _article_key(path: str, digest: bytes, timezone: str) -> bytes:
    return key_of("article", versions.reading(), path, digest, timezone)


def _facts_key(article: bytes, forms: Sequence[KnownForm]) -> bytes:
    return key_of("facts", versions.extracting(), article, repr(forms))


def _killer(path: str, died: Died) -> SeedError:
    hint = "please report it with the seed; meanwhile  sitegen build --keep-going  builds the rest"
    return SeedError(f"the process that reads it ends: {died.reason}", Place(path, 1, 1), hint)


def extracted(article: Article, known: Known = NOTHING_KNOWN) -> ArticleFacts:
    """The facts of one *article*, with what is *known* of the names in it; nothing is remembered."""
    return work.facts_in(article, known.forms_in(article.text))
