"""The feed of changes: the rows of their page as entries, each with an address that never changes."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sitegen.compose.addresses import absolute
from sitegen.compose.desk import Desk
from sitegen.model.site import ChangeBatch, FactChange, Page

URL = "changes.xml"
_MOST = 100  # entries; a reader of feeds has seen the older ones


def entries_of(desk: Desk, batch: ChangeBatch, rows: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """The *rows* of *batch* as entries; none where the batch has no day. They are dated by the day that the pages
    called today: never by the clock."""
    if batch.as_of is None:
        return []
    site = desk.briefing.site
    updated = datetime.combine(batch.as_of, datetime.min.time(), ZoneInfo(site.timezone)).isoformat()
    host = urlsplit(site.url).hostname or ""
    entries = []
    seen: dict[str, int] = {}
    for row in rows:
        digest = row["key"]
        seen[digest] = seen.get(digest, 0) + 1
        again = f"-{seen[digest]}" if seen[digest] > 1 else ""  # two lines of which nothing may be said read alike
        place = row["evidence"] or row["article"]
        entries.append(
            {
                "id": f"tag:{host},{batch.as_of.isoformat()}:changes/{digest}{again}",
                "title": f"{row['tag']['word']}: {row['words']}",
                "updated": updated,
                "link": absolute(site.url, place["url"] if place else "changes/index.html"),
                "summary": _summary(row),
            }
        )
    return entries


def feed_page(desk: Desk, entries: Sequence[dict[str, str]]) -> Page:
    """The feed as a page; *entries* newest first."""
    site = desk.briefing.site
    context = {
        "id": absolute(site.url, URL),
        "title": f"{site.title}: {desk.words['changes']}",
        "author": site.title,
        "language": desk.language,
        "updated": entries[0]["updated"],
        "self": absolute(site.url, URL),
        "link": absolute(site.url, "changes/index.html"),
        "entries": list(entries[:_MOST]),
    }
    return Page(URL, "atom", context)


def digest_of(change: FactChange) -> str:
    """What a change says, short; never how a page words it, which depends on the day."""
    values = [[one.key, one.old, one.new] for one in change.values]
    said = json.dumps([change.type.value, change.kind, change.article, change.fact, change.words, values])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _summary(row: dict[str, Any]) -> str:
    told = [f"{one['label']}: " + " → ".join(filter(None, (one["old"], one["new"]))) for one in row["values"]]
    return "; ".join([row["lead"], *told] if row["lead"] else told)
