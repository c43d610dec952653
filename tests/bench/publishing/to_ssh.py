"""To an ``sshd``, beside rsync, which compares by checksum as we do and replaces what readers see file by file."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.publishing.turns import Place, Race, Work, by_sitegen, files_of
from tests.publish.servers import DelayingProxy
from tests.publish.ssh import ALIAS, Host


@contextmanager
def _opened(folder: Path, round_trip: float) -> Iterator[Place]:
    host = Host(folder / "host")
    host.folder.mkdir()
    host.make()
    with ExitStack() as opened:
        host.start()
        opened.callback(host.stop)
        if round_trip:
            host.configure(port=opened.enter_context(DelayingProxy(host.port, round_trip)).port)
        programs = f"{host.folder / 'programs'}{os.pathsep}{os.environ['PATH']}"
        place = host.there / "briefing"
        environment = {"HOME": str(host.folder / "home"), "PATH": programs, "SSH_AUTH_SOCK": ""}
        yield Place(
            (str(place),), environment, lambda: files_of(place / "current" if (place / "current").exists() else place)
        )


def _by_sitegen(kind: str, folder: Path, words: Sequence[str]) -> Work:
    return by_sitegen(kind, folder, {"host": ALIAS, "path": words[0]})


RACE = Race(
    _opened,
    in_python={
        "sitegen, rsync": lambda folder, words: _by_sitegen("rsync", folder, words),
        "sitegen, sftp": lambda folder, words: _by_sitegen("sftp", folder, words),
    },
    against=("rsync -rc --delete",),
    programs={
        "rsync -rc --delete": lambda folder, words: ["rsync", "-rc", "--delete", f"{folder}/", f"{ALIAS}:{words[0]}/"]
    },
)
