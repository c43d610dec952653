"""The checker finds what it promises to find: each kind of fault, planted once, is told once."""

import pytest

from sitegen.build.check import page_faults, page_of
from sitegen.build.check.links import address_faults

GOOD = {
    "index.html": '<p data-fact="a/1">공장 준공 <a class="ev" href="a/x/index.html#s1">근거</a></p>',
    "a/x/index.html": '<a href="../../index.html">처음</a><p><span id="s1">공장을 준공했다.</span></p>',
    "404.html": '<a href="/index.html">처음</a>',
}


def faults(changed: dict[str, str], root: str = "") -> list[str]:
    pages = {address: page_of(html.encode()) for address, html in {**GOOD, **changed}.items()}
    return [str(fault) for fault in page_faults(pages, set(pages), "output", root)]


def test_a_good_site_has_no_fault() -> None:
    assert faults({}) == []


@pytest.mark.parametrize(
    ("page", "html", "message"),
    [
        ("index.html", '<a href="gone.html">x</a>', "output/index.html:1:1: error: the link leads nowhere: gone.html"),
        ("a/x/index.html", '<p id="s1"></p>\n<img src="no.svg">',
         "output/a/x/index.html:2:1: error: the link leads nowhere: no.svg"),
        ("index.html", '<a href="a/x/index.html#s9">x</a>',
         "output/index.html:1:1: error: the anchor does not exist: a/x/index.html#s9"),
        ("index.html", '<a href="#top">x</a>', "output/index.html:1:1: error: the anchor does not exist: #top"),
        ("index.html", '<p>\n <b data-fact="a/1"><a class="ev" href="a/x/index.html#s1">근거</a></b> <i data-fact="a/2"></i>',
         "output/index.html:2:71: error: the fact a/2 has no evidence to go to"),
        ("index.html", '<!-- <a href="gone.html"> --><script>"<a href=x>"</script><a title=">" href=\'gone.html\'>x</a>',
         "output/index.html:1:59: error: the link leads nowhere: gone.html"),
        ("index.html", '<p data-fact="a/1">공장 준공</p>',
         "output/index.html:1:1: error: the fact a/1 has no evidence to go to"),
        ("index.html", '<p data-fact="a/1"><a class="ev" href="a/x/index.html">근거</a></p>',
         "output/index.html:1:1: error: the fact a/1 has no evidence to go to"),
        ("index.html", '<p data-fact="a/1"></p><a class="ev" href="a/x/index.html#s1">옆 사실의 근거</a>',
         "output/index.html:1:1: error: the fact a/1 has no evidence to go to"),
        ("index.html", '<p id="a"></p><p id="a"></p>', "output/index.html:1:15: error: the id 'a' stands twice"),
    ],
)  # fmt: skip
def test_each_fault_is_told(page: str, html: str, message: str) -> None:
    assert faults({page: html}) == [message]


def test_links_that_leave_the_site_are_not_ours_to_check() -> None:
    assert faults({"index.html": '<a href="https://example.com/x">x</a><a href="mailto:a@b.kr">x</a>'}) == []


def test_a_site_under_a_path_links_from_there() -> None:
    """404.html is served anywhere, so its links start at the host's root, where the site's address puts it."""
    assert faults({"404.html": '<a href="/desk/index.html">처음</a>'}, root="/desk") == []
    assert faults({"404.html": '<a href="/index.html">처음</a>'}, root="/desk") != []


def test_korean_addresses_may_be_written_either_way() -> None:
    """가나.html and %EA%B0%80%EB%82%98.html are one file."""
    pages = {"가나.html": "", "index.html": '<a href="%EA%B0%80%EB%82%98.html">x</a><a href="가나.html">x</a>'}
    assert faults(pages) == []


URL = "https://briefing.naru.kr/desk"
MACHINES = {
    "changes.xml": '<feed>\n<link href="{}"/></feed>',
    "feed.json": '{{"a":\n"{}"}}',
    "upcoming.ics": "BEGIN:VCALENDAR\r\nURL:{}\r\n",
    "facts.csv": '"주소"\n"{}"',
    "robots.txt": "User-agent: *\nSitemap: {}\n",
    "index.html": '<p>\n<meta property="og:url" content="{}">',
}


def addresses(name: str, link: str) -> list[str]:
    files = {**GOOD, name: MACHINES[name].format(link)}
    contents = {address: text.encode() for address, text in files.items()}
    pages = {address: page_of(content) for address, content in contents.items() if address.endswith(".html")}
    return [str(fault) for fault in address_faults(contents, pages, set(files), "output", URL)]


@pytest.mark.parametrize("name", MACHINES)
def test_addresses_for_machines_arrive_too(name: str) -> None:
    """Every sort of file that holds whole addresses: pages, folders, anchors, the root; what is elsewhere is not ours."""
    for good in ("/a/x/index.html", "/a/x/", "/a/x/#s1", "", "/", "/?q=a"):
        assert addresses(name, URL + good) == []
    for others in ("https://briefing.naru.kr/desk2/x", "https://example.com/x", "tag:briefing.naru.kr,2026:x"):
        assert addresses(name, others) == []
    (gone,) = addresses(name, f"{URL}/a/gone/")
    assert gone.startswith(f"output/{name}:2:")
    assert gone.endswith(f": error: the link leads nowhere: {URL}/a/gone/")
    assert addresses(name, f"{URL}/a/x/#s9")[0].endswith(f"the anchor does not exist: {URL}/a/x/#s9")


def test_a_calendars_folded_line_is_one_address() -> None:
    """RFC 5545 breaks it after 75 bytes."""
    assert addresses("upcoming.ics", f"{URL}/a/\r\n x/") == []
    assert addresses("upcoming.ics", f"{URL}/a/x\r\n y/") != []
