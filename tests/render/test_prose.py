"""Prose reaches the page with its anchors and marks, and with nothing that could harm a reader."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.compose.words import words_of
from sitegen.render.prose import plain_paragraphs, prose, read_markdown

KO = words_of("ko")
_VOID = {"br", "hr"}


class Checker(HTMLParser):
    """Fails on elements that do not nest; gathers ids, elements, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == [], f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not (tag == "a" and "a" in self.open), "a link inside a link"
        assert not (tag in ("p", "ul", "table") and self.open and self.open[-1] in ("p", "span", "mark")), self.open
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def _value(text: str, ranges: dict[str, str], *, markdown: bool = True, role: str = "body") -> dict[str, Any]:
    """A chunk whose *ranges* (key to the words it covers) are given by words."""
    edges = []
    for key, words in ranges.items():
        start = text.index(words)
        edges += [(start, 1, -len(words), key[0] == "m", key, True), (start + len(words), 0, len(words), 0, key, False)]
    points = [[offset, opens, key] for offset, _, _, _, key, opens in sorted(edges)]
    marks = {key: {"number": int(key[1:]), "ids": [f"f-{key}", f"g-{key}"]} for key in ranges if key[0] == "m"}
    return {
        "mode": "full",
        "markdown": markdown,
        "chunks": [{"role": role, "text": text, "points": points}],
        "marks": marks,
    }


def _html(text: str, ranges: dict[str, str], **more: Any) -> str:
    html = str(prose(_value(text, ranges, **more), KO))
    Checker(html)
    return html


def test_a_sentence_gets_its_anchor_and_a_mark_its_number() -> None:
    """The mark stands inside its sentence; its number leads back to the box."""
    html = _html(
        "첫 일이다. 둘째 일이다.", {"s1": "첫 일이다.", "s2": "둘째 일이다.", "m1": "둘째 일이다."}, markdown=False
    )
    assert html == (
        '<p><span class="s" id="s1">첫 일이다.</span> <span class="s" id="s2"><mark id="f-m1"><span id="g-m1"></span>'
        '둘째 일이다.</mark><sup class="n"><a href="#n1" aria-label="사실 상자로, 근거 1">1</a></sup></span></p>'
    )


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("시는 **예산을 늘렸다**고 밝혔다", "예산을 늘렸다**고"),
        ("시는 **예산을 늘렸다**고 밝혔다", "시는 **예산을"),
        ("시는 [새 예산안](https://example.com/a)을 냈다", "예산안](https://example.com/a)을 냈다"),
        ("시는 [새 예산안](https://example.com/a)을 냈다", "새 예산안"),
        ("시는 *새 **예산** 안*을 냈다", "**예산** 안*을 냈다"),
    ],
)
def test_marks_cross_inline_markup(text: str, marked: str) -> None:
    """A mark that a tag cuts is closed and opened again; its words and its one id stay."""
    html = _html(text, {"s1": text, "m1": marked})
    checker = Checker(html)
    plain = re.sub(r"\*|\[|\]\([^)]*\)", "", marked)
    pieces = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", html))
    assert re.sub(r"<[^>]+>", "", pieces) == plain
    assert sorted(checker.ids) == ["f-m1", "g-m1", "s1"]


def test_marks_cross_items_and_cells() -> None:
    """Lists and tables stay what they are when sentences and marks begin at their signs."""
    text = "- 하나다.\n- 둘이다.\n\n| 가 | 나 |\n|---|---|\n| 다 | 라 |"
    html = _html(
        text, {"s1": "- 하나다.", "s2": "- 둘이다.", "s3": "| 가 | 나 |", "s4": "|---|---|", "m1": "| 다 | 라 |"}
    )
    assert html.count("<li>") == 2
    assert '<th scope="col"><span class="s" id="s3">가</span></th>' in html
    assert html.count("<td>") == 2
    assert '<caption class="vh">' in html


def test_a_mark_over_two_paragraphs_is_reopened() -> None:
    """A range never stands around a block."""
    html = _html("앞 문단이다.\n\n뒤 문단이다.", {"m1": "문단이다.\n\n뒤 문단이다."})
    assert html.count("<mark") == 2


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>시는 밝혔다",
        "<SCRIPT src=//x>시는",
        '<img src=x onerror="alert(1)">시는',
        "[눌러](javascript:alert(1)) 시는",
        "[눌러](JaVaScRiPt:alert(1)) 시는",
        "<a href='data:text/html,<script>1</script>'>시는</a>",
        '<b onclick="x()" style="position:fixed">시는</b>',
        "<svg onload=alert(1)>시는</svg>",
        "<style>*{display:none}</style>시는",
        "<iframe src=//x></iframe>시는",
        "<a href='vbscript:x'>시는</a>",
        "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)>시는",
        '![시는](x.png" onerror="alert(1))',
        "<!-- 시는 --> 시는 <![CDATA[x]]>",
        "[a]: javascript:alert(1)\n\n[시는][a]",
        "<base href=//x><meta http-equiv=refresh content=0><form action=//x>시는",
    ],
)
def test_hostile_seeds(text: str) -> None:
    """No element that runs or loads, no handler, no style, no address but the web's and a mailbox's."""
    value = _value(text, {})
    checker = Checker(str(prose(value, KO)))
    assert not checker.tags & {"script", "style", "img", "svg", "iframe", "form", "base", "meta", "math", "object"}
    assert all(not name.startswith("on") and name != "style" for name, _ in checker.attributes)
    assert all(
        value.startswith(("http://", "https://", "mailto:")) for name, value in checker.attributes if name == "href"
    )


@pytest.mark.parametrize("address", ["//evil.example/x", "../about/index.html", "/admin", "?q=1", "x.html", "#main"])
def test_links_without_a_scheme_are_words(address: str) -> None:
    """Such an address would lead to our own pages, or from a disk nowhere; its words stay."""
    html = _html(f"[자료]({address})", {})
    assert "href" not in html
    assert "자료" in html


def test_outside_links_are_not_vouched_for() -> None:
    """A link of a seed carries rel, so that neither search engines nor the other site learn from it."""
    html = _html("[자료](https://example.com/?a=1&b=2)", {})
    assert 'href="https://example.com/?a=1&amp;b=2" rel="nofollow noopener noreferrer"' in html


def test_jinja_in_a_seed_is_text() -> None:
    """Braces are words like any other."""
    assert "{{ config }} {% for x in y %}" in _html("{{ config }} {% for x in y %}", {})


def test_angle_brackets_of_newsrooms_stay() -> None:
    """<표 1> and <AI 시대> are titles, not tags."""
    text = "자세한 것은 <표 1>과 <AI 시대>에 있다. 3 < 5"
    assert Checker(_html(text, {})).text.strip() == text


def test_plain_seeds_are_lines() -> None:
    """In a clipping a line is a paragraph and Markdown's signs are signs."""
    html = _html("*하나*\n\n# 둘\n<b>셋</b>", {}, markdown=False)
    assert html == "<p>*하나*</p>\n<p># 둘</p>\n<p>&lt;b&gt;셋&lt;/b&gt;</p>"


def test_private_code_points_of_a_seed_are_dropped() -> None:
    """A seed cannot forge an anchor."""
    html = _html("시\U000f0000는\ue000 밝\U00100000혔다", {"s1": "밝\U00100000혔다"}, markdown=False)
    assert Checker(html).text == "시는 밝혔다"


def test_swallowed_anchors_stand_at_the_end() -> None:
    """A sentence that the markup ate keeps its anchor: no link leads nowhere."""
    html = _html("<script>시는 밝혔다.</script>", {"s1": "밝혔다.", "m1": "시는"})
    assert set(Checker(html).ids) == {"s1", "f-m1", "g-m1"}


@pytest.mark.parametrize(
    ("role", "start"),
    [("heading", "<h3>"), ("caption", '<p class="cap"><span class="vh">'), ("credit", '<p class="cap">')],
)
@pytest.mark.parametrize("markdown", [True, False])
def test_roles_have_their_looks(role: str, start: str, markdown: bool) -> None:
    """Headings are headings, captions and credits are small, and their sentences have anchors."""
    html = _html("늘어난 예산", {"s1": "늘어난 예산"}, role=role, markdown=markdown)
    assert html.startswith(start)
    assert 'id="s1"' in html


def test_deep_nesting_does_not_raise() -> None:
    """A seed that nests deeper than Markdown counts is shown as lines."""
    assert "끝" in _html("> " * 3000 + "끝", {})


_TEXT = st.text(
    st.sampled_from("가나다 \n.*_[]()<>`|-#>!&;\"'{}%/:ab1=\U000f0000") | st.characters(codec="utf-8"), max_size=60
)


@given(
    _TEXT,
    st.booleans(),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6),
    st.sampled_from(["body", "heading", "caption"]),
)
def test_any_text_with_any_ranges_nests(text: str, markdown: bool, spans: list[tuple[int, int]], role: str) -> None:
    """Whatever the seed and wherever the ranges: the HTML nests, every promised anchor is there once."""
    edges = []
    keys = []
    for number, (one, other) in enumerate(spans):
        start, end = sorted((min(one, len(text)), min(other, len(text))))
        if start == end:
            continue
        key = f"{'m' if number % 2 else 's'}{number}"
        keys.append(key)
        edges += [(start, 1, start - end, key, True), (end, 0, end - start, key, False)]
    points = [[offset, opens, key] for offset, _, _, key, opens in sorted(edges)]
    marks = {key: {"number": int(key[1:]), "ids": [f"f-{key}"]} for key in keys if key[0] == "m"}
    value = {"markdown": markdown, "chunks": [{"role": role, "text": text, "points": points}], "marks": marks}
    checker = Checker(str(prose(value, KO)))
    assert len(checker.ids) == len(set(checker.ids))
    assert not re.search("[\U000f0000-\U0010fffd]", checker.text)
    if not markdown:
        assert set(checker.ids) == {f"f-{key}" if key[0] == "m" else key for key in keys}


_LONGER = ("\n\n", "12.", "http://a.b", "  ", "다고 했다.", "amp;", "klzzwxh:0001", "\U000f0000", "\U000f0001")
_PIECES = st.sampled_from(
    [*_LONGER, *"가나1.)( -+=:~!?{}^%/“”'\"·é②ㄱ\n*_[]<>&|#`\\\t\x0c\x85\xa0\u200b\u2028\u3000\ufeff"]
)


@given(st.lists(st.one_of(_PIECES, st.sampled_from(["가", "나 ", "\n", "(1)"])), max_size=12).map("".join))
def test_plain_paragraphs_are_what_markdown_makes_of_them(text: str) -> None:
    """The short way and the long way lead to the same bytes, wherever the short way is taken."""
    plain = plain_paragraphs(text)
    assert plain is None or plain == read_markdown(text)


def test_an_article_as_most_are_takes_the_short_way() -> None:
    text = "\n\n“가”라고 KT가 말했다. 2024년 3월, 12.5% 올랐다(약 2조원).\n둘째 줄\n\n\n‘나’의 뜻은 이렇다: 하나·둘…\n"
    assert plain_paragraphs(text) == read_markdown(text)
    assert str(plain_paragraphs(text)).count("<p>") == 2


@pytest.mark.parametrize(
    "text", ["- 가", "1. 가", "가\n---", "가  \n나", "# 가", "    가", "가 <b>나</b>", "가 & 나", "[가]: 나", "가|나"]
)
def test_markup_takes_the_long_way(text: str) -> None:
    assert plain_paragraphs(text) is None


@pytest.mark.parametrize("text", ["[" * 3000, "<" * 3000, "- " + "\n- ".join("가" * 2500), "`" * 3000])
def test_more_marks_than_an_article_can_need_are_words(text: str) -> None:
    """Markdown is not asked to read what it would take minutes over; the words are shown all the same."""
    html = _html(text + " 끝", {})
    assert "끝" in html
    assert html.startswith("<p>")
    assert "<ul>" not in html
