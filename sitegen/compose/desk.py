"""The briefing, indexed: what every page asks for, and answers as plain data."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sitegen.compose.box import BoxLine, Mark, box_of, marks_of
from sitegen.compose.facts import Facts
from sitegen.compose.figure import amount_words, figure_of, leading
from sitegen.compose.linked import Linked, linked_of
from sitegen.compose.timex import Context
from sitegen.compose.when import day_label, is_dated, shown_when, weekday_of
from sitegen.compose.words import words_of
from sitegen.model.corrections import Corrected
from sitegen.model.facts import Amount, ArticleFacts, Event, Fact, Person, Quote, Status, Term, When
from sitegen.model.site import Briefing, Entity, Entry, FactRef, Relation, Story
from sitegen.model.text import Article, BodyMode, Span

PLANS = frozenset({Status.PLANNED, Status.PURSUED, Status.CONSIDERED, Status.EXPECTED})
_FIRM = frozenset({Status.PLANNED, Status.PURSUED})  # what somebody means to do; a forecast is nobody's plan
MOST_KEPT = 20_000  # lines, and links, that are kept once they are made: an archive's would fill the memory
_LABEL_LENGTH = 24
BASE = re.compile(r"\s?(?:인\s[가-힣 ]{2,12}[을를]|에서|보다|이던|였던|이었던|대신|대비)")  # 1480원인 상한을 올려


@dataclass(frozen=True, slots=True)
class Read:
    """An article with what its page makes of it."""

    facts: ArticleFacts
    box: tuple[BoxLine, ...]
    marks: tuple[Mark, ...]
    marked: frozenset[str]  # ids of the facts that a mark stands for, each with an anchor of its own
    sentences: frozenset[int]  # those that the page shows
    amounts: tuple[Amount, ...]
    roles: Mapping[str, str]  # as `roles_in` has them

    @property
    def article(self) -> Article:
        return self.facts.article

    def anchor(self, fact: Fact) -> str:
        """Where the page shows the words of *fact*: its mark, its sentence, or what stands in for the prose."""
        if fact.id in self.marked:
            return f"f-{fact.id}"
        if fact.evidence.sentence in self.sentences:
            return sentence_anchor(fact.evidence.sentence)
        return "body"


@dataclass(frozen=True, slots=True)
class Desk:
    """A briefing with its indexes. Lives while pages are composed; no page holds it."""

    briefing: Briefing
    words: Mapping[str, str]
    reads: Mapping[str, Read]
    facts: Facts
    named: Mapping[str, Entity]  # names that mean one entity
    kinds: Mapping[tuple[str, str], Entity]  # kind and name
    order: Mapping[str, int]  # article id to its place, newest first
    entries: Mapping[str, Entry]
    stories: Mapping[str, Story]
    linked: Linked
    settled: frozenset[str]  # ids of the plans' lines of which it is known what became of them
    corrected: Mapping[str, Sequence[Corrected]]  # by article id, the newest first; each in the order of its text
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)  # line by its id, made when first asked for
    links: dict[FactRef, dict[str, str]] = field(default_factory=dict)  # to the words of a fact, likewise

    def forget(self) -> None:
        """Lets go of the lines and links made so far: what is made of a whole archive at once needs the memory."""
        self.rows.clear()
        self.links.clear()
        self.facts.forget()

    @property
    def language(self) -> str:
        return self.briefing.site.language

    @property
    def as_of(self) -> date | None:
        return self.briefing.as_of

    @property
    def year(self) -> int | None:
        """The year that need not be said: the reference day's."""
        return self.as_of.year if self.as_of else None

    def day(self, day: date, *, year: int | None = None, weekday: bool = False) -> str:
        """A day of the calendar in words."""
        said = day_label(day, self.language, year=year)
        if not weekday:
            return said
        name = weekday_of(day, self.language)
        return f"{name}, {said}" if self.language == "en" else f"{said} {name}"

    def is_ahead(self, entry: Entry) -> bool:
        """Whether an entry lies after the reference day; a wide time that has begun does where it is an open plan."""
        when = entry.when
        if self.as_of is None or when is None or not is_dated(when):
            return False
        first, last = when.earliest or when.latest, when.latest
        if first is not None and first > self.as_of:
            return True
        return self.is_open(entry) and last is not None and last > self.as_of

    def is_open(self, entry: Entry) -> bool:
        """Whether an entry is a plan of which nobody has told what became of it."""
        return entry.certainty.status in PLANS and entry.id not in self.settled

    def is_unconfirmed(self, entry: Entry) -> bool:
        """Whether the last day of an open plan has passed: that is no word on whether it was done."""
        when = entry.when
        passed = when is not None and self.as_of is not None and when.latest is not None and when.latest < self.as_of
        return passed and self.is_open(entry) and entry.certainty.status in _FIRM

    def evidence(self, refs: Sequence[FactRef], here: str = "", most: int = 3) -> dict[str, Any]:
        """Links to the words of *refs*, at most one an article, and how many more there are; *here*: as `row` has it."""
        by_article: dict[str, FactRef] = {}
        for ref in sorted(refs, key=lambda ref: ref.article != here):
            by_article.setdefault(ref.article, ref)
        links = [self.evidence_link(ref, here) for ref in list(by_article.values())[:most]]
        for number, ref in enumerate(list(by_article.values())[:most]):
            # Two reports of one publisher on one day: their titles tell them apart.
            if sum(1 for other in links if other["label"] == links[number]["label"]) > 1:
                links[number] = {**links[number], "label": clipped(self.title(self.reads[ref.article].article), 30)}
        return {"links": links, "more": max(0, len(by_article) - most)}

    def evidence_link(self, ref: FactRef, here: str = "") -> dict[str, str]:
        """The words of one fact, on its article's page; on the page of article *here* the label need not say where."""
        link = self.links.get(ref)
        if link is None:
            read, fact = self.reads[ref.article], self.facts[ref]
            url = f"{article_url(read.article)}#{read.anchor(fact)}"
            if len(self.links) >= MOST_KEPT:
                self.links.clear()
            link = self.links[ref] = {"url": url, "label": self.origin(read.article), "fact": ref.fact}
        return {**link, "label": self.words["evidence_here"]} if ref.article == here else link

    def origin(self, article: Article) -> str:
        """Who published an article and when, short."""
        name = article.source or clipped(self.title(article), _LABEL_LENGTH)
        if article.published is None:
            return name
        return f"{name} {self.day(article.published, year=self.year)}"

    def title(self, article: Article) -> str:
        """The title of an article; where it has none, its first words."""
        return article.title or clipped(self._first_words(article), 40) or article.slug

    def when(self, entry: Entry, context: Context) -> dict[str, Any]:
        """The time of an entry in words, as *context* has it."""
        event = self.event(entry)
        surface = ""
        if event is not None and event.when_span is not None:
            surface = words_at(self.reads[entry.refs[0].article].article, event.when_span)
        return self.shown(entry.when, Context(context.year, surface, self.is_ahead(entry), context.headed))

    def shown(self, when: When | None, context: Context) -> dict[str, Any]:
        """A time in words; the surface of *context* stands in for what has no year."""
        return shown_when(when, self.words, self.language, context=context)

    def reported(self, entry: Entry) -> str:
        """The day on which an entry was first read of, for lines whose own day nobody tells."""
        days = [self.reads[ref.article].article.published for ref in entry.refs]
        first = min((day for day in days if day is not None), default=None)
        return self.words["reported"].format(day=self.day(first, year=self.year)) if first else ""

    def event(self, entry: Entry) -> Event | None:
        """The event that an entry is best told by."""
        fact = self.facts.get(entry.refs[0]) if entry.refs else None
        return fact if isinstance(fact, Event) else None

    def name_link(self, name: str) -> dict[str, str]:
        """A name with the page of the one entity it means; without a page where it means none or two."""
        entity = self.named.get(name)
        return {"name": name, "url": entity_url(entity) if entity else ""}

    def story_link(self, slug: str) -> dict[str, str] | None:
        """The title and the page of a story."""
        story = self.stories.get(slug)
        return {"title": story.title, "url": story_url(story)} if story else None

    def article_link(self, article: Article, *, grouped: bool = False) -> dict[str, Any]:
        """An article as a line of a list; *grouped*: nobody but the machine has put it there."""
        return {
            "title": self.title(article),
            "url": article_url(article),
            "source": article.source,
            "published": self.shown_day(article.published),
            "grouped": grouped,
        }

    def newest_first(self, articles: Iterable[str]) -> list[str]:
        """Article ids, the newest first, each once."""
        return sorted(set(articles), key=lambda one: self.order[one])

    def shown_day(self, day: date | None) -> dict[str, str]:
        """A day for a template: label, weekday, machine value; empty where there is none."""
        if day is None:
            return dict.fromkeys(("label", "short", "year", "weekday", "datetime", "note"), "")
        return {
            "label": self.day(day),
            "weekday": weekday_of(day, self.language),
            "short": self.day(day, year=day.year),
            "year": "",
            "datetime": day.isoformat(),
            "note": "",
        }

    def figure(self, entry: Entry, event: Event | None) -> dict[str, str] | None:
        """The figure that a line leads with; None where its clause holds none."""
        if event is None:
            return None
        read = self.reads[entry.refs[0].article]
        start, end = event.clause.start, event.clause.end
        inside = [one for one in read.amounts if start <= one.evidence.span.start and one.evidence.span.end <= end]
        # 400m에서 1.2㎞로: what a thing was, or is measured against, is not the figure of the news.
        amount = leading(one for one in inside if not BASE.match(read.article.text, one.evidence.span.end))
        if amount is None:
            return None
        return figure_of(amount_words(amount, words_at(read.article, amount.evidence.span), self.language))

    def _first_words(self, article: Article) -> str:
        sentences = self.reads[article.id].facts.sentences if article.id in self.reads else ()
        return words_at(article, sentences[0]) if sentences else ""


def desk_of(briefing: Briefing) -> Desk:
    """The indexes of a briefing."""
    facts = Facts(briefing.articles)
    linked = linked_of(briefing, facts)
    named: dict[str, Entity | None] = {}
    for entity in briefing.entities:
        named[entity.name] = None if entity.name in named else entity
    order = {read.article.id: number for number, read in enumerate(briefing.articles)}
    corrected: defaultdict[str, list[Corrected]] = defaultdict(list)
    for one in sorted(
        briefing.corrections, key=lambda one: (order[one.article], one.fact.evidence.span, one.correction.place)
    ):
        corrected[one.article].append(one)
    return Desk(
        briefing=briefing,
        words=words_of(briefing.site.language, briefing.site.words),
        reads={read.article.id: read_of(read) for read in briefing.articles},
        facts=facts,
        named={name: entity for name, entity in named.items() if entity is not None},
        kinds={(entity.kind, entity.name): entity for entity in briefing.entities},
        order=order,
        entries={entry.id: entry for entry in briefing.entries},
        stories={story.slug: story for story in briefing.stories},
        linked=linked,
        settled=frozenset(plan for plan, told in linked.outcomes.items() if any(settles(one, facts) for one in told)),
        corrected=corrected,
    )


def settles(outcome: Relation, facts: Facts) -> bool:
    """Whether a plan is no longer open: what is itself only planned (목표는 바꾸지 않기로 했다) settles none."""
    later = facts[outcome.later]
    return not isinstance(later, Event) or later.certainty.status not in PLANS


def read_of(facts: ArticleFacts) -> Read:
    """An article with what its page makes of it."""
    box = box_of(facts)
    marks = marks_of(facts, box) if facts.article.body is not BodyMode.NONE else ()
    marked = frozenset(fact for mark in marks for fact in mark.facts)
    amounts = tuple(fact for fact in facts.facts if isinstance(fact, Amount))
    return Read(facts, box, marks, marked, _shown_sentences(facts, marked), amounts, roles_in(facts.facts))


def _shown_sentences(facts: ArticleFacts, marked: frozenset[str]) -> frozenset[int]:
    match facts.article.body:
        case BodyMode.FULL:
            return _first(len(facts.sentences))
        case BodyMode.EVIDENCE:
            cited = (fact for fact in facts.facts if isinstance(fact, Event | Quote | Term) or fact.id in marked)
            return frozenset(fact.evidence.sentence for fact in cited)
        case _:
            return frozenset()


@cache
def _first(count: int) -> frozenset[int]:
    """The first *count* numbers: articles of one length share them."""
    return frozenset(range(count))


def sentence_anchor(number: int) -> str:
    """The anchor of a sentence: s1 is the first."""
    return f"s{number + 1}"


def article_url(article: Article) -> str:
    """The page of an article."""
    return f"a/{article.slug}/index.html"


def entity_url(entity: Entity) -> str:
    """The page of a person or an organisation."""
    return f"{'p' if entity.kind == 'person' else 'o'}/{entity.slug}/index.html"


def story_url(story: Story) -> str:
    """The page of a story."""
    return f"s/{story.slug}/index.html"


def clipped(words: str, most: int) -> str:
    """*words*, cut at an 어절 and ended by … where they are longer than *most* code points."""
    if len(words) <= most:
        return words
    head = words[: most - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > most // 2 else head).rstrip(" ,·") + "…"


def plain_words(article: Article, event: Event | None) -> str:
    """The clause of an event as written, on one line and without Markdown's marks; its first words alone where the
    article's text is not to be shown."""
    if event is None:
        return article.title or article.slug
    words = words_at(article, event.clause if len(event.clause) else event.evidence.span)
    return clipped(words, _LABEL_LENGTH) if article.body is BodyMode.NONE else words


def words_at(article: Article, span: Span) -> str:
    """The words of a stretch of an article's text, on one line and without Markdown's marks."""
    pieces = []
    position = span.start
    for cut in article.cuts_in(span):
        pieces.append(article.text[position : cut.start])
        position = cut.end
    pieces.append(article.text[position : span.end])
    return " ".join("".join(pieces).split())


def roles_in(facts: Iterable[Fact]) -> dict[str, str]:
    """What an article calls each person it names with a title: 김영섭 to "KT 대표"."""
    roles: dict[str, str] = {}
    for fact in facts:
        if isinstance(fact, Person) and fact.title and fact.name not in roles:
            roles[fact.name] = " ".join(part for part in (fact.org, fact.title) if part)
    return roles
