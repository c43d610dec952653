"""To a branch of a bare repository on the same disk, beside ghp-import. Needs ``pip install ghp-import``."""

import io
import os
import subprocess
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.publishing.turns import Place, Race, Work, by_sitegen

_BRANCH = "gh-pages"
_ALONE = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_AUTHOR_NAME": "b", "GIT_AUTHOR_EMAIL": "b@b",
    "GIT_COMMITTER_NAME": "b", "GIT_COMMITTER_EMAIL": "b@b",
}  # fmt: skip


@contextmanager
def _opened(folder: Path, round_trip: float) -> Iterator[Place]:
    remote, own = folder / "remote.git", folder / "own"
    for made in (["init", "--quiet", "--bare", remote], ["init", "--quiet", own]):
        subprocess.run(["git", *made], env={**os.environ, **_ALONE}, check=True)
    subprocess.run(["git", "remote", "add", "origin", remote.as_uri()], cwd=own, check=True)
    yield Place((remote.as_uri(), str(own)), _ALONE, lambda: _files(remote))


def _files(remote: Path) -> Mapping[str, bytes]:
    """What stands on the branch, without what only hosts and publishers read."""
    packed = subprocess.run(["git", "archive", _BRANCH], cwd=remote, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as found:
        return {
            one.name: content.read()
            for one in found
            if (content := found.extractfile(one)) and not one.name.startswith((".sitegen", ".nojekyll"))
        }


def _by_sitegen(folder: Path, words: Sequence[str]) -> Work:
    remote, own = words
    return by_sitegen("git", folder, {"remote": remote, "branch": _BRANCH}, Path(own))


def _by_ghp_import(folder: Path, words: Sequence[str]) -> Work:
    from ghp_import import ghp_import

    os.chdir(words[1])
    return lambda: ghp_import(str(folder), mesg="publish", remote="origin", branch=_BRANCH, push=True, force=False,
                              nojekyll=True)  # fmt: skip


RACE = Race(
    _opened,
    in_python={"ghp-import": _by_ghp_import, "sitegen": _by_sitegen},
    against=("ghp-import",),
    round_trips=(0.0,),
)
