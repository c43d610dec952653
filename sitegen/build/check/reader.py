"""A page read once: what it links to, what can be linked to in it, its facts, and its elements with their places.

An archive has many pages, and the parser of the standard library reads two megabytes of them in a second, so tags are
found by one pattern, which reads what sound HTML may hold; what it cannot read is a fault of the page.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from sitegen.errors import Place

# A comment, a declaration, a tag (its slash, its name, its attributes, the slash at its end), or what begins like one.
_TAG = re.compile(
    r"""<!--.*?(?:-->|\Z)|<![^>]*>|<(/?)([a-zA-Z][^\s/>]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*(/?)>|<[a-zA-Z/]""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_RAW = frozenset({"script", "style", "textarea", "title"})  # in these nothing is a tag but their own end
_NONE: Mapping[str, str] = {}
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


class Tag(NamedTuple):
    """A tag as it stands; *doubled* is an attribute that it has twice, of which the first counts."""

    start: int
    name: str  # in small letters
    is_end: bool = False
    attributes: Mapping[str, str] = _NONE
    is_closed: bool = False  # by a slash of its own
    doubled: str = ""


@dataclass(slots=True)
class Fact:
    """An element that shows a fact, and the links to its evidence inside it."""

    start: int
    name: str
    evidence: list[str] = field(default_factory=list)


@dataclass(slots=True)
class PageRead:
    """What other pages, and the promises of links and facts, need of a page. Places are offsets in its text:
    `place_at` tells line and column."""

    ids: set[str] = field(default_factory=set)
    doubled: list[tuple[int, str]] = field(default_factory=list)  # ids
    links: list[tuple[int, str]] = field(default_factory=list)  # addresses
    facts: list[Fact] = field(default_factory=list)
    lines: Sequence[int] = (0,)  # where each line begins

    def place_at(self, path: str, offset: int) -> Place:
        """Where *offset* is, in the file *path*."""
        line = bisect_right(self.lines, offset)
        return Place(path, line, offset - self.lines[line - 1] + 1)


@dataclass(frozen=True, slots=True)
class Source:
    """A page as it stands: its text, its tags, and where a tag begins that cannot be read. Too much to keep of many."""

    text: str
    tags: Sequence[Tag]
    strays: Sequence[int]


def source_of(content: bytes) -> Source:
    """The text of an HTML page and its tags."""
    text = content.decode("utf-8", "replace")
    strays: list[int] = []
    return Source(text, tuple(_tags(text, strays)), strays)


def page_of(content: bytes) -> PageRead:
    """An HTML page, read."""
    return page_in(source_of(content))


def page_in(source: Source) -> PageRead:
    """The same, of a page that is at hand."""
    page = PageRead(lines=array("L", [0, *(found.end() for found in re.finditer("\n", source.text))]))
    open_facts: list[tuple[str, int, Fact]] = []  # the element, how many of its name are open inside it, the fact
    for tag in source.tags:
        if tag.is_end:
            if open_facts:
                open_facts = _after_end(open_facts, tag.name)
            continue
        if open_facts:
            open_facts = [(name, depth + (name == tag.name), fact) for name, depth, fact in open_facts]
        if tag.attributes:
            _note(page, tag, open_facts)
    return page


def _note(page: PageRead, tag: Tag, open_facts: list[tuple[str, int, Fact]]) -> None:
    given = tag.attributes
    if "id" in given:
        if given["id"] in page.ids:
            page.doubled.append((tag.start, given["id"]))
        page.ids.add(given["id"])
    if tag.name != "base":
        page.links += [(tag.start, given[name]) for name in ("href", "src") if name in given]
    if "data-fact" in given:
        fact = Fact(tag.start, given["data-fact"])
        page.facts.append(fact)
        if tag.name not in VOID:
            open_facts.append((tag.name, 0, fact))
    if open_facts and tag.name == "a" and "ev" in given.get("class", "").split():
        for _, _, fact in open_facts:
            fact.evidence.append(given.get("href", ""))


def _after_end(open_facts: list[tuple[str, int, Fact]], name: str) -> list[tuple[str, int, Fact]]:
    """What of *open_facts* is open after an element of that name has ended."""
    return [
        (one, depth - (one == name), fact) for one, depth, fact in open_facts if one != name or depth > 0
    ]  # fmt: skip


def _tags(text: str, strays: list[int]) -> Iterator[Tag]:
    """The tags of *text*; *strays* gets the places of those that cannot be read."""
    position: int | None = 0
    while position is not None:
        position = yield from _tags_from(text, position, strays)


def _tags_from(text: str, position: int, strays: list[int]) -> Generator[Tag, None, int | None]:
    """The tags from *position* on, up to an element in which nothing is one; where that ends. None at the end."""
    for found in _TAG.finditer(text, position):
        slash, name, attributes, closed = found.groups()
        if not name:
            if text[found.start() + 1] != "!":
                strays.append(found.start())
            continue
        name = name.lower()
        if slash:
            yield Tag(found.start(), name, is_end=True)
            continue
        if attributes or closed:
            given, doubled = _attributes_of(attributes)
            yield Tag(found.start(), name, False, given, bool(closed), doubled)
        else:
            yield Tag(found.start(), name)
        if name in _RAW and not closed:
            end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, found.end())
            return end.start() if end else len(text)
    return None


@lru_cache(maxsize=4096)  # most tags of a site are alike
def _attributes_of(text: str) -> tuple[Mapping[str, str], str]:
    """The attributes in *text*, and one that stands there twice."""
    given: dict[str, str] = {}
    doubled = ""
    for name, one, two, three in _ATTRIBUTE.findall(text):
        key = name.lower()
        if key in given:
            doubled = doubled or key
            continue
        value = one or two or three
        given[key] = unescape(value) if "&" in value else value
    return given, doubled
