"""What GitHub, GitLab and Codeberg ask of a branch: domains, rules, history; and nothing on it that was never public."""

import io
import subprocess
import tarfile
from pathlib import Path

import filelock
import pytest

from sitegen.errors import PublishError, SettingsError
from sitegen.publish.faults import TargetRefuses, TargetUnreachable
from sitegen.publish.targets import Options
from sitegen.write import MANIFEST
from tests.publish.conftest import SITE, Publish, run_git
from tests.publish.daemons import scripted, sshd
from tests.publish.killing import kills, publish, seen, version
from tests.publish.test_branch import BRANCH, head, put, tree
from tests.publish.test_command import AFTER, BEFORE, DRAFT, GOOD, LATER, everything_sent, sitegen


@pytest.fixture
def remote(tmp_path: Path, root: Path) -> Path:
    return tmp_path / "remote.git"


def configure(root: Path, *lines: str, remote: str = "../remote.git") -> None:
    """The one target, ``pages``, with *lines* of options."""
    rows = "\n".join((f'remote = "{remote}"', *lines))
    (root / "sitegen.toml").write_text(f'[[publish]]\nname = "pages"\nkind = "git"\n{rows}\n', "utf-8")


def hook(remote: Path, name: str, script: str) -> None:
    path = remote / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


def objects_of(remote: Path, reference: str) -> bytes:
    """Every byte that can be reached from *reference*."""
    names = [line.split(" ")[0] for line in run_git("rev-list", "--objects", reference, at=remote).splitlines()]
    done = subprocess.run(["git", "cat-file", "--batch"], cwd=remote, input="\n".join(names).encode(),
                          capture_output=True, check=True)  # fmt: skip
    return done.stdout


def everything_on(remote: Path) -> dict[str, bytes]:
    """The files of the branch, asked for at once."""
    done = subprocess.run(["git", "archive", "--format=tar", BRANCH], cwd=remote, capture_output=True, check=True)
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        files = {member.name: archive.extractfile(member) for member in archive if member.isfile()}
        return {name: content.read() for name, content in files.items() if content is not None}


def test_without_history_the_branch_is_one_commit(send: Publish, root: Path, remote: Path) -> None:
    """Whatever came before, and what others put there stays; nothing changed is no new commit."""
    configure(root, "history = false")
    send("pages", SITE)
    put(remote, {"verify.html": "token"})
    send("pages", SITE | {"index.html": b"two"})
    assert run_git("rev-list", "--count", BRANCH, at=remote) == "1"
    shown = tree(remote)
    assert (shown["index.html"], shown["verify.html"]) == ("two", "token")
    before = head(remote)
    assert send("pages", SITE | {"index.html": b"two"}).revision == before == head(remote)


def test_a_history_that_is_no_longer_wanted_goes_at_once(send: Publish, root: Path, remote: Path) -> None:
    """Also when no file has changed since: and the dry run says so."""
    send("pages", SITE)
    send("pages", {"index.html": b"two"})
    configure(root, "history = false")
    said: list[str] = []
    send("pages", {"index.html": b"two"}, dry_run=True, said=said)
    assert said[0] == "the commits before this one go:  history = false"
    assert run_git("rev-list", "--count", BRANCH, at=remote) == "2"
    send("pages", {"index.html": b"two"})
    assert run_git("rev-list", "--count", BRANCH, at=remote) == "1"
    assert "기사".encode() not in objects_of(remote, BRANCH)


def test_without_history_nobody_is_run_over_either(
    send: Publish, root: Path, remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sitegen.publish.branch import Branch

    configure(root, "history = false")
    send("pages", SITE)
    commit = Branch._commit
    monkeypatch.setattr(Branch, "_commit", lambda self, *rest: (put(remote, {"x": "theirs"}), commit(self, *rest))[1])
    with pytest.raises(PublishError, match="changed by somebody else"):
        send("pages", {"index.html": b"two"})
    assert tree(remote)["x"] == "theirs"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (('cname = "Briefing.example"',), "CNAME"),
        (('cname = "briefing.example"', 'serves = "github"'), "CNAME"),
        (('cname = "briefing.example"', 'serves = "codeberg"'), ".domains"),
    ],
)
def test_the_domain_is_written_as_its_host_reads_it(
    send: Publish, root: Path, remote: Path, lines: tuple[str, ...], name: str
) -> None:
    configure(root, *lines)
    assert name in send("pages", SITE).added
    assert tree(remote)[name] == "briefing.example"
    assert len(tree(remote).keys() & {"CNAME", ".domains"}) == 1
    configure(root, *(line.replace("riefing", "rief") for line in lines))
    assert send("pages", SITE).changed == (name,)  # it was ours
    assert tree(remote)[name] == "Brief.example".lower()


def test_a_domain_that_the_host_knows_stays(send: Publish, root: Path, remote: Path) -> None:
    """Set with the host, before or after; whether the settings name none, or the same in their own spelling."""
    put(remote, {"CNAME": "briefing.example"})
    send("pages", SITE)
    assert tree(remote)["CNAME"] == "briefing.example"
    configure(root, 'cname = "briefing.example"')
    assert "CNAME" not in send("pages", SITE).changed
    put(remote, {"CNAME": "other.example"})
    configure(root)
    send("pages", {"index.html": b"two"})
    assert tree(remote)["CNAME"] == "other.example"


def test_our_domain_that_the_host_has_changed_stays(send: Publish, root: Path, remote: Path) -> None:
    """And when the settings name none any more it is the host's: the site does not go off the web by a line that is
    missing."""
    configure(root, 'cname = "briefing.example"')
    send("pages", SITE)
    put(remote, {"CNAME": "new.example"})
    with pytest.raises(PublishError, match=r"CNAME: error: .* is set to the domain 'new.example'"):
        send("pages", SITE)
    configure(root)
    send("pages", SITE)
    assert tree(remote)["CNAME"] == "new.example"


@pytest.mark.parametrize("dry_run", [True, False])
def test_of_two_domains_none_is_chosen(send: Publish, root: Path, remote: Path, dry_run: bool) -> None:
    """The message says how to choose: either is enough."""
    before = put(remote, {".domains": "old.example\nwww.old.example"})
    configure(root, 'cname = "briefing.example"', 'serves = "codeberg"')
    with pytest.raises(PublishError, match=r"'old.example', the settings to 'briefing.example'") as caught:
        send("pages", SITE, dry_run=dry_run)
    assert 'cname = "old.example"' in caught.value.hint
    assert "--adopt" in caught.value.hint
    assert head(remote) == before
    configure(root, 'cname = "old.example"', 'serves = "codeberg"')
    send("pages", SITE, dry_run=True)
    configure(root, 'cname = "briefing.example"', 'serves = "codeberg"')
    send("pages", SITE, options=Options(adopt=True))
    assert tree(remote)[".domains"] == "briefing.example"


def test_a_domain_that_no_file_sets_is_no_setting(send: Publish, root: Path) -> None:
    configure(root, 'cname = "briefing.example"', 'serves = "gitlab"')
    with pytest.raises(SettingsError, match="no file sets a domain for 'gitlab'"):
        send("pages", SITE)
    configure(root, 'history = "no"')
    with pytest.raises(SettingsError, match="'history' is neither true nor false"):
        send("pages", SITE)


def test_a_branch_of_others_can_be_adopted(send: Publish, remote: Path) -> None:
    """Then what is in the way of a page gives way, told by name, and the rest stays for good."""
    theirs = put(remote, {"README.md": "my project", "index.html": "mine", "a/x": "a file", "b/c.txt": "c"})
    said: list[str] = []
    send("pages", SITE, options=Options(adopt=True), dry_run=True, said=said)
    assert "~ index.html  (is not ours, and is taken over)" in said
    assert "- a/x  (is not ours, and is taken over)" in said
    send("pages", SITE, options=Options(adopt=True))
    shown = tree(remote)
    assert shown.keys() == {*SITE, ".nojekyll", MANIFEST, "README.md", "b/c.txt"}
    assert run_git("rev-parse", f"{BRANCH}^", at=remote) == theirs
    send("pages", {"new.html": b"n"})
    assert tree(remote).keys() == {"new.html", ".nojekyll", MANIFEST, "README.md", "b/c.txt"}


def test_a_file_that_was_lost_there_says_why_it_is_sent(send: Publish, remote: Path) -> None:
    send("pages", SITE)
    run_git("update-ref", f"refs/heads/{BRANCH}", _without(remote, "a/x/index.html"), at=remote)
    put(remote, {"index.html": "by hand"})
    said: list[str] = []
    send("pages", SITE, said=said, dry_run=True)
    assert said[:2] == ["+ a/x/index.html  (is missing there)", "~ index.html  (was altered there)"]


def _without(remote: Path, name: str) -> str:
    """A commit of somebody else's that deletes a file."""
    stream = (
        f"commit refs/heads/{BRANCH}\ncommitter t <t@t> 1700000000 +0000\ndata 1\nx\nfrom {head(remote)}\nD {name}\n"
    )
    run_git("fast-import", "--quiet", at=remote, given=stream.encode())
    return head(remote)


def test_a_push_that_the_host_rejects_is_told(send: Publish, remote: Path) -> None:
    """In its own words, without a password in them; and the branch is what it was."""
    send("pages", SITE)
    before = head(remote)
    hook(remote, "pre-receive", 'echo "branch is protected, see https://me:s3cret@host.example/rules" >&2; exit 1')
    with pytest.raises(TargetRefuses, match="branch is protected") as caught:
        send("pages", {"index.html": b"two"})
    assert "pre-receive hook declined" in str(caught.value)
    assert "s3cret" not in str(caught.value)
    assert "rules of the host" in caught.value.hint
    assert head(remote) == before


def test_a_host_that_wants_its_history_is_told_apart(send: Publish, root: Path, remote: Path) -> None:
    """A protected branch takes commits on top, and none in the place of others."""
    configure(root, "history = false")
    send("pages", SITE)
    run_git("config", "receive.denyNonFastForwards", "true", at=remote)
    with pytest.raises(TargetRefuses) as caught:
        send("pages", {"index.html": b"two"})
    assert "history = true" in caught.value.hint
    configure(root)
    send("pages", {"index.html": b"two"})


@pytest.mark.parametrize(("status", "kind"), [(401, TargetRefuses), (403, TargetRefuses), (503, TargetUnreachable)])
def test_what_a_host_answers_is_told(send: Publish, root: Path, status: int, kind: type[PublishError]) -> None:
    with scripted({"GET": status}) as server:
        configure(root, remote=server.url.replace("http://", "http://me:s3cr3t-t0ken@"))
        with pytest.raises(kind) as caught:
            send("pages", SITE)
    assert "s3cr3t" not in str(caught.value)


def test_a_host_that_is_not_there_is_worth_another_try(send: Publish, root: Path) -> None:
    for remote in ("http://127.0.0.1:1/x.git", "ssh://git@127.0.0.1:1/x.git"):
        configure(root, remote=remote)
        with pytest.raises(TargetUnreachable):
            send("pages", SITE)


@pytest.mark.parametrize("history", ["true", "false"])
def test_over_ssh_it_is_the_same(
    send: Publish, root: Path, remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, history: str
) -> None:
    with sshd(tmp_path) as server:
        monkeypatch.setenv("GIT_SSH_COMMAND", server.command)
        configure(root, f"history = {history}", remote=f"ssh://127.0.0.1:{server.port}{remote}")
        send("pages", SITE)
        report = send("pages", SITE | {"index.html": b"two"})
        assert report.revision == head(remote)
        assert tree(remote)["index.html"] == "two"
        assert send("pages", SITE | {"index.html": b"two"}).revision == report.revision
        configure(root, remote=f"ssh://127.0.0.1:{server.port}{remote}-not")
        with pytest.raises(PublishError, match="does not appear to be a git repository"):
            send("pages", SITE)
        monkeypatch.setenv("GIT_SSH_COMMAND", server.command.replace("/user ", "/host "))  # a key that it does not know
        configure(root, remote=f"ssh://127.0.0.1:{server.port}{remote}")
        with pytest.raises(TargetRefuses, match="Permission denied"):
            send("pages", SITE)
        monkeypatch.setenv("GIT_SSH_COMMAND", server.command.replace("/known", "/unknown"))
        with pytest.raises(TargetRefuses, match="Host key verification failed"):
            send("pages", SITE)


@pytest.mark.parametrize("history", ["true", "false"])
def test_killed_at_any_moment_the_branch_is_the_old_or_the_new(root: Path, remote: Path, history: str) -> None:
    configure(root, f"history = {history}", remote=remote.as_uri())
    publish(root, "pages", version(1))

    for _ in kills(root, "pages"):
        there = everything_on(remote)
        assert there.keys() == {*version(int(seen(there.get))), ".nojekyll", MANIFEST}
    for number in (2, 1):
        publish(root, "pages", version(number))
        assert tree(remote)["index.html"] == version(number)["index.html"].decode()
    run_git("fsck", "--strict", at=remote)
    assert publish(root, "pages", version(1)).is_idle


def test_what_a_killed_run_left_stops_nobody(send: Publish, root: Path, remote: Path) -> None:
    """Neither a lock of git's in the kept repository, nor another process that works in it."""
    send("pages", SITE)
    (kept,) = (root / ".sitegen" / "publish").glob("*.git")
    for name in ("refs/seen.lock", "shallow.lock", "packed-refs.lock"):
        (kept / name).write_bytes(b"")
    put(remote, {"verify.html": "token"})
    send("pages", {"index.html": b"two"})
    assert not list(kept.rglob("*.lock"))
    with filelock.FileLock(kept.with_suffix(".lock")):
        (kept / "refs" / "seen.lock").write_bytes(b"")
        send("pages", {"index.html": b"three"})
        assert (kept / "refs" / "seen.lock").exists()
    assert tree(remote)["index.html"] == "three"


@pytest.fixture
def site(root: Path) -> Path:
    for name, text in (("2025-03-14-library.md", GOOD), ("hidden-draft.md", DRAFT), ("later-news.md", LATER)):
        (root / "seeds" / name).write_text(text, "utf-8")
    return root


NEVER_PUBLIC = ("하늬바람초안", "초안인 제목", "hidden-draft")
WITHDRAWN = ("달그림자전자", "나중에 나갈 제목", "later-news")


@pytest.mark.parametrize("history", ["true", "false"])
def test_what_was_never_public_is_in_no_object_and_what_was_withdrawn_in_none_that_is_reached(
    site: Path, remote: Path, history: str
) -> None:
    """Whatever the repository holds, here and there, reachable or not: no byte of a draft, of an article under embargo,
    of one that was deleted before its hour.

    What was public once is on no page any more when it is withdrawn. Readers of the branch's history find it as it was
    published; with ``history = false`` there is none.
    """
    configure(site, f"history = {history}")
    early = LATER.replace("나중에 나갈 제목", "먼저 지운 제목").replace("달그림자전자", "물너울상사")
    (site / "seeds" / "early-news.md").write_text(early, "utf-8")
    assert sitegen(site, "pages", "--yes", "--now", BEFORE).returncode == 0
    (site / "seeds" / "early-news.md").unlink()
    assert sitegen(site, "pages", "--yes", "--now", BEFORE).returncode == 0
    (kept,) = (site / ".sitegen" / "publish").glob("*.git")
    for sent in (everything_sent(remote), everything_sent(kept)):
        assert "윤슬시, 새 도서관 착공".encode() in sent
        for canary in (*NEVER_PUBLIC, *WITHDRAWN, "물너울상사", "먼저 지운 제목", "early-news"):
            assert canary.encode() not in sent
    assert sitegen(site, "pages", "--yes", "--now", AFTER).returncode == 0
    assert "달그림자전자".encode() in objects_of(remote, BRANCH)
    (site / "seeds" / "later-news.md").unlink()
    assert sitegen(site, "pages", "--yes", "--now", AFTER).returncode == 0
    reached = objects_of(remote, BRANCH)
    for canary in WITHDRAWN:
        assert canary.encode() not in objects_of(remote, f"{BRANCH}^{{tree}}")
        assert (canary.encode() in reached) == (history == "true")
    for canary in (*NEVER_PUBLIC, "물너울상사", "먼저 지운 제목", "early-news"):
        assert canary.encode() not in everything_sent(remote)
