"""What is run to be measured: builds of sites, Kiwi by itself, and saves while a development server shows the site.

A further kind of trial, a publication, is a class with the shape of `Trial` beside these.
"""

import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Protocol

from tests.bench.corpus import EDITED, article, edited
from tests.bench.generators import GENERATORS, ROOT, SITES, Generator, Installed, install
from tests.bench.layouts import LAYOUTS, write
from tests.bench.run import Failed, Sample, last_line, run
from tests.bench.servers import Server

TITLE = "</h1>"  # in every template that is changed
_FIRST_CHANGE = 5001  # a number that no article has


class Trial(Protocol):
    """Something that takes time; trials of one name measure the same."""

    @property
    def articles(self) -> int:
        """The size of the corpus."""

    @property
    def name(self) -> str:
        """Also the name of the file that keeps its result."""

    @property
    def generator(self) -> str:
        """The one whose program and site it needs."""

    def sized(self, articles: int) -> "Trial":
        """The same with a corpus of another size."""

    def take(self, bench: "Bench") -> list[Sample]:
        """The samples of one run. Raises Failed where it did not do what is measured, NotHere where a program is not."""


Change = Literal["cold", "none", "edit", "template"]


@dataclass(frozen=True, slots=True)
class Build:
    """A build: *cold* without anything that an earlier one has left; with no change since the last one; with one
    sentence of one article or one template changed."""

    generator: str
    change: Change
    articles: int

    @property
    def name(self) -> str:
        return f"{self.generator}-{self.change}-{self.articles}"

    def sized(self, articles: int) -> "Build":
        return replace(self, articles=articles)

    def take(self, bench: "Bench") -> list[Sample]:
        return [bench.site(self.generator, self.articles).build(self.change)]


@dataclass(frozen=True, slots=True)
class KiwiAlone:
    """Kiwi reads the text of sitegen's seeds on all cores."""

    articles: int

    @property
    def name(self) -> str:
        return f"kiwi-{self.articles}"

    @property
    def generator(self) -> str:
        return "sitegen"

    def sized(self, articles: int) -> "KiwiAlone":
        return replace(self, articles=articles)

    def take(self, bench: "Bench") -> list[Sample]:
        site = bench.site("sitegen", self.articles)
        command = [sys.executable, "-m", "tests.bench.kiwi", str(site.folder / "seeds")]
        sample = run(command, ROOT, site.installed.environment, site.log)
        if not last_line(site.log).startswith(f"{self.articles} articles"):
            raise Failed(f"Kiwi has not read {self.articles} articles")
        return [sample]


@dataclass(frozen=True, slots=True)
class Save:
    """One sentence of one article is changed while a development server shows the site: from the save to the answer that
    shows it, so many times with each server that is started."""

    generator: str
    articles: int
    times: int

    @property
    def name(self) -> str:
        return f"{self.generator}-save-{self.articles}"

    def sized(self, articles: int) -> "Save":
        return replace(self, articles=articles)

    def take(self, bench: "Bench") -> list[Sample]:
        return bench.site(self.generator, self.articles).save(self.times)


class Site:
    """A site of one generator with so many articles, in a folder of its own."""

    def __init__(self, generator: Generator, installed: Installed, folder: Path, articles: int, log: Path) -> None:
        self.generator, self.installed, self.folder, self.articles = generator, installed, folder, articles
        self.log = log
        self.changes = 0
        self.is_built = False
        shutil.copytree(SITES / generator.files, folder)
        if generator.files == "sitegen":  # a template of the user's, at first the same as the theme's
            shutil.copytree(
                ROOT / "templates", folder / "templates", ignore=lambda _, names: {*names} - {"article.html"}
            )
        if installed.modules:
            (folder / "node_modules").symlink_to(installed.modules)
        write(folder, LAYOUTS[generator.layout], map(article, range(articles)))
        self.own = {path.name for path in folder.iterdir()}

    def build(self, change: Change) -> Sample:
        """Builds the site after *change*, and makes sure that it is built."""
        if change == "cold":
            self._clear()
        elif not self.is_built:
            self._run()
        mark = self._changed(change)
        sample = self._run()
        if mark and mark not in self._page(EDITED).read_text(encoding="utf-8"):
            raise Failed(f"the page of the changed article has no {mark}")
        return sample

    def save(self, times: int) -> list[Sample]:
        """Saves the edited article so many times while a server of its own shows it; the first save that it sees does
        not count. The memory is what the server needs at the most from then on."""
        serving = self.generator.serving
        if serving is None:
            raise Failed(f"{self.generator.title} is not known to serve")
        self.is_built = False  # the next build has something to do
        address = self.generator.address(article(EDITED).name)
        environment = {**self._environment, **serving.environment}
        seconds = []
        with Server(self.installed.program, serving.arguments, self.folder, environment, self.log) as server:
            server.begin(address)
            for _ in range(times + 1):
                seconds.append(server.seconds_until(address, *self._edit()))
                server.settle()
            return [Sample(one, server.peak) for one in seconds[1:]]

    @property
    def _environment(self) -> dict[str, str]:
        return {**self.installed.environment, "XDG_CACHE_HOME": str(self.folder / ".cache")}

    def _run(self) -> Sample:
        sample = run([self.installed.program, *self.generator.arguments], self.folder, self._environment, self.log)
        missing = [number for number in range(self.articles) if not self._page(number).is_file()]
        if missing:
            raise Failed(f"{len(missing)} of {self.articles} pages are not built: {last_line(self.log)}")
        self.is_built = True
        return sample

    def _page(self, number: int) -> Path:
        return self.folder / self.generator.page.format(name=article(number).name)

    def _clear(self) -> None:
        """The folder as it was made: no output, and no cache wherever a program keeps it."""
        for path in self.folder.iterdir():
            if path.name not in self.own:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _changed(self, change: Change) -> str:
        """Makes the change; what the page of the edited article must show of it."""
        if change == "edit":
            mark, path, text = self._edit()
            path.write_text(text, encoding="utf-8")
            return mark
        if change == "template":
            number = self._next_number()
            path = self.folder / self.generator.template
            text = path.read_text(encoding="utf-8")
            if TITLE not in text:
                raise Failed(f"the template {self.generator.template} has no {TITLE}")
            path.write_text(text.replace(TITLE, f"{TITLE}\n<p>{number}판</p>", 1), encoding="utf-8")
            return f"{number}판"
        return ""

    def _edit(self) -> tuple[str, Path, str]:
        """The next edit, not made yet: what its page must show, the file and all that it holds then."""
        number = self._next_number()
        one = edited(article(EDITED), number)
        layout = LAYOUTS[self.generator.layout]
        return f"{number}개", self.folder / layout.path.format(name=one.name), layout.text(one)

    def _next_number(self) -> int:
        self.changes += 1
        return _FIRST_CHANGE + self.changes


class Bench:
    """The folder that is worked in, with the programs that are installed and the sites that are made."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.installed: dict[str, Installed] = {}
        self.sites: dict[tuple[str, int], Site] = {}
        (work / "logs").mkdir(parents=True, exist_ok=True)
        self.clear()

    def program(self, generator: str) -> Installed:
        """Raises NotHere."""
        if generator not in self.installed:
            self.installed[generator] = install(GENERATORS[generator], self.work)
        return self.installed[generator]

    def site(self, generator: str, articles: int) -> Site:
        """The site, made at first use. Raises NotHere."""
        key = generator, articles
        if key not in self.sites:
            folder = self.work / "sites" / f"{generator}-{articles}"
            log = self.work / "logs" / f"{generator}-{articles}.log"
            self.sites[key] = Site(GENERATORS[generator], self.program(generator), folder, articles, log)
        return self.sites[key]

    def clear(self) -> None:
        """Removes all sites."""
        self.sites.clear()
        shutil.rmtree(self.work / "sites", ignore_errors=True)
