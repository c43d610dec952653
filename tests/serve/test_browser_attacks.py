"""Words of a seed, a file's name or a correction that look like markup, in a real browser: no script runs, no element
appears, and what stands beside them stays readable."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serve.attacked import Attacked, attacked, waited

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")]

MARKUP = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\"onload='alert(3)'</pre></li></textarea> &amp; &lt;b&gt;"
)
TURN = "\u202e"  # all that follows is shown from right to left
NAME = "x\"onload='alert(4)'<img src=x onerror=alert(5)>&amp;"
ADDRESS = "/a/x-onload-alert-4-img-src-x-onerror-alert-5-amp/"
SEED = f"""\
---
title: '{MARKUP.replace("'", "''")} {TURN}온산시'
published: 2025-05-28
source: '물마루통신 {MARKUP.replace("'", "''")}'
url: https://mulmaru.example/100%
---

한빛전자는 27일 오션테크와 공급 계약을 체결했다. 계약 금액은 1200억원이다.

"공장 터가 {MARKUP}{TURN} 좁다"고 강마루 {MARKUP} 이사가 말했다. <{MARKUP}>전자는 3월 조직을 개편했다.

"새 공장을 짓지 않는다." {TURN}강마루 한빛전자 대표와 강마루 오션테크 대표가 만났다.
"""
# What the browser would do with it, if it were let.
# A script of type ld+json is data: the test of heads looks at what it says.
HARM = """() => [
    ...document.querySelectorAll("script:not([src^='/__sitegen/'], [type='application/ld+json']), img, [onload], [onerror],"
        + "textarea, iframe, object"),
].map((one) => one.outerHTML)"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A tab in which nothing may ask the reader, fail, be blocked, or go to another site."""
    complaints: list[str] = []
    page = browser.new_page()
    page.set_default_timeout(15_000)
    page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: complaints.append(asked.url) if "//127.0.0.1:" not in asked.url else None)
    yield page
    page.close()
    assert complaints == []


def is_complaint(said: Any) -> bool:
    # A browser asks for this one by itself.
    return said.type in ("error", "warning") and not said.location["url"].endswith("/favicon.ico")


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Attacked]:
    with attacked(tmp_path, seeds={f"{NAME}.md": SEED, "2025-05-30-other.md": SEED}) as preview:
        yield preview


def seed(live: Attacked) -> Path:
    return live.root / "seeds" / f"{NAME}.md"


def test_the_page_its_bar_and_its_fault_show_words_as_words(live: Attacked, tab: Any) -> None:
    """Before a save, after one, and with a fault over it that quotes the seed."""
    tab.goto(live.home + ADDRESS)
    tab.locator("#sitegen-bar summary").click()
    assert tab.evaluate(HARM) == []
    changed = SEED.replace("1200억원", f"1300억원({MARKUP})").replace("개편했다", "없앴다")
    seed(live).write_text(changed, encoding="utf-8")
    tab.get_by_text("1300억원").first.wait_for()
    tab.locator("#sitegen-bar .sitegen-way-gained, #sitegen-bar .sitegen-way-changed").first.wait_for()
    assert MARKUP in tab.locator("#sitegen-bar").text_content()
    assert tab.evaluate(HARM) == []
    seed(live).write_text(SEED.replace("published: 2025-05-28", f"published: {TURN}{MARKUP}"), encoding="utf-8")
    alert = tab.locator("#sitegen-fault")
    alert.wait_for()
    assert "<script>alert(1)</script>" in alert.inner_text()
    assert NAME in alert.inner_text()
    tab.reload()
    alert.wait_for()
    assert "<script>alert(1)</script>" in alert.inner_text()
    assert tab.evaluate(HARM) == []
    seed(live).write_text(SEED, encoding="utf-8")
    alert.wait_for(state="detached")


def test_the_desk_shows_words_as_words(live: Attacked, tab: Any) -> None:
    """The seed, the facts, what is typed into a form and its reason; and the article's link leads to it."""
    tab.goto(live.home + ADDRESS)
    tab.locator("#sitegen-bar summary").click()
    tab.locator("#sitegen-bar a[href^='/__desk/']").click()
    tab.locator("#facts > li").first.wait_for()
    assert SEED.strip() in tab.locator("#text").text_content()
    assert tab.evaluate(HARM) == []
    item = tab.locator("#facts > li", has=tab.get_by_text("체결했다", exact=True)).first
    item.locator("button[data-act=fix]").click()
    item.locator("input[name=headline]").fill(MARKUP)
    item.locator("input[name=why]").fill(f"까닭 {MARKUP}{TURN}")
    item.locator("button[type=submit]").click()
    tab.locator(".done").wait_for()
    assert f"까닭 {MARKUP}" in tab.locator(".done").text_content()
    assert tab.evaluate(HARM) == []
    tab.reload()
    tab.locator(".done").wait_for()
    assert tab.evaluate(HARM) == []
    tab.goto(live.home + ADDRESS)
    waited(lambda: MARKUP in tab.locator("main").text_content())
    assert tab.evaluate(HARM) == []


def test_a_mark_that_turns_the_direction_turns_nothing_beside_it(live: Attacked, tab: Any) -> None:
    """On the desk and in the bar each word of a seed stands apart: what follows it is still read from left to right."""
    live.root.joinpath("seeds", f"{NAME}.corrections.toml").write_text(
        f'[[hide]]\nkind = "event"\nwords = "체결했다"\nwhy = "{TURN}사실과 다름"\n', encoding="utf-8"
    )
    waited(lambda: "편집자가 한 일" in live.desk(NAME).text)
    tab.goto(f"{live.home}{ADDRESS}")
    tab.locator("#sitegen-bar a[href^='/__desk/']").evaluate("link => link.click()")
    tab.locator("#facts > li").first.wait_for()
    loose = """(selector) => {
        const found = [];
        const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const text = walker.currentNode;
            if (text.data.includes("\\u202e") && !getComputedStyle(text.parentElement).unicodeBidi.includes("isolate"))
                found.push(text.parentElement.outerHTML);
        }
        return found;
    }"""
    assert TURN in tab.locator(".done").text_content()
    assert tab.evaluate(loose, "#list") == []
    tab.goto(live.home + ADDRESS)
    seed(live).write_text(SEED.replace("좁다", f"{TURN}넓다"), encoding="utf-8")
    tab.locator("#sitegen-bar li").first.wait_for(state="attached")
    waited(lambda: TURN in tab.locator("#sitegen-bar").text_content())
    assert tab.evaluate(loose, "#sitegen-bar div") == []


def test_an_address_of_another_site_that_cannot_be_read_stops_nothing(live: Attacked, tab: Any) -> None:
    """The page links to https://…/100%, and follows its seed all the same."""
    tab.goto(live.home + ADDRESS)
    assert tab.locator("a[href$='/100%']").count()
    seed(live).write_text(SEED.replace("1200억원", "1400억원"), encoding="utf-8")
    tab.get_by_text("1400억원").first.wait_for()


def test_a_page_of_another_site_gets_nothing(live: Attacked, browser: Any) -> None:
    """Neither words nor token, script, style, picture, frame, channel or form; and nothing is written."""
    page = browser.new_page()
    page.route("http://evil.example/", lambda route: route.fulfill(body="<body>evil", content_type="text/html"))
    page.goto("http://evil.example/")
    reached = page.evaluate(STEAL, [live.home, "2025-05-30-other"])
    assert reached == []
    assert not list(live.root.rglob("*.toml"))
    page.evaluate(
        """(home) => {
            const form = document.createElement("form");
            Object.assign(form, { method: "post", action: home + "/__desk/hide", enctype: "text/plain" });
            form.append(Object.assign(document.createElement("input"), { name: '{"article":"2025-05-30-other","x":"', value: '"}' }));
            document.body.append(form);
            form.submit();
        }""",
        live.home,
    )
    page.get_by_text("403 Forbidden").wait_for()
    page.close()
    assert not list(live.root.rglob("*.toml"))


STEAL = """async ([home, article]) => {
    const found = [];
    const attempt = async (name, doing) => { try { if (await doing()) found.push(name); } catch {} };
    const loaded = (element) => new Promise((done) => {
        element.onload = () => done(true);
        element.onerror = () => done(false);
        document.body.append(element);
    });
    const made = (name, properties) => Object.assign(document.createElement(name), properties);
    for (const path of ["/", `/__desk/${article}`, "/__sitegen/preview.js", "/__sitegen/events"]) {
        await attempt(`fetch ${path}`, async () => (await fetch(home + path)).status);
        await attempt(`no-cors ${path}`, async () => (await (await fetch(home + path, { mode: "no-cors" })).text()));
    }
    const body = JSON.stringify({ article, fact: "x" });
    for (const type of ["text/plain", "application/json"]) {
        const headers = { "Content-Type": type, "X-Sitegen-Token": "x" };
        await attempt(`post ${type}`, async () => (await fetch(`${home}/__desk/hide`, { method: "POST", headers, body })).status);
    }
    await attempt("script", () => loaded(made("script", { src: `${home}/__sitegen/preview.js` })));
    await attempt("page as script", () => loaded(made("script", { src: `${home}/` })));
    await attempt("style", () => loaded(made("link", { rel: "stylesheet", href: `${home}/__sitegen/desk.css` })));
    await attempt("picture", () => loaded(made("img", { src: `${home}/assets/favicon.svg` })));
    await attempt("events", () => new Promise((done) => {
        const events = new EventSource(`${home}/__sitegen/events`);
        events.onopen = () => done(true);
        events.onerror = () => { events.close(); done(false); };
    }));
    await attempt("frame", async () => {
        const frame = made("iframe", { src: `${home}/` });
        await loaded(frame);
        return frame.contentDocument?.body?.textContent;
    });
    return found;
}"""
