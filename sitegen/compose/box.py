"""The fact box of an article, and which words of its prose it marks as evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sitegen.compose.figure import RANKS, distinct, is_figure
from sitegen.model.facts import EDITOR, Amount, ArticleFacts, Event, Fact, Status, Time
from sitegen.model.text import Article, Span

_LEADS = 5  # events that the box draws on
_SHOWN = 3  # lines of one row
_PLANS = frozenset({Status.PLANNED, Status.PURSUED, Status.CONSIDERED, Status.EXPECTED})


@dataclass(frozen=True, slots=True)
class BoxLine:
    """One line of the box: the event it stands on, and the fact whose words are its evidence."""

    row: str  # who when where what amount next
    event: Event
    fact: Fact
    name: str = ""  # of an actor
    amount: Amount | None = None
    converted: str = ""  # "약 2조원" beside 15억달러


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that facts were read in, in whole 어절; *facts* are the ids it stands for."""

    span: Span
    facts: tuple[str, ...]


def box_of(read: ArticleFacts) -> tuple[BoxLine, ...]:
    """The lines of the box in the order of the six questions; what the article does not say is left out."""
    leads = _leads(read)
    lines = [*_actors(leads), *_times(read, leads), *_places(leads)]
    told = leads[:_SHOWN]
    # What an editor has added has a line, whatever else the article says.
    told += [fact for fact in read.facts if isinstance(fact, Event) and EDITOR in fact.reasons and fact not in told]
    lines += [BoxLine("what", event, event) for event in told]
    lines += _amounts(read, leads)
    lines += _next(read, told)
    return tuple(lines)


def marks_of(read: ArticleFacts, lines: Iterable[BoxLine]) -> tuple[Mark, ...]:
    """The evidence of *lines* as marks in text order; those that overlap are one."""
    return marks_for(read, (line.fact for line in lines))


def marks_for(read: ArticleFacts, facts: Iterable[Fact]) -> tuple[Mark, ...]:
    """The evidence of *facts*, likewise."""
    wanted = {fact.id: fact for fact in facts}
    spans = sorted((_snapped(read.article, _evidence(fact)), fact.id) for fact in wanted.values())
    marks: list[Mark] = []
    for span, fact in spans:
        if marks and span.start < marks[-1].span.end:
            last = marks.pop()
            whole = Span(last.span.start, max(last.span.end, span.end))
            marks.append(Mark(whole, (*last.facts, fact)))
        else:
            marks.append(Mark(span, (fact,)))
    return tuple(marks)


def _evidence(fact: Fact) -> Span:
    return fact.clause if isinstance(fact, Event) and len(fact.clause) else fact.evidence.span


def _leads(read: ArticleFacts) -> list[Event]:
    events = [fact for fact in read.facts if isinstance(fact, Event) and not fact.is_minor]
    ranked = sorted((event for event in events if event.rank > 0), key=lambda event: event.rank)
    if ranked:
        return ranked[:_LEADS]
    return [event for event in events if event.certainty.status is not Status.STATED][:_SHOWN]


def _actors(leads: Iterable[Event]) -> list[BoxLine]:
    lines: dict[str, BoxLine] = {}
    for event in leads:
        for name in event.who:
            lines.setdefault(name, BoxLine("who", event, event, name=name))
    return list(lines.values())[:_LEADS]


def _times(read: ArticleFacts, leads: Iterable[Event]) -> list[BoxLine]:
    """When the first event happened that the article dates."""
    for event in leads:
        if event.when is not None and event.when.is_point:
            time = next((fact for fact in read.facts if isinstance(fact, Time) and _dates(fact, event)), None)
            return [BoxLine("when", event, time or event)]
    return []


def _dates(time: Time, event: Event) -> bool:
    return event.when_span is not None and time.evidence.span.overlaps(event.when_span)


def _places(leads: Iterable[Event]) -> list[BoxLine]:
    lines: dict[str, BoxLine] = {}
    for event in leads:
        if event.place:
            lines.setdefault(event.place, BoxLine("where", event, event))
    return list(lines.values())[:2]


def _amounts(read: ArticleFacts, leads: Iterable[Event]) -> list[BoxLine]:
    lines: list[BoxLine] = []
    amounts = [fact for fact in read.facts if isinstance(fact, Amount)]
    for event in leads:
        inside = [one for one in amounts if one.evidence.span in event.clause and not one.converts]
        for one in distinct([one for one in inside if one.unit not in RANKS]):
            if all(line.fact is not one for line in lines) and (one.vague or is_figure(one)):
                lines.append(BoxLine("amount", event, one, amount=one, converted=conversion_of(one, amounts)))
    kept = distinct([line.amount for line in lines if line.amount is not None])
    return [line for line in lines if any(line.amount is one for one in kept)][:_SHOWN]


def conversion_of(amount: Amount, amounts: Iterable[Amount]) -> str:
    """The words of the bracket that says *amount* in another currency; "" where there is none, and where an editor
    has corrected the amount, for the bracket converts the old one."""
    if amount.is_edited:
        return ""
    end = amount.evidence.span.end
    return next(
        (one.surface for one in amounts if one.converts == amount.surface and 0 <= one.evidence.span.start - end <= 12),
        "",
    )


def _next(read: ArticleFacts, shown: Iterable[Event]) -> list[BoxLine]:
    """What is to come after publication and stands in no row above, the nearest first."""
    above = {event.id for event in shown}
    plans = [
        fact
        for fact in read.facts
        if isinstance(fact, Event)
        and not fact.is_minor
        and fact.id not in above
        and fact.certainty.status in _PLANS
        and fact.when is not None
        and fact.when.is_point
        and _after(fact, read.article.published)
    ]
    plans.sort(key=lambda event: _first_day(event) or date.max)
    return [BoxLine("next", event, event) for event in plans[:2]]


def _after(event: Event, published: date | None) -> bool:
    if event.when is None or published is None:
        return event.certainty.status is Status.PLANNED
    last = event.when.latest or event.when.earliest
    return last is not None and last > published


def _first_day(event: Event) -> date | None:
    return (event.when.earliest or event.when.latest) if event.when else None


def _snapped(article: Article, span: Span) -> Span:
    """*span* widened to whole 어절 inside its line; Markdown's marks are no words and end no 어절."""
    text = article.text
    start, end = span.start, span.end
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    for block in article.blocks:
        if block.span.start <= start < block.span.end:
            line_start, line_end = max(line_start, block.span.start), min(line_end, block.span.end)
    cut = _cut_offsets(article, Span(line_start, line_end))
    left = start
    while left > line_start and (left - 1 in cut or not text[left - 1].isspace()):
        left -= 1
        if left not in cut:
            start = left
    right = end
    while right < line_end and (right in cut or not text[right].isspace()):
        right += 1
        if right - 1 not in cut:
            end = right
    return Span(start, end)


def _cut_offsets(article: Article, line: Span) -> frozenset[int]:
    return frozenset(offset for cut in article.cuts_in(line) for offset in range(cut.start, cut.end))
