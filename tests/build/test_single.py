"""`sitegen build --single-file`: where the one page may stand, and that no build loses a file or shows what it must not."""

import json
from pathlib import Path

import pytest

from sitegen.build import Options, build
from sitegen.config import read_settings
from sitegen.errors import OutputError, SitegenError
from tests.build.histories import BODIES, FRONTS, NOW, tree
from tests.build.small import WHEN, built, run

FOREIGN = b"<!doctype html><title>mine</title>"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "seeds").mkdir(parents=True)
    (site / "seeds" / "2026-03-02-bridge.md").write_text(FRONTS[1] + BODIES[0], encoding="utf-8")
    (site / "seeds" / "2026-04-01-plant.txt").write_text(BODIES[2], encoding="utf-8")
    return site


def single(root: Path, path: Path) -> None:
    build(read_settings(root), NOW, Options(executor="serial", single_file=path))


def test_the_page_stands_beside_the_site_which_is_as_it_was(root: Path) -> None:
    """Also where the build had nothing else to do, and the same bytes each time."""
    built(root)
    before = tree(root / "output")
    single(root, root / "briefing.html")
    content = (root / "briefing.html").read_bytes()
    assert "해솔대교".encode() in content
    assert tree(root / "output") == before
    (root / "briefing.html").unlink()
    single(root, root / "briefing.html")
    assert (root / "briefing.html").read_bytes() == content
    built(root, clean=True)
    single(root, root / "briefing.html")
    assert (root / "briefing.html").read_bytes() == content


def test_it_follows_the_seeds(root: Path) -> None:
    single(root, root / "briefing.html")
    before = (root / "briefing.html").read_bytes()
    (root / "seeds" / "2026-03-09-open.md").write_text(FRONTS[2] + BODIES[1], encoding="utf-8")
    single(root, root / "briefing.html")
    after = (root / "briefing.html").read_bytes()
    assert after != before
    assert "개통했다".encode() in after


def test_a_build_after_it_has_nothing_to_do(root: Path) -> None:
    single(root, root / "briefing.html")
    report = built(root)
    assert (report.rendered, report.extracted, report.written.is_idle, report.single_file) == (0, 0, True, None)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("output/x.html", "lies in a folder that is kept for other things"),
        ("seeds/x.html", "lies in a folder that is kept for other things"),
        ("templates/a/x.html", "lies in a folder that is kept for other things"),
        (".sitegen/x.html", "lies in a folder that is kept for other things"),
        ("link/x.html", "lies in a folder that is kept for other things"),
        ("sitegen.toml", "is no name of a page"),
        ("mine.html", "is not ours, and would be overwritten"),
        ("folder.html", "is a folder"),
    ],
)
def test_no_file_of_anybody_is_lost(root: Path, name: str, message: str) -> None:
    """Refused before anything is built: there is no output yet."""
    (root / "link").symlink_to(root / "seeds")
    (root / "mine.html").write_bytes(FOREIGN)
    (root / "sitegen.toml").write_text("", encoding="utf-8")
    (root / "folder.html").mkdir()
    before = tree(root)
    with pytest.raises(OutputError, match=message) as caught:
        single(root, root / name)
    assert caught.value.exit_code == 2
    assert caught.value.hint
    assert tree(root) == before


def test_with_faults_nothing_is_written(root: Path) -> None:
    """Neither by a seed that cannot be read, nor by a template that is wrong, its own or another one."""
    single(root, root / "briefing.html")
    before = (root / "briefing.html").read_bytes(), tree(root / "output")
    (root / "templates").mkdir()
    for name, text in (
        ("seeds/bad.md", "---\npublishd: 2026-01-01\n---\nx\n"),
        ("templates/briefing.html", "{{ nobody }}"),
        ("templates/briefing.html", "<p>{{ title }}</p>"),
        ("templates/about.html", "{{ nobody }}"),
    ):
        (root / name).write_text(text, encoding="utf-8")
        with pytest.raises(SitegenError) as caught:
            single(root, root / "briefing.html")
        assert caught.value.exit_code == 1
        (root / name).unlink()
        assert ((root / "briefing.html").read_bytes(), tree(root / "output")) == before


def test_a_users_template_that_forgets_its_mark_is_told(root: Path) -> None:
    """Else the next build would take its own file for somebody else's."""
    (root / "templates").mkdir()
    (root / "templates" / "briefing.html").write_text("<p>{{ title }}</p>", encoding="utf-8")
    with pytest.raises(SitegenError, match="does not say who has made it") as caught:
        single(root, root / "briefing.html")
    assert '<meta name="generator" content="sitegen">' in caught.value.hint
    assert not (root / "briefing.html").exists()


def test_what_must_not_be_shown_is_not_in_it(root: Path) -> None:
    """A draft's and an embargoed article's words, in title and prose."""
    canary = "카나리아시는 9일 앵무교를 개통했다. 사업비는 731억원이다.\n"
    for number, key in enumerate(("status: draft", "embargo: 2030-01-01T00:00+09:00")):
        text = f"---\ntitle: 카나리아 개통\npublished: 2026-05-0{number + 1}\n{key}\n---\n\n{canary}"
        (root / "seeds" / f"canary{number}.md").write_text(text, encoding="utf-8")
    single(root, root / "briefing.html")
    content = (root / "briefing.html").read_text(encoding="utf-8")
    assert not [word for word in ("카나리아", "앵무교", "731억", "canary") if word in content]


def test_the_command_writes_it_beside_the_settings_or_where_it_is_told(root: Path, tmp_path: Path) -> None:
    done = run(root, "build", "--now", WHEN, "--single-file")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == (root / "briefing.html").as_posix()
    done = run(root, "build", "--now", WHEN, "--single-file", "../mail.html", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["single_file"] == "../mail.html"
    assert (tmp_path / "mail.html").read_bytes() == (root / "briefing.html").read_bytes()
    done = run(root, "build", "--now", WHEN, "--single-file", "seeds/x.html")
    assert done.returncode == 2
    assert "seeds/x.html: error: lies in a folder that is kept for other things" in done.stderr
