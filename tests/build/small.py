"""A small site that is cheap to build, in two editions, and what can be asked of it whatever has happened."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import psutil

from sitegen.build import Options, build
from sitegen.build.report import Report
from sitegen.build.run import FOLDER
from sitegen.config import read_settings
from sitegen.write import MANIFEST, STAGE
from tests.build.histories import BODIES, FRONTS, NOW
from tests.build.histories import tree as tree_of
from tests.site.tree import tree

OLD = {
    "2026-03-02-bridge.md": FRONTS[1] + BODIES[0],
    "2026-03-09-bridge.md": FRONTS[2] + BODIES[1],
    "2026-03-11-river.txt": "가람시는 11일 한내천을 정비했다. 사업비는 91억원이다.\n",
    "2026-03-12-library.txt": "윤슬시는 12일 새 도서관을 착공했다. 김가람 윤슬시장은 “내년에 연다”고 말했다.\n",
    "2026-03-13-school.txt": "누리초등학교는 13일 문을 닫았다. 학생은 41명이었다.\n",
    "2026-03-14-store.txt": "다온마트는 14일 별빛점을 열었다. 매출은 전년보다 12% 늘었다.\n",
    "2026-04-01-plant.txt": BODIES[2],
    "2026-04-04-plant.txt": BODIES[4],
    "2026-05-04-plant.md": "---\ntitle: 나래화학 증설\npublished: 2026-05-04\nstory: 나래\n---\n\n" + BODIES[3],
    "note.md": BODIES[5],
}
# One article goes, two come, one is edited, one moves to another name.
NEW = {name: text for name, text in OLD.items() if name not in ("2026-03-13-school.txt", "2026-03-14-store.txt")} | {
    "2026-03-14-shop.txt": OLD["2026-03-14-store.txt"],
    "2026-03-12-library.txt": OLD["2026-03-12-library.txt"] + "총사업비는 86억원이다.\n",
    "2026-05-06-port.txt": "물빛시는 6일 새 항구를 개항했다. 박해준 물빛시장은 “배가 온다”고 했다.\n",
    "2026-05-07-moon.txt": "한별연구소는 7일 달 탐사선을 발사했다. 예산은 3200억원이다.\n",
}
FOREIGN = {"CNAME": b"briefing.example\n", "a/mine.txt": b"mine", "mine/deep/page.html": b"<p>mine"}
WHEN = NOW.isoformat()


def lay(root: Path, seeds: Mapping[str, str]) -> None:
    """The site in *root* has these *seeds* and no others."""
    (root / "seeds").mkdir(parents=True, exist_ok=True)
    for path in (root / "seeds").iterdir():
        if path.name not in seeds:
            path.unlink()
    for name, text in seeds.items():
        (root / "seeds" / name).write_text(text, encoding="utf-8")


def lay_foreign(root: Path) -> None:
    """Files that somebody else has put into the output folder."""
    for address, content in FOREIGN.items():
        (root / "output" / address).parent.mkdir(parents=True, exist_ok=True)
        (root / "output" / address).write_bytes(content)


def built(root: Path, *, executor: str = "serial", clean: bool = False, told: list[str] | None = None) -> Report:
    """The report of an ordinary build, in this process."""
    words: list[str] = [] if told is None else told
    return build(read_settings(root), NOW, Options(executor=executor, clean=clean), tell=words.append)


def ours(output: Path) -> dict[str, bytes]:
    """Every file of *output* but the manifest, what somebody else has put there, and the stage."""
    return {address: content for address, content in tree_of(output).items()
            if address not in (*FOREIGN, MANIFEST) and not address.startswith(STAGE)}  # fmt: skip


def folders(output: Path) -> set[str]:
    return {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_dir()}


def dead_links(output: Path, address: str) -> list[str]:
    """Where the page at *address* leads to, inside the site, and nothing is."""
    found = []
    for node in tree((output / address).read_bytes()).walk():
        for name in ("href", "src"):
            target = urlsplit(urljoin(f"http://here/{address}", node.attributes.get(name, "")))
            path = unquote(target.path).removeprefix("/")
            path += "index.html" if path == "" or path.endswith("/") else ""
            if target.netloc == "here" and not (output / path).is_file():
                found.append(path)
    return found


def entries(output: Path) -> list[str]:
    """The pages at which readers come in: the home page and the indexes."""
    pages = (*output.glob("*.html"), *output.glob("*/index.html"))
    return sorted(path.relative_to(output).as_posix() for path in pages)


def many(root: Path, number: int) -> None:
    """A site of *number* articles, none of which is known."""
    names = random.Random(1).sample(range(10_000), number)
    text = OLD["2026-04-01-plant.txt"] + OLD["2026-03-12-library.txt"] + OLD["2026-04-04-plant.txt"]
    lay(root, {f"2026-04-01-{name:04}.txt": f"가람시는 1일 {name}억원을 들였다. {text * 2}" for name in names})


def entries_of(root: Path) -> int:
    """How many results are remembered in the site: articles, their facts, and the last build."""
    database = sqlite3.connect(f"file:{root / FOLDER / 'cache.db'}?mode=ro", uri=True)
    try:
        return int(database.execute("SELECT count(*) FROM entries").fetchone()[0])
    finally:
        database.close()


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "sitegen", *arguments]


def environment(**more: str) -> dict[str, str]:
    """Of a command: what warns must not pass for an answer."""
    return {**os.environ, "PYTHONWARNINGS": "error::UserWarning", **more}


def run(root: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The command as a user runs it in the folder of the site."""
    return subprocess.run(command(*arguments), cwd=root, env=environment(**more), capture_output=True, text=True,
                          encoding="utf-8", timeout=120, check=False)  # fmt: skip


def start(root: Path, *arguments: str, does: Sequence[str] = ("build", "--now", WHEN)) -> "subprocess.Popen[str]":
    """A command, most often a build, that goes on: the leader of a session of its own."""
    return subprocess.Popen(command(*does, *arguments), cwd=root, env=environment(),
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
                            start_new_session=True)  # fmt: skip


def session_of(leader: int) -> list[psutil.Process]:
    """The processes of the session that *leader* has begun, the leader too, as long as they live."""
    found = []
    for process in psutil.process_iter():
        try:
            if os.getsid(process.pid) == leader and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except (psutil.Error, OSError):
            continue
    return found


def eventually(holds: Callable[[], object], seconds: float = 60.0, pause: float = 0.005) -> bool:
    """Whether *holds* comes true while somebody still has patience."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
    return True


@contextmanager
def ended(process: "subprocess.Popen[str]") -> Iterator[None]:
    """Whatever a test finds, nothing of the session is left."""
    try:
        yield
    finally:
        for one in session_of(process.pid):
            one.kill()
        process.communicate()


def killed_at(action: Callable[[], object], target: object, name: str, call: int, *, after: bool = False) -> bool:
    """Whether a process that does *action* was killed at the *call*-th call of a function, before or *after* it was
    done; False where it has ended before."""
    child = os.fork()
    if not child:
        status = 3
        try:
            _arm(target, name, call, after)
            action()
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the build failed"
    return os.WIFSIGNALED(status)


def _arm(target: object, name: str, call: int, after: bool) -> None:
    real: Callable[..., object] = getattr(target, name)
    calls = 0

    def dies(*arguments: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == call and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*arguments, **named)
        if calls == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(target, name, dies)
