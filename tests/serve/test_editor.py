"""The editor's own editor: which command opens a seed, that a name is never a command, and what is said where it fails."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.errors import SettingsError
from sitegen.serve.editor import command_for, open_editor
from tests.serve.newsroom import waited

SEED = Path("/사이트/seeds/한 기사.md")


def given(editor: str, path: str = "/nowhere") -> dict[str, str]:
    return {"SITEGEN_EDITOR": editor, "PATH": path}


@pytest.mark.parametrize(
    ("editor", "command"),
    [
        ("code", ["code", "-g", f"{SEED}:3:7"]),
        ("/opt/Code.exe --wait", ["/opt/Code.exe", "--wait", "-g", f"{SEED}:3:7"]),
        ("subl -n", ["subl", "-n", f"{SEED}:3:7"]),
        ("pycharm", ["pycharm", "--line", "3", "--column", "7", str(SEED)]),
        ("gvim", ["gvim", "+call cursor(3,7)", str(SEED)]),
        ("unknown", ["unknown", str(SEED)]),
        ("my-editor --at '{line}, {column}' {file}", ["my-editor", "--at", "3, 7", str(SEED)]),
    ],
)
def test_an_editor_is_told_where_to_open_a_seed(editor: str, command: list[str]) -> None:
    assert command_for(SEED, 3, 7, given(editor)) == command


def test_the_first_known_editor_that_is_installed_is_taken(tmp_path: Path) -> None:
    for name in ("kate", "gedit"):
        (tmp_path / name).write_text("#!/bin/sh\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    assert command_for(SEED, 3, 7, given("", str(tmp_path))) == ["kate", "-l", "3", "-c", "7", str(SEED)]


def test_where_there_is_no_editor_the_setting_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no editor is known here") as caught:
        command_for(SEED, 1, 1, given("", str(tmp_path)))
    assert "SITEGEN_EDITOR" in caught.value.hint


@pytest.fixture
def record(tmp_path: Path) -> tuple[str, Callable[[], list[str]]]:
    """An editor that only writes down with what it was called, and what that was."""
    argv, script = tmp_path / "argv.json", tmp_path / "editor.py"
    script.write_text(
        "import json, os, sys\n"
        f"with open({str(argv)!r} + '.part', 'w') as file:\n    json.dump(sys.argv[1:], file)\n"
        f"os.replace({str(argv)!r} + '.part', {str(argv)!r})\n",
        "utf-8",
    )
    return (
        f"{sys.executable} {script} {{file}} {{line}} {{column}}",
        lambda: json.loads(argv.read_text("utf-8")) if argv.exists() else [],
    )


def test_a_name_of_a_file_is_a_word_and_never_a_command(
    tmp_path: Path, record: tuple[str, Callable[[], list[str]]]
) -> None:
    editor, called = record
    root = tmp_path / "site"
    root.mkdir()
    seed = root / "$(touch owned); 'a' {line}.md"
    seed.write_text("글", "utf-8")
    open_editor(seed, 2, 5, root, given(editor))
    assert waited(called) == [str(seed), "2", "5"]
    assert not list(tmp_path.rglob("owned"))


def test_nothing_outside_the_site_is_opened(tmp_path: Path) -> None:
    """Nor what a link leads to, nor a folder, nor what is not there."""
    root, secret = tmp_path / "site", tmp_path / "secret.md"
    root.mkdir()
    secret.write_text("비밀", "utf-8")
    (root / "link.md").symlink_to(secret)
    for path in (secret, root / ".." / "secret.md", root / "link.md", root, root / "missing.md"):
        with pytest.raises(SettingsError, match=r"outside the folder|is not there"):
            open_editor(path, 1, 1, root, given("code"))


def test_an_editor_that_does_not_start_is_named(tmp_path: Path) -> None:
    seed = tmp_path / "a.md"
    seed.write_text("글", "utf-8")
    with pytest.raises(SettingsError, match="the editor does not start: /no/such/editor: No such file"):
        open_editor(seed, 1, 1, tmp_path, given("/no/such/editor"))
