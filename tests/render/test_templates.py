"""Templates: overriding, faults with their line, links, assets."""

from pathlib import Path

import pytest

from sitegen.compose import pages_of
from sitegen.errors import Place, TemplateError
from sitegen.model.site import Page
from sitegen.render import Renderer, default_templates
from sitegen.render.links import link, outside
from tests.compose.sample import briefing

PAGE = Page("a/x/index.html", "article.html", {"url": "a/x/index.html", "title": "제목", "names": ["가"]})


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_users_template_takes_the_place(tmp_path: Path) -> None:
    """The first folder that has a name wins; what it extends still comes from the site's own."""
    _write(tmp_path, "article.html", "<p>{{ title }}</p>\n")
    assert Renderer((tmp_path,)).page(PAGE) == "<p>제목</p>\n".encode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ one.title }} {{ one['title'] }} {{ one.get('title') }}", "가 가 가"),
        ("{{ one.items is callable }} {{ one['items'] | length }}", "True 2"),  # the method of dicts, then the value
        ("{% for key, value in one.pairs.items() %}{{ key }}{{ value }}{% endfor %}", "b1"),
        ("{% macro m(a, b='나') %}{{ a }}{{ b }}{% endmacro %}{{ m('<') }} {{ m(b='다', a='라') }}", "&lt;나 라다"),
        ("{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}<b>{% endcall %}", "[<b>]"),
        ("{% macro m() %}{{ varargs }}{{ kwargs.x }}{% endmacro %}{{ m(1, x=2) }}", "(1,)2"),
        ("{{ one.none is defined }} {{ one.title.upper() }} {{ w.format(n=3) }}", "False 가 3건"),
    ],
)
def test_templates_read_values_as_jinja_has_it(tmp_path: Path, text: str, shown: str) -> None:
    """The short ways to a dict's value and into a macro lead where the long ones do."""
    _write(tmp_path, "x.html", text)
    context = {"url": "x.html", "one": {"title": "가", "items": [1, 2], "pairs": {"b": 1}}, "w": "{n}건"}
    assert Renderer((tmp_path,)).page(Page("x.html", "x.html", context)).decode() == shown


def test_words_are_escaped(tmp_path: Path) -> None:
    """A value is text, never markup."""
    _write(tmp_path, "article.html", "{{ title }}")
    page = Page("x.html", "article.html", {"url": "x.html", "title": "<b>&"})
    assert Renderer((tmp_path,)).page(page) == b"&lt;b&gt;&amp;"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("<p>\n{{ titel }}", 2, "'titel' is undefined"),
        ("<p>\n\n{% if title %}", 3, "not a template: Unexpected end of template"),
        ("{{ title }\n", 1, "not a template: unexpected '}'"),
        ("\n{{ names.first.second }}", 2, "has no attribute 'first'"),
        ("\n\n{{ title + 1 }}", 3, "cannot be rendered: TypeError"),
        ("\n{% include 'none.html' %}", 2, "there is no template 'none.html'"),
        ("\n{{ 1 / 0 }}", 2, "cannot be rendered: ZeroDivisionError"),
        ("{{ title | nofilter }}", 1, "No filter named 'nofilter'"),
    ],
)
def test_faults_name_their_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    """Whatever a template does wrong, the error says where and what to look at."""
    path = _write(tmp_path, "article.html", text)
    with pytest.raises(TemplateError) as caught:
        Renderer((tmp_path,)).page(PAGE)
    fault = caught.value
    assert message in fault.message
    assert fault.place is not None
    assert (fault.place.path, fault.place.line) == (path.as_posix(), line)
    assert fault.hint


def test_the_printed_error(tmp_path: Path) -> None:
    """An unknown name prints the names that the page has."""
    path = _write(tmp_path, "article.html", "{{ titel }}")
    with pytest.raises(TemplateError) as caught:
        Renderer((tmp_path,)).page(PAGE)
    assert str(caught.value) == (
        f"{path.as_posix()}:1:1: error: 'titel' is undefined\n  hint: this page is given: names, title, url"
    )


def test_a_fault_in_an_included_template_is_its_own(tmp_path: Path) -> None:
    """The place is the file with the fault, not the one that includes it."""
    _write(tmp_path, "article.html", "\n\n{% include 'piece.html' %}")
    piece = _write(tmp_path, "piece.html", "\n{{ nothing }}")
    with pytest.raises(TemplateError) as caught:
        Renderer((tmp_path,)).page(PAGE)
    assert caught.value.place is not None
    assert (caught.value.place.path, caught.value.place.line) == (piece.as_posix(), 2)


def test_a_template_that_is_no_text(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are an error with a hint, not a crash."""
    (tmp_path / "article.html").write_bytes(b"\xff\xfe")
    with pytest.raises(TemplateError, match="cannot be read") as caught:
        Renderer((tmp_path,)).page(PAGE)
    assert caught.value.hint == "save it as UTF-8"


@pytest.mark.parametrize("name", ["../secret.html", "a/../../secret.html", "/etc/passwd", "a\\..\\b.html", ""])
def test_templates_stay_in_their_folders(tmp_path: Path, name: str) -> None:
    """No name leads out of the folders."""
    _write(tmp_path, "secret.html", "secret")
    with pytest.raises(TemplateError):
        Renderer((tmp_path / "templates",)).page(Page("x.html", name, {"url": "x.html"}))


def test_assets_come_from_the_first_folder_that_has_them(tmp_path: Path) -> None:
    """A user's style sheet takes the place of ours, new files are added, editors' leftovers are not."""
    _write(tmp_path, "assets/site.css", "body{}")
    _write(tmp_path, "assets/fonts/a.woff2", "x")
    _write(tmp_path, "assets/.site.css.swp", "x")
    _write(tmp_path, "assets/site.css~", "x")
    assets = Renderer((tmp_path,)).assets()
    assert assets["assets/site.css"] == b"body{}"
    assert sorted(assets) == [
        "assets/favicon.svg",
        "assets/fonts/a.woff2",
        "assets/minisearch.LICENSE",
        "assets/print.css",
        "assets/search.js",
        "assets/site.css",
    ]


def test_the_digest_sees_every_template_that_a_page_uses(tmp_path: Path) -> None:
    """One byte changed in one of them changes it, another template does not; the same templates give the same."""
    before = {name: Renderer((tmp_path,)).digest(name) for name in ("index.html", "about.html")}
    assert before == {name: Renderer().digest(name) for name in before}
    _write(tmp_path, "parts.html", "{# other #}")  # imported by the home page
    after = {name: Renderer((tmp_path,)).digest(name) for name in before}
    assert after["index.html"] != before["index.html"]
    assert after["about.html"] == before["about.html"]
    _write(tmp_path, "base.html", "{# other #}")
    assert Renderer((tmp_path,)).digest("about.html") != before["about.html"]


@pytest.mark.parametrize(
    "tag",
    [
        "{% include 'x/part.html' %}",
        '{%- include "x/part.html" ignore missing with context -%}',
        "{% from 'x/part.html' import row %}",
        "{% import\n  'x/part.html' as x %}",
        "{% include chosen %}",
        "{% include 'x/' ~ chosen %}",
        "{% include ['x/none.html', chosen] %}",
        "{% extends 'a.html' if chosen else 'x/part.html' %}",
    ],
)
def test_the_digest_follows_every_way_of_using_another_template(tmp_path: Path, tag: str) -> None:
    """Also where the name is known at the last moment only: then every template counts."""
    _write(tmp_path, "404.html", tag)
    _write(tmp_path, "x/part.html", "one")
    before = Renderer((tmp_path,)).digest("404.html")
    _write(tmp_path, "x/part.html", "two")
    assert Renderer((tmp_path,)).digest("404.html") != before


def test_the_digest_sees_a_template_that_comes_and_goes(tmp_path: Path) -> None:
    _write(tmp_path, "404.html", "{% include 'x.html' ignore missing %}")
    before = Renderer((tmp_path,)).digest("404.html")
    _write(tmp_path, "x.html", "")
    assert Renderer((tmp_path,)).digest("404.html") != before


def test_the_sites_own_templates_are_found() -> None:
    """They lie beside the package or inside it."""
    assert (default_templates() / "base.html").is_file()


@pytest.mark.parametrize(
    ("page", "target", "address"),
    [
        ("index.html", "a/x/index.html#s1", "a/x/index.html#s1"),
        ("a/x/index.html", "index.html", "../../index.html"),
        ("a/x/index.html", "a/y/index.html", "../y/index.html"),
        ("a/x/index.html", "a/x/index.html#s1", "#s1"),
        ("a/x/index.html", "a/x/index.html", "index.html"),
        ("index.html", "index.html", "index.html"),
        ("p/한글/index.html", "assets/site.css", "../../assets/site.css"),
        ("index.html", "o/A & B?#1/index.html", "o/A%20&%20B%3F#1/index.html"),
        ("a/x/index.html", "a", ".."),
        ("a/x/index.html", "a/x", "."),
        ("a/x/index.html", "./a//y/../z/.", "../z"),
        ("a/x/index.html", "a/.well/..z", "../.well/..z"),
        ("", "a/x/index.html", "a/x/index.html"),
    ],
)
def test_links_are_relative_and_end_in_a_file(page: str, target: str, address: str) -> None:
    """So the site opens from a disk and under any path."""
    assert link(page, target) == address


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.com/a?b=1", "https://example.com/a?b=1"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        (" HTTPS://example.com", "HTTPS://example.com"),
        ("//example.com", ""),
        ("data:text/html,x", ""),
        ("", ""),
    ],
)
def test_only_the_web_and_mailboxes_are_outside(url: str, kept: str) -> None:
    """A seed's own address is shown as a link only where it is one."""
    assert outside(url) == kept


def test_a_users_template_builds_on_the_one_whose_place_it_takes(tmp_path: Path) -> None:
    """``sitegen/NAME`` is ours, also under the user's own file of that name: every page has what it adds."""
    _write(tmp_path, "base.html", '{% extends "sitegen/base.html" %}{% block head %}<meta name="x">{% endblock %}')
    page = next(page for page in pages_of(briefing("ko")) if page.template == "about.html")
    changed, own = Renderer((tmp_path,)).page(page), Renderer().page(page)
    assert b'<meta name="x">' in changed
    assert changed.replace(b'<meta name="x">', b"") == own


def test_a_users_macros_take_the_place(tmp_path: Path) -> None:
    """parts.html is taken whole: a copy with one macro changed shows on every page that calls it."""
    text = (default_templates() / "parts.html").read_text(encoding="utf-8")
    changed = text.replace("{{ said }}</time>", "{{ said }}!</time>")
    assert changed != text
    _write(tmp_path, "parts.html", changed)
    page = next(page for page in pages_of(briefing("ko")) if page.template == "index.html")
    shown = Renderer((tmp_path,)).page(page)
    assert b"!</time>" in shown
    assert shown.replace(b"!</time>", b"</time>") == Renderer().page(page)


def test_a_page_may_call_our_macros_and_one_of_its_own(tmp_path: Path) -> None:
    """Where only one page is to look otherwise."""
    _write(
        tmp_path,
        "about.html",
        '{% import "sitegen/parts.html" as parts with context %}'
        '{% macro time(when) %}[{{ when.label }}]{% endmacro %}{{ time(d) }}{{ parts.badges([{"look": "a", "word": "나"}]) }}',
    )
    page = Page("x.html", "about.html", {"url": "x.html", "d": {"label": "12일"}, "w": {}, "as_of": {}})
    assert '[12일]<span class="b a">나</span>' in Renderer((tmp_path,)).page(page).decode()


def test_a_template_that_extends_itself_is_told_the_way_out(tmp_path: Path) -> None:
    """Jinja finds the same file again, and again."""
    path = _write(tmp_path, "base.html", '\n{% extends "base.html" %}')
    _write(tmp_path, "article.html", '{% extends "base.html" %}')
    with pytest.raises(TemplateError, match="builds on itself") as caught:
        Renderer((tmp_path,)).page(PAGE)
    assert caught.value.place == Place(path.as_posix(), 2)
    assert '{% extends "sitegen/base.html" %}' in caught.value.hint


def test_the_digest_sees_our_own_template_behind_the_users(tmp_path: Path) -> None:
    """The user's page stays the same, and what it builds on changes."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    _write(theirs, "404.html", '{% extends "sitegen/404.html" %}')
    _write(theirs, "about.html", "{% extends chosen %}")
    digests = []
    for text in ("one", "two"):
        _write(ours, "404.html", text)
        renderer = Renderer((theirs,))
        renderer.folders = (theirs, ours)
        digests.append((renderer.digest("404.html"), renderer.digest("about.html"), renderer.digest_of_all()))
    assert all(one != two for one, two in zip(*digests, strict=True))


def test_what_is_wrong_with_templates_before_a_page_meets_them(tmp_path: Path) -> None:
    """All of the user's at once, also one that no page uses; what is right is silent."""
    wrong = _write(tmp_path, "a.html", "\n{% if %}")
    _write(tmp_path, "b/c.html", "{{ fine }}")
    (tmp_path / "d.html").write_bytes(b"\xff")
    places = [fault.place for fault in Renderer((tmp_path,)).syntax_faults()]
    assert places == [Place(wrong.as_posix(), 2), Place((tmp_path / "d.html").as_posix(), 1)]
    assert Renderer().syntax_faults() == []
