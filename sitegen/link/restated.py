"""Figures that say themselves which earlier one they replace: 기금을 4조2천억원에서 3조6천억원으로 줄였다."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sitegen.link.figures import is_wanted
from sitegen.link.measure import measured
from sitegen.link.mention import told_order
from sitegen.link.related import Related
from sitegen.model.facts import Amount, ArticleFacts, Event, Org, Person, Status
from sitegen.model.site import FactRef, Relation, RelationType
from sitegen.rules.rule import word_set

_MONEY = " 돈"  # 보상에 들어간 돈: told by what was done with it
_LARGE = 1000  # a figure that an affair hardly has twice
_CLAUSE = 16  # letters before a figure that say when it was told
_FROM, _TO = re.compile(r"(?: 선)?에서 [0-9]"), re.compile(r"(?: 규모| 수준| 선)?(?:으로|로)(?![가-힣])")
_THOUGHT = re.compile(r"(?:으로|로) (?:예상|계획|추산|예고|전망|책정|발표|제시)[가-힣]{0,2}(?:했던|한|하던|됐던|된) ")
_TOLD = re.compile(
    r"(?:(?:예상|계획|추산|예고|전망|책정|약속|발표|제시|공시)(?:했던|한|하던|됐던|된)|밝힌|밝혔던|잡은|잡았던|(?:추산|예상|목표)치인) $"
)
_DIFFERS = re.compile(
    r"[이을를]? ?(?:더 )?(?:많|적|높|낮|크|작|비싸|싸|늘|줄|불어|뛰|오르|올라|올랐|떨어|내려|내렸|웃돌|밑돌|넘)"
)
_Value = tuple[str, Decimal | None, Decimal | None]  # unit, low, high


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure in its article, and the number of that in the order told."""

    number: int
    read: ArticleFacts
    amount: Amount


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure as it is told: *words* are those of its label and its clause."""

    ref: FactRef
    words: frozenset[str]
    owners: frozenset[str]  # who acts in its clause, and whom its sentence names
    label: frozenset[str]  # with what stands before it in its stretch of the clause
    measure: str  # its label's class; "" where none names a measure
    day: date | None  # the last on which its clause may lie, where that is told
    published: date | None


@dataclass(frozen=True, slots=True)
class Restated:
    """From a figure to the one that a text says it was changed to. *is_exact*: the first is told of nothing that the
    text does not name, too."""

    relation: Relation
    is_exact: bool


def restated_of(articles: Sequence[ArticleFacts], related: Related) -> Iterator[Restated]:
    """From the first telling of a figure to the first that says it was changed from it, in *related* articles.

    Beside the value the two share a word of what they measure. A later figure has one earlier.
    """
    told: defaultdict[_Value, list[_Place]] = defaultdict(list)
    replaced: set[FactRef] = set()
    for number, read in enumerate(sorted(articles, key=told_order)):
        amounts = [fact for fact in read.facts if isinstance(fact, Amount) and fact.low is not None]
        former = {amount.id for amount in amounts if _is_former(amount, read.article.text)}
        near = frozenset(related.near(read.article.id)) if former else frozenset()
        for at, amount in enumerate(amounts if former else ()):
            before = _before(amounts, at, former, read.article.text)
            if before is None or not (_is_so(amount, read) or _was_thought(before, read.article.text)):
                continue
            new, was = _told(_Place(number, read, amount)), _told(_Place(number, read, before))
            candidates = (one for one in told[_value(before)] if one.number < number and one.read.article.id in near)
            old = next((one for one in map(_told, candidates) if _is_the_one(one, new, was, related, before.low)), None)
            if old is not None and old.ref not in replaced:
                replaced.add(old.ref)
                relation = Relation(RelationType.SERIES, old.ref, new.ref, f"told as changed from {before.surface}")
                yield Restated(relation, _is_exact(old, new, was))
        for amount in amounts:
            if amount.id not in former:  # what it was is no news here
                told[_value(amount)].append(_Place(number, read, amount))


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


def _is_so(amount: Amount, read: ArticleFacts) -> bool:
    """Whether the change is made or settled, and not asked for or guessed."""
    event = read.telling(amount)
    if event is None:
        return True
    settled = event.certainty.status in (Status.HAPPENED, Status.STATED, Status.PLANNED, Status.ONGOING)
    return settled and not is_wanted(event)


def _is_the_one(old: _Told, new: _Told, was: _Told, related: Related, low: Decimal | None) -> bool:
    """Whether the figure *old*, of the very value *low*, is what the new one *was*: by a word, or where no other can be."""
    if old.owners and new.owners and not old.owners & new.owners:
        return False
    if old.measure and new.measure and new.measure != old.measure:
        return False
    if new.day is not None and old.published is not None and new.day < old.published:
        return False  # a change of years ago
    if (old.words & (new.words | was.words)) - old.owners - new.owners:
        return True
    rare = low is not None and low >= _LARGE and len(low.normalize().as_tuple().digits) > 1
    labelled = bool(old.label and (new.label | was.label))  # and the labels share no word
    return rare and not labelled and related.closely(old.ref.article, new.ref.article)


def _is_exact(old: _Told, new: _Told, was: _Told) -> bool:
    """Whether the new telling names all that the old figure is told of, if in other forms: 공사 계약, 공사비는 계약 때의."""
    if not old.owners <= (new.owners | was.owners) and (new.owners or was.owners):
        return False
    spoken = new.words | was.words
    told = old.label - old.owners
    return all(any(word in other or other in word for other in spoken) for word in told)


def _told(place: _Place) -> _Told:
    read, amount = place.read, place.amount
    event = read.telling(amount)
    sentence = amount.evidence.sentence
    named = {fact.name for fact in read.facts if isinstance(fact, Org | Person) and fact.evidence.sentence == sentence}
    measure, is_measure, _ = measured(amount.of)
    return _Told(
        FactRef(read.article.id, amount.id),
        _words(amount, read),
        frozenset(named.union(event.who if event else ())),
        frozenset({*(() if amount.of.endswith(_MONEY) else amount.of.split()), *amount.scope})
        - word_set("noun_general"),
        measure if is_measure else "",
        event.when.latest if event is not None and event.when is not None else None,
        read.article.published,
    )


def _words(amount: Amount, read: ArticleFacts) -> frozenset[str]:
    """What a figure is told by: its label, what stands before it, and the nouns of its clauses."""
    found = {*amount.of.split(), *amount.scope}
    for fact in read.facts:
        if isinstance(fact, Event) and amount.evidence.span in fact.clause:
            found |= {*fact.nouns, *fact.theme}
    return frozenset(word for word in found if len(word) > 1 and word not in word_set("noun_general"))
