"""One seed file to one `Article`."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from sitegen.errors import Faults, Place, SeedError
from sitegen.model.slug import slug_of
from sitegen.model.text import Article, Role
from sitegen.read.days import Moment
from sitegen.read.decode import text_of
from sitegen.read.front import Front, front_of
from sitegen.read.roles import Named, named_blocks
from sitegen.read.shape import lines_of
from sitegen.rules.rule import load

TITLE_LETTERS = 60  # of a title that is cut from the lead
_NAME_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?=-|\Z)", re.ASCII)
_SENTENCE_END = re.compile(r"(?<=[가-힣][.?!])[\"'”’)]*(?=\s|\Z)")


def read_seed(path: str, content: bytes, *, published: date | None = None, timezone: str = "Asia/Seoul") -> Article:
    """The article in *content*; *published* stands in where the seed gives no date.

    Times without an offset are of *timezone*. Raises SeedError where there is nothing to read (bytes that are no text,
    no words), and Faults with every fault of the seed at once where its front matter, name or title is wrong.
    """
    _refuse_odd_name(path)
    text = text_of(path, content)
    name = unicodedata.normalize("NFC", PurePosixPath(path).stem)
    markdown = PurePosixPath(path).suffix.lower() == ".md"
    if not text.strip("\ufeff \t\n"):
        raise SeedError("the file is empty", Place(path, 1, 1), "paste the article's text into it")
    front = front_of(path, text, ZoneInfo(timezone), markdown)
    faults = front.faults
    lines, cuts = lines_of(text, front.start, markdown)
    blocks = named_blocks(lines, front.title, load("lines"))
    if not blocks and front.closed:
        place = Place(path, text.count("\n", 0, front.start) + 1, 1)
        faults.append(SeedError("there is no text to read", place, "write the article below the front matter"))
        if len(faults) == 1:
            raise faults[0]
    moment = _published(path, name, front, published, faults)
    title = front.title or _derived_title(blocks)
    if blocks and "title" not in front.places and not any(char.isalnum() for char in title):
        hint = "give the article a title in front matter:  title: '…'"
        faults.append(SeedError(f"no name can be made of the title '{title}'", Place(path), hint))
    slug = front.slug or _slug(path, name, front, faults)
    if faults:
        raise Faults(faults)
    return Article(
        id=name,
        path=path,
        text=text,
        title=title,
        published=moment.day if moment else None,
        blocks=tuple(named.block for named in blocks),
        slug=slug,
        markdown=markdown,
        cuts=cuts,
        published_at=moment.at if moment else None,
        updated=front.updated,
        source=front.source,
        url=front.url,
        author=front.author,
        story=front.story,
        tags=front.tags,
        draft=front.draft,
        embargo=front.embargo,
        body=front.body,
        aliases=front.aliases,
    )


def _refuse_odd_name(path: str) -> None:
    """Raises SeedError for a file name that is no text (bytes of another encoding): no page could name its source."""
    try:
        path.encode()
    except UnicodeEncodeError as fault:
        shown = path.encode("utf-8", "backslashreplace").decode()
        raise SeedError("the file's name is not UTF-8", Place(shown), "rename the file") from fault


def _published(path: str, name: str, front: Front, published: date | None, faults: list[SeedError]) -> Moment | None:
    """When the article was published: by its front matter, else its file's name, else as the caller says."""
    if front.published:
        return front.published
    if not {"published", "date"} & front.places.keys():
        try:
            if day := day_of_name(name):
                return Moment(day)
        except ValueError as fault:
            hint = "rename the file, or give the day in its front matter:  published: 2024-06-04"
            faults.append(SeedError(f"the file's name begins with {fault}", Place(path), hint))
    return Moment(published) if published else None


def day_of_name(name: str) -> date | None:
    """The day with which the name of a file begins; None where it begins with none.

    Raises ValueError, saying what stands there, where that looks like a day and is none of the calendar.
    """
    found = _NAME_DATE.match(name)
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError as fault:
        raise ValueError(f"'{found.group()}', which is no day") from fault


def _derived_title(blocks: Sequence[Named]) -> str:
    """The text's own title, else its lead, cut between two words; "" where there are no blocks."""
    order = (Role.TITLE, Role.BODY, Role.CAPTION, Role.HEADING, Role.BYLINE, Role.CREDIT, Role.BOILERPLATE)
    for role in order:
        for named in blocks:
            if named.block.role is role:
                return " ".join(named.words.split()) if role is Role.TITLE else _lead(named.words)
    return ""


def _lead(words: str) -> str:
    """The first sentence of *words*, its full stop left out; where it is long, its first words and an ellipsis."""
    words = " ".join(words.split())
    end = _SENTENCE_END.search(words)
    sentence = words[: end.end()] if end else words
    if len(sentence) <= TITLE_LETTERS:
        return sentence.removesuffix(".")
    cut = sentence.rfind(" ", 0, TITLE_LETTERS + 1)
    if cut < 0:
        cut = sentence.find(" ")
    return sentence if cut < 0 else sentence[:cut].rstrip(" ,·") + "…"


def _slug(path: str, name: str, front: Front, faults: list[SeedError]) -> str:
    """The article's address by its file's name, where the front matter gives none."""
    if "slug" in front.places:
        return ""
    try:
        return slug_of(name)
    except ValueError:
        hint = "rename the file, or add  slug: budget-2024  to its front matter"
        faults.append(SeedError(f"no address can be made of the file's name '{name}'", Place(path), hint))
        return ""
