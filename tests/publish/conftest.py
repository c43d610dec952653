"""A site folder, a build that is quick, and real targets."""

import os
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen.build import Built
from sitegen.config import read_settings
from sitegen.model.facts import ArticleFacts
from sitegen.model.identity import Site
from sitegen.model.site import Briefing
from sitegen.model.text import Article
from sitegen.publish import PublishReport, publish
from sitegen.publish.targets import Options

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
SITE = {"index.html": b"<p>one", "a/x/index.html": "기사".encode(), "static/site.css": b"p{}"}

Publish = Callable[..., PublishReport]


def article(name: str, title: str, text: str = "", slug: str = "") -> Article:
    return Article(name, f"seeds/{name}.md", text, title, None, (), slug or name)


def built(files: Mapping[str, bytes], public: tuple[Article, ...] = (), withheld: tuple[Article, ...] = ()) -> Built:
    shown = tuple(ArticleFacts(one, ()) for one in public)
    return Built(Briefing(Site(), None, shown, (), (), ()), withheld, files=files)


def run_git(*arguments: str, at: Path, given: bytes = b"") -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    own = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@t",
           "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@t"}  # fmt: skip
    return subprocess.run(["git", *arguments], cwd=at, env={**environment, **own}, input=given, capture_output=True,
                          check=True).stdout.decode().strip()  # fmt: skip


@pytest.fixture(autouse=True)
def _quiet_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of whoever runs the tests."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a site with two targets: ``pages``, a bare repository beside it, and ``disk``, a folder."""
    folder = tmp_path / "site"
    (folder / "seeds").mkdir(parents=True)
    (folder / "sitegen.toml").write_text(
        '[[publish]]\nname = "pages"\nkind = "git"\nremote = "../remote.git"\n\n'
        '[[publish]]\nname = "disk"\nkind = "folder"\npath = "../disk"\n',
        "utf-8",
    )
    run_git("init", "--quiet", "--bare", "remote.git", at=tmp_path)
    return folder


@pytest.fixture
def send(root: Path) -> Publish:
    """Publishes *files* to a target, and keeps in *said* what was said."""

    def run(
        name: str | None,
        files: Mapping[str, bytes] | Built,
        *,
        dry_run: bool = False,
        max_deletes: int | None = None,
        said: list[str] | None = None,
        options: Options | None = None,
    ) -> PublishReport:
        made = files if isinstance(files, Built) else built(files)
        lines = [] if said is None else said
        return publish(
            read_settings(root), name, now=NOW, dry_run=dry_run, yes=True, max_deletes=max_deletes,
            echo=lines.append, options=options, make=lambda settings, now: made,
        )  # fmt: skip

    return run


def everything(folder: Path) -> dict[str, bytes | None]:
    """Every path below *folder* with its bytes: what a dry run must leave as it is."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
