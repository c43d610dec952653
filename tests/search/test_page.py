"""The page of the search in a real browser: from a folder, under a path, by keyboard, for a screen reader, without scripts."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.parse import quote, unquote

import pytest

from sitegen.render.files.search_index import write
from tests.search.pagefind import served
from tests.serve.newsroom import lay, running
from tests.serve.tabs import barriers, marks, opened, sees
from tests.site.tree import tree

pytestmark = marks


@pytest.fixture(scope="module", params=["file", "http"])
def address(request: pytest.FixtureRequest, sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page of the search: opened from its folder, and served under a path."""
    if request.param == "file":
        yield (sample / "search/index.html").as_uri()
        return
    root = tmp_path_factory.mktemp("host")
    (root / "sub").symlink_to(sample)
    with served(root) as host:
        yield f"{host}sub/search/index.html"


@pytest.fixture
def tab(browser: Any, address: str) -> Iterator[Any]:
    with opened(browser) as page:
        page.goto(address)
        yield page


def _asked(tab: Any, typed: str) -> str:
    """What the page says when *typed* has been found."""
    tab.locator("#q").fill(typed)
    sees(tab, f"document.querySelector('#found').textContent.includes({typed!r})")
    return str(tab.locator("#found").inner_text())


def _groups(tab: Any) -> list[str]:
    return [str(one) for one in tab.locator("#results h2").all_inner_texts()]


def test_what_is_found_is_told_and_grouped(tab: Any) -> None:
    """Names, facts, articles; a fact with the words that it was read in, the hit marked, and a link to them."""
    assert _asked(tab, "담수화를") == "‘담수화를’: 사실 8건, 이름·용어·주제 1건, 기사 5건"
    assert _groups(tab) == ["이름·용어·주제", "사실", "기사"]
    facts = tab.locator("#results section").nth(1).locator("li")
    assert facts.count() == 8
    assert "담수화" in facts.first.locator("mark").first.inner_text()
    href = unquote(facts.first.locator("a").get_attribute("href"))
    assert href.startswith("../a/")
    facts.first.locator("a").click()
    assert tab.evaluate("document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null")


def test_the_address_keeps_the_query(tab: Any, address: str) -> None:
    """So that it can be sent to others, who then see the same."""
    _asked(tab, "소버린")
    assert quote("소버린") in tab.url
    tab.reload()
    sees(tab, "document.querySelectorAll('#results li').length > 0")
    assert tab.locator("#q").input_value() == "소버린"
    tab.goto(f"{address}?q={quote('윤해시')}")
    sees(tab, "document.querySelector('#found').textContent.includes('윤해시')")
    _asked(tab, "소버린")
    tab.locator("#q").fill("")
    sees(tab, "!document.querySelector('#search').classList.contains('asked')")
    assert "q=" not in tab.url.replace("#q=", "")


def test_other_ways_to_type(tab: Any) -> None:
    """Initials are offered, an unfinished syllable and another keyboard are read as what they mean, a slip as its like."""
    _asked(tab, "ㅁㄹㅅㅇㅌ")
    tab.get_by_role("button", name="마루샘워터").click()
    assert tab.locator("#q").input_value() == "마루샘워터"
    assert "사실" in tab.locator("#found").inner_text()
    assert "‘마이크로소프트’로 찾았습니다" in _asked(tab, "마이크로솦")
    assert "‘윤해’로 찾았습니다" in _asked(tab, "dbsgo")
    assert "없습니다" in _asked(tab, "레드몬드")
    assert tab.get_by_role("button", name="레드먼드").count() == 1


def test_some_of_several_words(tab: Any) -> None:
    """All of them first; where no article has all, the reader is told."""
    assert "하나라도" not in _asked(tab, "통신망 공급")
    assert "하나라도" in _asked(tab, "통신망 어촌계장")


def test_by_keyboard(tab: Any) -> None:
    """/ leads to the field and is typed in it; Tab goes from the field to what was found."""
    tab.locator("h1").click()
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "q"
    tab.keyboard.type("담수화/")
    sees(tab, "document.querySelectorAll('#results a').length > 0")
    assert tab.locator("#q").input_value() == "담수화/"
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.type") == "submit"
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('#results') !== null")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/s/**")


def test_by_a_screen_reader(tab: Any) -> None:
    """The field has a name and a hint, what is found is a status, headings skip no level."""
    field = tab.get_by_role("searchbox", name="찾을 말")
    assert field.get_attribute("aria-describedby") == "q-hint"
    _asked(tab, "담수화")
    assert tab.get_by_role("status").inner_text().startswith("‘담수화’")
    assert tab.get_by_role("heading", level=2, name="사실").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("typed", ["담수화", "KT", "ㅁㄹㅅㅇㅌ", "레드몬드", "마이크로솦"])
def test_nothing_that_is_found_keeps_anybody_out(browser: Any, sample: Path, typed: str, scheme: str) -> None:
    """axe finds no barrier in what the script puts into the page, and nothing is wider than a small phone."""
    size = {"width": 320, "height": 640}
    with served(sample) as host, opened(browser, viewport=size, color_scheme=scheme) as tab:
        tab.goto(f"{host}search/index.html")
        _asked(tab, typed)
        assert barriers(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_rest_of_a_long_list_comes_when_asked_for(tab: Any) -> None:
    """And is reached at once by the keyboard."""
    _asked(tab, "KT")
    section = tab.locator("#results section").nth(1)
    assert section.locator("li").count() == 20
    section.get_by_role("button").press("Enter")
    assert section.locator("li").count() > 20
    assert tab.evaluate("document.activeElement.closest('li') === document.activeElement.closest('ul').children[20]")


def test_what_seeds_say_is_text(tab: Any) -> None:
    """A title with tags is shown as it was written, and nothing of it runs."""
    _asked(tab, "한솔공원")
    assert "<img src=x onerror=alert(1)>" in tab.locator("#results").inner_text()
    assert "<b>물마루</b>통신" in tab.locator("#results").inner_text()
    assert tab.locator("#results img, #results script, #results b").count() == 0
    _asked(tab, "<img src=x onerror=alert(4)>")
    assert tab.locator("#found img").count() == 0


def test_what_cannot_be_loaded_is_told(browser: Any, sample: Path, tmp_path: Path) -> None:
    """A part that is missing makes no search that keeps silent of it."""
    page = (sample / "search/index.html").read_text().replace("search/index.js", "search/index.js search/gone.js")
    for name in ("assets", "a", "search"):
        (tmp_path / name).mkdir()
    (tmp_path / "search/index.html").write_text(page)
    (tmp_path / "search/index.js").write_bytes((sample / "search/index.js").read_bytes())
    (tmp_path / "assets/search.js").write_bytes((sample / "assets/search.js").read_bytes())
    context = browser.new_context()
    tab = context.new_page()
    tab.goto((tmp_path / "search/index.html").as_uri())
    assert "일부에서만" in _asked(tab, "담수화")
    context.close()


def test_old_parts_are_loaded_when_asked_for(browser: Any, sample: Path, tmp_path: Path) -> None:
    """A search loads the newest parts, and says that there are older ones."""
    parts = ["index.js", *(f"old-{number}.js" for number in range(50))]
    (tmp_path / "search").mkdir()
    copytree(sample / "assets", tmp_path / "assets")
    page = (sample / "search/index.html").read_text()
    (tmp_path / "search/index.html").write_text(
        page.replace("search/index.js", " ".join(f"search/{name}" for name in parts))
    )
    for name in parts:
        shown = {"k": "t", "t": f"물레방아 {name}", "u": "terms/index.html", "r": ""}
        script = write({"documents": [{"title": "물레방아", "text": "", "shown": shown}]})
        (tmp_path / "search" / name).write_bytes(script)
    with opened(browser) as tab:
        tab.goto((tmp_path / "search/index.html").as_uri())
        assert "주제 40건" in _asked(tab, "물레방아")
        tab.get_by_role("button", name="더 오래된 기사에서 찾기").click()
        sees(tab, "document.querySelector('#found').textContent.includes('주제 51건')")
        assert tab.get_by_role("button", name="더 오래된 기사에서 찾기").count() == 0


def test_without_scripts_there_is_an_index(browser: Any, address: str, sample: Path) -> None:
    """Every name, term and story, in the order of the alphabet; no field that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address)
    assert not tab.locator("#q").is_visible()
    names = tab.locator("#index dd a").all_inner_texts()
    context.close()
    assert {"윤해시", "김영섭", "소버린 AI", "윤해 해수담수화"} <= set(names)
    page = tree((sample / "search/index.html").read_bytes())
    assert [one.text for one in page.all("dt")][:2] == ["ㄱ", "ㄴ"]


def test_the_preview_has_a_search(browser: Any, tmp_path: Path) -> None:
    """Under its own policy, and what is typed and found stays when a seed is saved."""
    with running(lay(tmp_path)) as room, opened(browser) as tab:
        tab.goto(f"{room.address}search/index.html")
        assert "기사 2건" in _asked(tab, "오션테크")
        room.edit("2025-05-28-deal.md", "오션테크는 지난 3월", "다래중공업은 지난 3월")
        sees(tab, "document.querySelector('#index').textContent.includes('다래중공업')")
        assert tab.locator("#q").input_value() == "오션테크"
        assert tab.locator("#results li").count() > 2
