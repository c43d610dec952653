"""Which files of a folder are seeds."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.read import find_corrections, find_seeds


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find_seeds(folder)]


def test_seeds_and_what_is_none(tmp_path: Path) -> None:
    """Markdown and clippings of every depth, sorted; nothing hidden, dropped by an editor or meant for people."""
    root = tmp_path / "seeds"
    for name in (
        "b.md", "a.txt", "z/c.md", "B.MD", "2024/d e.md", ".hidden.md", ".git/x.md", "x.md~", "#x.md#", ".#x.md",
        "~$x.md", "README.md", "z/readme.txt", "b.corrections.toml", "entities.toml", "photo.png",
    ):  # fmt: skip
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("가", encoding="utf-8")
    (root / "folder.md").mkdir()
    assert names(root) == ["2024/d e.md", "B.MD", "a.txt", "b.md", "z/c.md"]


def test_links(tmp_path: Path) -> None:
    """A link inside the folder counts, one that leads out, into nothing or into a circle does not."""
    root = tmp_path / "seeds"
    root.mkdir()
    (root / "a.md").write_text("가", encoding="utf-8")
    (tmp_path / "secret.md").write_text("나", encoding="utf-8")
    (root / "inside.md").symlink_to(root / "a.md")
    (root / "outside.md").symlink_to(tmp_path / "secret.md")
    (root / "nothing.md").symlink_to(root / "gone.md")
    (root / "circle.md").symlink_to(root / "circle.md")
    (root / "loop").symlink_to(root, target_is_directory=True)
    assert names(root) == ["a.md", "inside.md"]


def test_no_folder(tmp_path: Path) -> None:
    """A folder that is not there has no seeds."""
    assert find_seeds(tmp_path / "gone") == ()


def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passed over, its articles would be gone from the site without a word."""
    (tmp_path / "closed").mkdir()
    scandir = os.scandir

    def guarded(folder: str) -> Iterator[os.DirEntry[str]]:
        if os.fspath(folder).endswith("closed"):
            raise PermissionError(13, "Permission denied", folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", guarded)
    with pytest.raises(PermissionError):
        find_seeds(tmp_path)


def test_corrections_are_found_where_seeds_are(tmp_path: Path) -> None:
    root = tmp_path / "seeds"
    for name in (
        "b.corrections.toml",
        "z/a.Corrections.toml",
        ".c.corrections.toml",
        "d.corrections.toml~",
        "b.md",
        "x.toml",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("", encoding="utf-8")
    (root / "outside.corrections.toml").symlink_to(tmp_path / "gone.toml")
    found = [path.relative_to(root).as_posix() for path in find_corrections(root)]
    assert found == ["b.corrections.toml", "z/a.Corrections.toml"]
