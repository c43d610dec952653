"""Tools that npm installs: in ``.tools`` beside the project, where ``.ci/run`` puts them."""

import shutil
from pathlib import Path

import pytest

MODULES = Path(__file__).parents[1] / ".tools" / "node_modules"
# What CI installs: ``npm install --prefix .tools`` with these.
VERSIONS = {
    "axe-core": "4.14.1",
    "html-validate": "10.9.0",  # 11 wants Node 22
    "ical.js": "2.2.1",
    "@knight-lab/timelinejs": "3.9.11",
    "schema-dts": "2.1.0",
    "sitemap": "8.0.3",
    "typescript": "5.9",
    "vnu-jar": "26.9.27",
}


def npm_file(package: str, path: str) -> Path:
    """A file of a package; without it the test is skipped."""
    found = MODULES / package / path
    if not found.is_file():
        pytest.skip(f"there is no {found}: npm install --prefix .tools {package}@{VERSIONS[package]}")
    return found


def program(name: str) -> str:
    """A program of the machine; without it the test is skipped."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"there is no {name}")
    return found
