"""What pages say of themselves to search engines and messengers: true, valid by the vocabulary, and small."""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sitegen.compose import pages_of
from sitegen.compose.desk import desk_of
from sitegen.compose.ld import event_of
from sitegen.model.facts import Basis, Certainty, Event, Precision, Status, When
from sitegen.model.site import Briefing, Entry, FactRef, Relation, RelationType
from sitegen.render import Renderer
from tests.compose.sample import briefing
from tests.site.conftest import rendered
from tests.site.tree import tree
from tests.tools import MODULES, npm_file

ROOT = "https://briefing.example/naru/"
PAGES = sorted(url for url in rendered("ko") if url.endswith(".html"))
ARTICLE = "a/2026-03-12-haeon-plant/index.html"
_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graph(content: bytes) -> list[dict[str, Any]]:
    """The things that a page says of itself."""
    (data,) = _DATA.findall(content.decode())
    told = json.loads(data)
    assert told["@context"] == "https://schema.org"
    things: list[dict[str, Any]] = told["@graph"]
    return things


def of_type(content: bytes, kind: str) -> list[dict[str, Any]]:
    return [one for one in graph(content) if one["@type"] == kind]


def metas(content: bytes) -> dict[str, str]:
    nodes = [node.attributes for node in tree(content).all("meta")]
    return {node.get("property") or node.get("name") or "": node["content"] for node in nodes if "content" in node}


def without_address() -> dict[str, bytes]:
    """The pages of the sample where nobody knows where it will stand."""
    renderer = Renderer()
    source = replace(briefing(), site=replace(briefing().site, url=""))
    return {page.url: renderer.page(page) for page in pages_of(source)}


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def compiled(things: list[Any], folder: Path) -> str:
    """What TypeScript says of *things* by the vocabulary's types: every property and every value of it."""
    script = folder / "things.ts"
    rows = ",\n".join(
        json.dumps({"@context": "https://schema.org", "@graph": one}, ensure_ascii=False) for one in things
    )
    script.write_text(
        f"import type {{ Graph }} from 'schema-dts';\nexport const said: Graph[] = [\n{rows}\n];\n", "utf-8"
    )
    npm_file("schema-dts", "dist/schema.d.ts")
    command = ["node", str(npm_file("typescript", "bin/tsc")), "--noEmit", "--strict", "--skipLibCheck",
               "--module", "node16", "--moduleResolution", "node16", "--baseUrl", str(MODULES), str(script)]  # fmt: skip
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    return done.stdout + done.stderr


def test_everything_that_is_said_is_in_the_vocabulary(tmp_path: Path) -> None:
    """Types, their properties, and the values that these may have: of all pages, in both languages, with and without an
    address."""
    sites = (rendered("ko"), rendered("en"), without_address())
    told = [graph(site[url]) for site in sites for url in PAGES if url != "404.html"]
    assert {one["@type"] for some in told for one in some} == {
        "WebSite", "ItemList", "Event", "BreadcrumbList", "NewsArticle", "Quotation", "DefinedTerm", "Person",
        "Organization",
    }  # fmt: skip
    assert compiled(told, tmp_path) == ""
    wrong = [
        [{"@type": "NewsArticle", "headlien": "x"}],
        [{"@type": "Event", "eventStatus": "https://schema.org/Gone"}],
    ]
    said = compiled(wrong, tmp_path)
    assert "'\"headlien\"' does not exist" in said
    assert "schema.org/Gone" in said


def test_every_page_says_where_it_stands(files: dict[str, bytes]) -> None:
    """Its address, its language, its name, and the way to it from the front page."""
    for url in PAGES:
        page = tree(files[url])
        links = [node.attributes["href"] for node in page.all("link") if node.attributes["rel"] == "canonical"]
        told = metas(files[url])
        if url == "404.html":
            assert links == []
            assert "og:url" not in told
            assert not _DATA.search(files[url].decode())
            continue
        assert links == [told["og:url"]], url
        assert links[0].startswith(ROOT)
        assert told["og:title"]
        assert told["og:description"] == told["description"]
        assert told["og:locale"] == {"ko": "ko_KR", "en": "en_US"}[page.all("html")[0].attributes["lang"]]
        assert told["og:image"].removeprefix(ROOT) in files
        assert told["twitter:card"] == "summary_large_image"
        way = of_type(files[url], "BreadcrumbList")
        steps = way[0]["itemListElement"] if way else []
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert (not steps) == (url == "index.html")
        assert not steps or (steps[0]["item"], steps[-1]["item"]) == (ROOT, links[0])


def test_an_article_is_not_said_to_be_the_sites_own() -> None:
    """It has a source with its publisher and its author; the site publishes the page, and claims no check of facts."""
    (told,) = of_type(rendered("ko")[ARTICLE], "NewsArticle")
    assert told["isBasedOn"] == {
        "@type": "NewsArticle",
        "url": "https://example.com/naru/1",
        "publisher": {"@type": "Organization", "name": "새나루일보"},
        "author": {"@type": "Person", "name": "은채원"},
    }
    assert "author" not in told
    assert told["datePublished"] == "2026-03-12T18:02:00+09:00"
    assert metas(rendered("ko")[ARTICLE])["article:published_time"] == told["datePublished"]
    (undated,) = of_type(rendered("ko")["a/clip-without-date/index.html"], "NewsArticle")
    assert not {"datePublished", "dateModified", "isBasedOn"} & undated.keys()
    assert "ClaimReview" not in b"".join(rendered("ko").values()).decode("utf-8", "replace")


def test_an_article_that_was_changed_says_when() -> None:
    first, *others = briefing().articles
    later = replace(first, article=replace(first.article, updated=date(2026, 3, 15)))
    pages = {page.url: page for page in pages_of(replace(briefing(), articles=(later, *others)))}
    content = Renderer().page(pages[ARTICLE])
    assert metas(content)["article:modified_time"] == "2026-03-15"
    assert of_type(content, "NewsArticle")[0]["dateModified"] == "2026-03-15"
    assert "article:modified_time" not in metas(rendered("ko")[ARTICLE])


def test_lists_quotes_and_terms_are_told_with_their_evidence() -> None:
    home = rendered("ko")["index.html"]
    (listed,) = of_type(home, "ItemList")
    names = [one["name"] for one in listed["itemListElement"]]
    headlines = [node.text for node in tree(home).all("ol", "lead")[0].all("h3")]
    assert len(names) == len(headlines)
    # Nothing stands beside them, so that they say themselves how sure they are.
    assert all(name.startswith(headline) for name, headline in zip(names, headlines, strict=True))
    assert names[0].endswith(" (예정 · 발표)")
    (quote,) = of_type(rendered("ko")["p/서도윤/index.html"], "Quotation")
    assert quote["creator"] == {"@type": "Person", "name": "서도윤"}
    (term,) = of_type(rendered("ko")["terms/index.html"], "DefinedTerm")
    assert (term["name"], term["description"]) == ("수소터빈", "수소를 태운 열로 돌리는 발전기")
    ids = [node.attributes.get("id") for node in tree(rendered("ko")[ARTICLE]).walk()]
    for one in (*listed["itemListElement"][:2], quote, term):
        assert one["url"].startswith(f"{ROOT}a/2026-03-12-haeon-plant/#")
        assert one["url"].partition("#")[2] in ids


def test_words_of_a_seed_cannot_leave_their_place() -> None:
    """Marks of HTML and the two line ends that are none in JSON; an address of no web is no source."""
    first, *others = briefing().articles
    title = "</script><!--<script>&\u2028\u2029"
    odd = replace(first, article=replace(first.article, title=title))
    pages = {page.url: page for page in pages_of(replace(briefing(), articles=(odd, *others)))}
    content = Renderer().page(pages[ARTICLE])
    (data,) = _DATA.findall(content.decode())
    assert not re.search("[<>&\u2028\u2029]", data)
    assert of_type(content, "NewsArticle")[0]["headline"] == title
    assert len(tree(content).all("script")) == 1
    hostile = rendered("ko")["a/2026-03-10-hostile/index.html"]
    assert "url" not in of_type(hostile, "NewsArticle")[0]["isBasedOn"]


def test_a_site_without_an_address_says_no_absolute_one() -> None:
    """What needs one is left out; the rest is said."""
    for url, content in without_address().items():
        if url.endswith(".html"):
            told = metas(content)
            assert not {"og:url", "og:image", "og:image:alt"} & told.keys(), url
            assert told["twitter:card"] == "summary"
            assert "og:title" in told
            assert not [
                node for node in tree(content).all("link") if node.attributes["rel"] in ("canonical", "alternate")
            ]
            assert url == "404.html" or [one for one in graph(content) if "url" not in one]
            said = [one for one in strings(graph(content) if url != "404.html" else []) if "briefing.example" in one]
            assert said == []
        assert not url.endswith((".png", ".xml"))


def test_absolute_addresses_stand_where_a_standard_wants_them(files: dict[str, bytes]) -> None:
    for url in PAGES:
        text = _DATA.sub("", files[url].decode())
        text = re.sub(r'<link rel="canonical" [^>]*>|<meta property="og:(?:url|image)" [^>]*>', "", text)
        assert "briefing.example" not in text, url


def dated(value: str, precision: Precision = Precision.DAY, mod: str | None = None) -> When:
    day = date.fromisoformat(value[:10]) if len(value) >= 10 else None
    return When(value, precision, day, day, mod)


@cache
def model() -> Entry:
    return next(one for one in briefing().entries if one.headline == "나루시의회, 수소발전소 동의안 처리")


@pytest.mark.parametrize(
    ("when", "start"),
    [
        (dated("2026-03-20"), "2026-03-20"),
        (dated("2026-03-20T14:30", Precision.MINUTE), "2026-03-20T14:30"),
        (dated("2026-03-20TMO", Precision.PART), "2026-03-20"),  # a morning has no hour
        (dated("2026-03-20", mod="APPROX"), None),
        (When("2026-04", Precision.MONTH, date(2026, 4, 1), date(2026, 4, 30)), None),
        (When("2026-03-20/2026-03-22", Precision.DAY, date(2026, 3, 20), date(2026, 3, 22)), None),
        (When("../2026-03-20", Precision.DAY, None, date(2026, 3, 20)), None),
        (When("XXXX-03-20", Precision.DAY), None),
        (None, None),
    ],
)
def test_an_event_begins_on_a_day_that_was_said(when: When | None, start: str | None) -> None:
    found = event_of(desk_of(briefing()), replace(model(), when=when))
    assert (found["startDate"] if found else None) == start


@pytest.mark.parametrize(
    ("status", "basis", "told"),
    [
        (Status.PLANNED, Basis.ANNOUNCED, "https://schema.org/EventScheduled"),
        (Status.HAPPENED, Basis.WRITER, ""),
        (Status.PLANNED, Basis.UNNAMED, None),
        (Status.HAPPENED, Basis.CLAIMED, None),
        (Status.CONSIDERED, Basis.ANNOUNCED, None),
        (Status.PURSUED, Basis.ANNOUNCED, None),
        (Status.ALLEGED, Basis.ANNOUNCED, None),
        (Status.DENIED, Basis.SAID, None),
        (Status.STATED, Basis.SAID, None),
    ],
)
def test_only_what_is_sure_is_an_event(status: Status, basis: Basis, told: str | None) -> None:
    found = event_of(desk_of(briefing()), replace(model(), certainty=Certainty(status, basis)))
    assert (found.get("eventStatus", "") if found else None) == told


def test_a_plan_whose_day_has_passed_is_no_event() -> None:
    """Nobody knows whether it was held."""
    assert event_of(desk_of(replace(briefing(), as_of=date(2026, 4, 1))), model()) is None


@pytest.mark.parametrize(
    ("predicate", "status", "told"),
    [
        ("취소하다", Status.DROPPED, "https://schema.org/EventCancelled"),
        ("연기하다", Status.DROPPED, "https://schema.org/EventPostponed"),
        ("변경하다", Status.DROPPED, None),
        ("처리하다", Status.HAPPENED, None),  # that has a line and a day of its own
    ],
)
def test_a_plan_that_was_put_off_says_so(predicate: str, status: Status, told: str | None) -> None:
    """With the day that it was planned for, as the vocabulary wants it."""
    source, found = dropped(predicate, status)
    event = event_of(desk_of(source), found)
    assert (event and (event["eventStatus"], event["startDate"])) == (told and (told, "2026-02-27"))


def dropped(predicate: str, status: Status) -> tuple[Briefing, Entry]:
    """The sample, in which a briefing of residents has come to something."""
    source = briefing()
    plan = next(one for one in source.entries if one.headline == "수소발전소 주민 설명회")
    later = next(one for one in source.entries if one.headline == "나루시, 주민 설명회 취소").refs[0]
    read = next(one for one in source.articles if one.article.id == later.article)
    facts = tuple(
        replace(fact, predicate=predicate, certainty=Certainty(status, Basis.WRITER))
        if isinstance(fact, Event) and fact.id == later.fact
        else fact
        for fact in read.facts
    )
    articles = tuple(replace(read, facts=facts) if one is read else one for one in source.articles)
    relation = Relation(RelationType.OUTCOME, plan.refs[0], FactRef(later.article, later.fact), "")
    return replace(source, articles=articles, relations=(relation,)), plan
