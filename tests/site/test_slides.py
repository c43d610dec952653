"""The timeline as TimelineJS takes it: each time as fine as it is known, each slide with its evidence."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from sitegen.compose import pages_of
from sitegen.compose.slides import MOST_SLIDES, dates_of
from sitegen.model.facts import Precision, When
from sitegen.model.site import Briefing
from sitegen.model.timex import when_of_value
from sitegen.render.files import written
from tests.compose.sample import briefing
from tests.compose.ties import tied
from tests.site.conftest import rendered

TIMELINEJS = Path(__file__).parents[2] / ".tools/node_modules/@knight-lab/timelinejs/dist/js/timeline.js"
CHROMIUM = Path("/usr/bin/chromium")


def _document(source: Briefing) -> dict[str, Any]:
    page = next(page for page in pages_of(source) if page.url == "timeline.json")
    document: dict[str, Any] = json.loads(written(page.template, page.context))
    return document


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2026-03-20", {"year": 2026, "month": 3, "day": 20}, None),
        ("2026-03-20T14:05", {"year": 2026, "month": 3, "day": 20, "hour": 14, "minute": 5}, None),
        ("2026-03-20TMO", {"year": 2026, "month": 3, "day": 20}, None),
        ("2026-09", {"year": 2026, "month": 9}, None),
        ("2026", {"year": 2026}, None),
        ("2026-Q2", {"year": 2026, "month": 4}, {"year": 2026, "month": 6}),
        ("2028-H2", {"year": 2028, "month": 7}, {"year": 2028, "month": 12}),
        ("2026-SU", {"year": 2026, "month": 6}, {"year": 2026, "month": 8}),
        ("2026-W22", {"year": 2026, "month": 5, "day": 25}, {"year": 2026, "month": 5, "day": 31}),
        ("202X", {"year": 2020}, {"year": 2029}),
        ("2026-03-03/2026-03-05", {"year": 2026, "month": 3, "day": 3}, {"year": 2026, "month": 3, "day": 5}),
        ("2026-03/2026-05", {"year": 2026, "month": 3}, {"year": 2026, "month": 5}),
        ("2026-04-01/..", {"year": 2026, "month": 4, "day": 1}, None),
        ("../2026-04-10", {"year": 2026, "month": 4, "day": 10}, None),
    ],
)
def test_a_time_is_as_fine_as_it_is_known(value: str, start: dict[str, int], end: dict[str, int] | None) -> None:
    """No day is made up for a month, no month for a year."""
    dates = dates_of(when_of_value(value))
    assert dates["start_date"] == start
    assert dates.get("end_date") == end


def test_slides_hold_what_the_timeline_holds() -> None:
    """Lines of a known year, in words as the pages say them, under their story, each with its evidence."""
    document = json.loads(rendered("ko")["timeline.json"])
    assert document["title"]["text"] == {"headline": "나루 브리핑", "text": "2026년 3월 12일 목요일 기준"}
    said = {one["text"]["headline"]: one for one in document["events"]}
    assert "가온바이오, 공장 증설" not in said, "its year is not known"
    assert "설비 용량 240MW" not in said, "it has no time"
    half = said["해온전력, 2028년 하반기 첫 송전"]
    assert half["display_date"] == "2028년 하반기"
    assert half["group"] == "나루항 수소발전소"
    assert half["text"]["text"] == (
        "<p>예정 · 발언 · 서도윤</p>"
        f'<p>근거: <a href="https://briefing.example/naru/a/2026-03-12-haeon-plant/#{_anchor(half)}">새나루일보 3월 12일</a></p>'
    )
    assert "확인 안 됨" in said["수소발전소 주민 설명회"]["text"]["text"]
    ids = [one["unique_id"] for one in document["events"]]
    assert len(set(ids)) == len(ids)


def _anchor(slide: dict[str, Any]) -> str:
    return str(slide["text"]["text"]).partition("/#")[2].partition('"')[0]


def test_what_became_of_a_plan_stands_on_its_slide() -> None:
    """A plan that was put off and done is told with both."""
    plan = next(one for one in _document(tied())["events"] if one["display_date"] == "2026년 3월 10일")
    assert "연기" in plan["text"]["text"]
    assert "착공" in plan["text"]["text"]


def test_words_of_a_seed_are_never_markup() -> None:
    """The format's words are HTML: what an article brings is escaped."""
    content = rendered("ko")["timeline.json"].decode()
    assert "다온금고" in content
    assert "<script" not in content
    assert "&lt;script&gt;alert(3)" in content


def test_a_long_timeline_keeps_what_an_editor_would_put_first() -> None:
    """In time order all the same."""
    source = briefing()
    model = next(entry for entry in source.entries if entry.when and entry.when.value == "2026-03-12")
    many = []
    for number in range(MOST_SLIDES + 50):
        at = date(2025, 1, 1) + timedelta(days=number)
        when = When(at.isoformat(), Precision.DAY, at, at)
        many.append(replace(model, id=f"x/{number}", when=when, headline=f"일 {number}", score=1 + number % 3))
    shown = [one["text"]["headline"] for one in _document(replace(source, entries=tuple(many)))["events"]]
    assert len(shown) == MOST_SLIDES
    assert {f"일 {number}" for number in range(MOST_SLIDES + 50) if number % 3} <= set(shown)
    assert shown == sorted(shown, key=lambda words: int(words.split()[1]))


@pytest.fixture(scope="module")
def timelinejs() -> Iterator[Any]:
    """A page with TimelineJS in it, and no net."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists() or not TIMELINEJS.exists():
        pytest.skip("there is no Chromium, or no TimelineJS: npm install --prefix .tools @knight-lab/timelinejs")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--headless", "--no-sandbox"])
        page = browser.new_page()
        page.route("**/*", lambda route: route.abort())
        page.set_content('<div id="here" style="height: 600px"></div>')
        page.add_script_tag(path=str(TIMELINEJS))
        yield page
        browser.close()


_SHOW = """(data) => new Promise((done) => {
  const shown = new TL.Timeline("here", data, {language: "en"});
  setTimeout(() => done({
    messages: shown.config.messages, groups: shown.config.events.map((one) => one.group || ""),
    starts: shown.config.events.map((one) => one.start_date.data.year),
  }), 50);
})"""


@pytest.mark.browser
@pytest.mark.parametrize("source", [briefing(), tied()], ids=["sample", "tied"])
def test_timelinejs_takes_it_whole(source: Briefing, timelinejs: Any) -> None:
    """The library itself finds no fault, and has every slide with its year and its group."""
    document = _document(source)
    shown = timelinejs.evaluate(_SHOW, document)
    assert shown["messages"] == {"errors": [], "warnings": []}
    assert sorted(shown["starts"]) == sorted(one["start_date"]["year"] for one in document["events"])
    assert sorted(shown["groups"]) == sorted(one.get("group", "") for one in document["events"])


@pytest.mark.browser
def test_timelinejs_misses_what_it_cannot_read(timelinejs: Any) -> None:
    """So that the test above can fail: a slide without a date is left out, a file without slides is an error."""
    document = _document(briefing())
    whole = len(document["events"])
    del document["events"][0]["start_date"]
    assert len(timelinejs.evaluate(_SHOW, document)["starts"]) == whole - 1
    assert timelinejs.evaluate(_SHOW, {"events": []})["messages"]["errors"]


def test_a_site_without_a_dated_line_has_no_such_file() -> None:
    """To TimelineJS a file without slides is an error; and nothing links it."""
    pages = {page.url: page for page in pages_of(replace(briefing(), entries=()))}
    assert "timeline.json" not in pages
    assert pages["timeline/index.html"].context["slides"] == ""
    assert {page.url: page for page in pages_of(briefing())}["timeline/index.html"].context["slides"] == "timeline.json"
