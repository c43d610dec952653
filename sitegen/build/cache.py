"""What a site remembers between two builds: results of pure functions, by the digest of all that they were made from.

The store is SQLite in the site's own folder. Losing or damaging it costs time and never truth: an entry that is not
exactly what was put is as good as none, and a store that cannot be read is begun anew.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

LIMIT = 1 << 30  # bytes that are kept of what the last build did not use
_NAME = "cache.db"
_PATIENCE = 30  # seconds to wait for another process that writes
_AT_ONCE = 500  # keys of one query
_TOGETHER = 64  # entries that are written together
_CHECK = 8  # bytes that tell a value from a damaged one
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, value BLOB, proof BLOB, used INTEGER);
    CREATE TABLE IF NOT EXISTS builds (number INTEGER PRIMARY KEY AUTOINCREMENT, folder TEXT);
"""

T = TypeVar("T")


def key_of(space: str, *parts: bytes | str) -> bytes:
    """The digest of all that a result was made from; results of one *space* are of one kind."""
    digest = hashlib.blake2b(digest_size=20)
    for part in (space, *parts):
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.digest()


class Cache:
    """The entries of one site's store. Every method works, if as a cache that forgets, also where the store does not.

    *folder* None is a cache in memory. Use as a context manager: what was put is kept when it is left.
    """

    def __init__(self, folder: Path | None, limit: int = LIMIT) -> None:
        self._folder = folder
        self._limit = limit
        self._used: set[bytes] = set()
        self._waiting: dict[bytes, bytes] = {}
        self._has_failed = False
        self._database = self._opened()

    def __enter__(self) -> "Cache":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def path(self) -> Path | None:
        return self._folder / _NAME if self._folder else None

    @property
    def is_kept(self) -> bool:
        """Whether what was put, and what is put, is there for the next build."""
        return self._folder is not None and not self._has_failed

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values of *keys*, as far as they are known."""
        self.flush()
        found: dict[bytes, bytes] = {}
        for some in _batches(keys, _AT_ONCE):
            none: dict[bytes, bytes] = {}
            found |= self._tried(partial(self._rows, some), none)
        self._used |= found.keys()
        return found

    def put(self, key: bytes, value: bytes) -> None:
        """From now on *key* has this value; a few at a time are written, so that what is stopped goes on from there."""
        self._waiting[key] = value
        self._used.add(key)
        if len(self._waiting) >= _TOGETHER:
            self.flush()

    def use(self, keys: Iterable[bytes]) -> None:
        """These keys are of use, though nobody asks for their values."""
        self._used.update(keys)

    def flush(self) -> None:
        """All that was put is written."""
        rows = [(key, value, _proof(key, value)) for key, value in self._waiting.items()]
        self._waiting = {}
        if rows:
            self._tried(lambda: self._insert(rows), None)

    def trim(self) -> None:
        """Forgets what has not been used for longest, where what this build did not use is more than the limit."""
        self.flush()
        self._tried(self._trim, None)

    def clear(self) -> None:
        """Forgets everything."""
        self._waiting = {}
        self._begin_anew()

    def size(self) -> tuple[int, int]:
        """How many entries there are, and how many bytes the store takes."""
        self.flush()
        number = self._tried(lambda: int(self._database.execute("SELECT count(*) FROM entries").fetchone()[0]), 0)
        return number, sum(path.stat().st_size for path in self._files() if path.is_file())

    def close(self) -> None:
        self.flush()
        with suppress(sqlite3.Error):
            self._database.close()

    def _rows(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        marks = ",".join("?" * len(keys))
        rows = self._database.execute(f"SELECT key, value, proof FROM entries WHERE key IN ({marks})", keys)
        return {key: value for key, value, proof in rows if _is_whole(key, value, proof)}

    def _insert(self, rows: Sequence[tuple[bytes, bytes, bytes]]) -> None:
        self._write("INSERT OR REPLACE INTO entries (key, value, proof, used) VALUES (?, ?, ?, 0)", rows)

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        with self._database:
            self._database.executemany(statement, rows)

    def _trim(self) -> None:
        with self._database:
            number = self._database.execute("INSERT INTO builds (folder) VALUES ('')").lastrowid or 0
            used = ((number, key) for key in sorted(self._used))
            self._database.executemany("UPDATE entries SET used = ? WHERE key = ?", used)
            self._database.execute("DELETE FROM builds WHERE number < ?", (number,))
            query = "SELECT key, length(value) FROM entries WHERE used < ? ORDER BY used DESC, key"
            kept = 0
            gone = []
            for key, length in self._database.execute(query, (number,)):
                kept += length
                if kept > self._limit:
                    gone.append((key,))
            self._database.executemany("DELETE FROM entries WHERE key = ?", gone)
        if gone:
            self._database.execute("VACUUM")

    def _tried(self, action: Callable[[], T], otherwise: T) -> T:
        """What *action* gives; where the store is damaged it is begun anew, and where it cannot be used (a full disk,
        a folder that may not be written) all goes on without it."""
        try:
            return action()
        except sqlite3.OperationalError:  # full, locked, read-only: what is there is not wrong
            self._has_failed = True
            return otherwise
        except (sqlite3.Error, TypeError, ValueError, OverflowError):
            self._begin_anew()
            return otherwise

    def _begin_anew(self) -> None:
        with suppress(sqlite3.Error):
            self._database.close()
        for path in self._files():
            with suppress(OSError):
                path.unlink(missing_ok=True)
        self._database = self._opened()

    def _files(self) -> Iterator[Path]:
        if self._folder:
            for ending in ("", "-wal", "-shm", "-journal"):
                yield self._folder / f"{_NAME}{ending}"

    def _opened(self) -> sqlite3.Connection:
        for again in (False, True):
            if self._folder is None:
                break
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                return _connected(str(self._folder / _NAME))
            except (sqlite3.DatabaseError, UnicodeDecodeError) as fault:  # words of a damaged schema may be no text
                if again or isinstance(fault, sqlite3.OperationalError):
                    break
                for path in self._files():
                    with suppress(OSError):
                        path.unlink(missing_ok=True)
            except OSError:
                break
        self._folder = None
        return _connected(":memory:")


def _connected(where: str) -> sqlite3.Connection:
    database = sqlite3.connect(where, timeout=_PATIENCE, check_same_thread=False)
    try:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")
        database.executescript(_SCHEMA)
        columns = [row[1] for row in database.execute("PRAGMA table_info(entries)")]
        if columns != ["key", "value", "proof", "used"]:
            raise sqlite3.DatabaseError("a store of something else")
    except (sqlite3.Error, UnicodeDecodeError):
        database.close()
        raise
    return database


def _proof(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, key=key, digest_size=_CHECK).digest()


def _is_whole(key: object, value: object, proof: object) -> bool:
    return isinstance(key, bytes) and isinstance(value, bytes) and _proof(key, value) == proof


def _batches(keys: Iterable[bytes], size: int) -> Iterator[list[bytes]]:
    left = iter(keys)
    while some := list(islice(left, size)):
        yield some
