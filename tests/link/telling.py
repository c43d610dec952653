"""Small articles on one affair, and what linking makes of them."""

from collections.abc import Iterable
from datetime import date

from sitegen.analyse import document_of
from sitegen.extract import facts_of
from sitegen.link import briefing_of
from sitegen.model.facts import Amount, ArticleFacts, Event, Quote
from sitegen.model.identity import Site
from sitegen.read import read_seed

# What both articles of a test speak of, so that they are of one affair.
AFFAIR = "새길중공업과 해온그룹은 가람시 조선소 매각 협상과 노동조합 파업, 임금 교섭을 놓고 맞서 왔다."


def told(day: str, *sentences: str, paper: str = "") -> ArticleFacts:
    """The facts of an article of *day*; *paper* keeps two of one day apart."""
    text = f"새길중공업 소식\n\n{AFFAIR}\n\n" + "\n\n".join(sentences) + "\n"
    return facts_of(document_of(read_seed(f"seeds/{day}-a{paper}.txt", text.encode(), timezone="Asia/Seoul")))


def merged(*articles: ArticleFacts) -> set[frozenset[str]]:
    """The surfaces of the mentions of each event that several articles tell; the affair's own sentence aside."""
    briefing = briefing_of(articles, Site(), date(2025, 12, 31))
    facts = briefing.facts()
    found = (
        frozenset(fact.surface for ref in one.facts if isinstance(fact := facts[ref], Event))
        for one in briefing.occurrences
        if len({ref.article for ref in one.facts}) > 1
    )
    return {surfaces for surfaces in found if not surfaces <= {"맞서 왔다"}}


def related(*articles: ArticleFacts) -> set[tuple[str, str, str]]:
    """Relations as (type, surface, surface)."""
    briefing = briefing_of(articles, Site(), date(2025, 12, 31))
    facts = briefing.facts()

    def words(refs: Iterable[object]) -> list[str]:
        return [fact.surface for ref in refs if isinstance(fact := facts[ref], Event | Amount | Quote)]  # type: ignore[index]

    return {(one.type.value, *words((one.earlier, one.later))) for one in briefing.relations}  # type: ignore[misc]
