"""Plans for a calendar (RFC 5545): those whose day is known, each at the time that its article gives, never finer."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sitegen.compose.addresses import absolute
from sitegen.compose.desk import PLANS, Desk, story_url
from sitegen.compose.front import Front, plans_ahead
from sitegen.compose.rows import outcomes_of, row_of
from sitegen.compose.timex import Point, point_of
from sitegen.compose.upcoming import CALENDAR
from sitegen.compose.when import WITHIN_DAY
from sitegen.model.facts import Basis, Event, Status, When
from sitegen.model.site import Entry, Page, Story

_ON_OTHERS_WORD = frozenset({Basis.CLAIMED, Basis.MEDIA, Basis.UNNAMED, Basis.ANALYSIS})
_MOST = 500  # events of one calendar


def calendar_files(desk: Desk, front: Front) -> Iterable[Page]:
    """The calendar of the site, and one of each story that ever had a plan for a day: who follows it must find it."""
    title = desk.briefing.site.title
    yield _calendar(desk, CALENDAR, title, front.ahead, desk.briefing.entries)
    for story in desk.briefing.stories:
        if url := calendar_of(desk, story):
            entries = _entries(desk, story)
            yield _calendar(desk, url, f"{story.title} · {title}", plans_ahead(desk, entries), entries)


def calendar_of(desk: Desk, story: Story) -> str:
    """The address of a story's calendar; "" where it has none."""
    if not any(entry.certainty.status in PLANS and time_of(entry.when) for entry in _entries(desk, story)):
        return ""
    return story_url(story).replace("index.html", CALENDAR)


def _entries(desk: Desk, story: Story) -> list[Entry]:
    return [desk.entries[one] for one in story.entries if one in desk.entries]


def _calendar(desk: Desk, url: str, title: str, ahead: Iterable[Entry], entries: Iterable[Entry]) -> Page:
    """The calendar of the open plans *ahead*, and of those of *entries* that were dropped."""
    plans = islice((entry for entry in ahead if time_of(entry.when)), _MOST)
    dropped = islice((entry for entry in entries if _is_dropped(desk, entry) and time_of(entry.when)), _MOST)
    events = [_event(desk, entry) for entry in (*plans, *dropped)]
    context = {
        "name": desk.words["calendar_name"].format(title=title),
        "language": desk.language,
        "timezone": desk.briefing.site.timezone,
        "events": events,
    }
    return Page(url, "calendar", context)


def _is_dropped(desk: Desk, plan: Entry) -> bool:
    """Whether a plan for a day ahead has been given up, put off or changed: calendars that hold it strike it out."""
    if plan.id not in desk.linked.outcomes or plan.certainty.status not in PLANS or not desk.is_ahead(plan):
        return False
    later = [desk.facts[one.later] for one in desk.linked.outcomes[plan.id]]
    return any(isinstance(fact, Event) and fact.certainty.status is Status.DROPPED for fact in later)


def time_of(when: When | None) -> dict[str, str] | None:
    """Where a time stands in a calendar: ``start`` and ``end``, days or local times; ``end`` is not part of it, and ""
    for a moment. None where the time is wider than days: a month is no event.

    What is due by a day, or begins on one, stands on that day.
    """
    if when is None or when.precision not in WITHIN_DAY or when.mod in ("START", "MID", "END"):
        return None
    sides = [point_of(side) for side in when.value.split("/") if side not in ("", "..")]
    if not sides or not all(side is not None and side.day for side in sides):
        return None
    first, last = sides[0], sides[-1]
    if first and last and first.hour is not None and last.hour is not None:
        return {"start": _moment(first), "end": _moment(last) if last is not first else ""}
    days = sorted(day for day in (when.earliest, when.latest) if day is not None)
    if not days or days[-1] == date.max:
        return None
    return {"start": days[0].isoformat(), "end": (days[-1] + timedelta(days=1)).isoformat()}


def _moment(point: Point) -> str:
    return f"{point.year:04}-{point.month:02}-{point.day:02}T{point.hour:02}:{point.minute or 0:02}"


def _event(desk: Desk, plan: Entry) -> dict[str, Any]:
    """A plan as an event. What stands in it is dated by its articles: never by the clock."""
    row, site = row_of(desk, plan), desk.briefing.site
    link = row["evidence"]["links"][0]["url"]
    headline, when = row["headline"], row["when"]["label"]
    is_loose = plan.when is not None and (plan.when.mod is not None or ".." in plan.when.value.split("/"))
    return {
        "uid": _uid(desk, plan),
        "stamp": _stamp(desk, plan),
        **(time_of(plan.when) or {}),
        "summary": desk.words["calendar_until"].format(headline=headline, when=when) if is_loose else headline,
        "status": _status(desk, plan),
        "description": _description(desk, plan, row),
        "url": absolute(site.url, link) if site.url else "",
        "category": row["story"]["title"] if row["story"] else "",
    }


def _status(desk: Desk, plan: Entry) -> str:
    """How firm a plan is, in the words of the standard."""
    if _is_dropped(desk, plan):
        return "CANCELLED"
    certainty, mod = plan.certainty, plan.when.mod if plan.when else None
    is_firm = certainty.status is Status.PLANNED and certainty.basis not in _ON_OTHERS_WORD and mod is None
    return "CONFIRMED" if is_firm else "TENTATIVE"


def _uid(desk: Desk, plan: Entry) -> str:
    """A name that stays: that of the fact which told the plan first, at the site's host."""
    site = desk.briefing.site
    first = max(plan.refs, key=lambda ref: (desk.order[ref.article], ref.fact))
    host = urlsplit(site.url).hostname or hashlib.sha256(site.title.encode()).hexdigest()[:16]
    return f"{first.fact}@{host}"


def _stamp(desk: Desk, plan: Entry) -> str:
    """The day on which the plan was told last, as a moment of UTC."""
    days = [desk.reads[ref.article].article.published for ref in plan.refs]
    last = max((day for day in days if day is not None), default=desk.as_of or date.min)
    zone = ZoneInfo(desk.briefing.site.timezone)
    return datetime.combine(last, datetime.min.time(), zone).astimezone(ZoneInfo("UTC")).isoformat()


def _description(desk: Desk, plan: Entry, row: dict[str, Any]) -> str:
    """How sure it is and on whose word, what became of it, and where it was read."""
    told = desk.reads[plan.refs[0].article].article
    published = desk.day(told.published) if told.published else ""
    sure = " · ".join([*(badge["word"] for badge in row["badges"]), *filter(None, [row["source"]])])
    became = [f"{desk.words['outcome']}: {one['label']}" for one in outcomes_of(desk, plan)]
    evidence = f"{desk.words['evidence']}: {' '.join(filter(None, [told.source or desk.title(told), published]))}"
    return "\n".join(filter(None, [sure, *became, evidence]))
