"""What a build remembers of the one before: what the site was made of, its pages, and the digests of its files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import msgspec

from sitegen.build.cache import Cache, key_of
from sitegen.build.digests import Noted
from sitegen.build.faults import Fault, as_errors
from sitegen.build.inputs import Inputs
from sitegen.build.profile import Profile
from sitegen.build.report import Report
from sitegen.write import Written

_FORM = "4"  # of what is kept; another one is not understood and counts as none


@dataclass(frozen=True, slots=True)
class Told:
    """What the last build had to say."""

    articles: int = 0
    facts: int = 0
    withheld: tuple[str, ...] = ()  # paths
    warnings: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A page as it was made: the key of what its *context* shows, the digest of all that it was *made of*, and the
    SHA-256 of its bytes. An asset has no template."""

    template: str
    context: bytes
    made_of: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Memory:
    """*inputs* is what the site was made of; empty where that is not known.

    At any moment after *since* and before *until* the same articles may be shown; *today* is the day that pages called
    so by the clock. *pages* is by address, *shared* the key of what the contexts of
    all of them hold; *manifest* is the SHA-256 of the output's list of them.
    """

    inputs: Inputs = field(default_factory=Inputs)
    since: datetime | None = None
    until: datetime | None = None
    today: date | None = None
    told: Told = field(default_factory=Told)
    shared: bytes = b""
    manifest: str = ""
    pages: Mapping[str, Made] = field(default_factory=dict)
    noted: Mapping[str, Noted] = field(default_factory=dict)

    def holds_at(self, now: datetime, today: date | None) -> bool:
        """Whether the same articles may be shown *now*, on the same day."""
        return (
            (self.since is None or self.since <= now)
            and (self.until is None or now < self.until)
            and self.today == today
        )


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Memory)


def recall(cache: Cache, output: Path) -> Memory:
    """What is remembered of the site in *output*; an empty memory where nothing is."""
    key = _key(output)
    content = cache.get([key]).get(key)
    if content is None:
        return Memory()
    try:
        return _decoder.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError):
        return Memory()


def remember(cache: Cache, output: Path, memory: Memory) -> None:
    """From now on *memory* is what is remembered of the site in *output*."""
    cache.put(_key(output), _encoder.encode(memory))


def _key(output: Path) -> bytes:
    return key_of("memory", _FORM, str(output))


def told_again(memory: Memory, written: Written, profile: Profile) -> Report:
    """The report of a build that had nothing to read: what the last one said, with what this one has *written*."""
    told = memory.told
    warnings = tuple(as_errors(told.warnings))
    return Report(told.articles, told.facts, told.withheld, len(memory.pages), written, (), warnings,
                  rendered=len(profile.pages), profile=profile)  # fmt: skip
