"""What an expression is counted from: the publication, what the sentence said before, the day the story tells of."""

from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile

from sitegen.extract.time.outlook import Outlook
from sitegen.extract.time.points import Point, day_of, day_point
from sitegen.model.facts import Precision
from sitegen.model.text import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A time that was read, as later words may refer to it."""

    span: Span
    point: Point
    sentence: int
    block: int
    tale: bool  # whether it may be the day that the story is telling of
    spoken: bool  # inside a quotation
    clock: int | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What the words before lend to a bare month or day: 지난해 … 7월, 지난달 3일과 15일."""

    span: Span
    point: Point
    has_year: bool
    has_month: bool
    alone: bool  # a year that stands by itself: 올해 성장률은 상반기 …
    way: str = ""  # 지난, 오는


@dataclass(slots=True)
class Story:
    """The reader's memory while it walks through one article."""

    origin: date  # the publication day, or a virtual one that serves the order alone
    dated: bool  # whether the publication day is known
    mentions: list[Mention] = field(default_factory=list)
    heads: dict[int, list[Head]] = field(default_factory=dict)  # by quotation of the sentence; -1 is outside
    news: Point | None = None  # the day of the news: the first that the article tells of

    def enter_sentence(self) -> None:
        """Forgets what only the last sentence lent."""
        self.heads = {}

    def telling(self, sentence: int, block: int, *, market: bool = False) -> Point:
        """The day that the story is telling of: in this sentence, in the paragraph, the day of the news."""
        found = None
        for mention in reversed(self.mentions):
            if mention.block != block:
                break
            if not mention.tale or mention.spoken or (market and mention.sentence != sentence):
                continue
            found = mention.point
            break
        return day_of(found or self.news or self.today())

    def told_in(self, sentence: int) -> bool:
        """Whether the sentence has named a day that the story may be telling of."""
        own = takewhile(lambda mention: mention.sentence == sentence, reversed(self.mentions))
        return any(mention.tale for mention in own)

    def last_day(self, block: int, spoken_in: int | None = None) -> Point:
        """The day last named in the paragraph, whatever it was named for; else the day of the story.

        Quotations are passed over but for those of the sentence *spoken_in*, where the word itself stands in one.
        """
        for mention in reversed(self.mentions):
            if mention.block != block:
                break
            heard = not mention.spoken or mention.sentence == spoken_in
            if heard and mention.point.grain in (Precision.DAY, Precision.PART, Precision.MINUTE):
                return day_of(mention.point)
        return day_of(self.news or self.today())

    def named_in(self, block: int, sentence: int | None = None) -> bool:
        """Whether the paragraph, or one sentence of it, has named a day."""
        for mention in reversed(self.mentions):
            if mention.block != block or sentence not in (None, mention.sentence):
                return False
            if mention.point.grain in (Precision.DAY, Precision.PART, Precision.MINUTE):
                return True
        return False

    def last_month(self) -> Point | None:
        """The last time that was named as finely as a month."""
        fine = (Precision.DAY, Precision.PART, Precision.MINUTE, Precision.MONTH)
        return next((m.point for m in reversed(self.mentions) if m.point.grain in fine), None)

    def last_year(self) -> Point | None:
        """The last time that was named within a year."""
        coarse = (Precision.DECADE, Precision.CENTURY)
        return next((m.point for m in reversed(self.mentions) if m.point.grain not in coarse), None)

    def last_clock(self, block: int) -> int | None:
        """The last clock time named in the paragraph, in minutes."""
        own = takewhile(lambda mention: mention.block == block, reversed(self.mentions))
        return next((mention.clock for mention in own if mention.clock is not None), None)

    def today(self) -> Point:
        """The publication day."""
        return day_point(self.origin, year=self.dated, month=self.dated, known=self.dated)

    def spoken_on(self, sentence: int, block: int) -> Point:
        """The day on which the words between the quotation marks were said."""
        for mention in reversed(self.mentions):
            if mention.sentence == sentence and mention.tale and not mention.spoken:
                return day_of(mention.point)
        told = self.telling(sentence, block)
        return told if 0 <= (self.origin - told.first).days <= 3 else self.today()


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands, and what its words say of the direction."""

    sentence: int
    block: int
    quote: int  # the quotation of the sentence that it stands in; -1 outside
    outlook: Outlook
    heading: bool = False
    market: bool = False
    head: Head | None = None  # what the words before lend it
    joined: bool = False  # it follows another by 과, · or a comma
    report: bool = False  # the day of a report: 4일 국세청에 따르면, …고 4일 밝혔다


@dataclass(frozen=True, slots=True)
class Reading:
    """A point and where it was counted from: explicit, origin, anchor or head; *base* is the value counted from."""

    point: Point
    via: str
    base: str = ""
    last: Point | None = None  # the other end, where the words name several days (지난 주말, 설 연휴)


@dataclass(frozen=True, slots=True)
class Bound:
    """The other end of an interval: this end lies on or before it, or on or after."""

    outlook: Outlook
    point: Point
