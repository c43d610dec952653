"""The figures of an article as a table: each with what it is the amount of and how sure it is."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from sitegen.compose.badge import badges_of
from sitegen.compose.box import conversion_of
from sitegen.compose.desk import Desk, Read, words_at
from sitegen.compose.figure import RANKS, amount_words, distinct
from sitegen.model.facts import Amount, Event
from sitegen.model.site import FactRef

_MOST = 20


def figures_of(desk: Desk, read: Read) -> list[dict[str, Any]]:
    """The amounts of which the article says what they measure, in text order; the same one only once."""
    return [_row(desk, read, one, event) for one, event in labelled(read)]


def labelled(read: Read) -> list[tuple[Amount, Event | None]]:
    """The first of those amounts, each with the event of the smallest clause that it stands in.

    A figure that another has left behind (1200명에서 900명으로) stands in the other's row.
    """
    events = [fact for fact in read.facts.facts if isinstance(fact, Event) and not fact.is_minor]
    left = {before.id for before, one in pairwise(read.amounts) if one.change and one.change.start and one.of}
    told = distinct(
        [one for one in read.amounts if one.of and not one.converts and one.unit not in RANKS and one.id not in left]
    )
    return [(one, _told_by(events, one)) for one in told[:_MOST]]


def _told_by(events: Iterable[Event], amount: Amount) -> Event | None:
    holders = [event for event in events if amount.evidence.span in event.clause]
    return min(holders, key=lambda event: len(event.clause), default=None)


def _row(desk: Desk, read: Read, amount: Amount, event: Event | None) -> dict[str, Any]:
    return {
        "words": amount_words(amount, words_at(read.article, amount.evidence.span), desk.language),
        "converted": conversion_of(amount, read.amounts),
        "of": amount.of,
        "change": _change(amount, desk),
        "badges": badges_of(event, desk.words) if event else [],
        "source": event.certainty.source if event else "",
        "edited": amount.is_edited,
        "evidence": desk.evidence_link(FactRef(read.article.id, amount.id), read.article.id),
    }


def _change(amount: Amount, desk: Desk) -> dict[str, str] | None:
    """From what and compared with when the figure has moved, and which way; None where no such words stand there."""
    change = amount.change
    if change is None or not (change.start or change.base):
        return None
    against = desk.words["change_against"].format(base=change.base) if change.base else ""
    way = desk.words[f"change_{change.direction}"]
    return {"start": change.start, "against": against, "direction": change.direction, "way": way}
