"""Sound markup, as far as a page's tags tell: nesting, elements that exist, what readers of the screen rely on.

The rules are those of the HTML Standard that a theme breaks by an oversight. A validator knows more of them.
"""

import re
from collections.abc import Iterator

from sitegen.build.check.reader import VOID, PageRead, Source, Tag
from sitegen.errors import CheckError


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_KNOWN = VOID | _words(
    "a abbr address article aside audio b bdi bdo blockquote body button canvas caption cite code colgroup data datalist",
    "dd del details dfn dialog div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup",
    "html i iframe ins kbd label legend li main map mark math menu meter nav noscript object ol optgroup option output p",
    "picture pre progress q rp rt ruby s samp script search section select slot small span strong style sub summary sup",
    "svg table tbody td template textarea tfoot th thead time title tr u ul var video",
)
# Those whose end may be left out: what follows them ends them.
_LOOSE = _words("body colgroup dd dt head html li optgroup option p rp rt tbody td tfoot th thead tr")
_BLOCKS = _words(
    "address article aside blockquote details dialog div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6",
    "header hgroup hr main menu nav ol p pre search section table ul",
)
_PHRASES = _words(
    "abbr b bdi bdo button cite code data dfn em h1 h2 h3 h4 h5 h6 i kbd label mark p q s samp small span strong sub sup",
    "time u var",
)
_ENDS = {  # a start tag ends these, where one of them is the innermost element
    "li": _words("li"),
    "dt": _words("dt dd"),
    "dd": _words("dt dd"),
    "tr": _words("td th tr"),
    "td": _words("td th"),
    "th": _words("td th"),
    "tbody": _words("td th tr thead tbody"),
    "tfoot": _words("td th tr tbody"),
    "option": _words("option"),
    "body": _words("head"),
}
_HOMES = {  # what an element must stand in
    "li": _words("ul ol menu"),
    "dt": _words("dl div"),
    "dd": _words("dl div"),
    "tr": _words("table thead tbody tfoot"),
    "td": _words("tr"),
    "th": _words("tr"),
    "thead": _words("table"),
    "tbody": _words("table"),
    "caption": _words("table"),
    "figcaption": _words("figure"),
    "summary": _words("details"),
    "option": _words("select optgroup datalist"),
}
_ALONE = _words("a button form main")  # none of them stands in another one of its name
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TOLD = frozenset({"html", "img", "title", "style"})  # looked at also where they have no attributes
_FOREIGN = ("svg", "math")
_POLICY = re.compile(r"(?:^|;)\s*(?:style-src|default-src)\s([^;]*)")


def markup_faults(source: Source, page: PageRead, path: str) -> Iterator[CheckError]:
    """What is wrong with the markup of a page, the file *path*, in the order of the text."""
    walk = _Walk(source.text, page)
    for start in source.strays:
        walk.tell(start, "a tag begins here that cannot be read")
    if not source.text.lstrip("\ufeff \t\r\n")[:9].lower().startswith("<!doctype"):
        walk.tell(0, "the page does not begin with <!DOCTYPE html>")
    for tag in source.tags:
        if tag.is_end:
            walk.end(tag)
        else:
            walk.start(tag)
    walk.finish()
    for start, message in sorted(walk.faults):
        yield CheckError(message, page.place_at(path, start))


class _Walk:
    """Goes through the tags of a page and notes what is wrong, with its place."""

    def __init__(self, text: str, page: PageRead) -> None:
        self.faults: list[tuple[int, str]] = []
        self._text, self._page = text, page
        self._open: list[Tag] = []
        self._foreign = 0  # elements that are open inside a drawing or a formula
        self._seen: set[str] = set()  # elements
        self._sound: set[tuple[str, str]] = set()  # elements with what they may stand in
        self._heading = 0
        self._is_strict = False  # whether the page itself forbids styles in attributes

    def tell(self, start: int, message: str) -> None:
        self.faults.append((start, message))

    def start(self, tag: Tag) -> None:
        name = tag.name
        if self._foreign:
            if not tag.is_closed:
                self._open.append(tag)
                self._foreign += 1
            return
        if name in _ENDS:
            self._end_loose(_ENDS[name])
        if name in _BLOCKS and self._open and self._open[-1].name == "p":
            self._open.pop()
        parent = self._open[-1].name if self._open else ""
        self._seen.add(name)
        if (name, parent) not in self._sound and not self._nesting_faults(tag, parent):
            self._sound.add((name, parent))
        if name in _ALONE and any(one.name == name for one in self._open):
            self.tell(tag.start, f"<{name}> stands in another <{name}>")
        if name in _HEADINGS:
            self._note_heading(tag)
        if name in _TOLD or tag.attributes:
            self._attribute_faults(tag)
        if name in VOID:
            return
        if name in _FOREIGN:
            if tag.is_closed:
                return
            self._foreign = 1
        elif tag.is_closed:
            self.tell(tag.start, f"<{name}/> closes nothing: it is read as <{name}>")
        self._open.append(tag)

    def end(self, tag: Tag) -> None:
        if self._open and self._open[-1].name == tag.name:
            self._open.pop()
            self._foreign = max(0, self._foreign - 1)
            return
        if all(one.name != tag.name for one in self._open) or (tag.name in VOID and not self._foreign):
            self.tell(tag.start, f"</{tag.name}> closes nothing")
            return
        while (last := self._open.pop()).name != tag.name:
            self._foreign = max(0, self._foreign - 1)
            if last.name not in _LOOSE:
                line = self._page.place_at("", last.start).line
                self.tell(tag.start, f"</{tag.name}> closes <{last.name}> of line {line}, too")
        self._foreign = max(0, self._foreign - 1)

    def finish(self) -> None:
        """What is open at the end, and what a page lacks."""
        for tag in self._open:
            if self._foreign or tag.name not in _LOOSE:
                self.tell(tag.start, f"<{tag.name}> is not closed")
        if "html" in self._seen:
            for name, what in (("title", "title"), ("main", "<main>"), ("h1", "<h1>")):
                if name not in self._seen:
                    self.tell(0, f"the page has no {what}")

    def _end_loose(self, ends: frozenset[str]) -> None:
        """Elements named in *ends* are at their end where they are the innermost, or hold no more than a paragraph."""
        while self._open:
            last = self._open[-1].name
            if last not in ends and not (last == "p" and len(self._open) > 1 and self._open[-2].name in ends):
                return
            self._open.pop()

    def _nesting_faults(self, tag: Tag, parent: str) -> bool:
        """Whether an element does not exist, or stands where it must not; that is told."""
        name, before = tag.name, len(self.faults)
        if name not in _KNOWN and "-" not in name:
            self.tell(tag.start, f"there is no element <{name}>")
        if name in _HOMES and parent and parent not in _HOMES[name] and parent != "template":
            self.tell(tag.start, f"<{name}> stands in <{parent}>, and not in <{'> or <'.join(sorted(_HOMES[name]))}>")
        if name in _BLOCKS and parent in _PHRASES:
            self.tell(tag.start, f"<{name}> stands in <{parent}>, which holds words alone")
        return len(self.faults) > before

    def _note_heading(self, tag: Tag) -> None:
        level = int(tag.name[1])
        if level > self._heading + 1:
            first = f"the first heading is <h{level}>"
            self.tell(tag.start, f"<h{level}> follows <h{self._heading}>" if self._heading else first)
        self._heading = level

    def _attribute_faults(self, tag: Tag) -> None:
        name, given = tag.name, tag.attributes
        if tag.doubled:
            self.tell(tag.start, f"<{name}> has the attribute '{tag.doubled}' twice")
        if name == "html" and not given.get("lang", "").strip():
            self.tell(tag.start, "<html> does not say its language: lang")
        elif name == "img" and "alt" not in given:
            self.tell(tag.start, '<img> has no text in its place: alt ("" where it only adorns)')
        elif name == "title" and self._is_empty(tag):
            self.tell(tag.start, "the title is empty")
        elif name == "meta" and given.get("http-equiv", "").lower() == "content-security-policy":
            rules = _POLICY.findall(given.get("content", ""))
            self._is_strict = bool(rules) and not any("'unsafe-inline'" in rule for rule in rules)
        if self._is_strict:
            bare = [key for key in given if key == "style" or (key[:2] == "on" and len(key) > 4)]
            if bare or name == "style":
                what = bare[0] if bare else "<style>"
                self.tell(tag.start, f"{what} does nothing: the page's own policy forbids it")

    def _is_empty(self, tag: Tag) -> bool:
        end = self._text.find(">", tag.start)
        return not self._text[end + 1 : self._text.find("<", end)].strip()
