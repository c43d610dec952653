"""What a target that holds single files must be able to do: object stores, WebDAV, SFTP."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

Sent = Callable[[str], None]  # told of each file that has arrived


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as the target lists it: its *size* in bytes, and the MD5 of its content in hex where the target tells it."""

    size: int
    md5: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to be sent. *headers* are those that it is served with, by their HTTP names: Content-Type, Cache-Control,
    Content-Encoding; a target that serves none ignores them."""

    key: str
    content: bytes
    headers: Mapping[str, str]


class Store(Protocol):
    """A target that holds files by key, the address with ``/`` between its parts.

    Entered once, it may be asked anything until it is left. Every method raises PublishError where the target refuses or
    cannot be reached, in words without a secret; TargetUnreachable where trying again may help.
    """

    @property
    def name(self) -> str:
        """What the user calls it, without a password."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def get(self, key: str) -> bytes | None:
        """The content of a file; None where there is none."""

    def listing(self) -> Mapping[str, Listed] | None:
        """Every file below the target's root; None where the target cannot list them, or only with a request each."""

    def put(self, uploads: Sequence[Upload], sent: Sent) -> None:
        """All *uploads* stand there when this returns, in any order, several at a time; each is there whole or not at
        all."""

    def create(self, upload: Upload) -> bool:
        """The file is there, and was not before; False where it was. A target that cannot tell overwrites it."""

    def delete(self, keys: Iterable[str]) -> None:
        """These files are gone; one that is not there is no fault."""


@runtime_checkable
class Peeks(Protocol):
    """What a `Store` that does not list may do besides, where that is quicker than getting each file."""

    def standing(self, keys: Iterable[str]) -> Mapping[str, Listed]:
        """Those of *keys* that stand there. Of a folder in the place of a file the size is -1."""


@runtime_checkable
class InOrder(Protocol):
    """What a `Store` may do besides, where it can prepare files that readers do not see yet."""

    def put_in_order(self, steps: Sequence[Sequence[Upload]], sent: Sent) -> None:
        """As `put` for one of *steps* after the other: nothing of one stands there before all of those before it."""


@runtime_checkable
class Concurrent(Protocol):
    """A store that several threads may ask at the same time: it says so by having this."""

    concurrent: bool
