"""Tools that npm installs: in ``.tools`` beside the project, where ``.ci/run`` puts them."""

import shutil
from pathlib import Path

import pytest

_MODULES = Path(__file__).parents[2] / ".tools" / "node_modules"
# What CI installs: ``npm install --prefix .tools`` with these.
VERSIONS = {"axe-core": "4.14.1", "html-validate": "10.9.0", "vnu-jar": "26.9.27"}  # html-validate 11 wants Node 22


def npm_file(package: str, path: str) -> Path:
    """A file of a package; without it the test is skipped."""
    found = _MODULES / package / path
    if not found.is_file():
        pytest.skip(f"there is no {found}: npm install --prefix .tools {package}@{VERSIONS[package]}")
    return found


def program(name: str) -> str:
    """A program of the machine; without it the test is skipped."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"there is no {name}")
    return found
