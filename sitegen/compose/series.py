"""The figures of a story: one row a measured thing, its values in time order with bars of one unit."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sitegen.compose.badge import badges_of
from sitegen.compose.desk import Desk
from sitegen.compose.disputes import figure_words, told_by
from sitegen.compose.timex import Context
from sitegen.compose.when import WITHIN_DAY
from sitegen.model.facts import Amount, Event, Status
from sitegen.model.site import FactRef, Relation, RelationType

MOST_THINGS = 12
_OLD = timedelta(days=100)  # a figure of an older day than that is told as background


def series_table(desk: Desk, articles: Iterable[str]) -> list[dict[str, Any]]:
    """The things that *articles* measure more than once, the most often measured first."""
    related = [one for one in desk.linked.among(articles) if _is_of_figures(desk, one)]
    links = [one for one in related if one.type is RelationType.SERIES]
    rivals: defaultdict[FactRef, list[FactRef]] = defaultdict(list)
    chains = _chains(desk, [(one.earlier, one.later) for one in links])
    held = {ref for chain in chains for ref in chain}
    for one in (one for one in related if one.type is RelationType.CONFLICT):
        first, other = (one.later, one.earlier) if one.later in held else (one.earlier, one.later)
        if first not in held and _amount(desk, first).of:
            chains.append([first])  # told twice at one time, and at no other
            held.add(first)
        if first in held and other not in held:
            rivals[first].append(other)
    chains.sort(key=lambda chain: (-len(chain) - sum(len(rivals[ref]) for ref in chain), desk.order[chain[-1].article]))
    return [_thing(desk, chain, rivals) for chain in chains[:MOST_THINGS]]


def _is_of_figures(desk: Desk, relation: Relation) -> bool:
    return all(isinstance(desk.facts.get(ref), Amount) for ref in (relation.earlier, relation.later))


def _amount(desk: Desk, ref: FactRef) -> Amount:
    fact = desk.facts[ref]
    assert isinstance(fact, Amount)
    return fact


def _chains(desk: Desk, pairs: Sequence[tuple[FactRef, FactRef]]) -> list[list[FactRef]]:
    """Pairs of an earlier and a later figure as lists, each from its first figure to its last."""
    depth = _depths(pairs)
    return [
        sorted(home, key=lambda ref: (depth[ref], -desk.order[ref.article], ref))
        for home in sorted(_homes(pairs), key=min)
    ]


def _homes(pairs: Sequence[tuple[FactRef, FactRef]]) -> list[set[FactRef]]:
    """The figures that *pairs* tie to one another, set by set."""
    beside: defaultdict[FactRef, list[FactRef]] = defaultdict(list)
    for earlier, later in pairs:
        beside[earlier].append(later)
        beside[later].append(earlier)
    homes: list[set[FactRef]] = []
    seen: set[FactRef] = set()
    for first in beside:
        if first in seen:
            continue
        home, left = {first}, [first]
        while left:
            new = [ref for ref in beside[left.pop()] if ref not in home]
            home.update(new)
            left += new
        homes.append(home)
        seen |= home
    return homes


def _depths(pairs: Sequence[tuple[FactRef, FactRef]]) -> dict[FactRef, int]:
    """The longest way to each figure, counted when all that lead to it have been. What stands in a circle of
    relations, or behind one, comes last."""
    depth = dict.fromkeys((ref for pair in pairs for ref in pair), 0)
    waits = Counter(later for _, later in pairs)
    after: defaultdict[FactRef, list[FactRef]] = defaultdict(list)
    for earlier, later in pairs:
        after[earlier].append(later)
    left = [ref for ref in depth if not waits[ref]]
    while left:
        earlier = left.pop()
        for later in after[earlier]:
            depth[later] = max(depth[later], depth[earlier] + 1)
            waits[later] -= 1
            if not waits[later]:
                left.append(later)
    return {ref: len(depth) if waits[ref] else longest for ref, longest in depth.items()}


def _thing(desk: Desk, chain: Sequence[FactRef], rivals: dict[FactRef, list[FactRef]]) -> dict[str, Any]:
    refs = [ref for one in chain for ref in (one, *rivals.get(one, ()))]
    amounts = [_amount(desk, ref) for ref in refs]
    names = Counter(amount.of for amount in amounts if amount.of)
    name = min(names, key=lambda one: (-names[one], -len(one), one), default="")
    most = max((one.high for one in amounts if one.high is not None), default=Decimal(0))
    at_odds = {one for ref in chain if rivals.get(ref) for one in (ref, *rivals[ref])}
    return {"name": name, "values": [_value(desk, ref, name, most, ref in at_odds) for ref in refs]}


def _value(desk: Desk, ref: FactRef, name: str, most: Decimal, at_odds: bool) -> dict[str, Any]:
    amount, event = _amount(desk, ref), told_by(desk, ref)
    return {
        "fact": ref.fact,
        "day": _day(desk, ref, event),
        "words": figure_words(desk, ref, amount),
        "of": amount.of if amount.of != name else "",
        "bar": _bar(amount, most),
        "at_odds": at_odds,
        "badges": badges_of(event, desk.words) if event else [],
        "source": event.certainty.source if event else "",
        "evidence": desk.evidence_link(ref),
    }


def _bar(amount: Amount, most: Decimal) -> dict[str, str] | None:
    """A bar in per cent of the largest figure of its row; of a range, where it begins and how far it may reach."""
    if amount.low is None or amount.high is None or amount.low < 0 or most <= 0:
        return None
    low, high = amount.low * 100 / most, amount.high * 100 / most
    return {"w": _short(low), "rest": _short(high - low) if high > low else ""}


def _short(number: Decimal) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _day(desk: Desk, ref: FactRef, event: Event | None) -> dict[str, Any]:
    """The day that a figure is of, where its clause tells one; else the day on which it was reported."""
    published = desk.reads[ref.article].article.published
    when = event.when if event is not None and event.certainty.status is Status.HAPPENED else None
    if (
        when is not None
        and when.precision in WITHIN_DAY
        and when.latest is not None
        and _is_fresh(when.latest, published)
    ):
        return desk.shown(when, Context(desk.year))
    shown: dict[str, Any] = {**desk.shown_day(published)}
    if published is not None:
        shown["label"] = desk.words["reported"].format(day=desk.day(published, year=desk.year))
    return shown


def _is_fresh(day: date, published: date | None) -> bool:
    return published is not None and timedelta(0) <= published - day <= _OLD
