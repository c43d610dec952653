"""What an editor would put first: each event gets a rank and the reasons for it.

An event earns weight for where it stands, how firmly it is dated, what is at stake in it and how much of the title it
says, and loses weight for being background, a definition or one more opinion. What repeats a better event goes behind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sitegen.model.facts import Amount, Basis, Event, Status, Time, When
from sitegen.model.text import Document, Morph, Role, Sentence, Span
from sitegen.rules.rule import words

# Reason -> weight. Reasons are shown by `sitegen explain`.
WEIGHTS: Mapping[str, float] = {
    "lead": 1.5,  # the sentence that opens the article
    "early": 2.0,  # times how near to the head of the article it stands
    "account": 0.5,  # right after the lead, dated or announced: the lead in full
    "opens": 0.5,  # it opens a paragraph
    "dated": 1.5,
    "next": 1.5,  # a plan or a forecast for a time that is still to come
    "money": 1.0,
    "figures": 0.5,
    "stake": 2.0,  # an estimate of money
    "actor": 1.0,
    "announced": 2.0,  # by a named organisation or a medium
    "weighty": 0.5,  # planned, considered, denied, alleged
    "denied": 2.5,
    "warning": 3.0,
    "title": 4.0,  # times the share of the title that it says
    "background": -1.0,  # long before publication
    "stated": -1.5,  # a state, a definition
    "opinion": -2.5,  # one more voice
    "aside": -2.5,  # a clause inside another event's sentence
    "dropped": -0.5,
    "market": -1.0,  # the close of a share or a currency
    "caption": -9.0,
    "repeats": -2.5,  # says what a better event says
    "more plans": -1.5,  # two plans stand before it already
}
_DEEP = 40  # as deep as repetition matters: no page shows more of one article
_PLANS = 2  # plans that a briefing of five puts before what happened
_BACKGROUND = timedelta(days=90)
_AHEAD = frozenset({Status.PLANNED, Status.EXPECTED, Status.CONSIDERED, Status.PURSUED})
_WEIGHTY = frozenset({Status.PLANNED, Status.CONSIDERED, Status.PURSUED, Status.DENIED, Status.ALLEGED})
_NOUNS = frozenset({"NNG", "NNP", "SL", "SN", "XR"})


def ranked(
    document: Document, events: tuple[Event, ...], times: tuple[Time, ...], amounts: tuple[Amount, ...]
) -> tuple[Event, ...]:
    """*events* in the order given, each with its rank (1 is first, no two are equal) and the reasons for it."""
    if not events:
        return events
    desk = _Desk.of(document, events, amounts)
    found = [desk.reasons(event) for event in events]
    scores = [sum(weight for _, weight in reasons) for reasons in found]
    reasons = [[name for name, _ in named] for named in found]

    def move(number: int, reason: str) -> None:
        if reason not in reasons[number]:
            reasons[number].append(reason)
            scores[number] += WEIGHTS[reason]

    for short, full in desk.retold(events):
        scores[full] = max(scores[full], scores[short])
        move(short, "repeats")
    order: list[int] = []
    left = list(range(len(events)))
    plans = 0
    while left and len(order) < _DEEP:
        best = max(left, key=lambda number: (scores[number], -number))
        left.remove(best)
        order.append(best)
        plans += desk.is_plan(events[best])
        for number in left:
            if _repeats(desk.nouns[number], desk.nouns[best]):
                move(number, "repeats")
            if plans >= _PLANS and desk.is_plan(events[number]):
                move(number, "more plans")
    order += sorted(left, key=lambda number: (-scores[number], number))
    ranks = {number: place + 1 for place, number in enumerate(order)}
    return tuple(
        replace(event, rank=ranks[number], reasons=tuple(reasons[number])) for number, event in enumerate(events)
    )


def _repeats(nouns: frozenset[str], other: frozenset[str]) -> bool:
    """Whether most of what an event names is named by a better one."""
    return len(nouns) > 2 and len(nouns & other) / len(nouns) >= 0.75


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is known of all events of an article together."""

    document: Document
    nouns: tuple[frozenset[str], ...]
    numbers: Mapping[Span, int]  # evidence -> number of the event
    title: frozenset[str]  # the nouns of the body that the title has too
    first: int  # the first body sentence
    place: Mapping[int, int]  # sentence -> how many body sentences stand before it
    main: frozenset[Span]  # the last event of each sentence: the sentence's own
    amounts: tuple[Amount, ...]
    opening: frozenset[int]  # sentences that open a paragraph

    @classmethod
    def of(cls, document: Document, events: Sequence[Event], amounts: tuple[Amount, ...]) -> "_Desk":
        """What the events of *document* share."""
        sentences = {sentence.index: sentence for sentence in document.sentences}
        nouns = tuple(_nouns_in(sentences.get(event.evidence.sentence), _span(event)) for event in events)
        body = [sentence for sentence in document.sentences if sentence.role is Role.BODY]
        title = document.article.title
        shared = frozenset(form for sentence in body for form in _nouns_in(sentence, sentence.span) if form in title)
        place = {sentence.index: number for number, sentence in enumerate(body)}
        last: dict[int, Span] = {event.evidence.sentence: event.evidence.span for event in events}
        return cls(document, nouns, {event.evidence.span: n for n, event in enumerate(events)}, shared,
                   body[0].index if body else 0, place, frozenset(last.values()), amounts,
                   _opening(body))  # fmt: skip

    def reasons(self, event: Event) -> list[tuple[str, float]]:
        """Why an event ranks where it does, each reason with its weight."""
        found = [name for name, holds in self._tests(event) if holds]
        weights = [(name, WEIGHTS[name]) for name in found]
        place = self.place.get(event.evidence.sentence, len(self.place))
        weights.append(("early", round(WEIGHTS["early"] * (1 - place / max(1, len(self.place))), 3)))
        share = self._share(event)
        if share:
            weights.append(("title", round(WEIGHTS["title"] * share, 3)))
        return weights

    def _tests(self, event: Event) -> list[tuple[str, bool]]:
        status, basis = event.certainty.status, event.certainty.basis
        place = self.place.get(event.evidence.sentence, -1)
        amounts = [a for a in self.amounts if a.evidence.span.overlaps(_span(event))]
        point = event.when if event.when and event.when.is_point else None
        money = any(a.unit.isupper() and len(a.unit) == 3 for a in amounts)
        warning = event.predicate in _predicates("warning")
        return [
            ("caption", place < 0),
            ("lead", place == 0),
            ("opens", place > 0 and event.evidence.sentence in self.opening),
            ("account", place in (1, 2) and (point is not None or basis is Basis.ANNOUNCED) and not event.quotes),
            ("dated", point is not None and not self._is_old(point)),
            ("next", self.is_plan(event)),
            ("money", money),
            ("stake", money and status is Status.ESTIMATED),
            ("denied", status is Status.DENIED),
            ("dropped", status is Status.DROPPED),
            ("figures", bool(amounts)),
            ("actor", bool(event.who)),
            ("announced", basis in (Basis.ANNOUNCED, Basis.MEDIA) and not event.quotes),
            ("weighty", status in _WEIGHTY),
            ("warning", warning),
            ("background", point is not None and self._is_old(point) and status is not Status.ALLEGED),
            ("stated", status is Status.STATED),
            ("opinion", (basis in (Basis.SAID, Basis.CLAIMED) or bool(event.quotes)) and not warning),
            ("aside", event.evidence.span not in self.main),
            ("market", event.predicate in _predicates("market")),
        ]

    def retold(self, events: Sequence[Event]) -> list[tuple[int, int]]:
        """Pairs of a lead and the event right after it that tells the same with its day or its source."""
        leads = [n for n, event in enumerate(events) if self.place.get(event.evidence.sentence) == 0]
        accounts = [n for n, event in enumerate(events) if self.place.get(event.evidence.sentence) in (1, 2)]
        return [
            (lead, full)
            for lead in leads
            for full in accounts
            if events[lead].predicate == events[full].predicate
            and len(self.nouns[lead] & self.nouns[full]) >= 2
            and (events[full].when is not None) > (events[lead].when is not None)
            and not events[full].quotes
        ]

    def is_plan(self, event: Event) -> bool:
        """Whether an event lies ahead at a time that is known."""
        point = event.when if event.when and event.when.is_point else None
        return event.certainty.status in _AHEAD and point is not None and self._is_ahead(point)

    def _share(self, event: Event) -> float:
        if not self.title:
            return 0.0
        return len(self.nouns[self.numbers[event.evidence.span]] & self.title) / len(self.title)

    def _is_old(self, when: When) -> bool:
        published = self.document.published
        return bool(published and when.latest and when.latest < published - _BACKGROUND)

    def _is_ahead(self, when: When) -> bool:
        published = self.document.published
        return bool(published and (when.latest is None or when.latest > published))


def _opening(body: Sequence[Sentence]) -> frozenset[int]:
    blocks: dict[int, int] = {}
    for sentence in body:
        blocks.setdefault(sentence.block, sentence.index)
    return frozenset(blocks.values())


def _span(event: Event) -> Span:
    return Span(min(event.clause.start, event.evidence.span.start), max(event.clause.end, event.evidence.span.end))


def _nouns_in(sentence: Sentence | None, span: Span) -> frozenset[str]:
    if sentence is None:
        return frozenset()
    return frozenset(m.form for m in sentence.morphs if span.start <= m.start < span.end and _tells(m))


def _tells(morph: Morph) -> bool:
    return morph.tag in _NOUNS and len(morph.form) > 1


def _predicates(kind: str) -> frozenset[str]:
    """Predicates of *kind* in ``words/headline_weights.tsv``."""
    return frozenset(row[0] for row in words("headline_weights") if row[1] == kind)
