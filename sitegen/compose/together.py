"""Who appears with whom: the names that share events with a name."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sitegen.compose.desk import Desk, entity_url
from sitegen.model.site import Entity, Entry

_MOST = 12


def together_with(desk: Desk, entity: Entity, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The names of *entries*, in which *entity* acts, the most often shared first; only those that mean one entity."""
    counts = Counter(name for entry in entries for name in dict.fromkeys(entry.who))
    others = [(desk.named[name], count) for name, count in counts.items() if name in desk.named and name != entity.name]
    others.sort(key=lambda one: (-one[1], one[0].name))
    return [
        {"name": other.name, "url": entity_url(other), "count": desk.words["events_count"].format(count=count)}
        for other, count in others[:_MOST]
    ]
