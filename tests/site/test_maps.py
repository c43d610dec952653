"""What search engines are handed: every page once, its day where it is known, the news of two days."""

from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import quote
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import xmlschema

from sitegen.compose import maps, pages_of
from sitegen.compose.desk import desk_of
from sitegen.compose.maps import map_pages
from sitegen.model.site import Briefing, Page
from sitegen.render import Renderer
from tests.compose.sample import briefing, linked, plant
from tests.site.conftest import rendered
from tests.tools import npm_file

ROOT = "https://briefing.example/naru/"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def pages(source: Briefing) -> dict[str, Page]:
    return {page.url: page for page in pages_of(source)}


def urls(content: bytes) -> dict[str, str | None]:
    """The addresses of a sitemap with their days."""
    found = [
        (url.findtext(f"{MAP}loc") or "", url.findtext(f"{MAP}lastmod")) for url in ElementTree.fromstring(content)
    ]
    assert len(found) == len(dict(found)), "an address twice"
    return dict(found)


def test_the_sitemap_is_valid_by_its_own_schema(files: dict[str, bytes]) -> None:
    schema = xmlschema.XMLSchema(str(npm_file("sitemap", "schema/sitemap.xsd")))
    schema.validate(files["sitemap.xml"].decode())
    assert not schema.is_valid(files["sitemap.xml"].decode().replace("2026-02-20", "yesterday")), "it can fail"


def test_every_page_stands_in_it_once() -> None:
    """By the address under which a host serves it; the page of what is missing has none."""
    wanted = {
        ROOT + quote(url.removesuffix("index.html"))
        for url in rendered("ko")
        if url.endswith(".html") and url != "404.html"
    }
    assert urls(rendered("ko")["sitemap.xml"]).keys() == wanted


def test_days_are_those_of_the_articles() -> None:
    """Of a story, a name and the briefing the newest article's; none where no day is known, and for lists."""
    days = urls(rendered("ko")["sitemap.xml"])
    assert days[ROOT] == days[f"{ROOT}s/naru-hydrogen/"] == "2026-03-12T18:02:00+09:00"
    assert days[f"{ROOT}a/2026-02-20-quiet/"] == days[f"{ROOT}o/{quote('라온제지')}/"] == "2026-02-20"
    assert days[f"{ROOT}a/clip-without-date/"] is None
    assert days[f"{ROOT}about/"] is None


def test_news_are_those_of_two_days() -> None:
    """The reference day's and those of the day before, each once, with what Google asks for."""
    source = briefing()
    model = plant()
    articles = []
    for number, age in enumerate((-1, 0, 1, 2, 300)):
        day = date(2026, 3, 10) - timedelta(days=age)
        article = replace(model.article, id=f"n{number}", slug=f"n{age}", published=day, published_at=None)
        articles.append(replace(model, article=article))
    content = Renderer().page(pages(linked(tuple(articles), source.site, date(2026, 3, 10)))["news-sitemap.xml"])
    root = ElementTree.fromstring(content)
    assert list(urls(content)) == [f"{ROOT}a/n0/", f"{ROOT}a/n1/"]
    (told, _) = root.iter(f"{NEWS}news")
    assert [(node.tag.removeprefix(NEWS), node.text) for node in told.iter() if node.text and node.text.strip()] == [
        ("name", "나루 브리핑"),
        ("language", "ko"),
        ("publication_date", "2026-03-10"),
        ("title", model.article.title),
    ]


def test_where_there_is_no_news_there_is_no_map_of_it() -> None:
    late = pages(replace(briefing(), as_of=date(2026, 6, 1)))
    assert "news-sitemap.xml" not in late
    assert late["robots.txt"].context["sitemaps"] == [f"{ROOT}sitemap.xml"]
    assert "news-sitemap.xml" not in pages(replace(briefing(), as_of=None))


def test_robots_name_the_maps_and_shut_nobody_out() -> None:
    robots = RobotFileParser()
    robots.parse(rendered("ko")["robots.txt"].decode().splitlines())
    assert robots.site_maps() == [f"{ROOT}sitemap.xml", f"{ROOT}news-sitemap.xml"]
    assert robots.can_fetch("*", ROOT)


def test_more_addresses_than_a_map_may_hold_are_several_maps() -> None:
    entries = [(f"{ROOT}a/{number}/", "") for number in range(2 * maps.MOST_ADDRESSES + 1)]
    found = {page.url: page for page in map_pages(desk_of(briefing()), entries)}
    assert [len(found[f"sitemap-{number}.xml"].context["urls"]) for number in (1, 2, 3)] == [
        maps.MOST_ADDRESSES,
        maps.MOST_ADDRESSES,
        1,
    ]
    index = Renderer().page(found["sitemap.xml"])
    assert list(urls(index)) == [f"{ROOT}sitemap-{number}.xml" for number in (1, 2, 3)]
    assert ElementTree.fromstring(index).tag == f"{MAP}sitemapindex"


def test_without_an_address_there_are_none() -> None:
    found = pages(replace(briefing(), site=replace(briefing().site, url="")))
    assert not {"sitemap.xml", "news-sitemap.xml", "robots.txt"} & found.keys()
