"""Unsound markup is found, each kind by itself, and what the HTML Standard lets be is let be."""

import pytest

from sitegen.build.check.markup import markup_faults
from sitegen.build.check.reader import page_in, source_of
from tests.site.conftest import rendered

POLICY = """<meta http-equiv="Content-Security-Policy" content="default-src 'self'">"""


def faults(body: str, *, head: str = "<title>가</title>", html: str = '<html lang="ko">') -> list[str]:
    text = f"<!DOCTYPE html>\n{html}<head>{head}</head><body><main>\n{body}</main></body></html>"
    source = source_of(text.encode())
    return [str(fault) for fault in markup_faults(source, page_in(source), "x.html")]


@pytest.mark.parametrize(
    ("body", "place", "message"),
    [
        ("<h1>가</h1><div><b>나</div>", "3:20", "</div> closes <b> of line 3, too"),
        ("<h1>가</h1></section>", "3:11", "</section> closes nothing"),
        ("<h1>가</h1><p>나<div>다</div></p>", "3:27", "</p> closes nothing"),
        ("<h1>가</h1></br>", "3:11", "</br> closes nothing"),
        ("<h1>가</h1><div/></div>", "3:11", "<div/> closes nothing: it is read as <div>"),
        ("<h1>가</h1><artcle>나</artcle>", "3:11", "there is no element <artcle>"),
        ("<h1>가</h1><div><li>나</li></div>", "3:16", "<li> stands in <div>, and not in <menu> or <ol> or <ul>"),
        ("<h1>가</h1><table><td>나</td></table>", "3:18", "<td> stands in <table>, and not in <tr>"),
        ("<h1>가</h1><span><p>나</p></span>", "3:17", "<p> stands in <span>, which holds words alone"),
        ('<h1>가</h1><a href="x">나<a href="y">다</a></a>', "3:24", "<a> stands in another <a>"),
        ("<h1>가</h1><h3>나</h3>", "3:11", "<h3> follows <h1>"),
        ("<h2>가</h2><h1>나</h1>", "3:1", "the first heading is <h2>"),
        ('<h1>가</h1><img src="a.svg">', "3:11", '<img> has no text in its place: alt ("" where it only adorns)'),
        ('<h1>가</h1><p class="a" class="b">나</p>', "3:11", "<p> has the attribute 'class' twice"),
        ("<h1>가</h1><p title='나>다</p>", "3:11", "a tag begins here that cannot be read"),
        ("<p>나</p>", "1:1", "the page has no <h1>"),
    ],
)  # fmt: skip
def test_each_fault_is_told_at_its_place(body: str, place: str, message: str) -> None:
    assert f"x.html:{place}: error: {message}" in faults(body)


def test_each_is_the_only_one() -> None:
    """One oversight, one message: what stands around it is right."""
    assert faults("<h1>가</h1><section><p>나</section>") == []
    assert faults("<h1>가</h1><artcle>나</artcle>") == ["x.html:3:11: error: there is no element <artcle>"]
    assert len(faults("<h1>가</h1><div><b>나</div>")) == 1
    assert len(faults("<h1>가</h1><p>나<div>다</div></p>")) == 1


@pytest.mark.parametrize(
    ("given", "place", "message"),
    [
        ({"head": ""}, "1:1", "the page has no title"),
        ({"head": "<title> </title>"}, "2:23", "the title is empty"),
        ({"html": "<html>"}, "2:1", "<html> does not say its language: lang"),
        ({"html": '<html lang=" ">'}, "2:1", "<html> does not say its language: lang"),
    ],
)
def test_faults_of_the_head(given: dict[str, str], place: str, message: str) -> None:
    assert faults("<h1>가</h1>", **given) == [f"x.html:{place}: error: {message}"]


def test_what_the_pages_policy_forbids_does_nothing() -> None:
    """A theme that replaces the policy by one that allows it may."""
    body = '<h1>가</h1><p style="color:red" onclick="x()">나</p>'
    head = "<title>가</title>"
    assert faults(body, head=POLICY + head) == [
        "x.html:3:11: error: style does nothing: the page's own policy forbids it"
    ]
    assert faults("<h1>가</h1>", head=POLICY + head + "<style>p{}</style>") != []
    assert faults(body, head=POLICY.replace("'self'", "'self' 'unsafe-inline'") + head) == []
    assert faults(body, head=head) == []


def test_a_page_without_its_type_and_one_that_ends_too_early() -> None:
    source = source_of(b'<html lang="ko"><title>a</title><main><h1>a</h1><section>')
    assert [str(fault) for fault in markup_faults(source, page_in(source), "x.html")] == [
        "x.html:1:1: error: the page does not begin with <!DOCTYPE html>",
        "x.html:1:33: error: <main> is not closed",
        "x.html:1:49: error: <section> is not closed",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li>가<li>나</ul><dl><dt>다<dd>라<dd>마</dl>",
        "<table><caption>가</caption><tr><th>나<td>다<tr><td>라</table>",
        "<p>가<p>나<ul><li><p>다</ul>",
        "<p>가<br>나<br/>다<img alt='' src=a></p>",
        '<svg viewBox="0 0 1 1"><rect width="1"/><g><path d="M0"></path></g><title>가</title></svg><p>나</p>',
        "<x-map>가</x-map><details><summary>나</summary><p>다</p></details>",
        '<p>1 < 2 & 3</p><!-- <b> --><script type=\'application/ld+json\'>{"a": "<b>"}</script>',
        '<a href="x"><h2>가</h2></a><ins><p>나</p></ins>',
        "<p hidden title=가 data-x='\"'>나</p>",
    ],
)
def test_what_the_standard_lets_be(body: str) -> None:
    """Ends that may be left out, drawings, elements of one's own, signs that are no tags."""
    assert faults(f"<h1>가</h1>{body}") == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_our_own_pages_are_sound(language: str) -> None:
    for url, content in rendered(language).items():
        if url.endswith(".html"):
            source = source_of(content)
            assert [str(fault) for fault in markup_faults(source, page_in(source), url)] == []
