"""Stories: the articles whose front matter names one affair."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sitegen.model.facts import ArticleFacts
from sitegen.model.site import Entry, Story
from sitegen.model.slug import slug_of


def story_slugs(articles: Iterable[ArticleFacts]) -> dict[str, str]:
    """Article id to the slug of its story, for those that name one."""
    slugs = {}
    for read in articles:
        if read.article.story:
            try:
                slugs[read.article.id] = slug_of(read.article.story)
            except ValueError:
                continue  # a story of punctuation only has no address
    return slugs


def stories_of(articles: Sequence[ArticleFacts], slugs: dict[str, str], entries: Iterable[Entry]) -> tuple[Story, ...]:
    """The stories by slug; *articles* oldest first, *entries* in time order."""
    titles: dict[str, str] = {}
    members: defaultdict[str, list[str]] = defaultdict(list)
    for read in articles:
        slug = slugs.get(read.article.id)
        if slug:
            titles.setdefault(slug, read.article.story)
            members[slug].append(read.article.id)
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if entry.story:
            lines[entry.story].append(entry.id)
    return tuple(
        Story(slug, titles[slug], tuple(members[slug]), tuple(lines[slug]), "story: in the front matter")
        for slug in sorted(members)
    )
