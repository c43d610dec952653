"""A clipping as it was pasted, to the text of a seed: mended where bytes spoil it, otherwise word for word."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, tzinfo

import yaml

from sitegen.errors import Place, SeedError
from sitegen.read.days import moment_within
from sitegen.read.decode import text_of
from sitegen.read.front import KEYS, MEANT

LARGEST = 4 * 1024 * 1024  # bytes

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BREAKS = re.compile(r"[\x0b\x0c\x85\u2028\u2029]")  # line breaks of word processors
_STEERING = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")  # colours of a terminal, and its marks around what is pasted
_PICTURES = "\u2190-\u2bff\U0001f000-\U0001faff"
# Soft hyphens, zero-width blanks, byte order marks and marks of direction: they part words that a reader sees whole.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Inside a picture made of several they join; elsewhere they hide in words.
_JOINERS = re.compile(rf"(?<![{_PICTURES}\ufe0f])[\u200c\u200d]|[\u200c\u200d](?![{_PICTURES}])")
_FOREIGN = (
    (b"%PDF-", "a PDF"), (b"PK\x03\x04", "a document of an office program"), (b"\xd0\xcf\x11\xe0", "an HWP or Word file"),
    (b"{\\rtf", "a Word document"),
)  # fmt: skip
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_FENCE = re.compile(r"---[ \t]*\Z")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t]*\Z")
_KEY = re.compile(rf"(?P<key>{'|'.join(sorted([*KEYS, *MEANT], key=len, reverse=True))})[ \t]*:(?:\s|\Z)")
_SAME = {"published": ("published", "date")}  # what else a key takes the place of
_GUARD = "status: published"  # says what holds anyway
_STAMP = re.compile(
    r"(?:입력|등록|승인|송고|게재|발행|작성|출고)(?:일시|일자|시간|시각|일)?[ \t]*[:：ㅣ|]?[ \t]*(?=(?:19|20)\d\d[-./년])"
)


@dataclass(frozen=True, slots=True)
class Clipping:
    """A clipping's text in lines, and which of them its own front matter takes.

    *shown* names it in errors. *lines* begin with the first that is not blank, below *above* others, and count from 0:
    those from 1 to *closing* are the keys, the body begins below it; *closing* is 0 where there is no front matter.
    """

    shown: str
    lines: tuple[str, ...]
    markdown: bool
    closing: int = 0
    above: int = 0

    @property
    def body(self) -> str:
        """What stands below the front matter, without blank lines around it."""
        return "\n".join(self.lines[self.closing + 1 if self.closing else 0 :]).strip("\n")

    def seed(self, keys: Mapping[str, str | date]) -> tuple[str, tuple[int, ...]]:
        """The text of the seed that says *keys* before what the clipping's own front matter says, which they replace;
        and for each of its lines the 1-based line of the clipping that it was, 0 for a line that is new.
        """
        own = [(0, line) for line in yaml_lines(keys)]
        kept = [(self.above + number + 1, self.lines[number]) for number in self._kept(keys)]
        first = self.closing + 1 if self.closing else 0
        body = [(self.above + number + 1, self.lines[number]) for number in range(first, len(self.lines))]
        while body and not body[0][1].strip():
            del body[0]
        # Hyphens above an article are no front matter, but would be read as such.
        if not own and not kept and body and _FENCE.match(body[0][1]):
            own = [(0, _GUARD)]
        head = []
        if own or kept:
            head = [(0, "---"), *own, *kept, (0, "---"), (0, "")]
        whole = [*head, *body]
        while whole and not whole[-1][1].strip():
            del whole[-1]
        return "\n".join(line for _, line in whole) + "\n", tuple(number for number, _ in whole)

    def _kept(self, keys: Iterable[str]) -> Iterator[int]:
        """The lines of the front matter without those of *keys*."""
        gone = {name for key in keys for name in _SAME.get(key, (key,))}
        cut: set[int] = set()
        with suppress(yaml.YAMLError, RecursionError, ValueError):
            root = yaml.compose("\n".join(self.lines[1 : self.closing]), Loader=yaml.SafeLoader)
            pairs = root.value if isinstance(root, yaml.MappingNode) and not root.flow_style else []
            for key, value in pairs:
                if isinstance(key, yaml.ScalarNode) and key.value in gone:
                    end = value.end_mark
                    cut.update(range(key.start_mark.line, end.line + (1 if end.column else 0)))
        return (number for number in range(1, self.closing) if number - 1 not in cut)

    def stamped(self, zone: tzinfo) -> date | None:
        """The day on which the newspaper's own stamp says that the article came out: 입력 2024.06.04 09:30."""
        for line in self.lines:
            found = _STAMP.search(line) if len(line) <= 200 else None
            if found and (moment := moment_within(line, found.end(), zone)):
                return moment.day
        return None


def read_clipping(shown: str, content: bytes, markdown: bool | None) -> Clipping:
    """The clipping in *content*: UTF-8, CP949, or UTF-16 with a byte order mark; *shown* names it in errors.

    Where it is not known whether it is *markdown* (None), it is if it has front matter: so are seeds written, while
    what was copied from a page is raw. Raises SeedError where *content* is empty, too large or no text of an article.
    """
    whole = _mended(_decoded(shown, content))
    text = whole.lstrip("\n")
    above = len(whole) - len(text)
    text = text.rstrip("\n")
    if not any(char.isalnum() for char in text):
        raise SeedError("there is no text to add", Place(shown), "paste the article's text, as it came")
    if _PAGE.match(text):
        raise SeedError("it is the code of a web page", Place(shown), "copy the article out of the browser's window")
    lines = tuple(text.split("\n"))
    closing = _closing(lines)
    if closing == len(lines):
        hint = "end it with a line of its own:  ---"
        raise SeedError("the front matter is not closed", Place(shown, above + 1, 1), hint)
    return Clipping(shown, lines, closing > 0 if markdown is None else markdown, closing, above)


def yaml_lines(keys: Mapping[str, str | date]) -> list[str]:
    """*keys* as front matter, a line each."""
    return [
        yaml.safe_dump({key: value}, allow_unicode=True, width=float("inf"), sort_keys=False).rstrip("\n")
        for key, value in keys.items()
    ]


def _decoded(shown: str, content: bytes) -> str:
    if len(content) > LARGEST:
        hint = "a clipping is one article: add several one by one"
        raise SeedError(f"it is larger than {LARGEST >> 20} MiB", Place(shown), hint)
    for mark, what in _FOREIGN:
        if content.startswith(mark):
            raise SeedError(
                f"it is {what}, not text", Place(shown), "copy the article's text out of it, and paste that"
            )
    if content.startswith(_UTF16):
        try:
            content = content.decode("utf-16").encode()
        except UnicodeError as fault:
            raise SeedError("it looks like UTF-16, but is broken", Place(shown), "save it as UTF-8") from fault
    return text_of(shown, content)


def _mended(text: str) -> str:
    """*text* without what no reader sees and what breaks a seed."""
    text = _BREAKS.sub("\n", _STEERING.sub("", text))
    # Once more NFC: a vowel may have stood behind something unseen.
    return unicodedata.normalize("NFC", _JOINERS.sub("", _UNSEEN.sub("", text)))


def _closing(lines: tuple[str, ...]) -> int:
    """The line that ends the front matter; 0 where there is none, the number of lines where nothing ends it.

    Hyphens above an article are front matter only where a key follows that somebody has meant as one.
    """
    if not _FENCE.match(lines[0]):
        return 0
    end = next((number for number in range(1, len(lines)) if _CLOSING.match(lines[number])), len(lines))
    written = [line for line in lines[1:end] if line.strip() and not line.startswith("#")]
    if end == len(lines):
        return end if any((found := _KEY.match(line)) and found["key"] in KEYS for line in written[:1]) else 0
    return end if any(_KEY.match(line) for line in written) else 0
