"""Which target is meant, and what holds for all of them."""

from pathlib import Path

import pytest

from sitegen.errors import CheckError, Faults, PublishError, SettingsError
from tests.publish.conftest import SITE, Publish, article, built, everything


def test_without_a_target_the_lines_to_add_are_shown(send: Publish, root: Path) -> None:
    (root / "sitegen.toml").write_text("", "utf-8")
    with pytest.raises(SettingsError, match="no target to publish to") as caught:
        send(None, SITE)
    assert "[[publish]]\n" in caught.value.hint
    assert 'kind = "git"' in caught.value.hint


def test_several_targets_are_listed(send: Publish) -> None:
    with pytest.raises(SettingsError, match=r"which target\?") as caught:
        send(None, SITE)
    assert "pages, disk" in caught.value.hint
    with pytest.raises(SettingsError, match="no such target: 'nowhere'") as caught:
        send("nowhere", SITE)
    assert "pages, disk" in caught.value.hint


def test_the_only_target_needs_no_name(send: Publish, root: Path) -> None:
    (root / "sitegen.toml").write_text('[[publish]]\nname = "disk"\nkind = "folder"\npath = "../disk"\n', "utf-8")
    assert send(None, SITE).target == "disk"


@pytest.mark.parametrize("name", ["pages", "disk"])
def test_a_dry_run_tells_all_and_does_nothing(send: Publish, tmp_path: Path, name: str) -> None:
    send(name, {**SITE, "old.html": b"o"})
    before = everything(tmp_path)
    said: list[str] = []
    report = send(name, {**SITE, "index.html": b"two", "b.html": b"b"}, dry_run=True, said=said)
    assert said[:-1] == ["+ b.html", "~ index.html", "- old.html"]
    assert said[-1].startswith(f"{name}: +1 ~1 -1, ")
    assert said[-1].endswith("a dry run, nothing was written")
    assert (report.added, report.changed, report.removed) == (("b.html",), ("index.html",), ("old.html",))
    assert (report.dry_run, report.revision) == (True, "")
    assert everything(tmp_path) == before


@pytest.mark.parametrize("name", ["pages", "disk"])
def test_a_dry_run_of_a_first_publication_does_nothing(send: Publish, tmp_path: Path, name: str) -> None:
    before = everything(tmp_path)
    assert "index.html" in send(name, SITE, dry_run=True).added
    assert everything(tmp_path) == before


@pytest.mark.parametrize("name", ["pages", "disk"])
def test_many_deletions_need_a_word(send: Publish, tmp_path: Path, name: str) -> None:
    """Fifty go without asking; of sixty the user must say so, and a limit of his own is a limit."""
    many = {f"a/{number}/index.html": b"x" for number in range(60)}
    send(name, SITE | many)
    before = everything(tmp_path)
    with pytest.raises(PublishError, match=r"60 of \d+ published files would be deleted") as caught:
        send(name, SITE)
    assert "--max-deletes 60" in caught.value.hint
    assert everything(tmp_path)["site"] == before["site"]
    fewer = dict(list((SITE | many).items())[:-3])
    with pytest.raises(PublishError, match="3 of"):
        send(name, fewer, max_deletes=2)
    assert len(send(name, fewer).removed) == 3
    assert len(send(name, SITE, max_deletes=57).removed) == 57


WITHHELD = article("2025-10-02-secret-plan", "가람전자, 새 공장 검토", slug="secret-plan-2")


@pytest.mark.parametrize(
    "leak",
    [
        {"index.html": "<h1>가람전자, 새 공장 검토</h1>".encode()},
        {"facts.json": b'{"title": "\\uac00\\ub78c\\uc804\\uc790, \\uc0c8 \\uacf5\\uc7a5 \\uac80\\ud1a0"}'},
        {"facts.json": b'{"id": "2025-10-02-secret-plan"}'},
        {"index.html": b'<a href="a/secret-plan-2/">'},
        {"a/secret-plan-2/index.html": b"x"},
        {"feed.bin": b"\x00\xff" + "가람전자, 새 공장 검토".encode()},
    ],
)
def test_a_trace_of_what_is_withheld_stops_it(send: Publish, tmp_path: Path, leak: dict[str, bytes]) -> None:
    """Whatever a fault of the build lets through, in a page, a data file or an address, does not leave."""
    before = everything(tmp_path)
    with pytest.raises(Faults, match=r"seeds/2025-10-02-secret-plan.md: error: it is withheld") as caught:
        send("disk", built(SITE | leak, withheld=(WITHHELD,)))
    assert all(isinstance(fault, PublishError | CheckError) for fault in caught.value.errors)
    assert next(iter(leak)) in str(caught.value)
    assert everything(tmp_path) == before


def test_a_title_with_signs_is_found_as_pages_write_it(send: Publish) -> None:
    secret = article("s", 'R&D "투자" 검토')
    for written in (b"R&amp;D &quot;\xed\x88\xac\xec\x9e\x90&quot; ", b"R&amp;D &#34;\xed\x88\xac\xec\x9e\x90&#34; "):
        with pytest.raises(Faults):
            send("disk", built({"index.html": written + "검토".encode()}, withheld=(secret,)))


def test_what_proves_nothing_stops_nothing(send: Publish) -> None:
    """Short names, what a public article says as well, plain words, days, and words of the theme."""
    files = {
        "index.html": "초안 draft timeline fact-box 새 도서관 착공 2025-10-02 오늘의 브리핑".encode(),
        "404.html": "오늘의 브리핑".encode(),
        "static/site.css": b".fact-box{}",
    }
    withheld = (
        article("draft", "초안"),
        article("timeline", "새 도서관 착공"),
        article("x", "초안 둘", slug="fact-box"),
        article("2025-10-02", "오늘의 브리핑"),
    )
    public = (article("library", "새 도서관 착공"),)
    assert send("disk", built(files, public, withheld)).added


def test_faults_of_the_seeds_stop_it(root: Path, tmp_path: Path) -> None:
    """Through the real build: a site with a broken seed is not published without it."""
    from datetime import UTC, datetime

    from sitegen.config import read_settings
    from sitegen.publish import publish

    (root / "seeds" / "empty.txt").write_text("", "utf-8")
    with pytest.raises(Faults, match=r"seeds/empty.txt:1:1: error:"):
        publish(read_settings(root), "disk", now=datetime(2026, 6, 1, tzinfo=UTC), dry_run=False, yes=True,
                max_deletes=None, echo=print)  # fmt: skip
    assert not (tmp_path / "disk").exists()
