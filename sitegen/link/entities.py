"""People and organisations of the corpus, each with everything that mentions it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sitegen.model.facts import Alias, ArticleFacts, Org, Person, Quote
from sitegen.model.site import Entity, Entry, FactRef, Tenure
from sitegen.model.slug import slug_of

_LONGEST = 20  # letters of a short name


@dataclass(slots=True)
class _Gathering:
    """What is known of one entity while the articles are read, oldest first."""

    kind: str
    name: str
    aliases: dict[str, None] = field(default_factory=dict)
    tenures: dict[tuple[str, str], Tenure] = field(default_factory=dict)
    mentions: list[FactRef] = field(default_factory=list)
    quotes: list[FactRef] = field(default_factory=list)


def entities_of(articles: Sequence[ArticleFacts], entries: Iterable[Entry]) -> tuple[Entity, ...]:
    """Everyone whom *articles* (oldest first) name, by name, with the timeline entries they act in."""
    gathered = _gathered(articles)
    acts: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for name in entry.who:
            acts[name].append(entry.id)
    slugs: dict[tuple[str, str], str] = {}
    found = []
    for (kind, name), one in sorted(gathered.items()):
        slug = _own_slug(kind, name, slugs)
        if not slug:
            continue
        found.append(
            Entity(
                id=f"{kind[0]}:{name}",
                kind=kind,
                name=name,
                slug=slug,
                aliases=tuple(sorted(one.aliases)),
                tenures=tuple(one.tenures.values()),
                mentions=tuple(one.mentions),
                quotes=tuple(one.quotes),
                entries=tuple(acts[name]),
            )
        )
    return tuple(found)


def _gathered(articles: Sequence[ArticleFacts]) -> dict[tuple[str, str], _Gathering]:
    found: dict[tuple[str, str], _Gathering] = {}
    for read in articles:
        for fact in read.facts:
            if isinstance(fact, Person | Org):
                one = found.setdefault((fact.kind, fact.name), _Gathering(fact.kind, fact.name))
                ref = FactRef(read.article.id, fact.id)
                one.mentions.append(ref)
                if short := _short_form(fact):
                    one.aliases[short] = None
                if isinstance(fact, Person) and fact.title:
                    _add_tenure(one, fact, read.article.published, ref)
    for read in articles:
        called = {fact.surface: fact.name for fact in read.facts if isinstance(fact, Org)}
        for fact in read.facts:
            if isinstance(fact, Quote):
                for kind in ("person", "org"):
                    if (kind, fact.speaker) in found:
                        found[kind, fact.speaker].quotes.append(FactRef(read.article.id, fact.id))
                        break
            elif isinstance(fact, Alias) and ("org", fact.full) in found:
                if called.get(fact.short, fact.full) == fact.full:  # an editor may give the short name to another
                    found["org", fact.full].aliases[fact.short] = None
    return found


def _short_form(fact: Person | Org) -> str:
    """What a mention calls its entity where that is not its name: 김 대표, 공정위; "" where it is."""
    words = " ".join(fact.surface.split())
    if fact.name in words or not words or len(words) > _LONGEST or not any(letter.isalnum() for letter in words):
        return ""
    return words


def _add_tenure(one: _Gathering, person: Person, published: date | None, ref: FactRef) -> None:
    known = one.tenures.get((person.title, person.org))
    if known is None:
        one.tenures[person.title, person.org] = Tenure(person.title, person.org, published, published, ref)
        return
    days = [day for day in (known.first, known.last, published) if day]
    if days:
        one.tenures[person.title, person.org] = Tenure(person.title, person.org, min(days), max(days), known.ref)


def _own_slug(kind: str, name: str, taken: dict[tuple[str, str], str]) -> str:
    """A slug that no other entity of the kind has; "" where the name has no letter to make one of."""
    try:
        slug = slug_of(name)
    except ValueError:
        return ""
    number = 1
    own = slug
    while (kind, own.casefold()) in taken:
        number += 1
        own = f"{slug}-{number}"
    taken[kind, own.casefold()] = name
    return own
