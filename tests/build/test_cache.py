"""The store: damaging it costs time, never truth."""

import os
import random
import sqlite3
from pathlib import Path

import pytest

from sitegen.build.cache import Cache, key_of

ENTRIES = [(key_of("test", str(number)), bytes([number % 251]) * (100 + number)) for number in range(2000)]


def put(cache: Cache, entries: list[tuple[bytes, bytes]]) -> None:
    for key, value in entries:
        cache.put(key, value)
    cache.flush()


def filled(folder: Path) -> None:
    with Cache(folder) as cache:
        put(cache, ENTRIES)


def test_what_was_put_is_there(tmp_path: Path) -> None:
    filled(tmp_path)
    with Cache(tmp_path) as cache:
        assert cache.get(key for key, _ in ENTRIES) == dict(ENTRIES)
        assert cache.get([key_of("test", "none")]) == {}
        assert cache.size()[0] == len(ENTRIES)
        cache.clear()
        assert cache.size()[0] == 0


def test_keys_differ_in_every_part() -> None:
    """Also where parts that follow each other make the same bytes."""
    keys = {key_of("a"), key_of("a", ""), key_of("a", "b"), key_of("ab"), key_of("a", "b", ""), key_of("a", "", "b"),
            key_of("b", "a"), key_of("a", "bc", "d"), key_of("a", "b", "cd")}  # fmt: skip
    assert len(keys) == 9
    assert key_of("a", "가") == key_of("a", "가".encode())


def test_a_store_whose_schema_is_no_text_stops_nobody(tmp_path: Path) -> None:
    """One byte of the first page is none of UTF-8, wherever it stands: what SQLite says of it is no text either."""
    filled(tmp_path)
    path = tmp_path / "cache.db"
    content = path.read_bytes()
    for place in (*range(0, 100, 9), *range(3600, 4096, 3)):
        path.write_bytes(content[:place] + b"\xa5" + content[place + 1 :])
        with Cache(tmp_path) as cache:
            assert cache.get(key for key, _ in ENTRIES).items() <= dict(ENTRIES).items()
            put(cache, ENTRIES)
        with Cache(tmp_path) as cache:
            assert cache.get(key for key, _ in ENTRIES).items() <= dict(ENTRIES).items()


@pytest.mark.parametrize("seed", range(25))
def test_a_damaged_store_gives_nothing_that_was_not_put(tmp_path: Path, seed: int) -> None:
    """Bytes overwritten anywhere: each value is right or missing, and the store can be used again."""
    filled(tmp_path)
    chance = random.Random(seed)
    path = tmp_path / "cache.db"
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 5, 400))):
        start = chance.randrange(len(content))
        content[start : start + chance.randrange(1, 200)] = os.urandom(chance.randrange(1, 200))
    path.write_bytes(content[: chance.choice((len(content), len(content) // 2, 90))])
    with Cache(tmp_path) as cache:
        found = cache.get(key for key, _ in ENTRIES)
        assert found.items() <= dict(ENTRIES).items()
        put(cache, ENTRIES)
    with Cache(tmp_path) as cache:
        put(cache, ENTRIES)
        assert cache.get(key for key, _ in ENTRIES) == dict(ENTRIES)


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0", b"\0" * 9000])
def test_what_is_no_store_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "cache.db").write_bytes(content)
    filled(tmp_path)
    with Cache(tmp_path) as cache:
        assert cache.get(key for key, _ in ENTRIES) == dict(ENTRIES)


def test_a_store_of_other_tables_is_begun_anew(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "cache.db")
    database.execute("CREATE TABLE entries (something TEXT)")
    database.commit()
    database.close()
    filled(tmp_path)
    filled(tmp_path)
    with Cache(tmp_path) as cache:
        assert cache.get(key for key, _ in ENTRIES) == dict(ENTRIES)


def test_a_folder_that_cannot_be_written_is_gone_without(tmp_path: Path) -> None:
    """A file stands where the folder must go: the cache forgets, and nothing else happens."""
    (tmp_path / "file").write_text("mine")
    with Cache(tmp_path / "file") as cache:
        assert not cache.is_kept
        put(cache, ENTRIES)
        assert cache.get(key for key, _ in ENTRIES) == dict(ENTRIES)
        cache.trim()
    assert (tmp_path / "file").read_text() == "mine"


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    """What the last build used stays whatever it takes; of the rest as much as the limit allows."""
    old, newer, used = (key_of("test", word) for word in ("old", "newer", "used"))
    for keys in ([old, newer, used], [newer, used], [used]):
        with Cache(tmp_path, limit=1500) as cache:
            known = cache.get(keys)
            put(cache, [(key, b"x" * 1000) for key in keys if key not in known])
            cache.trim()
    with Cache(tmp_path) as cache:
        assert cache.get([old, newer, used]).keys() == {newer, used}


def test_two_processes_at_once(tmp_path: Path) -> None:
    with Cache(tmp_path) as one, Cache(tmp_path) as other:
        put(one, ENTRIES[:1000])
        put(other, ENTRIES[1000:])
        assert one.get(key for key, _ in ENTRIES) == dict(ENTRIES)
