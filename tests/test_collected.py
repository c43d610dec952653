"""No test lies where pytest does not look: by itself it passes over folders named ``build`` and ``dist``."""

from fnmatch import fnmatch
from pathlib import Path

import pytest


def test_every_folder_of_tests_is_looked_into(pytestconfig: pytest.Config) -> None:
    tests = Path(__file__).parent
    folders = {file.parent.relative_to(tests) for file in tests.rglob("test_*.py")}
    passed_over = pytestconfig.getini("norecursedirs")
    assert len(folders) > 10
    assert [str(one) for one in folders if any(fnmatch(part, mask) for part in one.parts for mask in passed_over)] == []
