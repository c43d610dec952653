"""The corpus as one: entities, timeline, stories, and the pages made of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sitegen.model.corrections import Corrected
from sitegen.model.facts import ArticleFacts, Certainty, Fact, When
from sitegen.model.identity import Site


@dataclass(frozen=True, slots=True, order=True)
class FactRef:
    """A fact by its article's id and its own; every line of every page holds at least one."""

    article: str
    fact: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """A title that articles gave a person, with the publication days between which they did."""

    title: str
    org: str
    first: date | None
    last: date | None
    ref: FactRef


@dataclass(frozen=True, slots=True)
class Entity:
    """A person or an organisation under its canonical name, with everything that mentions it, in time order."""

    id: str  # "p:김영섭", "o:KT"
    kind: str  # person | org
    name: str
    slug: str
    aliases: tuple[str, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    mentions: tuple[FactRef, ...] = ()
    quotes: tuple[FactRef, ...] = ()
    entries: tuple[str, ...] = ()  # ids of the timeline entries it acts in


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline: an event as an editor would put it, and where it was read."""

    id: str
    headline: str
    certainty: Certainty
    when: When | None
    who: tuple[str, ...]  # canonical names
    place: str
    refs: tuple[FactRef, ...]  # the event facts behind it, the first the best
    story: str = ""  # slug
    score: float = 0.0  # what an editor would put first has the most
    reasons: tuple[str, ...] = ()
    reason: str = ""  # why its mentions are one event; "" where there is one mention
    publishers: tuple[str, ...] = ()  # who tells it by a text of their own, sorted
    copies: int = 0  # articles that print another's text of it
    pinned: bool = False  # an editor has put it first: before all scores


class RelationType(StrEnum):
    """How a later fact bears on an earlier one."""

    OUTCOME = "outcome"  # a plan, then what fulfilled, postponed or dropped it
    SERIES = "series"  # a figure, then the later one that replaces it
    CONFLICT = "conflict"  # one attribute at one time, two values; or an event that happened, and its denial
    DENIAL = "denial"  # a report or a claim, then its denial
    RECAP = "recap"  # an event, then a coarser mention of it


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """Two facts and how they bear on each other. *earlier* is the one told first; *reason* says why, for a reader."""

    type: RelationType
    earlier: FactRef
    later: FactRef
    reason: str


class ChangeType(StrEnum):
    """What became of a line since the site was last published."""

    FULFILLED = "fulfilled"  # a plan of which it is now known what came of it
    CHANGED = "changed"
    NEW = "new"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value of a fact that is not as it was; "" where there is none. *key* as in the facts' JSON."""

    key: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class FactChange:
    """One line that differs between two publications. It holds its own words: the fact may be gone later.

    *kind* is that of the fact, or ``article``. A withdrawn line of which nothing may be said has a type and a kind
    alone.
    """

    type: ChangeType
    kind: str
    article: str = ""  # id
    title: str = ""  # of the article
    fact: str = ""  # id; of an article its first line's; "" where it is gone
    words: str = ""  # what the line says, or said
    values: tuple[ValueChange, ...] = ()
    plan: FactRef | None = None  # whose outcome the line is


@dataclass(frozen=True, slots=True)
class ChangeBatch:
    """What one publication changed, as of the day that its pages called today."""

    as_of: date | None
    changes: tuple[FactChange, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One thing that happened, will, or was said, with every mention of it, the first told first."""

    id: str
    facts: tuple[FactRef, ...]
    reason: str = ""  # why the mentions are one: "same day, 체결, 2 of 2 actors"; "" where there is one mention


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one affair."""

    slug: str
    title: str
    articles: tuple[str, ...]  # ids, oldest first
    entries: tuple[str, ...]  # ids, in time order
    reason: str = ""  # how the articles came together: "story: in the front matter", or what they share
    grouped: tuple[str, ...] = ()  # ids of the articles that no front matter put here


@dataclass(frozen=True, slots=True)
class Briefing:
    """Everything that the pages show. *articles* newest first, *entries* in time order."""

    site: Site
    as_of: date | None  # the day that the pages call today; None where no article has a date
    articles: tuple[ArticleFacts, ...]
    entities: tuple[Entity, ...]
    entries: tuple[Entry, ...]
    stories: tuple[Story, ...]
    occurrences: tuple[Occurrence, ...] = ()
    relations: tuple[Relation, ...] = ()
    corrections: tuple[Corrected, ...] = ()  # of what had been published: the site owns up to these
    changes: tuple[ChangeBatch, ...] = ()  # newest first

    def facts(self) -> dict[FactRef, Fact]:
        """Every fact by its reference."""
        return {FactRef(a.article.id, fact.id): fact for a in self.articles for fact in a.facts}


@dataclass(frozen=True, slots=True)
class Page:
    """A page as plain data; its bytes are a function of its template and its context alone."""

    url: str  # "a/SLUG/index.html", relative to the site's root
    template: str  # "article.html"
    context: Mapping[str, Any] = field(default_factory=dict)
