"""The preview as a whole, with a build of its own: what is saved is shown, and a failed build hides nothing."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen.build import Built
from sitegen.config import Settings, read_settings
from sitegen.errors import Faults, Place, SeedError, SettingsError
from sitegen.model.identity import Site
from sitegen.model.site import Briefing
from sitegen.serve import serve
from tests.serve.conftest import Live
from tests.serve.test_events import page

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def fake_make(settings: Settings, now: datetime) -> Built:
    """A page that holds what the seed says."""
    text = (settings.seeds / "a.txt").read_text("utf-8")
    if text.startswith("broken"):
        raise Faults([SeedError(f"cannot be read: <{text}>", Place("seeds/a.txt", 1, 1), "mend it")])
    if text.startswith("bug"):
        raise ZeroDivisionError("division by <zero>")
    files = {"index.html": f"<title>{settings.site.title}</title><body>{text}</body>".encode()}
    warnings = (SeedError("no publication date", Place("seeds/a.txt", 1, 1)),) if "undated" in text else ()
    return Built(Briefing(Site(), None, (), (), (), ()), (), (), warnings, files=files)


@contextmanager
def preview(root: Path, said: list[str], *, poll: bool = False) -> Iterator[Live]:
    """A preview of *root* that runs beside the test, and is ended by it."""
    stop = threading.Event()
    thread = threading.Thread(
        target=serve,
        args=(read_settings(root),),
        kwargs={"port": 0, "now": lambda: NOW, "open_browser": False, "poll": poll, "echo": said.append, "stop": stop,
                "make": fake_make},
    )  # fmt: skip
    thread.start()
    try:
        address = waited(lambda: next((line for line in said if line.startswith("serving ")), ""))
        # The stage is the server's own here: the tests see what a browser sees.
        yield Live(None, int(address.split(":")[2].split("/")[0]))  # type: ignore[arg-type]
    finally:
        stop.set()
        thread.join(10)
        assert not thread.is_alive()


def waited(look, seconds: float = 10.0):  # type: ignore[no-untyped-def]
    """What *look* says once it says anything."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.02)
    raise AssertionError("it never came")


def shows(live: Live, words: str) -> bool:
    return words in live.ask("/").body.decode()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    write(tmp_path, "처음")
    return tmp_path


def write(root: Path, text: str) -> None:
    (root / "seeds" / "a.txt").write_text(text, "utf-8")


@pytest.mark.parametrize("poll", [False, True])
def test_a_save_shows_on_the_open_page(root: Path, poll: bool) -> None:
    """The open page is told, and who loads it sees the new words."""
    with preview(root, [], poll=poll) as live, page(live) as opened:
        first = opened.next()
        assert shows(live, "처음")
        write(root, "고친 문장")
        assert opened.next()["site"] != first["site"]
        assert shows(live, "고친 문장")


def test_a_failed_build_keeps_the_last_good_page(root: Path) -> None:
    """The fault is told to the open page and to who comes later, and goes when it is mended."""
    said: list[str] = []
    with preview(root, said) as live, page(live) as opened:
        good = opened.next()["site"]
        write(root, "broken")
        told = opened.next()
        assert told["site"] == good
        assert "seeds/a.txt:1:1: error: cannot be read: <broken>" in told["fault"]
        assert "hint: mend it" in told["fault"]
        assert shows(live, "처음")
        assert shows(live, "&lt;broken&gt;")
        write(root, "처음")
        assert opened.next() == {"site": good, "fault": ""}
        assert not shows(live, "broken")
    assert any("cannot be read: <broken>" in line for line in said)


def test_a_site_that_is_broken_at_the_start_comes_alive(root: Path) -> None:
    write(root, "broken")
    with preview(root, []) as live, page(live) as opened:
        assert live.ask("/").status == 503
        assert shows(live, "&lt;broken&gt;")
        assert opened.next()["site"] == ""
        write(root, "이제 된다")
        assert opened.next()["site"]
        assert live.ask("/").status == 200
        assert shows(live, "이제 된다")


def test_a_fault_of_ours_does_not_end_the_preview(root: Path) -> None:
    said: list[str] = []
    with preview(root, said) as live:
        write(root, "bug")
        waited(lambda: shows(live, "ZeroDivisionError: division by &lt;zero&gt;"))
        write(root, "weiter")
        waited(lambda: shows(live, "weiter"))
    assert any("Traceback" in line for line in said)


def test_a_warning_is_told_once(root: Path) -> None:
    """And again when it was gone and is back."""
    said: list[str] = []
    with preview(root, said) as live:
        for text in ("undated one", "undated two", "three", "undated four"):
            write(root, text)
            waited(lambda words=text: shows(live, words))
    assert said.count("seeds/a.txt:1:1: warning: no publication date") == 2


def test_settings_are_read_again(root: Path) -> None:
    """A new title shows; a broken settings file is a fault like any other; another folder of seeds is followed."""
    with preview(root, []) as live:
        (root / "sitegen.toml").write_text('[site]\ntitle = "새 이름"\n', "utf-8")
        waited(lambda: shows(live, "<title>새 이름</title>"))
        (root / "sitegen.toml").write_text("[site\n", "utf-8")
        waited(lambda: shows(live, "not TOML"))
        (root / "other").mkdir()
        (root / "other" / "a.txt").write_text("다른 곳", "utf-8")
        (root / "sitegen.toml").write_text('[folders]\nseeds = "other"\n', "utf-8")
        waited(lambda: shows(live, "다른 곳"))
        (root / "other" / "a.txt").write_text("다른 곳에서 고침", "utf-8")
        waited(lambda: shows(live, "다른 곳에서 고침"))


def test_seeds_behind_a_link_are_followed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A folder of seeds that lies on another disk; and by events, without a word of polling."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "seeds"
    (root / "seeds").rename(elsewhere)
    (root / "seeds").symlink_to(elsewhere)
    said: list[str] = []
    with preview(root, said) as live:
        write(root, "hinter dem Verweis")
        waited(lambda: shows(live, "hinter dem Verweis"))
    assert not [line for line in said if "no file events" in line]


def test_nothing_is_written(root: Path) -> None:
    with preview(root, []) as live:
        write(root, "고침")
        waited(lambda: shows(live, "고침"))
    assert sorted(path.name for path in root.rglob("*")) == ["a.txt", "seeds"]


def test_a_taken_port_stops_it_before_the_build(root: Path) -> None:
    with preview(root, []) as live, pytest.raises(SettingsError, match="is taken"):
        serve(read_settings(root), port=live.port, now=lambda: NOW, open_browser=False, poll=False, echo=print,
              make=lambda settings, now: pytest.fail("built"))  # fmt: skip


def test_the_browser_is_opened_when_asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    stop = threading.Event()

    def browse(address: str) -> bool:
        opened.append(address)
        stop.set()
        return True

    monkeypatch.setattr("webbrowser.open", browse)
    said: list[str] = []
    serve(read_settings(root), port=0, now=lambda: NOW, open_browser=True, poll=False, echo=said.append, stop=stop,
          make=fake_make)  # fmt: skip
    assert opened[0] in said[-1]
