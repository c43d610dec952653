"""Which events of an article get a line of their own: a line that is no news of its own, or reads badly, helps nobody."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from sitegen.link.deed import stem_of
from sitegen.model.facts import ArticleFacts, Event, Org, Person, Quote, Status, Time
from sitegen.model.text import Span
from sitegen.rules.rule import word_set

_NAMING = (Person, Org, Quote)
_SHOWN = 5  # events that an article's own page puts first
_NEGATED = re.compile(r"않|못|없|아니")
_NO_SENTENCE = re.compile(r"(?:지만|으나|는데|더니|면서|으며|해도)$")
_CONCEDED = re.compile(r"(?:지만|나|는데|더니|어도|해도)[,\s]*$")
_SPOKEN_OF = re.compile(r"(?:이|가|은|는)(?![가-힣])")
_ELAPSED = re.compile(r"만이(?:다|었다)")  # 공시한 지 27일 만이다: how long ago, no deed
_COUNTED = re.compile(r"[0-9천백십만여수]+\s?명")


@dataclass(frozen=True, slots=True)
class _Here:
    """What the events of one article are asked about, worked out once."""

    days: Set[tuple[int, str]]  # the times of the sentences' own clauses, by sentence
    named: Sequence[tuple[Span, str]]  # who is named, or speaks, and where


def events_worth_a_line(read: ArticleFacts) -> Iterable[Event]:
    """The events of an article that a reader needs a line for, in text order."""
    events = [fact for fact in read.facts if isinstance(fact, Event) and not fact.is_minor]
    here = _Here(
        {(one.evidence.sentence, one.when.value) for one in events if one.when is not None and not one.embedded},
        [
            (fact.evidence.span, fact.speaker if isinstance(fact, Quote) else fact.name)
            for fact in read.facts
            if isinstance(fact, _NAMING)
        ],
    )
    last_by_date = {(e.evidence.sentence, e.when_span): e for e in events if e.when_span is not None}
    for event in events:
        if event.when_span is not None and last_by_date[event.evidence.sentence, event.when_span] is not event:
            continue  # 지난 2월 스페인에서 열린 행사에서 말했다: one day, one line, the main clause's
        dated = event.when is not None and event.when.is_point
        if not (dated or event.certainty.status is not Status.STATED or 0 < event.rank <= _SHOWN):
            continue
        if _is_the_day_spoken_of(event, read) or _ELAPSED.fullmatch(event.surface.strip(" .,")):
            continue
        if event.embedded and not _stands_alone(event, here, read):
            continue
        yield event


def _is_the_day_spoken_of(event: Event, read: ArticleFacts) -> bool:
    """Whether the words that seem to date an event are what it is about: 1분기가 끝나기까지, 1분기는 이달 말 끝난다."""
    if event.when_span is None:
        return False
    after = _SPOKEN_OF.match(read.article.text, event.when_span.end)
    if after is None:
        return False
    if after.group() in ("이", "가"):
        return True
    rest = Span(event.when_span.end, max(event.evidence.span.start, event.when_span.end))
    return any(isinstance(fact, Time) and fact.when.is_point and fact.evidence.span in rest for fact in read.facts)


def _stands_alone(event: Event, here: "_Here", read: ArticleFacts) -> bool:
    """Whether a clause inside another is news of its own: somebody acts on a day of its own, in a line that is whole."""
    if event.embedded == "reported" or _shares_its_day(event, here) or not _is_whole(event):
        return False
    if _CONCEDED.search(event.surface) and _NEGATED.search(event.surface):
        return False  # 금액을 밝히지 않았지만: the ground for what follows
    if event.embedded != "joined" and stem_of(event.predicate) in word_set("background_verbs"):
        return False  # 3월 4일 열린 행사, 지난달 알려진 금액
    if stem_of(event.predicate) in word_set("casualty_verbs") and any(map(_COUNTED.fullmatch, event.amounts)):
        return True
    return bool(event.who) and _names_an_actor(event, here, read)


def _shares_its_day(event: Event, here: "_Here") -> bool:
    """Whether the sentence's own clause is of the same time."""
    return event.when is not None and (event.evidence.sentence, event.when.value) in here.days


def _is_whole(event: Event) -> bool:
    """Whether the line reads as a line: it was turned, or ends as a sentence does."""
    line, surface = event.headline.strip(), event.surface.strip(" ,")
    if not line or " " not in line:
        return False
    if event.embedded == "adnominal":
        # 두 회사가 맺은 협약 names a thing and no deed, unless the thing is theirs together; the whole sentence is
        # the line of its own clause.
        return not line.endswith("다") and (surface not in line or len(event.who) > 1)
    if line.endswith("다"):
        return True
    return not (line.endswith(surface) or _NO_SENTENCE.search(line))


def _names_an_actor(event: Event, here: "_Here", read: ArticleFacts) -> bool:
    """Whether the sentence itself names who acts; an actor handed on from the sentences before may be another's."""
    sentence = _sentence(read, event)
    if sentence is None:
        return True
    if any(name in event.who and span in sentence for span, name in here.named):
        return True
    words = sentence.of(read.article.text)
    return any(group in words for group in word_set("org_collective"))


def _sentence(read: ArticleFacts, event: Event) -> Span | None:
    number = event.evidence.sentence
    return read.sentences[number] if 0 <= number < len(read.sentences) else None
