"""Which mentions are of one event, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from sitegen.link.mention import Mention, Phase
from sitegen.model.facts import Status

_SAID = 0.6  # two quotations of one remark share at least this much of the shorter one
_WIRE = 0.8  # two sentences of one agency's text
_ACTORS = 0.5  # of the smaller set of actors
_MINUTES = 30  # clocks further apart than this, both exact, are of two events, or of two accounts
_MARGIN = 1.0  # by so much the best of several must beat the next
_QUOTED = 8  # letters of a quotation that tells whose it is


@dataclass(frozen=True, slots=True)
class Bond:
    """Two mentions of one event: how sure, and why, for a reader."""

    one: Mention
    other: Mention
    score: float
    reason: str


def bond_of(one: Mention, other: Mention) -> Bond | None:
    """Why two mentions in different articles are of one event; None where they are not, or where it is not sure."""
    if one.phase is not other.phase and not _is_reprint(one, other):
        return None
    if _figures_differ(one, other) or _clocks_differ(one, other):
        return None
    if one.said and other.said:
        return _same_words(one, other)
    if _is_reprint(one, other):
        return Bond(one, other, 10.0, "the same sentence, printed twice")
    if not (one.kinds & other.kinds) or _statuses_differ(one, other):
        return None
    dates = _dates(one, other)
    if dates is None:
        return None
    actors, theme = actors_shared(one, other), theme_shared(one, other)
    if actors is not None and actors < _ACTORS:
        return None
    if theme is not None and not theme:
        return None
    shared = len(one.nouns & other.nouns)
    weight = _weight(dates, actors, theme, shared)
    if weight is None:
        return None
    return Bond(one, other, weight, _reason(dates, one, other))


def _weight(dates: str, actors: float | None, theme: int | None, shared: int) -> float | None:
    """How sure; None where too little is shared. The less the dates say, the more the words must."""
    acted, about = actors is not None, bool(theme)
    enough = {
        "day": (acted and (about or shared > 0 or theme is None)) or (about and shared > 1) or (about and not acted),
        "within": about and (acted or shared > 1),
        "period": about and acted,
        "open": about and acted,
    }[dates]
    if not enough:
        return None
    base = {"day": 5.0, "within": 4.0, "period": 3.0, "open": 2.0}[dates]
    return base + (actors or 0.0) + min(theme or 0, 2) + min(shared, 3) * 0.3


def _reason(dates: str, one: Mention, other: Mention) -> str:
    when = {"day": "same day", "within": "the day lies in the month told", "period": "same period",
            "open": "told at the time"}[dates]  # fmt: skip
    parts = [when, min(one.kinds & other.kinds)]
    shared = one.actors & other.actors
    least = min(len(one.event.who), len(other.event.who))
    if shared and least:
        parts.append(f"{min(len(shared), least)} of {least} actors")
    theme = sorted(set(one.theme) & set(other.theme))
    if theme:
        parts.append(theme[-1])
    return ", ".join(parts)


def _dates(one: Mention, other: Mention) -> str | None:
    """How the times of two mentions agree: day, within (a coarse time holds a day), period, open; None: they do not."""
    if one.is_span or other.is_span:
        same = one.event.when is not None and other.event.when is not None
        if same and one.last is not None and one.last == other.last:
            return "day" if one.event.when == other.event.when or one.phase is Phase.PLAN else "period"
        return None
    if one.day and other.day:
        return "day" if one.day == other.day else None
    if not overlap(one, other):
        return None
    if one.is_told and other.is_told:
        return "within" if one.day or other.day else "period"
    if one.phase is Phase.PLAN:
        return None  # a plan without a day may be any
    if one.event.embedded and not one.is_told or other.event.embedded and not other.is_told:
        return None
    return "open"


def overlap(one: Mention, other: Mention, slack: int = 0) -> bool:
    """Whether the windows of two mentions meet, give or take *slack* days."""
    days = timedelta(days=slack)
    if one.first and other.last and one.first > other.last + days:
        return False
    return not (other.first and one.last and other.first > one.last + days)


def actors_shared(one: Mention, other: Mention) -> float | None:
    """The share of the smaller set of actors that the other has, too; None where one of them has none."""
    if not one.event.who or not other.event.who:
        return None
    least, most = sorted((one, other), key=lambda mention: len(mention.event.who))
    if one.actors & other.actors == frozenset():
        return 0.0
    direct = len(set(least.event.who) & set(most.event.who))
    return max(direct, min(len(least.actors & most.actors), len(least.event.who))) / len(least.event.who)


def theme_shared(one: Mention, other: Mention) -> int | None:
    """How many words of what it is about two mentions share, the head counting for two; None where one tells none."""
    if not one.theme or not other.theme:
        return None
    count = len(set(one.theme) & set(other.theme))
    return count + (1 if heads_meet(one.theme[-1], other.theme[-1]) else 0)


def heads_meet(one: str, other: str) -> bool:
    """Whether two nouns are one, or one names the other more closely: 계약 and 본계약, 본계약 and 주식매매계약."""
    one, other = one.removeprefix("본"), other.removeprefix("본")
    return one.endswith(other) or other.endswith(one)


def _statuses_differ(one: Mention, other: Mention) -> bool:
    """Whether one is dropped or denied and the other is not, or two plans are not equally firm."""
    pair = {one.event.certainty.status, other.event.certainty.status}
    if one.phase is Phase.PLAN:
        return len(pair) > 1
    return len(pair) > 1 and bool(pair & {Status.DENIED}) and not (one.said or other.said)


def _figures_differ(one: Mention, other: Mention) -> bool:
    """Whether both count in one unit and no figure is the same."""
    return any(
        not (values & other.figures[unit]) for unit, values in one.figures.items() if unit in other.figures
    )


def _clocks_differ(one: Mention, other: Mention) -> bool:
    if one.clock is not None and other.clock is not None:
        rough = any(m.event.when is not None and m.event.when.mod == "APPROX" for m in (one, other))
        return abs(one.clock - other.clock) > (2 * _MINUTES if rough else _MINUTES)
    return bool(one.part and other.part and one.part != other.part)


def _same_words(one: Mention, other: Mention) -> Bond | None:
    """One remark quoted twice: the same speaker, and words that the longer one holds."""
    if not (one.event.who or one.event.certainty.source) or not _same_speaker(one, other):
        return None
    if not overlap(one, other, slack=3) and one.is_told and other.is_told:
        return None
    if min(len(one.said), len(other.said)) < _QUOTED or likeness(one.said, other.said) < _SAID:
        return None
    return Bond(one, other, 8.0, "the same words of the same speaker")


def _same_speaker(one: Mention, other: Mention) -> bool:
    ours = one.actors | {one.event.certainty.source}
    theirs = other.actors | {other.event.certainty.source}
    return bool((ours & theirs) - {""})


def _is_reprint(one: Mention, other: Mention) -> bool:
    """Whether two sentences are one agency's, printed twice with hardly a change."""
    mine, theirs = sentence_of(one), sentence_of(other)
    if min(len(mine), len(theirs)) < 2 * _QUOTED or one.event.embedded != other.event.embedded:
        return False
    return likeness(mine, theirs) >= _WIRE and likeness(theirs, mine) >= _WIRE - 0.1 and (
        one.event.predicate == other.event.predicate or not one.event.embedded
    )  # fmt: skip


def sentence_of(mention: Mention) -> str:
    """The sentence of a mention without its spaces and marks."""
    number = mention.event.evidence.sentence
    sentences = mention.read.sentences
    words = sentences[number].of(mention.read.article.text) if 0 <= number < len(sentences) else ""
    return "".join(letter for letter in words if letter.isalnum())


def likeness(one: str, other: str) -> float:
    """How much of the shorter text the longer one holds, in pairs of letters."""
    left, right = _pairs(one), _pairs(other)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


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
        best[id(bond.one), bond.other.read.article.id].append(bond)
        best[id(bond.other), bond.one.read.article.id].append(bond)
    doubtful: set[tuple[int, int]] = set()
    for rivals in best.values():
        top = rivals[0].score
        close = [bond for bond in rivals if bond.score > top - _MARGIN]
        if len(close) > 1 and not _is_one_sided(close):
            doubtful |= {(id(bond.one), id(bond.other)) for bond in close if bond.score < 8}
        doubtful |= {(id(bond.one), id(bond.other)) for bond in rivals if bond.score <= top - _MARGIN}
    return doubtful


def _is_one_sided(rivals: Sequence[Bond]) -> bool:
    """Whether the best of several is better than the next at all."""
    return rivals[0].score > rivals[1].score + 0.25


def _cannot_be_one(one: Mention, other: Mention) -> bool:
    if one.read.article.id == other.read.article.id:
        return True
    if one.day and other.day and one.day != other.day and not (one.said and other.said):
        return True
    return _figures_differ(one, other) or _clocks_differ(one, other)


def _bonds(mentions: Sequence[Mention]) -> Iterator[Bond]:
    seen: set[tuple[int, int]] = set()
    for bucket in _buckets(mentions):
        for one, other in combinations(bucket, 2):
            pair = (id(one), id(other))
            if pair in seen or one.read.article.id == other.read.article.id:
                continue
            seen.add(pair)
            bond = bond_of(one, other)
            if bond is not None:
                yield bond


def _buckets(mentions: Sequence[Mention]) -> Iterable[Sequence[Mention]]:
    """Mentions that may be one: of one kind and month with a shared actor or thing, of one sentence, of one remark."""
    found: defaultdict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for mention in mentions:
        for key in dict.fromkeys(_keys(mention)):
            found[key].append(mention)
    return [bucket for bucket in found.values() if len(bucket) > 1]


def _keys(mention: Mention) -> Iterator[tuple[str, ...]]:
    whole = sentence_of(mention)
    if len(whole) >= 2 * _QUOTED:
        yield ("sentence", whole[:6])
        yield ("sentence end", whole[-6:])
    if mention.said:
        for name in sorted(mention.actors | {mention.event.certainty.source} - {""}):
            yield ("said", name, mention.said[:4])
            yield ("said end", name, mention.said[-4:])
    anchors = [*sorted(mention.actors), *mention.theme]
    for kind in mention.kinds:
        for anchor in anchors:
            for month in _months(mention):
                yield (kind, anchor, month)


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
