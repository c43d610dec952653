"""Two people of one name: told apart by their offices, where no article speaks of both affairs; those whom the press
only half names (김모 씨), by their ages, and never one in two affairs."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sitegen.link.related import Related
from sitegen.model.facts import ArticleFacts, Person

_MASKED = re.compile(r"[가-힣]모")
_AGE = re.compile(r"[가-힣]모(?:\s?씨)?\s?\(([0-9]{1,3})[),·]")


@dataclass(slots=True)
class _Bearer:
    """Articles that speak of one bearer of a name, and what they call him or her."""

    articles: list[str] = field(default_factory=list)
    orgs: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    ages: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Said:
    """What one article says of somebody."""

    orgs: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    ages: set[str] = field(default_factory=set)  # of those who are only half named


def namesakes_of(articles: Sequence[ArticleFacts], related: Related) -> dict[str, dict[str, str]]:
    """Article id to the people in it who are not the one first told under their name: name to name with office.

    *articles* stand in the order told; *related* tells those of one affair. Two are one where an organisation or an affair is theirs in both; two only
    where both have an office, and no office is the same.
    """
    bearers: dict[str, list[_Bearer]] = defaultdict(list)
    for read in articles:
        for name, said in _people(read).items():
            known = bearers[name]
            is_one = _is_one_half_named if _MASKED.fullmatch(name) else _is_one
            home = next((one for one in known if is_one(one, said, read.article.id, related)), None)
            if home is None:
                home = _Bearer()
                known.append(home)
            home.articles.append(read.article.id)
            home.orgs |= said.orgs
            home.titles |= said.titles
            home.ages |= said.ages
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name, known in bearers.items():
        taken: set[str] = set()
        for one in known[1:]:
            told = min(one.ages, default="") or min(one.orgs, default="") or min(one.titles, default="")
            shown = f"{name}({told or len(taken) + 2})"
            while shown in taken:
                shown += "·"
            taken.add(shown)
            for article in one.articles:
                found[article][name] = shown
    return dict(found)


def _people(read: ArticleFacts) -> Mapping[str, _Said]:
    found: dict[str, _Said] = {}
    for fact in read.facts:
        if isinstance(fact, Person):
            said = found.setdefault(fact.name, _Said())
            if fact.org:
                said.orgs.add(fact.org)
            if fact.title:
                said.titles.add(fact.title)
            if _MASKED.fullmatch(fact.name) and (age := _AGE.match(read.article.text, fact.evidence.span.start)):
                said.ages.add(age[1])
    return found


def _is_one(known: _Bearer, said: _Said, article: str, related: Related) -> bool:
    if not (said.orgs or said.titles) or not (known.orgs or known.titles) or said.orgs & known.orgs:
        return True
    if not (said.orgs and known.orgs) and said.titles & known.titles:
        return True
    return any(related.are(article, other) for other in known.articles[-5:])


def _is_one_half_named(known: _Bearer, said: _Said, article: str, related: Related) -> bool:
    if said.ages and known.ages and not said.ages & known.ages:
        return False
    return any(related.are(article, other) for other in known.articles[-5:])
