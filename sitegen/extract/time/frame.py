"""What an expression is counted from: the publication, what the sentence said before, the day the story tells of."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import islice, takewhile

from sitegen.extract.time.outlook import Outlook
from sitegen.extract.time.points import Point, day_of, day_point
from sitegen.model.facts import Precision
from sitegen.model.text import Span
from sitegen.rules.rule import word_set

_DAYS = (Precision.DAY, Precision.PART, Precision.MINUTE)
_GOING_ON = 2  # sentences that a day other than the story's own is told on for
_SHORTLY = 45  # days
_REACH = 100  # times: farther back no occasion is looked for
_WEEK = 7
_BOTH = re.compile(
    r"(?:그|그녀|이들|양측|양사|양국|양쪽|두 \S+|세 \S+|참석자들?|참가자들?|노사|여야)(?:은|는|이|가|도)$"
)
_MISHAP = re.compile(
    r"들이받|부딪|숨지|숨졌|숨진|다쳤|다치|불이 (?:나|났)|불에 탔|무너[졌진지]|폭발|추락|충돌|추돌|침몰|전복|뒤집[혔힌]|덮[쳤친]|쓰러[졌진]"
    r"|살해|흉기|훔[쳤친]|빠졌|매몰|깔[렸려린]|탈선|붕괴|누출|감전|실종"
)


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
    before: bool = False  # 앞서 …: it looks back from the day of the story, and does not move it
    clause: str = ""  # the sentence from the time on, what happened on that day; "" of the day of a report
    words: str = ""  # the whole sentence
    aside: bool = False  # it only says of a noun which one is meant: 3일 낸 신청을 이날 거뒀다


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
    day: Point | None = (
        None  # the latest day that its main clauses tell of or that a report is dated: a new paragraph's
    )

    def enter_sentence(self) -> None:
        """Forgets what only the last sentence lent."""
        self.heads = {}

    def telling(
        self, sentence: int, block: int, *, market: bool = False, topic: str = "", speech: bool = False
    ) -> Point:
        """The day that the story is telling of: in this sentence, in the paragraph, else the story's own day.

        *topic* stands before the word that asks; a word that opens its sentence goes on with what was told before.
        *speech*: its sentence is somebody's comment.
        """
        for mention in reversed(self.mentions):
            if mention.block != block:
                break
            if not mention.tale or mention.spoken or (market and mention.sentence != sentence):
                continue
            if self._still_told(mention, sentence - mention.sentence, topic, speech=speech):
                return day_of(mention.point)
        return self.current()

    def awaited(self, sentence: int, block: int, topic: str) -> Point | None:
        """The day to come that the sentences just before named: 오는 20일 축제를 연다. 이날 불꽃을 쏜다."""
        for mention in reversed(self.mentions):
            if mention.block != block or sentence - mention.sentence > (1 if topic else _GOING_ON):
                return None
            if not mention.spoken and mention.point.grain in _DAYS:
                return day_of(mention.point) if mention.point.first > self.origin else None
        return None

    def _still_told(self, mention: Mention, sentences: int, topic: str, *, speech: bool) -> bool:
        """Whether so many *sentences* later the story has not come back to its own day."""
        if not sentences:
            return not mention.aside
        if self.day is None or mention.point.first == self.day.first:
            return True
        if mention.before:
            return not topic and sentences == 1
        if not topic:
            return sentences <= _GOING_ON
        long_ago = (self.day.first - mention.point.first).days > _WEEK
        if long_ago and not _goes_on(topic, mention.words) and (speech or not _MISHAP.search(mention.words)):
            return False  # 지난 3월 4일 시작됐다. 교사들은 이날 …: whoever is new, comes from the story's own day
        return sentences == 1

    def current(self) -> Point:
        """The story's own day, where nothing nearer says another."""
        return day_of(self.day or self.news or self.today())

    def day_before(self, sentence: int, block: int) -> Point | None:
        """The last day of the sentence before in the same paragraph."""
        for mention in reversed(self.mentions):
            if mention.block != block or mention.sentence < sentence - 1:
                return None
            if mention.sentence == sentence - 1 and not mention.spoken and mention.point.grain in _DAYS:
                return mention.point
        return None

    def day_of_occasion(self, noun: str, block: int) -> Point | None:
        """The day last named with the occasion *noun* (회의, 화재): in the paragraph, else shortly before publication.

        A mishap may be told without its name (차량 5대가 부딪쳐): then the day of what was told so, else of the news.
        """
        stem = noun.removesuffix("식") if len(noun) > 2 else noun
        mishap = noun.endswith(_mishaps())
        named = re.compile(rf"(?<![가-힣]){re.escape(stem)}")
        told = None
        for mention in islice(reversed(self.mentions), _REACH):
            point = mention.point
            near = mention.block == block or 0 <= (self.origin - point.first).days <= _SHORTLY
            if mention.spoken or mention.before or not near or point.grain not in _DAYS or point.first > self.origin:
                continue
            if named.search(mention.clause):
                return day_of(point)
            if mishap and told is None and _MISHAP.search(mention.clause):
                told = point
        found = told or (self.news if mishap else None)
        return day_of(found) if found else None

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
            if heard and mention.point.grain in _DAYS:
                return day_of(mention.point)
        return self.current()

    def named_in(self, block: int, sentence: int | None = None) -> bool:
        """Whether the paragraph, or one sentence of it, has named a day."""
        for mention in reversed(self.mentions):
            if mention.block != block or sentence not in (None, mention.sentence):
                return False
            if mention.point.grain in _DAYS:
                return True
        return False

    def last_month(self) -> Point | None:
        """The last time that was named as finely as a month."""
        fine = (*_DAYS, Precision.MONTH)
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


@cache
def _mishaps() -> tuple[str, ...]:
    return tuple(sorted(word_set("time_mishap")))


def _goes_on(topic: str, words: str) -> bool:
    """Whether a sentence about *topic* goes on with one of these *words*: it names somebody of there, or stands in."""
    return _BOTH.search(topic) is not None or any(
        len(word) > 2 and word[:-1] in words for word in topic.split() if word[-1] in "은는이가도"
    )


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a day that counts from the story, or from the days told before it."""

    topic: str = ""  # what stands before it in its sentence, but for a conjunction
    speech: bool = False  # it stands in a sentence that is somebody's comment
    occasion: str = ""  # the noun that follows it (이날 회의에서) or, of 당일, stands before it (사고 당일)
    same: Point | None = None  # the day that the words behind say it is: 이튿날인 26일, 당일(5월 20일)
    listing: bool = False  # 에는, 엔 or 에도 follows: one of several days told in turn


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
    put_back: bool = False  # something is put off to this time from one named before
    put_off: bool = False  # something is put off to this time
    around: Around = Around()


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
