"""A page read once: what it links to, what can be linked to in it, its facts, and its elements with their places.

An archive has many pages, and the parser of the standard library reads two megabytes of them in a second, so tags are
found by one pattern, which reads what sound HTML may hold; what it cannot read is a fault of the page.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape

from sitegen.errors import Place

# A comment, a declaration, or a tag: its slash, its name, its attributes, the slash at its end.
_TAG = re.compile(
    r"""<!--.*?(?:-->|\Z)|<![^>]*>|<(/?)([a-zA-Z][^\s/>]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*(/?)>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_RAW = frozenset({"script", "style", "textarea", "title"})  # in these nothing is a tag but their own end
_OPENING = re.compile(r"<[a-zA-Z/!]")
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it stands; *doubled* is an attribute that it has twice, of which the first counts."""

    start: int
    name: str  # in small letters
    is_end: bool
    attributes: Mapping[str, str]
    is_closed: bool  # by a slash of its own
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
            open_facts = _after_end(open_facts, tag.name)
            continue
        for number, (name, depth, fact) in enumerate(open_facts):
            if name == tag.name:
                open_facts[number] = (name, depth + 1, fact)
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
    position = 0
    while True:
        found = _TAG.search(text, position)
        strays += _strays(text, position, found.start() if found else len(text))
        if found is None:
            return
        position = found.end()
        slash, name, attributes, closed = found.groups()
        if not name:
            continue
        name = name.lower()
        yield _tag(found.start(), name, bool(slash), attributes, bool(closed))
        if name in _RAW and not slash and not closed:
            end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, position)
            position = end.start() if end else len(text)


def _strays(text: str, start: int, end: int) -> list[int]:
    """The first sign of a tag between two tags: what follows it is a consequence."""
    found = _OPENING.search(text, start, end)
    return [found.start()] if found else []


def _tag(start: int, name: str, is_end: bool, attributes: str, is_closed: bool) -> Tag:
    given: dict[str, str] = {}
    doubled = ""
    if attributes:
        for name_given, one, two, three in _ATTRIBUTE.findall(attributes):
            key = name_given.lower()
            if key in given:
                doubled = doubled or key
                continue
            value = one or two or three
            given[key] = unescape(value) if "&" in value else value
    return Tag(start, name, is_end, given, is_closed, doubled)
