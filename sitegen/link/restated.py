"""Figures that say themselves which earlier one they replace: 기금을 4조2천억원에서 3조6천억원으로 줄였다."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sitegen.link.figures import is_wanted
from sitegen.link.mention import told_order
from sitegen.link.related import Related
from sitegen.model.facts import Amount, ArticleFacts, Event, Status
from sitegen.model.site import FactRef, Relation, RelationType
from sitegen.rules.rule import word_set

_LARGE = 1000  # a figure that an affair hardly has twice
_CLAUSE = 16  # letters before a figure that say when it was told
_FROM, _TO = re.compile(r"(?: 선)?에서 [0-9]"), re.compile(r"(?: 규모| 수준| 선)?(?:으로|로)(?![가-힣])")
_THOUGHT = re.compile(r"(?:으로|로) (?:예상|계획|추산|예고|전망|책정|발표|제시)[가-힣]{0,2}(?:했던|한|하던|됐던|된) ")
_TOLD = re.compile(
    r"(?:(?:예상|계획|추산|예고|전망|책정|약속|발표|제시|공시)(?:했던|한|하던|됐던|된)|밝힌|밝혔던|잡은|잡았던|(?:추산|예상|목표)치인) $"
)
_DIFFERS = re.compile(r"[이을를]? ?(?:더 )?(?:많|적|높|낮|크|작|비싸|싸|늘|줄|웃돌|밑돌|넘)")
_Value = tuple[str, Decimal | None, Decimal | None]  # unit, low, high


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure as it is told: *words* are those of its label and its clause."""

    ref: FactRef
    place: int  # of the article in the order told
    words: frozenset[str]


def restated_of(articles: Sequence[ArticleFacts], related: Related, known: Collection[Relation]) -> Iterator[Relation]:
    """From the first telling of a figure to the first that says it was changed from it, in *related* articles.

    Beside the value the two share a word of what they measure. A later figure has one earlier: what *known* says goes
    before.
    """
    told: defaultdict[_Value, list[_Told]] = defaultdict(list)
    replaced = {one.earlier for one in known if one.type is RelationType.SERIES}
    replacing = {one.later for one in known if one.type is RelationType.SERIES}
    for place, read in enumerate(sorted(articles, key=told_order)):
        events = [fact for fact in read.facts if isinstance(fact, Event)]
        amounts = [fact for fact in read.facts if isinstance(fact, Amount) and fact.low is not None]
        here: list[tuple[_Value, _Told]] = []
        text = read.article.text
        former = {amount.id for amount in amounts if _is_former(amount, text)}
        for at, amount in enumerate(amounts):
            new = _Told(FactRef(read.article.id, amount.id), place, _words(amount, events))
            before = _before(amounts, at, former, text)
            if amount.id not in former:  # what it was is no news here
                here.append((_value(amount), new))
            if before is None or not (_is_so(amount, events) or _was_thought(before, text)):
                continue
            words = new.words | _words(before, events)
            old = next((one for one in told[_value(before)] if _is_the_one(one, new, words, related, before.low)), None)
            if old is not None and old.ref not in replaced and new.ref not in replacing:
                replaced.add(old.ref)
                yield Relation(RelationType.SERIES, old.ref, new.ref, f"told as changed from {before.surface}")
        for value, one in here:
            told[value].append(one)


def _value(amount: Amount) -> _Value:
    return amount.unit, amount.low, amount.high


def _before(amounts: Sequence[Amount], at: int, former: Collection[str], text: str) -> Amount | None:
    """The figure that the one *at* is told as changed from, in its sentence; None where there is none, or several."""
    amount = amounts[at]
    if amount.id in former or _DIFFERS.match(text, amount.evidence.span.end):
        return None
    near = [
        one
        for one in amounts[max(0, at - 3) : at + 3]
        if one.id in former
        and one.evidence.sentence == amount.evidence.sentence
        and one.unit == amount.unit
        and _value(one) != _value(amount)
        and (_was_thought(one, text) or _becomes(one, amount, text))
    ]
    return near[0] if len(near) == 1 else None


def _is_former(amount: Amount, text: str) -> bool:
    """Whether a figure is what it was, or what it was thought to be: 5만t에서 3만5000t으로, 예상한 290만원보다."""
    return _FROM.match(text, amount.evidence.span.end) is not None or _was_thought(amount, text)


def _was_thought(amount: Amount, text: str) -> bool:
    start, end = amount.evidence.span.start, amount.evidence.span.end
    told = _TOLD.search(text, max(0, start - _CLAUSE), start)
    return told is not None or _THOUGHT.match(text, end) is not None


def _becomes(one: Amount, other: Amount, text: str) -> bool:
    """Whether *other* is what *one* is changed to, right behind it: 5만t에서 3만5000t 규모로."""
    between = text[one.evidence.span.end : other.evidence.span.start]
    return between in ("에서 ", " 선에서 ") and _TO.match(text, other.evidence.span.end) is not None


def _is_so(amount: Amount, events: Sequence[Event]) -> bool:
    """Whether the change is made or settled, and not asked for or guessed."""
    holding = [event for event in events if amount.evidence.span in event.clause]
    event = min(holding, key=lambda one: len(one.clause), default=None)
    if event is not None and is_wanted(event):
        return False
    return event is None or event.certainty.status in (Status.HAPPENED, Status.STATED, Status.PLANNED, Status.ONGOING)


def _is_the_one(old: _Told, new: _Told, words: frozenset[str], related: Related, low: Decimal | None) -> bool:
    """Whether the figure *old*, of the very value *low*, is what the new one was: by a word, or where no other can be."""
    if old.place >= new.place or not related.are(old.ref.article, new.ref.article):
        return False
    rare = low is not None and low >= _LARGE and len(str(low.normalize()).rstrip("0")) > 1
    return bool(old.words & words) or (rare and related.closely(old.ref.article, new.ref.article))


def _words(amount: Amount, events: Sequence[Event]) -> frozenset[str]:
    """What a figure is told by: its label, what stands before it, and the nouns of its clause."""
    found = {*amount.of.split(), *amount.scope}
    for event in events:
        if amount.evidence.span in event.clause:
            found |= {*event.nouns, *event.theme}
    return frozenset(word for word in found if len(word) > 1 and word not in word_set("noun_general"))
