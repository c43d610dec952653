"""The page of corrections and the foot of an article's page."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sitegen.build.check import page_faults, page_of
from sitegen.compose import pages_of
from sitegen.compose.figure import amount_words
from sitegen.errors import Place
from sitegen.model.corrections import Action, Corrected, Correction
from sitegen.model.facts import EDITOR, Amount, Evidence, Fact, Quote, Status
from sitegen.model.site import Briefing
from sitegen.model.text import Span
from sitegen.render import Renderer
from tests.compose.sample import briefing, plant, silent


def context(source: Briefing, url: str) -> dict[str, Any]:
    return next(dict(page.context) for page in pages_of(source) if page.url == url)


def done(before: Fact | None, after: Fact | None, day: int, line: int = 1, *keys: str) -> Corrected:
    action = Action.SET if after else Action.HIDE
    values = tuple((key, "") for key in keys)
    correction = Correction(
        action, Place("x.toml", line, 1), "낱말", ("event",), "", values, "까닭", date(2026, 3, day)
    )
    return Corrected(correction, before, after)


def corrected_briefing(language: str = "ko") -> Briefing:
    """The sample with an event that is now denied, and a quote and a silent article's event taken back."""
    source = briefing(language)
    event = next(fact for fact in plant().facts if fact.kind == "event")
    denied = replace(event, certainty=replace(event.certainty, status=Status.DENIED), place="새 곳", headline="새 요지")
    quote = next(fact for fact in plant().facts if isinstance(fact, Quote))
    hidden = next(fact for fact in silent().facts if fact.kind == "event")
    corrections = (
        done(hidden, None, 13),
        done(quote, None, 14),
        done(event, denied, 13, 2, "status", "place", "headline"),
    )
    return replace(source, corrections=corrections)


def test_a_site_without_corrections_says_so_in_one_line() -> None:
    assert context(briefing(), "corrections/index.html")["days"] == []
    page = next(page for page in pages_of(briefing()) if page.url == "corrections/index.html")
    assert "아직 바로잡은 사실이 없습니다." in Renderer().page(page).decode()
    assert context(briefing(), "a/2026-03-12-haeon-plant/index.html")["corrections"] == []


def test_corrections_are_told_with_what_stood_before() -> None:
    """The latest day first; what has not changed is not told, and who is taken back has no before and after."""
    days = context(corrected_briefing(), "corrections/index.html")["days"]
    assert [one["day"]["label"] for one in days] == ["2026년 3월 14일", "2026년 3월 13일"]
    (quote,), (event, hidden) = days[0]["rows"], days[1]["rows"]
    assert quote["withdrawn"]
    assert quote["subject"].startswith("“")
    assert (quote["changes"], quote["fact"]) == ([], "")
    assert [one["label"] for one in event["changes"]] == ["요지", "어디서", "상태"]
    assert event["changes"][2]["after"] == "부인"
    assert event["why"] == "까닭"
    assert hidden["evidence"]["url"].endswith("#body"), "of an article whose text is not shown"


def test_a_headline_that_nobody_wrote_is_no_change() -> None:
    source = corrected_briefing()
    event = source.corrections[2]
    unwritten = replace(source, corrections=(replace(event, correction=replace(event.correction, values=())),))
    (row,) = context(unwritten, "a/2026-03-12-haeon-plant/index.html")["corrections"]
    assert [one["label"] for one in row["changes"]] == ["어디서", "상태"]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_link_arrives_and_every_fact_has_evidence(language: str) -> None:
    renderer = Renderer()
    files = dict(renderer.assets())
    files |= {page.url: renderer.page(page) for page in pages_of(corrected_briefing(language))}
    pages = {address: page_of(content) for address, content in files.items() if address.endswith(".html")}
    assert [str(fault) for fault in page_faults(pages, set(files), "output", "/naru")] == []
    assert len(pages["corrections/index.html"].facts) == 1


@pytest.mark.parametrize(
    ("low", "high", "unit", "ko", "en"),
    [
        (1_250_000_000_000, 1_250_000_000_000, "KRW", "1조2500억원", "1,250,000,000,000 KRW"),
        (1_500_000_000, 1_500_000_000, "USD", "15억달러", "1,500,000,000 USD"),
        (12_345_678, 12_345_678, "명", "1234만5678명", "12,345,678 명"),
        (9_999, 9_999, "명", "9999명", "9,999 명"),
        ("3.40", "3.40", "%", "3.4%", "3.40%"),
        (100_000_000, 200_000_000, "KRW", "1억∼2억원", "100,000,000–200,000,000 KRW"),
        (-30_000_000, -30_000_000, "KRW", "-3000만원", "-30,000,000 KRW"),
        (0, 0, "건", "0건", "0 건"),
    ],
)
def test_a_corrected_figure_is_said_as_newsrooms_write_it(
    low: int | str, high: int | str, unit: str, ko: str, en: str
) -> None:
    amount = Amount(evidence=Evidence("a", 0, Span(0, 1), EDITOR), low=Decimal(low), high=Decimal(high), unit=unit)
    assert amount_words(amount, "옛말", "ko") == ko
    assert amount_words(amount, "옛말", "en") == en
    assert amount_words(replace(amount, approx=True), "옛말", "ko") == f"약 {ko}"
    by_rule = replace(amount, evidence=replace(amount.evidence, rule="amount.money"))
    assert amount_words(by_rule, "옛말", "ko") == "옛말"
