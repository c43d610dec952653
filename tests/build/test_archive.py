"""Articles and facts that are known are not read again; what is not known is read by whoever is there."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.build import codec, work
from sitegen.build.archive import Archive, Seed
from sitegen.build.cache import Cache
from sitegen.errors import Place
from sitegen.model.known import NOTHING_KNOWN, Known, KnownName
from tests.build.histories import stopped_at

HERE = Place("seeds/entities.toml", 1, 1)
TEXTS = {
    "2026-03-02-bridge.txt": "해솔시는 오는 9일 해솔대교를 개통한다고 2일 밝혔다. 총사업비는 820억원이다.\n",
    "2026-04-01-plant.txt": "나래화학(NC)은 지난 3일 2공장을 착공했다. NC는 내년 3월까지 1200억원을 들인다.\n",
}


@pytest.fixture
def seeds(tmp_path: Path) -> list[Seed]:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [
        Seed(f"seeds/{name}", tmp_path / name, hashlib.sha256(text.encode()).digest()) for name, text in TEXTS.items()
    ]


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with Cache(tmp_path / "kept") as opened:
        yield opened


def read(cache: Cache, seeds: list[Seed], known: Known = NOTHING_KNOWN) -> tuple[int, int]:
    """How many articles a new archive had to read, and of how many it had to find the facts."""
    archive = Archive(cache)
    articles, faults = archive.articles(seeds, "Asia/Seoul")
    facts, broken = archive.facts(articles, known)
    assert [one.article.path for one in facts] == [seed.shown for seed in seeds]
    assert all(one.facts for one in facts)
    assert (faults, broken) == ([], [])
    return len(archive.seconds), archive.extracted


def test_what_is_known_is_not_read_again(cache: Cache, seeds: list[Seed]) -> None:
    assert read(cache, seeds) == (2, 2)
    assert read(cache, seeds) == (0, 0)
    assert read(cache, seeds[:1]) == (0, 0)


def test_an_article_is_read_again_for_its_own_names_only(cache: Cache, seeds: list[Seed]) -> None:
    """What is remembered of an article answers to the names in it, and to no other line of the file."""

    def known(*names: tuple[str, ...]) -> Known:
        return Known(
            tuple(KnownName("org", one, Place("seeds/entities.toml", line, 1)) for line, one in enumerate(names))
        )

    read(cache, seeds, known(("나래화학", "NC")))
    assert read(cache, seeds, known(("별빛모임",), ("나래화학", "NC"))) == (0, 0)
    assert read(cache, seeds, known(("나래중공업", "나래화학"))) == (1, 1)


def test_what_was_read_before_ctrl_c_is_known(cache: Cache, seeds: list[Seed]) -> None:
    """To the last article that was read, though results are put into the cache together."""
    archive = Archive(cache)
    articles, _ = archive.articles(seeds, "Asia/Seoul")
    with stopped_at(work, "extract", 2):
        archive.facts(articles, NOTHING_KNOWN)
    assert archive.extracted == 1
    assert read(cache, seeds) == (1, 1)
    cache.clear()
    with stopped_at(work, "read", 2):
        Archive(cache).articles(seeds, "Asia/Seoul")
    assert cache.size()[0] == 1


def test_a_library_remembers_while_it_lives(seeds: list[Seed]) -> None:
    """A preview builds again and again: what was read stays the very same value."""
    archive = Archive(Cache(None))
    articles, _ = archive.articles(seeds, "Asia/Seoul")
    first, _ = archive.facts(articles, NOTHING_KNOWN)
    articles, _ = archive.articles(seeds, "Asia/Seoul")
    second, _ = archive.facts(articles, NOTHING_KNOWN)
    assert [one is other for one, other in zip(first, second, strict=True)] == [True, True]
    assert archive.extracted == 2


def test_what_is_put_comes_back(seeds: list[Seed]) -> None:
    """To the last field, of every kind of fact."""
    archive = Archive(Cache(None))
    articles, _ = archive.articles(seeds, "Asia/Seoul")
    for article in articles:
        assert codec.decode_article(codec.encode_article(article)) == article
        (result,) = work.extract([(codec.encode_article(article), ())])
        facts = codec.decode_facts(result.content, article)
        assert facts is not None
        assert codec.encode_facts(facts) == result.content
        assert codec.decode_facts(result.content[:-3], article) is None


def test_a_fault_of_ours_takes_one_article_away_and_says_so(
    cache: Cache, seeds: list[Seed], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are read; the next build asks again."""

    def broken(document: object, forms: object) -> object:
        raise ZeroDivisionError("division by zero")

    with monkeypatch.context() as patch:
        patch.setattr("sitegen.extract.facts_of", broken)
        archive = Archive(cache)
        articles, _ = archive.articles(seeds, "Asia/Seoul")
        facts, faults = archive.facts(articles, NOTHING_KNOWN)
    assert facts == []
    assert "cannot be read, by a fault of sitegen: ZeroDivisionError: division by zero (broken" in str(faults[0])
    assert read(cache, seeds)[1] == 2
