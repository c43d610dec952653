"""Lines that bear on each other: plans and outcomes, who tells a line, disputes, figures over time, roles."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sitegen.compose import pages_of
from sitegen.compose.desk import desk_of
from sitegen.compose.rows import alone_of, row_of
from sitegen.model.facts import Basis, Certainty, Event, Status
from sitegen.model.site import Briefing, Entry, FactRef, Relation, RelationType, Story
from tests.compose.sample import briefing
from tests.compose.ties import SLUG, tied

STORY = f"s/{SLUG}/index.html"


def _context(source: Briefing, url: str) -> dict[str, Any]:
    return dict(next(page for page in pages_of(source) if page.url == url).context)


def _rows(value: object) -> Iterator[dict[str, Any]]:
    """Every line of a page, wherever it stands."""
    if isinstance(value, dict):
        if "outcomes" in value and "unconfirmed" in value:
            yield value
        for one in value.values():
            yield from _rows(one)
    elif isinstance(value, list):
        for one in value:
            yield from _rows(one)


def _row(headline: str, source: Briefing | None = None) -> dict[str, Any]:
    desk = desk_of(source or tied())
    return row_of(desk, next(entry for entry in desk.briefing.entries if entry.headline == headline))


def test_a_plan_put_off_and_done_shows_both() -> None:
    """In the order told; a day of the plan's own year is said without it."""
    row = _row("나루시, 나루대교 착공")
    assert [one["label"] for one in row["outcomes"]] == ["연기(2월 20일 보도)", "5월 12일 착공"]
    assert row["outcomes"][1]["url"].startswith("a/2026-05-20-start/index.html#")
    assert not row["unconfirmed"]


def test_an_outcome_says_where_it_was_planned() -> None:
    """Both ways: the postponement and the deed lead back to the report of the plan."""
    for headline in ("나루시, 나루대교 착공 연기",):
        assert [one["label"] for one in _row(headline)["planned"]] == ["1월 5일 보도된 계획"]
    desk = desk_of(tied())
    done = next(entry for entry in desk.briefing.entries if entry.publishers)
    planned = row_of(desk, done)["planned"]
    assert [(one["label"], one["url"].partition("#")[0]) for one in planned] == [
        ("1월 5일 보도된 계획", "a/2026-01-05-plan/index.html")
    ]


@pytest.mark.parametrize(
    ("status", "label"),
    [
        ("planned", "1월 5일 보도된 계획"),
        ("pursued", "1월 5일 추진한다고 보도"),
        ("considered", "1월 5일 검토한다고 보도"),
        ("expected", "1월 5일 보도된 전망"),
    ],
)
def test_a_plan_is_called_what_it_was(status: str, label: str) -> None:
    """What was only considered is not called a plan."""
    source = _with_certainty(tied(), "나루시, 나루대교 착공", Status(status))
    assert [one["label"] for one in _row("나루시, 나루대교 착공 연기", source)["planned"]] == [label]


def _with_certainty(source: Briefing, headline: str, status: Status) -> Briefing:
    def changed(fact: Any) -> Any:
        if isinstance(fact, Event) and fact.headline == headline and fact.certainty.status is Status.PLANNED:
            return replace(fact, certainty=Certainty(status, Basis.WRITER))
        return fact

    articles = tuple(replace(read, facts=tuple(map(changed, read.facts))) for read in source.articles)
    return replace(source, articles=articles)


def test_plans_and_outcomes_are_tied_wherever_they_stand() -> None:
    """On the briefing, the timeline, the story, the article and the page of who acts."""
    source = tied()
    for url in ("index.html", "timeline/index.html", STORY, "a/2026-01-05-plan/index.html", "o/나루시/index.html"):
        labels = [one["label"] for row in _rows(_context(source, url)) for one in row["outcomes"]]
        assert "5월 12일 착공" in labels, url


def test_a_plan_of_which_nothing_was_told_is_unconfirmed() -> None:
    """Its last day has passed: it is to be watched, and nobody says that it did not happen."""
    home = _context(tied(), "index.html")
    assert [(row["headline"], row["unconfirmed"]) for row in home["overdue"]] == [("나루시, 주민 투표 개최", True)]
    assert [row["headline"] for row in home["upcoming"]] == ["나루시, 2027년 다리 개통"]
    columns = {
        column["title"]: [row["headline"] for row in column["rows"]] for column in _context(tied(), STORY)["state"]
    }
    assert columns["지켜볼 일"] == ["나루시, 2027년 다리 개통", "나루시, 주민 투표 개최"]


def test_a_plan_with_an_outcome_is_neither_ahead_nor_overdue() -> None:
    """Done before its time: it is no longer awaited."""
    source = tied()
    ahead = next(entry for entry in source.entries if entry.headline == "나루시, 2027년 다리 개통")
    done = next(entry for entry in source.entries if entry.publishers)
    told = Relation(RelationType.OUTCOME, ahead.refs[0], done.refs[0], "on the day planned")
    assert _context(replace(source, relations=(*source.relations, told)), "index.html")["upcoming"] == []


def test_a_plan_that_is_kept_stays_open() -> None:
    """목표는 바꾸지 않기로 했다 is no end of the plan: its words are shown, and no reason claims that it ended it."""
    source = tied()
    keep = next(ref for ref, fact in source.facts().items() if isinstance(fact, Event) and "연기" in fact.headline)

    def kept(fact: Any) -> Any:
        if fact.id != keep.fact:
            return fact
        certainty = Certainty(Status.PLANNED, Basis.WRITER)
        return replace(
            fact, surface="바꾸지 않기로 했다", predicate="바꾸다", certainty=certainty, headline="목표 안 바꿔"
        )

    articles = tuple(replace(read, facts=tuple(map(kept, read.facts))) for read in source.articles)
    only = tuple(one for one in source.relations if one.later == keep)
    row = _row("나루시, 나루대교 착공", replace(source, articles=articles, relations=only))
    assert [one["label"] for one in row["outcomes"]] == ["목표 안 바꿔(2월 20일 보도)"]
    assert row["unconfirmed"]
    assert row["why"] == []


def test_relations_in_a_circle_end() -> None:
    """Whatever the links say, each outcome is told once."""
    source = tied()
    back = [Relation(one.type, one.later, one.earlier, one.reason) for one in source.relations]
    assert tuple(pages_of(replace(source, relations=tuple(sorted((*source.relations, *back))))))


def test_who_tells_a_line() -> None:
    """Publishers count, reprints are named apart, the reason is there on demand."""
    desk = desk_of(tied())
    row = row_of(desk, next(entry for entry in desk.briefing.entries if entry.publishers))
    assert row["told"] == "2개 매체 · 전재 1건"
    assert row["why"] == [
        "하나의 사건으로 묶은 까닭: 같은 날 · 착공 · 행위자 1/1 일치 · 대상 ‘대교’",
        "전한 매체: 새나루일보, 항만경제",
        "다른 기사를 옮겨 실은 전재는 매체 수에 넣지 않았습니다.",
    ]


def test_a_line_of_one_report_has_nothing_to_count() -> None:
    """No publisher is counted where one article tells it, be it a reprint."""
    row = _row("나루시, 주민 투표 개최")
    assert (row["told"], row["why"]) == ("", [])
    source = tied()
    entries = tuple(replace(entry, copies=1) if "투표" in entry.headline else entry for entry in source.entries)
    assert _row("나루시, 주민 투표 개최", replace(source, entries=entries))["told"] == ""


def test_both_sides_stand_beside_each_other() -> None:
    """Each with its words, its source and its evidence, the one told first at the left."""
    disputes = _context(tied(), STORY)["disputes"]
    assert [(one["reason"], one["note"]) for one in disputes] == [
        ("‘사업비’, 같은 때의 다른 수치", ""),
        ("나루시 부인", ""),
    ]
    figures, claim = (one["sides"] for one in disputes)
    assert [(side["figure"], side["evidence"]["label"]) for side in figures] == [
        ("360억원", "새나루일보 5월 20일"),
        ("390억원", "항만경제 5월 20일"),
    ]
    assert [(side["words"], side["source"]) for side in claim] == [
        ("시민모임 “안전 진단 빠뜨려”", "시민모임"),
        ("나루시, 진단 누락 반박", "나루시"),
    ]
    assert len(_context(tied(), "index.html")["disputes"]) == 2


def test_at_most_three_disputes_lead_the_briefing() -> None:
    """Those that a later figure has overtaken come last."""
    source = tied()
    refs = [ref for ref, fact in sorted(source.facts().items()) if isinstance(fact, Event)]
    more = [Relation(RelationType.CONFLICT, refs[0], ref, "one event, two times") for ref in refs[1:5]]
    costs = [one for one in source.relations if one.type is RelationType.SERIES]
    past = Relation(RelationType.CONFLICT, costs[0].earlier, costs[1].later, "사업비: one time, two figures")
    relations = tuple(sorted((*source.relations, *more, past)))
    assert len(_context(replace(source, relations=relations), "index.html")["disputes"]) == 3
    told = _context(replace(source, relations=(past, *source.relations)), STORY)["disputes"]
    assert [one["note"] for one in told] == ["", "", "그 뒤 새 수치가 보도됐습니다."]


def test_figures_of_one_thing_are_one_row() -> None:
    """In time order, with bars of one unit and the rival beside what it contradicts."""
    (thing,) = _context(tied(), STORY)["figures"]
    assert thing["name"] == "사업비"
    values = [(one["words"], one["of"], one["bar"]["w"], one["at_odds"]) for one in thing["values"]]
    assert values == [
        ("300억원", "", "76.9", False),
        ("340억원", "총사업비", "87.2", False),
        ("360억원", "", "92.3", True),
        ("390억원", "", "100", True),
    ]
    assert [one["day"]["label"] for one in thing["values"]][:2] == ["1월 5일 보도", "2월 20일 보도"]


def test_figures_of_other_stories_stay_out() -> None:
    """A story's table holds what its own articles tell."""
    source = tied()
    (story,) = source.stories
    alone = Story(SLUG, story.title, story.articles[:2], story.entries, story.reason)
    (thing,) = _context(replace(source, stories=(alone,)), STORY)["figures"]
    assert [one["words"] for one in thing["values"]] == ["300억원", "340억원"]


def test_two_figures_of_one_time_make_a_row() -> None:
    """Also where no later one follows."""
    source = tied()
    only = tuple(one for one in source.relations if one.type is RelationType.CONFLICT)
    (thing,) = _context(replace(source, relations=only), STORY)["figures"]
    assert [(one["words"], one["at_odds"]) for one in thing["values"]] == [("360억원", True), ("390억원", True)]


def test_articles_that_the_machine_grouped_say_so() -> None:
    """With what they share, in words."""
    context = _context(tied(), STORY)
    assert [one["grouped"] for one in context["articles"]] == [True, False, False, False]
    assert context["reason"] == (
        "기사들이 함께 전한 내용으로 묶었습니다(공통 사건 1건, 계획의 결과 2건, 수치의 변화 2건, 엇갈린 보도 1건, 부인 1건)."
    )
    (story,) = tied().stories
    named = replace(story, reason="story: in the front matter")
    said = _context(replace(tied(), stories=(named,)), STORY)["reason"]
    assert said.startswith("기사 머리말이 같은 주제를 가리킵니다. ‘자동으로 묶음’")
    alone = replace(named, grouped=())
    assert _context(replace(tied(), stories=(alone,)), STORY)["reason"] == "기사 머리말이 같은 주제를 가리킵니다."


def test_an_organisation_shows_who_held_its_titles() -> None:
    """Titles with the months between which articles gave them; the one named last first."""
    source = tied()
    (person,) = (entity for entity in source.entities if entity.kind == "person")
    (mayor,) = person.tenures
    before = replace(mayor, title="부시장", first=date(2024, 6, 1), last=date(2025, 9, 1))
    longer = replace(person, tenures=(before, replace(mayor, last=date(2026, 5, 1))))
    entities = tuple(longer if one is person else one for one in source.entities)
    members = _context(replace(source, entities=entities), "o/나루시/index.html")["members"]
    assert [(one["name"]["name"], one["title"], one["period"]) for one in members] == [
        ("민가람", "시장", "2026년 1월 ~ 5월 보도 기준"),
        ("민가람", "부시장", "2024년 6월 ~ 2025년 9월 보도 기준"),
    ]
    roles = _context(replace(source, entities=entities), "p/민가람/index.html")["roles"]
    assert [one["title"] for one in roles] == ["시장", "부시장"]


def test_a_relation_to_a_fact_that_is_gone_is_left_out() -> None:
    """An editor may have hidden one side."""
    gone = FactRef("2026-01-05-plan", "gone")
    source = briefing()
    known = source.entries[0].refs[0]
    relations = tuple(Relation(kind, gone, known, "") for kind in RelationType)
    assert tuple(pages_of(replace(source, relations=relations))) == tuple(pages_of(source))


def test_a_claim_that_is_denied_says_so_wherever_it_stands() -> None:
    source = tied()
    row = _row("시민모임 “안전 진단 빠뜨려”")
    assert [(one["label"], one["url"].partition("#")[0]) for one in row["denials"]] == [
        ("나루시 부인", "a/2026-02-20-delay/index.html")
    ]
    shown = [one for one in _rows(_context(source, "index.html")) if one["headline"] == "시민모임 “안전 진단 빠뜨려”"]
    assert shown
    assert all(one["denials"] for one in shown)


def test_a_headline_alone_says_on_whose_word_it_stands() -> None:
    assert alone_of(_row("시민모임 “안전 진단 빠뜨려”")) == "시민모임 “안전 진단 빠뜨려” (주장)"
    assert alone_of(_row("나루시, 나루대교 착공")) == "나루시, 나루대교 착공 (예정)"
    assert alone_of(row_of(desk_of(tied()), _done())) == "나루시, 나루대교 착공"


def _done() -> Entry:
    return next(entry for entry in tied().entries if entry.publishers)
