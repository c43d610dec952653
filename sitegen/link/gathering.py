"""How many came to one gathering, where two sources disagree: 노동조합은 집회에 3천명이 모였다고 밝혔다, 경찰은 1천200명이
모인 것으로 추산했다."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sitegen.link.mention import told_order
from sitegen.link.related import Related
from sitegen.model.facts import Amount, ArticleFacts, Event, Precision, Status
from sitegen.model.site import FactRef, Relation, RelationType
from sitegen.rules.anyof import any_of
from sitegen.rules.rule import word_list

_COUNTS = frozenset({"참가자", "참석자"})  # labels of those who came, whoever they are
# 상인회는 집회에, 경찰은 이 집회에; not 지난해 집회에, 전국에서 열린 집회에
_HERE = re.compile(
    rf"(?:^|[은는이가] |, )(?:이 |이날 |당시 )?({any_of(word_list('gatherings'))})"
    r"(?:에|에는|에서|에서는) (?:모두 |약 )?$"
)
_BACK = 1  # sentences before a count that tell what people came to
_ALIKE = 2  # words beside the noun by which two are one: the place, the matter, for or against
_DAY = frozenset({Precision.DAY, Precision.PART, Precision.MINUTE})
_COUNTED = frozenset({Status.HAPPENED, Status.STATED, Status.ESTIMATED, Status.ALLEGED})
_ROUND = 20  # a count is no other where they differ by less than one part of so many


@dataclass(frozen=True, slots=True)
class _Count:
    """How many came, by an article, and who says so."""

    read: ArticleFacts
    amount: Amount
    source: str
    held: Event  # the telling of the gathering

    def is_of(self, other: "_Count") -> bool:
        """Whether both are of one gathering: two may be held on one day, for and against."""
        ours, theirs = self.held, other.held
        if ours.who and theirs.who and set(ours.who).isdisjoint(theirs.who):
            return False
        return len(_told_of(ours) & _told_of(theirs)) >= _ALIKE

    @property
    def ref(self) -> FactRef:
        return FactRef(self.read.article.id, self.amount.id)


def attendance_of(articles: Sequence[ArticleFacts], related: Related) -> Iterator[Relation]:
    """From the first count of those who came to a gathering to the first by another source that differs, in *related*
    articles.

    A gathering is told by its noun and its day, which the sentence of the count or the one before it must name.
    """
    counts: defaultdict[tuple[date, str], list[_Count]] = defaultdict(list)
    for read in sorted(articles, key=told_order):
        came = [fact for fact in read.facts if isinstance(fact, Amount) and fact.of in _COUNTS]
        events = [fact for fact in read.facts if isinstance(fact, Event)] if came else []
        for amount in came:
            if found := _count(amount, read, events):
                counts[found[0]].append(found[1])
    for told in counts.values():
        first = told[0]
        ours = [one for one in told if one.read is first.read]
        for other in told:
            ids = first.read.article.id, other.read.article.id
            if other.read is first.read or other.source == first.source or not first.is_of(other):
                continue
            if related.are(*ids) and all(_differ(one.amount, other.amount) for one in ours):
                yield Relation(RelationType.CONFLICT, first.ref, other.ref, "one gathering, two counts")
                break


def _count(amount: Amount, read: ArticleFacts, events: Sequence[Event]) -> tuple[tuple[date, str], _Count] | None:
    """What *amount* counts: the day and the noun of a gathering, and the count; None where that is not sure."""
    start, number = amount.evidence.span.start, amount.evidence.sentence
    here = _HERE.search(read.article.text, read.sentences[number].start, start)
    telling = read.telling(amount)
    if here is None or amount.low is None or amount.low != amount.high or telling is None:
        return None
    if telling.certainty.status not in _COUNTED:
        return None  # 5천명이 모였다는 주장은 사실이 아니다
    held = _gathering(here[1], start, number, events)
    if held is None:
        return None
    day, event = held
    return (day, here[1]), _Count(read, amount, telling.certainty.source, event)


def _gathering(noun: str, start: int, number: int, events: Sequence[Event]) -> tuple[date, Event] | None:
    """The day of a gathering of this *noun*, and its telling, before *start*; None where none is told, or several are."""
    found: dict[date, Event] = {}
    for event in events:
        when = event.when
        near = number - _BACK <= event.evidence.sentence <= number and event.evidence.span.end <= start
        if not near or when is None or when.precision not in _DAY or when.earliest is None:
            continue
        if event.certainty.status is Status.HAPPENED and any(word.endswith(noun) for word in event.theme):
            found.setdefault(when.earliest, event)
    return next(iter(found.items())) if len(found) == 1 else None


def _told_of(held: Event) -> frozenset[str]:
    """What a gathering is told by, beside its own noun: where, for what."""
    return frozenset((*held.nouns, *held.theme)) - frozenset(held.theme[-1:])


def _differ(one: Amount, other: Amount) -> bool:
    """Whether two counts are two, and not one of them rounded."""
    assert one.low is not None
    assert other.low is not None
    return abs(one.low - other.low) * _ROUND > max(one.low, other.low)
