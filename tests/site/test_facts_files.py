"""The facts as files: JSON that holds to its schema, and a sheet that a spreadsheet reads as it was meant."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from importlib.resources import files as resources
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.compose import pages_of
from sitegen.compose.fact_table import MOST_ARTICLES, MOST_ROWS
from sitegen.compose.spreadsheet import COLUMNS
from sitegen.compose.words_ko import KO
from sitegen.model.contract import facts_json
from sitegen.model.facts import (
    ArticleFacts,
    Basis,
    Fact,
    Precision,
    Status,
)
from sitegen.model.site import Briefing, RelationType
from sitegen.model.text import BodyMode, Role
from sitegen.render.files import written
from tests.compose.sample import briefing, linked, plant, silent
from tests.compose.ties import tied
from tests.compose.writing import Draft
from tests.site.conftest import rendered
from tests.site.tree import tree

SCHEMA = json.loads(resources("sitegen.render.files").joinpath("facts.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


def _document(source: Briefing, url: str = "facts.json") -> dict[str, Any]:
    page = next(page for page in pages_of(source) if page.url == url)
    document: dict[str, Any] = json.loads(written(page.template, page.context))
    return document


def _rows(content: bytes) -> list[dict[str, str]]:
    """The rows of a sheet by the names of the columns."""
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    keys = {word: key.removeprefix("csv_") for key, word in KO.items() if key.startswith("csv_")}
    return [{keys.get(name, name): cell for name, cell in row.items()} for row in csv.DictReader(text, strict=True)]


# --- JSON and its schema


def test_the_schema_is_a_schema() -> None:
    """It holds to the metaschema of the draft that it names."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("source", [briefing(), briefing("en"), tied()], ids=["ko", "en", "tied"])
def test_the_file_holds_to_its_schema(source: Briefing) -> None:
    """So does what is not of the site: facts as the command prints them."""
    VALIDATOR.validate(_document(source))
    VALIDATOR.validate(facts_json(source.articles))


def test_the_site_has_the_schema_that_its_file_names() -> None:
    """An editor that opens the file finds it."""
    site = rendered("ko")
    assert json.loads(site[json.loads(site["facts.json"])["$schema"]]) == SCHEMA


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("sitegen_facts",), 2),
        (("articles", 0, "published"), "12 March"),
        (("articles", 0, "facts", 0, "kind"), "rumour"),
        (("articles", 0, "facts", 0, "span"), [3]),
        (("articles", 0, "blocks", 0, "role"), "advert"),
        (("entities", 0, "kind"), "animal"),
        (("events", 0, "facts"), []),
        (("relations", 0, "type"), "rhyme"),
    ],
    ids=lambda value: "/".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_the_schema_finds_what_is_wrong(place: tuple[str | int, ...], value: object) -> None:
    """A value that no version of the contract has is refused where it stands."""
    document = _document(tied())
    home: Any = document
    for step in place[:-1]:
        home = home[step]
    home[place[-1]] = value
    faults = list(VALIDATOR.iter_errors(document))
    assert faults
    assert all(tuple(fault.absolute_path) == place[: len(fault.absolute_path)] for fault in faults)


@pytest.mark.parametrize(
    ("place", "enumeration"),
    [
        (("time", "properties", "precision"), Precision),
        (("event", "properties", "status"), Status),
        (("event", "properties", "basis"), Basis),
        (("relation", "properties", "type"), RelationType),
        (("article", "properties", "blocks", "items", "properties", "role"), Role),
    ],
)
def test_the_schema_knows_the_words_of_the_model(place: tuple[str, ...], enumeration: type[StrEnum]) -> None:
    """A word that the model gains or loses is one that the schema must learn or forget."""
    known: Any = SCHEMA["$defs"]
    for step in place:
        known = known[step]
    assert known["enum"] == [one.value for one in enumeration]


def test_the_schema_knows_every_kind_of_fact_with_its_keys() -> None:
    """What the contract writes of a fact is described key by key."""
    kinds = {kind.kind: kind for kind in Fact.__subclasses__()}
    assert set(SCHEMA["$defs"]["fact"]["properties"]["kind"]["enum"]) == set(kinds)
    written_keys: dict[str, set[str]] = {}
    for source in (briefing(), tied()):
        for article in facts_json(source.articles)["articles"]:
            for fact in article["facts"]:
                written_keys.setdefault(fact["kind"], set()).update(fact)
    assert set(written_keys) == set(kinds)
    common = set(SCHEMA["$defs"]["fact"]["required"])
    for kind, keys in written_keys.items():
        assert set(SCHEMA["$defs"][kind]["required"]) == keys - common, kind


def test_the_file_says_what_the_pages_say() -> None:
    """Every article with its page, every fact with a place that the page has; names, events and relations by ids that
    are there."""
    source = tied()
    document = _document(source)
    assert [article["id"] for article in document["articles"]] == [read.article.id for read in source.articles]
    ids = {fact["id"] for article in document["articles"] for fact in article["facts"]}
    told = [one for key in ("entities", "events", "relations") for one in document[key]]
    assert {one for some in told for one in some["facts"]} <= ids
    assert len(document["events"]) == len(source.entries)
    assert len(document["relations"]) == len(source.relations) > 0
    assert {(one["name"], len(one["facts"])) for one in document["entities"]} == {
        (one.name, len(one.mentions)) for one in source.entities
    }


def test_every_fact_of_the_file_has_its_place_on_a_page() -> None:
    """The anchor stands on the article's page."""
    site = rendered("ko")
    for article in json.loads(site["facts.json"])["articles"]:
        anchors = {node.attributes.get("id") for node in tree(site[article["page"]]).walk()}
        assert {fact["anchor"] for fact in article["facts"]} <= anchors


def _talkative(body: BodyMode) -> ArticleFacts:
    """An article with ten statements and a long clause without a line."""
    said = [f"우리는 {number}번째 약속을 반드시 지키겠다고 시민 앞에 다짐한다" for number in range(10)]
    draft = Draft("2026-03-01-talk", "\n".join(f"한소담은 “{one}”고 말했다." for one in said), date(2026, 3, 1))
    draft.person("한소담", "한소담")
    for number, one in enumerate(said, 1):
        draft.quote(one, "한소담", number)
    draft.event(f"한소담은 “{said[9]}”고 말했다", "말했다", f"한소담 “{said[9]}”", is_minor=True)
    return draft.done(title="한소담의 약속", source="새나루일보", body=body)


def test_a_text_that_is_not_to_be_shown_is_in_no_file() -> None:
    """Of an article without its text the files hold the statements that its page shows, and of the others their first
    words; where the text may be shown, they are whole."""
    for body, whole in ((BodyMode.NONE, 6), (BodyMode.EVIDENCE, 10), (BodyMode.FULL, 10)):
        source = linked((_talkative(body),), briefing().site, date(2026, 3, 12))
        pages = {page.url: page for page in pages_of(replace(source, entries=()))}
        document = json.dumps(pages["facts.json"].context, ensure_ascii=False)
        sheet = json.dumps(pages["facts.csv"].context, ensure_ascii=False)
        listed = json.dumps(pages["quotes/index.html"].context["sections"], ensure_ascii=False)
        (person,) = (page for url, page in pages.items() if url.startswith("p/") and page.template == "name.html")
        named = json.dumps(person.context["quotes"], ensure_ascii=False)
        for told in (document, sheet, listed, named):
            assert sum(f"{number}번째 약속을 반드시 지키겠다고 시민 앞에" in told for number in range(10)) == whole, (
                body
            )


def test_a_seed_elsewhere_is_named_without_the_way_to_it() -> None:
    """Where an editor keeps the seeds is nobody's business."""
    read = plant()
    for path, shown in (("/home/eun/seeds/a.txt", "a.txt"), ("C:/seeds/a.txt", "a.txt"), ("news/a.txt", "news/a.txt")):
        away = replace(read, article=replace(read.article, path=path))
        document = _document(linked((away,), briefing().site, date(2026, 3, 12)))
        assert document["articles"][0]["path"] == shown


# --- an archive's files


def _many(count: int) -> Briefing:
    """An archive of *count* articles, ten a day, the newest first."""
    model = silent()
    reads = []
    for number in range(count):
        id_ = f"steel-{number:04}"
        day = date(2026, 3, 10) - timedelta(days=number // 10)
        facts = tuple(
            replace(fact, id=f"{number:04}-{place}", evidence=replace(fact.evidence, article=id_))
            for place, fact in enumerate(model.facts)
        )
        article = replace(model.article, id=id_, slug=id_, path=f"seeds/{id_}.txt", published=day)
        reads.append(replace(model, article=article, facts=facts))
    return linked(tuple(reads), replace(briefing().site, all_facts=True), date(2026, 3, 10))


def test_the_files_hold_the_newest_articles() -> None:
    """Unless the settings ask for all: then nobody is led to believe that these are all."""
    source = _many(MOST_ARTICLES + 1)
    pages = {page.url: page for page in pages_of(replace(source, site=replace(source.site, all_facts=False)))}
    assert not [url for url in pages if url.startswith("facts/2")]
    document = pages["facts.json"].context["document"]
    VALIDATOR.validate(document)
    assert len(document["articles"]) == MOST_ARTICLES
    assert (document["total"], "parts" in document) == (MOST_ARTICLES + 1, False)
    assert pages["facts/index.html"].context["files"][0]["label"] == f"최근 기사 {MOST_ARTICLES}건"


def test_an_archive_is_cut_into_months() -> None:
    """The first file holds the newest and names the others; together they hold every article once, each by the schema
    and with no id that is not in it. The page links all of them, and no file or page has more than it may."""
    source = _many(450)
    pages = {page.url: page for page in pages_of(source)}
    first = _document(source)
    assert len(first["articles"]) == MOST_ARTICLES
    assert first["parts"] == [
        "facts/2026-03.json", "facts/2026-02.json", "facts/2026-02-p2.json", "facts/2026-02-p3.json",
        "facts/2026-01.json",
    ]  # fmt: skip
    held: list[str] = []
    for url in first["parts"]:
        part = json.loads(written(pages[url].template, pages[url].context))
        VALIDATOR.validate(part)
        assert len(part["articles"]) <= MOST_ARTICLES
        assert part["$schema"] == "../facts.schema.json"
        ids = {fact["id"] for article in part["articles"] for fact in article["facts"]}
        assert {one for key in ("entities", "events") for some in part[key] for one in some["facts"]} <= ids
        held += [article["id"] for article in part["articles"]]
        sheet = pages[url.replace(".json", ".csv")].context
        assert {row[COLUMNS.index("article")] for row in sheet["rows"]}
    assert sorted(held) == sorted(read.article.id for read in source.articles)
    table = pages["facts/index.html"].context
    assert [one["json"] for one in table["files"]] == ["facts.json", *first["parts"]]
    assert len(table["rows"]) == MOST_ROWS
    rows = [row["fact"] for month in table["months"] for row in pages[month["url"]].context["rows"]]
    assert sorted(rows) == sorted(entry.refs[0].fact for entry in source.entries)
    assert all(len(pages[month["url"]].context["rows"]) <= MOST_ROWS for month in table["months"])


def test_a_new_article_leaves_the_older_months_as_they_are() -> None:
    """What has been told stays where it is, byte for byte."""
    old = {page.url: page for page in pages_of(_many(450))}
    source = _many(451)  # one more on the oldest day
    new = {page.url: page for page in pages_of(source)}
    changed = {url for url in old if url.startswith("facts/") and old[url] != new.get(url)}
    assert changed == {"facts/2026-01.json", "facts/2026-01.csv", "facts/2026-01/index.html"}


# --- the sheet


def test_a_spreadsheet_knows_the_encoding_and_the_rows() -> None:
    """A byte order mark, CRLF, and cells that come back."""
    content = rendered("ko")["facts.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == len(_rows(content)) + 1
    row = next(row for row in _rows(content) if row["words"] == "해온전력·나루시, 투자협약 체결")
    assert row == {
        "id": row["id"],
        "kind": "사건",
        "article": "해온전력, 나루항에 1조2000억원 들여 수소발전소 짓는다",
        "source": "새나루일보",
        "published": "2026-03-12",
        "earliest": "2026-03-12",
        "latest": "2026-03-12",
        "precision": "day",
        "when": "2026년 3월 12일",
        "words": "해온전력·나루시, 투자협약 체결",
        "low": "",
        "high": "",
        "unit": "",
        "of": "",
        "who": "해온전력, 나루시",
        "status": "happened",
        "basis": "writer",
        "said_by": "",
        "badge": "",
        "evidence": f"https://briefing.example/naru/a/2026-03-12-haeon-plant/#{row['id']}",
    }


def test_no_name_of_a_fact_looks_like_a_number() -> None:
    """0919138182 would lose its first digit, 12e4567890 all but the first."""
    ids = [row["id"] for row in _rows(rendered("ko")["facts.csv"])]
    assert {id_.removeprefix("f-") for id_ in ids} <= {fact.id for read in briefing().articles for fact in read.facts}
    assert all(id_.startswith("f-") for id_ in ids)


def test_the_sheet_has_a_row_of_every_kind() -> None:
    """Figures with their numbers, quotations with their speakers, terms with what they mean, plans with their badge."""
    rows = _rows(rendered("ko")["facts.csv"])
    figure = next(row for row in rows if row["of"] == "설비 용량")
    assert (figure["kind"], figure["low"], figure["high"], figure["unit"], figure["words"]) == (
        "수치", "240", "240", "MW", "240MW",
    )  # fmt: skip
    quote = next(row for row in rows if row["said_by"] == "윤해담")
    assert (quote["kind"], quote["words"]) == ("발언", "판로가 먼저다")
    term = next(row for row in rows if row["kind"] == "용어")
    assert (term["of"], term["words"]) == ("수소터빈", "수소를 태운 열로 돌리는 발전기")
    plan = next(row for row in rows if row["words"] == "해온전력, 2028년 하반기 첫 송전")
    assert (plan["earliest"], plan["latest"], plan["precision"]) == ("2028-07-01", "2028-12-31", "half")
    assert (plan["status"], plan["basis"], plan["badge"], plan["said_by"]) == (
        "planned",
        "said",
        "예정, 발언",
        "서도윤",
    )


def test_evidence_without_an_address_of_the_site_is_relative_to_its_root() -> None:
    """The file stands there, so that a program that reads both finds the sentence."""
    source = briefing()
    page = next(
        page for page in pages_of(replace(source, site=replace(source.site, url=""))) if page.url == "facts.csv"
    )
    for row in _rows(written(page.template, page.context)):
        url, _, anchor = row["evidence"].partition("#")
        assert anchor in {node.attributes.get("id") for node in tree(rendered("ko")[url]).walk()}


def _cells(rows: list[list[str]]) -> list[list[str]]:
    content = written("sheet", {"heads": ["머리"], "rows": rows})
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))[1:]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("+82-2-123", "'+82-2-123"),
        ("-3.5%", "'-3.5%"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1＋1", "'＝1＋1"),
        ("-3.5", "-3.5"),
        ("-300000000", "-300000000"),
        ("7", "7"),
        ("“가격, 인상”\n내일", "“가격, 인상”\n내일"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(cell: str, shown: str) -> None:
    """What a spreadsheet would calculate is words; a number, also one below zero, stays a number."""
    assert _cells([["앞", cell]]) == [["앞", shown]]


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\0")), min_size=2, max_size=4)))
def test_every_cell_comes_back(rows: list[list[str]]) -> None:
    """Whatever stands in it, with at most a sign before it; and none begins as a formula does."""
    for row, read in zip(rows, _cells(rows), strict=True):
        for cell, back in zip(row, read, strict=True):
            assert back in (cell, f"'{cell}")
            assert re.fullmatch(r"-?\d+(\.\d+)?", back, re.ASCII) or not back.startswith(("=", "+", "-", "@", "\t"))
