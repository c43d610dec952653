"""Stories: what happened in an affair, what is to come, who is in it, which articles tell it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sitegen.compose.calendar import calendar_of
from sitegen.compose.desk import Desk, article_url, clipped, entity_url, story_url
from sitegen.compose.disputes import disputes_of
from sitegen.compose.feeds import story_feeds
from sitegen.compose.frame import page_of
from sitegen.compose.head import Head
from sitegen.compose.ld import events, item_list
from sitegen.compose.lines import sections_of
from sitegen.compose.moments import newest_change
from sitegen.compose.parts import parts_of
from sitegen.compose.pictures import picture_of, story_picture
from sitegen.compose.reasons import reason_of
from sitegen.compose.rows import row_of
from sitegen.compose.series import series_table
from sitegen.compose.when import is_dated
from sitegen.model.facts import Basis, Org, Person, Status
from sitegen.model.site import Entity, Entry, Page, Story
from sitegen.model.text import Article

_STATE = 5  # lines of each column of the state of play
_WHO = 12
_STORIES = 100  # of one page of the list
MOST_ROWS = 200
_DISPUTES = 8
_OWN_WORD = frozenset({Basis.WRITER, Basis.ANNOUNCED})


def story_pages(desk: Desk) -> Iterable[Page]:
    """The list of stories, and a page and a picture for each."""
    words = desk.words
    stories = sorted(desk.briefing.stories, key=lambda story: (_newest(desk, story), story.slug), reverse=True)
    for url, some, pages in parts_of("s", stories, _STORIES, lambda story: clipped(story.title, 20)):
        yield page_of(
            desk,
            url,
            "stories.html",
            words["stories"],
            words["stories_description"],
            "stories",
            Head(things=item_list(desk, words["stories"], [(story.title, story_url(story)) for story in some])),
            pages=pages,
            stories=[_line(desk, story) for story in some],
        )
    for story in desk.briefing.stories:
        yield _page(desk, story)
        yield from story_picture(desk, story, counts_of(desk, story))


def _newest(desk: Desk, story: Story) -> str:
    days = [desk.reads[one].article.published for one in story.articles if one in desk.reads]
    return max((day.isoformat() for day in days if day is not None), default="")


def _line(desk: Desk, story: Story) -> dict[str, Any]:
    entries = _entries(desk, story)
    lead = max((entry for entry in entries if entry.headline), key=lambda entry: entry.score, default=None)
    return {
        "title": story.title,
        "url": story_url(story),
        "counts": counts_of(desk, story),
        "row": row_of(desk, lead, year=desk.year) if lead else None,
    }


def _entries(desk: Desk, story: Story) -> list[Entry]:
    return [desk.entries[one] for one in story.entries if one in desk.entries and desk.entries[one].refs]


def counts_of(desk: Desk, story: Story) -> str:
    """How many articles and lines a story holds, in words."""
    return desk.words["story_counts"].format(articles=len(story.articles), entries=len(story.entries))


def _page(desk: Desk, story: Story) -> Page:
    words = desk.words
    entries = _entries(desk, story)
    dated = [entry for entry in entries if entry.when is not None]
    articles = [desk.reads[one].article for one in reversed(story.articles) if one in desk.reads]
    grouped = set(story.grouped)
    return page_of(
        desk,
        story_url(story),
        "story.html",
        story.title,
        words["story_description"].format(title=story.title, articles=len(story.articles), entries=len(entries)),
        "stories",
        _head(desk, story, entries, articles),
        counts=counts_of(desk, story),
        state=_state(desk, entries),
        sections=sections_of(desk, dated[-MOST_ROWS:]),
        disputes=disputes_of(desk, _DISPUTES, story.articles),
        figures=series_table(desk, story.articles),
        figures_caption=words["series_caption"].format(title=story.title),
        articles=[desk.article_link(one, grouped=one.id in grouped) for one in articles[:MOST_ROWS]],
        who=_who(desk, story),
        reason=_reason(story, words),
        calendar=calendar_of(desk, story),
    )


def _head(desk: Desk, story: Story, entries: Sequence[Entry], articles: Sequence[Article]) -> Head:
    """*entries* in time order: of many, the calendar is told the latest."""
    told = [(desk.title(article), article_url(article)) for article in articles]
    return Head(
        picture=picture_of(story_url(story)),
        changed=newest_change(desk, articles),
        feeds=story_feeds(desk, story),
        things=[*item_list(desk, desk.words["story_articles"], told), *events(desk, reversed(entries))],
    )


def _reason(story: Story, words: Mapping[str, str]) -> str:
    """Why these articles are together."""
    reason = reason_of(story.reason, words)
    if not story.reason.startswith("story:"):
        return words["story_machine"].format(reason=reason) if story.reason else ""
    return f"{reason} {words['story_joined']}" if story.grouped else reason


def _state(desk: Desk, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """What happened and what is open, side by side: plans to come, then those whose day has passed unconfirmed."""
    told = [entry for entry in entries if entry.headline]
    settled = [
        entry
        for entry in told
        if entry.certainty.status is Status.HAPPENED and entry.certainty.basis in _OWN_WORD and is_dated(entry.when)
    ]
    ahead = [entry for entry in told if desk.is_open(entry) and desk.is_ahead(entry)]
    passed = [entry for entry in reversed(told) if desk.is_unconfirmed(entry)]
    columns = (("story_settled", list(reversed(settled))[:_STATE]), ("story_open", [*ahead, *passed][:_STATE]))
    return [
        {"title": desk.words[name], "rows": [row_of(desk, entry, year=desk.year) for entry in some]}
        for name, some in columns
        if some
    ]


def _who(desk: Desk, story: Story) -> list[dict[str, Any]]:
    """Who is named most in the story's articles."""
    counts: Counter[str] = Counter()
    entities: dict[str, Entity] = {}
    for article in story.articles:
        for fact in desk.reads[article].facts.facts if article in desk.reads else ():
            entity = desk.kinds.get((fact.kind, fact.name)) if isinstance(fact, Person | Org) else None
            if entity is not None:
                counts[entity.id] += 1
                entities[entity.id] = entity
    ranked = sorted(counts, key=lambda one: (-counts[one], one))[:_WHO]
    return [
        {"name": entities[one].name, "url": entity_url(entities[one]), "role": role_of(entities[one])} for one in ranked
    ]


def role_of(entity: Entity) -> str:
    """The latest title that articles gave a person."""
    if not entity.tenures:
        return ""
    last = max(entity.tenures, key=lambda tenure: (tenure.last.isoformat() if tenure.last else "", tenure.title))
    return " ".join(part for part in (last.org, last.title) if part)
