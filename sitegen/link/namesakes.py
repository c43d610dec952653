"""Two people of one name: told apart by their offices, where no article speaks of both affairs."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sitegen.link.related import Related
from sitegen.model.facts import ArticleFacts, Person


@dataclass(slots=True)
class _Bearer:
    """Articles that speak of one bearer of a name, and what they call him or her."""

    articles: list[str] = field(default_factory=list)
    orgs: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)


def namesakes_of(articles: Sequence[ArticleFacts], related: Related) -> dict[str, dict[str, str]]:
    """Article id to the people in it who are not the one first told under their name: name to name with office.

    *articles* stand in the order told; *related* tells those of one affair. Two are one where an organisation or an affair is theirs in both; two only
    where both have an office, and no office is the same.
    """
    bearers: dict[str, list[_Bearer]] = defaultdict(list)
    for read in articles:
        for name, (orgs, titles) in _offices(read).items():
            known = bearers[name]
            home = next((one for one in known if _is_one(one, orgs, titles, read.article.id, related)), None)
            if home is None:
                home = _Bearer()
                known.append(home)
            home.articles.append(read.article.id)
            home.orgs |= orgs
            home.titles |= titles
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name, known in bearers.items():
        taken: set[str] = set()
        for one in known[1:]:
            office = min(one.orgs, default="") or min(one.titles)
            shown = f"{name}({office})"
            while shown in taken:
                shown += "·"
            taken.add(shown)
            for article in one.articles:
                found[article][name] = shown
    return dict(found)


def _offices(read: ArticleFacts) -> Mapping[str, tuple[set[str], set[str]]]:
    found: dict[str, tuple[set[str], set[str]]] = {}
    for fact in read.facts:
        if isinstance(fact, Person):
            orgs, titles = found.setdefault(fact.name, (set(), set()))
            if fact.org:
                orgs.add(fact.org)
            if fact.title:
                titles.add(fact.title)
    return found


def _is_one(known: _Bearer, orgs: set[str], titles: set[str], article: str, related: Related) -> bool:
    if not (orgs or titles) or not (known.orgs or known.titles) or orgs & known.orgs:
        return True
    if not (orgs and known.orgs) and titles & known.titles:
        return True
    return any(related.are(article, other) for other in known.articles[-5:])
