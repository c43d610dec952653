"""Linking: names over the corpus, the timeline, stories."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import permutations

from sitegen.link import briefing_of
from sitegen.model.facts import (
    Alias,
    ArticleFacts,
    Basis,
    Certainty,
    Event,
    Evidence,
    Fact,
    Org,
    Person,
    Precision,
    Quote,
    Status,
    When,
)
from sitegen.model.identity import Site
from sitegen.model.site import Briefing
from sitegen.model.text import Article, Span


def article(name: str, published: date | None, *facts: Fact, story: str = "") -> ArticleFacts:
    text = (name * 200)[:400]  # two articles never have the same sentences by chance
    read = Article(name, f"seeds/{name}.txt", text, name, published, (), name, story=story)
    return ArticleFacts(read, (Span(0, 400),), facts)


def evidence(name: str, start: int, sentence: int = 0) -> Evidence:
    return Evidence(name, sentence, Span(start, start + 2), "test")


def day(value: str) -> When:
    moment = date.fromisoformat(value)
    return When(value, Precision.DAY, moment, moment, order=(moment.toordinal(),))


def event(
    name: str,
    start: int,
    predicate: str,
    when: When | None = None,
    who: tuple[str, ...] = (),
    *,
    status: Status = Status.HAPPENED,
    rank: int = 1,
    when_span: Span | None = None,
) -> Event:
    return Event(
        evidence=evidence(name, start),
        id=f"{name}-{start}",
        clause=Span(start, start + 2),
        predicate=predicate,
        certainty=Certainty(status, Basis.WRITER),
        when=when,
        who=who,
        headline=f"{name} {predicate}",
        rank=rank,
        when_span=when_span,
    )


def brief(*articles: ArticleFacts) -> Briefing:
    return briefing_of(articles, Site(), date(2025, 1, 31))


def test_a_short_name_is_known_in_other_articles_too() -> None:
    """One article pairs 한빛전자 with 한빛; in another 한빛 alone acts under the full name."""
    first = article(
        "one",
        date(2025, 1, 1),
        Org(evidence=evidence("one", 0), id="o1", name="한빛전자"),
        Alias(evidence=evidence("one", 0), id="a1", full="한빛전자", short="한빛"),
    )
    second = article("two", date(2025, 1, 2), event("two", 10, "체결하다", day("2025-01-02"), ("한빛",)))
    briefing = brief(first, second)
    assert briefing.entries[0].who == ("한빛전자",)
    assert [e.aliases for e in briefing.entities if e.name == "한빛전자"] == [("한빛",)]


def test_a_short_name_of_two_organisations_stays_as_written() -> None:
    facts = [
        Org(evidence=evidence("one", 0), id="o1", name="한빛전자"),
        Org(evidence=evidence("one", 4), id="o2", name="한빛은행"),
        Alias(evidence=evidence("one", 0), id="a1", full="한빛전자", short="한빛"),
        Alias(evidence=evidence("one", 4), id="a2", full="한빛은행", short="한빛"),
    ]
    second = article("two", date(2025, 1, 2), event("two", 10, "체결하다", day("2025-01-02"), ("한빛",)))
    assert brief(article("one", date(2025, 1, 1), *facts), second).entries[0].who == ("한빛",)


def test_a_surname_with_title_is_the_one_person_of_the_story() -> None:
    """오 대표 without a full name is 오세린 of the same story; of another story it stays as written."""
    full = Person(evidence=evidence("one", 0), id="p1", name="오세린", title="대표", org="한빛전자")
    said = Quote(evidence=evidence("two", 0), id="q1", speaker="오 대표")
    one = article("one", date(2025, 1, 1), full, story="한빛")
    same = brief(one, article("two", date(2025, 1, 2), said, story="한빛"))
    other = brief(one, article("two", date(2025, 1, 2), said, story="다른 일"))
    assert [f.speaker for f in same.facts().values() if isinstance(f, Quote)] == ["오세린"]
    assert [f.speaker for f in other.facts().values() if isinstance(f, Quote)] == ["오 대표"]


def test_reports_of_one_event_become_one_line() -> None:
    """Same day, same kind of predicate, shared actors: one line with both articles behind it, and the reason."""
    who = ("한빛전자", "오션테크")
    one = article("one", date(2025, 1, 2), event("one", 0, "체결하다", day("2025-01-02"), who), story="협약")
    two = article("two", date(2025, 1, 3), event("two", 0, "맺다", day("2025-01-02"), who), story="협약")
    briefing = brief(one, two)
    assert len(briefing.entries) == 1
    assert {ref.article for ref in briefing.entries[0].refs} == {"one", "two"}
    assert any("merged 2 mentions" in reason for reason in briefing.entries[0].reasons)


def test_what_looks_alike_stays_apart() -> None:
    """Another day, another actor, a plan against its outcome, a month against a day: never one line."""
    who = ("한빛전자", "오션테크")
    month = When("2025-01", Precision.MONTH, date(2025, 1, 1), date(2025, 1, 31), order=(1,))
    base = event("one", 0, "체결하다", day("2025-01-02"), who)
    others = [
        event("two", 0, "체결하다", day("2025-01-03"), who),
        event("two", 0, "체결하다", day("2025-01-02"), ("누리은행",)),
        event("two", 0, "체결하다", day("2025-01-02"), who, status=Status.PLANNED),
        event("two", 0, "체결하다", month, who),
    ]
    for other in others:
        briefing = brief(
            article("one", date(2025, 1, 3), base, story="협약"), article("two", date(2025, 1, 3), other, story="협약")
        )
        assert len(briefing.entries) == 2, other


def test_one_date_in_one_sentence_is_one_line() -> None:
    """An embedded clause that shares the main clause's date gives no line of its own."""
    span = Span(0, 2)
    opened = event("one", 4, "열리다", day("2025-01-02"), when_span=span)
    said = event("one", 20, "말하다", day("2025-01-02"), ("오세린",), when_span=span)
    assert [e.headline for e in brief(article("one", date(2025, 1, 3), opened, said)).entries] == ["one 말하다"]


def test_times_without_a_year_keep_the_order_of_their_words() -> None:
    """작년 10월 < 지난 2월 < 오는 9월, though no year is known."""
    times = [
        When(value, Precision.MONTH, order=order)
        for value, order in (("XXXX-09", (3,)), ("XXXX-10", (1,)), ("XXXX-02", (2,)))
    ]
    facts = [event("one", 10 * n, "공개하다", when) for n, when in enumerate(times)]
    briefing = brief(article("one", None, *facts))
    assert [e.when.value for e in briefing.entries if e.when] == ["XXXX-10", "XXXX-02", "XXXX-09"]


def test_the_order_of_the_seeds_does_not_matter() -> None:
    articles = [
        article("one", date(2025, 1, 1), event("one", 0, "체결하다", day("2025-01-01"), ("한빛전자",)), story="한빛"),
        article("two", date(2025, 1, 1), Org(evidence=evidence("two", 0), id="o", name="한빛전자"), story="한빛"),
        article("three", None, event("three", 0, "열다"), story=""),
    ]
    results = {repr(brief(*order)) for order in permutations(articles)}
    assert len(results) == 1


def test_stories_hold_their_articles_oldest_first() -> None:
    late = article("b", date(2025, 1, 5), event("b", 0, "열다", day("2025-01-05")), story="새 도서관")
    early = article("c", date(2025, 1, 1), event("c", 0, "열다", day("2025-01-01")), story="새 도서관")
    (story,) = brief(late, early, article("a", date(2025, 1, 2))).stories
    assert (story.slug, story.articles) == ("새-도서관", ("c", "b"))
    assert len(story.entries) == 2


class Counted(tuple[Fact, ...]):
    """Facts that count how often they are gone through."""

    times = 0

    def __iter__(self) -> Iterator[Fact]:
        Counted.times += 1
        return super().__iter__()


def test_a_long_story_is_read_once_and_not_once_an_article() -> None:
    """Two thousand articles of one affair: twice as many take twice as long, not four times."""
    gone_through = []
    for number in (40, 80):
        Counted.times = 0
        facts = (Person(evidence=evidence("x", 0), id="f", name="오세린", title="대표"), event("x", 2, "밝히다"))
        reads = [
            replace(article(f"a{n}", date(2024, 1, 1), *facts, story="가"), facts=Counted(facts)) for n in range(number)
        ]
        briefing_of(reads, Site(), None)
        gone_through.append(Counted.times)
    assert gone_through[1] == 2 * gone_through[0]
