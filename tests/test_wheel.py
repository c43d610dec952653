"""The wheel stands alone: templates, rules and word lists travel in it."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]


def _run(*command: str | Path, cwd: Path) -> str:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=clean, capture_output=True, text=True, timeout=280, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_an_installed_wheel_makes_and_builds_a_site(tmp_path: Path) -> None:
    """Built, installed into an environment of its own with what it needs, and used there far from the sources."""
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for name in ("sitegen", "templates"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    _run(sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path / "dist", source, cwd=tmp_path)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=tmp_path)
    command = tmp_path / "venv" / "bin" / "sitegen"
    _run(command, "init", "desk", cwd=tmp_path)
    settings = tmp_path / "desk" / "sitegen.toml"
    address = settings.read_text("utf-8").replace('url = ""', 'url = "https://briefing.sitegen.test"')
    settings.write_text(address, "utf-8")
    told = _run(command, "build", cwd=tmp_path / "desk")
    assert "1 articles" in told
    assert (tmp_path / "desk" / "output" / "index.html").is_file()
    assert (tmp_path / "desk" / "output" / "briefing.png").is_file(), "the font of the pictures travels, too"
    where = _run(python, "-c", "import sitegen; print(sitegen.__file__)", cwd=tmp_path)
    assert str(tmp_path / "venv") in where
