"""Front matter: where it ends, its keys with their places, and what may stand under them."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit

import yaml

from sitegen.errors import Place, SeedError
from sitegen.model.slug import is_slug, slug_of
from sitegen.model.text import BodyMode
from sitegen.read.days import Moment, moment_of

KEYS = (
    "title", "published", "date", "updated", "source", "url", "author", "story", "tags", "status", "embargo", "body",
    "slug", "aliases",
)  # fmt: skip

# Keys of other programs, and the Korean words for ours: a near spelling would point the wrong way.
MEANT = {
    "draft": "status: draft", "categories": "tags: […]", "category": "tags: […]", "keywords": "tags: […]",
    "publisher": "source: …", "press": "source: …", "link": "url: …", "permalink": "slug: …", "headline": "title: …",
    "lastmod": "updated: …", "modified": "updated: …", "writer": "author: …", "제목": "title: …", "날짜": "published: …",
    "발행일": "published: …", "수정일": "updated: …", "출처": "source: …", "매체": "source: …", "링크": "url: …",
    "주소": "url: …", "기자": "author: …", "태그": "tags: […]", "연재": "story: …", "엠바고": "embargo: …",
}  # fmt: skip

_FENCE = re.compile(r"\s*?^---[ \t]*\n", re.MULTILINE)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_FIRST_KEY = re.compile(r"(?:[ \t]*(?:#.*)?\n)*[\w가-힣]+[ \t]*:(?:\s|$)")
_SCALARS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "timestamp"))


@dataclass(slots=True)
class Front:
    """What front matter says. A key that is not there, or empty, leaves its default; *places* has the other texts'."""

    start: int = 0  # where the body begins, in code points of the whole text
    closed: bool = True  # False where the line that ends it is missing
    title: str | None = None
    published: Moment | None = None
    updated: date | None = None
    source: str = ""
    url: str = ""
    author: str = ""
    story: str = ""
    tags: tuple[str, ...] = ()
    draft: bool = False
    embargo: datetime | None = None
    body: BodyMode = BodyMode.FULL
    slug: str | None = None
    aliases: tuple[str, ...] = ()
    places: dict[str, Place] = field(default_factory=dict)
    faults: list[SeedError] = field(default_factory=list)


def front_of(path: str, text: str, zone: tzinfo, markdown: bool) -> Front:
    """What the front matter of *text* says, with every fault in it; an empty `Front` where there is none.

    A clipping (not *markdown*) may begin with a line of hyphens: it has front matter only where a key follows them
    and a second such line ends it.
    """
    opening = _FENCE.match(text)
    if not opening:
        return Front()
    closing = _CLOSING.search(text, opening.end())
    if not markdown and not (closing and _FIRST_KEY.match(text, opening.end())):
        return Front()
    line = text.count("\n", 0, opening.end())
    if not closing:
        front = Front(start=len(text), closed=False)
        front.faults.append(
            SeedError("the front matter is not closed", Place(path, line, 1), "end it with a line of its own:  ---")
        )
        return front
    front = Front(start=closing.end())
    _Reader(path, line, zone, front).read(text[opening.end() : closing.start()])
    return front


class _Loader(yaml.SafeLoader):
    """Composes nodes, never objects, and refuses anchors: nine lines of aliases can stand for a billion values."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if getattr(event, "anchor", None) is not None:
            raise yaml.composer.ComposerError(None, None, "anchors (&) and aliases (*) are refused", event.start_mark)
        return super().compose_node(parent, index)


class _Reader:
    """Reads the keys of one front matter into a `Front` and gathers every fault with its place."""

    def __init__(self, path: str, line: int, zone: tzinfo, front: Front) -> None:
        self.path, self.line, self.zone, self.front = path, line, zone, front

    def place(self, mark: Any) -> Place:
        return Place(self.path, self.line + mark.line + 1, mark.column + 1)

    def fault(self, message: str, place: Place, hint: str) -> None:
        self.front.faults.append(SeedError(message, place, hint))

    def read(self, text: str) -> None:
        """Every key of *text* is in the `Front`, or its fault is."""
        root = self.composed(text)
        if root is None:
            return
        if not isinstance(root, yaml.MappingNode):
            self.fault("the front matter has no keys", self.place(root.start_mark), "write one a line:  title: …")
            return
        seen: dict[str, Place] = {}
        for key_node, node in root.value:
            place = self.place(key_node.start_mark)
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
            if key in seen:
                self.fault(f"'{key}' stands twice", place, f"delete this line or line {seen[key].line}")
            elif key not in KEYS:
                self.fault(f"unknown key '{key}'", place, _hint_for(key))
            elif key in ("published", "date") and (other := seen.keys() & {"published", "date"}):
                self.fault(f"'{key}' says the same as '{min(other)}'", place, "delete one of the two lines")
            else:
                self.value(key, node)
            seen.setdefault(key, place)

    def composed(self, text: str) -> yaml.Node | None:
        """The root node of *text*; None where it is empty, or not YAML."""
        quotes = "put a value with : # [ ] or quotation marks between single quotes:  title: '[단독] \"…\"'"
        top = Place(self.path, self.line + 1, 1)
        try:
            node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
        except yaml.MarkedYAMLError as fault:
            # An open quotation or bracket is noticed at the end; what must be mended stands where it began.
            at_end = "end of stream" in str(fault.problem) or "<stream end>" in str(fault.problem)
            mark = (at_end and fault.context_mark) or fault.problem_mark or fault.context_mark
            refused = "refused" in str(fault.problem)
            hint = "put a value that begins with & or * between quotes" if refused else quotes
            problem = fault.problem or fault.context
            self.fault(f"not YAML: {problem}", self.place(mark) if mark else top, hint)
        except yaml.reader.ReaderError as fault:
            before = text[: fault.position]
            place = Place(self.path, self.line + before.count("\n") + 1, len(before) - before.rfind("\n"))
            code = ord(fault.character) if isinstance(fault.character, str) else int(fault.character)
            self.fault(f"not YAML: the character U+{code:04X} is not allowed", place, "delete it")
        except (yaml.YAMLError, RecursionError, ValueError):
            self.fault("not YAML: it cannot be read", top, "write one key a line:  title: …")
        else:
            return node
        return None

    def value(self, key: str, node: yaml.Node) -> None:
        """The value of *key* is in the `Front`, or its fault is."""
        if key in ("tags", "aliases"):
            words = tuple(self.words(key, node))
            setattr(self.front, key, words)
            return
        text = self.text(key, node)
        if not text:
            return
        self.front.places[key] = self.place(node.start_mark)
        reader: Callable[[str, str, Place], None] = getattr(self, f"read_{key}", self.read_words)
        reader(key, text, self.front.places[key])

    def text(self, key: str, node: yaml.Node) -> str:
        """The words of a scalar as written, in one line; "" with a fault where it is a list or a table."""
        if isinstance(node, yaml.ScalarNode) and node.tag in _SCALARS:
            plain_null = node.tag.endswith(":null") and node.style is None
            words = "" if plain_null else " ".join(str(node.value).split())
            # YAML's "\uD800" and "\0": half a character and none, which no page can hold.
            odd = next((sign for sign in words if unicodedata.category(sign) in ("Cc", "Cs")), None)
            if odd is None:
                return words
            self.fault(f"'{key}' holds the character U+{ord(odd):04X}", self.place(node.start_mark), "delete it")
            return ""
        kind = "a tagged value"
        if isinstance(node, yaml.CollectionNode):
            kind = "a list" if isinstance(node, yaml.SequenceNode) else "a table"
        hint = f"write  {key}: [하나, 둘]" if key in ("tags", "aliases") else f"write text between quotes:  {key}: '…'"
        self.fault(f"'{key}' is {kind}", self.place(node.start_mark), hint)
        return ""

    def words(self, key: str, node: yaml.Node) -> Iterator[str]:
        """The items of a list, or the single text that stands for a list of one; no item twice."""
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        seen = set()
        for item in nodes:
            word = self.text(key, item)
            if key == "aliases" and word and not is_slug(word):
                self.fault(f"no address can be made of '{word}'", self.place(item.start_mark), _slug_hint(key, word))
            elif word and word not in seen:
                seen.add(word)
                yield word

    def read_words(self, key: str, text: str, place: Place) -> None:
        setattr(self.front, key, text)

    def read_title(self, key: str, text: str, place: Place) -> None:
        if any(char.isalnum() for char in text):
            self.front.title = text
        else:
            self.fault(f"no name can be made of the title '{text}'", place, "give it a title with a letter in it")

    def moment(self, key: str, text: str, place: Place) -> Moment | None:
        try:
            return moment_of(text, self.zone)
        except ValueError as fault:
            why = "is no date" if str(fault).startswith("no known") else "is no day of the calendar"
            self.fault(f"'{key}' {why}: '{text}'", place, f"write  {key}: 2024-06-04  or  {key}: 2024-06-04 09:30")
            return None

    def read_published(self, key: str, text: str, place: Place) -> None:
        self.front.published = self.moment(key, text, place)

    read_date = read_published

    def read_updated(self, key: str, text: str, place: Place) -> None:
        moment = self.moment(key, text, place)
        self.front.updated = moment.day if moment else None

    def read_embargo(self, key: str, text: str, place: Place) -> None:
        moment = self.moment(key, text, place)
        self.front.embargo = moment.start(self.zone) if moment else None

    def read_url(self, key: str, text: str, place: Place) -> None:
        try:
            parts = urlsplit(text)
            good = parts.scheme in ("http", "https") and bool(parts.hostname) and text.isprintable() and " " not in text
        except ValueError:
            good = False
        if good:
            self.front.url = text
        else:
            self.fault(f"'url' is no web address: '{text}'", place, "write  url: https://…")

    def read_status(self, key: str, text: str, place: Place) -> None:
        if text not in ("draft", "published"):
            self.fault(f"no such status: '{text}'", place, "write  status: draft  or leave the line out")
        self.front.draft = text == "draft"

    def read_body(self, key: str, text: str, place: Place) -> None:
        if text in list(BodyMode):
            self.front.body = BodyMode(text)
        else:
            self.fault(f"no such body: '{text}'", place, "write  body: full,  evidence  or  none")

    def read_slug(self, key: str, text: str, place: Place) -> None:
        if is_slug(text):
            self.front.slug = text
        else:
            self.fault(f"no address can be made of '{text}'", place, _slug_hint(key, text))


def _slug_hint(key: str, text: str) -> str:
    try:
        return f"write  {key}: {slug_of(text)}"
    except ValueError:
        return f"letters and digits joined by hyphens:  {key}: budget-2024"


def _hint_for(key: str) -> str:
    if key.lower() in MEANT:
        return f"write  {MEANT[key.lower()]}"
    near = get_close_matches(key.lower(), KEYS, 1)
    return f"did you mean '{near[0]}'?" if near else f"known keys: {', '.join(KEYS)}"
