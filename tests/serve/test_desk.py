"""The desk in a real browser: an editor corrects facts by keyboard alone, and nobody is kept out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serve.newsroom import DEAL, SEEDS, Newsroom, lay, running, waited
from tests.serve.tabs import barriers, chromium, marks, opened, sees, settled

pytestmark = marks
SEED, HAND = "2025-05-28-deal.md", "2025-05-28-deal.corrections.toml"
HERE = '#facts > li[aria-current="true"]'


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with running(lay(tmp_path)) as found:
        yield found


@pytest.fixture
def desk(room: Newsroom, browser: Any) -> Iterator[Any]:
    with opened(browser, viewport={"width": 1280, "height": 800}, reduced_motion="reduce") as page:
        page.goto(f"{room.address}__desk/2025-05-28-deal")
        page.locator(HERE).wait_for()
        yield page


def go_to(desk: Any, words: str) -> None:
    """The editor steps down, and up again, until he or she stands at the fact of these *words*, by the keyboard."""
    for key in "j" * 30 + "k" * 30:
        if words in focused(desk):
            return
        desk.keyboard.press(key)
    raise AssertionError(f"{words} was not reached")


def focused(desk: Any) -> str:
    """What a reader of the screen is told of the focused element."""
    return str(
        desk.evaluate(
            "document.activeElement.ariaLabel || document.activeElement.name || document.activeElement.localName"
        )
    )


def said(desk: Any, words: str) -> None:
    desk.locator("#said").get_by_text(words).wait_for()


def hand(room: Newsroom) -> str:
    path = room.seed(HAND)
    return path.read_text("utf-8") if path.exists() else ""


def lists(desk: Any) -> list[str]:
    return [str(one) for one in desk.locator("#facts .fact").evaluate_all("all => all.map((one) => one.ariaLabel)")]


def test_a_wrong_fact_is_corrected_by_keyboard_alone(room: Newsroom, desk: Any, browser: Any) -> None:
    """The corrections file has it, the article's open page shows it, and the seed is untouched to the byte."""
    with opened(browser) as reader:
        reader.goto(f"{room.address}a/2025-05-28-deal/")
        settled(reader)
        go_to(desk, "수치 1200억원")
        desk.keyboard.press("f")
        assert focused(desk) == "low"
        desk.keyboard.press("ControlOrMeta+a")
        desk.keyboard.type("125000000000")
        while focused(desk) != "why":
            desk.keyboard.press("Tab")
        desk.keyboard.type("계약서와 다름")
        desk.keyboard.press("Enter")
        said(desk, "고쳤습니다")
        written = hand(room)
        assert written.startswith("[[set]]\n")
        for line in ('words = "1200억원"', "low = 125000000000", "high = 125000000000", 'why = "계약서와 다름"'):
            assert line in written
        assert room.seed(SEED).read_bytes() == DEAL.encode()
        reader.locator("#box").get_by_text("1250").first.wait_for()
        sees(desk, f"document.querySelector('{HERE}').innerText.includes('편집자 수정')")
        assert focused(desk) == "수치 1200억원", "the editor stands where the fact is"
        desk.locator(".done").get_by_text("계약서와 다름").wait_for()


def test_accept_hide_and_undo(room: Newsroom, desk: Any) -> None:
    """Each goes on to the next fact; undo goes back to the exact state, and the file is gone again."""
    before = lists(desk)
    go_to(desk, "사건 체결했다")
    after = before[before.index("사건 체결했다") + 1]
    desk.keyboard.press("a")
    said(desk, "확인했습니다")
    sees(desk, "document.querySelector('#facts .mark.ok') !== null")
    assert focused(desk) == after
    accepted = hand(room)
    assert accepted == '[[accept]]\nkind = "event"\nwords = "체결했다"\n'
    go_to(desk, "사건 개편했다")
    follows = lists(desk)[lists(desk).index("사건 개편했다") + 1]
    desk.keyboard.press("x")
    said(desk, "숨겼습니다")
    waited(lambda: "사건 개편했다" not in lists(desk))
    waited(lambda: focused(desk) == follows)
    assert "[[hide]]" in hand(room)
    desk.keyboard.press("u")
    said(desk, "되돌렸습니다")
    waited(lambda: "사건 개편했다" in lists(desk))
    assert hand(room) == accepted
    desk.keyboard.press("u")
    waited(lambda: not room.seed(HAND).exists())
    waited(lambda: lists(desk) == before and desk.locator(".mark").count() == 0)
    desk.keyboard.press("u")
    said(desk, "되돌릴 내용이 없습니다")
    assert room.seed(SEED).read_bytes() == DEAL.encode()


def test_the_same_keys_work_where_the_keyboard_writes_hangul(room: Newsroom, desk: Any) -> None:
    def hangul(key: str) -> None:
        desk.evaluate(
            "key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}))", key
        )

    first = focused(desk)
    hangul("ㅓ")
    assert focused(desk) != first
    hangul("ㅏ")
    assert focused(desk) == first
    go_to(desk, "사건 체결했다")
    hangul("ㅁ")
    said(desk, "확인했습니다")
    waited(lambda: "[[accept]]" in hand(room))
    hangul("ㅕ")
    waited(lambda: not room.seed(HAND).exists())
    go_to(desk, "사건 개편했다")
    hangul("ㅌ")
    waited(lambda: "[[hide]]" in hand(room))
    go_to(desk, "사건 체결했다")
    hangul("ㄹ")
    assert focused(desk) == "when"


def test_a_pinned_event_leads(room: Newsroom, desk: Any) -> None:
    go_to(desk, "사건 개편했다")
    desk.keyboard.press("p")
    said(desk, "맨 앞으로 옮겼습니다")
    assert "[[pin]]" in hand(room)
    waited(lambda: focused(desk) == "사건 개편했다")


def test_escape_leaves_a_form_and_writes_nothing(room: Newsroom, desk: Any) -> None:
    go_to(desk, "사건 체결했다")
    desk.keyboard.press("f")
    desk.keyboard.type("2025-01-01")
    desk.keyboard.press("Escape")
    assert focused(desk) == "사건 체결했다"
    assert desk.locator("form:visible").count() == 0
    desk.keyboard.press("f")
    assert desk.evaluate("document.activeElement.value") == "2025-05-27", "what was typed is dropped"
    desk.keyboard.press("Enter")
    said(desk, "바뀐 것이 없습니다")
    assert focused(desk) == "사건 체결했다"
    assert not room.seed(HAND).exists()


def test_keys_are_letters_inside_a_field(room: Newsroom, desk: Any) -> None:
    go_to(desk, "사건 체결했다")
    desk.keyboard.press("f")
    desk.keyboard.press("ControlOrMeta+a")
    desk.keyboard.type("jkaxfpuo")
    assert desk.evaluate("document.activeElement.value") == "jkaxfpuo"
    assert not room.seed(HAND).exists()


def test_what_is_typed_survives_another_save(room: Newsroom, desk: Any) -> None:
    """Of the same article: its facts are read anew, the open form stays, the typed words and the caret with it."""
    go_to(desk, "사건 체결했다")
    desk.keyboard.press("f")
    desk.keyboard.press("Tab")
    desk.keyboard.press("ControlOrMeta+a")
    desk.keyboard.type("한빛전자, 나래건설")
    room.edit(SEED, "조직을 개편했다", "연구소를 확장했다")
    waited(lambda: "사건 확장했다" in lists(desk))
    assert desk.evaluate("document.activeElement.value") == "한빛전자, 나래건설"
    assert focused(desk) == "who"
    desk.keyboard.type(", 누리중공업")
    desk.keyboard.press("Enter")
    said(desk, "고쳤습니다")
    assert '"누리중공업"' in hand(room)


def test_a_wrong_value_is_told_and_nothing_is_written(room: Newsroom, desk: Any) -> None:
    go_to(desk, "사건 체결했다")
    desk.keyboard.press("f")
    desk.keyboard.press("ControlOrMeta+a")
    desk.keyboard.type("2025-02-31")
    desk.keyboard.press("Enter")
    sees(desk, "document.querySelector('#said').classList.contains('bad')")
    assert "2025-02-31" in desk.locator("#said").inner_text()
    assert desk.evaluate("document.activeElement.value") == "2025-02-31", "it can be put right at once"
    assert not room.seed(HAND).exists()
    desk.keyboard.press("ControlOrMeta+a")
    desk.keyboard.type("2025-05-26")
    desk.keyboard.press("Enter")
    said(desk, "고쳤습니다")
    assert 'when = "2025-05-26"' in hand(room)


def test_hovering_lights_both_sides(room: Newsroom, desk: Any) -> None:
    desk.locator("#facts .fact", has_text="개편했다").first.hover()
    assert desk.locator("#text .lit").all_inner_texts() == ["개편했다"]
    desk.locator("#text [data-facts]", has_text="1200억원").first.hover()
    lit = desk.locator("#facts > li.lit .fact")
    assert "1200억원" in lit.first.get_attribute("aria-label")
    desk.locator("#text [data-facts]", has_text="개편했다").first.click()
    assert focused(desk) == "사건 개편했다"


def test_a_fact_is_opened_in_the_editor(room: Newsroom, desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """And where there is none, the setting is named."""
    go_to(desk, "수치 1200억원")
    monkeypatch.setenv("SITEGEN_EDITOR", "true {file}")
    desk.keyboard.press("o")
    number = next(at for at, words in enumerate(DEAL.split("\n"), 1) if "1200억원" in words)
    said(desk, f"편집기에서 열었습니다: seeds/{SEED}:{number}:")
    monkeypatch.setenv("SITEGEN_EDITOR", "/no/such/editor")
    desk.keyboard.press("o")
    said(desk, "SITEGEN_EDITOR=")
    assert focused(desk) == "수치 1200억원"


def test_the_way_to_the_desk_and_back(room: Newsroom, desk: Any) -> None:
    desk.get_by_role("link", name="기사 화면").click()
    desk.wait_for_url("**/a/2025-05-28-deal/")
    settled(desk)
    desk.locator("#sitegen-bar summary").click()
    desk.get_by_role("link", name="사실 고치기").click()
    desk.locator(HERE).wait_for()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(room: Newsroom, browser: Any, scheme: str, width: int) -> None:
    """axe finds nothing on the desk, with a form open and an error told, nor on a page with bar and fault."""
    lay(
        room.root,
        {HAND: '[[set]]\nwords = "1200억원"\nlow = 1\nhigh = 1\n\n[[accept]]\nwords = "개편했다"\nkind = "event"\n'},
    )
    size = {"width": width, "height": 800}
    with opened(browser, viewport=size, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True) as tab:
        tab.goto(f"{room.address}__desk/2025-05-28-deal")
        tab.locator(".mark.ok").wait_for()
        assert barriers(tab) == []
        go_to(tab, "사건 체결했다")
        tab.keyboard.press("f")
        tab.keyboard.type("2025-02-31")
        tab.keyboard.press("Enter")
        sees(tab, "document.querySelector('#said').classList.contains('bad')")
        assert barriers(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth") == width
        room.save("2025-06-04-library.md", SEEDS["2025-06-04-library.md"].replace("source:", "status: draft\nsource:"))
        tab.goto(f"{room.address}a/2025-06-04-library/")
        settled(tab)
        room.edit("2025-06-04-library.md", "86억원", "87억원")
        tab.get_by_text("+0 −0 ~2").wait_for()
        room.edit("2025-05-28-deal.md", "published: 2025-05-28", "published: 2025-05-99")
        tab.get_by_role("alert").wait_for()
        tab.locator("#sitegen-bar summary").click()
        tab.wait_for_timeout(300)
        assert barriers(tab) == []
