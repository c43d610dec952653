"""Korean news articles to measure on, about 2,100 characters each. Article *i* depends on *i* alone, so the first
hundred articles of a corpus of 5,000 are the corpus of a hundred, and every machine makes the same text.

They hold what an extractor looks for: companies, people with offices, dates, money, figures, quotations with their
speakers, sub-headings; some hold a list, a table or a block quotation.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from tests.bench import sentences as words

EDITED = 7  # the number of the article that an edit changes

_FIRST_DAY = datetime(2023, 1, 2, tzinfo=ZoneInfo("Asia/Seoul"))
_DAYS = 1090
_SHORTEST, _LONGEST = 1500, 2500  # characters of an article's body
_WON_PER_DOLLAR = 1330

_DIGIT_FINALS = dict(zip("0123456789", (1, 8, 0, 1, 0, 0, 1, 8, 8, 0), strict=True))
_LATIN_FINALS = {"L": 8, "M": 1, "N": 1, "R": 8}
# After a final consonant, after a vowel.
_PARTICLES = {"은": "는", "이": "가", "을": "를", "과": "와", "이며": "며", "으로": "로"}

Kind = Literal["heading", "paragraph", "quotation", "list", "table"]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of an article: a list has its items, a table its rows of cells divided by tabs, the others one text."""

    kind: Kind
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One article; *name* is that of its file in every layout."""

    number: int
    title: str
    published: datetime
    tags: tuple[str, ...]
    source: str
    blocks: tuple[Block, ...]
    company: str

    @property
    def name(self) -> str:
        return f"article-{self.number:05d}"

    @property
    def body(self) -> str:
        """The article in Markdown, without its title."""
        return "\n\n".join(_markdown(block) for block in self.blocks) + "\n"


class Word(str):
    """A noun that takes its particles as a format: ``f"{Word('누리전자'):은}"`` is 누리전자는."""

    def __format__(self, form: str) -> str:
        particle = form.removeprefix("’")
        if not particle:
            return self + form
        final = final_sound(self)
        is_open = final == 0 or (particle == "으로" and final == 8)
        return self + form.removesuffix(particle) + (_PARTICLES[particle] if is_open else particle)


def final_sound(word: str) -> int:
    """The number of the last syllable's final consonant: 0 is none, 8 is ㄹ. What stands in brackets is not read."""
    last = word.partition("(")[0][-1:]
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28
    return _DIGIT_FINALS.get(last, _LATIN_FINALS.get(last, 0))


def won(hundred_millions: int) -> Word:
    """So many 억원 as a newsroom writes them."""
    trillions, rest = divmod(hundred_millions, 10_000)
    rest = rest // 100 * 100 if trillions else rest
    return Word((f"{trillions}조" if trillions else "") + (f"{rest}억" if rest else "") + "원")


def price(hundreds: int) -> Word:
    """So many times 100 won: 3만9000원."""
    ten_thousands, rest = divmod(hundreds, 100)
    return Word((f"{ten_thousands}만" if ten_thousands else "") + (f"{rest * 100}" if rest else "") + "원")


class Slots(dict[str, str]):
    """What fills the slots of a sentence: what is said of the whole article stands in it, the rest is drawn anew."""

    def __init__(self, rng: random.Random, day: datetime) -> None:
        super().__init__()
        self.rng, self.day = rng, day
        self.last_month = 0  # that of the last plan told, in months from the article's
        self.turnover = 0  # the sales told last, in 억원
        self.used: set[str] = set()
        heads = rng.sample(words.COMPANY_HEADS, 3)
        self.update({f"c{i}": Word(head + rng.choice(words.COMPANY_TAILS)) for i, head in enumerate(heads)})
        self.update({f"p{i}": self._person() for i in range(2)})
        self.update({f"r{i}": Word(rng.choice(words.ROLES)) for i in range(2)})
        house, office = rng.choice(words.EXPERTS)
        self["expert"] = Word(f"{house} {self._person()} {office}")
        for name, choices in (
            ("lab", words.LABS), ("agency", words.AGENCIES), ("fld", words.FIELDS), ("prod", words.PRODUCTS),
            ("country", words.COUNTRIES),
        ):  # fmt: skip
            self[name] = Word(rng.choice(choices))
        self["city0"], self["city1"] = map(Word, rng.sample(words.CITIES, 2))
        self["today"] = f"{day.day}일"
        self.total = rng.randint(4, 300) * 100
        self["sum"] = won(self.total)

    def say(self, template: str) -> str:
        """*template* with its slots filled."""
        return template.format_map(self)

    def pick(self, templates: Sequence[str]) -> str:
        """One of *templates*, filled; none comes twice while there are others."""
        template = self.rng.choice([one for one in templates if one not in self.used] or templates)
        self.used.add(template)
        return self.say(template)

    def __missing__(self, name: str) -> str:
        filled: str = getattr(self, f"_{name}")()
        return filled

    def _person(self) -> Word:
        rng = self.rng
        return Word(
            rng.choice(words.FAMILY_NAMES) + rng.choice(words.GIVEN_FIRST) + rng.choice(words.GIVEN_SECOND)
        )  # fmt: skip

    def _city(self) -> Word:
        return Word(self.rng.choice([city for city in words.CITIES if city != self["city1"]]))

    def _foreign(self) -> str:
        return self.rng.choice(words.FOREIGN_COMPANIES)

    def _said(self) -> str:
        return self.pick(words.SAID[: len(words.SAID) // 2])

    def _said_too(self) -> str:
        """From the other half than `_said`, so that nobody says a thing twice in a breath."""
        return self.pick(words.SAID[len(words.SAID) // 2 :])

    def _view(self) -> str:
        return self.pick(words.VIEWS)

    def _hedge(self) -> str:
        return self.pick(words.HEDGES)

    def _small(self) -> str:
        return str(self.rng.randint(2, 9))

    def _founded(self) -> str:
        return str(self.rng.randint(1968, 2020))

    def _pct(self) -> Word:
        rng = self.rng
        return Word(f"{rng.randint(2, 48)}%" if rng.random() < 0.6 else f"{rng.uniform(0.3, 39):.1f}%")

    def _move(self) -> str:
        return f"{self.rng.uniform(0.3, 9.9):.1f}"

    def _price(self) -> Word:
        return price(self.rng.randint(90, 990))

    def _people(self) -> Word:
        return Word(f"{self.rng.randint(20, 4200)}명")

    def _cases(self) -> Word:
        return Word(f"{self.rng.randint(12, 600)}건")

    def _places(self) -> Word:
        return Word(f"{self.rng.randint(3, 240)}곳")

    def _users(self) -> Word:
        return Word(f"{self.rng.randint(3, 240) * 10}만명")

    def _won_sum(self) -> Word:
        return won(self.rng.randint(3, 240) * 100)

    def _part(self) -> Word:
        """Less than the sum that the article is about."""
        return won(max(1, self.total // 100 * self.rng.randint(20, 60)))

    def _sales(self) -> Word:
        self.turnover = self.rng.randint(8, 600) * 100
        return won(self.turnover)

    def _profit(self) -> Word:
        return won(self.turnover * self.rng.randint(3, 18) // 100)

    def _money(self) -> Word:
        rng = self.rng
        kind = rng.random()
        if kind < 0.4:
            dollars = rng.choice((2, 3, 5, 8, 10, 12, 15, 20, 25, 40, 60))
            return Word(f"{dollars}억달러(약 {won(dollars * _WON_PER_DOLLAR)})")
        return Word(f"{rng.randint(2, 90) * 10}억엔") if kind < 0.5 else self._won_sum()

    def _month(self, months: int) -> tuple[int, int]:
        """Year and month, so many *months* after the article's."""
        years, month = divmod(self.day.month - 1 + months, 12)
        return self.day.year + years, month + 1

    def _past(self) -> str:
        rng, day = self.rng, self.day
        kind = rng.random()
        if kind < 0.6 and day.day > 2:
            return f"지난 {rng.randint(1, day.day - 1)}일"
        if kind < 0.8:
            return f"지난달 {rng.randint(1, 28)}일"
        return self._past_month(rng.randint(2, 6))

    def _past_day(self) -> str:
        return f"{self._past_month(self.rng.randint(2, 6))} {self.rng.randint(1, 28)}일"

    def _past_month(self, months: int) -> str:
        year, month = self._month(-months)
        return f"지난 {month}월" if year == self.day.year else f"지난해 {month}월"

    def _last_year(self) -> str:
        return f"지난해 {self.rng.randint(1, 12)}월"

    def _absolute(self) -> str:
        rng = self.rng
        return f"{self.day.year - rng.randint(2, 4)}년 {rng.randint(1, 12)}월 {rng.randint(1, 28)}일"

    def _next(self) -> str:
        """When a plan comes due: within four years, told as loosely as it is far."""
        self.last_month = self.rng.choice((1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 18, 24, 30))
        return self._future(self.last_month)

    def _far(self) -> str:
        self.last_month = self.rng.randint(16, 44)
        return self._future(self.last_month)

    def _later(self) -> str:
        """A year or two after the plan told last, so that it is later however loosely both are told."""
        return self._future(self.last_month + self.rng.choice((12, 18, 24)))

    def _future(self, months: int) -> str:
        rng = self.rng
        year, month = self._month(months)
        years = year - self.day.year
        if months == 1 and rng.random() < 0.6:
            return f"다음 달 {rng.randint(1, 28)}일"
        if months <= 6:
            return f"오는 {month}월"
        half = "상반기" if month <= 6 else "하반기"
        if years < 2:
            return f"{'내년' if years else '올해'} {rng.choice((half, f'{month}월'))}"
        return f"{year}년" if rng.random() < 0.6 else f"{year}년 {half}"


def article(number: int) -> Article:
    """Article *number*, the same in every corpus."""
    rng = random.Random(f"article {number}")
    published = _FIRST_DAY + timedelta(days=rng.randrange(_DAYS), hours=rng.randint(5, 22), minutes=rng.randrange(60))
    slots = Slots(rng, published)
    title, lead = map(slots.say, rng.choice(words.OPENINGS))
    blocks = (Block("paragraph", (lead,)), *_Writer(rng, slots).blocks(len(lead)))
    tags = tuple(rng.sample(words.TAGS, rng.randint(2, 4)))
    return Article(number, title, published, tags, rng.choice(words.PRESS), blocks, slots["c0"])


def edited(original: Article, jobs: int) -> Article:
    """*original* with another last sentence, which holds the figure ``{jobs}개``: in no article unless so edited."""
    sentence = words.EDITED_ENDING.format(c0=Word(original.company), jobs=jobs)
    return replace(original, blocks=(*original.blocks[:-1], Block("paragraph", (sentence,))))


class _Writer:
    """Writes what follows the first paragraph."""

    def __init__(self, rng: random.Random, slots: Slots) -> None:
        self.rng, self.slots = rng, slots

    def blocks(self, size: int) -> list[Block]:
        """Blocks until the body, of which *size* characters are written, is as long as is drawn for it."""
        rng = self.rng
        length = rng.randint(_SHORTEST, _LONGEST)
        extra: Kind | None = rng.choices(("list", "table", "quotation", None), (25, 10, 15, 50))[0]
        blocks: list[Block] = []
        paragraphs = 0
        while size < length - 90:
            if paragraphs == 3 and length - size > 350:
                block, paragraphs = Block("heading", (self.slots.pick(words.HEADINGS),)), 0
            elif extra and size > length / 2:
                block, extra = self.extra(extra), None
            else:
                block, paragraphs = self.paragraph(), paragraphs + 1
            blocks.append(block)
            size += sum(map(len, block.texts))
        return [*blocks, Block("paragraph", (self.slots.pick(words.ENDINGS),))]

    def paragraph(self) -> Block:
        groups = self.rng.choice(
            (
                (words.BACKGROUND, words.DETAIL), (words.MONEY, words.SCHEDULE, words.DETAIL), (words.DETAIL, words.QUOTES),
                (words.SCHEDULE, words.QUOTES), (words.DETAIL, words.DETAIL, words.BACKGROUND),
                (words.BACKGROUND, words.QUOTES), (words.MONEY, words.QUOTES),
            )
        )  # fmt: skip
        return Block("paragraph", (" ".join(map(self.slots.pick, groups)),))

    def extra(self, kind: Kind) -> Block:
        """What only some articles have."""
        if kind == "list":
            return Block(kind, tuple(self.slots.pick(words.SCHEDULE) for _ in range(self.rng.randint(2, 3))))
        if kind == "table":
            rows = ["구분\t투자액\t시점"]
            rows += [self.slots.say(f"{{{company}}}\t{{won_sum}}\t{{next}}") for company in ("c0", "c1", "c2")]
            return Block(kind, tuple(rows))
        return Block(kind, (self.slots.pick(words.VIEWS) + ".",))


def _markdown(block: Block) -> str:
    if block.kind == "table":
        head, *rows = ("| " + row.replace("\t", " | ") + " |" for row in block.texts)
        return "\n".join((head, "|" + "---|" * (head.count("|") - 1), *rows))
    mark = {"heading": "## ", "quotation": "> ", "list": "- "}.get(block.kind, "")
    return "\n".join(mark + text for text in block.texts)
