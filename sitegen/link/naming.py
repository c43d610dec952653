"""One name for one actor over the whole corpus: MS is 마이크로소프트 also where an article does not say so."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from sitegen.model.facts import Alias, ArticleFacts, Event, Fact, Org, Person, Quote

Rename = Callable[[str], str]


def with_canonical_names(articles: Sequence[ArticleFacts]) -> tuple[ArticleFacts, ...]:
    """*articles* with every actor under its canonical name; spans, surfaces and ids stay as they were."""
    organisations = _organisation_names(articles)
    stories: defaultdict[str, list[ArticleFacts]] = defaultdict(list)
    for read in articles:
        if read.article.story:
            stories[read.article.story].append(read)
    people = {story: _people(members) for story, members in stories.items()}
    return tuple(
        _renamed(read, organisations, people[read.article.story] if read.article.story else _people([read]))
        for read in articles
    )


def _organisation_names(articles: Iterable[ArticleFacts]) -> dict[str, str]:
    """Short name to full name, where the corpus pairs the short one with a single organisation."""
    known: Counter[str] = Counter()
    pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for read in articles:
        for fact in read.facts:
            if isinstance(fact, Org):
                known[fact.name] += 1
            elif isinstance(fact, Alias):
                pairs[fact.short][fact.full] += 1
    names = {}
    for short, fulls in pairs.items():
        candidates = [full for full in fulls if full in known]
        if len(candidates) == 1 and candidates[0] != short:
            names[short] = candidates[0]
    return {short: _last(names, full) for short, full in names.items()}


def _last(names: dict[str, str], name: str) -> str:
    """Follows a chain of names to its end; a circle ends where it began."""
    seen = {name}
    while name in names and names[name] not in seen:
        name = names[name]
        seen.add(name)
    return name


def _people(story: Iterable[ArticleFacts]) -> dict[str, str]:
    """What articles of one *story* call people without their full name (김 대표), to the one person it can be."""
    candidates: defaultdict[str, set[str]] = defaultdict(set)
    for read in story:
        for fact in read.facts:
            if isinstance(fact, Person) and fact.title and " " not in fact.name:
                candidates[f"{fact.name[0]} {fact.title}"].add(fact.name)
                candidates[f"{fact.name[:2]} {fact.title}"].add(fact.name)
    return {phrase: next(iter(names)) for phrase, names in candidates.items() if len(names) == 1}


def _renamed(read: ArticleFacts, organisations: dict[str, str], people: dict[str, str]) -> ArticleFacts:
    names = organisations | people

    def rename(name: str) -> str:
        return names.get(name, name)

    return replace(read, facts=tuple(_with_names(fact, rename) for fact in read.facts))


def _with_names(fact: Fact, rename: Rename) -> Fact:
    match fact:
        case Person():
            return replace(fact, org=rename(fact.org))
        case Org():
            return replace(fact, name=rename(fact.name))
        case Quote():
            return replace(fact, speaker=rename(fact.speaker))
        case Event():
            certainty = replace(fact.certainty, source=rename(fact.certainty.source))
            who = tuple(dict.fromkeys(rename(name) for name in fact.who))
            return replace(fact, certainty=certainty, who=who)
        case _:
            return fact
