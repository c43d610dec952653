"""A branch of a git repository as a target: GitHub, GitLab, Codeberg pages, and any host that reads a branch."""

import contextlib
import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from sitegen.config import Settings, Target
from sitegen.errors import Place, PublishError
from sitegen.publish.git import Git, GitFailed, masked
from sitegen.publish.plan import Plan
from sitegen.publish.targets import Options
from sitegen.write import MANIFEST, manifest_of, parse_manifest

NO_JEKYLL = ".nojekyll"  # else GitHub drops what starts with "_"
# What hosts themselves put on a branch: a branch that holds no more is free to take.
_OF_HOSTS = {NO_JEKYLL, "CNAME", ".domains"}
_FILE = "100644"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a tree: its mode and the name of its content."""

    mode: str
    blob: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on the branch: its commit ('' where there is none), its files, and which of them are ours."""

    commit: str
    entries: Mapping[str, Entry]
    ours: frozenset[str]

    def foreign(self) -> dict[str, Entry]:
        """The files that we did not write; they stay."""
        return {path: entry for path, entry in self.entries.items() if path not in self.ours and path != MANIFEST}


class Branch:
    """The branch of *target*. The user's own repository is never written: we work in a bare one of ours.

    That one is kept under ``.sitegen`` and saves fetching what is known; a *dry_run* uses a temporary one.
    """

    def __init__(self, settings: Settings, target: Target, *, dry_run: bool) -> None:
        self._root = settings.root
        self._dry_run = dry_run
        self._name = target.options.get("branch") or "gh-pages"
        self._ref = f"refs/heads/{self._name}"
        self._remote = target.options["remote"]
        self._standing = Standing("", {}, frozenset())

    @property
    def name(self) -> str:
        """What the user calls it, without a password."""
        return f"{self._name} of {masked(self._remote)}"

    def __enter__(self) -> "Branch":
        self._temporary = tempfile.TemporaryDirectory(prefix="sitegen-publish-", ignore_cleanup_errors=True)
        try:
            self._prepare()
        except BaseException:
            self._temporary.cleanup()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._temporary.cleanup()

    def _prepare(self) -> None:
        self._git = Git(Path(self._temporary.name) / "repository.git", self._root)
        with self._telling("cannot be prepared"):
            self._remote = self._remote_of(self._remote)
            if not self._dry_run:
                self._keep(self._root / ".sitegen")
            self._git.make()
            self._git.run("check-ref-format", self._ref)

    def plan(self, files: Mapping[str, bytes]) -> Plan:
        """What `send` would do, by what stands on the branch now. Raises PublishError for a branch that is not ours."""
        with self._telling("cannot be read"):
            self._standing = self._look()
        old, foreign = self._standing.entries, self._standing.foreign()
        new = {path: _blob(content) for path, content in self._with_marks(files).items()}
        self._refuse_collisions(new, foreign)
        shown = sorted(new.keys() - {MANIFEST})
        return Plan(
            tuple(path for path in shown if path not in old),
            tuple(path for path in shown if path in old and old[path] != Entry(_FILE, new[path])),
            tuple(sorted((self._standing.ours & old.keys()) - new.keys())),
            sum(1 for path in shown if old.get(path) == Entry(_FILE, new[path])),
            len(self._standing.ours & old.keys()),
        )

    def send(self, files: Mapping[str, bytes], plan: Plan, now: datetime) -> str:
        """The branch holds *files* and what was there and is not ours, in one step or not at all. Returns its commit.

        Raises PublishError where the branch moved since `plan`.
        """
        site = self._with_marks(files)
        entries = self._standing.foreign() | {path: Entry(_FILE, _blob(content)) for path, content in site.items()}
        if self._standing.commit and entries == self._standing.entries:
            return self._standing.commit
        known = {entry.blob for entry in self._standing.entries.values()}
        with self._telling("cannot be published to"):
            self._store(content for path, content in sorted(site.items()) if entries[path].blob not in known)
            commit = self._commit(self._tree(entries), f"Publish the site: {plan}", now)
            self._push(commit)
        return commit

    def _remote_of(self, remote: str) -> str:
        """The address of the remote; a plain name (``origin``) is one of the repository that the site lies in."""
        if not remote or remote.startswith("-"):
            hint = 'write  remote = "git@host:me/briefing.git"'
            raise PublishError(f"no such remote: '{remote}'", None, hint)
        if "/" in remote or ":" in remote:
            return remote
        return self._git.asked("remote", "get-url", "--push", "--", remote) or remote

    def _keep(self, folder: Path) -> None:
        """The repository is a lasting one, where it can be made."""
        name = hashlib.sha256(f"{self._remote}\n{self._name}".encode()).hexdigest()[:16]
        kept = Git(folder / "publish" / f"{name}.git", folder.parent)
        with contextlib.suppress(OSError):
            if not folder.is_dir():
                folder.mkdir()
                (folder / ".gitignore").write_text("*\n", "utf-8")
            kept.make()
            self._git = kept

    def _look(self) -> Standing:
        listed = self._git.run("ls-remote", "--", self._remote, self._ref).decode()
        heads = [line.split("\t")[0] for line in listed.splitlines() if line.endswith(f"\t{self._ref}")]
        if not heads:
            return Standing("", {}, frozenset())
        commit = heads[0]
        try:
            self._git.run("cat-file", "-e", f"{commit}^{{tree}}")
        except GitFailed:
            self._git.run("fetch", "--quiet", "--depth=1", "--no-tags", "--", self._remote, f"+{self._ref}:refs/seen")
            commit = self._git.run("rev-parse", "refs/seen").decode().strip()
        entries = dict(_entries(self._git.run("ls-tree", "-r", "-z", "--full-tree", commit)))
        return Standing(commit, entries, self._ours(entries))

    def _ours(self, entries: Mapping[str, Entry]) -> frozenset[str]:
        if MANIFEST not in entries:
            if entries.keys() <= _OF_HOSTS:
                return frozenset()
            hint = (
                "choose another branch, or, if nothing on it is needed, delete it:  git push "
                f"{masked(self._remote)} --delete {self._name}"
            )
            raise PublishError(f"{self.name} holds files that sitegen did not write", None, hint)
        try:
            return frozenset(parse_manifest(self._git.run("cat-file", "blob", entries[MANIFEST].blob)))
        except ValueError as fault:
            message = f"{self.name}: its manifest cannot be understood: {fault}"
            raise PublishError(message, Place(MANIFEST), "choose another branch, or delete this one") from fault

    def _with_marks(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """*files* with what the branch needs besides: the list of what is ours, and a word to GitHub."""
        site = dict(files)
        if NO_JEKYLL not in self._standing.foreign():
            site.setdefault(NO_JEKYLL, b"")
        digests = {path: hashlib.sha256(content).hexdigest() for path, content in site.items()}
        return site | {MANIFEST: manifest_of(digests)}

    def _refuse_collisions(self, new: Mapping[str, str], foreign: Mapping[str, Entry]) -> None:
        """Raises PublishError where a file that is not ours stands where one of ours, or its folder, must go."""
        folders = {parent.as_posix() for path in new for parent in PurePosixPath(path).parents}
        under = {path for path in foreign if new.keys() & {p.as_posix() for p in PurePosixPath(path).parents}}
        other = {path for path, entry in foreign.items() if path in new and entry != Entry(_FILE, new[path])}
        wrong = sorted((foreign.keys() & folders) | under | other)
        if wrong:
            message = f"{self.name}: not ours, and stands where a page must go: {', '.join(wrong[:5])}"
            raise PublishError(message, None, "take it off the branch, or choose another branch")

    def _store(self, contents: Iterable[bytes]) -> None:
        # Contents go in as they are: `git add` would apply the user's filters and line endings to them.
        stream = b"".join(b"blob\ndata %d\n%b\n" % (len(content), content) for content in contents)
        if stream:
            self._git.run("fast-import", "--quiet", given=stream)

    def _tree(self, entries: Mapping[str, Entry]) -> str:
        index = {"GIT_INDEX_FILE": str(Path(self._temporary.name) / "index")}
        rows = b"".join(
            f"{entry.mode} {entry.blob} 0\t".encode() + path.encode("utf-8", "surrogateescape") + b"\0"
            for path, entry in sorted(entries.items())
        )
        self._git.run("update-index", "-z", "--add", "--index-info", given=rows, also=index)
        return self._git.run("write-tree", also=index).decode().strip()

    def _commit(self, tree: str, message: str, now: datetime) -> str:
        moment = f"@{int(now.timestamp())} {now.strftime('%z')[:5] or '+0000'}"
        name = self._git.asked("config", "--get", "user.name") or "sitegen"
        email = self._git.asked("config", "--get", "user.email") or "sitegen@localhost"
        who = {"NAME": name, "EMAIL": email, "DATE": moment}
        also = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}
        parent = ("-p", self._standing.commit) if self._standing.commit else ()
        return self._git.run("commit-tree", tree, *parent, "-m", message, also=also).decode().strip()

    def _push(self, commit: str) -> None:
        lease = f"--force-with-lease={self._ref}:{self._standing.commit}"
        try:
            self._git.run("push", "--quiet", lease, "--", self._remote, f"{commit}:{self._ref}")
        except GitFailed as fault:
            if "stale info" not in str(fault):
                raise
            message = f"{self.name} was changed by somebody else in the meantime; nothing was published"
            raise PublishError(message, None, "run the command again") from fault
        # Named, so that the kept repository does not clear it away.
        self._git.run("update-ref", "refs/seen", commit)

    @contextlib.contextmanager
    def _telling(self, what: str) -> Iterator[None]:
        try:
            yield
        except GitFailed as fault:
            words = str(fault) or "git says nothing more"
            hint = f"try  git ls-remote {masked(self._remote)}"
            raise PublishError(f"{self.name} {what}: {words}", None, hint) from fault
        except OSError as fault:
            raise PublishError(f"{self.name} {what}: {fault}") from fault


def _blob(content: bytes) -> str:
    """The name that git gives *content*."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _entries(listing: bytes) -> Iterator[tuple[str, Entry]]:
    for row in listing.split(b"\0"):
        if row:
            head, _, path = row.partition(b"\t")
            mode, _, blob = head.decode().split(" ")
            yield path.decode("utf-8", "surrogateescape"), Entry(mode, blob)


def open_branch(settings: Settings, target: Target, options: Options) -> Branch:
    """The branch of *target*, to be used in a ``with``."""
    return Branch(settings, target, dry_run=options.dry_run)
