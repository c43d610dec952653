"""A branch as a target, with a real bare repository: one step or none, and only what is ours."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from sitegen.errors import PublishError
from sitegen.publish.git import Git, masked
from sitegen.write import MANIFEST
from tests.publish.conftest import SITE, Publish, everything, run_git

BRANCH = "gh-pages"


@pytest.fixture
def remote(tmp_path: Path, root: Path) -> Path:
    return tmp_path / "remote.git"


def tree(remote: Path, branch: str = BRANCH) -> dict[str, str]:
    """The files of a branch, with their words."""
    names = run_git("ls-tree", "-r", "--name-only", "-z", branch, at=remote).split("\0")
    return {name: run_git("cat-file", "-p", f"{branch}:{name}", at=remote) for name in names if name}


def head(remote: Path, branch: str = BRANCH) -> str:
    return run_git("rev-parse", branch, at=remote)


def put(remote: Path, files: dict[str, str], branch: str = BRANCH) -> str:
    """Somebody else's commit on a branch: its files, and those that were there."""
    rows = "".join(f"M 100644 inline {name}\ndata {len(text.encode())}\n{text}\n" for name, text in files.items())
    known = run_git("for-each-ref", f"refs/heads/{branch}", at=remote)
    origin = f"from refs/heads/{branch}^0\n" if known else ""
    stream = f"commit refs/heads/{branch}\ncommitter t <t@t> 1700000000 +0000\ndata 5\nother\n{origin}{rows}\n"
    run_git("fast-import", "--quiet", at=remote, given=stream.encode())
    return head(remote, branch)


def test_the_branch_holds_the_site(send: Publish, remote: Path) -> None:
    """Its files as they are, the word to GitHub, the list of what is ours; and one commit of the given moment."""
    report = send("pages", {**SITE, "p/김영섭/index.html": b"\r\n\x00binary", 'a"b.txt': b"q"})
    shown = tree(remote)
    assert shown.keys() == {*SITE, ".nojekyll", MANIFEST, "p/김영섭/index.html", 'a"b.txt'}
    assert shown["a/x/index.html"] == "기사"
    assert json.loads(shown[MANIFEST])["sitegen_manifest"] == 1
    assert report.revision == head(remote)
    assert run_git("log", "--format=%ad %an <%ae>", "--date=iso-strict", BRANCH, at=remote) == (
        "2026-06-01T09:00:00+00:00 sitegen <sitegen@localhost>"
    )
    run_git("fsck", "--strict", at=remote)


def test_a_second_time_there_is_no_commit(send: Publish, remote: Path) -> None:
    first = send("pages", SITE)
    said: list[str] = []
    second = send("pages", SITE, said=said)
    assert second.revision == first.revision == head(remote)
    assert run_git("rev-list", "--count", BRANCH, at=remote) == "1"
    assert "nothing changed" in said[-1]


def test_where_nothing_has_changed_git_is_asked_one_thing(send: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the commit holds is known, as it cannot change; what stands on the branch is asked every time."""
    first = send("pages", SITE)
    asked: list[str] = []
    run = Git.run

    def told(self: Git, *arguments: str, **given: Any) -> bytes:
        asked.append(arguments[0])
        return run(self, *arguments, **given)

    monkeypatch.setattr(Git, "run", told)
    assert send("pages", SITE).revision == first.revision
    assert asked == ["ls-remote"]


@pytest.mark.parametrize("spoiled", [b"", b"{", b"[]", b'{"sitegen_standing": 2}', None])
def test_what_is_remembered_of_the_branch_only_saves_time(send: Publish, root: Path, spoiled: bytes | None) -> None:
    """Spoiled, or of a commit that is no longer the last one: the plan is the same."""
    send("pages", SITE)
    (known,) = (root / ".sitegen" / "publish").glob("*.json")
    old = known.read_bytes()
    send("pages", {**SITE, "b.html": b"b"})
    known.write_bytes(old if spoiled is None else spoiled)
    assert send("pages", {**SITE, "c.html": b"c"}).removed == ("b.html",)
    assert send("pages", {**SITE, "c.html": b"c"}).unchanged == len(SITE) + 2


def test_without_what_was_kept_it_is_the_same(send: Publish, remote: Path, root: Path) -> None:
    """The kept repository only saves time: deleted, spoiled or shared between machines, the result is equal."""
    send("pages", SITE)
    shutil.rmtree(root / ".sitegen")
    assert send("pages", SITE).revision == head(remote)
    (kept,) = (root / ".sitegen" / "publish").glob("*.git")
    (kept / "HEAD").unlink()
    report = send("pages", SITE | {"new.html": b"n"})
    assert report.added == ("new.html",)
    assert tree(remote)["new.html"] == "n"


def test_a_change_is_one_commit_on_top(send: Publish, remote: Path) -> None:
    first = send("pages", SITE).revision
    report = send("pages", {**SITE, "index.html": b"<p>two", "b.html": b"b"})
    assert (report.added, report.changed, report.removed) == (("b.html",), ("index.html",), ())
    assert run_git("rev-parse", f"{BRANCH}^", at=remote) == first
    assert tree(remote)["index.html"] == "<p>two"


def test_a_withdrawn_page_goes(send: Publish, remote: Path) -> None:
    send("pages", SITE)
    assert send("pages", {"index.html": b"<p>one"}).removed == ("a/x/index.html", "static/site.css")
    assert tree(remote).keys() == {"index.html", ".nojekyll", MANIFEST}


def test_what_the_host_and_others_put_there_stays(send: Publish, remote: Path) -> None:
    """A domain's file on an empty branch, and later a file that somebody added by hand."""
    put(remote, {"CNAME": "briefing.example", ".domains": "briefing.example"})
    send("pages", SITE)
    put(remote, {"verify.html": "token"})
    send("pages", {"index.html": b"<p>two"})
    shown = tree(remote)
    assert shown["CNAME"] == shown[".domains"] == "briefing.example"
    assert shown["verify.html"] == "token"
    assert "a/x/index.html" not in shown


def test_a_page_that_was_changed_by_hand_is_mended(send: Publish, remote: Path) -> None:
    send("pages", SITE)
    put(remote, {"index.html": "by hand"})
    assert send("pages", SITE).changed == ("index.html",)
    assert tree(remote)["index.html"] == "<p>one"


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_branch_that_is_not_ours_is_refused(send: Publish, remote: Path, dry_run: bool) -> None:
    before = put(remote, {"README.md": "my project", "index.html": "mine"})
    with pytest.raises(PublishError, match="holds files that sitegen did not write") as caught:
        send("pages", SITE, dry_run=dry_run)
    assert "--adopt" in caught.value.hint
    assert head(remote) == before


@pytest.mark.parametrize("name", ["new.html", "new", "a/y/index.html/deeper"])
def test_a_foreign_file_in_the_way_is_refused(send: Publish, remote: Path, name: str) -> None:
    """The same file, a file where a folder must go, a folder where a file must go."""
    send("pages", SITE)
    before = put(remote, {name: "theirs"})
    with pytest.raises(PublishError, match="not ours, and stands where a page must go"):
        send("pages", SITE | {"new.html": b"n", "new/index.html": b"n", "a/y/index.html": b"n"})
    assert head(remote) == before


@pytest.mark.parametrize("manifest", ["{}", "[]", "not json", '{"sitegen_manifest": 1, "files": {"../x": "0"}}'])
def test_a_manifest_that_is_none_is_refused(send: Publish, remote: Path, manifest: str) -> None:
    before = put(remote, {MANIFEST: manifest})
    with pytest.raises(PublishError, match="manifest cannot be understood"):
        send("pages", SITE)
    assert head(remote) == before


def test_who_comes_in_between_is_not_run_over(
    send: Publish, remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The branch moves after we looked and before we push: the push is rejected, and the next one builds on it."""
    send("pages", SITE)
    real = shutil.which("git")
    (tmp_path / "bin").mkdir()
    moves = f'git -C "{remote}" update-ref refs/heads/{BRANCH} "$(cat {tmp_path}/other)"'
    fake = f'#!/bin/sh\nPATH="{os.environ["PATH"]}"\ncase " $* " in *" push "*) (unset GIT_DIR; {moves});; esac\n'
    (tmp_path / "bin" / "git").write_text(f'{fake}exec {real} "$@"\n', "utf-8")
    (tmp_path / "bin" / "git").chmod(0o755)
    ours = head(remote)
    other = put(remote, {"verify.html": "theirs"})
    (tmp_path / "other").write_text(other, "utf-8")
    run_git("update-ref", f"refs/heads/{BRANCH}", ours, at=remote)
    with monkeypatch.context() as patch:
        patch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
        with pytest.raises(PublishError, match="changed by somebody else in the meantime") as caught:
            send("pages", SITE | {"b.html": b"b"})
        assert "again" in caught.value.hint
        assert head(remote) == other
    send("pages", SITE | {"b.html": b"b"})
    assert tree(remote).keys() >= {"verify.html", "b.html"}


def test_two_first_publications_do_not_lose_one(
    send: Publish, remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A branch that appeared since we looked is not written over either."""
    from sitegen.publish.branch import Branch

    commit = Branch._commit
    monkeypatch.setattr(Branch, "_commit", lambda self, *rest: (put(remote, {"x": "theirs"}), commit(self, *rest))[1])
    with pytest.raises(PublishError, match="changed by somebody else"):
        send("pages", SITE)
    assert tree(remote) == {"x": "theirs"}


def test_the_users_repository_is_untouched(send: Publish, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site lies in a repository, with an index and a work tree of its own, and git's variables point at it."""
    run_git("init", "--quiet", at=root)
    run_git("add", "sitegen.toml", at=root)
    before = everything(root / ".git")
    monkeypatch.setenv("GIT_DIR", str(root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(root))
    monkeypatch.setenv("GIT_INDEX_FILE", str(root / ".git" / "index"))
    send("pages", SITE)
    assert everything(root / ".git") == before
    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_WORK_TREE")
    assert "sitegen" not in run_git("status", "--porcelain", "--untracked-files=all", at=root).replace(
        "sitegen.toml", ""
    )


def test_the_site_s_own_remote_and_name_are_used(send: Publish, root: Path, remote: Path) -> None:
    """``remote = "origin"`` is the origin of the repository that the site lies in; so is who commits."""
    run_git("init", "--quiet", at=root)
    run_git("remote", "add", "origin", str(remote), at=root)
    run_git("config", "user.name", "편집자", at=root)
    run_git("config", "user.email", "desk@briefing.example", at=root)
    (root / "sitegen.toml").write_text(
        '[[publish]]\nname = "pages"\nkind = "git"\nremote = "origin"\nbranch = "site"\n', "utf-8"
    )
    send(None, SITE)
    assert run_git("log", "--format=%an <%ae>", "site", at=remote) == "편집자 <desk@briefing.example>"


def test_a_remote_that_is_not_there_is_named(send: Publish, root: Path) -> None:
    (root / "sitegen.toml").write_text('[[publish]]\nkind = "git"\nremote = "../nowhere.git"\n', "utf-8")
    with pytest.raises(PublishError, match=r"gh-pages of ../nowhere.git cannot be read: fatal:") as caught:
        send(None, SITE)
    assert "git ls-remote ../nowhere.git" in caught.value.hint


def test_no_password_is_told(send: Publish, root: Path) -> None:
    """Neither in the message, nor in the hint, nor in what git itself says."""
    (root / "sitegen.toml").write_text(
        '[[publish]]\nkind = "git"\nremote = "http://me:s3cr3t-t0ken@127.0.0.1:1/x.git"\n', "utf-8"
    )
    with pytest.raises(PublishError) as caught:
        send(None, SITE)
    assert "s3cr3t" not in str(caught.value)
    assert "http://***@127.0.0.1:1/x.git" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://me:tok@host/x", "https://***@host/x"),
        ("https://tok@host/x", "https://***@host/x"),
        ("https://me:p@ss@host/x", "https://***@host/x"),
        ("fatal: 'https://me:tok@host/x/' not found", "fatal: 'https://***@host/x/' not found"),
        ("git@host:me/x", "git@host:me/x"),
        ("https://host/a@b", "https://host/a@b"),
    ],
)
def test_credentials_are_masked(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    ("key", "value"), [("remote", "--upload-pack=touch x"), ("branch", "a..b"), ("branch", "-x y")]
)
def test_odd_settings_reach_no_option_of_git(send: Publish, root: Path, key: str, value: str) -> None:
    options = {"remote": "../remote.git", "branch": BRANCH, key: value}
    rows = "".join(f'{name} = "{text}"\n' for name, text in options.items())
    (root / "sitegen.toml").write_text(f'[[publish]]\nkind = "git"\n{rows}', "utf-8")
    with pytest.raises(PublishError):
        send(None, SITE)
    assert not (root / "x").exists()


def test_without_git_it_says_so(send: Publish, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PublishError, match="git is not installed"):
        send("pages", SITE)


def test_a_site_that_cannot_be_written_is_published_all_the_same(
    send: Publish, root: Path, remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing can be kept, nothing is."""
    (root / ".sitegen").write_text("a file where the folder would be", "utf-8")
    send("pages", SITE)
    assert tree(remote)["index.html"] == "<p>one"
