"""A branch of a git repository as a target: GitHub, GitLab, Codeberg pages, and any host that reads a branch."""

import contextlib
import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath

import filelock

from sitegen.config import Settings, Target
from sitegen.errors import Place, PublishError, SettingsError
from sitegen.publish import domain
from sitegen.publish.faults import TargetRefuses, TargetUnreachable
from sitegen.publish.git import Git, GitFailed, masked
from sitegen.publish.kept import kept_folder
from sitegen.publish.plan import ADOPTED, ALTERED, MISSING, Plan
from sitegen.publish.standing import Entry, Standing, recall, remember
from sitegen.publish.targets import Options
from sitegen.write import MANIFEST, manifest_of, parse_manifest

NO_JEKYLL = ".nojekyll"  # else GitHub drops what starts with "_"
# What hosts themselves put on a branch: a branch that holds no more is free to take.
_OF_HOSTS = domain.FILES | {NO_JEKYLL}
_FILE = "100644"
_REJECTED = re.compile(r"\[remote rejected\]|! \[rejected\]")
_REFUSED = re.compile(r"Authentication failed|could not read (Username|Password)|Permission denied|Access denied"
                      r"|Host key verification failed|returned error: 40[13]|denied to")  # fmt: skip
_LOST = re.compile(r"Could not resolve|Connection (refused|timed out|reset|closed)|Failed to connect|Couldn't connect"
                   r"|Network is unreachable|No route to host|Operation (timed out|too slow)|early EOF"
                   r"|hung up unexpectedly|unexpected disconnect|returned error: 5\d\d")  # fmt: skip


class Branch:
    """The branch of *target*. The user's own repository is never written: we work in a bare one of ours.

    That one is kept under ``.sitegen`` and saves fetching what is known; a dry run uses a temporary one. With
    ``history = false`` the branch is one commit without those before it: what was deleted can be reached no more, and
    the host clears it away in its own time. With adopt the site is put over a branch that is not ours.
    """

    def __init__(self, settings: Settings, target: Target, options: Options) -> None:
        self._root = settings.root
        self._dry_run = options.dry_run
        self._adopt = options.adopt
        self._has_history = _switch(target, "history", default=True)
        self._domain_file = domain.domain_file(target)
        self._domain = target.options.get("cname", "").strip().lower()
        self._name = target.options.get("branch") or "gh-pages"
        self._ref = f"refs/heads/{self._name}"
        self._remote = target.options["remote"]
        self._standing = Standing()
        self._foreign: dict[str, Entry] = {}  # what others put there, and what stays
        self._known: Path | None = None  # where what stood there last is remembered
        self._site: tuple[Mapping[str, bytes], Mapping[str, bytes], Mapping[str, Entry]] | None = None
        self._is_made = False  # our repository, and it has what stands there
        self._alone = contextlib.ExitStack()

    @property
    def name(self) -> str:
        """What the user calls it, without a password."""
        return f"{self._name} of {masked(self._remote)}"

    def __enter__(self) -> "Branch":
        self._temporary = tempfile.TemporaryDirectory(prefix="sitegen-publish-", ignore_cleanup_errors=True)
        try:
            self._prepare()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._alone.close()
        self._temporary.cleanup()

    def _prepare(self) -> None:
        self._git = Git(Path(self._temporary.name) / "repository.git", self._root)
        with self._telling("cannot be prepared"):
            self._remote = self._remote_of(self._remote)
            if not self._dry_run:
                self._keep()

    def plan(self, files: Mapping[str, bytes]) -> Plan:
        """What `send` would do, by what stands on the branch now. Raises PublishError for a branch that is not ours."""
        with self._telling("cannot be read"):
            standing = self._standing = self._look()
            site, new = self._named(files)
        old, ours = standing.entries, standing.ours
        foreign = _foreign(standing)
        taken = self._taken(new, foreign)
        self._foreign = {path: entry for path, entry in foreign.items() if path not in new.keys() | taken}
        wrong = sorted(path for path in new.keys() - {MANIFEST} if old.get(path) != new[path])
        removed = ((ours.keys() & old.keys()) | taken) - new.keys()
        reasons = dict.fromkeys(taken, ADOPTED)
        for path in wrong:
            if ours.get(path) == hashlib.sha256(site[path]).hexdigest():
                reasons[path] = ALTERED if path in old else MISSING
        drops = standing.has_history and not self._has_history
        return Plan(
            tuple(path for path in wrong if path not in old),
            tuple(path for path in wrong if path in old),
            tuple(sorted(removed)),
            len(new) - 1 - len(wrong),
            len(ours.keys() & old.keys()),
            reasons,
            len(self._foreign),
            ("the commits before this one go:  history = false",) if drops else (),
        )

    def send(self, files: Mapping[str, bytes], plan: Plan, now: datetime) -> str:
        """The branch holds *files* and what was there and is not ours, in one step or not at all. Returns its commit.

        Raises PublishError where the branch moved since `plan`.
        """
        standing, (site, new) = self._standing, self._named(files)
        entries = {**self._foreign, **new}
        if standing.commit and entries == standing.entries and not plan.notes:
            return standing.commit
        known = {entry.blob for entry in standing.entries.values()}
        with self._telling("cannot be published to"):
            self._make(standing.commit)
            self._store(content for path, content in sorted(site.items()) if entries[path].blob not in known)
            commit = self._commit(self._tree(entries), f"Publish the site: {plan}", now)
            self._push(commit)
        if self._known:
            ours = parse_manifest(site[MANIFEST])
            has_history = bool(standing.commit) and self._has_history
            remember(self._known, Standing(commit, has_history, entries, ours))
        return commit

    def _remote_of(self, remote: str) -> str:
        """The address of the remote; a plain name (``origin``) is one of the repository that the site lies in."""
        if not remote or remote.startswith("-"):
            hint = 'write  remote = "git@host:me/briefing.git"'
            raise PublishError(f"no such remote: '{remote}'", None, hint)
        if "/" in remote or ":" in remote:
            return remote
        return self._git.asked("remote", "get-url", "--push", "--", remote) or remote

    def _keep(self) -> None:
        """The repository is a lasting one, where it can be made and no other process works in it."""
        name = hashlib.sha256(f"{self._remote}\n{self._name}".encode()).hexdigest()[:16]
        with contextlib.suppress(OSError, filelock.Timeout):
            folder = kept_folder(self._root)
            self._alone.enter_context(filelock.FileLock(folder / f"{name}.lock", timeout=0))
            self._git, self._known = Git(folder / f"{name}.git", self._root), folder / f"{name}.json"

    def _look(self) -> Standing:
        listed = self._git.run("ls-remote", "--", self._remote, self._ref).decode()
        heads = [line.split("\t")[0] for line in listed.splitlines() if line.endswith(f"\t{self._ref}")]
        if not heads:
            self._make("")
            self._git.run("check-ref-format", self._ref)
            return Standing()
        known = recall(self._known, heads[0]) if self._known else None
        if known:
            return known
        commit = self._make(heads[0])
        entries = dict(_entries(self._git.run("ls-tree", "-r", "-z", "--full-tree", commit)))
        has_history = b"\nparent " in self._git.run("cat-file", "commit", commit).partition(b"\n\n")[0]
        standing = Standing(commit, has_history, entries, self._ours(entries))
        if self._known and standing.ours:
            remember(self._known, standing)
        return standing

    def _make(self, commit: str) -> str:
        """Our repository is there, and has *commit*, or what has taken its place by now, which is returned."""
        if self._is_made:
            return commit
        for left in self._git.folder.rglob("*.lock"):  # of one who was killed
            left.unlink()
        self._git.make()
        if commit:
            try:
                self._git.run("cat-file", "-e", f"{commit}^{{tree}}")
            except GitFailed:
                self._git.run(
                    "fetch", "--quiet", "--depth=1", "--no-tags", "--", self._remote, f"+{self._ref}:refs/seen"
                )
                commit = self._git.run("rev-parse", "refs/seen").decode().strip()
        self._is_made = True
        return commit

    def _ours(self, entries: Mapping[str, Entry]) -> Mapping[str, str]:
        """What we wrote there: path to SHA-256. Raises PublishError where the branch is somebody else's."""
        if MANIFEST not in entries:
            if self._adopt or entries.keys() <= _OF_HOSTS:
                return {}
            hint = "choose another branch, or put the site over it with  --adopt;  what is not in its way stays"
            raise PublishError(f"{self.name} holds files that sitegen did not write", None, hint)
        try:
            ours = parse_manifest(self._git.run("cat-file", "blob", entries[MANIFEST].blob))
            # A domain that was set with the host since then is the host's.
            return {path: digest for path, digest in ours.items()
                    if path not in domain.FILES or path not in entries or self._digest(entries[path]) == digest}  # fmt: skip
        except ValueError as fault:
            if self._adopt:
                return {}
            message = f"{self.name}: its manifest cannot be understood: {fault}"
            raise PublishError(message, Place(MANIFEST), "choose another branch, or delete this one") from fault

    def _digest(self, entry: Entry) -> str:
        return hashlib.sha256(self._git.run("cat-file", "blob", entry.blob)).hexdigest()

    def _named(self, files: Mapping[str, bytes]) -> tuple[Mapping[str, bytes], Mapping[str, Entry]]:
        """*files* with what the branch needs besides, and what git calls each of these."""
        if self._site is None or self._site[0] is not files:
            site = self._with_marks(files)
            self._site = files, site, {path: Entry(_FILE, _blob(content)) for path, content in site.items()}
        return self._site[1:]

    def _with_marks(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """*files* with what the branch needs besides: the list of what is ours, a word to GitHub, the domain."""
        site = dict(files)
        if NO_JEKYLL not in _foreign(self._standing):
            site.setdefault(NO_JEKYLL, b"")
        self._set_domain(site)
        digests = {path: hashlib.sha256(content).hexdigest() for path, content in site.items()}
        return site | {MANIFEST: manifest_of(digests)}

    def _set_domain(self, site: dict[str, bytes]) -> None:
        """*site* has the file of the domain, where that is not on the branch already. Raises PublishError where there
        is another domain, which we did not set."""
        name = self._domain_file
        wanted = self._domain or domain.domain_in(site.pop(name, b""))
        if not wanted:
            return
        site[name] = f"{wanted}\n".encode()
        theirs = _foreign(self._standing).get(name)
        if theirs is None:
            return
        self._make(self._standing.commit)
        found = domain.domain_in(self._git.run("cat-file", "blob", theirs.blob))
        if found == wanted:
            del site[name]
        elif not self._adopt:
            message = f"{self.name} is set to the domain '{found}', the settings to '{wanted}': which one?"
            hint = f'write  cname = "{found}",  or set {wanted} with the host, too, or there alone with  --adopt'
            raise PublishError(message, Place(name), hint)

    def _taken(self, new: Mapping[str, Entry], foreign: Mapping[str, Entry]) -> set[str]:
        """The files that are not ours and stand where one of ours, or its folder, must go. Raises PublishError where
        there is one, and they may not be taken over."""
        if not foreign:
            return set()
        folders = {parent.as_posix() for path in new for parent in PurePosixPath(path).parents}
        under = {path for path in foreign if new.keys() & {p.as_posix() for p in PurePosixPath(path).parents}}
        other = {path for path, entry in foreign.items() if path in new and entry != new[path]}
        wrong = (foreign.keys() & folders) | under | other
        if wrong and not self._adopt:
            message = f"{self.name}: not ours, and stands where a page must go: {', '.join(sorted(wrong)[:5])}"
            raise PublishError(message, None, "take it off the branch, or let it be replaced with  --adopt")
        return wrong

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
        parent = ("-p", self._standing.commit) if self._standing.commit and self._has_history else ()
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
            raise self._fault(f"{self.name} {what}: {str(fault) or 'git says nothing more'}") from fault
        except OSError as fault:
            raise PublishError(f"{self.name} {what}: {fault}") from fault

    def _fault(self, message: str) -> PublishError:
        """What a failure of git is, by its words."""
        if _REJECTED.search(message):
            hint = f"let the rules of the host for the branch {self._name} allow a push"
            hint += "" if self._has_history else " that replaces its commits, or write  history = true"
            return TargetRefuses(message, None, hint)
        hint = f"try  git ls-remote {masked(self._remote)}"
        if _REFUSED.search(message):
            return TargetRefuses(message, None, f"{hint}:  it must work without asking")
        kind = TargetUnreachable if _LOST.search(message) else PublishError
        return kind(message, None, hint)


def _foreign(standing: Standing) -> dict[str, Entry]:
    """The files that we did not write; they stay."""
    return {path: entry for path, entry in standing.entries.items() if path not in standing.ours and path != MANIFEST}


def _switch(target: Target, key: str, *, default: bool) -> bool:
    value = target.options.get(key, str(default).lower())
    if value not in ("true", "false"):
        hint = f"write  {key} = true  or  {key} = false"
        raise SettingsError(f"target '{target.name}': '{key}' is neither true nor false", None, hint)
    return value == "true"


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
    return Branch(settings, target, options)
