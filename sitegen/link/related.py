"""Which articles speak of one affair, so that their figures may be compared: told by the names and nouns they share."""

from collections.abc import Sequence
from datetime import timedelta

from sitegen.model.facts import ArticleFacts, Event, Org, Person
from sitegen.rules.rule import word_set

_FAR = 1000  # days between two articles of one affair at most
_NAMES, _NOUNS, _ONLY_NOUNS = 2, 3, 6


class Related:
    """Answers for pairs of articles. What two articles share depends on no third."""

    def __init__(self, articles: Sequence[ArticleFacts]) -> None:
        self._articles = {read.article.id: read for read in articles}
        self._known: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def are(self, one: str, other: str) -> bool:
        """Whether the articles of these ids speak of one affair."""
        left, right = self._articles[one].article, self._articles[other].article
        if left.story and left.story == right.story:
            return True
        if left.published and right.published and abs(left.published - right.published) > timedelta(days=_FAR):
            return False
        (names, nouns), (their_names, their_nouns) = self._words(one), self._words(other)
        shared_names, shared_nouns = len(names & their_names), len(nouns & their_nouns)
        return (
            (shared_names >= _NAMES and shared_nouns >= _NOUNS - 1)
            or (shared_names >= 1 and shared_nouns >= _NOUNS)
            or shared_nouns >= _ONLY_NOUNS
        )

    def _words(self, article: str) -> tuple[frozenset[str], frozenset[str]]:
        if article not in self._known:
            facts = self._articles[article].facts
            names = frozenset(
                f.name for f in facts if isinstance(f, Person | Org) and f.name not in word_set("org_everywhere")
            )
            spoken = {word for f in facts if isinstance(f, Event) for word in (*f.nouns, *f.theme)}
            nouns = frozenset(word for word in spoken if word not in word_set("noun_general")) - names
            self._known[article] = (names, nouns)
        return self._known[article]
