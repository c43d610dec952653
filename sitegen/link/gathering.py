"""How many came to one gathering, where articles disagree: 주최 쪽은 3천명, 경찰은 1천200명으로 추산했다."""

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

_HELD = re.compile(rf"(?:{any_of((*word_list('meetings'), '시위', '파업', '행진', '문화제', '추모제'))})$")
_CAME = re.compile(r"[이은]?\s(?:모였|모인|참[가석여]|운집|나왔|함께했)")
_SOME = re.compile(r"(?:가운데|중|명|에서|까지|만|추가로) (?:약 |최대 |적어도 )?$")  # 위원 11명 중 9명이 참석했다
_BACK = 1  # sentences before a count that tell what people came to
_DAY = frozenset({Precision.DAY, Precision.PART, Precision.MINUTE})
_ALIKE = 2  # words beside the noun by which two are one: the place, the matter, for or against
_ROUND = 20  # a count is no other where they differ by less than one part of so many


@dataclass(frozen=True, slots=True)
class _Count:
    """How many came, by an article."""

    read: ArticleFacts
    amount: Amount
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
    """From the first count of those who came to a gathering to the first that differs, in *related* articles.

    A gathering is told by its noun and its day, which the sentence of the count or the one before it must name.
    """
    counts: defaultdict[tuple[date, str], list[_Count]] = defaultdict(list)
    for read in sorted(articles, key=told_order):
        amounts = [fact for fact in read.facts if isinstance(fact, Amount) and fact.unit == "명"]
        came = [amount for amount in amounts if _tells_who_came(amount, read.article.text)]
        events = [fact for fact in read.facts if isinstance(fact, Event)] if came else []
        for amount in came:
            if found := _gathering(amount, events):
                held, event = found
                counts[held].append(_Count(read, amount, event))
    for told in counts.values():
        first = told[0]
        known = {one.amount.low for one in told if one.read is first.read}
        for other in told:
            ids = first.read.article.id, other.read.article.id
            if other.read is first.read or not first.is_of(other) or not related.are(*ids):
                continue
            if other.amount.low not in known:
                if all(_differ(one.amount, other.amount) for one in told if one.read is first.read):
                    yield Relation(RelationType.CONFLICT, first.ref, other.ref, "one gathering, two counts")
                break


def _tells_who_came(amount: Amount, text: str) -> bool:
    start, end = amount.evidence.span.start, amount.evidence.span.end
    return (
        amount.low is not None
        and amount.low == amount.high
        and _CAME.match(text, end) is not None
        and not _SOME.search(text, max(0, start - 12), start)
    )


def _gathering(amount: Amount, events: Sequence[Event]) -> tuple[tuple[date, str], Event] | None:
    """The day and the noun of what people came to, and its telling; None where none is told nearby, or several are."""
    number, end = amount.evidence.sentence, amount.evidence.span.end
    found: dict[tuple[date, str], Event] = {}
    for event in events:
        near = number - _BACK <= event.evidence.sentence < number or (
            event.evidence.sentence == number and event.clause.start < end
        )
        when = event.when
        if not near or when is None or when.precision not in _DAY or when.earliest is None:
            continue
        if event.certainty.status is not Status.HAPPENED:
            continue
        held = next((noun for noun in reversed((*event.nouns, *event.theme)) if _HELD.search(noun)), None)
        if held:
            found.setdefault((when.earliest, held[-2:]), event)
    return next(iter(found.items())) if len(found) == 1 else None


def _told_of(held: Event) -> frozenset[str]:
    """What a gathering is told by, beside its own noun: where, for what."""
    return frozenset(word for word in (*held.nouns, *held.theme) if not _HELD.search(word))


def _differ(one: Amount, other: Amount) -> bool:
    """Whether two counts are two, and not one of them rounded."""
    assert one.low is not None
    assert other.low is not None
    return abs(one.low - other.low) * _ROUND > max(one.low, other.low)
