"""The editor's hand on the facts of one article. A correction finds its fact by words, never by offset or id, so that
it holds while the rules change and the text around it is edited."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sitegen.extract.address import Found, Words, plain_words, squeezed
from sitegen.model.corrections import NEEDED, Action, Corrected, Correction, Vanished
from sitegen.model.facts import (
    EDITOR,
    Alias,
    Amount,
    ArticleFacts,
    Basis,
    Certainty,
    Event,
    Evidence,
    Fact,
    Org,
    Person,
    Quote,
    Status,
    Term,
    Time,
)
from sitegen.model.text import Article, BodyMode, Span

# With these a [[set]] says a whole fact, also where the rules read none.
_WHOLE: Mapping[str, tuple[str, ...]] = {**NEEDED, "event": ("headline", "status")}
_NAMED = 5  # facts that a hint names at most
_OPENING, _CLOSING = "\"'“‘「『", "\"'”’」』"


def corrected(
    read: ArticleFacts, corrections: Iterable[Correction]
) -> tuple[ArticleFacts, tuple[Corrected, ...], tuple[Vanished, ...]]:
    """*read* with *corrections* applied, those that hold, and those that do not, each in the order of the file.

    First what is hidden goes, then what is set changes, then what is added comes, then what is pinned goes first. What is
    accepted is looked up last and stays as it is.
    """
    given = tuple(corrections)
    if not given:
        return read, (), ()
    hand = _Hand(read)
    for action in Action:
        for correction in given:
            if correction.action is action:
                hand.apply(correction)
    only_looked_at = all(one.before is one.after for one in hand.done)
    return (
        read if only_looked_at else replace(read, facts=hand.result()),
        tuple(sorted(hand.done, key=lambda one: one.correction.place)),
        tuple(sorted(hand.vanished, key=lambda one: one.correction.place)),
    )


class _Hand:
    """The facts of one article while corrections are applied to them."""

    def __init__(self, read: ArticleFacts) -> None:
        self.read = read
        self.facts = list(read.facts)
        self.done: list[Corrected] = []
        self.vanished: list[Vanished] = []
        self._pinned: list[str] = []  # ids of events, the first first
        self._words = Words(read)

    def apply(self, correction: Correction) -> None:
        """*correction* is done, or has vanished."""
        places = self._words.found(correction.words, correction.sentence)
        if not places:
            self._gone(correction)
        elif len({(place.first, place.last) for place in places}) > 1:
            positions = (self.read.article.position(place.span.start) for place in places)
            where = ", ".join(f"{line}:{column}" for line, column in positions)
            hint = 'add other words of the sentence that is meant:  sentence = "…"'
            self._vanish(correction, f"the words stand in several sentences: {where}", hint, unclear=True)
        elif correction.action is Action.ADD:
            self._add(correction, places)
        else:
            self._change(correction, places)

    def result(self) -> tuple[Fact, ...]:
        """The facts in text order, the events ranked anew where one was hidden or put first."""
        events = [fact for fact in self.facts if isinstance(fact, Event) and fact.rank > 0]
        events.sort(key=lambda event: (self._pinned.index(event.id) if event.pinned else len(self._pinned), event.rank))
        ranks = {event.id: number for number, event in enumerate(events, 1)}
        facts = [replace(one, rank=ranks.get(one.id, 0)) if isinstance(one, Event) else one for one in self.facts]
        return tuple(sorted(facts, key=lambda fact: (fact.evidence.span, fact.kind)))

    def _vanish(self, correction: Correction, message: str, hint: str, *, unclear: bool = False) -> None:
        self.vanished.append(Vanished(correction, f"{_named(correction)}: {message}", hint, unclear))

    def _gone(self, correction: Correction) -> None:
        words = squeezed(correction.words)
        hint = "give the words as they stand in the seed now, or delete this correction"
        if correction.sentence and self._words.found(correction.words, ""):
            self._vanish(correction, f"no sentence with ‘{correction.sentence}’ holds the words", hint)
        elif words in squeezed(self.read.article.text):
            message = "the words stand in no line that facts are read in, only in front matter, a title or a byline"
            self._vanish(correction, message, hint)
        else:
            self._vanish(correction, "the words are no longer in the seed", hint)

    def _change(self, correction: Correction, places: Sequence[Found]) -> None:
        facts = self._words.meant(correction.words, correction.kinds, places, self.facts)
        if len(facts) == 1:
            self._do(correction, facts[0])
        elif not facts:
            self._unread(correction, places)
        else:
            kinds = sorted({fact.kind for fact in facts})
            told = ", ".join(f"{fact.kind} ‘{' '.join(fact.surface.split())}’" for fact in facts)
            hint = "give the words of one of them alone, or more of the words around it"
            if len(kinds) > 1:
                hint = "say which is meant:  " + "  or  ".join(f'kind = "{kind}"' for kind in kinds)
            self._vanish(correction, f"the words mean {len(facts)} facts: {told}", hint, unclear=True)

    def _do(self, correction: Correction, fact: Fact) -> None:
        at = self.facts.index(fact)
        if correction.action is Action.HIDE:
            del self.facts[at]
            self.done.append(Corrected(correction, fact, None))
            return
        if correction.action is Action.ACCEPT:
            self.done.append(Corrected(correction, fact, fact))
            return
        if correction.action is Action.PIN and isinstance(fact, Event):
            self._pinned.append(fact.id)
            line = fact.headline or _as_written(self.read.article, fact)
            # A pinned event counts as ranked, so that it stands before those that are.
            after: Fact = replace(
                fact, pinned=True, headline=line, rank=fact.rank or 1, reasons=("pinned", *fact.reasons)
            )
        else:
            after = _with(self.read.article, fact, dict(correction.values))
            if isinstance(after, Amount) and after.low is not None and after.high is not None:
                after = replace(after, vague=False)
        self.facts[at] = after
        self.done.append(Corrected(correction, fact, after))

    def _unread(self, correction: Correction, places: Sequence[Found]) -> None:
        """The words stand there and no fact is read in them: a [[set]] that says a whole fact makes one."""
        whole = [kind for kind in correction.kinds if _WHOLE[kind] and correction.keys.issuperset(_WHOLE[kind])]
        if correction.action is Action.SET and len(whole) == 1:
            self._add(replace(correction, kinds=(whole[0],)), places)
            return
        what = correction.kinds[0] if len(correction.kinds) == 1 else "fact"
        hint = "delete this correction, or give the words that one is read in now"
        near = [
            fact for fact in self.facts if fact.evidence.sentence == places[0].first and fact.kind in correction.kinds
        ]
        if near:
            told = ", ".join(f"{fact.kind} ‘{' '.join(fact.surface.split())}’" for fact in near[:_NAMED])
            hint += f"; in this sentence: {told}"
        if correction.action is Action.SET and len(correction.kinds) == 1:
            lacking = ", ".join(key for key in _WHOLE[what] if key not in correction.keys)
            hint += f"; with {lacking} it would make the {what}"
        self._vanish(correction, f"the words stand in the seed, and no {what} is read in them", hint)

    def _add(self, correction: Correction, places: Sequence[Found]) -> None:
        if len(places) > 1:
            hint = "give more of the words around the place that is meant"
            self._vanish(correction, "the words stand several times in the sentence", hint, unclear=True)
            return
        ranks = [fact.rank for fact in self.facts if isinstance(fact, Event)]
        fact = _made(self.read, correction, places[0], rank=max(ranks, default=0) + 1)
        number = sum(1 for other in self.facts if other.id.startswith(fact.id))
        if number:
            fact = replace(fact, id=f"{fact.id}{number}")
        self.facts.append(fact)
        self.done.append(Corrected(correction, None, fact))


def _named(correction: Correction) -> str:
    words = correction.words if len(correction.words) <= 30 else correction.words[:29] + "…"
    return f"[[{correction.action}]] ‘{words}’"


def _as_written(article: Article, event: Event) -> str:
    """The clause of an event in its own words; "" where the article's text is not to be shown."""
    if article.body is BodyMode.NONE:
        return ""
    span = event.clause if len(event.clause) else event.evidence.span
    return plain_words(article, span)


def _with(article: Article, fact: Fact, values: Mapping[str, Any]) -> Fact:
    """*fact* with *values* for its own, by the editor's hand."""
    evidence = replace(fact.evidence, rule=EDITOR)
    fields: dict[str, Any] = dict(values)
    if isinstance(fact, Event):
        parts = {key: fields.pop(key) for key in ("status", "basis", "source") if key in fields}
        fields["certainty"] = replace(fact.certainty, **parts)
        if "when" in fields:
            fields["when_span"] = None  # the words of the text date it no more
        if fields.keys() & {"when", "who"} and "headline" not in fields:
            # The line may tell of the other day, or of somebody else.
            fields["headline"] = _as_written(article, fact)
    if isinstance(fact, Time):
        fields = {"when": fields["value"]} if "value" in fields else {}
    return replace(fact, evidence=evidence, **fields)


def _made(read: ArticleFacts, correction: Correction, place: Found, rank: int) -> Fact:
    """The fact that *correction* says, of what stands at *place*."""
    article, values, kind = read.article, dict(correction.values), correction.kinds[0]
    surface = place.span.of(article.text)
    key = "\x1f".join((article.id, EDITOR, kind, squeezed(surface), squeezed(correction.sentence)))
    common: dict[str, Any] = {
        "evidence": Evidence(article.id, place.first, place.span, EDITOR),
        "surface": surface,
        "id": hashlib.sha256(key.encode()).hexdigest()[:10],
    }
    if kind == "event":
        certainty = Certainty(
            values.pop("status", Status.HAPPENED), values.pop("basis", Basis.WRITER), values.pop("source", "")
        )
        clause = Span(read.sentences[place.first].start, read.sentences[place.last].end)
        event = Event(**common, clause=clause, predicate=" ".join(surface.split()), certainty=certainty, rank=rank,
                      reasons=(EDITOR,), **values)  # fmt: skip
        return event if event.headline else replace(event, headline=_as_written(article, event))
    if kind == "quote":
        before, after = article.text[place.span.start - 1 : place.span.start], article.text[place.span.end :][:1]
        marked = bool(before) and before in _OPENING and bool(after) and after in _CLOSING
        return Quote(**common, direct=marked, **values)
    if kind == "time":
        return Time(**common, when=values["value"])
    makers: Mapping[str, type[Fact]] = {"amount": Amount, "person": Person, "org": Org, "alias": Alias, "term": Term}
    return makers[kind](**common, **values)
