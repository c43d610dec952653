"""What HTML of a seed may reach a page: the shapes of prose, and links that lead to the web or a mailbox."""

import re

import nh3

from sitegen.render.marks import POINT_CLASS

TAGS = frozenset(
    {
        "a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "del", "dl", "dt", "em", "h2", "h3", "h4", "hr", "i",
        "ins", "kbd", "li", "ol", "p", "pre", "q", "s", "small", "strong", "sub", "sup", "table", "tbody", "td", "tfoot",
        "th", "thead", "tr", "u", "ul",
    }
)  # fmt: skip
# Elements of HTML that prose has no use for: the tag goes, words between tags stay.
_DROPPED = frozenset(
    {
        "article", "aside", "audio", "base", "body", "button", "canvas", "center", "details", "dialog", "div", "embed",
        "fieldset", "figcaption", "figure", "font", "footer", "form", "frame", "frameset", "h1", "h5", "h6", "head",
        "header", "html", "iframe", "image", "img", "input", "label", "legend", "link", "main", "map", "marquee", "math",
        "meta", "nav", "noembed", "noframes", "noscript", "object", "option", "param", "picture", "plaintext", "section",
        "select", "source", "span", "style", "script", "summary", "svg", "template", "textarea", "title", "track",
        "video", "xmp",
    }
)  # fmt: skip
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:\s[^<>]*|/)?)>")
_CODE = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# A point may stand before an address; it is taken out later.
_AWAY = re.compile(rf"[\s{POINT_CLASS}]*(?:https?://|mailto:)", re.IGNORECASE)
_LINK_REL = "nofollow noopener noreferrer"


def harmless_markup(text: str, keep: str) -> str:
    """*text* of a Markdown seed with only the tags that prose knows; every other ``<`` is a sign like any other.

    Newsrooms write <표>, <AI 시대> and <저작권자(c)…>: read as tags, such words would vanish from the page. Code points
    in the class *keep* survive in what is taken out: the points of sentences and marks.
    """
    points = re.compile(f"[^{keep}]+")

    def without(match: re.Match[str]) -> str:
        return points.sub("", match[0])

    text = _COMMENT.sub(without, _CODE.sub(without, text))
    pieces: list[str] = []
    position = 0
    for match in _TAG.finditer(text):
        pieces.append(text[position : match.start()].replace("<", "&lt;"))
        name = match[2].lower()
        if name in TAGS:
            pieces.append(match[0])
        elif name in _DROPPED:
            pieces.append(without(match))
        else:
            pieces.append(match[0].replace("<", "&lt;"))
        position = match.end()
    pieces.append(text[position:].replace("<", "&lt;"))
    return "".join(pieces)


def sanitised(html: str) -> str:
    """*html* with nothing left in it that could run, load, or lead anywhere but the web or a mailbox."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={"a": {"href", "title"}, "ol": {"start"}, "abbr": {"title"}},
        url_schemes={"http", "https", "mailto"},
        attribute_filter=_leading_away,
        link_rel=_LINK_REL,
        strip_comments=True,
    )


def _leading_away(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute; none for an address without a scheme: //x leads where its page came from, and
    a page of the seed's own site is not one of ours."""
    return value if name != "href" or _AWAY.match(value) else None
