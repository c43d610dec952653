"""The preview as a whole, on real seeds: what is saved is shown, and a failed build hides nothing."""

import json
import re
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from sitegen.build.live import Live as Builder
from sitegen.build.recipe import opened_archive
from sitegen.config import read_settings
from sitegen.errors import SettingsError
from sitegen.serve import serve
from sitegen.serve.preview import Preview
from sitegen.serve.site import Stage
from tests.serve.conftest import ARTICLE, COST, NOW, OTHER, SEED, Running, page, previewed, waited, write

BROKEN = SEED.replace("published: 2025-03-14", "published: 언젠가")
EDITED = SEED.replace("86억원", "91억원")


@pytest.mark.parametrize("poll", [False, True])
def test_a_save_shows_on_the_open_page(root: Path, poll: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitegen.serve.watch.POLL_SECONDS", 0.1)
    with previewed(root, poll=poll) as running, page(running, ARTICLE) as opened:
        first = opened.built()
        assert running.shows("86억원", ARTICLE)
        write(root, EDITED)
        second = opened.built()
        assert second["page"] != first["page"]
        assert second["version"] == first["version"] + 1
        assert running.shows("91억원", ARTICLE)
        assert not running.shows("86억원", ARTICLE)
        (change,) = second["notes"]["changes"]
        (amount,) = [fact for fact in change["facts"] if fact["kind"] == "amount"]
        assert amount["way"] == "changed"
        assert ["low", "8600000000", "9100000000"] in amount["values"]


def test_the_article_that_is_saved_is_shown_before_the_archive_is_linked(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that takes its time holds up neither the page of the article nor the edits of its desk."""
    go_on = threading.Event()
    build = Builder.build

    def slow(builder: Builder, *given: object) -> object:
        if builder.last is not None:
            go_on.wait(20)
        return build(builder, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Builder, "build", slow)
    with previewed(root) as running, page(running, ARTICLE) as opened:
        first = opened.built()
        write(root, EDITED)
        early = opened.until(lambda told: told["page"] != first["page"])
        assert (early["building"], early["version"]) == (True, first["version"])
        assert running.shows("91억원", ARTICLE)
        assert "91억원" in running.ask("/__desk/2025-03-14-library").body.decode()
        go_on.set()
        whole = opened.built()
        assert whole["version"] == first["version"] + 1
        assert running.shows("91억원", ARTICLE)


def test_a_seed_that_cannot_be_read_is_shown_as_it_was(root: Path) -> None:
    """The fault is told to the open page and to who comes later, with the line that it stands in and what to do; it
    goes when it is mended."""
    with previewed(root) as running, page(running, ARTICLE) as opened:
        good = opened.built()
        write(root, BROKEN)
        told = opened.until(lambda message: message["fault"])
        head, line, mark, hint = told["fault"].split("\n")
        assert head.startswith("seeds/2025-03-14-library.md:3:")
        assert ": error: " in head
        assert line == "  │ published: 언젠가"
        assert re.fullmatch(r"  │ +\^", mark)
        assert hint.startswith("  hint: ")
        assert told["page"] == good["page"]
        assert running.shows("86억원", ARTICLE)
        assert running.shows("published: 언젠가")
        write(root)
        mended = opened.until(lambda message: not message["fault"] and not message["building"])
        assert mended["page"] == good["page"]
        assert not running.shows("언젠가", ARTICLE)
    assert any(line.startswith("seeds/2025-03-14-library.md:3:") for line in running.said)


def test_a_site_that_is_broken_at_the_start_comes_alive(root: Path) -> None:
    write(root, BROKEN)
    with previewed(root) as running, page(running) as opened:
        answer = running.ask("/")
        assert answer.status == 503
        assert "published: 언젠가" in answer.body.decode()
        first = opened.next()
        assert first["version"] == 0
        write(root)
        alive = opened.until(lambda told: told["version"] == 1)
        assert (alive["fault"], alive["page"] != first["page"]) == ("", True)
        assert running.shows("윤슬시, 새 도서관 착공")


def test_a_site_without_a_seed_waits_for_the_first_one(root: Path) -> None:
    seed = root / "seeds" / "2025-03-14-library.md"
    seed.unlink()
    with previewed(root) as running:
        assert "there is no seed" in running.ask("/").body.decode()
        write(root)
        waited(lambda: running.shows("윤슬시, 새 도서관 착공"))


def test_a_fault_of_ours_does_not_end_the_preview(
    preview: Running, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told with its traceback, the last good page stays, and the next save is built as ever."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by <zero>")

    with monkeypatch.context() as patched, page(preview) as opened:
        patched.setattr("sitegen.build.live.desk_of", fail)
        write(root, EDITED)
        assert opened.until(lambda told: told["fault"])["fault"] == "ZeroDivisionError: division by <zero>"
        assert preview.shows("division by &lt;zero&gt;")
        assert preview.shows("윤슬시, 새 도서관 착공", ARTICLE)
    write(root, SEED.replace("86억원", "95억원"))
    waited(lambda: preview.shows("95억원", ARTICLE) and not preview.rest()["fault"])
    assert any("Traceback" in line for line in preview.said)


def test_a_warning_is_told_once(preview: Running, root: Path) -> None:
    """And again when it was gone and is back."""
    undated = SEED.replace("published: 2025-03-14\n", "")
    for text in (undated, undated.replace("86억원", "91억원"), SEED, undated):
        path = write(root, text, "도서관.md")
        version = preview.state()["version"]
        waited(lambda known=version: preview.rest()["version"] >= known and preview.builds)
        assert path.exists()
    told = [line for line in preview.said if line.startswith("seeds/도서관.md:1:1: warning: no publication date")]
    assert len(told) == 2


def test_settings_are_read_again(preview: Running, root: Path) -> None:
    """A new title shows; a broken settings file is a fault like any other; another folder of seeds is followed."""
    settings = root / "sitegen.toml"
    settings.write_text('[site]\ntitle = "새 이름"\n', "utf-8")
    waited(lambda: preview.shows("<title>새 이름"))
    settings.write_text("[site\n", "utf-8")
    waited(lambda: preview.shows("sitegen.toml:1:6: error: not TOML"))
    assert preview.shows("<title>새 이름"), "below the fault"
    (root / "other").mkdir()
    (root / "other" / "b.md").write_text(OTHER, "utf-8")
    settings.write_text('[folders]\nseeds = "other"\n', "utf-8")
    waited(lambda: preview.shows("1200억원", "/a/b/"))
    assert preview.ask(ARTICLE).status == 404, "though its seed still stands where it stood"
    (root / "other" / "b.md").write_text(OTHER.replace("1200억원", "1300억원"), "utf-8")
    waited(lambda: preview.shows("1300억원", "/a/b/"))


def test_broken_settings_are_told_though_a_build_is_under_way(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was begun with the good ones does not hide the fault when it is done."""
    go_on, begun = threading.Event(), threading.Event()
    build = Builder.build

    def slow(builder: Builder, *given: object) -> object:
        built = build(builder, *given)  # type: ignore[arg-type]
        begun.set()
        go_on.wait(20)
        return built

    with previewed(root) as running:
        monkeypatch.setattr(Builder, "build", slow)
        write(root, EDITED)
        assert begun.wait(20)
        (root / "sitegen.toml").write_text("[site\n", "utf-8")
        running.saved()
        go_on.set()
        waited(lambda: running.shows("not TOML") and running.shows("91억원", ARTICLE))
        assert "not TOML" in running.rest()["fault"]


def linked(root: Path, elsewhere: Path) -> None:
    """The folder of seeds lies at *elsewhere*, and a link leads there."""
    (root / "seeds").rename(elsewhere)
    (root / "seeds").symlink_to(elsewhere)


def test_seeds_behind_a_link_are_followed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A folder of seeds that lies on another disk; and by events, without a word of polling."""
    linked(root, tmp_path_factory.mktemp("elsewhere") / "seeds")
    with previewed(root) as running:
        write(root, EDITED)
        waited(lambda: running.shows("91억원", ARTICLE))
    assert not [line for line in running.said if "no file events" in line]


def step_by_step(root: Path, deed: Callable[[Preview, Stage], None]) -> None:
    """*deed* with a preview that has built once and does nothing by itself."""
    settings, stage = read_settings(root), Stage()
    with opened_archive(settings) as archive:
        preview = Preview(settings, stage, lambda: NOW, lambda words: None, Builder(archive))
        preview.build()
        deed(preview, stage)


def test_only_a_seed_of_the_site_is_shown_early(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What a build passes over has no page for a moment either; behind a link a seed is named as a build names it."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "seeds"
    linked(root, elsewhere)
    (root / "templates").mkdir()
    (root / "templates" / "notes.md").write_text(OTHER, "utf-8")
    (root / "notes.md").write_text(OTHER, "utf-8")
    for name in ("README.md", ".trash/old.md", "sub/notes.corrections.toml"):
        write(root, OTHER, name)
    (elsewhere / "outside.md").symlink_to(root / "notes.md")

    def deed(preview: Preview, stage: Stage) -> None:
        others = [path for folder in (elsewhere, root / "templates", root) for path in sorted(folder.rglob("*.md"))]
        write(root, EDITED)
        preview.show_early([*others, elsewhere / "sub" / "notes.corrections.toml"])
        assert set(stage.shown.early) == {"a/2025-03-14-library/index.html"}
        early = stage.shown.content("a/2025-03-14-library/index.html")
        preview.build()
        assert not stage.shown.early
        assert stage.shown.content("a/2025-03-14-library/index.html") == early

    step_by_step(root, deed)


def test_a_draft_shown_early_is_marked_at_once(root: Path) -> None:
    """Also one that nobody has built yet; and one that is none any more loses its mark with its first page."""
    address = "a/2025-03-14-library/index.html"
    head, _, body = EDITED.partition("\n---\n")
    draft = f"{head}\nstatus: draft\n---\n{body}"

    def deed(preview: Preview, stage: Stage) -> None:
        for text, mark in ((draft, "초안 · 공개 전"), (EDITED, None), (draft, "초안 · 공개 전")):
            write(root, text)
            preview.show_early([root / "seeds" / "2025-03-14-library.md"])
            assert stage.shown.early
            assert stage.shown.notes.withheld.get(address) == mark
            preview.build()
            assert stage.shown.notes.withheld.get(address) == mark

    step_by_step(root, deed)


def test_what_is_written_is_what_a_build_remembers(root: Path) -> None:
    """Nothing beside the seeds, and no output."""
    with previewed(root) as running:
        write(root, EDITED)
        waited(lambda: running.shows("91억원", ARTICLE))
    assert sorted(path.name for path in root.iterdir()) == [".sitegen", "seeds"]
    assert [path.name for path in (root / "seeds").iterdir()] == ["2025-03-14-library.md"]


def test_a_taken_port_stops_it_before_the_build(
    preview: Running, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path_factory.mktemp("second")
    write(root)
    built: list[datetime] = []
    monkeypatch.setattr(Builder, "build", lambda builder, settings, now, superseded: built.append(now))
    with pytest.raises(SettingsError, match="is taken"):
        serve(read_settings(root), port=preview.port, now=lambda: NOW, open_browser=False, poll=False, echo=print)
    assert not built


def test_the_browser_is_opened_when_asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    stop = threading.Event()

    def browse(address: str) -> bool:
        opened.append(address)
        stop.set()
        return True

    monkeypatch.setattr("webbrowser.open", browse)
    said: list[str] = []
    serve(read_settings(root), port=0, now=lambda: NOW, open_browser=True, poll=False, echo=said.append, stop=stop)
    assert opened[0] in said[-1]


def test_drafts_and_embargoed_articles_are_shown_and_marked(preview: Running, root: Path) -> None:
    """To their editor alone: the page says what it is, and the open page knows which links lead there."""
    write(root, OTHER.replace("source:", "status: draft\nsource:"), "draft.md")
    write(
        root, OTHER.replace("한빛전자", "늘봄전자").replace("source:", "embargo: 2027-01-02T06:00\nsource:"), "later.md"
    )
    waited(lambda: preview.shows("초안 · 공개 전", "/a/draft/"))
    waited(lambda: preview.shows("엠바고 · 2027-01-02 06:00까지 공개 금지", "/a/later/"))
    withheld = preview.rest()["notes"]["withheld"]
    assert set(withheld) == {"a/draft/index.html", "a/later/index.html"}
    assert "공개 전" not in preview.ask(ARTICLE).body.decode()


def test_a_correction_of_the_desk_is_a_save_like_any_other(preview: Running, root: Path) -> None:
    """It is written beside the seed, shows at once, and is taken back to the byte."""
    desk = preview.ask("/__desk/2025-03-14-library").body.decode()
    token = re.search(r'data-token="([^"]+)"', desk)
    fact = re.search(r'data-id="(amount-[^"]+)"', desk) or re.search(r'data-id="([^"]+)"[^>]*>.*?수치', desk)
    assert token
    assert fact

    def post(action: str, **given: object) -> int:
        body = json.dumps({"article": "2025-03-14-library", **given}).encode()
        head = (
            f"POST /__desk/{action} HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n"
            f"Origin: http://127.0.0.1:{preview.port}\r\nX-Sitegen-Token: {token[1]}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return int(preview.raw(head.encode() + body).split(b" ")[1])

    assert post("fix", fact=fact[1], values={"low": "9100000000", "high": "9100000000"}) == 200
    waited(lambda: preview.shows("편집자 수정", ARTICLE))
    assert (root / "seeds" / "2025-03-14-library.corrections.toml").is_file()
    preview.rest()
    assert post("undo", fact=fact[1]) == 200
    waited(lambda: not preview.shows("편집자 수정", ARTICLE))
    assert [path.name for path in (root / "seeds").iterdir()] == ["2025-03-14-library.md"]
    preview.rest()
    assert preview.builds == 2
    assert COST in (root / "seeds" / "2025-03-14-library.md").read_text("utf-8")
