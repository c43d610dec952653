"""Plans to the bytes of a calendar (RFC 5545)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone


def write(page: Mapping[str, Any]) -> bytes:
    """The calendar ``name language timezone events``; an event has ``uid stamp start end summary status description url
    category``. Its zone stands in it also where no event needs it: without any component it would be no calendar."""
    calendar = Calendar()
    zone = ZoneInfo(page["timezone"])
    calendar.add("prodid", f"-//sitegen//briefing//{page['language'].upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", page["name"])
    calendar.add_component(Timezone.from_tzinfo(zone, page["timezone"]))
    for one in page["events"]:
        calendar.add_component(_event(one, zone))
    content: bytes = calendar.to_ical()
    return content


def _event(one: Mapping[str, str], zone: ZoneInfo) -> Event:
    event = Event()
    event.add("uid", one["uid"])
    event.add("dtstamp", datetime.fromisoformat(one["stamp"]))
    event.add("dtstart", _time(one["start"], zone))
    if one["end"]:
        event.add("dtend", _time(one["end"], zone))
    event.add("status", one["status"])
    event.add("transp", "TRANSPARENT")  # news takes nobody's time: a calendar must not show its reader as busy
    for name in ("summary", "description", "url"):
        if one[name]:
            event.add(name, one[name])
    if one["category"]:
        event.add("categories", [one["category"]])
    return event


def _time(value: str, zone: ZoneInfo) -> date | datetime:
    """A day, or a moment of the zone."""
    return datetime.fromisoformat(value).replace(tzinfo=zone) if "T" in value else date.fromisoformat(value)
