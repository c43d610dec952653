"""One name for one actor over the whole corpus: MS is 마이크로소프트 also where an article does not say so."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from operator import is_

from sitegen.link.letters import Letters
from sitegen.link.memory import Memory
from sitegen.link.namesakes import namesakes_of
from sitegen.link.related import Related
from sitegen.link.shared import is_shared, resolved
from sitegen.model.facts import Alias, ArticleFacts, Event, Fact, Org, Person, Quote
from sitegen.model.known import NOTHING_KNOWN, Known, Split
from sitegen.rules.rule import words

_NAMING = (Event, Org, Quote, Person)  # facts that tell of somebody

_SHORT = 2  # letters of the shortest name

Rename = Callable[[str], str]


def with_canonical_names(
    articles: Sequence[ArticleFacts], known: Mapping[str, Known], letters: Letters, memory: Memory | None = None
) -> tuple[tuple[ArticleFacts, ...], Related]:
    """*articles* with every actor under its canonical name, and which of them are of one affair, told by these names.

    Spans, surfaces and ids stay as they were.

    *known* is what an editor has made known, by the path of the article that it holds for. It goes before what the
    articles say. *letters* are those of their sentences. What *memory* knows of the last linking is used, and left anew.
    """
    memory = memory or Memory()
    paired, shared = _organisation_names(articles)
    everybody = {id(one): one for one in (NOTHING_KNOWN, *known.values())}
    organisations = {key: _with_given(paired, one) for key, one in everybody.items()}
    stories: defaultdict[str, list[ArticleFacts]] = defaultdict(list)
    for read in articles:
        if read.article.story:
            stories[read.article.story].append(read)
    people = {story: _people(members) for story, members in stories.items()}
    called = _called(articles)
    renamed = []
    for read in articles:
        ours = organisations[id(known.get(read.article.path, NOTHING_KNOWN))]
        meant = {short: _last(ours, full) for short, full in resolved(read, shared).items() if short not in ours}
        meant |= {short: ours.get(full, full) for short, full in _meant_elsewhere(read, called).items()}
        in_story = people[read.article.story] if read.article.story else _people([read])
        renamed.append(_renamed(read, _renaming(meant | in_story, ours)))
    renamed = list(map(memory.same, renamed))
    aliases = _short_names(articles, paired)
    related = Related(renamed, letters, aliases, memory.related)
    apart = namesakes_of(renamed, related)
    named = tuple(
        _told_apart(read, apart.get(read.article.id, {}), known.get(read.article.path, NOTHING_KNOWN).splits)
        for read in renamed
    )
    named = tuple(map(memory.same, named))
    memory.renamed = {read.article.id: read for read in named}
    memory.related = Related(named, letters, aliases, related)
    return named, memory.related


def _short_names(articles: Iterable[ArticleFacts], paired: Mapping[str, str]) -> dict[str, str]:
    """The short names that an article itself pairs with an organisation's, to that: 다온 of 다온전자(이하 다온)."""
    shorts = {fact.short for read in articles for fact in read.facts if isinstance(fact, Alias)}
    return {short: paired[short] for short in sorted(shorts & paired.keys()) if len(short) > _SHORT}


def _with_given(paired: Mapping[str, str], known: Known) -> dict[str, str]:
    """Short name to full name, the editor's before those that articles pair; what the editor shows stays as it is."""
    given = {name: one.names[0] for one in known.names for name in one.names}
    names = {**paired, **given}
    return {name: _last(names, full) for name, full in names.items()}


def _organisation_names(articles: Iterable[ArticleFacts]) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Short name to full name, where the corpus pairs the short one with a single organisation; and to all of its full
    names, where the short one is no name of its own: 노조, 재단."""
    names: Counter[str] = Counter()
    pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for read in articles:
        for fact in read.facts:
            if isinstance(fact, Org):
                names[fact.name] += 1
            elif isinstance(fact, Alias):
                pairs[fact.short][fact.full] += 1
    found = {}
    shared = {}
    for short, fulls in pairs.items():
        candidates = sorted(full for full in fulls if full in names and full != short)
        if is_shared(short):
            shared[short] = fulls.keys() - {short}
        elif len({_letters(full) for full in candidates}) == 1:
            found[short] = candidates[0]
            found |= dict.fromkeys(candidates[1:], candidates[0])  # 항공·철도위원회, 항공철도위원회
    for brand, body in _brands().items():
        if brand in names and body in names:
            found.setdefault(brand, body)
    unions = {name.replace(" ", ""): name for name in sorted(names) if name.endswith("노동조합")}
    for name in names:
        full = unions.get(name.replace(" ", "").removesuffix("노조") + "노동조합")
        if name.endswith("노조") and full is not None:
            found.setdefault(name, full)  # 한빛전자 노조, where another article writes 한빛전자(노동조합) in full
        elif name.endswith("노동조합") and unions[name.replace(" ", "")] != name:
            found.setdefault(name, unions[name.replace(" ", "")])  # 한빛전자노동조합, 한빛전자 노동조합
    for name in names:
        full = name + "원회"
        if name.endswith("위") and full in names:
            found.setdefault(
                name, full
            )  # 소각장 반대대책위, where another article writes 소각장 반대대책위원회 in full
    return {short: _last(found, full) for short, full in found.items()}, shared


@cache
def _brands() -> dict[str, str]:
    """The names that public bodies go by and everybody knows, to the full ones: 코트라 -> 대한무역투자진흥공사."""
    return {row[0]: row[2] for row in words("org_known") if row[1] == "agency" and len(row) > 2 and row[2]}


def _called(articles: Iterable[ArticleFacts]) -> dict[str, set[str]]:
    """What articles call organisations by the beginning of their names, and whom they mean: 누리 of 누리전자."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for read in articles:
        for fact in read.facts:
            if isinstance(fact, Org) and _begins(fact.name, fact.surface):
                found[fact.surface].add(fact.name)
    return found


def _meant_elsewhere(read: ArticleFacts, called: Mapping[str, set[str]]) -> dict[str, str]:
    """Whom *read* calls by the beginning of a name that it tells in full, too, where other articles mean only that one:
    누리 is 누리전자, though 누리소재 stands beside it."""
    names = {fact.name for fact in read.facts if isinstance(fact, Org)}
    return {
        short: full
        for short in names
        for full in called.get(short, ())
        if len(called[short]) == 1 and full in names and _begins(full, short)
    }


def _begins(name: str, short: str) -> bool:
    return _SHORT <= len(short) < len(name) and name.startswith(short)


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name))


def _last(names: Mapping[str, str], name: str) -> str:
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


def _renaming(own: Mapping[str, str], common: Mapping[str, str]) -> Rename:
    """What *own* says, else what *common* does. A chain of mappings would be asked a dozen times slower."""

    def rename(name: str) -> str:
        return own[name] if name in own else common.get(name, name)

    return rename


def _renamed(read: ArticleFacts, rename: Rename) -> ArticleFacts:
    """*read* under other names; itself, with the very same facts, where none changes: an archive is not held twice."""
    facts = tuple([_with_names(fact, rename) if isinstance(fact, _NAMING) else fact for fact in read.facts])
    return read if all(map(is_, facts, read.facts)) else replace(read, facts=facts)


def _told_apart(read: ArticleFacts, namesakes: Mapping[str, str], splits: Sequence[Split]) -> ArticleFacts:
    """*read* with the people who bear another's name under one of their own; an editor's split goes first."""
    names = dict(namesakes)
    for split in splits:
        for fact in read.facts:
            if isinstance(fact, Person) and fact.name == split.name:
                by_org = not split.org or fact.org == split.org
                by_title = not split.title or split.title in fact.title
                if by_org and by_title:
                    names[split.name] = split.shown
    if not names:
        return read
    return _renamed(read, lambda name: names.get(name, name))


def _with_names(fact: Fact, rename: Rename) -> Fact:
    """*fact* under other names; the very same where none changes."""
    match fact:
        case Event():
            source = rename(fact.certainty.source)
            who = tuple(dict.fromkeys(map(rename, fact.who))) if fact.who else ()
            if who == fact.who and source == fact.certainty.source:
                return fact
            return replace(fact, certainty=replace(fact.certainty, source=source), who=who)
        case Org():
            name = rename(fact.name)
            return fact if name == fact.name else replace(fact, name=name)
        case Quote():
            name = rename(fact.speaker)
            return fact if name == fact.speaker else replace(fact, speaker=name)
        case Person():
            name, org = rename(fact.name), rename(fact.org)
            return fact if name == fact.name and org == fact.org else replace(fact, name=name, org=org)
        case _:
            return fact
