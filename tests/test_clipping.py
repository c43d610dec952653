"""The first input that must work: a real clipping, exactly as it was pasted, built alone."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sitegen.build import Built, make
from sitegen.config import read_settings
from sitegen.model.facts import Amount, Basis, Event, Org, Person, Quote, Status, Term
from sitegen.model.site import Entry
from tests.conftest import SHARED

CLIPPING = SHARED / "seeds" / "2024-06-04-kt-microsoft.txt"
pytestmark = pytest.mark.skipif(not CLIPPING.is_file(), reason="the real clipping is not here")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return _built(tmp_path_factory.mktemp("dated"), CLIPPING.name)


@pytest.fixture(scope="module")
def undated(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return _built(tmp_path_factory.mktemp("undated"), "kt-microsoft.txt")


def _built(root: Path, name: str) -> Built:
    (root / "seeds").mkdir()
    shutil.copy(CLIPPING, root / "seeds" / name)
    return make(read_settings(root), NOW)


def timeline(built: Built) -> list[Entry]:
    return [entry for entry in built.briefing.entries if entry.when]


def values(built: Built) -> list[str]:
    return [entry.when.value for entry in timeline(built) if entry.when]


def test_the_timeline_holds_what_happened_in_its_order(built: Built) -> None:
    """Five lines: the model, the words at MWC, the pact with G42, the signing, the plan to publish."""
    lines = timeline(built)
    assert values(built) == ["2023-10", "2024-02", "2024-04", "2024-06-03", "2024-09"]
    model, words, pact, signing, plan = lines
    assert model.who == ("KT",)
    assert "믿음" in model.headline
    assert model.certainty.status is Status.HAPPENED
    assert words.certainty.source == "김영섭"
    assert words.certainty.basis is Basis.SAID
    assert set(pact.who) == {"마이크로소프트", "G42"}
    assert "15억달러" in pact.headline
    assert signing.who == ("김영섭", "사티아 나델라")
    assert signing.place == "미국 워싱턴주 MS 본사"
    assert (signing.certainty.basis, signing.certainty.source) == (Basis.ANNOUNCED, "KT")
    assert plan.certainty.status is Status.PLANNED
    assert plan.certainty.basis is Basis.UNNAMED
    assert set(plan.who) == {"KT", "마이크로소프트"}


def test_it_knows_the_figures(built: Built) -> None:
    """수조원대 is an estimate of the industry; 14 data centres; the fund of 10억달러 is a plan."""
    facts = list(built.briefing.facts().values())
    amounts = {fact.surface: fact for fact in facts if isinstance(fact, Amount)}
    assert amounts["14개"].of == "IDC"
    assert amounts["10억달러"].of == "펀드"
    assert any(fact.vague and fact.unit == "KRW" for fact in amounts.values())
    events = [fact for fact in facts if isinstance(fact, Event)]
    (estimate,) = [e for e in events if e.certainty.status is Status.ESTIMATED and "수조원" in " ".join(e.amounts)]
    assert (estimate.certainty.basis, estimate.certainty.source) == (Basis.ANALYSIS, "업계")
    (fund,) = [e for e in events if "10억달러" in e.amounts]
    assert fund.certainty.status is Status.PLANNED


def test_it_knows_who_spoke_and_what_words_mean(built: Built) -> None:
    facts = built.briefing.facts().values()
    assert [fact.speaker for fact in facts if isinstance(fact, Quote)] == ["KT 관계자", "김영섭"]
    assert {fact.term for fact in facts if isinstance(fact, Term)} == {"AI GPU 팜", "소버린 AI"}
    assert {fact.name for fact in facts if isinstance(fact, Person)} == {"김영섭", "사티아 나델라"}
    assert {"KT", "마이크로소프트"} <= {fact.name for fact in facts if isinstance(fact, Org)}


def test_every_fact_stands_in_the_sentence_it_names(built: Built) -> None:
    """Also a term that the next sentence explains."""
    for read in built.briefing.articles:
        for fact in read.facts:
            assert read.sentences[fact.evidence.sentence].overlaps(fact.evidence.span), fact


def article_page(built: Built) -> str:
    (page,) = [content for address, content in built.files.items() if address.startswith("a/") and "kt-" in address]
    return page.decode()


def test_captions_credits_and_headings_are_not_prose(built: Built) -> None:
    """No paragraph of prose begins with the caption's, the credit's or a heading's words."""
    page = article_page(built)
    for words in ("◇AI", "그래픽=", "KT 김영섭 대표(왼쪽)"):
        assert f"<p>{words}" not in page
    assert "<h2" in page or "<h3" in page


def test_without_a_date_the_year_is_unknown_and_the_order_stays(undated: Built) -> None:
    """No day and no year is invented; the order is the one that the words imply."""
    assert undated.briefing.as_of is None
    lines = timeline(undated)
    assert values(undated) == ["XXXX-10", "XXXX-02", "XXXX-04", "XXXX-XX-03", "XXXX-09"]
    assert all(entry.when and entry.when.earliest is None and entry.when.latest is None for entry in lines)
    page = article_page(undated)
    assert "연도" in page
    assert "2024년" not in page
    assert undated.warnings


def test_a_day_given_by_hand_makes_both_alike(built: Built, undated: Built) -> None:
    """The facts without a date are those with one, but for what only the date can tell."""
    (read,) = undated.briefing.articles
    assert replace(read.article, published=date(2024, 6, 4)).published == built.briefing.articles[0].article.published
    assert [f.surface for f in read.facts if isinstance(f, Quote | Term | Amount)] == [
        f.surface for f in built.briefing.articles[0].facts if isinstance(f, Quote | Term | Amount)
    ]
