"""What has changed since earlier briefings: a block of the front page, a page, and a feed for readers of feeds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from sitegen.compose.desk import Desk, article_url
from sitegen.compose.feed import URL as FEED_URL
from sitegen.compose.feed import digest_of, entries_of, feed_page
from sitegen.compose.frame import page_of
from sitegen.compose.head import Feed
from sitegen.compose.parts import parts_of
from sitegen.compose.timex import Context
from sitegen.compose.when import label
from sitegen.model.facts import Precision, Status, When
from sitegen.model.site import ChangeBatch, ChangeType, FactChange, FactRef, Page, ValueChange

URL = "changes/index.html"
_BLOCK = 6  # rows of the front page
_SHOWN = 40  # rows of a batch on its page
_BATCHES = 10  # of one page
# The values that readers see of each kind, in the order in which they are told.
_VALUES: Mapping[str, tuple[str, ...]] = {
    "event": ("when", "who", "place", "status", "source", "outcome"),
    "amount": ("words", "of"),
    "quote": ("words", "speaker"),
    "term": ("gloss",),
    "person": ("title", "org"),
}
_TAGS: Mapping[ChangeType, tuple[str, str]] = {  # word, look of the style sheet
    ChangeType.FULFILLED: ("fulfilled", "told"),
    ChangeType.CHANGED: ("changed_line", "planned"),
    ChangeType.NEW: ("new", "added"),
    ChangeType.WITHDRAWN: ("withdrawn", "denied"),
}


def latest_changes(desk: Desk) -> dict[str, Any] | None:
    """The newest batch for the front page; None where nothing has changed yet."""
    for _, batch, rows in _batches(desk):
        return {"day": _day(desk, batch), "rows": rows[:_BLOCK], "url": URL}
    return None


def changes_feed(desk: Desk) -> list[Feed]:
    """The feed of changes: one needs to know where the site will stand, and a day to date its entries by."""
    is_there = bool(desk.briefing.site.url) and any(batch.as_of for _, batch, _ in _batches(desk))
    return [Feed(FEED_URL, desk.words["changes"], "atom")] if is_there else []


def change_pages(desk: Desk) -> Iterable[Page]:
    """The pages of all batches and the feed; nothing where nothing has changed yet."""
    batches = list(_batches(desk))
    if not batches:
        return
    words = desk.words
    for url, some, pages in parts_of("changes", batches, _BATCHES, lambda one: _day(desk, one[1])):
        yield page_of(
            desk,
            url,
            "changes.html",
            words["changes"],
            words["changes_description"],
            pages=pages,
            batches=[_section(desk, number, batch, rows) for number, batch, rows in some],
        )
    if changes_feed(desk):
        yield feed_page(desk, [one for _, batch, rows in batches for one in entries_of(desk, batch, rows)])


def _batches(desk: Desk) -> Iterable[tuple[int, ChangeBatch, list[dict[str, Any]]]]:
    """The batches of which there is something to show, numbered."""
    number = 0
    for batch in desk.briefing.changes:
        rows = [row for row in (_row(desk, change) for change in _telling(batch.changes)) if row]
        if rows:
            number += 1
            yield number, batch, rows


def _telling(changes: Sequence[FactChange]) -> list[FactChange]:
    """*changes* without those that another one of their sort and article says, too: a figure in the line that was
    withdrawn with it, a line that was worded anew for the figure in it."""
    by_home: defaultdict[tuple[ChangeType, str], list[FactChange]] = defaultdict(list)
    for change in changes:
        by_home[change.type, change.article].append(change)
    return [
        one
        for one in changes
        if not any(other is not one and _covers(other, one) for other in by_home[one.type, one.article])
    ]


def _covers(other: FactChange, one: FactChange) -> bool:
    if one.type is not ChangeType.CHANGED:
        return one.kind != "event" and other.kind == "event" and one.words.strip("“”") in other.words
    reworded = [value for value in one.values if value.key == "headline"]
    return len(reworded) == len(one.values) and any(
        value.key == "words" and value.old in line.old and value.new in line.new
        for line in reworded
        for value in other.values
    )


def _day(desk: Desk, batch: ChangeBatch) -> str:
    if batch.as_of is None:
        return desk.words["changes_unknown_day"]
    return desk.words["as_of"].format(day=desk.day(batch.as_of, weekday=True))


def _section(desk: Desk, number: int, batch: ChangeBatch, rows: list[dict[str, Any]]) -> dict[str, Any]:
    shown = rows[:_SHOWN]
    left = len(rows) - len(shown)
    return {
        "id": f"b{number}",
        "day": _day(desk, batch),
        "datetime": batch.as_of.isoformat() if batch.as_of else "",
        "groups": [
            {"title": desk.words[f"{name}_title"], "rows": list(same)}
            for name, same in groupby(shown, key=lambda row: str(row["type"]))
        ],
        "more": desk.words["changes_more"].format(count=left) if left else "",
    }


def _row(desk: Desk, change: FactChange) -> dict[str, Any] | None:
    """A line of the page. None where there is nothing to see: a value changed that no page shows, or the article that
    a line of an earlier publication stood in is gone."""
    values = [_value(desk, change.kind, one) for one in _shown_values(change)]
    if change.type is not ChangeType.WITHDRAWN and change.article not in desk.reads:
        return None
    if change.type is ChangeType.CHANGED and not values:
        return None
    word, look = _TAGS[change.type]
    ref = FactRef(change.article, change.fact)
    read = desk.reads.get(change.article)
    kind = "" if change.kind in ("event", "article") else desk.words[f"kind_{change.kind}"]
    return {
        "key": digest_of(change),
        "type": change.type.value,
        "tag": {"word": desk.words[word], "look": look},
        "kind": kind if all(kind != one["label"] for one in values) else "",  # said once
        "words": _line(desk, change),
        "lead": change.words if change.kind == "article" else "",
        "gone": change.type is ChangeType.WITHDRAWN and bool(change.article),
        "values": values,
        "fact": change.fact,
        "evidence": desk.evidence_link(ref) if ref in desk.facts else None,
        "plan": desk.evidence_link(change.plan) if change.plan and change.plan in desk.facts else None,
        "article": {"label": desk.origin(read.article), "url": article_url(read.article)} if read else None,
    }


def _line(desk: Desk, change: FactChange) -> str:
    if change.kind == "article" and change.article:
        read = desk.reads.get(change.article)
        named = desk.title(read.article) if read else change.title
        if named:
            return named
    gone = "withdrawn_article" if change.kind == "article" else "withdrawn_line"
    return change.words or desk.words[gone]


def _shown_values(change: FactChange) -> Iterable[ValueChange]:
    """The values that a reader can see; a line that was only worded anew is shown with both wordings."""
    found = {one.key: one for one in change.values}
    shown = [found[key] for key in _VALUES.get(change.kind, ()) if key in found]
    return shown or [found[key] for key in ("headline",) if key in found]


def _value(desk: Desk, kind: str, value: ValueChange) -> dict[str, str]:
    return {
        "label": desk.words[f"kind_{kind}" if value.key == "words" else f"value_{value.key}"],
        "old": "" if value.key == "outcome" else _said(desk, value.key, value.old) or desk.words["change_none"],
        "new": _said(desk, value.key, value.new) or desk.words["change_none"],
    }


def _said(desk: Desk, key: str, value: str) -> str:
    """A value of the facts' JSON as a reader reads it."""
    if key == "when" and value:
        said = label(When(value, Precision.DAY), desk.language, Context(desk.year))
        return said if said != value else desk.words["unknown_year"]
    if key == "status" and value in set(Status):
        return desk.words.get(f"status_{value}") or desk.words[value]
    return value.replace("|", ", ") if key == "who" else value
