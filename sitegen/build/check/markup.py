"""Sound markup, as far as a page's tags tell: nesting, elements that exist, what readers of the screen rely on.

The rules are those of the HTML Standard that a theme breaks by an oversight. A validator knows more of them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sitegen.build.check.reader import VOID, PageRead, Source, Tag
from sitegen.errors import CheckError

_KNOWN = VOID | frozenset(
    [
        "a",
        "abbr",
        "address",
        "article",
        "aside",
        "audio",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "body",
        "button",
        "canvas",
        "caption",
        "cite",
        "code",
        "colgroup",
        "data",
        "datalist",
        "dd",
        "del",
        "details",
        "dfn",
        "dialog",
        "div",
        "dl",
        "dt",
        "em",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "html",
        "i",
        "iframe",
        "ins",
        "kbd",
        "label",
        "legend",
        "li",
        "main",
        "map",
        "mark",
        "math",
        "menu",
        "meter",
        "nav",
        "noscript",
        "object",
        "ol",
        "optgroup",
        "option",
        "output",
        "p",
        "picture",
        "pre",
        "progress",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "script",
        "search",
        "section",
        "select",
        "slot",
        "small",
        "span",
        "strong",
        "style",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "template",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "u",
        "ul",
        "var",
        "video",
    ]
)
# Those whose end may be left out: what follows them ends them.
_LOOSE = frozenset(
    [
        "body",
        "colgroup",
        "dd",
        "dt",
        "head",
        "html",
        "li",
        "optgroup",
        "option",
        "p",
        "rp",
        "rt",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "details",
        "dialog",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "table",
        "ul",
    ]
)
_PHRASES = frozenset(
    [
        "abbr",
        "b",
        "bdi",
        "bdo",
        "button",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "i",
        "kbd",
        "label",
        "mark",
        "p",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
    ]
)
_ENDS: Mapping[str, frozenset[str]] = {  # a start tag ends these, where one of them is the innermost element
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"td", "th", "tr"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tbody": frozenset({"td", "th", "tr", "thead", "tbody"}),
    "tfoot": frozenset({"td", "th", "tr", "tbody"}),
    "option": frozenset({"option"}),
    "body": frozenset({"head"}),
}
_HOMES: Mapping[str, frozenset[str]] = {  # what an element must stand in
    "li": frozenset({"ul", "ol", "menu"}),
    "dt": frozenset({"dl", "div"}),
    "dd": frozenset({"dl", "div"}),
    "tr": frozenset({"table", "thead", "tbody", "tfoot"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
    "caption": frozenset({"table"}),
    "figcaption": frozenset({"figure"}),
    "summary": frozenset({"details"}),
    "option": frozenset({"select", "optgroup", "datalist"}),
}
_ALONE = frozenset({"a", "button", "form"})  # none of them stands in another one of its name
_FOREIGN = ("svg", "math")
_POLICY = re.compile(r"(?:^|;)\s*(?:style-src|default-src)\s([^;]*)")


@dataclass(slots=True)
class _Reading:
    """What is open while a page is gone through, and what was seen of it."""

    open: list[Tag] = field(default_factory=list)
    foreign: int = 0  # elements that are open inside a drawing or a formula
    seen: set[str] = field(default_factory=set)
    heading: int = 0
    is_strict: bool = False  # whether the page itself forbids styles in attributes


def markup_faults(source: Source, page: PageRead, path: str) -> Iterator[CheckError]:
    """What is wrong with the markup of a page, the file *path*, in the order of the text."""
    reading = _Reading()
    found = [(place, "a tag begins here that cannot be read") for place in source.strays]
    if not source.text.lstrip("\ufeff \t\r\n")[:9].lower().startswith("<!doctype"):
        found.append((0, "the page does not begin with <!DOCTYPE html>"))
    for tag in source.tags:
        messages = _end_faults(page, tag, reading) if tag.is_end else _start_faults(source.text, tag, reading)
        found += ((tag.start, message) for message in messages)
    found += (
        (tag.start, f"<{tag.name}> is not closed") for tag in reading.open if reading.foreign or tag.name not in _LOOSE
    )
    if "html" in reading.seen:
        missing = {"title": "the page has no title", "main": "the page has no <main>", "h1": "the page has no <h1>"}
        found += ((0, message) for name, message in missing.items() if name not in reading.seen)
    for start, message in sorted(found):
        yield CheckError(message, page.place_at(path, start))


def _start_faults(text: str, tag: Tag, reading: _Reading) -> Iterator[str]:
    if reading.foreign:
        if not tag.is_closed:
            reading.open.append(tag)
            reading.foreign += 1
        return
    _end_loose(reading, _ENDS.get(tag.name, frozenset()))
    if tag.name in _BLOCKS and reading.open and reading.open[-1].name == "p":
        reading.open.pop()
    reading.seen.add(tag.name)
    yield from _nesting_faults(tag, reading)
    yield from _attribute_faults(text, tag, reading)
    if tag.name in VOID:
        return
    if tag.name in _FOREIGN:
        reading.foreign = 0 if tag.is_closed else 1
    elif tag.is_closed:
        yield f"<{tag.name}/> closes nothing: it is read as <{tag.name}>"
    if not (tag.is_closed and tag.name in _FOREIGN):
        reading.open.append(tag)


def _end_loose(reading: _Reading, ends: frozenset[str]) -> None:
    """Elements named in *ends* are at their end where they are the innermost, or hold no more than a paragraph."""
    names = [one.name for one in reading.open[-2:]]
    while names and (names[-1] in ends or (names[-1] == "p" and names[0] in ends)):
        reading.open.pop()
        names = [one.name for one in reading.open[-2:]]


def _nesting_faults(tag: Tag, reading: _Reading) -> Iterator[str]:
    parent = reading.open[-1].name if reading.open else ""
    if tag.name not in _KNOWN and "-" not in tag.name:
        yield f"there is no element <{tag.name}>"
    if tag.name in _HOMES and parent and parent not in _HOMES[tag.name] and parent != "template":
        yield f"<{tag.name}> stands in <{parent}>, and not in <{'> or <'.join(sorted(_HOMES[tag.name]))}>"
    if tag.name in _BLOCKS and parent in _PHRASES:
        yield f"<{tag.name}> stands in <{parent}>, which holds words alone"
    if tag.name in _ALONE and any(one.name == tag.name for one in reading.open):
        yield f"<{tag.name}> stands in another <{tag.name}>"
    if tag.name == "main" and any(one.name == "main" for one in reading.open):
        yield "<main> stands in another <main>"
    if len(tag.name) == 2 and tag.name[0] == "h" and tag.name[1] in "123456":
        level = int(tag.name[1])
        if level > reading.heading + 1:
            yield f"<h{level}> follows <h{reading.heading}>" if reading.heading else f"the first heading is <h{level}>"
        reading.heading = level


def _attribute_faults(text: str, tag: Tag, reading: _Reading) -> Iterator[str]:
    given = tag.attributes
    if tag.doubled:
        yield f"<{tag.name}> has the attribute '{tag.doubled}' twice"
    if tag.name == "html" and not given.get("lang", "").strip():
        yield "<html> does not say its language: lang"
    elif tag.name == "img" and "alt" not in given:
        yield '<img> has no text in its place: alt ("" where it only adorns)'
    elif tag.name == "title" and _is_empty(text, tag):
        yield "the title is empty"
    elif tag.name == "meta" and given.get("http-equiv", "").lower() == "content-security-policy":
        rules = _POLICY.findall(given.get("content", ""))
        reading.is_strict = bool(rules) and not any("'unsafe-inline'" in rule for rule in rules)
    if reading.is_strict:
        bare = [name for name in given if name == "style" or (name.startswith("on") and len(name) > 4)]
        if bare or tag.name == "style":
            yield f"{bare[0] if bare else '<style>'} does nothing: the page's own policy forbids it"


def _is_empty(text: str, tag: Tag) -> bool:
    end = text.find(">", tag.start)
    return not text[end + 1 : text.find("<", end)].strip()


def _end_faults(page: PageRead, tag: Tag, reading: _Reading) -> Iterator[str]:
    names = [one.name for one in reading.open]
    if tag.name in VOID and not reading.foreign:
        yield f"</{tag.name}> closes nothing"
        return
    if tag.name not in names:
        yield f"</{tag.name}> closes nothing"
        return
    while reading.open:
        last = reading.open.pop()
        reading.foreign = max(0, reading.foreign - 1)
        if last.name == tag.name:
            return
        if last.name not in _LOOSE:
            place = page.place_at("", last.start)
            yield f"</{tag.name}> closes <{last.name}> of line {place.line}, too"
