"""The facts of a briefing, by what refers to them."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from sitegen.model.facts import ArticleFacts, Fact
from sitegen.model.site import FactRef

_NOTHING: Mapping[str, Fact] = {}
_MOST_KEPT = 2_000  # articles whose facts are indexed at a time: an archive's indexes would fill the memory


class Facts:
    """What `Briefing.facts` holds, without a reference made for each fact: pages ask for few of them."""

    def __init__(self, articles: Iterable[ArticleFacts]) -> None:
        self._reads = {read.article.id: read for read in articles}
        self._of = lru_cache(maxsize=_MOST_KEPT)(self._facts_of)

    def with_facts(self, read: ArticleFacts) -> "Facts":
        """These facts, with those of one article as *read* has them."""
        return Facts([*self._reads.values(), read])

    def __getitem__(self, ref: FactRef) -> Fact:
        return self._of(ref.article)[ref.fact]

    def __contains__(self, ref: FactRef) -> bool:
        return ref.fact in self._of(ref.article)

    def get(self, ref: FactRef) -> Fact | None:
        """The fact; None where no article has it."""
        return self._of(ref.article).get(ref.fact)

    def forget(self) -> None:
        """Lets go of the indexes made so far."""
        self._of.cache_clear()

    def _facts_of(self, article: str) -> Mapping[str, Fact]:
        read = self._reads.get(article)
        return {fact.id: fact for fact in read.facts} if read else _NOTHING
