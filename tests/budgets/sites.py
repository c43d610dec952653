"""The sites that the budgets are held against, and which of their pages stand for the rest."""

import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from sitegen.compose import pages_of
from sitegen.model.site import Briefing
from sitegen.render import Renderer
from tests.budgets import stress
from tests.compose import sample, ties

ROOT = Path(__file__).parents[2]
NAMES = ("ko", "en", "tied", "empty", "built")  # of the sites, for tests that take them one by one
_SETTINGS = '[site]\ntitle = "시험 브리핑"\nurl = "https://briefing.example/sub/path"\n'


@dataclass(frozen=True)
class Site:
    """The files of a site by their address, and the path that its settings put it under."""

    name: str
    files: Mapping[str, bytes]
    root: str

    @cached_property
    def pages(self) -> dict[str, bytes]:
        """What a browser shows."""
        return {url: content for url, content in sorted(self.files.items()) if url.endswith(".html")}

    @cached_property
    def _kinds(self) -> list[list[str]]:
        """Pages by the shape of their address, each kind from the smallest page to the largest. A page of a new kind is
        taken in by itself."""
        kinds: defaultdict[str, list[str]] = defaultdict(list)
        for url in self.pages:
            kinds[kind_of(url)].append(url)
        return [sorted(urls, key=lambda url: (len(self.pages[url]), url)) for urls in kinds.values()]

    @property
    def largest(self) -> list[str]:
        """The largest page of each kind."""
        return [urls[-1] for urls in self._kinds]

    @property
    def chosen(self) -> list[str]:
        """The largest page of each kind, and the smallest: it is the one that has nothing to show, or is of another
        sort than its neighbours."""
        return sorted({url for urls in self._kinds for url in (urls[0], urls[-1])})


def kind_of(url: str) -> str:
    """``a/NAME/index.html`` is ``a/*/index.html``."""
    first, *rest = url.split("/")
    return "/".join([first, *("*" for _ in rest[:-1]), *rest[-1:]])


def named(sites: Iterable[Site], name: str) -> Site:
    """One of *sites*."""
    return next(site for site in sites if site.name == name)


def made_by_hand() -> list[Site]:
    """The samples of the tests, and a site of which nothing is known."""
    korean = sample.briefing()
    empty = Briefing(replace(korean.site, url=""), None, (), (), (), ())
    return [
        _rendered("ko", korean),
        _rendered("en", sample.briefing("en")),
        _rendered("tied", ties.tied()),
        _rendered("empty", empty),
    ]


def _rendered(name: str, briefing: Briefing) -> Site:
    renderer = Renderer()
    files = dict(renderer.assets()) | {page.url: renderer.page(page) for page in pages_of(briefing)}
    return Site(name, files, "/naru/" if briefing.site.url else "/")


def _sitegen(command: str, folder: Path, *more: str) -> None:
    moment = ("--now", "2026-09-30T00:00:00Z")
    run = [sys.executable, "-m", "sitegen", command, "--site", str(folder), *moment, *more]
    subprocess.run(run, check=True, capture_output=True)


def built(folder: Path) -> Site:
    """What the commands make at *folder* of the repository's seeds with those of `stress` among them: a site that was
    published once and has changed since."""
    output = folder / "output"
    if not output.exists():
        seeds = folder / "seeds"
        shutil.copytree(ROOT / "seeds", seeds)
        stress.write(seeds)
        (folder / "sitegen.toml").write_text(_SETTINGS, encoding="utf-8")
        _sitegen("build", folder, "--workers", "1")
        _sitegen("diff", folder, "--accept")
        stress.correct(seeds)
        _sitegen("build", folder, "--workers", "1")
    files = {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    return Site("built", files, "/sub/path/")
