"""The prose of an article as HTML: paragraphs, sentence anchors, marks. Seeds are hostile, pages are not."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from markdown import Markdown
from markupsafe import Markup

from sitegen.render.marks import POINT_CLASS, Weaver, with_points
from sitegen.render.sanitise import harmless_markup, sanitised

# Markdown reads these at the head of a line; a point before them would make them words.
_LINE_HEAD = re.compile(r"[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)]|#{1,6})[ \t]+|\|[ \t]*)*")
# Up to the last sign of a line that is more than a bar, a rule or a space.
_LINE_WORDS = re.compile(r"(?:.*[^\s|:=>#-])?")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]+\]:[ \t]*\S.*$", re.MULTILINE)
# Pictures are not ours to load; what they show is said.
_IMAGE = re.compile(r'<img alt="([^"<>]*)"[^<>]*>')
# Paragraphs as newsrooms write them: no line begins as a list, a rule, a heading or a quote would, or ends in a space,
# and none holds a sign that Markdown or HTML reads, or one that the sanitiser writes otherwise.
_PLAIN_HEAD = rf"[{POINT_CLASS}]*+(?!\d+\.)(?:[^\W_]|[“‘\"'(「『《〈])"
_PLAIN_REST = r"[^\x00-\x1f\x7f-\xa0\ud800-\udfff\\`*_\[\]<>&|#]*+(?<!\s)"
_PLAIN = re.compile(rf"\n*(?:{_PLAIN_HEAD}{_PLAIN_REST}\n+)*{_PLAIN_HEAD}{_PLAIN_REST}\n*")
_BLANK = re.compile(r"\n\n+")
_MOST_MARKS = 2000  # of one kind in one stretch of text
_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!<p>).)*)</p>", re.DOTALL)


def prose(value: Mapping[str, Any], words: Mapping[str, str]) -> Markup:
    """The chunks of an article's prose, sanitised, with an anchor at every sentence and a number at every mark.

    Every anchor that the chunks promise is there: one that the markup of a seed swallowed stands at the end.
    """
    pieces: list[str] = []
    begun: set[str] = set()
    wanted: dict[str, None] = {}
    references = "\n".join(_REFERENCE.findall("\n".join(chunk["text"] for chunk in value["chunks"])))
    for chunk in value["chunks"]:
        points = [(int(offset), bool(opens), str(key)) for offset, opens, key in chunk["points"]]
        if value["markdown"]:
            points = _between_line_marks(chunk["text"], points)
        wanted |= {key: None for _, _, key in points}
        text, meanings = with_points(chunk["text"], points)
        html = _html(text, chunk["role"], references if value["markdown"] else None)
        weaver = Weaver(meanings, value["marks"], words)
        pieces.append(_framed(weaver.woven(html), chunk["role"], words))
        begun |= weaver.begun
    lost = [anchor for key in wanted if key not in begun for anchor in value["marks"].get(key, {"ids": [key]})["ids"]]
    if lost:
        pieces.append("<p>" + "".join(f'<span id="{escape(anchor)}"></span>' for anchor in lost) + "</p>")
    # The one place where markup is made: every piece has been through the sanitiser or escape().
    return Markup("\n".join(pieces))


def _between_line_marks(text: str, points: Sequence[tuple[int, bool, str]]) -> list[tuple[int, bool, str]]:
    """*points* moved off list marks, heading signs and table bars, so that Markdown still reads those.

    Lines that hold no words, such as the rule of a table, lose theirs.
    """
    moved = []
    for offset, opens, key in points:
        start = text.rfind("\n", 0, offset) + 1
        end = text.find("\n", offset)
        end = len(text) if end < 0 else end
        head, words = _LINE_HEAD.match(text, start), _LINE_WORDS.match(text, start, end)
        if words is None or not words[0]:
            continue
        moved.append((max(offset, head.end()) if opens and head else min(offset, words.end()), opens, key))
    return sorted(moved, key=lambda point: point[0])


def _html(text: str, role: str, references: str | None) -> str:
    """The HTML of a chunk, its points still inside. *references* are a Markdown article's link definitions."""
    if references is None:
        return "\n".join(f"<p>{escape(line.strip())}</p>" for line in text.split("\n") if line.strip())
    if role != "body":
        html = _markdown(f"{text.strip()}\n\n{references}")
        whole = _ONE_PARAGRAPH.fullmatch(html.strip())
        # A caption that Markdown takes for a list or a heading stays a line of words.
        return html if whole else f"<p>{escape(text.strip())}</p>"
    return _markdown(f"{text}\n\n{references}" if references else text)


def _markdown(text: str) -> str:
    plain = plain_paragraphs(text)
    return read_markdown(text) if plain is None else plain


def plain_paragraphs(text: str) -> str | None:
    """What `read_markdown` makes of paragraphs without any markup, at a fiftieth of its time; None for other texts."""
    if not _PLAIN.fullmatch(text):
        return None
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in _BLANK.split(text.strip("\n")))


def read_markdown(text: str) -> str:
    """Markdown to HTML in which nothing is left that could harm a reader."""
    if any(text.count(mark) > _MOST_MARKS for mark in ("[", "<", "*", "_", "`", "\n- ", "\n> ")):
        # No article needs so many, and the time of Markdown's patterns grows with their square.
        return _as_lines(text)
    source = harmless_markup(text, POINT_CLASS)
    try:
        html = _reader().reset().convert(source)
    except RecursionError:
        # Quotes in quotes in quotes: a seed can nest deeper than Markdown can count.
        return _as_lines(text)
    return sanitised(_IMAGE.sub(r"\1", html))


def _as_lines(text: str) -> str:
    """The words of a text that Markdown cannot be asked to read, a paragraph a line."""
    return "\n".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())


@lru_cache(maxsize=1)
def _reader() -> Markdown:
    return Markdown(extensions=["tables", "sane_lists"], output_format="html")


def _framed(html: str, role: str, words: Mapping[str, str]) -> str:
    inner = _ONE_PARAGRAPH.fullmatch(html.strip())
    if role == "heading" and inner:
        return f"<h3>{inner[1]}</h3>"
    if role == "caption" and inner:
        return f'<p class="cap"><span class="vh">{escape(words["caption"])} </span>{inner[1]}</p>'
    if role == "credit" and inner:
        return f'<p class="cap">{inner[1]}</p>'
    return html.strip()
