"""What has changed, as pages and as a feed: each line with its evidence, or without its words' claim to be a fact."""

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from sitegen.compose import pages_of
from sitegen.model.site import Briefing, ChangeBatch, Page
from sitegen.render import Renderer
from tests.compose.sample import briefing
from tests.site.conftest import rendered
from tests.site.tree import tree

ATOM = "{http://www.w3.org/2005/Atom}"


def pages(source: Briefing) -> dict[str, Page]:
    return {page.url: page for page in pages_of(source)}


def rows(source: Briefing, batch: int = 0) -> list[dict[str, Any]]:
    groups = pages(source)["changes/index.html"].context["batches"][batch]["groups"]
    return [row for group in groups for row in group["rows"]]


def test_without_changes_there_is_no_block_no_page_and_no_feed() -> None:
    found = pages(replace(briefing(), changes=()))
    assert not [url for url in found if url.startswith("changes")]
    assert found["index.html"].context["changes"] is None
    home = tree(Renderer().page(found["index.html"]))
    assert "changes.xml" not in [node.attributes["href"] for node in home.all("link")]


def test_the_front_page_shows_six_lines_of_the_newest_batch() -> None:
    block = pages(briefing())["index.html"].context["changes"]
    assert [row["tag"]["word"] for row in block["rows"]] == ["결과", "수정", "수정", "수정", "추가", "삭제"]
    assert block["day"] == "2026년 3월 12일 목요일 기준"


def test_old_and_new_stand_side_by_side_in_a_readers_words() -> None:
    values = {
        row["words"]: [(one["label"], one["old"], one["new"]) for one in row["values"]] for row in rows(briefing())
    }
    assert values["해온전력, 투자협약 추진"] == [("결과", "", "해온전력·나루시, 투자협약 체결")]
    assert values["수소발전소 9월 착공"] == [
        ("날짜", "6월", "9월"), ("누가", "없음", "해온전력, 나루시"), ("상태", "검토", "예정"),
    ]  # fmt: skip
    assert values["설비 용량 240MW"] == [("수치", "200MW", "240MW")]
    assert values["민가람 나루시 시장"] == [("직함", "부시장", "시장")]
    assert rows(briefing(), 1)[-1]["values"] == [{"label": "날짜", "old": "연도 미상", "new": "2025년 6월"}]


def test_what_no_page_shows_and_what_another_line_says_is_left_out() -> None:
    """A change of the word it stands on; a line worded anew for its figure; a quote withdrawn with its line."""
    assert [(row["type"], row["words"]) for row in rows(briefing())] == [
        ("fulfilled", "해온전력, 투자협약 추진"),
        ("changed", "수소발전소 9월 착공"),
        ("changed", "설비 용량 240MW"),
        ("changed", "민가람 나루시 시장"),
        ("new", next(read.article.title for read in briefing().articles if read.article.id == "2026-03-09-naru-rumor")),
        ("withdrawn", "서도윤 대표 “<b>서두르겠다</b>”"),
        ("withdrawn", "나루시, 옛 부두 철거"),
        ("withdrawn", "기사 한 건을 거둬들였습니다."),
        ("withdrawn", "기사 한 건을 거둬들였습니다."),
    ]


def test_of_an_article_that_is_gone_an_earlier_batch_says_nothing() -> None:
    """A line whose fact is gone leads to its article, and claims no evidence."""
    (figure, _) = rows(briefing(), 1)
    assert (figure["words"], figure["evidence"]) == ("설비 용량 200MW", None)
    assert figure["article"]["url"] == "a/2026-03-12-haeon-plant/index.html"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_only_lines_with_evidence_are_facts(language: str) -> None:
    page = tree(rendered(language)["changes/index.html"])
    lines = [line for listed in page.all("ul", "list") for line in listed.all("li")]
    facts = [line for line in lines if "data-fact" in line.attributes]
    assert [bool(line.all("a", "ev")) for line in lines] == [line in facts for line in lines]
    assert len(facts) == 6
    gone = [node.text for line in lines if line not in facts for node in line.all("del")]
    assert gone == ["서도윤 대표 “<b>서두르겠다</b>”", "나루시, 옛 부두 철거"]


def test_the_feed_is_dated_by_the_day_of_its_pages() -> None:
    """One entry a line, each with an address of its own that does not depend on when the site was built."""
    feed = ElementTree.fromstring(rendered("ko")["changes.xml"])
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) == len(rows(briefing())) + len(rows(briefing(), 1))
    assert all(one.startswith("tag:briefing.example,2026-03-1") for one in ids)
    assert feed.findtext(f"{ATOM}updated") == "2026-03-12T00:00:00+09:00"
    (link,) = [one for one in feed.findall(f"{ATOM}link") if one.get("rel") == "self"]
    assert link.get("href") == "https://briefing.example/naru/changes.xml"
    later = replace(briefing(), as_of=briefing().as_of.replace(year=2027))  # type: ignore[union-attr]
    again = ElementTree.fromstring(Renderer().page(pages(later)["changes.xml"]))
    assert [entry.findtext(f"{ATOM}id") for entry in again.iter(f"{ATOM}entry")] == ids


def test_the_front_page_names_the_feed() -> None:
    links = [node for node in tree(rendered("ko")["index.html"]).all("link") if node.attributes["rel"] == "alternate"]
    assert [(link.attributes["type"], link.attributes["href"]) for link in links] == [
        ("application/atom+xml", "feed.xml"),
        ("application/feed+json", "feed.json"),
        ("application/atom+xml", "changes.xml"),
    ]


def test_without_an_address_or_a_day_there_is_no_feed() -> None:
    nowhere = replace(briefing(), site=replace(briefing().site, url=""))
    undated = replace(briefing(), changes=tuple(replace(batch, as_of=None) for batch in briefing().changes))
    for source in (nowhere, undated):
        found = pages(source)
        assert "changes/index.html" in found
        assert "changes.xml" not in found
        assert "changes.xml" not in [feed["url"] for feed in found["index.html"].context["share"]["feeds"]]


def test_a_feed_holds_only_what_xml_can() -> None:
    """A control character of a clipping, and marks of HTML."""
    first, *rest = briefing().changes
    odd = ChangeBatch(first.as_of, tuple(replace(one, words=f"{one.words}\x0b\ufffe<&") for one in first.changes))
    feed = ElementTree.fromstring(Renderer().page(pages(replace(briefing(), changes=(odd, *rest)))["changes.xml"]))
    assert "240MW\ufffd\ufffd<&" in "".join(feed.itertext())


def test_many_batches_are_cut_into_pages_and_long_ones_counted() -> None:
    first = briefing().changes[0]
    line = first.changes[1]
    long = ChangeBatch(first.as_of, tuple(replace(line, words=f"{line.words} {number}") for number in range(50)))
    found = pages(replace(briefing(), changes=(long,) * 30))
    assert {"changes/index.html", "changes/_2/index.html", "changes/_3/index.html"} <= found.keys()
    batches = found["changes/index.html"].context["batches"]
    assert [batch["more"] for batch in batches] == ["이 밖의 10건은 줄였습니다."] * 10
    assert len(found["changes.xml"].context["entries"]) == 100


def test_words_of_a_line_stand_apart() -> None:
    """The sort and the kind of a line do not run into what it says."""
    lines = [line.text.split() for line in tree(rendered("ko")["index.html"]).all("ul", "two")[0].all("li")]
    assert [line[0] for line in lines] == ["결과", "수정", "수정", "수정", "추가", "삭제"]
    assert lines[3][:3] == ["수정", "인물", "민가람"]
