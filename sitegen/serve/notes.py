"""What the desk tells an editor of a build: how long it took, what a save did to the facts, and what to look at."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class FactNote:
    """One fact that a save has *gained*, *lost* or *changed*; *values* are key, old and new."""

    way: str
    kind: str
    words: str
    fact: str = ""  # id; "" where it is gone
    values: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleNote:
    """What a save did to one article; *way* is gained or lost where it is new or gone as a whole."""

    title: str
    url: str
    way: str
    facts: tuple[FactNote, ...]
    gained: int = 0
    lost: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Harm:
    """Something that an editor should look at before it is published."""

    kind: str  # one of harm.KINDS
    words: str
    url: str = ""  # where the page shows it
    article: str = ""  # id
    fact: str = ""  # id
    place: str = ""  # path:line:col


@dataclass(frozen=True, slots=True)
class Notes:
    """All that is told of one build."""

    seconds: float = 0.0
    articles: int = 0
    facts: int = 0
    fault: str = ""  # what is left out of the build
    changes: tuple[ArticleNote, ...] = ()
    harms: tuple[Harm, ...] = ()
    withheld: Mapping[str, str] = field(default_factory=dict)  # address of a page to why it is not public: 초안
    desks: Mapping[str, str] = field(default_factory=dict)  # address of an article's page to its id

    def told(self, address: str, most: int = 50) -> dict[str, Any]:
        """The notes as plain data for the page at *address*: what concerns it first, *most* of each."""
        harms = sorted(self.harms, key=lambda harm: harm.url.partition("#")[0] != address)
        return {
            "seconds": round(self.seconds, 2),
            "articles": self.articles,
            "facts": self.facts,
            "changes": [asdict(one) for one in self.changes[:most]],
            "harms": [{**asdict(one), "here": one.url.partition("#")[0] == address} for one in harms[:most]],
            "all_harms": len(self.harms),
            "withheld": dict(self.withheld),
            "desk": self.desks.get(address, ""),
        }


NO_NOTES = Notes()
