"""The pages of a briefing are plain, bounded and a pure function of it."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sitegen.compose import pages_of
from sitegen.compose.desk import desk_of
from sitegen.compose.names import MOST_NAMES
from sitegen.model.facts import Precision, When
from sitegen.model.identity import Site
from sitegen.model.site import Briefing, Page
from sitegen.model.text import BodyMode
from tests.compose.sample import briefing, denial, linked, plant, quiet
from tests.compose.test_corrections import corrected_briefing
from tests.compose.ties import tied


def _by_url(source: Briefing) -> dict[str, Page]:
    pages = tuple(pages_of(source))
    found = {page.url: page for page in pages}
    assert len(found) == len(pages), "two pages at one address"
    return found


def _row_labels(steps: list[Any]) -> list[str]:
    return ["now" if step["now"] else step["when"]["label"] for step in steps]


def test_every_kind_of_page_is_there() -> None:
    """The site has its pages at the addresses that the menu names."""
    urls = _by_url(briefing()).keys()
    assert {
        "index.html",
        "timeline/index.html",
        "s/index.html",
        "p/index.html",
        "terms/index.html",
        "about/index.html",
        "404.html",
        "a/2026-03-12-haeon-plant/index.html",
        "s/naru-hydrogen/index.html",
        "p/서도윤/index.html",
        "o/나루시/index.html",
    } <= urls


def test_contexts_are_plain() -> None:
    """A context survives JSON unchanged: so it can be digested, and holds no object of the program."""
    for page in pages_of(briefing()):
        assert json.loads(json.dumps(page.context, ensure_ascii=False, allow_nan=False)) == page.context, page.url


def _types(value: Any) -> set[type]:
    """The types of a context's values, its own and those of all that it holds."""
    inner = [*value, *value.values()] if type(value) is dict else value if type(value) in (list, tuple) else ()
    return {type(value)}.union(*map(_types, inner))


@pytest.mark.parametrize(
    "source", [briefing(), briefing("en"), tied(), corrected_briefing()], ids=["ko", "en", "tied", "corrected"]
)
def test_contexts_hold_plain_types_alone(source: Briefing) -> None:
    """Not even a subclass, such as the words of an enumeration: what digests a context need not look for any."""
    for page in pages_of(source):
        assert _types(dict(page.context)) <= {dict, list, tuple, str, int, float, bool, type(None)}, page.url
        assert type(page.context) is dict


def test_pages_are_a_function_of_the_briefing() -> None:
    """Asked twice, the same pages come back in the same order."""
    assert tuple(pages_of(briefing())) == tuple(pages_of(briefing()))


def test_an_edit_changes_few_pages() -> None:
    """A title changed in one article leaves the pages of unrelated articles and names as they were."""
    old = _by_url(briefing())
    changed = tuple(
        replace(read, article=replace(read.article, title="라온제지 새 제목"))
        if read.article.id == quiet().article.id
        else read
        for read in briefing().articles
    )
    new = _by_url(replace(briefing(), articles=changed))
    assert {url for url in old if old[url] != new[url]} == {
        "a/2026-02-20-quiet/index.html",
        "a/2026-02-20-quiet/picture.png",
        "facts.csv",
        "facts.json",
        "a/index.html",
        "feed.json",
        "feed.xml",
        "o/라온제지/index.html",
        "search/index.js",
    }


def test_headlines_are_at_most_five_and_ranked() -> None:
    """The briefing leads with the entries of the highest score."""
    rows = _by_url(briefing())["index.html"].context["headlines"]
    assert len(rows) == 5
    assert rows[0]["headline"] == "해온전력, 나루항에 1조2000억원 들여 수소발전소 건설"
    assert rows[0]["figure"] == {"before": "", "digits": "1조2000억", "unit": "원"}


def test_upcoming_counts_days_only_to_days() -> None:
    """A plan for a day has a D-day from the reference day; a month and a half have their own words."""
    rows = _by_url(briefing())["index.html"].context["upcoming"]
    assert [(row["d_day"], row["when"]["label"]) for row in rows] == [
        ("D-8", "3월 20일"),
        ("", "4월 중"),
        ("", "9월 중"),
        ("", "2028년 하반기"),
    ]


def test_plans_whose_day_has_passed_are_listed_apart() -> None:
    """They are not called undone."""
    home = _by_url(briefing())["index.html"].context
    assert [row["headline"] for row in home["overdue"]] == ["라온제지 주주총회", "수소발전소 주민 설명회"]


def test_today_stands_between_past_and_future() -> None:
    """One line of the reference day, after the last past date and before the first one ahead."""
    flow = _by_url(briefing())["index.html"].context["flow"]
    assert _row_labels(flow) == [
        "2026년 2월 말",
        "2026년 2월 27일",
        "2026년 3월 9일",
        "2026년 3월 12일",
        "now",
        "2026년 3월 20일",
        "2026년 9월 중",
        "2028년 하반기",
    ]


def test_a_year_is_said_where_it_changes() -> None:
    """The reference year goes without saying until another year stood before it."""
    flow = _by_url(briefing())["index.html"].context["flow"]
    assert [step["year"] for step in flow if not step["now"]] == ["", "", "", "", "", "", "2028년"]


def test_unknown_years_stand_apart_in_the_order_of_their_words() -> None:
    """작년 10월 comes before 오는 9월, under a heading of its own."""
    sections = _by_url(briefing())["timeline/index.html"].context["sections"]
    assert sections[-1]["id"] == "unknown"
    assert _row_labels(sections[-1]["steps"]) == ["작년 10월", "오는 9월"]


def test_an_article_without_a_date_says_so() -> None:
    """No publication day is made up."""
    page = _by_url(briefing())["a/clip-without-date/index.html"]
    assert page.context["article"]["published"]["label"] == ""
    assert _row_labels(page.context["flow"]) == ["작년 10월", "오는 9월"], "nothing stands before or after today"


def test_a_site_without_any_date_has_no_today() -> None:
    """Nothing is counted from a day that nobody knows."""
    nothing = replace(briefing(), as_of=None)
    home = _by_url(nothing)["index.html"].context
    assert home["as_of"]["datetime"] == ""
    assert home["upcoming"] == []
    assert not any(step["now"] for step in home["flow"])


def test_an_empty_briefing_has_its_pages() -> None:
    """A site without articles is still a site."""
    pages = _by_url(Briefing(Site(), None, (), (), (), ()))
    assert pages["index.html"].context["headlines"] == []
    assert pages["index.html"].context["density"] is None


def test_a_long_timeline_is_cut_into_months() -> None:
    """Past 200 rows the first page shows what lies around the reference day, and every row stands in its month."""
    source = briefing()
    model = next(entry for entry in source.entries if entry.when and entry.when.value == "2026-03-12")
    many = []
    for number in range(450):
        at = date(2025, 1, 1) + timedelta(days=number)
        when = When(at.isoformat(), Precision.DAY, at, at)
        many.append(replace(model, id=f"x/{number}", when=when, headline=f"일 {number}", story=""))
    pages = _by_url(replace(source, entries=tuple(many)))
    first = pages["timeline/index.html"].context
    assert len(first["months"]) == 15
    assert sum(len(step.get("rows", ())) for section in first["sections"] for step in section["steps"]) <= 200
    rows = [
        row["headline"]
        for url, page in pages.items()
        if url.startswith("timeline/20")
        for section in page.context["sections"]
        for step in section["steps"]
        for row in step.get("rows", ())
    ]
    assert sorted(rows) == sorted(entry.headline for entry in many)


def test_a_month_is_never_counted_as_a_day() -> None:
    """The strip by day leaves out what is known to the month, and says how much that is."""
    strip = _by_url(briefing())["index.html"].context["density"]
    assert strip["title"] == "사실이 모인 날"
    assert "7건" in strip["left_out"]
    assert sum(1 for bar in strip["bars"] if bar["plan"]) == 2


def test_evidence_mode_holds_no_other_sentence() -> None:
    """Where only the evidence may be shown, the page's context does not even hold the rest."""
    page = _by_url(briefing())["a/2026-02-20-quiet/index.html"]
    assert "시장은 조용했다" not in json.dumps(page.context, ensure_ascii=False)
    assert "300원으로 정했다" in json.dumps(page.context["prose"], ensure_ascii=False)


def test_none_mode_holds_no_prose() -> None:
    """Where nothing may be shown, no chunk is there, and links lead to the place that says so."""
    page = _by_url(briefing())["a/2026-02-10-silent/index.html"]
    assert page.context["prose"]["chunks"] == []
    assert page.context["box"][0]["lines"][0]["url"].endswith("#body")
    assert page.context["prose"]["mode"] == BodyMode.NONE.value


def test_roles_of_lines_are_kept() -> None:
    """Titles, bylines and stock phrases are not prose; captions and headings keep their roles."""
    prose = _by_url(briefing())["a/2026-03-12-haeon-plant/index.html"].context["prose"]
    roles = [chunk["role"] for chunk in prose["chunks"]]
    assert roles == ["caption", "credit", "body", "heading", "body"]
    assert prose["chunks"][3]["text"].startswith("설비"), "the sign before a heading is not part of it"
    assert prose["bylines"] == ["은채원 기자 chaewon@example.com"]
    assert prose["left_out"]
    assert "무단 전재" not in json.dumps(prose, ensure_ascii=False)


def test_a_name_of_two_entities_leads_nowhere() -> None:
    """Where a name means a person and an organisation, no link guesses which."""
    source = linked((plant(), denial()), Site(), date(2026, 3, 12))
    twin = replace(next(e for e in source.entities if e.name == "나루시"), id="p:나루시", kind="person")
    pages = _by_url(replace(source, entities=(*source.entities, twin)))
    names = [
        name
        for row in pages["a/2026-03-12-haeon-plant/index.html"].context["box"]
        for line in row["lines"]
        for name in line["names"]
    ]
    assert {name["name"]: name["url"] for name in names} == {"나루시": "", "해온전력": "o/해온전력/index.html"}


def test_long_lists_are_cut_into_pages() -> None:
    """Past a page's length an index continues on further pages, each of which names and links all of them."""
    source = briefing()
    model = next(entity for entity in source.entities if entity.kind == "org")
    many = tuple(replace(model, id=f"o:{n}", name=f"가상{n:04}", slug=f"n{n}") for n in range(MOST_NAMES * 2 + 1))
    pages = _by_url(replace(source, entities=many))
    for url in ("p/index.html", "p/_2/index.html", "p/_3/index.html"):
        links = pages[url].context["pages"]
        assert [link["url"] for link in links] == ["p/index.html", "p/_2/index.html", "p/_3/index.html"]
        assert [link["url"] for link in links if link["current"]] == [url]
    assert pages["p/_3/index.html"].context["pages"][0]["label"] == "가상0000–가상0399"


def test_two_reports_of_one_publisher_are_told_apart() -> None:
    """Evidence links of one line never read alike where they lead apart."""
    source = briefing()
    entry = next(entry for entry in source.entries if entry.headline == "나루시, 주민 설명회 취소")
    other = replace(denial().article, id="twin", slug="twin", title="다른 기사 제목")
    twin = replace(denial(), article=other)
    refs = (*entry.refs, replace(entry.refs[0], article="twin"))
    desk = desk_of(replace(source, articles=(*source.articles, twin)))
    labels = [link["label"] for link in desk.evidence(refs)["links"]]
    assert len(set(labels)) == 2
    assert [link["label"] for link in desk.evidence(refs, here="twin")["links"]] == ["근거 문장", "항만경제 3월 9일"]


def test_a_title_without_its_organisation_joins_the_one_with() -> None:
    """김 대표 and the head of a company are one role where the company is the only one."""
    source = briefing()
    person = next(entity for entity in source.entities if entity.name == "서도윤")
    bare = replace(person.tenures[0], org="", last=date(2026, 5, 1))
    pages = _by_url(replace(source, entities=(replace(person, tenures=(*person.tenures, bare)),)))
    roles = pages["p/서도윤/index.html"].context["roles"]
    assert [(role["title"], role["period"]) for role in roles] == [("대표", "2026년 3월 ~ 5월 보도 기준")]
