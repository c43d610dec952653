"""A folder as a target: it holds the site, and what was there before is its owner's."""

from pathlib import Path

import pytest

from sitegen.errors import PublishError, SitegenError
from sitegen.write import MANIFEST
from tests.publish.conftest import SITE, Publish, everything


def tree(folder: Path) -> dict[str, bytes]:
    return {path: content for path, content in everything(folder).items() if content is not None and path != MANIFEST}


def test_the_folder_holds_the_site(send: Publish, tmp_path: Path) -> None:
    report = send("disk", SITE)
    assert tree(tmp_path / "disk") == SITE
    assert (report.added, report.revision) == (tuple(sorted(SITE)), "")


def test_a_second_time_nothing_changes(send: Publish, tmp_path: Path) -> None:
    send("disk", SITE)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "disk").rglob("*")}
    said: list[str] = []
    report = send("disk", SITE, said=said)
    assert (report.added, report.changed, report.removed, report.unchanged) == ((), (), (), 3)
    assert "nothing changed" in said[-1]
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "disk").rglob("*")} == before


def test_a_withdrawn_page_goes_and_a_foreign_file_stays(send: Publish, tmp_path: Path) -> None:
    send("disk", SITE)
    (tmp_path / "disk" / "CNAME").write_text("briefing.example", "utf-8")
    report = send("disk", {"index.html": b"<p>one"})
    assert report.removed == ("a/x/index.html", "static/site.css")
    assert tree(tmp_path / "disk") == {"CNAME": b"briefing.example", "index.html": b"<p>one"}


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_foreign_file_in_the_way_is_not_written_over(send: Publish, tmp_path: Path, dry_run: bool) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk" / "index.html").write_text("somebody's", "utf-8")
    with pytest.raises(SitegenError, match="is not ours"):
        send("disk", SITE, dry_run=dry_run)
    assert tree(tmp_path / "disk") == {"index.html": b"somebody's"}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("seeds", "the target is the folder of the seeds"),
        ("seeds/out", "the target lies in the folder of the seeds"),
        ("templates", "the target is the folder of the templates"),
        ("output", "the target is the folder of the built site"),
        (".", "the target holds the folder of the"),
        ("..", "the target holds the folder of the"),
        ("/", "root of the file system"),
        ("~", "is a home folder"),
    ],
)
def test_a_folder_that_would_lose_something_is_refused(
    send: Publish, root: Path, path: str, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (root / "sitegen.toml").write_text(f'[[publish]]\nname = "d"\nkind = "folder"\npath = "{path}"\n', "utf-8")
    before = everything(root)
    with pytest.raises(PublishError, match=words) as caught:
        send("d", SITE)
    assert "of target 'd'" in caught.value.hint
    assert everything(root) == before


def test_the_folder_of_the_site_is_refused_wherever_its_seeds_are(send: Publish, root: Path, tmp_path: Path) -> None:
    """Also when nothing that is read stands in it."""
    (root / "sitegen.toml").write_text(
        '[folders]\nseeds = "../s"\ntemplates = "../t"\noutput = "../o"\n'
        '[[publish]]\nname = "d"\nkind = "folder"\npath = "."\n',
        "utf-8",
    )
    with pytest.raises(PublishError, match="the target is the folder of the site or holds it"):
        send("d", SITE)
