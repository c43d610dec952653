"""What no corpus may change: the order and the names of its files, and what has nothing to do with it."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.build.archive import extracted
from sitegen.link import briefing_of
from sitegen.model.facts import ArticleFacts
from sitegen.model.identity import Site
from sitegen.model.site import Briefing, FactRef, RelationType
from sitegen.read import read_seed
from tests.gold.links import articles_of, stories_in
from tests.link.corpus import article, brief

STORIES = stories_in()
EACH = pytest.mark.parametrize("story", STORIES, ids=[story.name for story in STORIES])
# Another company, court, disaster, vote and strike, told on the day of the story's own articles.
UNRELATED = {
    "contract": """\
---
title: 푸른들식품, 라온마트와 냉동만두 공급 계약
published: {day}
source: 참일보
---

푸른들식품은 {number}일 라온마트와 냉동만두 공급 계약을 체결했다. 계약 금액은 430억원이다.

공복희 푸른들식품 대표는 “가을부터 전국 매장에 물건을 댈 것”이라고 말했다. 라온마트는 다음 달 행사를 열 계획이다.
""",
    "disaster": """\
---
title: 무녀도 앞바다서 어선 뒤집혀…2명 숨지고 3명 실종
published: {day}
source: 참일보
---

{number}일 오전 4시께 무녀도 앞바다에서 11t급 어선 은파호가 뒤집혀 2명이 숨지고 3명이 실종됐다.

군산해양경찰서는 함정 8척을 보내 실종자를 찾고 있다. 해경은 {number}일 오후 6시 기준 2명이 숨지고 3명이 실종됐다고 밝혔다. 재산 피해는 7억원으로 추산된다.
""",
    "verdict": """\
---
title: 법원, ‘가짜 꿀’ 판 업자에 징역 2년
published: {day}
source: 참일보
---

청주지방법원은 {number}일 설탕을 섞은 꿀을 팔아 12억원을 챙긴 혐의로 기소된 금모(51)씨에게 징역 2년을 선고했다.

금씨 측은 혐의를 부인했다. 검찰은 항소할 방침이다.
""",
    "vote": """\
---
title: 한들군의회, 농민수당 조례안 가결
published: {day}
source: 참일보
---

한들군의회는 {number}일 본회의를 열고 농민수당 지급 조례안을 찬성 7명, 반대 2명으로 가결했다.

연간 예산은 34억원이다. 한들군은 내년 1월부터 수당을 지급하기로 했다.
""",
    "strike": """\
---
title: 두레버스 노조, 파업 돌입
published: {day}
source: 참일보
---

두레버스 노동조합은 {number}일 파업에 돌입했다. 노조는 임금 6.5% 인상을 요구하고 있다. 회사는 3% 인상을 제시했다.

두레버스는 “협상을 이어가겠다”고 밝혔다. 조합원 210명이 파업에 참여했다.
""",
}
Telling = tuple[Any, ...]


class Told:
    """What a briefing says, in words that do not depend on what the files are called."""

    def __init__(self, briefing: Briefing, without: frozenset[str] = frozenset()) -> None:
        """What it says of all articles but those of the ids *without*; what it says of both is `mixed`."""
        self._articles = {
            read.article.id: (read.article.source, read.article.published, read.article.title)
            for read in briefing.articles
        }
        assert len(set(self._articles.values())) == len(self._articles), "two articles would be told as one"
        self._facts = briefing.facts()
        self._stories = {story.slug: story.title for story in briefing.stories}
        self.without, self.mixed = without, list[Telling]()
        self.occurrences = self._of((one.facts, one.reason) for one in briefing.occurrences)
        self.relations = sorted(
            self._of(((one.earlier, one.later), one.type, one.reason) for one in briefing.relations), key=repr
        )
        self.entries = self._of(
            (one.refs, one.headline, one.when, one.certainty, one.who, one.place, self._stories.get(one.story), one.score,
             one.reasons, one.reason, one.publishers, one.copies)
            for one in briefing.entries
        )  # fmt: skip
        self.stories = [
            (one.title, tuple(map(self._articles.__getitem__, one.articles)), one.reason, len(one.entries),
             tuple(map(self._articles.__getitem__, one.grouped)))
            for one in briefing.stories
            if not without.intersection(one.articles)
        ]  # fmt: skip
        self.stories.sort(key=repr)
        self.mixed += [
            (one.title,) for one in briefing.stories if 0 < len(without.intersection(one.articles)) < len(one.articles)
        ]
        self.entities = [
            (one.kind, one.name, one.aliases, tuple(self._words(ref) for ref in one.mentions if ref.article not in without))
            for one in briefing.entities
            if any(ref.article not in without for ref in one.mentions)
        ]  # fmt: skip

    def _of(self, links: Any) -> list[Telling]:
        found = []
        for refs, *rest in links:
            strange = sum(ref.article in self.without for ref in refs)
            if not strange:
                found.append((tuple(map(self._words, refs)), *rest))
            elif strange < len(refs):
                self.mixed.append((tuple(map(self._words, refs)), *rest))
        return found

    def _words(self, ref: FactRef) -> Telling:
        fact = self._facts[ref]
        return (*self._articles[ref.article], fact.kind, fact.evidence.span, fact.surface)

    def says(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("occurrences", "relations", "entries", "stories", "entities")}


def told(articles: Sequence[ArticleFacts], without: frozenset[str] = frozenset()) -> Told:
    return Told(briefing_of(articles, Site(), None), without)


@cache
def as_it_is(story: Path) -> dict[str, Any]:
    """What is told of a story by itself, its files as they are."""
    return told(articles_of(story)).says()


@cache
def renamed(story: Path, number: int, name: str) -> ArticleFacts:
    """An article of *story*, read anew from a file of another name."""
    path = sorted(story.glob("*.md"))[number]
    return extracted(read_seed(f"seeds/{name}.md", path.read_bytes(), timezone="Asia/Seoul"))


@EACH
@settings(max_examples=8)
@given(data=st.data())
def test_the_order_of_the_seeds_does_not_matter(story: Path, data: st.DataObject) -> None:
    order = data.draw(st.permutations(articles_of(story)))
    assert told(order).says() == as_it_is(story)


@EACH
@settings(max_examples=8)
@given(data=st.data())
def test_the_names_of_the_files_do_not_matter(story: Path, data: st.DataObject) -> None:
    """Each file has one of two other names or its own: what came first by name may come last."""
    articles = list(articles_of(story))
    for number in range(len(articles)):
        name = data.draw(st.sampled_from(("", f"b{number}", f"z{len(articles) - number}")))
        if name:
            articles[number] = renamed(story, number, name)
    assert told(articles).says() == as_it_is(story)


@pytest.mark.parametrize(
    ("story", "kind"),
    [pytest.param(story, kind, id=f"{story.name}-{kind}") for story in STORIES for kind in UNRELATED],
)
def test_what_is_unrelated_changes_nothing(story: Path, kind: str) -> None:
    """An article of another affair, on each day of the story: it is linked with nothing of it, and nothing in it is
    linked otherwise."""
    articles = articles_of(story)
    for day in sorted({read.article.published for read in articles if read.article.published}):
        content = UNRELATED[kind].format(day=day, number=day.day).encode()
        other = extracted(read_seed("seeds/other.md", content, timezone="Asia/Seoul"))
        both = told((other, *articles), frozenset({other.article.id}))
        assert both.mixed == [], day
        assert both.says() == as_it_is(story), day


def test_no_link_leads_from_one_story_to_another() -> None:
    """All the annotated stories in one corpus: thousands of facts, and no link between two affairs."""
    _, told = _side_by_side(STORIES)
    assert [together.mixed for together in told.values()] == [[]] * len(STORIES)


_OFFICE = re.compile(r"([가-힣]{2,4})\([가-힣A-Za-z0-9·]+\)")


def test_stories_side_by_side_are_told_as_each_alone() -> None:
    """But for names: one affair may teach another the full name of a court, or of the board that looks into both."""
    # One board looks into two accidents; one prosecutors' office, which another story names in full, into two affairs.
    stories = [story for story in STORIES if story.name not in ("runway-fine", "pudding-recall")]
    _, told = _side_by_side(stories)
    for story, together in told.items():
        for what, said in together.says().items():
            alone = as_it_is(story)[what]
            if what == "entities":
                tellings = [sorted(((one[0], one[3]) for one in told), key=repr) for told in (said, alone)]
                assert tellings[0] == tellings[1], story.name
            else:
                # Two of one name in two stories: the second has his office with it.
                plain, others = (_OFFICE.sub(r"\1", repr(tellings)) for tellings in (said, alone))
                assert plain == others, (story.name, what)


def _side_by_side(stories: Sequence[Path]) -> tuple[Briefing, dict[Path, Told]]:
    everything = [read for story in stories for read in articles_of(story)]
    ids = frozenset(read.article.id for read in everything)
    briefing = briefing_of(everything, Site(), None)
    return briefing, {
        story: Told(briefing, ids - {read.article.id for read in articles_of(story)}) for story in stories
    }


@pytest.mark.parametrize(
    ("plan", "outcome"),
    [
        ("한빛전자는 7일 온산시에서 부품 공장을 착공한다.", "한빛전자는 7일 온산시에서 부품 공장을 착공했다."),
        ("한빛전자는 7일 새 전지를 출시할 계획이다.", "한빛전자는 7일 새 전지를 출시했다."),
    ],
)
def test_a_plan_that_is_done_in_its_own_words_is_fulfilled(plan: str, outcome: str) -> None:
    briefing = brief(
        article("한빛전자 계획", plan), article("한빛전자 소식", outcome, day="2025-03-08", source="너른신문")
    )
    assert [relation.type for relation in briefing.relations] == [RelationType.OUTCOME]
