"""Lists of what was said, of what is to come and of the facts, the handout, and who appears with whom."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sitegen.compose import pages_of
from sitegen.compose.fact_table import MOST_ROWS
from sitegen.compose.statements import MOST_QUOTES
from sitegen.compose.upcoming import MOST_PLANS
from sitegen.compose.upcoming import MOST_ROWS as MOST_UPCOMING
from sitegen.compose.words import WORDS
from sitegen.model.facts import ArticleFacts, Precision, When
from sitegen.model.site import Briefing, Page
from tests.compose.sample import briefing, linked
from tests.compose.ties import tied
from tests.compose.writing import Draft, day


def _by_url(source: Briefing) -> dict[str, Page]:
    return {page.url: page for page in pages_of(source)}


def _at(source: Briefing, url: str) -> dict[str, Any]:
    return dict(_by_url(source)[url].context)


# --- what was said


def _statements(number: int, published: date | None, *said: tuple[str, str]) -> ArticleFacts:
    """An article in which each speaker, called 가온시 국장, says a sentence."""
    text = "\n".join(f"{speaker} 가온시 국장은 “{words}”고 말했다." for speaker, words in said)
    draft = Draft(f"said-{number:03}", text, published)
    for place, (speaker, words) in enumerate(said, 1):
        draft.person(f"{speaker} 가온시 국장", speaker, "국장", "가온시").quote(words, speaker, place)
    return draft.done(title=f"말 {number}", source="가온일보")


def _said(source: Briefing, url: str = "quotes/index.html") -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Months with their speakers and these with their words."""
    return [
        (
            section["title"],
            [
                (speaker["name"]["name"], [" ".join(quote["pieces"]) for quote in speaker["quotes"]])
                for speaker in section["speakers"]
            ],
        )
        for section in _at(source, url)["sections"]
    ]


def test_what_was_said_stands_by_month_and_speaker() -> None:
    """The newest month and the last speaker first; what has no date comes last, under words that say so."""
    reads = (
        _statements(4, date(2026, 3, 9), ("한소담", "다리를 놓겠다"), ("오로운", "예산을 세우겠다")),
        _statements(3, date(2026, 3, 2), ("오로운", "길을 넓히겠다"), ("한소담", "나무를 심겠다")),
        _statements(2, date(2026, 1, 5), ("한소담", "새해에는 달라진다")),
        _statements(1, None, ("오로운", "언젠가 말한 것이다")),
    )
    assert _said(linked(reads, briefing().site, date(2026, 3, 12))) == [
        (
            "2026년 3월",
            [("한소담", ["다리를 놓겠다", "나무를 심겠다"]), ("오로운", ["예산을 세우겠다", "길을 넓히겠다"])],
        ),
        ("2026년 1월", [("한소담", ["새해에는 달라진다"])]),
        ("발행일 미상", [("오로운", ["언젠가 말한 것이다"])]),
    ]


def test_a_speaker_is_called_by_one_role_in_the_heading() -> None:
    """A quotation tells the role again only where its article gives another."""
    later = _statements(2, date(2026, 3, 9), ("한소담", "다리를 놓겠다"))
    draft = Draft("said-001", "한소담 누리시 과장은 “나무를 심겠다”고 말했다.", date(2026, 3, 2))
    draft.person("한소담 누리시 과장", "한소담", "과장", "누리시").quote("나무를 심겠다", "한소담", 1)
    source = linked((later, draft.done(title="말", source="누리일보")), briefing().site, date(2026, 3, 12))
    (speaker,) = _at(source, "quotes/index.html")["sections"][0]["speakers"]
    assert speaker["role"] == "가온시 국장"
    assert [quote["role"] for quote in speaker["quotes"]] == ["", "누리시 과장"]


def test_many_statements_are_cut_into_months() -> None:
    """The first page holds the newest, the pages of the months hold all, each once."""
    days = [date(2026, 3, 10) - timedelta(days=3 * number) for number in range(70)]
    reads = tuple(
        _statements(number, at, ("한소담", f"{number}번째 다짐이다"), ("오로운", f"{number}번째 계획이다"))
        for number, at in enumerate(days)
    )
    pages = _by_url(linked(reads, briefing().site, days[0]))
    first = pages["quotes/index.html"].context
    assert [month["url"] for month in first["months"]][:2] == ["quotes/2026-03/index.html", "quotes/2026-02/index.html"]
    urls = ["quotes/index.html", *(month["url"] for month in first["months"])]
    ids = [
        [
            quote["evidence"]["fact"]
            for section in pages[url].context["sections"]
            for speaker in section["speakers"]
            for quote in speaker["quotes"]
        ]
        for url in urls
    ]
    assert len(ids[0]) == MOST_QUOTES
    assert max(map(len, ids)) <= MOST_QUOTES
    told = [one for some in ids[1:] for one in some]
    assert len(told) == len(set(told)) == 140


# --- what is to come


def test_every_open_plan_ahead_is_listed_with_its_days() -> None:
    """The home page shows the first of the same list, and says how many there are."""
    pages = _by_url(briefing())
    rows = pages["upcoming/index.html"].context["upcoming"]
    assert [(row["d_day"], row["headline"]) for row in rows] == [
        ("D-8", "나루시의회, 수소발전소 동의안 처리"),
        ("", "다온금고, 새 지점 개설 <script>alert(3)</script>"),
        ("", "수소발전소 9월 착공"),
        ("", "해온전력, 2028년 하반기 첫 송전"),
    ]
    home = pages["index.html"].context
    assert home["upcoming"] == rows[:6]
    assert home["upcoming_count"] == len(rows)


def test_passed_plans_stand_apart() -> None:
    """Each says that nothing is known of what became of it."""
    rows = _at(briefing(), "upcoming/index.html")["overdue"]
    assert [(row["headline"], row["unconfirmed"]) for row in rows] == [
        ("라온제지 주주총회", True),
        ("수소발전소 주민 설명회", True),
    ]


def test_many_plans_are_cut_into_pages() -> None:
    """In the order of their days; what has passed stands on the first page alone. What lies further ahead than the last
    page is left to the timeline, and the pages say so."""
    source = briefing()
    model = next(entry for entry in source.entries if entry.headline == "나루시의회, 수소발전소 동의안 처리")
    days = [date(2026, 3, 13) + timedelta(days=number) for number in range(MOST_PLANS + 5)]
    many = tuple(
        replace(model, id=f"x/{number}", when=When(at.isoformat(), Precision.DAY, at, at), headline=f"일 {number}")
        for number, at in enumerate(days)
    )
    passed = tuple(entry for entry in source.entries if entry.headline == "라온제지 주주총회")
    pages = _by_url(replace(source, entries=(*reversed(many), *passed)))
    first, second = pages["upcoming/index.html"].context, pages["upcoming/_2/index.html"].context
    assert [row["d_day"] for row in first["upcoming"]] == [f"D-{number}" for number in range(1, MOST_UPCOMING + 1)]
    assert second["upcoming"][0]["d_day"] == f"D-{MOST_UPCOMING + 1}"
    assert len(first["overdue"]) == 1
    assert second["overdue"] == []
    assert len(first["pages"]) == MOST_PLANS // MOST_UPCOMING
    assert first["later"] == f"가까운 {MOST_PLANS}건만 보입니다. 그 뒤의 일은 타임라인에 있습니다."
    assert first["calendar"] in pages


# --- the table of facts


def _row(source: Briefing, headline: str) -> dict[str, Any]:
    return next(row for row in _at(source, "facts/index.html")["rows"] if row["headline"] == headline)


def test_the_table_holds_events_and_figures() -> None:
    """What, how much, when, how sure and on whose word, where it was read."""
    event = _row(briefing(), "해온전력, 2028년 하반기 첫 송전")
    assert event["when"]["label"] == "2028년 하반기"
    assert [badge["word"] for badge in event["badges"]] == ["예정", "발언"]
    assert event["source"] == "서도윤"
    lead = _row(briefing(), "해온전력, 나루항에 1조2000억원 들여 수소발전소 건설")
    assert lead["value"] == "1조2000억원"
    figure = _row(briefing(), "일자리")
    assert figure["value"] == "2500명 안팎"
    assert [badge["word"] for badge in figure["badges"]] == ["추정"]
    assert figure["evidence"]["links"][0]["label"] == "새나루일보 3월 12일"


def test_the_newest_article_comes_first() -> None:
    """Within it, its lines in time order, then its figures."""
    rows = _at(briefing(), "facts/index.html")["rows"]
    read = briefing().articles[0]
    own = {fact.id for fact in read.facts}
    first = [row for row in rows if row["fact"] in own]
    assert rows[: len(first)] == first
    assert [row["headline"] for row in first][-3:] == ["수소발전소 투자액", "설비 용량", "일자리"]


def test_a_figure_has_the_time_of_its_event() -> None:
    """Where its clause tells one: else none, and not the day of the article."""
    assert _row(briefing(), "주당 배당금")["when"]["label"] == "2026년 2월 20일"
    assert not _row(briefing(), "설비 용량")["is_dated"]


def test_the_table_is_bounded() -> None:
    """It holds the newest and says so; where the settings ask for all, every row stands in its month."""
    source = briefing()
    model = source.entries[0]
    many = tuple(replace(model, id=f"x/{number}", headline=f"일 {number}") for number in range(MOST_ROWS + 1))
    pages = _by_url(replace(source, entries=many))
    table = pages["facts/index.html"].context
    assert (len(table["rows"]), table["months"]) == (MOST_ROWS, [])
    assert "타임라인" in table["note"]
    pages = _by_url(replace(source, entries=many, site=replace(source.site, all_facts=True)))
    months = [pages[month["url"]].context["rows"] for month in pages["facts/index.html"].context["months"]]
    assert max(map(len, months)) <= MOST_ROWS
    assert {f"일 {number}" for number in range(MOST_ROWS + 1)} <= {row["headline"] for rows in months for row in rows}


# --- the handout


@pytest.mark.parametrize("source", [briefing(), tied()], ids=["sample", "tied"])
def test_the_handout_holds_what_the_front_page_leads_with(source: Briefing) -> None:
    """The same lines in the same order, and no more of them."""
    pages = _by_url(source)
    home, sheet = pages["index.html"].context, pages["print/index.html"].context
    for block in ("headlines", "upcoming", "changes", "disputes", "quotes"):
        assert sheet[block] == home[block], block
    assert sheet["headlines"]


# --- who appears with whom


def test_who_appears_with_whom() -> None:
    """By the number of events that both act in; the name itself and names that mean nobody are left out."""
    draft = Draft("2026-03-01-team", "가온시와 누리시와 한소담이 만났다. 다시 만났다. 또 만났다.", date(2026, 3, 1))
    draft.org("가온시").org("누리시").person("한소담", "한소담")
    for clause, who in (
        ("가온시와 누리시와 한소담이 만났다", ("가온시", "누리시", "한소담")),
        ("다시 만났다", ("누리시", "가온시")),
        ("또 만났다", ("가온시", "한 시민")),
    ):
        draft.event(clause, "만났다", clause, when=day("2026-03-01"), who=who)
    pages = _by_url(linked((draft.done(title="모임", source="가온일보"),), briefing().site, date(2026, 3, 12)))
    assert pages["o/가온시/index.html"].context["together"] == [
        {"name": "누리시", "url": "o/누리시/index.html", "count": "사건 2건"},
        {"name": "한소담", "url": "p/한소담/index.html", "count": "사건 1건"},
    ]


def test_both_languages_have_every_page() -> None:
    """And speak their own words."""
    for language in WORDS:
        pages = _by_url(briefing(language))
        for url, word in (("quotes/index.html", "quotes"), ("facts/index.html", "facts"), ("upcoming/index.html", "upcoming"),
                          ("print/index.html", "handout")):  # fmt: skip
            assert pages[url].context["title"] == WORDS[language][word]
            assert url in [link["url"] for link in pages["index.html"].context["more_pages"]]


def test_an_empty_briefing_has_its_lists() -> None:
    """A site without articles still answers at every address of its menu."""
    pages = _by_url(replace(briefing(), articles=(), entries=(), entities=(), stories=(), as_of=None, changes=()))
    for url in ("quotes/index.html", "facts/index.html", "upcoming/index.html", "print/index.html", "facts.csv"):
        assert url in pages
    assert pages["facts.json"].context["document"]["articles"] == []
