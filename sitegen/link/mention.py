"""Events as they are compared across articles: who, what kind of deed, about what, when, and said in which words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sitegen.link.corpus import Words, employers_of, word_aliases_of
from sitegen.link.deed import classes_of, is_known, stem_of
from sitegen.link.general import generals_of
from sitegen.link.interned import Interned
from sitegen.link.kinds import about, kinds_of
from sitegen.link.letters import Letters, squeezed
from sitegen.link.measure import measured
from sitegen.link.memory import Memory
from sitegen.link.memory import Told as ArticleTold
from sitegen.link.window import Phase, borrows_its_day, is_moment, is_not_so, is_told, phase_of, refuses, window_of
from sitegen.model.facts import Amount, ArticleFacts, Event, Fact, Org, Person, Quote, Status
from sitegen.model.site import FactRef
from sitegen.model.text import Span
from sitegen.rules.rule import word_set

_AGAIN = re.compile(r"(?<![가-힣])(?:다시|또|재차|거듭|추가로|두\s?번째|2차)(?![가-힣])")
_CLOCK = re.compile(r"T(\d\d):(\d\d)$")
_PART = re.compile(r"T(MO|AF|EV|NI)$")
_SAYING = frozenset({"발표", "말", "장담", "강조", "설명", "지시", "요구", "부인", "공시", "주장"})
_RUNS = frozenset({"착수", "종료", "폐막", "재개", "착공"})
_NEAR = 6  # letters between a quotation's words and its verb: ”라고 말했지만
_INTENDS = re.compile(r"겠다고")
_NO_DAYS = timedelta()
_PLACES = 32  # bits for the place in an article, which is a number of letters
_REPLACES, _DISMISSES = "교환", "해임"  # 대표를 교체하다
_NOBODY: frozenset[str] = frozenset()
_ELAPSED = "만"  # 공시한 지 27일 만이다: how long ago, and nothing done


@dataclass(frozen=True, slots=True)
class Told:
    """A figure in the clause of an event."""

    fact: str
    unit: str
    measure: str  # "" where it is not known
    value: tuple[object, object]
    approx: bool


@dataclass(slots=True, eq=False)
class Mention:
    """An event in its article, with what its comparison needs worked out once.

    An archive has half a million: equal sets are one object (`Interned`), and what is asked for again and again is kept.
    Nothing but its place changes once it is made; it is not frozen because a frozen one is made three times slower.
    """

    event: Event
    read: ArticleFacts
    phase: Phase
    kinds: frozenset[str]  # classes of its predicate; for 실시하다, of what is done
    deeds: frozenset[str]  # those, and the classes of what it begins or ends: 배송 of 배송을 끝냈다
    actors: frozenset[str]  # canonical names, the organisations that people act for, and 검찰 for 서울남부지검
    own: frozenset[str]  # those without what the press calls bodies in short, where it does not: two courts are two
    cast: frozenset[str]  # everybody whom its article names
    voices: frozenset[str]  # the people who act, or on whose word it stands
    theme: tuple[str, ...]  # what it is about, its head last, without the actors
    nouns: frozenset[str]  # what its clause speaks of, without the words that any article has
    people: frozenset[str]  # whom its clause names beside the actors
    figures: tuple[Told, ...]
    said: str  # the words it utters, squeezed; "" where it utters none
    letters: str  # the sentence, squeezed
    named: frozenset[str]  # whom the sentence names
    beside: Sequence[Fact]  # the facts of the sentence, its own among them
    first: date | None  # the days it may lie on, as far as they are known
    last: date | None
    is_told: bool  # whether the words date it; else the window is what the publication leaves open
    is_span: bool  # whether its time is a stretch: a tally, a deadline
    order: int = field(
        init=False, default=0
    )  # told first goes first; names of files do not count; set when all are told
    article: str = field(init=False)  # its id
    day: date | None = field(init=False)  # the very day; None where it is not known so finely
    clock: int | None = field(init=False)  # minutes after midnight
    part: str = field(init=False)  # the part of the day: MO AF EV NI
    is_passed_over: bool = field(init=False)  # whether no other of its phase is ever one with it
    _is_again: bool | None = field(init=False, default=None)  # worked out when it is first asked for
    is_refused: bool = field(init=False)  # whether somebody decides not to do it: 고발하지 않기로 했다
    is_not_so: bool = field(init=False)  # whether it is told that it is not so: 유출되지 않았다

    def __post_init__(self) -> None:
        self.article = self.read.article.id
        self.day = self.first if self.is_told and not self.is_span and self.first == self.last else None
        # What a thing is like happens not, and figures are compared as such: 물량은 2만3천대다.
        is_property = self.event.certainty.status is Status.STATED and not self.said
        is_way = self.phase is Phase.PLAN and self.event.is_minor  # to what is planned
        self.is_passed_over = is_property or is_way
        self.is_refused = refuses(self.event)
        self.is_not_so = is_not_so(self.event)
        self.clock, self.part = None, ""
        if self.event.when and "T" in self.event.when.value:
            clock, part = _CLOCK.search(self.event.when.value), _PART.search(self.event.when.value)
            self.clock = int(clock.group(1)) * 60 + int(clock.group(2)) if clock and not self.is_span else None
            self.part = part.group(1) if part else ""

    @property
    def ref(self) -> FactRef:
        """Where it was read."""
        return FactRef(self.article, self.event.id)

    @property
    def sentence(self) -> str:
        """As written."""
        return _sentence(self.event, self.read)

    @property
    def is_again(self) -> bool:
        """Whether the clause tells of a second time."""
        if self._is_again is None:
            self._is_again = _tells_second_time(self.event, self.read)
        return self._is_again

    @property
    def acts_here(self) -> bool:
        """Whether its sentence names who acts; else he is whom the article speaks of."""
        return not self.named.isdisjoint(self.event.who)


def told_order(read: ArticleFacts) -> tuple[object, ...]:
    """Articles by publication; those of one day by what they say, never by their names."""
    article = read.article
    return (article.published or date.min, article.source, article.title, article.text)


def mentions_of(
    articles: Sequence[ArticleFacts], letters: Letters, memory: Memory | None = None
) -> tuple[Mention, ...]:
    """Every event of *articles*, in the order in which they were told; *letters* are those of their sentences. What
    *memory* knows of the last linking is used, and left anew."""
    employers, aliases = employers_of(articles), word_aliases_of(articles)
    before: Mapping[str, ArticleTold] = {}
    if memory is not None:
        before = memory.told if memory.aliases == aliases else {}
        memory.aliases, memory.told = aliases, {}
    corpus = _Corpus(employers, aliases)
    found: list[Mention] = []
    for place, read in enumerate(sorted(articles, key=told_order)):
        told = before.get(read.article.id)
        if told is None or told.read is not read or told.employers != tuple(map(employers.get, told.names)):
            told = _told(read, corpus, employers, letters)
        if memory is not None:
            memory.told[read.article.id] = told
        for mention in told.mentions:
            mention.order = (place << _PLACES) + mention.event.evidence.span.start
        found += told.mentions
    return tuple(found)


def _told(
    read: ArticleFacts, corpus: "_Corpus", employers: Mapping[str, frozenset[str]], letters: Letters
) -> ArticleTold:
    """The mentions of an article, without their places."""
    article = _article(read, letters.of(read))
    events = [event for event in article.events if event.predicate != _ELAPSED]
    # Who says that he will do it acts, too: see `_Corpus.mention`.
    names = tuple(dict.fromkeys(name for event in events for name in (*event.who, event.certainty.source) if name))
    mentions = tuple([corpus.mention(event, article, _said(event, article)) for event in events])
    return ArticleTold(read, names, tuple(map(employers.get, names)), mentions)


def _said(event: Event, article: "_Article") -> str:
    """The words that an event utters, squeezed; "" where it utters none."""
    said = ""
    if event.quotes:
        uttered = [article.quotes[span] for span in event.quotes if span in article.quotes]
        said = "".join([squeezed(one.surface) for one in uttered if _utters(event, one, article.events)])
    return _said_before(event, article.quotes.values()) if event.embedded and not said else said


def _utters(event: Event, quote: Quote, events: Iterable[Event]) -> bool:
    """Whether no other event stands between a quotation and the verb of this one: “…”고 장담했지만 현실은 달랐다."""
    between = range(quote.evidence.span.end, event.evidence.span.start)
    return event.is_minor or not any(
        (other.is_minor or other.embedded == "joined")
        and other.evidence.span.start in between
        and classes_of(stem_of(other.predicate)) & _SAYING
        for other in events
    )


def _said_before(event: Event, quotes: Iterable[Quote]) -> str:
    """The quotation that stands right before a verb told in passing; "" where none does."""
    if not classes_of(stem_of(event.predicate)) & _SAYING:
        return ""
    start = event.evidence.span.start
    near = [quote for quote in quotes if 0 < start - quote.evidence.span.end <= _NEAR]
    return squeezed(near[-1].surface) if near else ""


@dataclass(slots=True)
class _Beside:
    """The facts of one sentence."""

    facts: list[Fact] = field(default_factory=list)
    told: tuple[Fact, ...] = ()  # the same, once all are known
    people: list[Person] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    named: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Article:
    """An article, and whom it names."""

    read: ArticleFacts
    events: Sequence[Event]
    quotes: Mapping[Span, Quote]
    persons: frozenset[str]
    cast: frozenset[str]
    beside: Mapping[int, _Beside]  # by sentence
    letters: Sequence[str]  # of its sentences

    def letters_of(self, event: Event) -> str:
        """The sentence of *event*, squeezed."""
        number = event.evidence.sentence
        return self.letters[number] if 0 <= number < len(self.letters) else ""

    def facts_before(self, event: Event) -> Sequence[Fact]:
        """Those of the last sentence before that of *event* in its paragraph which tells a time."""
        number, sentences = event.evidence.sentence, self.read.sentences
        while 0 < number < len(sentences):
            if "\n" in self.read.article.text[sentences[number - 1].end : sentences[number].start]:
                break
            number -= 1
            if number in self.beside and any(map(is_moment, self.beside[number].facts)):
                return self.beside[number].facts
        return ()


def _article(read: ArticleFacts, letters: Sequence[str]) -> _Article:
    beside: defaultdict[int, _Beside] = defaultdict(_Beside)
    events: list[Event] = []
    quotes: dict[Span, Quote] = {}
    for fact in read.facts:
        here = beside[fact.evidence.sentence]
        here.facts.append(fact)
        match fact:
            case Event():
                events.append(fact)
            case Amount():
                here.amounts.append(fact)
            case Org():
                here.named.add(fact.name)
            case Person():
                here.named.add(fact.name)
                here.people.append(fact)
            case Quote():
                quotes[fact.evidence.span] = fact
    for here in beside.values():
        here.told = tuple(here.facts)
    cast = frozenset().union(*(here.named for here in beside.values()))
    persons = frozenset([fact.name for here in beside.values() for fact in here.people])
    return _Article(read, events, quotes, persons, cast | generals_of(cast), beside, letters)


@dataclass(slots=True)
class _Acting:
    """Who acts in an event, by the names that its clause gives."""

    people: frozenset[str]  # they, and whom they act for
    actors: frozenset[str]  # and what the press calls those in short
    own: frozenset[str]
    words: frozenset[str]  # of their names


class _Corpus:
    """What is known of all articles together, and what was worked out for one mention and holds for others."""

    def __init__(self, employers: Mapping[str, frozenset[str]], aliases: Mapping[str, str]) -> None:
        self._employers = employers
        self._interned = Interned()
        self._acting: dict[tuple[str, ...], _Acting] = {}
        self._words = Words(aliases)

    def mention(self, event: Event, article: _Article, said: str) -> Mention:
        """*event* of *article*, ready to be compared."""
        read, beside = article.read, article.beside[event.evidence.sentence]
        if borrows_its_day(event, read, beside.facts):
            event = replace(event, when=None)
        source = event.certainty.source
        if not event.who and source and _INTENDS.search(event.surface):
            event = replace(event, who=(source,))  # 자료를 공개하겠다고 밝혔다: he who says so
        acting = self._acting_in(event.who)
        names = acting.words.union(source.split()) if source else acting.words
        words = self._shown(event.theme)
        # 노조의 주장을 반박했다: what is claimed, other words say
        told = () if event.theme and event.theme[-1] in word_set("claim_nouns") else words
        theme = about([word for word in told if word not in names])
        stem = stem_of(event.predicate)
        nouns = [word for word in (*self._shown(event.nouns), *words) if word not in names and word != stem]
        phase = phase_of(event)
        first, last = window_of(event, phase, read, beside.facts, article.facts_before(event))
        one = self._interned.one
        people = one(_people(event, article, beside) - acting.people) if article.persons else _NOBODY
        kinds = one(kinds_of(event, theme, read))
        if people and _REPLACES in kinds:
            kinds = one(kinds | {_DISMISSES})
        run = _run(kinds, event.theme)
        return Mention(
            event=event,
            read=read,
            phase=phase,
            kinds=kinds,
            deeds=one(kinds | run) if run else kinds,
            actors=acting.actors,
            own=acting.own,
            cast=article.cast,
            voices=one(article.persons & {*event.who, source}) if article.persons else _NOBODY,
            theme=one(theme),
            nouns=one(frozenset(nouns)),
            people=people,
            figures=_figures(event, beside) if beside.amounts else (),
            said=said,
            letters=article.letters_of(event),
            named=one(frozenset(beside.named)),
            beside=beside.told,
            first=first,
            last=last,
            is_told=is_told(event.when) or (first is not None and first == last),
            is_span=event.when is not None and "/" in event.when.value,
        )

    def _acting_in(self, who: tuple[str, ...]) -> _Acting:
        found = self._acting.get(who)
        if found is None:
            people = frozenset(who).union(*(self._employers.get(name, frozenset()) for name in who))
            people |= {name.replace("노동조합", "노조") for name in people}
            actors = people | generals_of(people)
            own = actors - (generals_of(actors) - set(who))
            words = frozenset([word for name in people for word in name.split()])
            found = _Acting(people, self._interned.one(actors), self._interned.one(own), words)
            self._acting[who] = found
        return found

    def _shown(self, nouns: Iterable[str]) -> list[str]:
        return [word for noun in nouns if (word := self._words[noun]) is not None]


def overlap(one: Mention, other: Mention, slack: int = 0) -> bool:
    """Whether the windows of two mentions meet, give or take *slack* days."""
    days = timedelta(days=slack) if slack else _NO_DAYS
    if one.first and other.last and one.first > other.last + days:
        return False
    return not (other.first and one.last and other.first > one.last + days)


def _run(kinds: frozenset[str], theme: Sequence[str]) -> frozenset[str]:
    """What is begun or ended: its object, where that is a deed."""
    return classes_of(theme[-1]) if kinds & _RUNS and theme and is_known(theme[-1]) else frozenset()


def _tells_second_time(event: Event, read: ArticleFacts) -> bool:
    start, end = event.clause.start, event.evidence.span.end
    stem = stem_of(event.predicate)
    if stem.startswith("재") and is_known(stem[1:]):
        return True
    if any(noun.startswith("재") and len(noun) > 2 and is_known(noun[1:]) for noun in event.theme[-1:]):
        return True  # 재입찰을 공고했다
    return bool(_AGAIN.search(read.article.text[max(start, end - 60) : end]))


def _sentence(event: Event, read: ArticleFacts) -> str:
    number = event.evidence.sentence
    return read.sentences[number].of(read.article.text) if 0 <= number < len(read.sentences) else ""


def _people(event: Event, article: _Article, beside: _Beside) -> frozenset[str]:
    """The people whom the clause names, and those whom it is done to."""
    named = [fact.name for fact in beside.people if fact.evidence.span in event.clause]
    return article.persons.intersection(event.theme).union(named)


def _figures(event: Event, beside: _Beside) -> tuple[Told, ...]:
    """The figures of the clause that are not the size of a change, and not what a thing was before."""
    return tuple(
        [
            Told(amount.id, amount.unit, _measure(amount), (amount.low, amount.high), amount.approx)
            for amount in beside.amounts
            if amount.evidence.span in event.clause
            and amount.low is not None
            and not (amount.change and amount.change.by)
        ]
    )


def _measure(amount: Amount) -> str:
    return measured(amount.of)[0] if amount.of else ""
