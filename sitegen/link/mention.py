"""Events as they are compared across articles: who, what kind of deed, about what, when, and said in which words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from sitegen.model.facts import Alias, Amount, ArticleFacts, Event, Person, Precision, Quote, Status, When
from sitegen.model.site import FactRef
from sitegen.rules.rule import word_set, words

_SUFFIX = re.compile(r"(?:하|되|시키|당하|받)다$")
_CLOCK = re.compile(r"T(\d\d):(\d\d)$")
_PART = re.compile(r"T(MO|AF|EV|NI)$")
_FINE = frozenset({Precision.MINUTE, Precision.PART, Precision.DAY})
_NEWS_DAYS = 4  # what an undated sentence of news tells of lies at most so many days before its publication


class Phase(StrEnum):
    """Whether an event is told as past, as to come, or as a state."""

    PAST = "past"
    PLAN = "plan"
    STATE = "state"


_PHASES = {
    Status.HAPPENED: Phase.PAST,
    Status.DROPPED: Phase.PAST,
    Status.DENIED: Phase.PAST,
    Status.PLANNED: Phase.PLAN,
    Status.PURSUED: Phase.PLAN,
    Status.CONSIDERED: Phase.PLAN,
    Status.EXPECTED: Phase.PLAN,
}


@dataclass(frozen=True, slots=True)
class Mention:
    """An event in its article, with what its comparison needs worked out once."""

    event: Event
    read: ArticleFacts
    phase: Phase
    kinds: frozenset[str]  # classes of its predicate; for 실시하다, of what is done
    is_light: bool
    actors: frozenset[str]  # canonical names, and the organisations that the people act for
    theme: tuple[str, ...]  # what it is about, its head last, without the actors
    nouns: frozenset[str]  # what its clause speaks of, without the words that any article has
    figures: Mapping[str, frozenset[str]]  # unit to values
    said: str  # the words it utters, squeezed; "" where it utters none
    first: date | None  # the days it may lie on, as far as they are known
    last: date | None
    is_told: bool  # whether the words date it; else the window is what the publication leaves open
    is_span: bool  # whether its time is a stretch: a tally, a deadline

    @property
    def ref(self) -> FactRef:
        return FactRef(self.read.article.id, self.event.id)

    @property
    def day(self) -> date | None:
        """The very day; None where it is not known so finely."""
        return self.first if self.is_told and not self.is_span and self.first == self.last else None

    @property
    def clock(self) -> int | None:
        """Minutes after midnight."""
        match = _CLOCK.search(self.event.when.value) if self.event.when and not self.is_span else None
        return int(match.group(1)) * 60 + int(match.group(2)) if match else None

    @property
    def part(self) -> str:
        """The part of the day: MO AF EV NI."""
        match = _PART.search(self.event.when.value) if self.event.when else None
        return match.group(1) if match else ""

    @property
    def order(self) -> tuple[object, ...]:
        """Told first goes first; names of files do not count."""
        return (*told_order(self.read), self.event.evidence.span.start)


def told_order(read: ArticleFacts) -> tuple[object, ...]:
    """Articles by publication; those of one day by what they say, never by their names."""
    article = read.article
    return (article.published or date.min, article.source, article.title, article.text)


def mentions_of(articles: Sequence[ArticleFacts]) -> tuple[Mention, ...]:
    """Every event of *articles*, in the order in which they were told."""
    employers = _employers(articles)
    aliases = _word_aliases(articles)
    found: list[Mention] = []
    for read in sorted(articles, key=told_order):
        quotes = {fact.evidence.span: fact for fact in read.facts if isinstance(fact, Quote)}
        amounts = [fact for fact in read.facts if isinstance(fact, Amount)]
        for event in read.facts:
            if isinstance(event, Event):
                found.append(_mention(event, read, employers, aliases, quotes, amounts))
    return tuple(found)


def _employers(articles: Iterable[ArticleFacts]) -> dict[str, frozenset[str]]:
    """Whom each person acts for, over the whole corpus."""
    found: dict[str, set[str]] = {}
    for read in articles:
        for fact in read.facts:
            if isinstance(fact, Person) and fact.org:
                found.setdefault(fact.name, set()).add(fact.org)
    return {name: frozenset(orgs) for name, orgs in found.items()}


def _word_aliases(articles: Iterable[ArticleFacts]) -> dict[str, str]:
    """Short words that the corpus pairs with one long word: SPA is 주식매매계약, also where nobody acts."""
    pairs: dict[str, set[str]] = {}
    for read in articles:
        for fact in read.facts:
            if isinstance(fact, Alias) and " " not in fact.full:
                pairs.setdefault(fact.short, set()).add(fact.full)
    return {short: next(iter(fulls)) for short, fulls in pairs.items() if len(fulls) == 1}


def _mention(
    event: Event,
    read: ArticleFacts,
    employers: Mapping[str, frozenset[str]],
    aliases: Mapping[str, str],
    quotes: Mapping[object, Quote],
    amounts: Sequence[Amount],
) -> Mention:
    actors = frozenset(event.who).union(*(employers.get(name, frozenset()) for name in event.who))
    names = {word for name in actors | {event.certainty.source} for word in name.split()}
    theme = tuple(
        word
        for word in (aliases.get(one, one) for one in event.theme)
        if word not in names and word not in word_set("noun_general")
    )
    nouns = frozenset(
        word
        for word in (aliases.get(one, one) for one in (*event.nouns, *event.theme))
        if word not in names and word not in word_set("noun_general")
    )
    said = "".join(_squeezed(quotes[span].surface) for span in event.quotes if span in quotes)
    figures: dict[str, set[str]] = {}
    for amount in amounts:
        if amount.evidence.span in event.clause and amount.change is None and amount.low is not None:
            figures.setdefault(amount.unit, set()).add(f"{amount.low}~{amount.high}")
    stem = stem_of(event.predicate)
    is_light = stem in word_set("predicate_light")
    kinds = classes_of(stem) if not is_light else classes_of(theme[-1]) if theme else frozenset[str]()
    first, last = _window(event, read)
    return Mention(
        event=event,
        read=read,
        phase=Phase.PAST if event.quotes else _PHASES.get(event.certainty.status, Phase.STATE),
        kinds=kinds,
        is_light=is_light,
        actors=actors,
        theme=theme,
        nouns=nouns,
        figures={unit: frozenset(values) for unit, values in figures.items()},
        said=said,
        first=first,
        last=last,
        is_told=_is_told(event.when),
        is_span=event.when is not None and "/" in event.when.value,
    )


def _is_told(when: When | None) -> bool:
    return when is not None and when.is_point and (when.earliest or when.latest) is not None


def _window(event: Event, read: ArticleFacts) -> tuple[date | None, date | None]:
    """The days that an event may lie on: its own words', else what its article's day leaves open."""
    when, published = event.when, read.article.published
    if when is not None and _is_told(when):
        return when.earliest, when.latest
    if published is None:
        return None, None
    status = _PHASES.get(event.certainty.status, Phase.STATE)
    if event.quotes or (status is Phase.PAST and not event.embedded):
        return published - timedelta(days=_NEWS_DAYS), published
    return (published, None) if status is Phase.PLAN else (None, published)


def stem_of(predicate: str) -> str:
    """A predicate as the classes hold it: 체결 of 체결하다 and 체결되다, 맺다 as it is."""
    return _SUFFIX.sub("", predicate) or predicate


@cache
def _class_table() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in words("predicate_class"):
        for word in row:
            found.setdefault(stem_of(word), set()).add(row[0])
    return {word: frozenset(classes) for word, classes in found.items()}


@cache
def classes_of(stem: str) -> frozenset[str]:
    """The classes of a predicate's stem; a stem in no class is one of its own."""
    return _class_table().get(stem, frozenset({stem}))


def is_fine(when: When | None) -> bool:
    """Whether a time is known to the day."""
    return when is not None and when.precision in _FINE


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
