"""A site with a history: edits of every sort, builds that remember, and the same site built from nothing."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sitegen.build import Options, build, work
from sitegen.build.run import FOLDER
from sitegen.config import read_settings
from sitegen.errors import SitegenError

NOW = datetime.fromisoformat("2026-06-01T09:00:00+09:00")
LATER = datetime.fromisoformat("2026-07-01T09:00:00+09:00")

SEEDS = ("2026-03-02-bridge.md", "2026-03-09-bridge.md", "2026-04-01-plant.txt", "팀/2026-05-04-plant.md", "note.md")

# Front matter and body are put together: what one says must not depend on the other.
FRONTS = (
    "",
    "---\ntitle: 해솔대교 공사\npublished: 2026-03-02\nsource: 새벽일보\n---\n\n",
    "---\ntitle: 해솔대교 개통\npublished: 2026-03-09\nstory: 해솔대교\nsource: 한빛통신\n---\n\n",
    "---\ntitle: 나래화학 공장\npublished: 2026-04-01\nembargo: 2026-06-15T00:00+09:00\n---\n\n",
    "---\ntitle: 나래화학 증설\npublished: 2026-05-04\nstory: 해솔대교\ndraft: true\n---\n\n",
    "---\ntitle: 나래화학 증설\npublished: 2026-05-04 10:30\nslug: narae\nbody: evidence\n---\n\n",
)
BODIES = (
    "해솔시는 오는 9일 해솔대교를 개통한다고 2일 밝혔다. 총사업비는 820억원이다.\n",
    "해솔시는 9일 해솔대교를 개통했다. 김도윤 해솔시장은 “하루 3만대가 다닐 것”이라고 말했다.\n",
    "나래화학(NC)은 지난 3일 2공장을 착공했다. NC는 내년 3월까지 1200억원을 들인다.\n",
    "나래화학은 지난달 3일 착공한 2공장의 투자액을 1500억원으로 늘렸다. 김 대표는 다음 달 물러난다.\n",
    "이서진 나래화학 대표는 4일 “공장을 늘리겠다”고 했다. 매출은 전년보다 12% 늘었다.\n",
    "모임은 5일 열렸다.\n",
)  # fmt: skip
CORRECTIONS = (
    '[[hide]]\nwords = "820억원"\n',
    '[[set]]\nwords = "착공했다"\nwhen = "2026-03-04"\n',
    '[[set]]\nwords = "1200억원"\nof = "투자비"\n',
    '[[pin]]\nwords = "개통했다"\n',
)
NAMES = (
    '[[org]]\nname = "나래화학"\naliases = ["NC", "나래"]\n',
    '[[person]]\nname = "이서진"\naliases = ["김 대표"]\n',
    '[[merge]]\nnames = ["해솔시", "해솔시청"]\n\n[[org]]\nname = "모임"\n',
)
SETTINGS = (
    "",
    '[site]\ntitle = "해솔 브리핑"\nurl = "https://briefing.example/a"\n',
    '[site]\nlanguage = "en"\nas_of = "2026-03-05"\n',
    '[site]\ntimezone = "UTC"\nas_of = "today"\ngroup = false\n',
    '[colors]\naccent = ["#005000", "#90ff90"]\n[words]\nstories = "이슈"\n',
    '[colors]\npaper = "#ffffff"\n',  # of which a warning is told
)
TEMPLATES = (
    ("about.html", "{% extends 'base.html' %}{% block main %}<p>우리</p>{% endblock %}"),
    ("about.html", "{% extends 'base.html' %}{% block main %}{% include 'x.html' ignore missing %}{% endblock %}"),
    ("x.html", "<p>하나</p>"),
    ("x.html", "<p>둘둘</p>"),
    ("assets/site.css", "p { color: red }"),
    ("assets/extra.txt", "더"),
)


class History:
    """A site folder that lives through edits and builds."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "site"
        self.cold_root = folder / "cold"
        (self.root / "seeds").mkdir(parents=True)
        self.now = NOW

    def put(self, name: str, content: str, *, keeps_time: bool = False) -> None:
        """A file of the site holds *content*; *keeps_time*: and says that it is as old as before."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.stat() if path.exists() else None
        path.write_text(content, encoding="utf-8")
        if keeps_time and before:
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def remove(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)

    def build(self) -> dict[str, bytes] | str:
        """The site as a build that remembers leaves it; the faults in words where there are some."""
        try:
            build(read_settings(self.root), self.now, Options(executor="serial"))
        except SitegenError as fault:
            return str(fault)
        return tree(self.root / "output")

    def cold(self) -> dict[str, bytes] | str:
        """The same site built from nothing, in its own place: paths are part of messages."""
        kept = [self.root / FOLDER, self.root / "output"]
        self.cold_root.mkdir(exist_ok=True)
        for path in kept:
            shutil.rmtree(self.cold_root / path.name, ignore_errors=True)
            if path.exists():
                path.rename(self.cold_root / path.name)
        try:
            return self.build()
        finally:
            for path in kept:
                shutil.rmtree(path, ignore_errors=True)
                if (self.cold_root / path.name).exists():
                    (self.cold_root / path.name).rename(path)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under *folder* with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def difference(warm: dict[str, bytes] | str, cold: dict[str, bytes] | str) -> list[str]:
    """The addresses in which two sites differ, or the faults that one tells and the other does not."""
    if isinstance(warm, str) or isinstance(cold, str):
        return [] if warm == cold else [str(warm)[:400], str(cold)[:400]]
    return sorted(name for name in warm.keys() | cold.keys() if warm.get(name) != cold.get(name))


@contextmanager
def stopped_at(target: object, name: str, call: int) -> Iterator[None]:
    """The *call*-th call of a function is Ctrl-C."""
    real: Callable[..., object] = getattr(target, name)
    calls = 0

    def stops(*arguments: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == call:
            raise KeyboardInterrupt
        return real(*arguments, **named)

    setattr(target, name, stops)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        setattr(target, name, real)


@contextmanager
def quick_reading() -> Iterator[None]:
    """Reading a text takes time, and gives what it gave before for the same arguments, all of them: so the tests, too,
    may remember it. Their key is the arguments themselves."""
    known: dict[tuple[str, str], object] = {}
    real_read, real_extract = work.read, work.extract

    def read(seeds: object, timezone: str, expected: bytes = b"") -> object:
        key = ("read", repr((seeds, timezone)))
        return known[key] if key in known else known.setdefault(key, real_read(seeds, timezone))  # type: ignore[arg-type]

    def extract(articles: object, expected: bytes = b"") -> object:
        key = ("extract", repr(articles))
        return known[key] if key in known else known.setdefault(key, real_extract(articles))  # type: ignore[arg-type]

    work.read, work.extract = read, extract  # type: ignore[assignment]
    try:
        yield
    finally:
        work.read, work.extract = real_read, real_extract
