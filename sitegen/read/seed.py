"""One seed file to one `Article`."""

import re
import unicodedata
from datetime import date
from pathlib import PurePosixPath

from sitegen.model.text import Article, Block, Role, Span


def read_seed(path: str, content: bytes, published: date | None = None) -> Article:
    """The article in *content*; *published* stands in where the seed gives no date."""
    text = unicodedata.normalize("NFC", content.decode("utf-8-sig")).replace("\r\n", "\n").replace("\r", "\n")
    name = PurePosixPath(path).stem
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)-", name)
    start = 0
    if text.startswith("---\n"):
        start = text.index("\n---\n", 3) + 5
        dated = re.search(r"^published: (\d{4})-(\d\d)-(\d\d)", text[:start], re.M)
        match = dated or match
    if match:
        published = date(*map(int, match.groups()))
    blocks = []
    for line in re.finditer(r"[^\n]+", text[start:]):
        words = line.group().strip()
        role = Role.HEADING if not re.search(r"[.?!”\"]$", words) else Role.BODY
        blocks.append(Block(Span(start + line.start(), start + line.end()), role, "interim"))
    return Article(name, path, text, "", published, tuple(blocks), name)
