"""The bar of the preview in a real browser: what a save did, what to look at, and the way from a fact to its words."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serve.newsroom import DEAL, DRAFT, SEEDS, Newsroom, lay, running, waited
from tests.serve.tabs import chromium, marks, opened, settled

pytestmark = marks
DEAL_PAGE = "a/2025-05-28-deal/"
NAME = "2025-05-28-deal.md"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with running(lay(tmp_path)) as found:
        yield found


@pytest.fixture
def tab(room: Newsroom, browser: Any) -> Iterator[Any]:
    """A tab with the page of the deal."""
    with opened(browser, viewport={"width": 1280, "height": 700}) as page:
        page.goto(room.address + DEAL_PAGE)
        settled(page)
        yield page


def test_the_bar_tells_what_a_save_did_with_the_old_and_the_new(room: Newsroom, tab: Any) -> None:
    bar = tab.locator("#sitegen-bar")
    assert "바뀐 사실 없음" in bar.locator("summary").inner_text()
    room.edit(NAME, "1200억원", "1250억원")
    bar.get_by_text("+0 −0 ~2").wait_for()
    settled(tab)
    bar.locator("summary").click()
    words = bar.inner_text()
    assert "이번 저장으로 바뀐 사실" in words
    assert "~ 수치 ‘1250억원’: 표현 1200억원 → 1250억원" in words
    assert not {"words", "low", "headline"} & set(words.split()), "no key of ours"
    room.save(
        "2025-05-28-deal.corrections.toml", '[[set]]\nwords = "1250억원"\nlow = 99000000000\nhigh = 99000000000\n'
    )
    bar.get_by_text("값 125,000,000,000 → 99,000,000,000").wait_for()
    assert bar.locator("details").evaluate("one => one.open"), "it stays open"
    room.edit(NAME, " 오션테크는 지난 3월 조직을 개편했다.", " 나래건설은 지난 4월 조직을 개편했다.")
    bar.locator("li.sitegen-way-changed").get_by_text("나래건설").first.wait_for()
    room.edit(NAME, " 나래건설은 지난 4월 조직을 개편했다.", "")
    bar.locator("li.sitegen-way-lost").get_by_text("− 사건 ‘개편했다’").wait_for()


def test_the_bar_tells_what_to_look_at_this_pages_first(room: Newsroom, tab: Any) -> None:
    room.save(
        "2025-06-06-two.txt", "강나루 한빛전자 대표는 물빛시를 찾았다. 강나루 오션테크 부사장은 계약을 설명했다.\n"
    )
    tab.goto(room.address + "a/harbour/")
    bar = tab.locator("#sitegen-bar")
    bar.get_by_text("공개 전 확인할 것 2").wait_for()
    bar.locator("summary").click()
    first, second = bar.locator("ul").last.locator("li").all_inner_texts()
    assert first.startswith("기준일이 없는 날짜: 지난 6일")
    assert first.endswith("이 화면")
    assert second == "소속이 엇갈리는 인물: 강나루: 한빛전자 대표 · 오션테크 부사장"
    bar.get_by_text("소속이 엇갈리는 인물").click()
    tab.wait_for_url("**/a/2025-06-06-two/#*")
    settled(tab)
    tab.locator("#sitegen-bar summary").click()
    tab.locator("#sitegen-bar").get_by_text("사실 고치기").click()
    tab.wait_for_url("**/__desk/2025-06-06-two")


def test_a_click_lights_the_evidence_and_the_next_opens_the_editor_there(
    room: Newsroom, tab: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    argv, script = tmp_path / "argv.json", tmp_path / "editor.py"
    script.write_text(
        "import json, os, sys\n"
        f"with open({str(argv)!r} + '.part', 'w') as file:\n    json.dump(sys.argv[1:], file)\n"
        f"os.replace({str(argv)!r} + '.part', {str(argv)!r})\n",
        "utf-8",
    )
    monkeypatch.setenv("SITEGEN_EDITOR", f"{sys.executable} {script} {{file}}:{{line}}:{{column}}")
    line = tab.locator("#box .r-amount dd").first
    line.locator(".v").click()
    lit = tab.locator("#body [data-sitegen-lit]")
    lit.wait_for()
    assert "1200억원" in lit.locator("xpath=ancestor-or-self::mark").inner_text()
    assert not argv.exists()
    assert tab.url == room.address + DEAL_PAGE
    line.locator(".v").click()
    assert waited(argv.exists)
    number = next(at for at, words in enumerate(DEAL.split("\n"), 1) if "1200억원" in words)
    column = DEAL.split("\n")[number - 1].index("1200억원") + 1
    assert json.loads(argv.read_text("utf-8")) == [f"{room.seed(NAME).resolve()}:{number}:{column}"]
    tab.get_by_text(f"편집기에서 열었습니다: seeds/{NAME}:{number}:{column}").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_phone(room: Newsroom, browser: Any, scheme: str) -> None:
    """The page, the open bar and the fault, with the longest words; and the ground follows the reader's choice."""
    with opened(browser, viewport={"width": 390, "height": 780}, color_scheme=scheme) as tab:
        tab.goto(room.address + DEAL_PAGE)
        settled(tab)
        room.edit(NAME, "1200억원", "1250억원")
        tab.get_by_text("+0 −0 ~2").wait_for()
        room.edit(NAME, "published: 2025-05-28", f"published: {'2025' * 60}")
        tab.get_by_role("alert").wait_for()
        tab.locator("#sitegen-bar summary").click()
        assert tab.evaluate("document.documentElement.scrollWidth") == 390
        for selector in ("#sitegen-bar", "#sitegen-fault"):
            box = tab.locator(selector).bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
            assert box["y"] >= 0
            ground = tab.locator(selector).evaluate("one => getComputedStyle(one).backgroundColor")
            assert (ground == "rgb(255, 255, 255)") is (scheme == "light")


def test_the_bar_speaks_the_sites_language(tmp_path: Path, browser: Any) -> None:
    lay(tmp_path, SEEDS | {"2025-06-04-library.md": DRAFT})
    (tmp_path / "sitegen.toml").write_text('[site]\nlanguage = "en"\n', "utf-8")
    with running(tmp_path) as room, opened(browser) as tab:
        tab.goto(room.address + "a/2025-06-04-library/")
        settled(tab)
        assert tab.locator("#sitegen-watermark").inner_text() == "Draft · not public"
        bar = tab.get_by_role("complementary", name="Preview")
        bar.locator("summary").click()
        words = bar.inner_text()
        for part in ("No fact changed", "To look at before publishing", "date without anchor", "1 not public yet"):
            assert part in words


def test_a_preview_that_has_ended_says_so(tmp_path: Path, browser: Any) -> None:
    with browser.new_page() as tab:  # it may complain: the server goes away under it
        with running(lay(tmp_path)) as room:
            tab.goto(room.address)
            settled(tab)
        tab.get_by_text("서버에 연결할 수 없음").wait_for()
