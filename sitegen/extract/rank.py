"""What an editor would put first: each event gets a rank and the reasons for it.

The score is a sum of few round weights: where the event stands, how much of the title it says, whether it is dated,
what kind of news it is. Background, definitions and mere opinions lose weight, and what repeats a better event goes
behind. The classes of predicates stand in ``words/rank_predicates.tsv``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import TypeVar

from sitegen.model.facts import Amount, Basis, Event, Status, Time
from sitegen.model.text import Document, Role, Sentence, Span
from sitegen.rules.rule import words

# Reason -> weight. Reasons are shown by `sitegen explain`. Each says why an editor would agree.
WEIGHTS: Mapping[str, float] = {
    "lead": 1.0,  # the opening sentence is the reporter's own choice of the news
    "head": 1.0,  # the first two paragraphs are what stays when the story is cut from below
    "early": 1.5,  # times the nearness to the head: an inverted pyramid falls in weight with every line
    "title": 2.5,  # times the share of the title's words that it says: the desk has already chosen once
    "official": 1.0,  # somebody with the power to do it has announced it
    "figure": 1.0,  # a figure of the title in full: where the number of the headline comes from
    "dated": 1.0,  # a day makes it an event of the news and not a remark
    "plan": 2.0,  # a date still to come is what the reader can act on
    "money": 1.0,  # a sum says how large the matter is; other figures weigh nothing by themselves
    "actor": 0.5,  # somebody known did it
    "media": 3.0,  # what another medium reports is news that nobody here has confirmed: the reader must see it
    "deed": 1.0,  # a decision, a contract, a verdict, a charge, a result, people harmed: it changed something
    "turn": 2.5,  # dropped or postponed, police at the door, a complaint, an ultimatum, a promise: the story turns
    "answer": 4.0,  # a party to the story denies what the title or the subheading asks
    "ground": -2.0,  # a state, a definition, something long past, the close of a share: the reader may know it already
    "voice": -2.0,  # one more opinion, or a denial in the margin
    "aside": -5.0,  # a clause inside another event's sentence is told with that event
    "repeats": -2.5,  # the reader has just been told
}
_CAPTION = -20.0  # no weight: what is told only beside a picture is no news of the article
_DEEP = 40  # as deep as repetition matters: no page shows more of one article
_LONG_PAST = timedelta(days=90)
_HEAD = 2  # paragraphs
_PLANS = frozenset({Status.PLANNED, Status.CONSIDERED, Status.PURSUED})
_VOICES = frozenset({Basis.SAID, Basis.CLAIMED})
_NOUNS = frozenset({"NNG", "NNP", "SL", "SN", "XR"})
_FIGURE = re.compile(r"(?<![\d.,])\d{2,}(?:\.\d+)?(?!\d)")  # of two digits or more: one digit stands everywhere
_LIGHT = ("하다", "되다", "당하다", "받다", "시키다")
_NOT = frozenset({"않", "못하"})
_F = TypeVar("_F", Time, Amount)
_CASUALTY = frozenset({"사망", "사망자", "실종", "실종자", "부상", "부상자", "사상자", "희생자", "목숨", "인명"})


def ranked(
    document: Document, events: tuple[Event, ...], times: tuple[Time, ...], amounts: tuple[Amount, ...]
) -> tuple[Event, ...]:
    """*events* in the order given, each with its rank (1 is first, no two are equal) and the reasons for it."""
    placed = ranking(document, events, times, amounts)
    return tuple(
        replace(event, rank=rank, reasons=reasons) for event, (rank, reasons) in zip(events, placed, strict=True)
    )


def ranking(
    document: Document, events: Sequence[Event], times: Sequence[Time], amounts: Sequence[Amount]
) -> list[tuple[int, tuple[str, ...]]]:
    """The rank of each of *events* and the reasons for it, as `ranked` gives them."""
    if not events:
        return []
    desk = _Desk.of(document, events, times, amounts)
    found = [desk.reasons(number, event) for number, event in enumerate(events)]
    reasons = [[name for name, _ in named if name] for named in found]
    scores = [sum(weight for _, weight in named) for named in found]

    def repeat(number: int) -> None:
        if "repeats" not in reasons[number]:
            reasons[number].append("repeats")
            scores[number] += WEIGHTS["repeats"]

    for short, full in desk.retold(events):
        scores[full] = max(scores[full], scores[short])
        repeat(short)
    order: list[int] = []
    left = sorted(range(len(events)), key=lambda number: (-scores[number], number))
    fresh = {number for number in left if "repeats" not in reasons[number] and len(desk.nouns[number]) > 2}
    while left and len(order) < _DEEP:
        best = left.pop(0)
        order.append(best)
        fresh.discard(best)
        again = [number for number in fresh if _repeats(desk.nouns[number], desk.nouns[best])]
        for number in again:
            repeat(number)
        if again:
            fresh.difference_update(again)
            left.sort(key=lambda number: (-scores[number], number))
    order += left
    ranks = {number: place + 1 for place, number in enumerate(order)}
    return [(ranks[number], tuple(reasons[number])) for number in range(len(events))]


def _repeats(nouns: frozenset[str], other: frozenset[str]) -> bool:
    """Whether most of what an event names is named by a better one."""
    return not nouns.isdisjoint(other) and len(nouns & other) / len(nouns) >= 0.75


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is known of all events of an article together."""

    document: Document
    nouns: tuple[frozenset[str], ...]  # of each event
    title: frozenset[str]  # the nouns of the body that the title has too
    figures: frozenset[str]  # of the title
    place: Mapping[int, int]  # sentence -> how many body sentences stand before it
    paragraph: Mapping[int, int]  # block -> how many paragraphs stand before it
    heading: Mapping[int, str]  # sentence -> the subheading that it stands under
    parties: frozenset[str]  # who acts in the lead
    times: Mapping[int, tuple[Time, ...]]  # sentence -> the times in it
    amounts: Mapping[int, tuple[Amount, ...]]

    @classmethod
    def of(
        cls, document: Document, events: Sequence[Event], times: Sequence[Time], amounts: Sequence[Amount]
    ) -> "_Desk":
        """What the events of *document* share."""
        sentences = {sentence.index: sentence for sentence in document.sentences}
        body = [sentence for sentence in document.sentences if sentence.role is Role.BODY]
        title = document.article.title
        place = {sentence.index: number for number, sentence in enumerate(body)}
        return cls(
            document=document,
            nouns=tuple(_nouns_in(sentences.get(event.evidence.sentence), _span(event)) for event in events),
            title=frozenset(form for one in body for form in _nouns_in(one, one.span) if form in title),
            figures=frozenset(_FIGURE.findall(title)),
            place=place,
            paragraph={block: number for number, block in enumerate(dict.fromkeys(one.block for one in body))},
            heading=_headings(document),
            parties=frozenset(who for event in events if place.get(event.evidence.sentence) == 0 for who in event.who),
            times=_by_sentence(times),
            amounts=_by_sentence(amounts),
        )

    def reasons(self, number: int, event: Event) -> list[tuple[str, float]]:
        """Why an event ranks where it does, each reason with its weight."""
        sentence = self.document.sentence_at(event.evidence.span.start)
        place = self.place.get(sentence.index)
        early = 1 - place / len(self.place) if place is not None else 0.0
        share = len(self.nouns[number] & self.title) / len(self.title) if self.title else 0.0
        found = [("early", round(WEIGHTS["early"] * early, 3)), ("title", round(WEIGHTS["title"] * share, 3))]
        if place is None:
            found.append(("caption", _CAPTION))
        elif event.embedded:
            found.append(("aside", WEIGHTS["aside"]))
        else:
            found += [(name, WEIGHTS[name]) for name in self._holding(event, sentence, number)]
        return [(name, weight) for name, weight in found if weight]

    def _holding(self, event: Event, sentence: Sentence, number: int) -> Iterator[str]:
        """The reasons that hold of an event of the body."""
        place = self.place[sentence.index]
        head = self.paragraph[sentence.block] < _HEAD
        amounts = [one for one in self.amounts.get(sentence.index, ()) if one.evidence.span.overlaps(_span(event))]
        ground = self._is_ground(event, number)
        turn = self._is_turn(event)
        answer = self._is_answer(event, sentence)
        if place == 0:
            yield "lead"
        elif head:
            yield "head"
        if event.certainty.basis is Basis.ANNOUNCED and not event.quotes:
            yield "official"
        if self._has_figure(event):
            yield "figure"
        if event.when is not None and event.when.is_point and not ground:
            yield "dated"
        if self._is_plan(event):
            yield "plan"
        if any(one.unit.isupper() and len(one.unit) == 3 for one in amounts):
            yield "money"
        if event.who:
            yield "actor"
        if event.certainty.basis is Basis.MEDIA:
            yield "media"
        if turn:
            yield "turn"
        elif self._is_deed(event, sentence, number, amounts):
            yield "deed"
        if answer:
            yield "answer"
        if ground:
            yield "ground"
        if not turn and not answer and _is_voice(event, head):
            yield "voice"

    def _has_figure(self, event: Event) -> bool:
        """Whether a figure of the title stands in the event's own words; what a quote counts is somebody's claim."""
        if not self.figures:
            return False
        text, at = self.document.text, _span(event).start
        own = []
        for quote in sorted(event.quotes):
            own.append(text[at : quote.start])
            at = max(at, quote.end)
        own.append(text[at : _span(event).end])
        return not self.figures.isdisjoint(_FIGURE.findall(" ".join(own)))

    def _is_plan(self, event: Event) -> bool:
        """Whether an event lies ahead at a time that is known; an analyst's forecast is no plan."""
        status, published = event.certainty.status, self.document.published
        if event.when is None or not event.when.is_point or published is None:
            return False
        ahead = event.when.latest is None or event.when.latest > published
        return ahead and (status in _PLANS or (status is Status.EXPECTED and not event.certainty.source))

    def _is_turn(self, event: Event) -> bool:
        kinds = _kinds(event.predicate)
        asked = "ask" in kinds and self._is_party(event)
        return event.certainty.status is Status.DROPPED or "force" in kinds or "vow" in kinds or asked

    def _is_deed(self, event: Event, sentence: Sentence, number: int, amounts: Sequence[Amount]) -> bool:
        """Whether it changed something or is a charge; what did not happen, is only said or is a state did not."""
        status, basis = event.certainty.status, event.certainty.basis
        if status is Status.ALLEGED:
            return True
        if status in (Status.STATED, Status.DENIED) or basis in _VOICES or _is_negated(event, sentence):
            return False
        harmed = bool(self.nouns[number] & _CASUALTY) and any(one.unit == "명" for one in amounts)
        return harmed or not _kinds(event.predicate).isdisjoint(("deed", "harm"))

    def _is_answer(self, event: Event, sentence: Sentence) -> bool:
        """Whether a party to the story denies in words that the title or the subheading repeats."""
        if event.certainty.status is not Status.DENIED or not self._is_party(event):
            return False
        shown = (self.document.article.title, self.heading.get(sentence.index, ""))
        said = [quote.of(self.document.text) for quote in event.quotes]
        return any(quote in line for quote in said for line in shown)

    def _is_party(self, event: Event) -> bool:
        """Whether somebody acts or speaks whom the title names or who acts in the lead."""
        names = [name for name in (*event.who, event.certainty.source.removesuffix(" 측")) if name]
        return any(name in self.parties or name in self.document.article.title for name in names)

    def _is_ground(self, event: Event, number: int) -> bool:
        if event.certainty.status is Status.STATED or self._is_long_past(event):
            return True
        return "close" in _kinds(event.predicate) and any("trade" in _kinds(noun) for noun in self.nouns[number])

    def _is_long_past(self, event: Event) -> bool:
        """Whether it was over, or had begun, long before publication; a charge is news however old the deed."""
        published = self.document.published
        if published is None or event.certainty.status is Status.ALLEGED or self._is_plan(event):
            return False
        if event.when is not None:
            told = [event.when] if event.when.is_point else []
        else:  # 2021년 11월에도 무산됐다; but not 지난해보다, 지난해부터 추진해 온
            inside = [one for one in self.times.get(event.evidence.sentence, ()) if one.when.is_point]
            told = [one.when for one in inside if one.evidence.span.overlaps(_span(event)) and self._is_at(one)]
        days = [when.latest or when.earliest for when in told]
        return bool(days) and all(_is_before(day, published - _LONG_PAST) for day in days)

    def _is_at(self, time: Time) -> bool:
        return self.document.text.startswith("에", time.evidence.span.end)

    def retold(self, events: Sequence[Event]) -> list[tuple[int, int]]:
        """Pairs of a lead and the event right after it that tells the same with its day or its source."""
        own = [(number, self.place.get(event.evidence.sentence)) for number, event in enumerate(events)
               if not event.embedded]  # fmt: skip
        leads = [number for number, place in own if place == 0 and events[number].when is None]
        accounts = [number for number, place in own if place in (1, 2) and events[number].when is not None]
        return [
            (lead, full)
            for lead in leads
            for full in accounts
            if events[lead].predicate == events[full].predicate and not events[full].quotes
            if len(self.nouns[lead] & self.nouns[full]) >= 2
        ]


def _is_voice(event: Event, head: bool) -> bool:
    """Whether an event only says what somebody thinks; what an announcement at the head says is the news itself."""
    if event.certainty.status is Status.DENIED or event.certainty.basis in _VOICES:
        return True
    return bool(event.quotes) and not (head and event.certainty.basis is Basis.ANNOUNCED)


def _is_negated(event: Event, sentence: Sentence) -> bool:
    span = event.evidence.span
    return any(one.form in _NOT and one.tag == "VX" and one.start in span for one in sentence.morphs)


def _is_before(day: date | None, limit: date) -> bool:
    return day is not None and day < limit


def _headings(document: Document) -> dict[int, str]:
    """The subheading that each sentence stands under."""
    found = {}
    heading = ""
    for sentence in document.sentences:
        if sentence.role is Role.HEADING:
            heading = sentence.span.of(document.text)
        else:
            found[sentence.index] = heading
    return found


def _by_sentence(facts: Sequence[_F]) -> dict[int, tuple[_F, ...]]:
    found: dict[int, list[_F]] = {}
    for fact in facts:
        found.setdefault(fact.evidence.sentence, []).append(fact)
    return {sentence: tuple(some) for sentence, some in found.items()}


def _span(event: Event) -> Span:
    return Span(min(event.clause.start, event.evidence.span.start), max(event.clause.end, event.evidence.span.end))


def _nouns_in(sentence: Sentence | None, span: Span) -> frozenset[str]:
    """The nouns and figures of two letters or more."""
    if sentence is None:
        return frozenset()
    start, end = span.start, span.end
    inside = [one for one in sentence.morphs if one.tag in _NOUNS and start <= one.start < end]
    return frozenset([one.form for one in inside if len(one.form) > 1])


@cache
def _classes() -> Mapping[str, frozenset[str]]:
    """Word -> its classes in ``words/rank_predicates.tsv``."""
    found: dict[str, list[str]] = {}
    for word, kind in words("rank_predicates"):
        found.setdefault(word, []).append(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


def _kinds(predicate: str) -> frozenset[str]:
    """The classes of a predicate, with or without its light verb."""
    classes = _classes()
    for light in _LIGHT:
        if predicate.endswith(light) and len(predicate) > len(light):
            return classes.get(predicate, classes.get(predicate.removesuffix(light), frozenset()))
    return classes.get(predicate, frozenset())
