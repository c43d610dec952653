"""The whole corpus as one `Briefing`; the order of the seeds does not matter."""

from collections.abc import Iterable
from datetime import date

from sitegen.link.entities import entities_of
from sitegen.link.mention import mentions_of
from sitegen.link.naming import with_canonical_names
from sitegen.link.occurrences import occurrences_of
from sitegen.link.relations import relations_of
from sitegen.link.same import groups_of
from sitegen.link.stories import stories_of, story_slugs
from sitegen.link.timeline import entries_of
from sitegen.model.facts import ArticleFacts
from sitegen.model.site import Briefing, Site


def briefing_of(articles: Iterable[ArticleFacts], site: Site, as_of: date | None) -> Briefing:
    """Everything the pages show of *articles*; *as_of* is the day that they call today."""
    oldest_first = sorted(articles, key=lambda read: (read.article.published or date.min, read.article.id))
    named = with_canonical_names(oldest_first)
    slugs = story_slugs(named)
    groups = groups_of(mentions_of(named))
    entries = entries_of(named, slugs, as_of)
    return Briefing(
        site=site,
        as_of=as_of,
        articles=tuple(reversed(named)),
        entities=entities_of(named, entries),
        entries=entries,
        stories=stories_of(named, slugs, entries),
        occurrences=occurrences_of(groups),
        relations=relations_of(named, [mentions for mentions, _ in groups]),
    )
