"""The page of an article that has just been saved, before the archive is linked anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.build import codec
from sitegen.build.archive import extracted
from sitegen.build.corrections import corrections_beside, edited
from sitegen.build.live import LiveBuild
from sitegen.build.record import write_record
from sitegen.compose.article import article_pages
from sitegen.compose.early import early_page
from sitegen.link import briefing_of
from sitegen.model.site import Page
from sitegen.read import read_seed
from tests.serve.newsroom import DEAL, FOLLOWING, HARBOUR, SEEDS, built, lay, living

ACCEPT = '[[accept]]\nkind = "event"\nwords = "개편했다"\nwhy = "회사에 물어 확인함"\n'
SET = '[[set]]\nwords = "1200억원"\nlow = 125000000000\nhigh = 125000000000\nwhy = "계약서와 다름"\ndate = 2025-06-03\n'
HAND = {"2025-05-28-deal.corrections.toml": SET + ACCEPT}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was published, and in which an editor has corrected a figure and accepted an event since."""
    root = lay(tmp_path_factory.mktemp("early"), SEEDS)
    record = built(root).briefed.since.record
    write_record(root / "published.json", record)
    return lay(root, HAND)


@pytest.fixture(scope="module")
def build(folder: Path) -> Iterator[LiveBuild]:
    with living(folder) as build_now:
        yield build_now()


def early(build: LiveBuild, folder: Path, name: str, text: str) -> Page:
    """The early page of the seed of that *name* if it held *text*, with the corrections beside it."""
    seed = folder / "seeds" / name
    read = extracted(read_seed(f"seeds/{name}", text.encode(), timezone="Asia/Seoul"))
    one = edited(read, corrections_beside(seed))
    briefing = build.briefed.briefing
    return early_page(build.desk, one.read, briefing_of([one.read], briefing.site, briefing.as_of), one.done)


def content(page: Page) -> bytes:
    return codec.encode_context(page.context)


def links(page: Page) -> set[str]:
    """The pages of other articles that a page leads to."""
    return {name for name in ("2025-05-28-deal", "2025-06-02-test") if f"a/{name}/".encode() in content(page)} - {
        page.url.split("/")[1]
    }


@pytest.mark.parametrize("name", list(SEEDS))
def test_the_early_page_of_an_article_that_has_not_changed_is_its_page(
    build: LiveBuild, folder: Path, name: str
) -> None:
    """To the byte: nothing flickers when the whole build follows."""
    page = early(build, folder, name, SEEDS[name])
    whole = {one.url: one for one in article_pages(build.desk)}[page.url]
    assert content(page) == content(whole)
    assert build.pages.rendered(page) == build.pages[page.url]


def test_an_article_that_has_changed_shows_its_new_facts_at_once(build: LiveBuild, folder: Path) -> None:
    changed = DEAL.replace("오션테크는 지난 3월 조직을 개편했다.", "오션테크는 지난 4월 새 연구소를 열었다.")
    shown = build.pages.rendered(early(build, folder, "2025-05-28-deal.md", changed)).decode()
    assert shown.count("새 연구소") >= 3, "in the text, in the box and in the flow"
    assert "조직" not in shown.partition("<main")[2]


def test_what_other_articles_say_of_the_same_is_kept(build: LiveBuild, folder: Path) -> None:
    """The line of the deal, that two articles tell of, still leads to the other one."""
    whole = {one.url: one for one in article_pages(build.desk)}["a/2025-05-28-deal/index.html"]
    assert links(whole) == {"2025-06-02-test"}
    page = early(build, folder, "2025-05-28-deal.md", DEAL.replace("지난 3월", "지난 4월"))
    assert links(page) == {"2025-06-02-test"}


def test_a_line_whose_words_are_gone_is_told_no_more(build: LiveBuild, folder: Path) -> None:
    """The sentence that both articles told is cut out of one: its early page says nothing of it."""
    told = FOLLOWING.partition(" 오션테크는 지난달")[0] + "\n"
    assert links(early(build, folder, "2025-06-02-test.md", FOLLOWING)) == {"2025-05-28-deal"}
    shown = build.pages.rendered(early(build, folder, "2025-06-02-test.md", told)).decode()
    assert "합동 시험" in shown
    assert "공급 계약 체결" not in shown.partition("<main")[2]


def test_a_new_article_has_a_page_before_it_is_linked(build: LiveBuild, folder: Path) -> None:
    page = early(build, folder, "2025-06-05-new.txt", "나래건설은 4일 달빛교를 개통했다. 총사업비는 430억원이다.\n")
    assert page.url == "a/2025-06-05-new/index.html"
    shown = build.pages.rendered(page).decode()
    assert "달빛교" in shown
    assert "430" in shown


def test_what_an_editor_has_corrected_shows_at_once(build: LiveBuild, folder: Path) -> None:
    shown = build.pages.rendered(early(build, folder, "2025-05-28-deal.md", DEAL)).decode()
    assert "1250" in shown
    assert "편집자 수정" in shown


def test_an_accepted_fact_is_no_correction(build: LiveBuild, folder: Path) -> None:
    """Readers are told of what was published and put right, and of nothing else an editor has done."""
    shown = build.pages.rendered(early(build, folder, "2025-05-28-deal.md", DEAL)).decode()
    assert "계약서와 다름" in shown
    assert "물어 확인" not in shown


def test_the_build_is_as_it_was_after_an_early_page(build: LiveBuild, folder: Path) -> None:
    """An early page is laid over the archive and leaves nothing in it."""
    before = {one.url: content(one) for one in article_pages(build.desk)}
    early(build, folder, "harbour.txt", HARBOUR.replace("새 항구를 개항했다", "옛 항구를 닫았다"))
    early(build, folder, "2025-06-05-new.txt", HARBOUR)
    assert {one.url: content(one) for one in article_pages(build.desk)} == before
