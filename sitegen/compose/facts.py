"""The facts of a briefing, by what refers to them."""

from collections.abc import Iterable, Mapping

from sitegen.model.facts import ArticleFacts, Fact
from sitegen.model.site import FactRef

_NOTHING: Mapping[str, Fact] = {}


class Facts:
    """What `Briefing.facts` holds, without a reference made for each fact: pages ask for few of them."""

    def __init__(self, articles: Iterable[ArticleFacts]) -> None:
        self._by_article = {read.article.id: {fact.id: fact for fact in read.facts} for read in articles}

    def with_facts(self, read: ArticleFacts) -> "Facts":
        """These facts, with those of one article as *read* has them."""
        found = Facts(())
        found._by_article = {**self._by_article, read.article.id: {fact.id: fact for fact in read.facts}}
        return found

    def __getitem__(self, ref: FactRef) -> Fact:
        return self._by_article[ref.article][ref.fact]

    def __contains__(self, ref: FactRef) -> bool:
        return ref.fact in self._by_article.get(ref.article, _NOTHING)

    def get(self, ref: FactRef) -> Fact | None:
        """The fact; None where no article has it."""
        return self._by_article.get(ref.article, _NOTHING).get(ref.fact)
