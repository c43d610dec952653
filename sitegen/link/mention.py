"""Events as they are compared across articles: who, what kind of deed, about what, when, and said in which words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from sitegen.link.deed import classes_of, is_known, stem_of
from sitegen.link.kinds import about, is_division, kinds_of
from sitegen.link.measure import measured
from sitegen.link.window import REFUSED, Phase, borrows_its_day, is_told, phase_of, window_of
from sitegen.model.facts import Alias, Amount, ArticleFacts, Event, Fact, Org, Person, Quote
from sitegen.model.site import FactRef
from sitegen.rules.rule import word_set, words

_CLOCK = re.compile(r"T(\d\d):(\d\d)$")
_PART = re.compile(r"T(MO|AF|EV|NI)$")
_SAYING = frozenset({"발표", "말", "장담", "강조", "설명", "지시", "요구", "부인", "공시", "주장"})
_RUNS = frozenset({"착수", "종료", "폐막", "재개", "착공"})
_NATIONAL = 5  # letters of a name that is known without 한국 before it, too: 한국산업은행
_NEAR = 6  # letters between a quotation's words and its verb: ”라고 말했지만
_INTENDS = re.compile(r"겠다고")
_ELAPSED = "만"  # 공시한 지 27일 만이다: how long ago, and nothing done


@dataclass(frozen=True, slots=True)
class Told:
    """A figure in the clause of an event."""

    fact: str
    unit: str
    measure: str  # "" where it is not known
    value: tuple[object, object]
    approx: bool


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """An event in its article, with what its comparison needs worked out once."""

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
    sentence: str  # as written
    letters: str  # the sentence, squeezed
    named: frozenset[str]  # whom the sentence names
    first: date | None  # the days it may lie on, as far as they are known
    last: date | None
    is_told: bool  # whether the words date it; else the window is what the publication leaves open
    is_span: bool  # whether its time is a stretch: a tally, a deadline
    order: tuple[object, ...]  # told first goes first; names of files do not count

    @property
    def ref(self) -> FactRef:
        return FactRef(self.read.article.id, self.event.id)

    @property
    def article(self) -> str:
        return self.read.article.id

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
    def acts_here(self) -> bool:
        """Whether its sentence names who acts; else he is whom the article speaks of."""
        return not self.named.isdisjoint(self.event.who)

    @property
    def speaker(self) -> str:
        """On whose word it stands, or who says it."""
        return self.event.certainty.source or next(iter(self.event.who), "")


def told_order(read: ArticleFacts) -> tuple[object, ...]:
    """Articles by publication; those of one day by what they say, never by their names."""
    article = read.article
    return (article.published or date.min, article.source, article.title, article.text)


def mentions_of(articles: Sequence[ArticleFacts]) -> tuple[Mention, ...]:
    """Every event of *articles*, in the order in which they were told."""
    corpus = _Corpus(_employers(articles), _word_aliases(articles))
    found: list[Mention] = []
    for place, read in enumerate(sorted(articles, key=told_order)):
        article = _article(read)
        quotes = {fact.evidence.span: fact for fact in read.facts if isinstance(fact, Quote)}
        for event in read.facts:
            if isinstance(event, Event) and event.predicate != _ELAPSED:
                uttered = [quotes[span] for span in event.quotes if span in quotes]
                said = "".join(_squeezed(one.surface) for one in uttered if _utters(event, one, read))
                if event.embedded and not said:
                    said = _said_before(event, quotes.values())
                found.append(corpus.mention(event, article, said, (place, event.evidence.span.start)))
    return tuple(found)


def _utters(event: Event, quote: Quote, read: ArticleFacts) -> bool:
    """Whether no other event stands between a quotation and the verb of this one: “…”고 장담했지만 현실은 달랐다."""
    between = range(quote.evidence.span.end, event.evidence.span.start)
    return event.is_minor or not any(
        isinstance(other, Event)
        and (other.is_minor or other.embedded == "joined")
        and other.evidence.span.start in between
        and classes_of(stem_of(other.predicate)) & _SAYING
        for other in read.facts
    )


def _said_before(event: Event, quotes: Iterable[Quote]) -> str:
    """The quotation that stands right before a verb told in passing; "" where none does."""
    start = event.evidence.span.start
    near = [quote for quote in quotes if 0 < start - quote.evidence.span.end <= _NEAR]
    return _squeezed(near[-1].surface) if near and classes_of(stem_of(event.predicate)) & _SAYING else ""


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


@dataclass(frozen=True, slots=True)
class _Article:
    """An article, and whom it names."""

    read: ArticleFacts
    persons: frozenset[str]
    cast: frozenset[str]
    named: Mapping[int, frozenset[str]]  # by sentence
    facts: Mapping[int, Sequence[Fact]]  # by sentence


def _article(read: ArticleFacts) -> _Article:
    named: defaultdict[int, set[str]] = defaultdict(set)
    facts: defaultdict[int, list[Fact]] = defaultdict(list)
    for fact in read.facts:
        facts[fact.evidence.sentence].append(fact)
        if isinstance(fact, Org | Person):
            named[fact.evidence.sentence].add(fact.name)
    cast = frozenset().union(*named.values())
    return _Article(
        read,
        persons=frozenset(fact.name for fact in read.facts if isinstance(fact, Person)),
        cast=cast | generals_of(cast),
        named={sentence: frozenset(names) for sentence, names in named.items()},
        facts=facts,
    )


@dataclass(frozen=True, slots=True)
class _Corpus:
    """What all articles together say of names."""

    employers: Mapping[str, frozenset[str]]
    aliases: Mapping[str, str]

    def mention(self, event: Event, article: _Article, said: str, order: tuple[object, ...]) -> Mention:
        """*event* of *article*, ready to be compared."""
        read, beside = article.read, article.facts[event.evidence.sentence]
        if borrows_its_day(event, read, beside):
            event = replace(event, when=None)
        if not event.who and event.certainty.source and _INTENDS.search(event.surface):
            event = replace(event, who=(event.certainty.source,))  # 자료를 공개하겠다고 밝혔다: he who says so
        people = frozenset(event.who).union(*(self.employers.get(name, frozenset()) for name in event.who))
        people |= {name.replace("노동조합", "노조") for name in people}
        names = {word for name in (*people, event.certainty.source) for word in name.split()}
        # 노조의 주장을 반박했다: what is claimed, other words say
        told = () if event.theme and event.theme[-1] in word_set("claim_nouns") else event.theme
        theme = about([word for word in self._words(told) if word not in names])
        nouns = frozenset(self._words((*event.nouns, *event.theme))) - names - {stem_of(event.predicate)}
        first, last = window_of(event, read, beside)
        actors = people | generals_of(people)
        sentence = _sentence(event, read)
        kinds = kinds_of(event, theme, read)
        return Mention(
            event=event,
            read=read,
            phase=phase_of(event),
            kinds=kinds,
            deeds=kinds | _run(kinds, event.theme),
            actors=actors,
            own=actors - (generals_of(actors) - set(event.who)),
            cast=article.cast,
            voices=article.persons & {*event.who, event.certainty.source},
            theme=theme,
            nouns=nouns,
            people=frozenset({*_people(event, beside), *article.persons.intersection(event.theme)}) - people,
            figures=_figures(event, beside),
            said=said,
            sentence=sentence,
            letters=_squeezed(sentence),
            named=article.named.get(event.evidence.sentence, frozenset()),
            first=first,
            last=last,
            is_told=is_told(event.when) or (first is not None and first == last),
            is_span=event.when is not None and "/" in event.when.value,
            order=order,
        )

    def _words(self, nouns: Iterable[str]) -> Iterable[str]:
        for noun in nouns:
            word = noun.removesuffix("들") if len(noun) > 2 else noun
            if len(word) > 2 and word[-1] in "시군구도" and word[:-1] in word_set("place_names"):
                word = word[:-1]  # 공주, 공주시
            if word not in word_set("noun_general") and not is_division(word):
                yield self.aliases.get(word, word)


def overlap(one: Mention, other: Mention, slack: int = 0) -> bool:
    """Whether the windows of two mentions meet, give or take *slack* days."""
    days = timedelta(days=slack)
    if one.first and other.last and one.first > other.last + days:
        return False
    return not (other.first and one.last and other.first > one.last + days)


def is_refused(mention: Mention) -> bool:
    """Whether somebody decides not to do it: 고발하지 않기로 했다."""
    return bool(REFUSED.search(mention.event.surface))


def _run(kinds: frozenset[str], theme: Sequence[str]) -> frozenset[str]:
    """What is begun or ended: its object, where that is a deed."""
    return classes_of(theme[-1]) if kinds & _RUNS and theme and is_known(theme[-1]) else frozenset()


def generals_of(names: Iterable[str]) -> frozenset[str]:
    """What the press calls bodies in short: 경찰 for 은성경찰서."""
    return frozenset().union(*map(_generals, names))


@cache
def _generals(name: str) -> frozenset[str]:
    body = name.rstrip("0123456789부")
    found = {short for ending, short in words("actor_general") if body.endswith(ending)}
    if name.startswith(("한국", "대한")) and len(name) > _NATIONAL:
        found.add(name[2:])
    return frozenset(found)


def _sentence(event: Event, read: ArticleFacts) -> str:
    number = event.evidence.sentence
    return read.sentences[number].of(read.article.text) if 0 <= number < len(read.sentences) else ""


def _people(event: Event, beside: Sequence[Fact]) -> Iterable[str]:
    return (fact.name for fact in beside if isinstance(fact, Person) and fact.evidence.span in event.clause)


def _figures(event: Event, beside: Sequence[Fact]) -> tuple[Told, ...]:
    """The figures of the clause that are not the size of a change, and not what a thing was before."""
    return tuple(
        Told(amount.id, amount.unit, _measure(amount), (amount.low, amount.high), amount.approx)
        for amount in beside
        if isinstance(amount, Amount)
        and amount.evidence.span in event.clause
        and amount.low is not None
        and not (amount.change and amount.change.by)
    )


def _measure(amount: Amount) -> str:
    return measured(amount.of)[0] if amount.of else ""


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
