"""The facts of an article. Every fact has evidence: the words it was read in and the rule that read them."""

import zlib
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from sitegen.model.text import Article, Span


class Precision(StrEnum):
    """How finely a time is known; never shown finer than that."""

    MINUTE = "minute"
    PART = "part"  # morning, afternoon, evening, night
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    DURATION = "duration"  # a length of time: no point of a timeline
    SET = "set"  # recurring: no point of a timeline


@dataclass(frozen=True, slots=True)
class When:
    """A time as precise as the words make it.

    *value* is TIMEX3/ISO 8601, an interval is ``A/B`` with ``..`` for an open side. *earliest* and *latest* are the
    days it spans, inclusive; None where the side is open, the year is unknown (``XXXX-09``) or it is no point in time.
    *order* sorts times of one article, also where the year is unknown: the order that the words imply.
    """

    value: str
    precision: Precision
    earliest: date | None = None
    latest: date | None = None
    mod: str | None = None  # START MID END APPROX LESS_THAN MORE_THAN
    basis: str = ""  # "‘지난 3일’, 발행일 2024-06-04에서 셈"
    order: tuple[int, ...] = ()

    @property
    def is_point(self) -> bool:
        """Whether it can stand on a timeline; durations and sets cannot."""
        return self.precision not in (Precision.DURATION, Precision.SET)


class Status(StrEnum):
    """What became of the event, as far as the article says."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    PURSUED = "pursued"
    CONSIDERED = "considered"
    EXPECTED = "expected"
    ESTIMATED = "estimated"
    ALLEGED = "alleged"
    DENIED = "denied"
    DROPPED = "dropped"
    STATED = "stated"


class Basis(StrEnum):
    """On whose word it stands."""

    WRITER = "writer"
    ANNOUNCED = "announced"
    SAID = "said"
    CLAIMED = "claimed"
    MEDIA = "media"
    UNNAMED = "unnamed"
    ANALYSIS = "analysis"


@dataclass(frozen=True, slots=True)
class Certainty:
    """Status of the event × on whose word × whose name; the badge is derived from the three."""

    status: Status
    basis: Basis
    source: str = ""


EDITOR = "editor"  # the rule of what an editor has written


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact was read. Spans are plain while extracting, file spans once `facts_of` has returned."""

    article: str
    sentence: int
    span: Span
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What all facts share. *id* is a short hash of article, kind and content, so that it survives edits elsewhere."""

    kind: ClassVar[str] = ""
    evidence: Evidence
    surface: str = ""  # text[span] of the evidence
    id: str = ""

    @property
    def is_edited(self) -> bool:
        """Whether an editor has written it, all of it or in part."""
        return self.evidence.rule == EDITOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Time(Fact):
    kind: ClassVar[str] = "time"
    when: When


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure has changed. *by*: the figure is the size of the change (12% 늘었다), else what came of it.

    *base* is what it is compared with, as written (전년, 지난해 같은 기간); *start* the words of the figure before
    (3.1%에서); each "" where none is told.
    """

    direction: str  # up | down
    by: bool
    base: str = ""
    start: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Fact):
    """A figure. *low* and *high* are None where the words name no figure (수조원); *unit* is ISO 4217, %, %p or the
    Korean counter as written."""

    kind: ClassVar[str] = "amount"
    low: Decimal | None
    high: Decimal | None
    unit: str
    approx: bool = False
    vague: bool = False
    of: str = ""  # what it is the amount of: "투자 협약"
    converts: str = ""  # surface of the amount it is the bracketed conversion of: 15억달러(약 2조원)
    scope: tuple[str, ...] = ()  # the nouns before it in its own stretch of the clause: 논산, where 논산에는 388㎜
    change: Change | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Fact):
    """One mention of a person by name. *name* is canonical within the article: 김 대표 has name 김영섭."""

    kind: ClassVar[str] = "person"
    name: str
    title: str = ""
    org: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Org(Fact):
    """One mention of an organisation by name or by a paired short name; *name* is canonical within the article."""

    kind: ClassVar[str] = "org"
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias(Fact):
    kind: ClassVar[str] = "alias"
    full: str
    short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Fact):
    """Words between quotation marks, marks left out. Joined pieces share *utterance*, a running number."""

    kind: ClassVar[str] = "quote"
    speaker: str  # canonical name, the source's own words ("KT 관계자"), or "" where it is not known
    direct: bool = True
    utterance: int = 0
    verb: str = ""  # lemma of the speech verb: 말하다


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Fact):
    kind: ClassVar[str] = "term"
    term: str
    gloss: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Fact):
    """A clause that says what happened or will: its predicate is the evidence's span."""

    kind: ClassVar[str] = "event"
    clause: Span  # the clause as written, same coordinates as the evidence
    predicate: str  # lemma or nominal stem: 체결하다
    certainty: Certainty
    when: When | None = None
    who: tuple[str, ...] = ()  # canonical actors
    place: str = ""
    headline: str = ""
    rank: int = 0  # 1 is what an editor would put first; 0 is unranked
    reasons: tuple[str, ...] = ()  # why it ranks there
    amounts: tuple[str, ...] = ()  # surfaces of the amounts in the clause
    quotes: tuple[Span, ...] = ()  # spans of the quotes that this event utters
    when_span: Span | None = None  # the words that date it
    theme: tuple[str, ...] = ()  # the words of what is acted on, or of what it happens to, its head last
    nouns: tuple[str, ...] = ()  # every noun of the clause, as written
    is_minor: bool = False  # told in passing: without a line and a rank of its own
    embedded: str = ""  # joined, adnominal, nominal, reported: a clause inside another; "" for the sentence's own
    pinned: bool = False  # an editor has put it first


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """One article, read to the end: its text, its sentences (file spans) and its facts in text order.

    *packed_words* are those that a search finds it by, as `with_words` packs them: an archive's are half of its text.
    """

    article: Article
    sentences: tuple[Span, ...]
    facts: tuple[Fact, ...] = field(default=())
    packed_words: bytes = b""  # where nobody asked for them

    def telling(self, fact: Fact) -> "Event | None":
        """The event of the smallest clause that *fact* stands in; None where it stands in none."""
        holding = [one for one in self.facts if isinstance(one, Event) and fact.evidence.span in one.clause]
        return min(holding, key=lambda event: len(event.clause), default=None)

    def with_words(self, words: str) -> "ArticleFacts":
        """The same article, found by *words*: a line for the title, then one a sentence, the words between spaces."""
        return replace(self, packed_words=zlib.compress(words.encode()))

    @property
    def words(self) -> str:
        """The words that a search finds it by, a line for the title, then one a sentence; "" where nobody asked."""
        return zlib.decompress(self.packed_words).decode() if self.packed_words else ""
