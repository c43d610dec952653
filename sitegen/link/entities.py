"""People and organisations of the corpus, each with everything that mentions it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sitegen.model.facts import Alias, ArticleFacts, Org, Person, Quote
from sitegen.model.site import Entity, Entry, FactRef, Tenure
from sitegen.model.slug import slug_of

_LONGEST = 20  # letters of a short name
_NAMED = (Person, Org)
_TO_BE = re.compile(r"\s?(내정자|지명자|당선인|당선자|후보자|후보|예정자)(?![가-힣]{2})")


@dataclass(slots=True)
class _Gathering:
    """What is known of one entity while the articles are read, oldest first."""

    kind: str
    name: str
    aliases: dict[str, None] = field(default_factory=dict)
    tenures: dict[tuple[str, str], Tenure] = field(default_factory=dict)
    mentions: list[FactRef] = field(default_factory=list)
    quotes: list[FactRef] = field(default_factory=list)


def entities_of(
    articles: Sequence[ArticleFacts], entries: Iterable[Entry], as_read: Sequence[ArticleFacts]
) -> tuple[Entity, ...]:
    """Everyone whom *articles* (oldest first) name, by name, with the timeline entries they act in; *as_read* are the
    same facts under the names that each article alone gives."""
    gathered = _gathered(articles, as_read)
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


def _gathered(articles: Sequence[ArticleFacts], as_read: Sequence[ArticleFacts]) -> dict[tuple[str, str], _Gathering]:
    found: dict[tuple[str, str], _Gathering] = {}
    quotes: list[tuple[str, Quote]] = []
    aliases: list[tuple[Alias, dict[str, str]]] = []  # with what the article calls its organisations
    for read, before in zip(articles, as_read, strict=True):
        article, called = read.article, dict[str, str]()
        for fact, said in zip(read.facts, before.facts, strict=True):
            if isinstance(fact, _NAMED) and isinstance(said, _NAMED):
                one = found.get((fact.kind, fact.name))
                if one is None:
                    one = found[fact.kind, fact.name] = _Gathering(fact.kind, fact.name)
                ref = FactRef(article.id, fact.id)
                one.mentions.append(ref)
                if short := _short_form(fact, said.name):
                    one.aliases[short] = None
                if isinstance(fact, Org):
                    called[fact.surface] = fact.name
                elif fact.title:
                    _add_tenure(one, _office(fact, article.text), fact.org, article.published, ref)
            elif isinstance(fact, Quote):
                quotes.append((article.id, fact))
            elif isinstance(fact, Alias):
                aliases.append((fact, called))
    for source, quote in quotes:
        speaker = found.get(("person", quote.speaker)) or found.get(("org", quote.speaker))
        if speaker is not None:
            speaker.quotes.append(FactRef(source, quote.id))
    for alias, called in aliases:
        if ("org", alias.full) in found and called.get(alias.short) in (None, alias.full):
            found["org", alias.full].aliases[alias.short] = None  # unless an editor gives it to another
    return found


def _short_form(fact: Person | Org, said: str) -> str:
    """What a mention calls its entity where that is not its name: 김 대표, 공정위; "" where it is.

    Where the article has the whole name, it is that name (*said*), and not what stands around it.
    """
    if fact.surface == fact.name == said and said.isalnum():
        return ""  # so it is with most
    words = " ".join(fact.surface.split())
    if said != fact.name and said in words:
        if isinstance(fact, Person) and fact.name.startswith((f"{said}(", f"{said} ")):
            return ""  # 도현우 of 도현우(새벽대): the name that two bear
        words = said
    if fact.name in words or not words or len(words) > _LONGEST or not any(letter.isalnum() for letter in words):
        return ""
    return words


def _office(person: Person, text: str) -> str:
    """The office as the article gives it: who has left it is a 전 대표, who is yet to take it a 부사장 내정자."""
    to_be = _TO_BE.match(text, person.evidence.span.end)
    title = f"{person.title} {to_be[1]}" if to_be else person.title
    return f"전 {title}" if " 전 " in f" {person.surface} " else title


def _add_tenure(one: _Gathering, title: str, org: str, published: date | None, ref: FactRef) -> None:
    known = one.tenures.get((title, org))
    if known is None:
        one.tenures[title, org] = Tenure(title, org, published, published, ref)
        return
    days = [day for day in (known.first, known.last, published) if day]
    if days:
        one.tenures[title, org] = Tenure(title, org, min(days), max(days), known.ref)


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
