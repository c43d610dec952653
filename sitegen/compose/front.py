"""What the front page leads with, worked out once for all pages that tell of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sitegen.compose.desk import Desk
from sitegen.model.site import Entry

_HEADLINES = 5


@dataclass(frozen=True, slots=True)
class Front:
    """The headlines, the open plans ahead, the nearest first, and those whose last day has passed, the latest first."""

    headlines: Sequence[Entry]
    ahead: Sequence[Entry]
    passed: Sequence[Entry]


def front_of(desk: Desk) -> Front:
    """What the front page of a briefing leads with."""
    entries = [entry for entry in desk.briefing.entries if entry.refs and entry.headline]
    passed = sorted((entry for entry in entries if desk.is_unconfirmed(entry)), key=_last_day, reverse=True)
    return Front(_headlines(entries), plans_ahead(desk, entries), passed)


def plans_ahead(desk: Desk, entries: Iterable[Entry]) -> list[Entry]:
    """Those of *entries* that are open plans after the reference day, the nearest first."""
    ahead = [
        entry for entry in entries if entry.refs and entry.headline and desk.is_open(entry) and desk.is_ahead(entry)
    ]
    ahead.sort(key=lambda entry: _sooner(desk, entry))
    return ahead


def _headlines(entries: Iterable[Entry]) -> list[Entry]:
    """What an editor has put first, then the facts with the highest score; of two that read alike, the first."""
    seen: set[str] = set()
    kept = []
    for entry in sorted(entries, key=lambda entry: (not entry.pinned, -entry.score, entry.id)):
        if entry.headline not in seen:
            seen.add(entry.headline)
            kept.append(entry)
        if len(kept) == _HEADLINES:
            break
    return kept


def _sooner(desk: Desk, entry: Entry) -> tuple[int, str]:
    """A plan sorts where it may begin; one that has begun, or only has a deadline, by its end."""
    when = entry.when
    if when is None or desk.as_of is None:
        return (0, entry.id)
    day = when.earliest if when.earliest and when.earliest > desk.as_of else when.latest
    return (day.toordinal() if day else 0, entry.id)


def _last_day(entry: Entry) -> tuple[int, str]:
    return (entry.when.latest.toordinal() if entry.when and entry.when.latest else 0, entry.id)
