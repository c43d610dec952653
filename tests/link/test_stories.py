"""Which articles are one story: by their front matter first, else by the events that they share."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sitegen.model.facts import ArticleFacts
from sitegen.model.site import Briefing, Story
from tests.gold.links import articles_of, stories_in
from tests.link.corpus import article, brief

PLAN = ("한빛전자, 오션테크와 공급 계약", (
    "한빛전자는 4일 서울에서 오션테크와 해상풍력 부품 공급 계약을 체결했다. 계약 금액은 1200억원이다.",
    "한빛전자는 7일 온산시에서 부품 공장을 착공한다.",
))  # fmt: skip
AGAIN = ("한빛전자 1200억 부품 계약", (
    "한빛전자와 오션테크는 4일 서울에서 해상풍력 부품 공급 계약을 체결했다. 금액은 1200억원이다.",
    "한빛전자는 7일 온산시에서 부품 공장을 착공할 예정이다.",
))  # fmt: skip
GROUND = ("한빛전자 온산 공장 첫 삽", (
    "한빛전자는 7일 오전 온산시에서 주민과 직원 300여명이 지켜보는 가운데 부품 공장을 착공했다.",
    "한빛전자는 지난 4일 서울에서 오션테크와 해상풍력 부품 공급 계약을 체결했다.",
))  # fmt: skip
OTHER = ("별무리극장 새 연극", ("별무리극장은 4일 새 연극 ‘긴 밤’의 막을 올렸다. 공연은 30일까지다.",))


def one(told: tuple[str, tuple[str, ...]], day: str, source: str, story: str = "") -> ArticleFacts:
    title, paragraphs = told
    return article(title, *paragraphs, day=day, source=source, story=story)


def stories(briefing: Briefing) -> list[tuple[str, tuple[str, ...]]]:
    return [(story.title, story.articles) for story in briefing.stories]


def only(briefing: Briefing) -> Story:
    (story,) = briefing.stories
    return story


PLANNED = one(PLAN, "2025-03-05", "참일보")
TOLD_AGAIN = one(AGAIN, "2025-03-06", "너른신문")
GROUNDED = one(GROUND, "2025-03-08", "물빛신문")
ELSEWHERE = one(OTHER, "2025-03-05", "한뜻신문")


def test_articles_that_name_a_story_are_one() -> None:
    """Whatever they tell; the title is as the front matter has it, the address is made of it."""
    story = only(
        brief(one(PLAN, "2025-03-05", "참일보", "서해의 봄"), one(OTHER, "2025-03-04", "한뜻신문", "서해의 봄"))
    )
    assert (story.slug, story.title) == ("서해의-봄", "서해의 봄")
    assert story.articles == ("2025-03-04-한뜻신문", "2025-03-05-참일보"), "oldest first"
    assert story.reason == "story: in the front matter"
    assert story.grouped == ()


def test_a_story_of_one_article_is_one_where_it_is_named() -> None:
    assert stories(brief(one(PLAN, "2025-03-05", "참일보", "서해의 봄"))) == [("서해의 봄", ("2025-03-05-참일보",))]
    assert stories(brief(PLANNED)) == []


def test_two_names_are_two_stories_whatever_the_articles_share() -> None:
    """The front matter goes first."""
    briefing = brief(one(PLAN, "2025-03-05", "참일보", "계약"), one(AGAIN, "2025-03-06", "너른신문", "풍력"))
    assert stories(briefing) == [("계약", ("2025-03-05-참일보",)), ("풍력", ("2025-03-06-너른신문",))]


def test_a_story_of_punctuation_has_no_address_and_is_none() -> None:
    assert stories(brief(one(PLAN, "2025-03-05", "참일보", "…!"))) == []


def test_articles_that_share_events_are_one_story() -> None:
    """The title is the latest's, the address the first one's; the reason tells what they share."""
    story = only(brief(GROUNDED, TOLD_AGAIN, ELSEWHERE, PLANNED))
    assert story.articles == (PLANNED.article.id, TOLD_AGAIN.article.id, GROUNDED.article.id)
    assert (story.slug, story.title) == (PLANNED.article.slug, GROUND[0])
    assert story.grouped == story.articles
    assert re.fullmatch(r"[2-9] events, [1-9] outcome", story.reason)


def test_its_lines_are_those_of_its_articles_in_time_order() -> None:
    briefing = brief(GROUNDED, TOLD_AGAIN, ELSEWHERE, PLANNED)
    story = only(briefing)
    entries = {entry.id: entry for entry in briefing.entries}
    told = [entries[line] for line in story.entries]
    assert told
    assert all({ref.article for ref in entry.refs} <= set(story.articles) for entry in told)
    days = [entry.when.earliest for entry in told if entry.when and entry.when.earliest]
    assert days == sorted(days)
    assert date(2025, 3, 4) in days
    others = {entry.id for entry in briefing.entries if entry.story != story.slug}
    assert others
    assert not others & set(story.entries)


def test_what_has_no_event_in_common_is_no_story() -> None:
    assert stories(brief(PLANNED, ELSEWHERE)) == []


def test_where_grouping_is_off_only_names_make_stories() -> None:
    assert stories(brief(PLANNED, TOLD_AGAIN, GROUNDED, group=False)) == []
    named = one(PLAN, "2025-03-05", "참일보", "계약")
    assert stories(brief(named, TOLD_AGAIN, GROUNDED, group=False)) == [("계약", ("2025-03-05-참일보",))]


def test_an_article_that_is_tied_to_a_named_story_joins_it() -> None:
    named = one(PLAN, "2025-03-05", "참일보", "계약")
    story = only(brief(named, TOLD_AGAIN))
    assert (story.title, story.articles) == ("계약", (named.article.id, TOLD_AGAIN.article.id))
    assert story.grouped == (TOLD_AGAIN.article.id,), "no front matter put it there"
    assert story.reason == "story: in the front matter"


def test_an_article_tied_to_two_named_stories_alike_joins_neither() -> None:
    """The two print one text, so they pull with the same force."""
    left, right = one(PLAN, "2025-03-05", "참일보", "계약"), one(PLAN, "2025-03-05", "한뜻신문", "풍력")
    briefing = brief(left, right, TOLD_AGAIN)
    assert stories(briefing) == [("계약", (left.article.id,)), ("풍력", (right.article.id,))]


def test_an_article_joins_the_named_story_that_it_shares_more_with() -> None:
    more, less = (
        one(PLAN, "2025-03-05", "참일보", "계약"),
        one((GROUND[0], GROUND[1][:1]), "2025-03-08", "물빛신문", "온산"),
    )
    briefing = brief(more, less, TOLD_AGAIN)
    assert stories(briefing) == [("계약", (more.article.id, TOLD_AGAIN.article.id)), ("온산", (less.article.id,))]


def test_the_address_of_a_grouped_story_yields_to_an_editors() -> None:
    named = one(OTHER, "2025-03-04", "한뜻신문", PLANNED.article.slug)
    briefing = brief(PLANNED, TOLD_AGAIN, named)
    assert sorted(story.slug for story in briefing.stories) == [PLANNED.article.slug, f"{PLANNED.article.slug}-2"]


def test_undated_articles_are_in_no_story_that_nobody_named() -> None:
    """Without a day of publication nothing says that 4일 is the same day."""
    undated = one(AGAIN, "2025-03-06", "너른신문")
    bare = replace(undated, article=replace(undated.article, published=None))
    assert stories(brief(PLANNED, bare)) == []


# Whose last articles share too little with the others, as far as it is read.
NOT_WHOLE = {"bio-rights", "bridge-audit", "bus-audit", "hospital-move", "incinerator-row", "inje-fire"}


@pytest.mark.parametrize(
    "story",
    [
        pytest.param(story, marks=[pytest.mark.xfail(strict=True)] if story.name in NOT_WHOLE else [])
        for story in stories_in()
    ],
    ids=lambda story: story.name,
)
def test_the_annotated_stories_are_found_whole(story: Path) -> None:
    """Without a word in their front matter, the articles of each are one story."""
    articles = articles_of(story)
    assert all(not read.article.story for read in articles)
    assert {read.article.id for read in articles} == set(only(brief(*articles)).articles)
