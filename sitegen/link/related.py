"""Which articles speak of one affair: told by the names and the things that they share, and by nothing else.

What two articles share depends on no third. Only related articles are ever compared, so that linking grows with the
affairs of an archive and not with its size.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from functools import cache
from itertools import combinations

from sitegen.model.facts import ArticleFacts, Event, Org, Person
from sitegen.rules.rule import word_set, words

_FAR = timedelta(days=1000)  # between two articles of one affair at most
_COMMON = 200  # articles that share a key: so many speak of no one affair
_LEADING = 12  # events of an article that tell what it is about, by their rank
_ONLY_THINGS = 6  # names and things that do without a name of somebody's own
_TELLING = 4  # letters of a thing that few affairs are about: two of them must be among those


class Related:
    """The articles of one affair with each."""

    def __init__(self, articles: Sequence[ArticleFacts]) -> None:
        self._articles = {read.article.id: read for read in articles}
        self._names = {read.article.id: _names(read) for read in articles}
        self._own = {article: names - _bodies() for article, names in self._names.items()}
        self._things = {read.article.id: _things(read) - self._names[read.article.id] for read in articles}
        self._known: dict[tuple[str, str], bool] = {}
        self._near: dict[str, tuple[str, ...]] = {}
        self._by_key: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for article in self._articles:
            for key in self._keys(article):
                self._by_key[key].append(article)

    def near(self, article: str) -> tuple[str, ...]:
        """The ids of all articles of one affair with *article*, without itself, in the order given."""
        if article not in self._near:
            found: dict[str, None] = {}
            for key in self._keys(article):
                others = self._by_key[key]
                if len(others) <= _COMMON:
                    found |= dict.fromkeys(others)
            found.pop(article, None)
            self._near[article] = tuple(other for other in found if self.are(article, other))
        return self._near[article]

    def are(self, one: str, other: str) -> bool:
        """Whether the articles of these ids speak of one affair."""
        pair = (one, other) if one < other else (other, one)
        if pair not in self._known:
            self._known[pair] = self._compare(one, other)
        return self._known[pair]

    def _compare(self, one: str, other: str) -> bool:
        left, right = self._articles[one].article, self._articles[other].article
        if left.story and left.story == right.story:
            return True
        if left.published and right.published and abs(left.published - right.published) > _FAR:
            return False
        own, names = len(self._own[one] & self._own[other]), len(self._names[one] & self._names[other])
        things = self._things[one] & self._things[other]
        if own:
            return names + len(things) > 1
        return names + len(things) >= _ONLY_THINGS and sum(1 for thing in things if len(thing) >= _TELLING) > 1

    def _keys(self, article: str) -> Iterator[tuple[str, str]]:
        read = self._articles[article]
        if read.article.story:
            yield ("story", read.article.story)
        own, bodies = sorted(self._own[article]), sorted(self._names[article] - self._own[article])
        things = sorted(self._things[article])
        yield from combinations(own, 2)
        for name in own:
            for other in (*bodies, *things):
                yield (name, other)
        yield from combinations([thing for thing in things if len(thing) >= _TELLING], 2)


@cache
def _bodies() -> frozenset[str]:
    """Ministries and the like: each acts in many affairs."""
    rows = (*words("org_ministry"), *words("org_known"))
    return frozenset(cell for row in rows for cell in row)


def _names(read: ArticleFacts) -> frozenset[str]:
    """Who is named, but for those that act in any affair."""
    everywhere: Collection[str] = word_set("org_everywhere")
    return frozenset(fact.name for fact in read.facts if isinstance(fact, Person | Org) and fact.name not in everywhere)


def _things(read: ArticleFacts) -> frozenset[str]:
    """What the leading events of an article are about."""
    events = [fact for fact in read.facts if isinstance(fact, Event) and 0 < fact.rank <= _LEADING]
    found = {word for event in events for word in event.theme if len(word) > 1}
    found |= {word for event in events for word in event.nouns if len(word) > 2}
    return frozenset(found - word_set("noun_general"))
