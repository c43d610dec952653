"""`sitegen serve` as a user runs it: the address it prints, the save that shows, the end by Ctrl-C."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.serve.conftest import ARTICLE, SEED, Live, page, waited

DRAFT = SEED.replace("윤슬시, 새 도서관 착공", "하늬바람 초안").replace("source:", "status: draft\nsource:")


@dataclass(frozen=True, slots=True)
class Running:
    process: subprocess.Popen[str]
    live: Live


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "2025-03-14-library.md").write_text(SEED, "utf-8")
    (tmp_path / "seeds" / "draft.md").write_text(DRAFT, "utf-8")
    return tmp_path


@contextmanager
def running(site: Path, *arguments: str) -> Iterator[Running]:
    process = subprocess.Popen(
        [sys.executable, "-m", "sitegen", "serve", "--port", "0", *arguments], cwd=site, text=True, encoding="utf-8",
        env={**os.environ, "HOME": str(site.parent)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("serving http://127.0.0.1:"):
                break
        else:
            pytest.fail("".join(said))
        # Read on, or a full pipe would hold it.
        yield Running(process, Live(None, int(line.split(":")[2].split("/")[0])))  # type: ignore[arg-type]
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def shown(live: Live, target: str) -> str:
    return live.ask(target).body.decode()


@pytest.mark.parametrize("options", [(), ("--poll",)])
def test_a_save_of_a_seed_shows(site: Path, options: tuple[str, ...]) -> None:
    """An edit, a broken edit and its mending; a draft is marked; and nothing is written but what a build remembers."""
    seed = site / "seeds" / "2025-03-14-library.md"
    with running(site, *options) as run, page(run.live, ARTICLE) as opened:
        first = opened.built()
        assert first["fault"] == ""
        assert "윤슬시, 새 도서관 착공" in shown(run.live, "/")
        assert "86억원" in shown(run.live, ARTICLE)
        seed.write_text(SEED.replace("86억원", "91억원"), "utf-8")
        second = opened.until(lambda told: told["page"] != first["page"] and not told["building"])
        assert second["version"] > first["version"]
        assert "91억원" in shown(run.live, ARTICLE)
        seed.write_text(SEED.replace("published: 2025-03-14", "published: 언젠가"), "utf-8")
        broken = opened.until(lambda told: told["fault"])
        assert broken["page"] == second["page"]
        assert "seeds/2025-03-14-library.md:3:" in broken["fault"]
        assert "91억원" in shown(run.live, ARTICLE)
        assert "seeds/2025-03-14-library.md:3:" in shown(run.live, ARTICLE)
        seed.write_text(SEED, "utf-8")
        mended = opened.until(lambda told: not told["fault"] and not told["building"])
        assert mended["page"] == first["page"]
        assert "초안 · 공개 전" in shown(run.live, "/a/draft/")
        assert run.live.ask("/nothing").status == 404
    assert sorted(path.name for path in site.iterdir()) == [".sitegen", "seeds"]
    assert sorted(path.name for path in (site / "seeds").iterdir()) == ["2025-03-14-library.md", "draft.md"]


def test_a_save_of_the_known_names_shows(site: Path) -> None:
    """The seed stays as it is; a broken file is told, and what is shown meanwhile is the site without it."""
    names = site / "seeds" / "entities.toml"
    organisation = "/o/%EB%8B%AC%EB%B9%9B%EB%AA%A8%EC%9E%84/"
    (site / "seeds" / "2025-03-15-club.txt").write_text("달빛모임 성명\n\n달빛모임은 15일 성명을 냈다.\n", "utf-8")
    with running(site) as run, page(run.live) as opened:
        opened.built()
        assert run.live.ask(organisation).status == 404
        names.write_text('[[org]]\nname = "달빛모임"\n', "utf-8")
        waited(lambda: run.live.ask(organisation).status == 200)
        names.write_text('[[org]]\nnames = "달빛모임"\n', "utf-8")
        broken = opened.until(lambda told: told["fault"])
        assert "seeds/entities.toml:2:1: error: unknown key 'names'" in broken["fault"]
        assert "윤슬시, 새 도서관 착공" in shown(run.live, "/")
        names.unlink()
        assert opened.until(lambda told: not told["fault"] and not told["building"])
        assert run.live.ask(organisation).status == 404


def test_a_template_of_the_users_shows(site: Path) -> None:
    """The folder of templates may come later; a template that fails is named, and mended the page is back."""
    with running(site) as run, page(run.live, "/nothing/") as opened:
        good = opened.built()
        (site / "templates").mkdir()
        (site / "templates" / "404.html").write_text("<p>{{ no_such_name }}", "utf-8")
        failed = opened.until(lambda told: told["fault"])
        assert re.search(r"404\.html:1:\d+: error: ", failed["fault"])
        assert "  │ <p>{{ no_such_name }}" in failed["fault"]
        assert failed["page"] == good["page"]
        (site / "templates" / "404.html").write_text("<body><p>여기 없습니다</p></body>", "utf-8")
        mended = opened.until(lambda told: not told["fault"] and not told["building"])
        assert mended["page"] != good["page"]
        assert "여기 없습니다" in shown(run.live, "/nothing")


def test_ctrl_c_ends_it_well(site: Path) -> None:
    with running(site) as run:
        run.process.send_signal(signal.SIGINT)
        said, _ = run.process.communicate(timeout=20)
        assert run.process.returncode == 0
        assert "Traceback" not in said


def test_a_taken_port_is_exit_two(site: Path) -> None:
    with running(site, "--poll") as run:
        again = subprocess.run(
            [sys.executable, "-m", "sitegen", "serve", "--port", str(run.live.port)], cwd=site, capture_output=True,
            text=True, timeout=60, check=False,
        )  # fmt: skip
        assert again.returncode == 2
        assert f"port {run.live.port} is taken" in again.stderr
        assert "--port" in again.stderr
        assert "Traceback" not in again.stderr
