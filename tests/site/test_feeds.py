"""The feeds of articles: read by a reader of feeds without a flaw, dated by their articles, each line with its evidence."""

import json
from dataclasses import replace
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import feedparser
import pytest

from sitegen.compose import pages_of
from sitegen.compose.feeds import _MOST
from sitegen.errors import Place
from sitegen.model.corrections import Action, Corrected, Correction
from sitegen.model.site import Briefing
from sitegen.render import Renderer
from tests.compose.sample import briefing, linked, plant, undated
from tests.site.conftest import rendered
from tests.site.tree import tree

ROOT = "https://briefing.example/naru/"
ATOM = ["changes.xml", "feed.xml", "s/naru-hydrogen/feed.xml"]
JSON = ["feed.json", "s/naru-hydrogen/feed.json"]


def files(source: Briefing) -> dict[str, bytes]:
    """The feeds of a briefing."""
    renderer = Renderer()
    return {page.url: renderer.page(page) for page in pages_of(source) if page.template in ("atom", "jsonfeed")}


def entries(content: bytes) -> list[Any]:
    return list(feedparser.parse(content).entries)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("url", ATOM)
def test_a_reader_of_feeds_finds_no_flaw(url: str, language: str) -> None:
    feed = feedparser.parse(rendered(language)[url])
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert feed.feed.id == f"{ROOT}{url}"
    assert {link.rel: link.href for link in feed.feed.links}["self"] == f"{ROOT}{url}"
    assert feed.entries
    for entry in feed.entries:
        assert entry.title
        assert entry.updated_parsed
        assert entry.link.startswith(ROOT)
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)


@pytest.mark.parametrize("url", JSON)
def test_a_json_feed_has_what_its_version_wants(url: str) -> None:
    """Required are version and title, and of an item an id and a content; dates are RFC 3339, addresses absolute."""
    feed = json.loads(rendered("ko")[url])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["feed_url"], feed["language"], feed["authors"]) == (f"{ROOT}{url}", "ko", [{"name": "나루 브리핑"}])
    assert feed["title"]
    assert feed["items"]
    for item in feed["items"]:
        assert set(item) <= {"id", "url", "external_url", "title", "summary", "content_html", "date_published",
                             "date_modified", "tags"}  # fmt: skip
        assert item["id"] == item["url"]
        assert item["url"].startswith(ROOT)
        assert "content_html" in item
        for name in ("date_published", "date_modified"):
            assert datetime.fromisoformat(item[name]).tzinfo is not None


def test_both_formats_say_the_same() -> None:
    for url, other in (("feed.xml", "feed.json"), ("s/naru-hydrogen/feed.xml", "s/naru-hydrogen/feed.json")):
        root = ElementTree.fromstring(rendered("ko")[url])
        names = [
            f"{{http://www.w3.org/2005/Atom}}{name}"
            for name in ("id", "title", "summary", "published", "updated", "content")
        ]
        said = [[one.findtext(name) for name in names] for one in root.iter("{http://www.w3.org/2005/Atom}entry")]
        keys = ("id", "title", "summary", "date_published", "date_modified", "content_html")
        assert said == [[item[key] for key in keys] for item in json.loads(rendered("ko")[other])["items"]]


def test_entries_are_dated_by_their_articles() -> None:
    """The newest first; a day without a time begins at midnight where the site is; an article without a day is no entry."""
    dates = [(entry.link.removeprefix(ROOT), entry.published) for entry in entries(rendered("ko")["feed.xml"])]
    assert dates == [
        ("a/2026-03-12-haeon-plant/", "2026-03-12T18:02:00+09:00"),
        ("a/2026-03-10-hostile/", "2026-03-10T00:00:00+09:00"),
        ("a/2026-03-09-naru-rumor/", "2026-03-09T00:00:00+09:00"),
        ("a/2026-02-20-quiet/", "2026-02-20T00:00:00+09:00"),
        ("a/2026-02-10-silent/", "2026-02-10T00:00:00+09:00"),
    ]
    assert feedparser.parse(rendered("ko")["feed.xml"]).feed.updated == "2026-03-12T18:02:00+09:00"
    story = [entry.link for entry in entries(rendered("ko")["s/naru-hydrogen/feed.xml"])]
    assert story == [f"{ROOT}a/2026-03-12-haeon-plant/", f"{ROOT}a/2026-03-09-naru-rumor/"]


def test_an_entry_changes_with_its_article_and_its_corrections() -> None:
    """What a seed says of its update counts, and the day on which a fact was corrected; not one before publication."""
    source = briefing()
    home = plant().article
    fact = plant().facts[0]
    for updated, corrected, said in (
        (None, None, "2026-03-12T18:02:00+09:00"),
        (date(2026, 3, 14), None, "2026-03-14T00:00:00+09:00"),
        (date(2026, 3, 14), date(2026, 3, 20), "2026-03-20T00:00:00+09:00"),
        (date(2026, 3, 1), None, "2026-03-12T18:02:00+09:00"),
    ):
        read = replace(plant(), article=replace(home, updated=updated))
        done = Correction(Action.HIDE, Place("x"), fact.surface, (fact.kind,), day=corrected)
        changed = replace(
            source,
            articles=(read, *source.articles[1:]),
            corrections=(Corrected(done, fact, None),) if corrected else (),
        )
        assert entries(files(changed)["feed.xml"])[0].updated == said


class _Lines(HTMLParser):
    """The lines of an entry, and the addresses that they lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag in ("li", "p"):
            self.lines.append("")
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data


def lines_of(html: str) -> _Lines:
    reader = _Lines()
    reader.feed(html)
    reader.close()
    return reader


def test_each_line_says_how_sure_it_is_and_leads_to_its_evidence() -> None:
    items = json.loads(rendered("ko")["feed.json"])["items"]
    read = lines_of(items[0]["content_html"])
    assert read.lines == [
        "해온전력, 나루항에 1조2000억원 들여 수소발전소 건설 — 예정 · 발표 · 해온전력 · 근거",
        "해온전력·나루시, 투자협약 체결 — 2026년 3월 12일 · 근거",
        "수소발전소 9월 착공 — 예정 · 2026년 9월 중 · 근거",
        "나루시의회, 수소발전소 동의안 처리 — 예정 · 2026년 3월 20일 · 근거",
        "해온전력, 2028년 하반기 첫 송전 — 예정 · 발언 · 서도윤 · 2028년 하반기 · 근거",
        "새나루일보 · 원문 보기",
    ]
    assert read.links[-1] == items[0]["external_url"] == "https://example.com/naru/1"
    for item in items:
        for link in lines_of(item["content_html"]).links:
            if link.startswith(ROOT):
                path, _, anchor = unquote(link.removeprefix(ROOT)).partition("#")
                page = tree(rendered("ko")[f"{path}index.html"])
                assert anchor in [node.attributes.get("id") for node in page.walk()], link


def test_words_of_a_seed_are_words() -> None:
    """Markup of a clipping ends nothing and runs nowhere, and an address that is none of the web is left out."""
    item = json.loads(rendered("ko")["feed.json"])["items"][1]
    read = lines_of(item["content_html"])
    assert read.tags == {"ul", "li", "b", "a", "p"}
    assert "<script>alert(3)</script>" in read.lines[1]
    assert "external_url" not in item
    assert all(urlsplit(link).scheme == "https" for link in read.links)
    assert "javascript:" not in rendered("ko")["feed.xml"].decode()


def test_a_feed_has_the_newest_fifty() -> None:
    model = plant()
    many = tuple(
        replace(model, article=replace(model.article, id=f"n{number}", slug=f"n{number}"))
        for number in range(_MOST + 9)
    )
    source = linked(many, briefing().site, date(2026, 3, 12))
    assert [len(entries(content)) for content in files(source).values() if content.startswith(b"<")] == [50, 50]


def test_without_an_address_or_a_date_there_is_no_feed() -> None:
    nowhere = replace(briefing(), site=replace(briefing().site, url=""))
    assert files(nowhere) == {}
    assert files(linked((undated(),), briefing().site, None)) == {}


def test_home_and_stories_name_their_feeds() -> None:
    for url, wanted in (
        ("index.html", ["feed.xml", "feed.json", "changes.xml"]),
        ("s/naru-hydrogen/index.html", ["feed.xml", "feed.json"]),
        ("timeline/index.html", []),
    ):
        links = [node.attributes for node in tree(rendered("ko")[url]).all("link")]
        assert [link["href"] for link in links if link["rel"] == "alternate"] == wanted, url
