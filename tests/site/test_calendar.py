"""Plans in a calendar: as the articles date them, in the words of the standard, read back by two parsers."""

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from sitegen.compose import pages_of
from sitegen.compose.calendar import time_of
from sitegen.model.facts import Basis, Certainty, Precision, Status, When
from sitegen.model.site import Briefing, Entry
from sitegen.model.timex import when_of_value
from sitegen.render.files import written
from tests.compose.sample import briefing, linked
from tests.compose.ties import AS_OF, tied
from tests.compose.writing import Draft, day
from tests.site.conftest import rendered

SEOUL = ZoneInfo("Asia/Seoul")
ICAL = Path(__file__).parents[2] / ".tools/node_modules/ical.js/dist/ical.es5.cjs"


@cache
def _council() -> Briefing:
    """Plans of every precision, and one on somebody else's word."""
    draft = Draft(
        "2026-03-12-council",
        "시의회는 20일 오후 2시 본회의를 연다. 축제는 4월 3일부터 5일까지 열린다. 접수는 4월 10일까지다. 장터는 5월 2일부터 선다. "
        "새 다리는 5월에 열린다. 시장은 3월 30일 물러날 것으로 알려졌다. 분수는 4월 20일쯤 켠다. 도서관은 21일 오전 문을 연다.",
        date(2026, 3, 12),
    )
    plans: list[tuple[str, str, When, dict[str, Any]]] = [
        ("시의회는 20일 오후 2시 본회의를 연다", "시의회 본회의", when_of_value("2026-03-20T14:00"), {"basis": "announced"}),
        ("축제는 4월 3일부터 5일까지 열린다", "축제 개최, 먹거리; 공연", day("2026-04-03/2026-04-05"), {}),
        ("접수는 4월 10일까지다", "참가 접수", day("../2026-04-10"), {}),
        ("장터는 5월 2일부터 선다", "장터 개장", day("2026-05-02/.."), {}),
        ("새 다리는 5월에 열린다", "새 다리 개통", day("2026-05"), {}),
        ("시장은 3월 30일 물러날 것으로 알려졌다", "시장 사임", day("2026-03-30"), {"basis": "unnamed"}),
        ("분수는 4월 20일쯤 켠다", "분수 가동", day("2026-04-20", "APPROX"), {}),
        ("도서관은 21일 오전 문을 연다", "가람도서관 재개관 " + "아주 긴 이름의 행사 " * 8, when_of_value("2026-03-21TMO"), {}),
    ]  # fmt: skip
    for clause, headline, when, more in plans:
        draft.event(clause, clause.split()[-1], headline, "planned", when=when, **more)
    read = draft.done(title="이달의 시정", source="가람일보", story="시정")
    return linked((read,), briefing().site, date(2026, 3, 12))


def _calendar(source: Briefing, url: str = "upcoming.ics") -> bytes:
    page = next(page for page in pages_of(source) if page.url == url)
    return written(page.template, page.context)


def _events(content: bytes) -> dict[str, Event]:
    """By what they are called, as icalendar reads them."""
    calendar = Calendar.from_ical(content)
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def test_days_are_days_and_hours_have_their_zone() -> None:
    """A day lasts until the next one, which is not part of it; a moment stands in its zone and has no end."""
    events = _events(_calendar(_council()))
    council = events["시의회 본회의"]
    assert council["dtstart"].dt == datetime(2026, 3, 20, 14, tzinfo=SEOUL)
    assert council["dtstart"].params["TZID"] == "Asia/Seoul"
    assert "dtend" not in council
    festival = events["축제 개최, 먹거리; 공연"]
    assert (festival["dtstart"].dt, festival["dtend"].dt) == (date(2026, 4, 3), date(2026, 4, 6))
    assert festival["dtstart"].params["VALUE"] == festival["dtend"].params["VALUE"] == "DATE"
    resign = events["시장 사임"]
    assert (resign["dtstart"].dt, resign["dtend"].dt) == (date(2026, 3, 30), date(2026, 3, 31))


def test_what_is_due_by_a_day_says_so() -> None:
    """A deadline, a beginning and a day that is not sure stand on that day, with its words."""
    events = _events(_calendar(_council()))
    assert events["참가 접수(2026년 4월 10일까지)"]["dtstart"].dt == date(2026, 4, 10)
    assert events["장터 개장(2026년 5월 2일부터)"]["dtstart"].dt == date(2026, 5, 2)
    assert events["분수 가동(2026년 4월 20일쯤)"]["dtstart"].dt == date(2026, 4, 20)


def test_a_month_is_no_event() -> None:
    """Nor is anything wider than days, or without a year."""
    assert not any("새 다리" in name for name in _events(_calendar(_council())))
    for value in ("2026-05", "2026-Q2", "2026-H2", "2026-SU", "2026", "202X", "2026-W22", "2026-03/2026-05"):
        assert time_of(when_of_value(value)) is None, value
    assert time_of(When("XXXX-09-03", Precision.DAY)) is None
    assert time_of(day("2026-04-03", "END")) is None
    assert time_of(None) is None


def test_how_firm_a_plan_is() -> None:
    """What somebody decided is confirmed; what is only sought, expected, about, or on another's word is not."""
    events = _events(_calendar(_council()))
    firm = {name for name, event in events.items() if event["status"] == "CONFIRMED"}
    assert {name for name in events if name not in firm} == {"시장 사임", "분수 가동(2026년 4월 20일쯤)"}
    source = _council()
    model = next(entry for entry in source.entries if entry.headline == "시의회 본회의")
    for status in (Status.PURSUED, Status.CONSIDERED, Status.EXPECTED):
        loose = replace(model, certainty=Certainty(status, Basis.WRITER))
        (event,) = _events(_calendar(replace(source, entries=(loose,)))).values()
        assert event["status"] == "TENTATIVE", status


def test_a_plan_that_was_dropped_is_struck_out() -> None:
    """Whoever has it in a calendar sees that it is off, and why; the day itself is what the plan said."""
    source = tied()
    early = replace(source, as_of=date(2026, 3, 1))
    event = _events(_calendar(early))["나루시, 나루대교 착공"]
    assert event["status"] == "CANCELLED"
    assert event["dtstart"].dt == date(2026, 3, 10)
    assert "결과: 연기" in event["description"]
    assert date(2026, 3, 10) < AS_OF
    assert "나루시, 나루대교 착공" not in _events(_calendar(source)), "its day has passed"


def test_an_event_says_where_it_was_read() -> None:
    """Source, day, certainty; the address only where the site has one."""
    event = _events(_calendar(_council()))["시의회 본회의"]
    assert event["description"].splitlines() == ["예정 · 발표", "근거: 가람일보 2026년 3월 12일"]
    assert event["url"].startswith("https://briefing.example/naru/a/2026-03-12-council/#f-")
    assert event["categories"].cats == ["시정"]
    bare = replace(_council(), site=replace(_council().site, url=""))
    assert "url" not in _events(_calendar(bare))["시의회 본회의"]


def test_names_stay_and_stamps_are_those_of_the_article() -> None:
    """Another day to build, another article beside it: the same names; none of them twice."""
    before = _events(_calendar(_council()))
    after = _events(_calendar(replace(_council(), as_of=date(2026, 3, 15))))
    assert {name: event["uid"] for name, event in before.items()} == {
        name: event["uid"] for name, event in after.items()
    }
    assert len({event["uid"] for event in before.values()}) == len(before)
    assert all(event["uid"].endswith("@briefing.example") for event in before.values())
    assert {event["dtstamp"].dt for event in before.values()} == {datetime(2026, 3, 12, tzinfo=SEOUL)}


def test_lines_are_folded_between_letters() -> None:
    """No line is longer than 75 octets, and none ends inside a Hangul syllable."""
    content = _calendar(_council())
    assert content.endswith(b"\r\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines), "nothing was long enough to be folded"
    for line in lines:
        line.decode("utf-8")


def test_the_zone_stands_in_the_file() -> None:
    """Seoul has no summer time now, and had it when it had."""
    calendar = Calendar.from_ical(_calendar(_council()))
    (zone,) = calendar.walk("VTIMEZONE")
    known = zone.to_tz()
    for moment, hours in ((datetime(2026, 7, 1), 9), (datetime(2026, 1, 1), 9), (datetime(1988, 7, 1), 10)):  # noqa: DTZ001
        assert moment.replace(tzinfo=known).utcoffset() == timedelta(hours=hours)


def test_a_calendar_without_plans_is_still_a_calendar() -> None:
    """Whoever follows it finds the file on quiet days, too."""
    content = _calendar(replace(briefing(), entries=()))
    assert Calendar.from_ical(content).walk("VTIMEZONE")
    assert not Calendar.from_ical(content).walk("VEVENT")


def test_a_story_has_a_calendar_if_it_ever_had_a_plan_for_a_day() -> None:
    """It holds the story's own plans, and its page links it."""
    assert _events(rendered("ko")["s/naru-hydrogen/upcoming.ics"]).keys() == {"나루시의회, 수소발전소 동의안 처리"}
    pages = {page.url: page for page in pages_of(briefing())}
    assert pages["s/naru-hydrogen/index.html"].context["calendar"] == "s/naru-hydrogen/upcoming.ics"
    vague = tuple(_without_days(entry) for entry in briefing().entries)
    pages = {page.url: page for page in pages_of(replace(briefing(), entries=vague))}
    assert pages["s/naru-hydrogen/index.html"].context["calendar"] == ""
    assert "s/naru-hydrogen/upcoming.ics" not in pages


def _without_days(entry: Entry) -> Entry:
    return replace(entry, when=day("2026-09"))


_READ = """
const ICAL = require(process.argv[1]);
let text = "";
process.stdin.setEncoding("utf8").on("data", (part) => (text += part)).on("end", () => {
  const root = new ICAL.Component(ICAL.parse(text));
  const zone = new ICAL.Timezone(root.getFirstSubcomponent("vtimezone"));
  ICAL.TimezoneService.register(zone);
  console.log(JSON.stringify(root.getAllSubcomponents("vevent").map((one) => {
    const event = new ICAL.Event(one);
    return {
      summary: event.summary, start: event.startDate.toString(), isDate: event.startDate.isDate,
      end: event.endDate.toString(), zone: event.startDate.zone.tzid, utc: event.startDate.toUnixTime(),
    };
  })));
});
"""


def test_thunderbird_reads_the_same() -> None:
    """Its own parser: the same names, days, hours and zone."""
    node = shutil.which("node")
    if node is None or not ICAL.exists():
        pytest.skip("there is no node, or no ical.js: npm install --prefix .tools ical.js")
    content = _calendar(_council())
    done = subprocess.run([node, "-e", _READ, str(ICAL)], input=content, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()
    found = {one["summary"]: one for one in json.loads(done.stdout)}
    ours = _events(content)
    assert found.keys() == ours.keys()
    council = found.pop("시의회 본회의")
    assert (council["start"], council["zone"]) == ("2026-03-20T14:00:00", "Asia/Seoul")
    assert council["utc"] == datetime(2026, 3, 20, 14, tzinfo=SEOUL).timestamp()
    for name, one in found.items():
        assert one["isDate"]
        assert (one["start"], one["end"]) == (ours[name]["dtstart"].dt.isoformat(), ours[name]["dtend"].dt.isoformat())
