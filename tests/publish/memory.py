"""A target in memory that keeps a list of what it was asked, can break off at any request, and shows every moment."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import TracebackType
from typing import Self

from sitegen.publish.store import Listed, Sent, Upload
from sitegen.write import is_entry

READING = frozenset({"get", "listing"})
_LINK = re.compile(rb"\[(.+?)\]")


class Killed(BaseException):
    """The process is gone: nothing that it would have done after this is done."""


class Memory:
    """A store. *lists* and *tells_md5* say what its listing is good for; with *is_naive* it overwrites where it should
    only create. At the request numbered *dies_at*, from 1, it breaks off, *late* after having done it. *moment* is called
    after every change."""

    def __init__(
        self,
        *,
        lists: bool = True,
        tells_md5: bool = True,
        is_naive: bool = False,
        dies_at: int = 0,
        late: bool = False,
    ) -> None:
        self.name = "memory"
        self.files: dict[str, bytes] = {}
        self.headers: dict[str, Mapping[str, str]] = {}
        self.asked: list[tuple[str, str]] = []
        self.lists, self.is_naive = lists, is_naive
        self.dies_at, self.late = dies_at, late
        self.before: Callable[[str, str], None] = lambda verb, key: None
        self.moment: Callable[[], None] = lambda: None
        self.opened = 0  # by how many at the moment
        self.md5_of = lambda content: hashlib.md5(content).hexdigest() if tells_md5 else ""

    def __enter__(self) -> Self:
        self.opened += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.opened -= 1

    def revive(self) -> None:
        """From now on it answers, as the target of another process."""
        self.dies_at = 0
        self.asked.clear()

    @property
    def writes(self) -> list[tuple[str, str]]:
        return [(verb, key) for verb, key in self.asked if verb not in READING]

    def get(self, key: str) -> bytes | None:
        self._ask("get", key)
        return self.files.get(key)

    def listing(self) -> Mapping[str, Listed] | None:
        self._ask("listing", "")
        if not self.lists:
            return None
        return {key: Listed(len(content), self.md5_of(content)) for key, content in self.files.items()}

    def put(self, uploads: Sequence[Upload], sent: Sent) -> None:
        for upload in uploads:
            self._ask("put", upload.key, lambda upload=upload: self._keep(upload))
            sent(upload.key)

    def create(self, upload: Upload) -> bool:
        was_there = upload.key in self.files and not self.is_naive
        self._ask("create", upload.key, lambda: None if was_there else self._keep(upload))
        return not was_there

    def delete(self, keys: Iterable[str]) -> None:
        for key in keys:
            self._ask("delete", key, lambda key=key: self.files.pop(key, None))

    def _keep(self, upload: Upload) -> None:
        self.files[upload.key] = upload.content
        self.headers[upload.key] = upload.headers

    def _ask(self, verb: str, key: str, do: Callable[[], object] = lambda: None) -> None:
        assert self.opened
        self.before(verb, key)
        self.asked.append((verb, key))
        is_end = 0 < self.dies_at <= len(self.asked)
        if not is_end or (self.late and self.dies_at == len(self.asked)):
            do()
            self.moment()
        if is_end:
            raise Killed


def page(text: str, *links: str) -> bytes:
    """A page that says *text* and leads to the addresses *links*."""
    return (text + "".join(f"[{link}]" for link in links)).encode()


def links_of(content: bytes) -> list[str]:
    return [link.decode() for link in _LINK.findall(content)]


def dead_links(files: Mapping[str, bytes]) -> set[tuple[str, str]]:
    """What a reader can run into: from the home page by any way, and from each page by which readers come in."""
    dead = set()
    seen, left = set(), ["index.html"] if "index.html" in files else []
    while left:
        address = left.pop()
        seen.add(address)
        for link in links_of(files[address]):
            if link not in files:
                dead.add((address, link))
            elif link not in seen:
                left.append(link)
    entries = (address for address in files if is_entry(address))
    dead |= {(e, link) for e in entries for link in links_of(files[e]) if not is_entry(link) and link not in files}
    return dead
