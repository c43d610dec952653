"""The preview in a real browser: the open page follows what is saved without a reload, under the strict policy."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serve.newsroom import DEAL, DRAFT, EMBARGO, LIBRARY, SEEDS, Newsroom, lay, running, waited
from tests.serve.tabs import chromium, marks, opened, sees, settled

pytestmark = marks
DEAL_PAGE = "a/2025-05-28-deal/"
NAME = "2025-05-28-deal.md"
STYLES = Path(__file__).parents[2] / "templates" / "assets" / "site.css"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    root = lay(tmp_path)
    (root / "templates").mkdir()
    with running(root) as found:
        yield found


@pytest.fixture
def tab(room: Newsroom, browser: Any) -> Iterator[Any]:
    """A tab with the page of the deal, whose window is marked: a reload would wipe the mark."""
    with opened(browser, viewport={"width": 1280, "height": 700}) as page:
        page.goto(room.address + DEAL_PAGE)
        settled(page)
        page.evaluate("window.mark = 1")
        yield page


def is_marked(tab: Any) -> bool:
    return bool(tab.evaluate("window.mark === 1"))


def test_a_saved_seed_changes_the_open_page_without_a_reload(room: Newsroom, tab: Any) -> None:
    room.edit(NAME, "1200억원", "1250억원")
    tab.locator("#box").get_by_text("1250").first.wait_for()
    settled(tab)
    assert "1200" not in tab.locator("main").inner_text()
    assert is_marked(tab)


def test_scroll_focus_and_what_is_open_are_kept(room: Newsroom, tab: Any) -> None:
    """Also where the saved article is longer above what is looked at."""
    details = tab.locator("main details").first
    details.locator("summary").focus()
    details.evaluate("one => one.open = true")
    tab.evaluate("window.scrollTo(0, 320)")
    room.edit(NAME, "1200억원", "1250억원")
    tab.locator("#box").get_by_text("1250").first.wait_for()
    settled(tab)
    assert tab.evaluate("window.scrollY") == 320
    assert details.evaluate("one => one.open")
    assert tab.evaluate("document.activeElement.localName") == "summary"
    tab.locator("a.ev").first.focus()
    held = tab.evaluate("document.activeElement.href")
    room.edit(NAME, "1250억원", "1300억원")
    tab.locator("#box").get_by_text("1300").first.wait_for()
    assert tab.evaluate("document.activeElement.href") == held
    assert is_marked(tab)


def test_the_page_of_an_added_clipping_opens_by_itself(room: Newsroom, tab: Any) -> None:
    """It was added in another terminal; a seed that is merely saved opens nothing."""
    room.save("2025-06-02-plain.txt", "해솔시는 2일 새 다리를 열었다고 밝혔다.\n")
    tab.wait_for_timeout(500)
    assert tab.url.endswith(DEAL_PAGE)
    clipping = "솔개항 어판장 다시 문 연다\n\n해솔시는 3일 솔개항 어판장을 이달 10일 다시 열기로 했다고 밝혔다.\n"
    command = [sys.executable, "-m", "sitegen", "add", "-", "--published", "2025-06-03", "--site", str(room.root)]
    subprocess.run(command, input=clipping.encode(), check=True, capture_output=True)
    tab.wait_for_url("**/a/2025-06-03-*/")
    tab.get_by_role("heading", name="솔개항 어판장 다시 문 연다").wait_for()


def test_a_template_of_the_users_shows(room: Newsroom, tab: Any) -> None:
    template = (STYLES.parents[1] / "base.html").read_text("utf-8")
    (room.root / "templates" / "base.html").write_text(
        template.replace("{% block main %}", '<p id="desk-note">편집국 안내</p>{% block main %}'), "utf-8"
    )
    tab.locator("#desk-note").wait_for()
    (room.root / "templates" / "base.html").write_text("{% block", "utf-8")
    alert = tab.get_by_role("alert")
    alert.wait_for()
    assert "base.html" in alert.inner_text()
    assert tab.locator("#desk-note").is_visible(), "the last good page stays"
    (room.root / "templates" / "base.html").unlink()
    alert.wait_for(state="detached")
    tab.locator("#desk-note").wait_for(state="detached")
    assert is_marked(tab)


def test_a_style_is_swapped_and_the_page_is_never_bare(room: Newsroom, tab: Any) -> None:
    tab.evaluate(
        """() => {
            window.bare = 0;
            const look = () => {
                if (getComputedStyle(document.querySelector(".top")).borderBottomWidth === "0px") window.bare += 1;
                requestAnimationFrame(look);
            };
            look();
        }"""
    )
    assets = room.root / "templates" / "assets"
    assets.mkdir()
    (assets / "site.css").write_text(STYLES.read_text("utf-8") + "\nh1 { letter-spacing: 7px; }\n", "utf-8")
    sees(tab, "getComputedStyle(document.querySelector('h1')).letterSpacing === '7px'")
    assert tab.evaluate("window.bare") == 0
    assert waited(lambda: tab.locator("link[rel=stylesheet][href*='site.css']").count() == 1)
    room.edit(NAME, "1200억원", "1250억원")
    tab.locator("#box").get_by_text("1250").first.wait_for()
    assert tab.evaluate("getComputedStyle(document.querySelector('h1')).letterSpacing") == "7px"
    assert tab.evaluate("window.bare") == 0
    assert is_marked(tab)


def test_a_correction_shows_and_goes(room: Newsroom, tab: Any) -> None:
    room.save(
        "2025-05-28-deal.corrections.toml", '[[set]]\nwords = "1200억원"\nlow = 99000000000\nhigh = 99000000000\n'
    )
    tab.locator("#box").get_by_text("990").first.wait_for()
    tab.get_by_text("편집자 수정").first.wait_for()
    room.seed("2025-05-28-deal.corrections.toml").unlink()
    tab.locator("#box").get_by_text("1200").first.wait_for()
    assert is_marked(tab)


def test_a_new_seed_shows_on_the_home_page(room: Newsroom, tab: Any) -> None:
    tab.goto(room.address)
    settled(tab)
    tab.evaluate("window.mark = 1")
    room.save("2025-06-05-bridge.txt", "나래건설은 4일 달빛교를 개통했다.\n")
    tab.locator("main").get_by_text("달빛교").first.wait_for()
    tab.locator("#sitegen-bar summary").click()
    tab.locator("#sitegen-bar").get_by_text("새 기사").wait_for()
    assert is_marked(tab)


def test_a_deleted_article_becomes_the_missing_page_and_comes_back(room: Newsroom, tab: Any) -> None:
    room.seed(NAME).unlink()
    sees(tab, "!document.querySelector('#box')")
    settled(tab)
    assert room.address + DEAL_PAGE == tab.url
    room.save(NAME, DEAL)
    tab.locator("#box").wait_for()
    assert is_marked(tab)


def test_a_broken_seed_is_told_over_the_last_good_page(room: Newsroom, tab: Any) -> None:
    """Path, line and column, the line itself with a mark below, and the hint; and all goes when it is mended."""
    room.edit(NAME, "published: 2025-05-28", "published: 2025-05-99")
    alert = tab.get_by_role("alert")
    alert.wait_for()
    head, line, caret, hint = alert.inner_text().strip().split("\n")
    assert head.startswith(f"seeds/{NAME}:3:12: error: ")
    assert line.endswith("│ published: 2025-05-99")
    assert line.index("2025") == caret.index("^")
    assert hint.startswith("  hint: ")
    assert tab.locator("#box").get_by_text("1200").first.is_visible()
    assert alert.evaluate("box => getComputedStyle(box).position") == "fixed"
    bar, box = tab.locator("#sitegen-bar").bounding_box(), alert.bounding_box()
    assert bar["y"] + bar["height"] <= box["y"], "the bar stands above it"
    tab.reload()
    alert.wait_for()
    room.save(NAME, DEAL)
    alert.wait_for(state="detached")
    assert tab.locator("#box").get_by_text("1200").first.is_visible()


def test_a_fault_is_words_and_no_markup(room: Newsroom, tab: Any) -> None:
    room.edit(NAME, "published: 2025-05-28", "<img src=x onerror=alert(1)>: 2025")
    alert = tab.get_by_role("alert")
    alert.wait_for()
    assert "<img src=x" in alert.inner_text()
    assert alert.locator("img").count() == 0


def test_a_page_that_was_broken_at_the_start_comes_alive(tmp_path: Path, browser: Any) -> None:
    lay(tmp_path, {"a.md": "---\npublished: 2025-05-99\n---\n\n글\n"})
    with running(tmp_path) as room, opened(browser) as tab:
        tab.goto(room.address)
        tab.get_by_text("a.md:2:12: error").first.wait_for()
        room.save("a.md", LIBRARY)
        tab.get_by_text("새 도서관").first.wait_for()
        tab.get_by_role("alert").wait_for(state="detached")


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_changed_facts_flash_and_no_others(room: Newsroom, browser: Any, motion: str) -> None:
    """Where motion is not wanted, by an outline."""
    with opened(browser, reduced_motion=motion) as tab:
        tab.goto(room.address + DEAL_PAGE)
        settled(tab)
        room.edit(NAME, "1200억원", "1250억원")
        changed = tab.locator("#box .sitegen-changed")
        changed.first.wait_for()
        assert all("1250" in words for words in changed.all_inner_texts())
        animation, outline = changed.first.evaluate(
            "one => [getComputedStyle(one).animationName, getComputedStyle(one).outlineStyle]"
        )
        assert (animation, outline) == (("none", "solid") if motion == "reduce" else ("sitegen-changed", "none"))
        changed.first.wait_for(state="detached")
        assert tab.locator(".sitegen-changed").count() == 0


def test_what_is_not_public_says_so(tmp_path: Path, browser: Any) -> None:
    """A watermark on its page that nobody can miss, dashed marks on what leads there, and a count in the bar."""
    lay(tmp_path, SEEDS | {"2025-06-04-library.md": DRAFT, "2025-06-05-secret.md": EMBARGO.replace("도서관", "기록관")})
    with running(tmp_path) as room, opened(browser) as tab:
        tab.goto(room.address + "a/2025-06-04-library/")
        settled(tab)
        assert tab.locator("#sitegen-watermark").inner_text() == "초안 · 공개 전"
        assert tab.locator("#sitegen-watermark").is_visible()
        assert tab.locator("main a.sitegen-withheld[href*='2025-06-04-library']").count() == 0, "not on its own page"
        tab.goto(room.address + "a/2025-06-05-secret/")
        settled(tab)
        assert tab.locator("#sitegen-watermark").inner_text() == "엠바고 · 2099-01-02 09:00까지 공개 금지"
        tab.goto(room.address)
        settled(tab)
        assert tab.locator("#sitegen-watermark").count() == 0
        marked = tab.locator("main a.sitegen-withheld")
        assert {one.get_attribute("title") for one in marked.all()} == {
            "초안 · 공개 전",
            "엠바고 · 2099-01-02 09:00까지 공개 금지",
        }
        assert marked.first.evaluate("one => getComputedStyle(one).outlineStyle") == "dashed"
        public = tab.locator("main a[href*='2025-05-28-deal']").first
        assert "sitegen-withheld" not in (public.get_attribute("class") or "")
        tab.locator("#sitegen-bar summary").click()
        assert "공개 전 기사 2건" in tab.locator("#sitegen-bar").inner_text()
        # Published, it loses its mark on the open page, and its watermark.
        tab.goto(room.address + "a/2025-06-04-library/")
        settled(tab)
        room.save("2025-06-04-library.md", LIBRARY)
        tab.locator("#sitegen-watermark").wait_for(state="detached")
        room.save("2025-06-04-library.md", EMBARGO)
        tab.locator("#sitegen-watermark").get_by_text("엠바고").wait_for()


def test_a_hidden_tab_holds_no_connection(room: Newsroom, tab: Any) -> None:
    """And follows again, with what it has missed, when it is looked at."""
    tab.add_init_script(
        """
        window.sources = [];
        const Real = window.EventSource;
        window.EventSource = class extends Real { constructor(at) { super(at); window.sources.push(this); } };
        let state = "visible";
        Object.defineProperty(document, "visibilityState", { get: () => state });
        window.look = (now) => { state = now; document.dispatchEvent(new Event("visibilitychange")); };
        """
    )
    tab.reload()
    settled(tab)
    live = "window.sources.filter((one) => one.readyState !== EventSource.CLOSED).length"
    assert tab.evaluate(live) == 1
    tab.evaluate("window.look('hidden')")
    assert tab.evaluate(live) == 0
    room.edit(NAME, "1200억원", "1250억원")
    waited(lambda: any(line.startswith("built: ") for line in room.said))
    tab.wait_for_timeout(300)
    assert "1200" in tab.locator("#box").inner_text()
    tab.evaluate("window.look('visible')")
    tab.locator("#box").get_by_text("1250").first.wait_for()
    assert tab.evaluate(live) == 1


def test_a_save_that_changes_nothing_leaves_the_page_alone(room: Newsroom, tab: Any) -> None:
    tab.evaluate("new MutationObserver((seen) => window.seen = (window.seen ?? 0) + seen.length)"
                 ".observe(document.querySelector('main'), {childList: true, subtree: true, characterData: true})")  # fmt: skip
    room.save(NAME, DEAL)
    (room.root / "seeds" / "note.png").write_bytes(b"no part of the site")
    tab.wait_for_timeout(1000)
    settled(tab)
    assert tab.evaluate("window.seen ?? 0") == 0
    assert is_marked(tab)


def test_a_foreign_page_cannot_load_ours(room: Newsroom, tab: Any, browser: Any) -> None:
    """Another site that knows the port gets no script, no words, no desk and no frame."""
    context = browser.new_context()
    page = context.new_page()
    page.route("http://evil.example/", lambda route: route.fulfill(body="<body>evil", content_type="text/html"))
    page.goto("http://evil.example/")
    reached = page.evaluate(
        """async (address) => {
            const found = [];
            try { await fetch(address); found.push("fetch"); } catch {}
            try {
                await fetch(address + "__desk/accept", {method: "POST", mode: "no-cors", body: "{}"}).then((told) => {
                    if (told.type !== "opaque") found.push("desk");
                });
            } catch {}
            for (const name of ["preview.js", "desk.js"]) {
                await new Promise((done) => {
                    const script = document.createElement("script");
                    script.src = address + "__sitegen/" + name;
                    script.onload = () => { found.push("script"); done(); };
                    script.onerror = done;
                    document.head.append(script);
                });
            }
            await new Promise((done) => {
                const events = new EventSource(address + "__sitegen/events");
                events.onopen = () => { found.push("events"); events.close(); done(); };
                events.onerror = () => { events.close(); done(); };
            });
            return found;
        }""",
        room.address,
    )
    context.close()
    assert reached == []


def test_the_newsroom_is_as_it_was_but_for_what_was_saved(room: Newsroom, tab: Any) -> None:
    """A preview writes nothing among the seeds."""
    room.edit(NAME, "1200억원", "1250억원")
    tab.locator("#box").get_by_text("1250").first.wait_for()
    assert sorted(path.name for path in (room.root / "seeds").iterdir()) == sorted(SEEDS)
