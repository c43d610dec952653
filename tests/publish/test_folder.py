"""A folder as a target: it holds the site, and what was there before is its owner's."""

from pathlib import Path

import pytest

from sitegen.errors import Faults, PublishError, SitegenError
from sitegen.publish.targets import Options
from sitegen.write import MANIFEST, STAGE
from tests.publish.conftest import SITE, Publish, everything
from tests.publish.killing import kills, publish, seen, version


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


def test_what_is_in_the_way_gives_way_when_adopted(send: Publish, tmp_path: Path) -> None:
    """That file alone, told by name; the others stay for good. A folder in the place of a page does not give way."""
    disk = tmp_path / "disk"
    disk.mkdir()
    (disk / "index.html").write_text("somebody's", "utf-8")
    (disk / "verify.html").write_text("token", "utf-8")
    with pytest.raises(Faults) as caught:
        send("disk", SITE)
    assert "--adopt" in str(caught.value)
    said: list[str] = []
    send("disk", SITE, dry_run=True, options=Options(adopt=True), said=said)
    assert "~ index.html  (is not ours, and is taken over)" in said
    assert (disk / "index.html").read_text("utf-8") == "somebody's"
    send("disk", SITE, options=Options(adopt=True))
    assert tree(disk) == SITE | {"verify.html": b"token"}
    (disk / "b.html" / "c").mkdir(parents=True)
    with pytest.raises(Faults, match="is not ours"):
        send("disk", SITE | {"b.html": b"b"}, options=Options(adopt=True))


def test_the_plan_says_why(send: Publish, tmp_path: Path) -> None:
    """Of a page that nobody has changed here."""
    send("disk", SITE)
    (tmp_path / "disk" / "a/x/index.html").unlink()
    (tmp_path / "disk" / "index.html").write_text("by hand", "utf-8")
    said: list[str] = []
    send("disk", SITE | {"b.html": b"b"}, dry_run=True, said=said)
    assert said[:-1] == ["+ a/x/index.html  (is missing there)", "+ b.html", "~ index.html  (was altered there)"]
    (tmp_path / "disk" / STAGE).mkdir()
    said.clear()
    send("disk", SITE, dry_run=True, said=said)
    assert said[0] == "+ a/x/index.html  (an interrupted publication left it)"


def test_killed_at_any_moment_readers_see_a_whole_site(root: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    publish(root, "disk", version(1))
    (disk / "verify.html").write_text("token", "utf-8")

    def get(address: str) -> bytes | None:
        return (disk / address).read_bytes() if (disk / address).is_file() else None

    for _ in kills(root, "disk"):
        assert seen(get) in ("1", "2")
    for number in (2, 1):
        publish(root, "disk", version(number))
        assert tree(disk) == version(number) | {"verify.html": b"token"}
    assert publish(root, "disk", version(1)).is_idle


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
