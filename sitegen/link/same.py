"""Mentions as events: those of one event together, the surest first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations

from sitegen.link.bond import Bond, bond_of, clocks_differ, figures_differ
from sitegen.link.deed import are_general, noun_class
from sitegen.link.mention import Mention, generals_of
from sitegen.link.related import Related
from sitegen.link.window import Phase
from sitegen.link.wording import QUOTED, sentence_of
from sitegen.model.facts import Basis

_SURE = 8.0  # bonds as sure as this need no other likeness of their articles
_OFTEN = 40  # deeds of one kind and actor
_MARGIN = 1.0  # by so much the best of several must beat the next
_SAYING = frozenset({"발표", "말", "강조", "장담", "설명", "지시", "요구", "부인", "공시"})


def groups_of(mentions: Sequence[Mention]) -> list[tuple[tuple[Mention, ...], str]]:
    """*mentions* as events: those of one event together, the first told first, with the reason why they are one.

    The surest bonds tie first. No event holds two mentions of one article, nor two that cannot be one; a coarse time
    that would fit two events fits none of them.
    """
    bonds = sorted(_bonds(mentions), key=lambda bond: (-bond.score, bond.one.order, bond.other.order))
    doubtful = _doubtful(bonds)
    homes: dict[int, list[Mention]] = {id(mention): [mention] for mention in mentions}
    reasons: dict[int, str] = {}
    for bond in bonds:
        left, right = homes[id(bond.one)], homes[id(bond.other)]
        if left is right or (id(bond.one), id(bond.other)) in doubtful:
            continue
        if any(_cannot_be_one(a, b) for a in left for b in right):
            continue
        reasons.setdefault(id(left), bond.reason)
        left += right
        for mention in right:
            homes[id(mention)] = left
    seen: set[int] = set()
    found = []
    for mention in mentions:
        home = homes[id(mention)]
        if id(home) not in seen:
            seen.add(id(home))
            members = tuple(sorted(home, key=lambda one: one.order))
            found.append((members, reasons.get(id(home), "")))
    return found


def _doubtful(bonds: Iterable[Bond]) -> set[tuple[int, int]]:
    """The bonds of mentions that fit two of another article, or two days, equally well."""
    best: dict[tuple[int, str], list[Bond]] = defaultdict(list)
    for bond in bonds:
        best[id(bond.one), bond.other.article].append(bond)
        best[id(bond.other), bond.one.article].append(bond)
    doubtful = _of_two_days(bonds)
    for rivals in best.values():
        top = rivals[0].score
        close = [bond for bond in rivals if bond.score > top - _MARGIN]
        if len(close) > 1 and not _is_one_sided(close):
            doubtful |= {(id(bond.one), id(bond.other)) for bond in close if bond.score < 8}
        doubtful |= {(id(bond.one), id(bond.other)) for bond in rivals if bond.score <= top - _MARGIN}
    return doubtful


def _of_two_days(bonds: Iterable[Bond]) -> set[tuple[int, int]]:
    """The bonds of mentions without a day that fit those of two days equally well, whatever articles tell them."""
    open_: dict[int, list[Bond]] = defaultdict(list)
    for bond in bonds:
        for mention in (bond.one, bond.other):
            if mention.day is None and not mention.said:
                open_[id(mention)].append(bond)
    found: set[tuple[int, int]] = set()
    for rivals in open_.values():
        close = [bond for bond in rivals if bond.score > rivals[0].score - _MARGIN]
        days = {mention.day for bond in close for mention in (bond.one, bond.other)} - {None}
        if len(days) > 1:
            found |= {(id(bond.one), id(bond.other)) for bond in close if bond.score < 8}
    return found


def _is_one_sided(rivals: Sequence[Bond]) -> bool:
    """Whether the best of several is better than the next at all."""
    return rivals[0].score > rivals[1].score + 0.25


def _cannot_be_one(one: Mention, other: Mention) -> bool:
    if one.article == other.article:
        return True
    if one.day and other.day and one.day != other.day and not (one.said and other.said):
        return True
    return figures_differ(one, other) or clocks_differ(one, other)


def _bonds(mentions: Sequence[Mention]) -> Iterator[Bond]:
    seen: set[tuple[int, int]] = set()
    related = Related([mention.read for mention in mentions])
    for one, other in _candidates(mentions):
        pair = (id(one), id(other))
        if pair in seen or one.article == other.article:
            continue
        seen.add(pair)
        bond = bond_of(one, other)
        if bond is not None and (bond.score >= _SURE or related.are(one.article, other.article)):
            yield bond


def _candidates(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    for bucket in _buckets(mentions):
        yield from combinations(bucket, 2)
    for bucket in _recaps(mentions):
        dated = [mention for mention in bucket if mention.first is not None]
        undated = [mention for mention in bucket if mention.first is None]
        yield from ((one, other) if one.order < other.order else (other, one) for one in undated for other in dated)


def _recaps(mentions: Sequence[Mention]) -> Iterable[Sequence[Mention]]:
    """Mentions of one kind and actor, whenever; where there are many, a recap may be of any, and none is compared."""
    found: defaultdict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.phase is Phase.PAST and not mention.said:
            for kind in sorted(mention.kinds):
                if not are_general((kind,)):
                    for name in sorted({*mention.actors, *mention.people, *mention.theme}):
                        found[kind, name].append(mention)
    return [bucket for bucket in found.values() if 1 < len(bucket) <= _OFTEN]


def _buckets(mentions: Sequence[Mention]) -> Iterable[Sequence[Mention]]:
    """Mentions that may be one: of one kind and month with a shared actor or thing, of one sentence, of one remark."""
    found: defaultdict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for mention in mentions:
        for key in dict.fromkeys(_keys(mention)):
            found[key].append(mention)
    return [bucket for bucket in found.values() if len(bucket) > 1]


def _keys(mention: Mention) -> Iterator[tuple[str, ...]]:
    whole = sentence_of(mention)
    if len(whole) >= QUOTED:
        yield ("sentence", whole[:6])
        yield ("sentence end", whole[-6:])
    speakers = sorted(mention.actors | {mention.event.certainty.source} - {""})
    if mention.said or mention.kinds & _SAYING or mention.event.certainty.basis is not Basis.WRITER:
        for name in speakers:
            yield ("said", name)
    figures = [f"{told.value[0]} {told.unit}" for told in mention.figures]
    kin = map(noun_class, mention.theme[-1:])
    called = generals_of(mention.event.nouns)
    names = sorted(mention.actors | mention.people | called)
    anchors = dict.fromkeys((*names, *mention.theme, *kin, *sorted(mention.nouns), *figures))
    months = [*_months(mention)]
    for month in months:
        for kind in mention.kinds:
            for anchor in anchors:
                yield (kind, anchor, month)
        if mention.theme and mention.day:
            yield ("thing", mention.theme[-1], month)


def _months(mention: Mention) -> Mapping[str, None]:
    """The months that a mention may lie in, at most a year of them."""
    first = mention.first or mention.last
    last = mention.last or mention.first
    if first is None or last is None:
        return {}
    months: dict[str, None] = {}
    day = first.replace(day=1)
    while day <= last and len(months) < 13:
        months[f"{day.year:04}-{day.month:02}"] = None
        day = (day + timedelta(days=32)).replace(day=1)
    return months
