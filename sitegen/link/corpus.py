"""What is known of all articles together: whom people act for, and which short word means which long one."""

from collections.abc import Iterable, Mapping

from sitegen.link.kinds import is_division
from sitegen.model.facts import Alias, ArticleFacts, Person
from sitegen.rules.rule import word_set


def employers_of(articles: Iterable[ArticleFacts]) -> dict[str, frozenset[str]]:
    """Whom each person acts for, over the whole corpus."""
    found: dict[str, set[str]] = {}
    for read in articles:
        for fact in read.facts:
            if isinstance(fact, Person) and fact.org:
                found.setdefault(fact.name, set()).add(fact.org)
    return {name: frozenset(orgs) for name, orgs in found.items()}


def word_aliases_of(articles: Iterable[ArticleFacts]) -> dict[str, str]:
    """Short words that the corpus pairs with one long word: SPA is 주식매매계약, also where nobody acts."""
    pairs: dict[str, set[str]] = {}
    for read in articles:
        for fact in read.facts:
            if isinstance(fact, Alias) and " " not in fact.full:
                pairs.setdefault(fact.short, set()).add(fact.full)
    return {short: next(iter(fulls)) for short, fulls in pairs.items() if len(fulls) == 1}


class Words(dict[str, str | None]):
    """A noun to what is compared of it, worked out once; None for one that any article has."""

    def __init__(self, aliases: Mapping[str, str]) -> None:
        self._aliases = aliases

    def __missing__(self, noun: str) -> str | None:
        word = noun.removesuffix("들") if len(noun) > 2 else noun
        if len(word) > 2 and word[-1] in "시군구도" and word[:-1] in word_set("place_names"):
            word = word[:-1]  # 공주, 공주시
        is_general = word in word_set("noun_general") or is_division(word)
        shown = self[noun] = None if is_general else self._aliases.get(word, word)
        return shown
