"""Stories: the articles of one affair, by their front matter, else by the events and figures that they share."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import combinations, pairwise

from sitegen.link.mention import Mention, told_order
from sitegen.model.facts import ArticleFacts
from sitegen.model.site import Entry, Relation, Story
from sitegen.model.slug import slug_of

_FRONT_MATTER = "story: in the front matter"
_TIES = 2  # events, outcomes or figures that two articles share, to be of one affair
_ACTORS = 2  # who acts in both, where they share one such thing only
_DAYS = 120  # between two articles of one affair that nobody has put together
_MANY = 24  # reports of one event
_FAR = 1000  # days, where they share more

Groups = Sequence[tuple[tuple[Mention, ...], str]]


class Stories:
    """Which article belongs to which story. The order of *articles* and their names do not matter."""

    def __init__(self, articles: Sequence[ArticleFacts], groups: Groups, relations: Iterable[Relation], *, group: bool):
        self._articles = {read.article.id: read for read in sorted(articles, key=told_order)}
        self.slugs: dict[str, str] = {}  # article id to the slug of its story
        self._titles: dict[str, str] = {}
        self._reasons: dict[str, str] = {}
        self._named()
        self._grouped: dict[str, list[str]] = defaultdict(list)
        if group:
            self._group(_ties(groups, relations), _actors(groups))

    def _named(self) -> None:
        for read in self._articles.values():
            if read.article.story:
                try:
                    slug = slug_of(read.article.story)
                except ValueError:
                    continue  # a story of punctuation only has no address
                self.slugs[read.article.id] = slug
                self._titles.setdefault(slug, read.article.story)
                self._reasons.setdefault(slug, _FRONT_MATTER)

    def _group(self, ties: Mapping[frozenset[str], Counter[str]], actors: Mapping[str, frozenset[str]]) -> None:
        """Puts together what is tied and has no story of its own; what is tied to one story joins it."""
        place = {article: number for number, article in enumerate(self._articles)}
        pairs = sorted((sorted(pair, key=place.__getitem__) for pair in ties if self._holds(pair, ties[pair], actors)),
                       key=lambda pair: (place[pair[0]], place[pair[1]]))  # fmt: skip
        homes: dict[str, list[str]] = {}
        shared: dict[str, Counter[str]] = defaultdict(Counter)
        free = [pair for pair in pairs if not any(article in self.slugs for article in pair)]
        bound = [pair for pair in pairs if any(article in self.slugs for article in pair)]
        for one, other in free:
            left, right = homes.setdefault(one, [one]), homes.setdefault(other, [other])
            if left is not right:
                most, least = (left, right) if len(left) >= len(right) else (right, left)
                most += least
                homes |= dict.fromkeys(least, most)
        for one, other in free:
            shared[homes[one][0]] += ties[frozenset((one, other))]
        joined = self._joining(bound, ties)
        for article, slug in joined.items():
            self.slugs[article] = slug
            self._grouped[slug].append(article)
        for members in {id(home): home for home in homes.values()}.values():
            left = [article for article in sorted(members, key=place.__getitem__) if article not in joined]
            if len(left) > 1:
                self._found(left, shared[members[0]])

    def _holds(self, pair: frozenset[str], tie: Counter[str], actors: Mapping[str, frozenset[str]]) -> bool:
        one, other = (self._articles[article].article for article in sorted(pair))
        if not (one.published and other.published):
            return False
        days = _FAR if tie.total() > _TIES else _DAYS
        if abs(one.published - other.published) > timedelta(days=days):
            return False
        return (
            tie.total() >= _TIES or len(actors.get(one.id, frozenset()) & actors.get(other.id, frozenset())) >= _ACTORS
        )

    def _joining(self, pairs: Iterable[Sequence[str]], ties: Mapping[frozenset[str], Counter[str]]) -> dict[str, str]:
        """Articles without a story of their own that are tied to those of one story, and more than to any other."""
        pulls: dict[str, Counter[str]] = defaultdict(Counter)
        for one, other in pairs:
            for article, member in ((one, other), (other, one)):
                if article not in self.slugs and member in self.slugs:
                    pulls[article][self.slugs[member]] += ties[frozenset((one, other))].total()
        found = {}
        for article, pull in pulls.items():
            (slug, most), *others = pull.most_common()
            if not others or others[0][1] < most:
                found[article] = slug
        return found

    def _found(self, members: Sequence[str], shared: Counter[str]) -> None:
        first, last = self._articles[members[0]].article, self._articles[members[-1]].article
        slug = first.slug
        while slug in self._titles:
            slug += "-2"  # an editor's story has that address
        self.slugs |= dict.fromkeys(members, slug)
        self._grouped[slug] += members
        self._titles[slug] = last.title or first.title
        self._reasons[slug] = ", ".join(f"{number} {kind}" for kind, number in sorted(shared.items()))

    def all(self, entries: Iterable[Entry]) -> tuple[Story, ...]:
        """The stories by slug, with their articles oldest first and their lines in the order of *entries*."""
        members: defaultdict[str, list[str]] = defaultdict(list)
        for article in self._articles:
            if article in self.slugs:
                members[self.slugs[article]].append(article)
        lines: defaultdict[str, list[str]] = defaultdict(list)
        for entry in entries:
            if entry.story:
                lines[entry.story].append(entry.id)
        return tuple(
            Story(slug, self._titles[slug], tuple(members[slug]), tuple(lines[slug]), self._reasons[slug],
                  tuple(article for article in members[slug] if article in self._grouped[slug]))
            for slug in sorted(members)
        )  # fmt: skip


def _ties(groups: Groups, relations: Iterable[Relation]) -> dict[frozenset[str], Counter[str]]:
    """What each two articles share: events that both tell, outcomes, figures, denials."""
    found: defaultdict[frozenset[str], Counter[str]] = defaultdict(Counter)
    for mentions, _ in groups:
        # Of an event that dozens tell, each is tied to those beside it.
        for one, other in combinations(mentions, 2) if len(mentions) <= _MANY else pairwise(mentions):
            if not (one.own & other.own or one.people & other.people or one.day or other.day):
                continue  # 업계에서는 지켜보고 있다: nobody's, and on no day
            found[frozenset((one.article, other.article))]["events"] += 1
    for relation in relations:
        if relation.earlier.article != relation.later.article:
            found[frozenset((relation.earlier.article, relation.later.article))][relation.type.value] += 1
    return found


def _actors(groups: Groups) -> dict[str, frozenset[str]]:
    """Who acts in each article."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for mentions, _ in groups:
        for mention in mentions:
            found[mention.article] |= set(mention.event.who)
    return {article: frozenset(names) for article, names in found.items()}
