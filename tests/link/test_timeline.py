"""Which events get a line of the timeline, and which reports are one event."""

from dataclasses import replace
from datetime import date

import pytest

from sitegen.analyse import document_of
from sitegen.extract import facts_of
from sitegen.link import briefing_of
from sitegen.model.facts import ArticleFacts, Event
from sitegen.model.identity import Site
from sitegen.model.site import Entry
from sitegen.model.text import Span
from sitegen.read import read_seed
from tests.conftest import SHARED

STORIES = SHARED / "stories"


def read(text: str, name: str = "2025-03-05-a") -> ArticleFacts:
    """The facts of an article of that name and day."""
    path = f"seeds/{name}.txt"
    return facts_of(document_of(read_seed(path, text.encode(), timezone="Asia/Seoul")))


def dated(*articles: ArticleFacts) -> list[Entry]:
    briefing = briefing_of(articles, Site(), date(2025, 3, 5))
    return [entry for entry in briefing.entries if entry.when]


def lines(*sentences: str) -> list[tuple[str, str]]:
    """The timeline of one article, each line with its time."""
    text = "한빛전자 새 기판 공개\n\n한빛전자가 새 기판을 공개했다.\n\n" + "\n\n".join(sentences) + "\n"
    return [(entry.when.value, entry.headline) for entry in dated(read(text)) if entry.when]


SILENT = [
    "한빛전자는 지난달 12일 서울에서 열린 전시회를 높이 평가했다.",  # an event that only places another
    "이날 한빛전자는 구체적인 투자액을 밝히지 않았지만, 업계에서는 수천억원으로 추정한다.",  # a negated concession
    "가격은 지난해 6월 제시한 1250원보다 비싸다.",  # nobody acts
    "지난달 알려진 4800억원보다 300억원이 낮다.",
    "공사는 1분기가 끝나기까지 두 달가량 남았다.",  # the quarter itself is what ends
]


@pytest.mark.parametrize("sentence", SILENT)
def test_a_clause_that_is_no_news_of_its_own_has_no_line(sentence: str) -> None:
    assert lines(sentence) == []


def test_an_embedded_clause_with_an_actor_and_a_day_of_its_own_has_a_line() -> None:
    """등, 맺은 협약, and a past clause that the sentence goes on from: each is told as a deed."""
    assert lines("한빛전자는 지난해 10월 자체 언어모델을 공개하는 등 기술 개발에 뛰어든 상태다.") == [
        ("2024-10", "한빛전자, 자체 언어모델 공개")
    ]
    assert lines("한빛전자는 지난달 4일 새 공장의 준공을 신고했으나 아직 승인을 받지 못했다.") == [
        ("2025-02-04", "한빛전자, 새 공장의 준공 신고")
    ]


def test_each_line_is_its_own_clause() -> None:
    """Two deeds of two days in one sentence are two lines, and neither repeats the other."""
    found = lines("한빛전자는 지난 1월 협약을 맺고 2월 연구소를 설립했다.")
    assert [line for _, line in found] == ["한빛전자, 협약 체결", "한빛전자, 연구소 설립"]


def test_no_line_ends_as_a_clause_that_goes_on() -> None:
    for sentence in (
        "한빛전자는 오는 31일까지 계약의 조건을 바꾸고, 오션테크는 다음 달 3일까지 소를 취하하기로 했다.",
        "주민들은 한빛전자가 지난달 15일 새 길을 내주자 22일 소송을 냈다.",
    ):
        for _, line in lines(sentence):
            assert not line.endswith(("고", "며", "자", "지만", "으나", "는데"))


AGENCY = (
    "하늘시 제방 무너져\n\n하늘시의 제방이 무너졌다.\n\n"
    "10일 오전 2시께에는 하늘시 푸른천 제방 60m가 무너졌다.\n\n하늘시는 10일 오전 3시 대피령을 발령했다.\n"
)


def test_an_agency_text_printed_twice_gives_each_line_once() -> None:
    """The very same line of the very same time is one event, also where nobody acts."""
    entries = dated(read(AGENCY, "2025-03-11-a"), read(AGENCY, "2025-03-11-b"))
    assert [len(entry.refs) for entry in entries] == [2, 2]
    assert all(any("merged 2 mentions" in reason for reason in entry.reasons) for entry in entries)


TWO_CONTRACTS = (
    "한빛전자·오션테크 계약\n\n한빛전자와 오션테크가 손을 잡았다.\n\n"
    "한빛전자와 오션테크는 지난달 27일 반도체 공장을 사고파는 본계약을 체결했다.\n\n"
    "한빛전자와 오션테크는 지난달 27일 인공지능 공동 연구 협약도 체결했다.\n"
)
ONE = "한빛전자·오션테크 본계약\n\n한빛전자와 오션테크는 지난달 27일 반도체 공장을 사고파는 본계약을 맺었다.\n"
VAGUE = "한빛전자·오션테크\n\n한빛전자와 오션테크는 지난달 27일 약정을 체결했다.\n"


def test_two_deeds_of_one_day_in_one_article_stay_apart() -> None:
    """What another article reports joins the one that its words name, and neither where they do not say."""
    two = read(TWO_CONTRACTS, "2025-03-03-two")
    assert len(dated(two)) == 2
    joined = dated(two, read(ONE, "2025-03-04-one"))
    assert sorted(len(entry.refs) for entry in joined) == [1, 2]
    (pair,) = [entry for entry in joined if len(entry.refs) == 2]
    assert "본계약" in pair.headline
    assert [len(entry.refs) for entry in dated(two, read(VAGUE, "2025-03-04-vague"))] == [1, 1, 1]


def _places(folder: str, kind: str) -> list[list[tuple[str, Span]]]:
    """The lines of *kind* of a story's links: article and span of each place."""
    rows = []
    for line in (STORIES / folder / "links").read_text(encoding="utf-8").splitlines():
        name, *fields = line.split("\t")
        if name != kind:
            continue
        row = []
        for field in fields:
            stem, _, surface = field.partition(":")
            head, _, nth = surface.rpartition("@")
            surface, count = (head, int(nth)) if head and nth.isdigit() else (surface, 1)
            text, at = (STORIES / folder / f"{stem}.md").read_text(encoding="utf-8"), -1
            for _ in range(count):
                at = text.find(surface, at + 1)
            row.append((stem, Span(at, at + len(surface))))
        rows.append(row)
    return rows


def _merged(folder: str) -> list[list[tuple[str, Span]]]:
    """Article and span of the events behind each line of a story's timeline."""
    articles = [
        facts_of(document_of(read_seed(f"seeds/{path.name}", path.read_bytes(), timezone="Asia/Seoul")))
        for path in sorted((STORIES / folder).glob("*.md"))
    ]
    briefing = briefing_of(articles, Site(), None)
    facts = briefing.facts()
    return [[(ref.article, facts[ref].evidence.span) for ref in entry.refs] for entry in briefing.entries]


def _holds(group: list[tuple[str, Span]], place: tuple[str, Span]) -> bool:
    return any(article == place[0] and span.overlaps(place[1]) for article, span in group)


@pytest.mark.skipif(not STORIES.is_dir(), reason="the gold stories are not here")
@pytest.mark.parametrize("folder", ["harbor-deal", "river-flood"])
def test_what_looks_alike_in_the_gold_stories_is_never_merged(folder: str) -> None:
    """No line holds two places that the gold calls apart, and none that it does not call one event."""
    groups = [group for group in _merged(folder) if len(group) > 1]
    apart = _places(folder, "apart")
    assert groups
    assert apart
    for first, second in apart:
        assert not [group for group in groups if _holds(group, first) and _holds(group, second)], (first, second)
    same = [row for kind in ("event", "?event") for row in _places(folder, kind)]
    for group in groups:
        assert any(all(_holds(row, one) for one in group) for row in same), group


def test_what_an_editor_has_put_first_has_a_line() -> None:
    """Also where the rules would give it none: an event that only places another."""
    article = read(
        "한빛전자 새 기판 공개\n\n한빛전자가 새 기판을 공개했다.\n\n"
        "한빛전자는 지난달 12일 서울에서 열린 전시회를 높이 평가했다.\n"
    )
    (placing,) = [fact for fact in article.facts if isinstance(fact, Event) and fact.surface.startswith("열린")]
    pinned = tuple(replace(placing, pinned=True) if fact is placing else fact for fact in article.facts)
    before = {entry.refs[0].fact for entry in dated(article)}
    assert placing.id not in before
    after = {entry.refs[0].fact: entry.pinned for entry in dated(replace(article, facts=pinned))}
    assert after == {**dict.fromkeys(before, False), placing.id: True}
