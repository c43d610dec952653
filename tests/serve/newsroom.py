"""A small newsroom: a folder of invented seeds, its live builds, and a preview of it that runs beside a test."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sitegen.build.live import Live, LiveBuild
from sitegen.build.recipe import opened_archive
from sitegen.config import read_settings
from sitegen.serve import serve

T = TypeVar("T")
NOW = datetime(2026, 6, 1, tzinfo=UTC)

DEAL = """\
---
title: 한빛전자, 오션테크와 공급 계약
published: 2025-05-28
source: 물마루통신
---

한빛전자는 27일 서울에서 오션테크와 해상풍력 부품 공급 계약을 체결했다. 계약 금액은 1200억원이다.

이가람 한빛전자 대표는 “내년 3월 첫 부품을 보낸다”고 말했다. 오션테크는 지난 3월 조직을 개편했다.

한빛전자는 8월 온산시에 새 공장을 착공할 예정이다.
"""
FOLLOWING = """\
---
title: 오션테크, 합동 시험 시작
published: 2025-06-02
source: 물마루통신
---

오션테크는 2일 한빛전자와 합동 시험을 시작했다. 오션테크는 지난달 27일 한빛전자와 해상풍력 부품 공급 계약을 체결했다.
"""
LIBRARY = """\
---
title: 윤슬시, 새 도서관 착공
published: 2025-06-04
source: 다온신문
---

윤슬시는 2일 새 도서관을 착공했다. 총사업비는 86억원이다.
"""
HARBOUR = "물빛시는 지난 6일 새 항구를 개항했다. 박해준 물빛시장은 “첫 배가 곧 들어온다”고 했다.\n"
DRAFT = LIBRARY.replace("source:", "status: draft\nsource:")
EMBARGO = LIBRARY.replace("source:", "embargo: 2099-01-02 09:00\nsource:")
SEEDS = {
    "2025-05-28-deal.md": DEAL,
    "2025-06-02-test.md": FOLLOWING,
    "2025-06-04-library.md": LIBRARY,
    "harbour.txt": HARBOUR,
}


def lay(root: Path, seeds: Mapping[str, str] = SEEDS) -> Path:
    """The site in *root* has these *seeds*, files of the folder ``seeds`` by their names."""
    (root / "seeds").mkdir(exist_ok=True)
    for name, text in seeds.items():
        (root / "seeds" / name).write_text(text, "utf-8")
    return root


@contextmanager
def living(root: Path) -> Iterator[Callable[[], LiveBuild]]:
    """Builds the site in *root*, as it is at each call, by one `Live`."""
    with opened_archive(read_settings(root)) as archive:
        live = Live(archive)
        yield lambda: live.build(read_settings(root), NOW, lambda: False)


def built(root: Path) -> LiveBuild:
    """The site in *root*, built once."""
    with living(root) as build:
        return build()


def waited(look: Callable[[], T], seconds: float = 15.0) -> T:
    """What *look* says once it says anything."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.03)
    raise AssertionError("it never came")


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A preview of *root* at *address*, which ends with a slash; what it has *said*."""

    root: Path
    address: str
    said: list[str] = field(default_factory=list)

    def seed(self, name: str) -> Path:
        return self.root / "seeds" / name

    def save(self, name: str, text: str) -> None:
        """A seed, or what lies beside one, is saved."""
        self.seed(name).write_text(text, "utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Words of a seed become others."""
        text = self.seed(name).read_text("utf-8")
        assert old in text
        self.save(name, text.replace(old, new))


@contextmanager
def running(root: Path) -> Iterator[Newsroom]:
    """A preview of *root* that runs beside the test, and is ended by it."""
    said: list[str] = []
    stop = threading.Event()
    thread = threading.Thread(
        target=serve,
        args=(read_settings(root),),
        kwargs={"port": 0, "now": lambda: NOW, "open_browser": False, "poll": False, "echo": said.append, "stop": stop},
        daemon=True,
    )
    thread.start()
    try:
        line = waited(lambda: next((line for line in said if line.startswith("serving ")), ""), 30)
        yield Newsroom(root, line.split()[1], said)
    finally:
        stop.set()
        thread.join(10)
    assert not thread.is_alive()
