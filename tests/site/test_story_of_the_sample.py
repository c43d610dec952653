"""The sample site's own story: plans and what became of them, signings kept apart, sums in a row with their sources."""

from functools import cache
from pathlib import Path

from sitegen.build.archive import extracted
from sitegen.compose import pages_of
from sitegen.link import briefing_of
from sitegen.model.facts import Amount, Event
from sitegen.model.identity import Site
from sitegen.model.site import Briefing, FactRef, RelationType
from sitegen.read import find_seeds, read_seed
from sitegen.render import Renderer
from tests.site.tree import Node, tree

SEEDS = Path(__file__).parents[2] / "seeds"
PACT, JUNE = "2024-09-27", "2024-06-03"


@cache
def _briefing() -> Briefing:
    reads = (read_seed(f"seeds/{path.name}", path.read_bytes(), timezone="Asia/Seoul") for path in find_seeds(SEEDS))
    return briefing_of([extracted(article) for article in reads if not article.draft], Site(), None)


@cache
def _pages() -> dict[str, Node]:
    renderer = Renderer()
    pages = ((page.url, renderer.page(page)) for page in pages_of(_briefing()))
    return {url: tree(content) for url, content in pages if url.endswith(".html")}


def _event(ref: FactRef) -> Event | None:
    fact = _briefing().facts()[ref]
    return fact if isinstance(fact, Event) else None


def _outcomes(article: str) -> list[tuple[Event, Event]]:
    """Plan and what became of it, for the plans that *article* tells."""
    pairs = (
        (_event(one.earlier), _event(one.later))
        for one in _briefing().relations
        if one.type is RelationType.OUTCOME and one.earlier.article.startswith(article)
    )
    return [(plan, result) for plan, result in pairs if plan and result]


def test_the_plan_of_june_is_answered_by_the_pact_of_september() -> None:
    """What both firms were to show by September is the pact that they made on 27 September."""
    results = {
        result.when.value
        for plan, result in _outcomes("2024-06-04")
        if plan.when and plan.when.value == "../2024-09" and result.when
    }
    assert results == {PACT}


def test_the_plan_and_the_pact_lead_to_each_other() -> None:
    """On the page of the plan's article stands a link to the pact, and on that of the pact's one to the plan."""
    (relation,) = [
        one
        for one in _briefing().relations
        if one.type is RelationType.OUTCOME
        and (found := _event(one.later)) is not None
        and found.when is not None
        and found.when.value == PACT
        and one.earlier.article.startswith("2024-06-04")
    ]
    for ref, other in ((relation.earlier, relation.later), (relation.later, relation.earlier)):
        page = _pages()[f"a/{ref.article}/index.html"]
        links = {str(link.attributes.get("href", "")) for link in page.all("a")}
        assert any(other.article in link for link in links), (ref.article, other.article)


def test_the_two_signings_stay_two() -> None:
    """The partnership of June and the pact of September: several articles tell each, and none tells both in one."""
    days = [
        {event.when.value for ref in one.facts if (event := _event(ref)) and event.when and "체결" in event.predicate}
        for one in _briefing().occurrences
    ]
    assert any(JUNE in told for told in days)
    assert any(PACT in told for told in days)
    assert not any({JUNE, PACT} <= told for told in days)


def test_the_model_is_put_off_and_then_met() -> None:
    """Planned for the first half of 2025, put off in July, out on 29 September."""
    found = [
        (result.certainty.status.value, result.when.value if result.when else "")
        for plan, result in _outcomes("2024-10-10")
        if plan.when and plan.when.value == "2025-H1"
    ]
    assert [status for status, _ in found] == ["dropped", "happened"]
    assert found[-1][1] == "2025-09-29"


def test_sums_stand_in_a_row_with_their_sources() -> None:
    """The sums of the affair by article, each with a link to its sentence."""
    tables = [table for url, page in _pages().items() if url.startswith("s/") for table in page.all("table", "ser")]
    assert tables
    for table in tables:
        items = table.all("li")
        assert len(items) > 1
        assert all(item.all("a", "ev") for item in items)
    sums = {fact.unit for fact in _briefing().facts().values() if isinstance(fact, Amount)}
    assert "KRW" in sums


def test_no_plan_is_answered_before_it_was_told() -> None:
    """Over the whole sample: the article of the outcome is never older than that of the plan."""
    outcomes = _outcomes("20")
    assert len(outcomes) > 3
    assert all(plan.evidence.article < result.evidence.article for plan, result in outcomes)
