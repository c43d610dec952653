"""The whole corpus as one `Briefing`; the order of the seeds does not matter, nor do the names of their files."""

from collections.abc import Iterable, Mapping
from datetime import date

from sitegen.link.copies import originals_of
from sitegen.link.entities import entities_of
from sitegen.link.letters import Letters
from sitegen.link.memory import Memory
from sitegen.link.mention import mentions_of, told_order
from sitegen.link.naming import with_canonical_names
from sitegen.link.occurrences import occurrences_of
from sitegen.link.relations import relations_of
from sitegen.link.same import groups_of
from sitegen.link.stories import Stories
from sitegen.link.timeline import entries_of
from sitegen.model.facts import ArticleFacts
from sitegen.model.identity import Site
from sitegen.model.known import Known
from sitegen.model.site import Briefing


def briefing_of(
    articles: Iterable[ArticleFacts],
    site: Site,
    as_of: date | None,
    known: Mapping[str, Known] | None = None,
    *,
    with_occurrences: bool = True,
    memory: Memory | None = None,
) -> Briefing:
    """Everything the pages show of *articles*; *as_of* is the day that they call today, *known* the editor's names by
    the path of the article that they hold for. No page shows the occurrences: an archive's fill 100 MB. Whoever links the same
    articles again gives the same *memory*.
    """
    known = known or {}
    letters = Letters(memory.letters if memory else None)
    if memory is not None:
        memory.letters = letters
    read = sorted(articles, key=told_order)
    named, related = with_canonical_names(read, known, letters, memory)
    groups = groups_of(mentions_of(named, letters, memory), related, memory)
    relations = relations_of(named, [mentions for mentions, _ in groups], related)
    stories = Stories(named, groups, relations, group=site.group)
    originals = originals_of(named, letters)
    letters.forget()
    entries = entries_of(groups, stories.slugs, originals, as_of)
    return Briefing(
        site=site,
        as_of=as_of,
        articles=tuple(reversed(named)),
        entities=entities_of(named, entries, read),
        entries=entries,
        stories=stories.all(entries),
        occurrences=occurrences_of(groups) if with_occurrences else (),
        relations=relations,
    )
